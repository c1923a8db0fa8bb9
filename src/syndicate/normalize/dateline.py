"""What a report opens with -> where, when, from whom. Pure.

"WASHINGTON, Nov. 6 (Xinhua) --", "PARIS (AP) -", "(Reuters) -", "BAGHDAD/ERBIL, 5 November --",
"MOSCOW, November 6. /TASS/.". A wrong dateline is worse than none, and other things stand in capitals
before a dash: without an agency or a date, the places must be known ones, or "BEIRUT, Lebanon".
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from syndicate.model import Dateline
from syndicate.normalize.agencies import agency
from syndicate.normalize.places import CITIES

_HEAD = 160
_DASH = r"(?:--+|[—–]|(?<=[\s)/])-)"
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janvier enero januar",
            "feb february février fév febrero februar",
            "mar march mars marzo märz",
            "apr april avril avr abril abr",
            "may mai mayo",
            "jun june juin junio juni",
            "jul july juillet juil julio juli",
            "aug august août agosto ago",
            "sep sept september septembre septiembre",
            "oct october octobre octubre okt oktober",
            "nov november novembre noviembre",
            "dec december décembre déc diciembre dic dez dezember",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = r"(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?:,?\s(?P<year{0}>(?:19|20)\d\d))?"
_DATE = (
    rf"(?:(?P<month1>{_MONTH})\s?(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR.format(1)}"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<month2>{_MONTH}){_YEAR.format(2)})"
)
_DAY = re.compile(rf"\b{_DATE}", re.IGNORECASE)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?"
_PLACE = r"[^\W\d_][^\d()\[\]/:;!?\"“”—–]{0,40}?"
_PLACES = rf"(?P<places>{_PLACE}(?:\s?/\s?{_PLACE}){{0,3}})"
_SIGNED = r"(?:\((?P<agency1>[^()]{1,40})\)|/(?P<agency2>[^/()]{1,30})/)"
# Place, date and agency, each of which may be missing; then a dash, or a colon or full stop after an agency.
_OPENING = re.compile(
    rf"\s*(?:{_PLACES}(?:\s\[[^\]]{{1,40}}\])?(?:[,.]\s?{_WEEKDAY}(?:{_DATE}))?\.?)?\s?{_SIGNED}?\s?"
    rf"(?:(?P<dash>{_DASH})(?=[\s\"“]|[A-Z])|(?(agency1)|(?(agency2)|(?!)))(?P<stop>[:.])\s)",
    re.IGNORECASE,
)
_MARKS = "-—–(/"  # one of them is in every dateline
# What stands before a dash in capitals, and is no place.
_NO_PLACES = frozenset(
    """
    analysis breaking comment correction corrected editorial exclusive explainer factbox feature graphic
    interview live news note obituary opinion photos podcast poll preview profile recap report review
    rss sport tldr transcript update updated video warning watch wrapup covid covid-19 nasa nato faq
    ask show pic pics www http https psa spoiler spoilers sponsored ad eu un us uk usa q a p.s ps tl;dr
    """.split()  # noqa: SIM905 - a table of words reads best as words
)


def read(text: str, near: date) -> Dateline | None:
    """The dateline that a text opens with. A date without a year is the one nearest to `near`."""
    head = text[:_HEAD]
    match = _OPENING.match(head) if any(mark in head for mark in _MARKS) else None
    if match is None:
        return None
    signed = match["agency1"] or match["agency2"]
    writer = agency(signed) if signed else None
    on = _date(match, near)
    places = _places(match["places"], certain=writer is not None or on is not None)
    if places is None or (signed and writer is None and on is None):
        return None
    if match["stop"] and writer is None:
        return None
    return Dateline(places, on, writer) if places or writer else None


def _places(written: str | None, *, certain: bool) -> tuple[str, ...] | None:
    """The places; None where what is written is none. "BEIRUT, Lebanon" is one: the city comes first."""
    if written is None:
        return ()
    found = []
    for part in written.split("/"):
        place = part.strip(" ,.")
        capital, _, country = place.partition(",")
        known = capital.casefold() in CITIES or (
            country.strip().istitle() and not country.isupper()
        )
        if not _is_place(capital, certain=certain) or not (certain or known):
            return None
        found.append(_cased(capital))
    return tuple(found)


def _is_place(name: str, *, certain: bool) -> bool:
    words = name.split()
    if not words or len(words) > 4 or name.casefold() in _NO_PLACES or len(name) < 3:
        return False
    if words[0].casefold() in _NO_PLACES and not certain:
        return False
    if certain:
        return words[0][:1].isupper() or not words[0][:1].islower()
    return name.isupper()


def _cased(name: str) -> str:
    """Give AL-HASAKAH as Al-Hasakah; what is not all capitals stays."""
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name) if name.isupper() else name


def written_day(text: str) -> date | None:
    """The first day that is written out with its year: "Thursday, November 6, 2014"."""
    for match in _DAY.finditer(text):
        day = _date(match, date.min)
        if day:
            return day
    return None


def _date(match: re.Match[str], near: date) -> date | None:
    month = match["month1"] or match["month2"]
    day = match["day1"] or match["day2"]
    if month is None or day is None:
        return None
    year = match["year1"] or match["year2"]
    number = _MONTHS[month.casefold().rstrip(".")]
    if year:
        return _day(int(year), number, int(day))
    return None if near == date.min else nearest(number, int(day), near)


def nearest(month: int, day: int, near: date) -> date | None:
    """The last such day before `near`, or up to two days after it: clocks differ, news is not of the future."""
    days = (_day(year, month, day) for year in (near.year + 1, near.year, near.year - 1))
    return next((at for at in days if at and at <= near + timedelta(days=2)), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
