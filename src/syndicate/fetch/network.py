"""Is it another host that is down, or the network? Told from the recent outcomes of all hosts.

Only a host that was well until now is a witness: those that have been gone for months say nothing about the network.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from syndicate.model import is_literal, is_public_name

WITNESSES = 3
WITHIN = timedelta(minutes=5)
QUIET = timedelta(minutes=1)  # since any host was reached
OPEN = timedelta(minutes=15)  # since a host was met that is none of ours


class Network:
    """Down when several hosts that were well could not be reached, and nobody else was; up with the first answer."""

    def __init__(self) -> None:
        self.is_down = False
        self._reached_at: datetime | None = None
        self._witnesses: dict[str, datetime] = {}

    def reached(self, now: datetime) -> bool:
        """Some host answered. Return whether the network is back."""
        was_down, self.is_down = self.is_down, False
        self._reached_at = now
        self._witnesses.clear()
        return was_down

    def missed(self, host: str, now: datetime, *, was_well: bool) -> bool:
        """No server was met at this host. Return whether that shows that the network went down."""
        if self.is_down:
            return False
        if was_well:
            self._witnesses[host] = now
        recent = {name: at for name, at in self._witnesses.items() if abs(now - at) <= WITHIN}
        self._witnesses = recent
        quiet = self._reached_at is None or abs(now - self._reached_at) >= QUIET
        self.is_down = len(recent) >= WITNESSES and quiet
        return self.is_down


class WayOut:
    """Open for as long as a host was met lately that is none of ours: then who cannot be met is to blame.

    `is_ours` tells it of a literal address. What people run beside us (a name without a dot, `.local`) proves nothing.
    """

    def __init__(self, is_ours: Callable[[str], bool]) -> None:
        self._is_ours = is_ours
        self._met_at: datetime | None = None

    def met(self, url: str, now: datetime) -> None:
        """A server was met at this address, whatever it said."""
        host = urlsplit(url).hostname or ""
        if not self._is_ours(host) if is_literal(host) else is_public_name(host):
            self._met_at = now

    def is_open(self, now: datetime) -> bool:
        """Tell whether somebody out there was met lately."""
        return self._met_at is not None and abs(now - self._met_at) <= OPEN
