"""What a page says around a text -> apart from it. Pure.

Rules for lines, tried from the top and from the bottom: what is cut is kept as furniture, a "Related:" block
becomes its own stories. A text that is nothing but furniture is left alone, unless the entry has a headline and
systems write all of the text ("submitted by ann [link] [comments]").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from syndicate.agencies import signed_by
from syndicate.model import Related
from syndicate.normalize.datelines import dateline
from syndicate.normalize.furniture import (
    above,
    below,
    bylines,
    credited,
    pointers,
    posting,
    strips,
    systems,
)
from syndicate.normalize.furniture.headline import folded
from syndicate.normalize.markup.blocks import Line
from syndicate.normalize.text import SUMMARY_BYTES, clip, ends_sentence

_SIGNATURES = 4  # lines
_SITE = 40  # characters
_TITLE = 4  # words
_HEADING = 120  # characters
_SECTION = 24
_COUNT = 4  # digits, of comments
_TOP = 8  # lines in which a headline, a path and a signature are looked for
KEPT = 50

_FIRST = re.compile(r"[^\W_]+")
_CRUMBS = re.compile(r"(?:[»›]|\s>\s|\s/\s.*\s/\s|::)")
_MARKS = re.compile("[»›>/:]")
_CRUMBS_START = re.compile(
    r"(?i)(?:home|start|startseite|accueil|inicio|início|main|you are here|news|hem|hjem|ana sayfa|strona główna"
    r"|domů|domov|etusivu|forside|kezdőlap|címlap|acasă|αρχική|beranda|trang chủ|начало|početna|صفحه اصلی|خانه"
    r"|главная|головна|الرئيسية|当前位置|您的位置|首页|首頁|主页|ホーム|홈)(?:\s\w+)?\s*[»›>/:：]"
)
_WITH = re.compile(
    r"(?P<site>.{2,60})\s(?:avec|with|mit|con|com|met|med)\s(?:l['’]|la\s|die\s)?(?P<agency>\S.{1,30})"
)
_SAID = re.compile(
    r".{1,60}\s(?:said|says|wrote|dijo|dice|sagt|sagte|schrieb|a dit|dit|disse|ha detto|пишет)\s?(?:\.\.\.|…|:)"
)


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
    top, byline, written_on, over = _top(lines, headline, near, sites)
    near = written_on or near
    gathered = pointers.gathered(lines, headline)
    pointed = pointers.pointed(lines, near) | gathered
    bottom = _bottom(lines, top, headline, pointed, near)
    block = pointers.block(lines, top, bottom)
    if block and block | bottom >= set(range(min(block), len(lines))):  # the page ends with it
        bottom |= _bottom(lines[: min(block)], top, headline, pointed, near)
    told = top | bottom | block | _advertisements(lines)
    inline = {at: story for at, story in pointed.items() if at not in told}
    related = [*inline.values(), *pointers.stories(lines, sorted(block), near)]
    cut = told | inline.keys()
    own = [line for at, line in enumerate(lines) if at not in gathered]
    if len(cut) >= len(lines) and not _is_silent(own, headline, sites):
        return Parted()
    furniture = cut - block | set(sorted(block)[:1])  # the rest of the block is kept as related
    return Parted(
        cut=frozenset(cut),
        furniture=tuple([clip(lines[at].text, SUMMARY_BYTES) for at in sorted(furniture)[:KEPT]]),
        related=tuple(related)[:KEPT],
        byline=byline,
        written_on=written_on,
        above=over,
    )


def _is_silent(lines: Sequence[Line], headline: str, sites: Collection[str]) -> bool:
    """Whether an entry with a headline says no more: only what systems write, or the headline and the site again."""
    if not headline:
        return False
    told = [
        systems.is_foot(line, headline)
        or any(folded(line.text) == f"{headline} {site}" for site in sites)
        for line in lines
    ]
    return any(told) and all(
        is_told or systems.is_button(line) for is_told, line in zip(told, lines, strict=True)
    )


def _top(
    lines: Sequence[Line], headline: str, near: date, sites: Collection[str]
) -> tuple[set[int], str | None, date | None, int]:
    """What is no text at the top, who wrote it and when, and how many lines stay above that."""
    cut, byline = _signed_or_listed(lines[:_TOP], headline, near)
    written_on: date | None = None
    over = 0
    names = bylines.bylines(lines[:_TOP])
    agencies = 0  # which sign above the text
    for at, line in enumerate(lines[:_TOP]):
        is_first = at in cut or at == len(cut) + agencies  # nothing of the text is above
        is_short = at + 1 < len(lines) and _is_heading(line.text)
        signed = (
            bylines.signature(line.text, is_first=is_first)
            or names.get(at)
            or posting.signed(line.text, near)
            or (_signed_above_report(lines, at, headline, near) if is_short else None)
        )
        if signed and byline is None:
            (byline, written_on), over = signed, max(0, at - len(cut))
        elif at not in cut and not (
            is_path(line.text, headline, sites, is_first=is_first)
            or _is_headline(line.text, headline, sites)
            or (is_first and _is_head(line, headline, near, sites))
            or (is_short and _is_of_page(lines, at, headline, near, sites))
        ):
            if len(line.text) > _HEADING:
                break
            agencies += is_first and signed_by(line.text) is not None
            continue
        cut.add(at)
    return cut, byline, written_on, over


def _signed_or_listed(
    lines: Sequence[Line], headline: str, near: date
) -> tuple[set[int], str | None]:
    """What stands in several lines at the top, and whom it names; links and the headline may be above who signs."""
    texts = [line.text for line in lines]
    by = next(
        (at for at, line in enumerate(lines) if not line.is_link and folded(line.text) != headline),
        0,
    )
    signed = above.signed(texts[by:], near)
    if signed:
        return set(range(by + signed[0])), signed[1]
    return set(range(above.listed(texts))), None


def _is_head(line: Line, headline: str, near: date, sites: Collection[str]) -> bool:
    """Whether it is the day, what a system writes above its texts, or the name of the site, which is no agency's."""
    text = line.text
    if posting.is_day(text, near) or systems.is_head(line, headline):
        return True
    if (
        strips.told(line, headline, near)
        or below.is_of_drupal(text, headline)
        or credited.in_reprint(text)
    ):
        return True
    if not sites or len(text) > _HEADING:
        return False
    with_agency = _WITH.fullmatch(text)  # "Le Petit Littoral avec AFP"
    if with_agency and signed_by(with_agency["agency"]):
        return folded(with_agency["site"]) in sites
    return folded(text) in sites and signed_by(text) is None


