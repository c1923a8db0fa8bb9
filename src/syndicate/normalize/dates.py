"""Dates as feeds write them -> aware UTC, or nothing. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from syndicate.normalize.raw import RawDate

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(hours=24)


def claimed(raw: RawDate | None, now: datetime) -> datetime | None:
    """What the source says, where that can be: from 1990 to a day from now.

    feedparser understands most, and misreads some (a number of seconds as a year): what it makes of a date
    counts only if it is possible, else others may try.
    """
    if raw is None:
        return None
    readings = (raw.parsed, _mail(raw.written), _iso(raw.written))
    return next((at for at in readings if at and _EARLIEST <= at <= now + _AHEAD), None)


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
