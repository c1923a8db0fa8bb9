"""Dates in shapes that parsers misread or do not know -> an instant. Pure.

Numbers of seconds, 2020/1/10, 20200110, 2026-W47-1, 2024年1月5日, 令和6年1月5日, ۱۵ دی ۱۴۰۲, "jeudi 6 novembre 2014 à
10h30", 06-Nov-14, 24:00. Where a date can be read in two ways, as 03/04/2020, it is not read: none is
better than a wrong one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from unicodedata import decimal

from syndicate.model import EPOCH
from syndicate.normalize.dates import calendars, months, zones
from syndicate.scripts import in_form

_NUMBER = re.compile(r"(\d{5,19})(?:\.\d{1,9})?")
_UNITS = {9: 1, 10: 1, 12: 10**3, 13: 10**3, 16: 10**6, 19: 10**9}  # digits -> parts of a second
_PACKED = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:[T ]?(\d\d)(\d\d)(\d\d)?)?(?=$|Z|[+-]|\s|\.)")
_COMPACT_CLOCK = re.compile(r"(?<=\d)T(\d\d)(\d\d)(\d\d)?(?=$|Z|[+-]|\s|\.)")
_COUNTED = (
    (re.compile(r"(\d)\s?[時时点點시](?!\s?\d)"), r"\1:00"),
    (re.compile(r"(\d)\s?[時时点點시]\s?"), r"\1:"),
    (re.compile(r"(\d)\s?[分분]\s?(?=\d)"), r"\1:"),
    (re.compile(r"(?<=\d)\s?[分분秒초]"), " "),
    (re.compile(r"\b(\d{1,2})\s?h\s?(\d\d)\b", re.IGNORECASE), r"\1:\2"),
    (re.compile(r" m=[+-][\d.]+$"), ""),  # how long a program of Go had run
)
_HALF = r"a\.?m\b\.?|p\.?m\b\.?|午前|午後|上午|下午|오전|오후|ΠΜ|ΜΜ"
_CLOCK = re.compile(
    rf"(?P<before>{_HALF})?\s?(?<![\d.])(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:[.,]\d{{1,9}})?(?!\d)\s?(?P<after>{_HALF})?",
    re.IGNORECASE,
)
# Marks of direction, the Arabic comma, and hyphens, dashes and the minus (ISO 8601-1, 3.2.1) that stand for "-".
_OTHER_SIGNS = {
    0x200F: None,
    0x200E: None,
    0x060C: ",",
    **dict.fromkeys((*range(0x2010, 0x2014), 0x2212), "-"),
}
_DOTTED_CLOCK = re.compile(r"(?<=\s)(\d{1,2})\.(\d\d)(?:\.(\d\d))?$")
_LATE = ("p", "午後", "下午", "오후", "μ")
_OFFSET = re.compile(r"\s?(?:GMT|UTC)?\s?([+-])(\d{1,2}):?(\d\d)?(?:\s?\(?[A-Z]{1,5}\)?)?$")
_EASTERN = re.compile(
    rf"(?:(?P<era>{'|'.join(calendars.ERAS)})\s?(?P<of>\d{{1,3}}|元)|(?P<year>\d{{4}}))\s?(?P<kind>[年년])\s?(?P<month>\d{{1,2}})\s?[月월]\s?(?P<day>\d{{1,2}})\s?[日일号號]?"
)
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)")
_WEEK = re.compile(r"(?<!\d)(\d{4})-?W(\d\d)(?:-?([1-7]))?(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d)(?!\d)")
_JOINED = re.compile(r"(?<=\d)[-/](?=[^\W\d_])|(?<=[^\W\d_])[-/](?=\d)|(?<=[^\W\d_]\.)-(?=\d)")
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{1,2})\.?\s([^\W\d_]{3,12})\.?,?\s['’]?(\d\d)(?!\d)")
_PERSIAN = re.compile(rf"(\d{{1,2}})\s({'|'.join(calendars.PERSIAN_MONTHS)})(?:\s?ماه)?\s(\d{{4}})")
_KOREA, _JAPAN, _IRAN = timedelta(hours=9), timedelta(hours=9), timedelta(hours=3, minutes=30)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a date says; `at` is None where its shape is known, and says nothing or two things."""

    at: datetime | None


@dataclass(frozen=True, slots=True)
class _Day:
    """A day that was found, what else is written, and whose clock the hours are by where no zone is told."""

    on: date | None
    rest: str
    zone: timedelta = timedelta(0)


def read(written: str) -> Reading | None:
    """A date in one of our shapes; None where it has another, which others may know."""
    text = _plain(written[:100])
    number = _NUMBER.fullmatch(text)
    if number and not _PACKED.fullmatch(text):
        return Reading(_counted(number[1]))
    text = _COMPACT_CLOCK.sub(_unpacked_clock, _PACKED.sub(_unpacked, text, count=1))
    zone, text = _zone(text)
    clock = _CLOCK.search(text)
    if clock:
        text = _without(text, clock.span())
    day = _day(text)
    if day is None or any(letter.isdecimal() for letter in day.rest):
        return None
    time = _time(clock) if clock else timedelta(0)
    if day.on is None or time is None:
        return Reading(None)
    usual = day.zone if clock else timedelta(0)
    try:
        shown = datetime(day.on.year, day.on.month, day.on.day, tzinfo=UTC) + time
        return Reading(shown - _ahead(zone, shown, usual))
    except OverflowError:
        return Reading(None)


def _plain(written: str) -> str:
    """The same with the usual digits, single spaces, and colons between hours and minutes."""
    text = " ".join(written.split())
    if not text.isascii():
        text = "".join(str(decimal(letter, letter)) for letter in in_form("NFKC", text))
        text = text.translate(_OTHER_SIGNS)
    for pattern, instead in _COUNTED:
        text = pattern.sub(instead, text)
    return _DOTTED_CLOCK.sub(lambda match: ":".join(part for part in match.groups() if part), text)