def _is_of_page(
    lines: Sequence[Line], at: int, headline: str, near: date, sites: Collection[str]
) -> bool:
    """Whether, above a report, it is what stands above or below texts, or one of several links to sections."""
    line = lines[at]
    if line.text.isdecimal():  # among other lines it tells that they are of a page
        return len(line.text) <= _COUNT and _is_above_report(lines[: at + 2], at, near)
    around = lines[max(0, at - 1) : at + 2]
    is_section = line.is_link and len(line.text) <= _SECTION
    return (
        (is_section and sum(one.is_link and len(one.text) <= _SECTION for one in around) > 1)
        or _is_head(line, headline, near, sites)
        or systems.is_foot(line, headline)
        or systems.is_button(line)
        or systems.is_age(line)
    ) and _is_above_report(lines, at, near)


def _signed_above_report(
    lines: Sequence[Line], at: int, headline: str, near: date
) -> tuple[str, date | None] | None:
    """Who signs without a verb, "City desk, Friday 9 Sep 2016", "par Admin", which elsewhere may be the text."""
    line = lines[at]
    told: tuple[str, date | None] | None = posting.signed(line.text, near, is_sure=True)
    if told is None:
        strip = strips.told(line, headline, near)
        name = strip[0] if strip else bylines.short(line.text)
        told = (name, near if strip else None) if name else None
    return told if told and _is_above_report(lines, at, near) else None


def _is_above_report(lines: Sequence[Line], at: int, near: date) -> bool:
    """Whether a report that an agency signs opens below it, and no sentence stands between."""
    for line in lines[at + 1 : at + _TOP]:
        told = dateline.read(line.text, near)
        if told or not _is_heading(line.text):
            return told is not None and told.agency is not None
    return False


def _is_heading(text: str) -> bool:
    return len(text) <= _HEADING and not ends_sentence(text)


