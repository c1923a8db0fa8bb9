"""Other stories that a page points to -> apart from its text. Pure.

A "Related:" and what is below it, a line "Also read: another headline", reports with datelines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from syndicate.model import Related
from syndicate.normalize.datelines import dateline
from syndicate.normalize.furniture import posting, systems
from syndicate.normalize.furniture.headline import folded
from syndicate.normalize.markup.blocks import Line
from syndicate.normalize.text import SUMMARY_BYTES, clip, ends_sentence

_HEAD = 40  # characters in which the words before a pointer end
_TITLE = 160  # characters of a headline
_FULL_STORY = re.compile(r"(?i)(?:\s+[(\[»›…]*|^)(?:full story|read more|continue reading)\W*$")
_PUBLISHER = 60
_WORDS = 3  # of a headline
_MARK = re.compile("[:：|]")
_SPACED = re.compile("[^\\W\\d_\u0e00-\u0eff\u3040-\u9fff]")  # letters of scripts that part words
# As WordPress tells of a post.
_CATEGORY = re.compile(r"(?:^|\s\d{4},?\s)In [\"“][^\"”]{1,60}[\"”]$")


def pointed(lines: Sequence[Line], near: date) -> dict[int, Related]:
    """The lines that say "Related: another headline", and no more, with the story of each."""
    found = ((at, _pointed(line, near)) for at, line in enumerate(lines))
    return {at: story for at, story in found if story}


def gathered(lines: Sequence[Line], headline: str) -> dict[int, Related]:
    """The other stories of a text that is links and the publishers of each, the entry's own first: Google News's."""
    if len(lines) < 2 or not headline or any(line.href is None for line in lines):
        return {}
    titles = [line.text[: line.linked].strip() for line in lines]
    publishers = [line.text[line.linked :] for line in lines]
    if folded(titles[0]) != headline or not all(
        name[:1] == " " and 1 < len(name) <= _PUBLISHER for name in publishers
    ):
        return {}
    return {
        at: Related(clip(f"{titles[at]} -{publishers[at]}", SUMMARY_BYTES), line.href)
        for at, line in enumerate(lines)
        if at
    }


def _pointed(line: Line, near: date) -> Related | None:
    """The story in "Related: another headline", where that is all of the line, and a link or a report."""
    mark = _mark(line.text)
    if mark is None:
        return None
    head, rest = _parted(line.text, mark)
    if not rest or not (head[:1].isupper() or not head.isascii()):
        return None
    if not (systems.heads_related(head) or (rest.endswith("]") and systems.heads_bracketed(head))):
        return None
    rest = rest.removesuffix("]") if line.text.startswith("[") else rest
    if line.linked * 10 >= len(rest) * 9:
        return Related(clip(rest, SUMMARY_BYTES), line.href)
    return _story([Line(rest, line.href)], near) if dateline.read(rest, near) else None


def announced(line: Line) -> Related | None:
    """The story in "Also read: Another headline" at the foot of a page, though it is no link."""
    mark = _mark(line.text)
    head, rest = _parted(line.text, mark) if mark else ("", "")
    if not rest or len(rest) > _TITLE or rest[0].islower() or ends_sentence(rest):
        return None
    is_headline = len(rest.split()) >= _WORDS or not _SPACED.search(rest)
    return Related(rest, line.href) if is_headline and systems.announces(head) else None


def _mark(text: str) -> re.Match[str] | None:
    """What stands between an announcement and a headline; nearly no line of a text has it."""
    begun = text[:_HEAD]
    has_mark = ":" in begun or "|" in begun or "：" in begun
    return _MARK.search(begun) if has_mark else None


def _parted(text: str, mark: re.Match[str]) -> tuple[str, str]:
    head = text[: mark.start()].strip()
    return (head[1:] if text.startswith("[") else head), text[mark.end() :].strip()


def block(lines: Sequence[Line], top: set[int], bottom: set[int]) -> set[int]:
    """The lines from a "Related:" on: to the end, or as long as they are mere links."""
    for at in range(len(lines)):
        if at in top or at in bottom or not _is_related_heading(lines, at):
            continue
        rest = [n for n in range(at + 1, len(lines)) if n not in bottom]
        links = _leading_links(lines, rest)
        if not rest or not any(n not in top for n in range(at)):
            continue
        if any(_is_report(lines[n]) for n in rest[:2]):
            return {at, *_without_tail(lines, rest)}
        if len(links) == len(rest) or (not links and _are_headlines(lines, rest)):
            return {at, *rest}
        if links:
            return {at, *links}
    return set()


def _are_headlines(lines: Sequence[Line], rest: Sequence[int]) -> bool:
    """Whether none is a paragraph: those below "Related:" may be what the text is about."""
    return not any(len(lines[at].text) > _TITLE or ends_sentence(lines[at].text) for at in rest)


def _without_tail(lines: Sequence[Line], rest: Sequence[int]) -> Sequence[int]:
    """Reports as far as each is ended by "Full story"; paragraphs below the last are of the text again."""
    ends = [n for n, at in enumerate(rest, 1) if _FULL_STORY.search(lines[at].text)]
    tail = rest[ends[-1] :] if ends else ()
    others = any(lines[at].is_link or _is_report(lines[at]) for at in tail)
    return rest if others or _are_headlines(lines, tail) else rest[: ends[-1]]


def _is_related_heading(lines: Sequence[Line], at: int) -> bool:
    text = lines[at].text
    if systems.heads_popular(text):
        return any(map(_leads_away, lines[at + 1 : at + 2]))
    if not systems.heads_related(text) or lines[at].is_link:
        return False
    below = lines[at + 1 : at + 3]  # a report may have its headline above it
    return text.endswith((":", "：")) or any(
        [*map(_leads_away, below[:1]), *map(_is_report, below)]
    )


def _is_report(line: Line) -> bool:
    """Whether a line opens with a dateline, of whatever day."""
    return dateline.read(line.text, date(2000, 1, 1)) is not None


def _leading_links(lines: Sequence[Line], rest: Sequence[int]) -> list[int]:
    links: list[int] = []
    for at in rest:
        if not (_leads_away(lines[at]) or (links and _tells_of_link(lines[at].text))):
            break
        links.append(at)
    return links


def _leads_away(line: Line) -> bool:
    """Whether a line is the link to another story, also where its day and category stand behind it."""
    return line.is_link or (line.href is not None and _CATEGORY.search(line.text) is not None)


def _tells_of_link(text: str) -> bool:
    """Whether a line below a link is its day, or its category."""
    return _CATEGORY.match(text) is not None or posting.day(text) is not None


def stories(lines: Sequence[Line], found: Sequence[int], near: date) -> list[Related]:
    """The stories of a block: each dateline, with a headline above it, and each line that is a link begins another."""
    groups: list[list[Line]] = []
    alone = _are_headlines(lines, found[1:])
    is_headed = False  # the last line may be the headline of what comes
    for at in found[1:]:
        line = lines[at]
        is_report = dateline.read(line.text, near) is not None
        is_link = (alone or line.is_link) and not _FULL_STORY.fullmatch(line.text)
        begins = is_link or (is_report and not is_headed)
        if begins or not groups or _FULL_STORY.search(groups[-1][-1].text):
            groups.append([line])
        else:
            groups[-1].append(line)
        is_headed = len(groups[-1]) == 1 and not is_report and _are_headlines(lines, [at])
    return [_story(group, near) for group in groups]


def _story(group: Sequence[Line], near: date) -> Related:
    text = "\n".join(line.text for line in group)
    text = _FULL_STORY.sub("", text)
    href = next((line.href for line in reversed(group) if line.href), None)
    openings = (dateline.read(line.text, near) for line in group[:2])  # a headline may be above
    return Related(clip(text, SUMMARY_BYTES), href, next(filter(None, openings), None))
