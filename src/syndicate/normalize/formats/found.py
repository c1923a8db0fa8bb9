"""What feedparser finds -> RawFeed, whoever found it: itself (feed.py), or swift.py in its place. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from typing import Any, Literal

from syndicate.model import is_heard
from syndicate.normalize.formats.raw import Kind, RawDate, RawEntry, RawFeed, RawLink, RawText

# Where feedparser is told that a feed stands: nowhere, some folders deep.
NOWHERE = "https://nowhere.invalid"
FOLDERS = ("/1/2/3/4/", "/1/2/3/", "/1/2/", "/1/")  # that place, and its parents
TAGS = 200  # of one entry; feedparser compares each with all others
_BESIDE = ("chapters", "transcript")  # an episode has one file of chapters, and many transcripts
_HTML = ("text/html", "application/xhtml+xml")
_NO_WORDS = frozenset(("rel", "type", "base", "language"))
_REST = 300
_ANY_TAG = re.compile(r"<[^<>]{0,2000}>")
_ADDRESS = re.compile(r"(?i)https?://|/")
_OTHER_SCHEME = re.compile(r"(?i)(?!https?:)[a-z][a-z0-9+.-]*:")
_PICTURE = re.compile(r"(?i)[^?#]*\.(?:avif|gif|jpe?g|png|webp)(?:[?#].*)?", re.DOTALL)
_NARROW = 300  # pixels
_BLOGGER_KIND = "http://schemas.google.com/blogger/2008/kind#"

Node = Mapping[str, Any]


def raw(result: Node) -> RawFeed:
    """What we take from a result of feedparser's, or from one made like it."""
    feed: Node = dict(result.get("feed", {}))
    version = str(result.get("version") or "")
    dialect: Literal["atom", "rss"] = "atom" if version.startswith("atom") else "rss"
    return RawFeed(
        format=dialect,
        id=_string(feed.get("id")) if dialect == "atom" else None,
        title=_text(feed, "title", dialect),
        link=_string(feed.get("link")),
        language=_string(feed.get("language")),
        authors=_authors(feed) if dialect == "atom" else (),
        links=_links(feed.get("links")),
        rights=_text(feed, "rights", dialect),
        entries=tuple(_entry(dict(entry), dialect) for entry in result.get("entries", ())),
        known=bool(version),
        fault=_fault(result),
    )


def _entry(entry: Node, dialect: Literal["atom", "rss"]) -> RawEntry:
    """`dict` access goes past feedparser's aliases, which warn, and take one date for another."""
    links = _links(entry.get("links"))
    bodies = _contents(entry)
    body, summary = bodies[0] if bodies else None, _summary(entry, bodies, dialect)
    if dialect == "rss" and body and summary and _is_shorter(body, summary):
        body, summary = summary, body
    if not bodies and summary is None:
        # A film may be all that there is, and a picture's caption all that is said.
        summary = _text(entry, "media_description", dialect)
    return RawEntry(
        guid=_string(entry.get("id")),
        link=_string(entry.get("feedburner_origlink")) or _link(entry, links),
        title=_text(entry, "title", dialect),
        content=body,
        summary=summary,
        published=_date(entry, "published") or _date(entry, "created"),
        updated=_date(entry, "updated"),
        authors=_authors(entry) or _authors(dict(entry.get("source") or {})),
        contributors=_people(_details(entry, "contributors")),
        categories=_categories(entry),
        terms=tuple(_terms(entry)),
        enclosures=_enclosures(entry, links),
        images=_images(entry),
        season=_string(entry.get("itunes_season")),
        episode=_string(entry.get("itunes_episode")),
        companions=tuple(_companions(entry)),
        language=_entry_language(entry),
        publisher=_publisher(entry),
        rights=_text(entry, "rights", dialect),
        licence=licence(links),
        rest="" if bodies or entry.get("title") else " ".join(_leaves(entry))[:_REST],
    )


