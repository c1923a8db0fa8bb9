"""What a page says around a text -> apart from it. Pure.

Rules for lines, tried from the top and from the bottom: what is cut is kept as furniture, a "Related:" block
becomes its own stories. A text that is nothing but furniture is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from syndicate.model import Related
from syndicate.normalize import dateline, months, systems
from syndicate.normalize.blocks import Line
from syndicate.normalize.headline import folded
from syndicate.normalize.text import SUMMARY_BYTES, clip

_TOP = 8  # lines in which a headline, a path and a signature are looked for
KEPT = 50
_HEAD = 40  # characters in which the words before a pointer end
_TITLE = 160  # characters of a headline

_FIRST = re.compile(r"[^\W_]+")
_CRUMBS = re.compile(r"(?:[»›]|\s>\s|\s/\s.*\s/\s|::)")
_CRUMBS_START = re.compile(
    r"(?i)(?:home|start|startseite|accueil|inicio|início|main|you are here|news|hem|hjem|ana sayfa|strona główna"
    r"|главная|головна|الرئيسية|当前位置|您的位置|首页|首頁|ホーム|홈)(?:\s\w+)?\s*[»›>/:：]"
)
_WRITTEN = re.compile(
    r"(?i)(?:written|posted|published|authored|submitted)\s+by[:\s]+(?P<name>[^|]{1,60}?)"
    r"(?:\s+to\s+[^\s|]{1,40})?(?:\s+(?:on|at)\s+(?P<when>[^|]{1,60}))?(?:\s*\|.{0,60})?"
)
_NAME = 5  # words; "Posted by the gate was a note that nobody read"
_NUMBER = re.compile(r"\b\d+\b")
_PRINTED = re.compile(r"(?i)published\s")  # by a press, a book is
_WRITTEN_BY = re.compile(  # only before a day: in other languages, too, these words begin sentences
    r"(?i)(?:(?:written|posted|published|authored|submitted)\s+by|(?:geschrieben|verfasst|veröffentlicht)\s+von|(?:écrit|publié|rédigé|posté)\s+par"
    r"|(?:escrito|publicado|postado)\s+por|(?:scritto|pubblicato)\s+da|(?:geschreven|geplaatst)\s+door|автор)"
    r"[:\s]+(?P<name>[^|]{1,100})"
)
_AT = re.compile(
    r"(?:\s*\||\s(?:at|um|à|a las|às|alle|om))*\s*\d{1,2}[:.h]\d\d(?:\s?[AaPp]\.?[Mm]\b\.?|\sUhr\b)?"
)
_BEFORE_DAYS = months.WEEKDAYS | frozenset("am le el em il op".split())  # noqa: SIM905
_BY = re.compile(
    r"By:?\s+(?P<name>[A-Z][\w.'’-]*(?:\s(?:[A-Z][\w.'’-]*|and|de|van|von|al|of|the|&|,)){0,7})"
    r"(?:,\s[^.]{1,50}|\s*\|.{1,60})?"
)
_SIGNED = re.compile(  # as a line of its own only: these words begin sentences
    r"(?:Von|Par|Por|Di|Da|Door|Автор:?)\s(?P<name>[^\W\d_a-zа-я][\w'’-]+(?:\s[^\W\d_a-zа-я][\w'’-]+){1,2})"
)
_SENTENCE = re.compile(r"(?<!\.m)(?<!\sг)[.!?…]$")
_SAID = re.compile(
    r".{1,60}\s(?:said|says|wrote|dijo|dice|sagt|sagte|schrieb|a dit|dit|disse|ha detto|пишет)\s?(?:\.\.\.|…|:)"
)
_FULL_STORY = re.compile(r"(?i)(?:\s+[(\[»›…]*|^)(?:full story|read more|continue reading)\W*$")


@dataclass(frozen=True, slots=True)
class Parted:
    """Which lines are not the text, and what they told."""

    cut: frozenset[int] = frozenset()
    furniture: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    byline: str | None = None
    written_on: date | None = None
    above: int = 0  # lines that stay above the signature: an introduction


def part(lines: Sequence[Line], title: str, near: date, sites: Collection[str] = ()) -> Parted:
    """Tell a text from what its page says around it. `sites` are the names of the site, folded."""
    headline = folded(title)
    top, byline, written_on, above = _top(lines, headline, sites)
    bottom = _bottom(lines, top, headline)
    block = _related_block(lines, top, bottom)
    near = written_on or near
    told = top | bottom | block | _advertisements(lines)
    pointers = ((at, _pointed(line, near)) for at, line in enumerate(lines) if at not in told)
    inline = {at: story for at, story in pointers if story}
    related = [*inline.values(), *_stories(lines, sorted(block), near)]
    cut = told | inline.keys()
    if len(cut) >= len(lines):
        return Parted()
    furniture = cut - block | set(sorted(block)[:1])  # the rest of the block is kept as related
    return Parted(
        cut=frozenset(cut),
        furniture=tuple([clip(lines[at].text, SUMMARY_BYTES) for at in sorted(furniture)[:KEPT]]),
        related=tuple(related)[:KEPT],
        byline=byline,
        written_on=written_on,
        above=above,
    )


def _top(
    lines: Sequence[Line], headline: str, sites: Collection[str]
) -> tuple[set[int], str | None, date | None, int]:
    """A path through the site, the headline once more, who wrote it and when, and how many lines stay above that."""
    cut: set[int] = set()
    byline: str | None = None
    written_on: date | None = None
    above = 0
    bylines = _bylines(lines[:_TOP])
    for at, line in enumerate(lines[:_TOP]):
        is_first = at == len(cut)  # nothing of the text is above
        signed = _signature(line.text, is_first=is_first) or bylines.get(at)
        if signed and byline is None:
            (byline, written_on), above = signed, at - len(cut)
        elif not is_path(line.text, headline, is_first=is_first) and not _is_headline(
            line.text, headline, sites
        ):
            if len(line.text) > 120:
                break
            continue
        cut.add(at)
    return cut, byline, written_on, above


def _is_headline(text: str, headline: str, sites: Collection[str] = ()) -> bool:
    """Whether a line is the headline once more, alone or before the name of the site; mostly its first word tells."""
    first = _FIRST.search(text) if headline else None
    if first is None or first[0].casefold() != headline.partition(" ")[0]:
        return False
    words = folded(text)
    return words == headline or (
        words.startswith(f"{headline} ") and words[len(headline) + 1 :] in sites
    )


def is_path(text: str, headline: str, *, is_first: bool = True) -> bool:
    """Whether it reads like "Home » World » Headline": marks between, and a known end, or at the top a known start."""
    if len(text) > 300 or not any(mark in text for mark in "»›>/:") or not _CRUMBS.search(text):
        return False
    ends_so = bool(headline) and folded(text).endswith(headline)
    return ends_so or (is_first and bool(_CRUMBS_START.match(text)))


def _signature(text: str, *, is_first: bool) -> tuple[str, date | None] | None:
    """The name in "Written By X on Thursday, November 6, 2014", and the day; without any, only above the text."""
    if len(text) > 160 or _SENTENCE.search(text):
        return None
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return _signed_on(text)
    name = match["name"].strip(" ,")
    sure = match["when"] or "|" in text or (is_first and not _PRINTED.match(text))
    if not sure or len(name.split()) > _NAME or _NUMBER.search(name):
        return _signed_on(text)
    return name, dateline.written_day(text)


def _bylines(lines: Sequence[Line]) -> dict[int, tuple[str, date | None]]:
    """The names in "By Jane Roe"; not "By Train" and "By Bus", which are headings, nor what a colon announces."""
    texts = [line.text for line in lines]
    found = {
        at: (match["name"].strip(" ,"), dateline.written_day(text))
        for at, (above, text) in enumerate(pairwise(("", *texts)))
        if len(text) <= 160 and not above.endswith(":") and not _SENTENCE.search(text)
        if (match := _BY.fullmatch(text) or _SIGNED.fullmatch(text))
    }
    return found if len({name for name, _ in found.values()}) < 2 else {}


def _signed_on(text: str) -> tuple[str, date | None] | None:
    """The name and the day in "Publié par X le jeudi 6 novembre 2014 à 10h30": words, a day, a time at most."""
    begun = _WRITTEN_BY.match(text)
    day = next(months.find(text), None) if begun else None
    if begun is None or day is None or not day.year or len(text[day.end :].split()) > 4:
        return None
    words = text[begun.start("name") : day.start].split()
    while words and words[-1].strip(",").partition("-")[0].casefold() in _BEFORE_DAYS:
        words.pop()
    name = " ".join(words).strip(" ,|")
    return (name, months.day(day.year, day.month, day.day)) if name else None


def signature_end(text: str) -> int:
    """Where "Written By X on Thursday, November 6, 2014 | 7:00 PM" ends that a text begins with; else 0."""
    begun = _WRITTEN_BY.match(text)
    days = [day for day in months.find(text[: begun.end()]) if day.year] if begun else []
    end = min((day.end for day in days), default=0)
    time = _AT.match(text, end) if end else None
    return time.end() if time else end


def _bottom(lines: Sequence[Line], top: set[int], headline: str) -> set[int]:
    """Comments, buttons and pointers, from the last line upwards until the text begins."""
    comments = _comments(lines, headline)
    cut = set(comments)
    buttons: set[int] = set()
    for at in range(len(lines) - len(comments) - 1, -1, -1):
        if at in top:
            break
        if systems.is_foot(lines[at], headline) or systems.heads_related(lines[at].text):
            cut |= {at, *buttons}
            buttons = set()
        elif systems.is_button(lines[at]):
            buttons.add(at)
        else:
            break
    return cut | (buttons if sum(lines[at].is_link for at in buttons) > 1 else set())


def _comments(lines: Sequence[Line], headline: str) -> range:
    """The lines from "3 comments:" on, where "Ann said..." is below it, or "Post a comment" at the end."""
    for at in range(1, len(lines) - 1):
        if systems.heads_comments(lines[at], headline) and (
            _SAID.fullmatch(lines[at + 1].text) or systems.asks_for_comments(lines[-1])
        ):
            return range(at, len(lines))
    return range(0)


def _advertisements(lines: Sequence[Line]) -> set[int]:
    """Where one stood on the page: in capitals, or more than once; a heading of the text may say it, too."""
    found = {at for at, line in enumerate(lines) if systems.is_advertisement(line.text)}
    return found if len(found) > 1 else {at for at in found if lines[at].text.isupper()}


def _pointed(line: Line, near: date) -> Related | None:
    """The story in "Related: another headline", where that is all of the line, and a link or a report."""
    if ":" not in line.text[:_HEAD]:
        return None
    head, _, rest = (part.strip() for part in line.text.partition(":"))
    if not rest or not (head[:1].isupper() or not head.isascii()):
        return None
    if not systems.heads_related(head):
        return None
    if line.linked * 10 >= len(rest) * 9:
        return Related(clip(rest, SUMMARY_BYTES), line.href)
    return _story([Line(rest, line.href)], near) if dateline.read(rest, near) else None


def _related_block(lines: Sequence[Line], top: set[int], bottom: set[int]) -> set[int]:
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
    return not any(len(lines[at].text) > _TITLE or _SENTENCE.search(lines[at].text) for at in rest)


def _without_tail(lines: Sequence[Line], rest: Sequence[int]) -> Sequence[int]:
    """Reports as far as each is ended by "Full story"; paragraphs below the last are of the text again."""
    ends = [n for n, at in enumerate(rest, 1) if _FULL_STORY.search(lines[at].text)]
    tail = rest[ends[-1] :] if ends else ()
    others = any(lines[at].is_link or _is_report(lines[at]) for at in tail)
    return rest if others or _are_headlines(lines, tail) else rest[: ends[-1]]


def _is_related_heading(lines: Sequence[Line], at: int) -> bool:
    text = lines[at].text
    if not systems.heads_related(text) or lines[at].is_link:
        return False
    below = lines[at + 1 : at + 3]  # a report may have its headline above it
    return text.endswith((":", "：")) or any(
        [*(line.is_link for line in below[:1]), *map(_is_report, below)]
    )


def _is_report(line: Line) -> bool:
    """Whether a line opens with a dateline, of whatever day."""
    return dateline.read(line.text, date(2000, 1, 1)) is not None


def _leading_links(lines: Sequence[Line], rest: Sequence[int]) -> list[int]:
    links = []
    for at in rest:
        if not lines[at].is_link:
            break
        links.append(at)
    return links


def _stories(lines: Sequence[Line], block: Sequence[int], near: date) -> list[Related]:
    """The stories of a block: each dateline, with a headline above it, and each line that is a link begins another."""
    groups: list[list[Line]] = []
    alone = _are_headlines(lines, block[1:])
    is_headed = False  # the last line may be the headline of what comes
    for at in block[1:]:
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
