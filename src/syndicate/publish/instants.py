"""Instants as feeds and records write them, in UTC. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache


def second(instant: datetime) -> datetime:
    """Return the instant in UTC, without a fraction."""
    return instant.astimezone(UTC).replace(microsecond=0)


def exact(instant: datetime) -> str:
    """Write an instant for a record, with all that is known of it: 2014-11-06T14:05:00.123456Z."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def rfc3339(instant: datetime) -> str:
    """Write an instant for Atom and JSON Feed: 2014-11-06T14:05:00Z."""
    return second(instant).replace(tzinfo=None).isoformat() + "Z"


@lru_cache(maxsize=1024)
def rfc822(instant: datetime) -> str:
    """Write an instant for RSS and for HTTP: Thu, 06 Nov 2014 14:05:00 GMT."""
    return format_datetime(second(instant), usegmt=True)