def _is_headline(text: str, headline: str, sites: Collection[str] = ()) -> bool:
    """Whether a line is the headline once more, alone or before the name of the site; mostly its first word tells."""
    first = _FIRST.search(text) if headline else None
    if first is None:
        return False
    if first[0].casefold() != headline.partition(" ")[0]:  # "Quay Brief: Pier sold" is the title
        words = folded(text) if sites and len(text) < len(headline) else headline
        return headline.endswith(words) and headline.removesuffix(words).strip() in sites
    words = folded(text)
    if words == headline:
        return True
    site = words.removeprefix(f"{headline} ")
    if site == words:
        return False
    is_title = folded(text.partition("|")[0]) == headline  # as that of the page says it
    return site in sites or (is_title and headline.count(" ") >= _TITLE - 1 and len(site) <= _SITE)


def is_path(
    text: str, headline: str, sites: Collection[str] = (), *, is_first: bool = True
) -> bool:
    """Whether it reads like "Home » World » Headline": marks between, and a known end, or at the top a known start.

    The name of the site is such a start, too.
    """
    if len(text) > 300 or not any(mark in text for mark in "»›>/:") or not _CRUMBS.search(text):
        return False
    ends_so = bool(headline) and folded(text).endswith(headline)
    return ends_so or (
        is_first
        and (
            _CRUMBS_START.match(text) is not None
            or (bool(sites) and folded(_MARKS.split(text, maxsplit=1)[0]) in sites)
        )
    )


def _bottom(
    lines: Sequence[Line], top: set[int], headline: str, pointed: dict[int, Related], near: date
) -> set[int]:
    """Comments, buttons and pointers, from the last line upwards until the text begins.

    Who signed stays, unless the report says it above, and so does not hide what is above. A headline that is no link
    is added to `pointed`.
    """
    cut = set(_comments(lines, headline))
    cut |= set(range(below.of_list(lines), len(lines)))
    buttons: set[int] = set()
    signatures = 0
    is_report = False
    for at in range(min(cut, default=len(lines)) - 1, -1, -1):
        if at in top:
            break
        if at in cut:
            continue
        line = lines[at]
        if at not in pointed and (story := pointers.announced(line)):
            pointed[at] = story
        is_foot = at in pointed or systems.heads_related(line.text)
        if is_foot or systems.is_foot(line, headline) or _is_told_below(line, headline, near):
            cut |= buttons if at in pointed else {at, *buttons}
            buttons = set()
        elif systems.is_button(line):
            buttons.add(at)
        elif _is_for_desks(line.text, near) and (is_report or _ends_report(lines, at, top, near)):
            is_report = True  # what is above it is, too: asked once, for it reads all lines
            cut |= {at, *buttons}
            buttons = set()
        elif (tagged := below.tags(lines, at)) is not None:
            cut |= {*range(tagged, at + 1), *buttons}
            buttons = set()
        elif signatures < _SIGNATURES and (below.signs(line) or below.is_of_member(lines, at)):
            signatures += 1
        else:
            break
    linked = {at for at in buttons if lines[at].is_link}
    return cut | (
        buttons
        if len(linked) > 1
        else {at for at in linked if at + 1 in cut and not systems.is_service(lines[at])}
    )


def _is_told_below(line: Line, headline: str, near: date) -> bool:
    strip = strips.told(line, headline, near)
    return (
        (strip is not None and strip[1] and credited.in_source(line.text) is None)
        or below.is_of_drupal(line.text, headline)
        or below.is_list_of_tags(line.text)
    )


def _is_for_desks(text: str, near: date) -> bool:
    """Whether it is furniture below a report of an agency: it names the agency again, or speaks to desks."""
    return below.is_agency(text) or below.is_of_desk(text, near)


def _ends_report(lines: Sequence[Line], at: int, top: set[int], near: date) -> bool:
    """Whether the lines above are a report that an agency signs, in its dateline or in brackets at the end."""
    texts = [line.text for n, line in enumerate(lines[:at]) if n not in top]
    told = dateline.opening(texts, near)
    if told is None or told.agency is None:
        return bool(texts) and credited.behind(texts[-1]) is not None
    return True


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
    breaks = {at for at, line in enumerate(lines) if systems.interrupts(line)}
    breaks |= {
        at + 1 for at in breaks if lines[at + 1 : at + 2] and lines[at + 1].text == "Register"
    }
    return breaks | (found if len(found) > 1 else {at for at in found if lines[at].text.isupper()})