def _counted(number: str) -> datetime | None:
    """So many seconds since 1970, or thousandths, millionths, billionths: as the number of digits tells."""
    parts = _UNITS.get(len(number))
    return None if parts is None else EPOCH + timedelta(seconds=int(number) // parts)


def _unpacked(match: re.Match[str]) -> str:
    year, month, day, hour, minute, second = match.groups()
    return f"{year}-{month}-{day}" + (f" {hour}:{minute}:{second or '00'}" if hour else "")


def _unpacked_clock(match: re.Match[str]) -> str:
    hour, minute, second = match.groups()
    return f"T{hour}:{minute}:{second or '00'}"


def _zone(text: str) -> tuple[timedelta | str | None, str]:
    """The offset from UTC, or the name that tells it, and the text without it; what is not known is none."""
    if ":" not in text:
        return None, text
    placed = zones.PLACED.search(text)
    if placed:  # an offset beside it says more
        zone, rest = _zone(_without(text, placed.span()))
        return placed[1] if zone is None else zone, rest
    behind = _OFFSET.search(text)
    if behind:
        sign, hours, minutes = behind.groups()
        offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return -offset if sign == "-" else offset, text[: behind.start()]
    named = zones.NAMED.search(text)
    return (named[1], _without(text, named.span())) if named else (None, text)


def _ahead(zone: timedelta | str | None, shown: datetime, usual: timedelta) -> timedelta:
    """By how much a clock that shows this is ahead of UTC."""
    if zone is None or isinstance(zone, timedelta):
        return usual if zone is None else zone
    if "/" not in zone:
        return zones.offset(zone, shown.date())
    there = zones.offset_at(zone, shown)
    return usual if there is None else there


def _time(clock: re.Match[str]) -> timedelta | None:
    """The time of the day; 24:00 is the end of it, 60 a leap second."""
    hour, minute, second = (int(clock[name] or 0) for name in ("hour", "minute", "second"))
    half = clock["before"] or clock["after"]
    if half:
        if not 1 <= hour <= 12:
            return None if hour > 23 else timedelta(hours=hour, minutes=minute, seconds=second)
        hour = hour % 12 + (12 if half.casefold().startswith(_LATE) or half == "ΜΜ" else 0)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
        return None
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _day(text: str) -> _Day | None:
    eastern = _EASTERN.search(text)
    if eastern:
        return _eastern(eastern, _without(text, eastern.span()))
    first = _YEAR_FIRST.search(text)
    if first:
        year = int(first[1])
        zone = _IRAN if calendars.is_persian(year) else timedelta(0)
        return _Day(
            calendars.day(year, int(first[3]), int(first[4])), _without(text, first.span()), zone
        )
    week = _WEEK.search(text)
    if week:
        return _Day(_of_week(week), _without(text, week.span()))
    last = _YEAR_LAST.search(text)
    if last:
        return _Day(_year_last(last), _without(text, last.span()))
    return _named(_JOINED.sub(" ", text))


def _eastern(match: re.Match[str], rest: str) -> _Day:
    """A year of an era is Japanese or of the Republic of China; only Koreans write 년."""
    month, day, era = int(match["month"]), int(match["day"]), match["era"]
    if era:
        year = calendars.ERAS[era] + (1 if match["of"] == "元" else int(match["of"]))
        return _Day(
            months.day(year, month, day),
            rest,
            _JAPAN if not era.startswith("民") else timedelta(hours=8),
        )
    zone = _KOREA if match["kind"] == "년" else timedelta(0)
    return _Day(calendars.day(int(match["year"]), month, day), rest, zone)


def _of_week(match: re.Match[str]) -> date | None:
    """A day by its week (ISO 8601-1, 5.2.3): a week alone is its Monday, as a month alone is its first day."""
    try:
        return date.fromisocalendar(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return None


def _year_last(match: re.Match[str]) -> date | None:
    """Dots are of countries that write the day first. With others it must show which is the month."""
    first, mark, second, year = int(match[1]), match[2], int(match[3]), _year(match[4])
    if mark == "-" and len(match[4]) == 2 and months.day(_year(match[1]), second, int(match[4])):
        return None  # the year may stand first, as it did in ISO 8601 until 2004
    if mark == "." or first > 12 or first == second:
        return calendars.day(year, second, first)
    return calendars.day(year, first, second) if second > 12 else None


def _year(written: str) -> int:
    """A year of two digits is of this century up to 49 (RFC 5322, 4.3)."""
    year = int(written)
    return year if len(written) > 2 else year + (2000 if year < 50 else 1900)


def _named(text: str) -> _Day | None:
    """A day with the name of its month, in any language that months.py knows."""
    persian = _PERSIAN.search(text)
    if persian:
        on = calendars.persian(
            int(persian[3]), calendars.PERSIAN_MONTHS[persian[2]], int(persian[1])
        )
        return _Day(on, _without(text, persian.span()), _IRAN)
    for one in months.find(text):
        if one.year is not None:
            return _Day(
                calendars.day(one.year, one.month, one.day), _without(text, (one.start, one.end))
            )
    short = _SHORT_YEAR.search(text)
    number = months.month(short[2]) if short else None
    if short is None or number is None:
        return None
    return _Day(months.day(_year(short[3]), number, int(short[1])), _without(text, short.span()))


def _without(text: str, span: tuple[int, int]) -> str:
    """The rest of a text, with single spaces: what stood around the cut may belong together."""
    return " ".join(f"{text[: span[0]]} {text[span[1] :]}".split())
