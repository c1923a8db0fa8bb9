"""Which robots.txt stands where, and what follows (RFC 9309, 2.3 and 2.4). Bytes only: `ask` has them read."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from yarl import URL

from syndicate.errors import FetchError, ParseError, Refused
from syndicate.fetch.public_url import public_url
from syndicate.model import Clock, Document

KEPT_FOR: Final = timedelta(hours=24)
SHUT_FOR: Final = timedelta(hours=1)  # while a host cannot say what its rules are
KEPT_BYTES: Final = 8 * 1024 * 1024
KEPT: Final = 2000  # hosts
MOST_BYTES: Final = 500 * 1024  # of a file that must be read, and no more is (RFC 9309, 2.5)
_BUSY: Final = 429
_TEXT: Final = (("Accept", "text/plain, */*;q=0.1"),)

Get = Callable[[str, tuple[tuple[str, str], ...]], Awaitable[Document]]
Ask = Callable[[Document, str], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a host says until an instant: a file, or nothing, or that all is shut for the time being."""

    until: datetime
    file: Document | None = None
    shut: str = ""

    @property
    def size(self) -> int:
        return len(self.file.body) if self.file else 0


class Robots:
    """Remembers the rules of hosts for a day."""

    def __init__(self, get: Get, clock: Clock) -> None:
        self._get = get
        self._clock = clock
        self._known: OrderedDict[str, _Rules] = OrderedDict()
        self._bytes = 0

    async def permit(self, url: str, ask: Ask) -> float:
        """Return how many seconds shall lie between two pages. Raise Refused where the rules forbid this one.

        `ask` has a file read: "1 0" for an address that is allowed, with no delay asked for.
        """
        rules = await self._rules(url)
        if rules.shut:
            raise Refused(public_url(url), rules.shut)
        if rules.file is None or not rules.file.body.strip():
            return 0.0
        try:
            allowed, delay = map(int, (await ask(rules.file, url)).split())
        except (ParseError, ValueError):
            raise Refused(public_url(url), "the robots.txt of its host cannot be read") from None
        if not allowed:
            raise Refused(public_url(url), "the robots.txt of its host forbids it")
        return float(delay)

    async def _rules(self, url: str) -> _Rules:
        try:
            place = str(URL(url).with_user(None).origin() / "robots.txt")
        except ValueError:
            raise Refused(public_url(url), "this is no address of a page") from None
        known, now = self._known.get(place), self._clock()
        if known is None or not now < known.until <= now + KEPT_FOR:  # the clock may be set back
            known = await self._fetched(place)
            self._keep(place, known)
        self._known.move_to_end(place)
        return known

    async def _fetched(self, place: str) -> _Rules:
        now = self._clock()
        try:
            file = await self._get(place, _TEXT)
        except FetchError as error:
            status = error.status or 0
            if 400 <= status < 500 and status != _BUSY and not isinstance(error, Refused):
                return _Rules(now + KEPT_FOR)  # there are no rules
            shut = f"the robots.txt of its host cannot be had: {error.reason}"
            return _Rules(now + SHUT_FOR, shut=shut)
        return _Rules(now + KEPT_FOR, replace(file, body=file.body[:MOST_BYTES]))

    def _keep(self, place: str, rules: _Rules) -> None:
        before = self._known.pop(place, None)
        self._bytes += rules.size - (before.size if before else 0)
        self._known[place] = rules
        while len(self._known) > 1 and (self._bytes > KEPT_BYTES or len(self._known) > KEPT):
            _, oldest = self._known.popitem(last=False)
            self._bytes -= oldest.size
