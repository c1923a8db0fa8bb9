"""Hosts that asked to be left alone, and until when (Retry-After: RFC 9110, 10.2.3).

The store holds back what is not claimed yet; this is for what is already on its way to the network.
"""

from __future__ import annotations

from datetime import datetime

from syndicate.fetch.backoff import LONGEST_WISH


class Holds:
    """What this process was told. A wish is never cut short by a later, shorter one."""

    def __init__(self) -> None:
        self._until: dict[str, datetime] = {}

    def until(self, host: str, now: datetime) -> datetime | None:
        """Tell until when a host may not be asked; None when it may."""
        until = self._until.get(host)
        return until if until is not None and stands(until, now) else None

    def put(self, host: str, until: datetime, now: datetime) -> None:
        """Leave a host alone; forget those that may be asked again."""
        known = {name: when for name, when in self._until.items() if stands(when, now)}
        self._until = known | {host: max(until, known.get(host, until))}


def stands(until: datetime, now: datetime) -> bool:
    """Tell whether a wish still holds; one that no wish leads to was noted by a clock that was wrong."""
    return now < until <= now + LONGEST_WISH
