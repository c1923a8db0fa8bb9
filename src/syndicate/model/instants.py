"""Instants: who tells the time, where time begins for us, and what is recent. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

Clock = Callable[[], datetime]
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """Instant -> microseconds since the epoch."""
    return (at - EPOCH) // MICROSECOND


def moment(number: int) -> datetime:
    """Microseconds since the epoch -> instant."""
    return EPOCH + number * MICROSECOND


def is_recent(at: datetime | None, now: datetime, span: timedelta) -> bool:
    """Tell whether something was done less than so long ago; not what was done by a clock that was set back since."""
    return at is not None and timedelta() <= now - at < span
