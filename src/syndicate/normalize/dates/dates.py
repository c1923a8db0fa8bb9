"""Dates as feeds write them -> aware UTC, or nothing. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache

from syndicate.normalize.dates import months, readings, zones
from syndicate.normalize.formats.raw import RawDate

_MAIL_DATE = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?([0-9]{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r" ((?:19|20)[0-9]{2}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) ([+-][0-9]{4}|GMT|UTC|UT|Z|[ECMP][SD]T)"
)
_STAMP = re.compile(
    r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2})"
)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# Days of which the week may belong to another year, where weeks begin on a Monday or a Sunday.
_WEEKDAY = re.compile(
    rf"\s*({'|'.join(_DAYS)})[a-z]*,?\s+(?=0?[1-3]\s+Jan|2[6-9]\s+Dec|3[01]\s+Dec)([0-9]{{1,2}})\s+(Jan|Dec)[a-z]*\s+([0-9]{{4}})\b"
)
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(hours=24)
_FRESH = timedelta(days=30)  # so old is, as a rule, what a feed shows that is first seen now


def instant(written: str) -> datetime | None:
    """A date as feedparser reads it, the usual shapes in a tenth of its time (RFC 822, 5; RFC 3339, 5.6)."""
    at = _usual(written)
    if at is not None:
        return at
    from syndicate.normalize.formats import feed

    return feed.instant(written)


# A date is looked at when it is parsed, when it is cleaned, and as that of an update.
@lru_cache(maxsize=512)
def _usual(written: str) -> datetime | None:
    """A date in one of the two shapes that most feeds use; None for any other, and for a day that no calendar has."""
    mail = _MAIL_DATE.fullmatch(written)
    try:
        if mail:
            day, month, year, hour, minute, second, zone = mail.groups()
            at = datetime(
                int(year), months.MONTHS[month.casefold()], int(day),
                int(hour), int(minute), int(second), tzinfo=UTC,
            )  # fmt: skip
            return at - (zones.OFFSETS[zone] if zone in zones.OFFSETS else _offset(zone))
        if _STAMP.fullmatch(written):
            return datetime.fromisoformat(written).astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        pass  # no such day, or no such zone: what it is instead, others know
    return None


def _offset(zone: str) -> timedelta:
    """The hours and minutes of "-0530"."""
    sign = -1 if zone[0] == "-" else 1
    return sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[3:]))


def claimed(raw: RawDate | None, now: datetime) -> datetime | None:
    """What the source says, where that can be: from 1990 to a day from now.

    feedparser understands most, and misreads some (2020/1/10 as the first of November): a shape that readings.py
    knows is read there and nowhere else. Of the others, the first reading counts that is possible: feedparser's,
    that of RFC 822 by email.utils, that of ISO 8601.
    """
    if raw is None:
        return None
    latest = now + _AHEAD
    told = (_by_weekday(raw.written, at, latest) for at in _readings(raw) if at)
    return next((at for at in told if _EARLIEST <= at <= latest), None)


def _by_weekday(written: str, at: datetime, latest: datetime) -> datetime:
    """The same day of the next year or the one before, if its weekday is right there and wrong as it is written.

    Around New Year, programs write the year that the week belongs to ("YYYY" in patterns of Java), not the day's. Where
    the week belongs to no other year, or the day as written was just now, it is the weekday that is wrong.
    """
    told = _WEEKDAY.match(written)
    if told is None or latest - _FRESH <= at <= latest:
        return at
    weekday, month = _DAYS.index(told[1]), months.MONTHS[told[3].casefold()]
    number, year = int(told[2]), int(told[4])
    on = months.day(year, month, number)
    meant = months.day(year + (1 if month == 1 else -1), month, number)
    if not on or not meant or on.weekday() == weekday or meant.weekday() != weekday:
        return at
    if year not in _years_of_week(meant):
        return at
    moved = at + (meant - on)
    return moved if moved <= latest else at


def _years_of_week(day: date) -> tuple[int, int]:
    """The years that the week of a day belongs to: by ISO 8601, and where weeks begin on a Sunday, as in America."""
    saturday = day + timedelta(days=(5 - day.weekday()) % 7)
    return day.isocalendar().year, saturday.year


def _readings(raw: RawDate) -> Iterator[datetime | None]:
    usual = _usual(raw.written)
    read = None if usual else readings.read(raw.written)
    if usual or read:
        yield read.at if read else usual
        return
    yield raw.parsed
    yield _mail(raw.written)
    yield _iso(raw.written)


def published(claim: datetime | None, now: datetime) -> datetime:
    """When an item counts as published: as claimed, but never later than we saw it."""
    return now if claim is None else min(claim, now)


def _mail(written: str) -> datetime | None:
    try:
        return _utc(parsedate_to_datetime(written[:100]))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _iso(written: str) -> datetime | None:
    try:
        return _utc(datetime.fromisoformat(written[:100].strip()))
    except (ValueError, OverflowError):
        return None


def _utc(instant: datetime) -> datetime:
    """Without a zone it is UTC: a guess, but everybody's."""
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return aware.astimezone(UTC)