def _string(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    if value.startswith(NOWHERE):
        value = _relative(value.removeprefix(NOWHERE))
    return value.strip() or None


def _relative(path: str) -> str:
    """A link as it was before it was resolved against nowhere."""
    for up, folder in enumerate(FOLDERS):
        if path.startswith(folder):
            return "../" * up + path.removeprefix(folder)
    return path


def _text(node: Node, key: str, dialect: str) -> RawText | None:
    value = _string(node.get(key))
    if value is None:
        return None
    detail = node.get(f"{key}_detail")
    return _worded(value, dict(detail) if isinstance(detail, Mapping) else {}, dialect)


def _worded(value: str, detail: Node, dialect: str = "atom") -> RawText:
    media_type = str(detail.get("type") or "")
    kind: Kind = "text" if dialect == "atom" else "guess"
    if media_type in _HTML or media_type.endswith(("/xml", "+xml")):
        kind = "html"
    return RawText(value, kind, _string(detail.get("base")), _string(detail.get("language")))


def _is_shorter(second: RawText, first: RawText) -> bool:
    """Whether of two descriptions the second, plain one (itunes:summary, say) is the short one.

    feedparser calls it the content, as nothing else is.
    """
    told = (len("".join(_ANY_TAG.sub(" ", one.value).split())) for one in (second, first))
    return second.kind != "html" and next(told) <= next(told)


def _summary(entry: Node, bodies: list[RawText], dialect: str) -> RawText | None:
    """A summary of its own: feedparser gives the content once more where there is none."""
    found = _text(entry, "summary", dialect)
    if found is None or any(body.value == found.value for body in bodies):
        return None
    return found


def _leaves(node: object, depth: int = 5) -> Iterator[str]:
    """Every word of an entry that says nothing in the usual places: rights, dates, places."""
    if isinstance(node, str):
        word = _string(node)
        yield from (word,) if word else ()
    elif isinstance(node, Mapping) and depth:
        for key, value in dict(node).items():
            yield from () if key in _NO_WORDS else _leaves(value, depth - 1)
    elif isinstance(node, list) and depth:
        for value in node[:10]:
            yield from _leaves(value, depth - 1)


def _contents(entry: Node) -> list[RawText]:
    """The bodies of an entry, the best first: HTML before plain text, long before short."""
    found = []
    for content in entry.get("content") or ():
        value = _string(content.get("value"))
        media_type = str(content.get("type") or "")
        if value and (media_type.startswith("text/") or media_type.endswith("xml")):
            found.append(_worded(value, dict(content)))
    return sorted(found, key=lambda text: (text.kind != "html", -len(text.value)))


def _date(node: Node, key: str) -> RawDate | None:
    written = _string(node.get(key))
    return None if written is None else RawDate(written[:200], instant(node.get(f"{key}_parsed")))


def instant(parsed: Any) -> datetime | None:
    """Make an instant of a struct_time in UTC; None of the days that no calendar has."""
    if isinstance(parsed, datetime):
        return parsed
    try:
        year, month, day, hour, minute, second = parsed[:6]
        start = datetime(year, month, day, tzinfo=UTC)
        return start + timedelta(hours=hour, minutes=minute, seconds=second)
    except (TypeError, ValueError, OverflowError):
        return None


def _links(links: Iterable[Node] | None) -> tuple[RawLink, ...]:
    return tuple(
        RawLink(
            href=href,
            rel=str(link.get("rel") or "alternate").lower(),
            media_type=_string(link.get("type")),
            length=_string(link.get("length")),
            title=_string(link.get("title")),
        )
        for link in links or ()
        if (href := _string(link.get("href")))
    )


def _link(entry: Node, links: tuple[RawLink, ...]) -> str | None:
    """The page of an entry; feedparser overlooks an alternate that is not HTML, and takes a urn: or an id for one."""
    link = _string(entry.get("link"))
    is_id = link == _string(entry.get("id")) and not any(one.href == link for one in links)
    if link and (_ADDRESS.match(link) if is_id else not _OTHER_SCHEME.match(link)):
        return link
    rels = ("alternate", "via", "related", "self")
    pages = (one for rel in rels for one in links if one.rel == rel)
    return next((one.href for one in pages if not _OTHER_SCHEME.match(one.href)), None)


def licence(links: Iterable[RawLink]) -> str | None:
    """Under what it may be used: rel=license (RFC 4946), as which feedparser gives Creative Commons' elements too."""
    return next((link.href for link in links if link.rel == "license"), None)


def _details(node: Node, key: str) -> list[Node]:
    return [dict(person) for person in node.get(key) or ()]


def _people(people: Sequence[Node]) -> tuple[str, ...]:
    names = [_string(person.get("name")) or _string(person.get("email")) for person in people]
    return tuple(dict.fromkeys(name for name in names if name))


def _authors(node: Node) -> tuple[str, ...]:
    people, author = _details(node, "authors"), _string(node.get("author")) or ""
    mail = _string(people[-1].get("email")) if people else None
    if mail and author.partition(mail)[2][:1].isalpha():
        # feedparser ends a domain after four letters, and takes the rest of it for a part of the name.
        name, whole = parseaddr(author)
        people = [*people[:-1], {"name": name, "email": whole}]
    return _people(people) or ((author,) if author else ())


def _publisher(entry: Node) -> str | None:
    """The feed that an entry was taken from: RSS 2.0's source, atom:source (RFC 4287, 4.2.11); else dc:publisher."""
    source = entry.get("source")
    named = _string(dict(source).get("title")) if isinstance(source, Mapping) else None
    return named or _string(entry.get("publisher"))


def _categories(entry: Node) -> tuple[str, ...]:
    tags = [dict(tag) for tag in entry.get("tags") or ()]
    names = (_string(tag.get("label")) or _string(tag.get("term")) for tag in tags)
    return tuple(name for name in names if name and not name.startswith(_BLOGGER_KIND))


def _terms(entry: Node) -> Iterator[tuple[str, str]]:
    for tag in map(dict, entry.get("tags") or ()):
        label, term = _string(tag.get("label")), _string(tag.get("term"))
        if label and term:
            yield label, term


def _enclosures(entry: Node, links: tuple[RawLink, ...]) -> tuple[RawLink, ...]:
    """The files of an entry. What a podcast says of how long it lasts is said of its only one."""
    files = tuple(link for link in links if link.rel == "enclosure")
    if len(files) == 1:
        files = (replace(files[0], duration=_string(entry.get("itunes_duration"))),)
    media = (
        RawLink(
            href,
            "enclosure",
            kind,
            _string(content.get("filesize")),
            duration=_string(content.get("duration")),
        )
        for content in entry.get("media_content") or ()
        if (href := _string(content.get("url"))) and is_heard(kind := _string(content.get("type")))
    )
    return (*files, *media)


def _companions(entry: Node) -> Iterator[RawLink]:
    """What goes with the file of an episode, as feed.py has feedparser file it."""
    chapters, transcripts = (entry.get(f"podcast_{kind}") or () for kind in _BESIDE)
    for kind, all_of_it in zip(_BESIDE, (chapters[:1], transcripts), strict=True):
        for said in all_of_it:
            if href := _string(said.get("url")):
                spoken = _string(said.get("language"))
                yield RawLink(href, kind, _string(said.get("type")), language=spoken)


def _images(entry: Node) -> tuple[str, ...]:
    image = entry.get("image")
    found = [_string(thumb.get("url")) for thumb in entry.get("media_thumbnail") or ()]
    pictures = filter(_is_picture, entry.get("media_content") or ())
    found += [_string(content.get("url")) for content in sorted(pictures, key=_is_narrow)]
    if isinstance(image, Mapping):
        found.append(_string(dict(image).get("href")))
    return tuple(href for href in found if href)


def _is_picture(content: Node) -> bool:
    """Whether a file is one; where nobody says of what kind it is, its name does."""
    kind = content.get("medium") or content.get("type")
    if kind:
        return content.get("medium") == "image" or str(kind).startswith("image/")
    return _PICTURE.fullmatch(str(content.get("url"))) is not None


def _is_narrow(content: Node) -> bool:
    """Whether it is the small form of a picture that is offered in several sizes."""
    width = str(content.get("width") or "")
    return width.isdecimal() and width.isascii() and int(width[:6]) < _NARROW


def _entry_language(entry: Node) -> str | None:
    details = (
        entry.get("title_detail"),
        *(entry.get("content") or ()),
        entry.get("summary_detail"),
    )
    languages = (_string(dict(detail).get("language")) for detail in details if detail)
    return next(filter(None, languages), None)


def _fault(result: Node) -> str | None:
    if not result.get("bozo"):
        return None
    error: Any = result.get("bozo_exception")
    line = error.getLineNumber() if hasattr(error, "getLineNumber") else None
    what = error.getMessage() if hasattr(error, "getMessage") else str(error)
    return f"not well-formed: {what}" + (f" (line {line})" if line else "")
