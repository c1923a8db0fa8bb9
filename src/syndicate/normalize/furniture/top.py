"""The top of a page, read downwards -> what is no text there, who wrote that and when. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from syndicate.agencies import signed_by
from syndicate.normalize.datelines import dateline
from syndicate.normalize.furniture import (
    above,
    below,
    bylines,
    credited,
    fragments,
    posting,
    strips,
    systems,
)
from syndicate.normalize.furniture.headline import folded
from syndicate.normalize.markup.blocks import Line
from syndicate.normalize.text import ends_sentence

_SITE = 40  # characters
_TITLE = 4  # words
_HEADING = 120  # characters
_SECTION = 24
_LABEL = 2  # words: "World"
_COUNT = 4  # digits, of comments
_TOP = 8  # lines in which a headline, a path and a signature are looked for

_FIRST = re.compile(r"[^\W_]+")
_CRUMBS = re.compile(
    r"(?:[»›]|\s>\s|\s/\s.*\s/\s|::)"
    r"|(?i:home|startseite|accueil|portada|inicio|início|strona główna|ana\s?sayfa|úvod|главная|головна|होम"
    r"|صفحه نخست)\s/\s"
)
_MARKS = re.compile("[»›>/:]")
_CRUMBS_START = re.compile(
    r"(?i)(?:home|start|startseite|accueil|inicio|início|main|you are here|news|hem|hjem|ana sayfa|strona główna"
    r"|domů|domov|etusivu|forside|kezdőlap|címlap|acasă|αρχική|beranda|trang chủ|начало|početna|صفحه اصلی"
    r"|صفحه نخست|خانه|होम|portada|úvod|anasayfa"
    r"|главная|головна|الرئيسية|当前位置|您的位置|首页|首頁|主页|ホーム|홈)(?:\s\w+)?\s*[»›>/:：]"
)
_WITH = re.compile(
    r"(?P<site>.{2,60})\s(?:avec|with|mit|con|com|met|med)\s(?:l['’]|la\s|die\s)?(?P<agency>\S.{1,30})"
)


def read(
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
        if is_first and written_on is not None and at in names:
            byline = names[at][0]  # whoever posted it on that day did not write it
        if signed and byline is None:
            (byline, written_on), over = signed, max(0, at - len(cut))
        elif at not in cut and not (
            (signed and is_first)
            or is_path(line.text, headline, sites, is_first=is_first)
            or _is_headline(line.text, headline, sites)
            or (is_first and _is_head(line, headline, near, sites))
            or (is_short and is_first and _is_label(lines, at, near))
            or (is_short and _is_of_page(lines, at, headline, near, sites))
        ):
            if len(line.text) > _HEADING:
                break
            agencies += is_first and is_short and signed_by(line.text) is not None
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


def _is_label(lines: Sequence[Line], at: int, near: date) -> bool:
    """Whether it is "World", "Associated Press" or "PTI | Bhopal | 18:12" above a report that an agency signs.

    The report says its agency again.
    """
    line = lines[at]
    words = line.text.count(" ") + 1
    is_alone = line.href is not None and dateline.read(lines[at + 1].text, near) is not None
    is_label = fragments.is_fragment(line) and not is_alone and words <= _LABEL
    is_agency = words <= _TITLE and signed_by(line.text) is not None
    is_strip = fragments.is_strip(line.text)
    return (is_label or is_agency or is_strip) and _is_above_report(lines, at, near)


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
        words = folded(text) if sites else headline
        longer, shorter = (headline, words) if len(words) < len(headline) else (words, headline)
        return longer.endswith(shorter) and longer.removesuffix(shorter).strip() in sites
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
    if len(text) > 300:
        return False
    ends_so = bool(headline) and folded(text).endswith(headline)
    if ends_so and text.startswith("Home "):
        return True
    if not any(mark in text for mark in "»›>/:") or not _CRUMBS.search(text):
        return False
    return ends_so or (
        is_first
        and (
            _CRUMBS_START.match(text) is not None
            or (bool(sites) and folded(_MARKS.split(text, maxsplit=1)[0]) in sites)
        )
    )
