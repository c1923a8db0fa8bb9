"""How seldom a feed asks to be polled -> the wait that honours it. Pure.

Cache-Control and Expires (RFC 9111), RSS 2.0's ttl, skipHours and skipDays, sy:update* of the syndication module.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from syndicate.model import Hints

LONGEST = timedelta(hours=24)
_HOUR = timedelta(hours=1)
_HOURS = 24


def floor(hints: Hints, fresh_for: timedelta | None) -> timedelta:
    """Give the least wait that a feed asks for: a day at most, for who writes "a year" means "seldom"."""
    return min(max(hints.ttl or timedelta(), fresh_for or timedelta()), LONGEST)


def admitted(due: datetime, hints: Hints, part: float) -> datetime:
    """Give the first instant from `due` on that the feed does not forbid, a day later at most.

    `part`, in [0, 1), is where in a later hour: else all sources of a publisher would begin at its stroke.
    """
    if not (hints.skip_hours or hints.skip_days) or _is_open(due, hints):
        return due
    start = due.replace(minute=0, second=0, microsecond=0)
    for later in range(1, _HOURS + 1):
        hour = start + later * _HOUR
        if _is_open(hour, hints):
            return min(hour + part * _HOUR, due + LONGEST)
    return due + LONGEST if _has_room(hints) else due


def _is_open(at: datetime, hints: Hints) -> bool:
    return at.hour not in hints.skip_hours and at.weekday() not in hints.skip_days


def _has_room(hints: Hints) -> bool:
    """Whether anything is left: a feed that forbids every hour or every day has not meant it."""
    return len(set(hints.skip_hours)) < _HOURS and len(set(hints.skip_days)) < 7
