"""A manuscript (plain text, one file an outlet) -> Outlet. Pure.

An outlet's file opens with `key: value` lines. Each article then starts with a line
`# 2014-11-06 19:00 | thread/event`, has `key: value` lines of its own, a blank line, and paragraphs
of HTML source. A paragraph that begins with `<` stands as it is. `{wire NAME}` or `{wire NAME 3}`
puts an agency's text (or its first three paragraphs) there, `{related NAME NAME}` a box of teasers.
A line `~~~` parts the first text from the corrected one. U+2408 stands for a backspace, the control
character that no XML may hold and some do.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypeAlias
from urllib.parse import urlsplit

from syndicate.demo.articles import FORMATS, Article, Outlet, Revision

Wires: TypeAlias = Mapping[str, tuple[str, ...]]

_HEADING = re.compile(r"^# ", re.MULTILINE)
_INSERTION = re.compile(r"\{(wire|related) ([^}]*)\}")
_BACKSPACE = str.maketrans({"\u2408": "\b"})


def parse_wires(text: str) -> Wires:
    """Read the agency texts: a name each, and its paragraphs."""
    wires: dict[str, tuple[str, ...]] = {}
    for section in _HEADING.split(text)[1:]:
        name, _, body = section.partition("\n")
        wires[name.strip()] = tuple(_blocks(body))
    return wires


def parse_outlet(slug: str, text: str, wires: Wires) -> Outlet:
    """Read one outlet's manuscript."""
    head, *sections = _HEADING.split(text.translate(_BACKSPACE))
    fields, _ = _fields(head)
    known = {name: name for name in FORMATS}
    if fields["format"] not in known:
        raise ValueError(f"{slug}: no such format: {fields['format']}")
    return Outlet(
        slug=slug,
        title=fields["title"],
        home=fields["home"],
        about=fields["about"],
        format=known[fields["format"]],
        language=fields["language"],
        encoding=fields["encoding"],
        window=int(fields["window"]),
        tracking=fields.get("tracking", ""),
        articles=tuple(
            _article(number, section, fields, wires)
            for number, section in enumerate(sections, start=1)
        ),
    )


def _article(number: int, section: str, outlet: Mapping[str, str], wires: Wires) -> Article:
    heading, _, rest = section.partition("\n")
    moment, _, event = heading.partition(" | ")
    fields, body = _fields(rest)
    first, _, corrected = body.partition("\n~~~\n")
    published_at = _instant(moment)
    return Article(
        number=number,
        title=fields["title"],
        guid=_guid(number, outlet) if fields.get("id") != "none" else None,
        published_at=published_at,
        claimed_at=_claimed(fields, published_at),
        updated_at=published_at,
        author=fields["author"],
        categories=tuple(tag.strip() for tag in fields["tags"].split(",")),
        html=_html(first, wires),
        event=event.strip(),
        wires=tuple(
            names.split()[0] for kind, names in _INSERTION.findall(first) if kind == "wire"
        ),
        revision=Revision(_instant(fields["revised"]), _html(corrected, wires))
        if corrected
        else None,
    )


def _fields(text: str) -> tuple[dict[str, str], str]:
    head, _, rest = text.partition("\n\n")
    pairs = (line.partition(": ") for line in head.split("\n") if line)
    return {key: value.strip() for key, _, value in pairs}, rest


def _instant(text: str) -> datetime:
    return datetime.strptime(text.strip(), "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


def _claimed(fields: Mapping[str, str], published_at: datetime) -> datetime | None:
    if fields.get("date") == "none":
        return None
    dated = fields.get("dated")
    return datetime.fromisoformat(dated).astimezone(UTC) if dated else published_at


def _guid(number: int, outlet: Mapping[str, str]) -> str:
    if outlet["format"] == "wordpress":
        return f"{outlet['home']}?p={1000 + 7 * number}"
    host = urlsplit(outlet["home"]).hostname
    if outlet["format"] == "blogger":
        return f"tag:{host},1999:blog-4102014.post-{41020140000 + 37 * number}"
    return f"tag:{host},2014:{number}"


def _blocks(text: str) -> list[str]:
    return [block.replace("\n", " ") for block in re.split(r"\n{2,}", text.strip()) if block]


def _html(body: str, wires: Wires) -> str:
    return "\n".join(_block_html(block, wires) for block in _blocks(body))


def _block_html(block: str, wires: Wires) -> str:
    insertion = _INSERTION.fullmatch(block)
    if insertion is None:
        return block if block.startswith("<") else f"<p>{block}</p>"
    kind, names = insertion.groups()
    if kind == "related":
        return _related(names.split(), wires)
    name, *count = names.split()
    paragraphs = wires[name][: int(count[0])] if count else wires[name]
    return "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def _related(names: list[str], wires: Wires) -> str:
    """Return the box that blogs put under a story: the openings of two others, the trap of traps."""
    teasers = (
        f'<p>{wires[name][0]}</p>\n<p>{wires[name][1]} &#160; <a href="#{name}">Full story</a></p>'
        for name in names
    )
    return "\n".join(("<p><b>Related:</b></p>", *teasers))
