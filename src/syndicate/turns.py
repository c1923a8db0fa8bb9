"""Work that one process does at a time, of all that share a store: whoever has the lease has the turn."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Final

from syndicate.errors import Overtaken, StoreError
from syndicate.log import problem
from syndicate.model import Clock, is_recent
from syndicate.store import Fence, Store

LASTING: Final = timedelta(seconds=30)  # so long after a process died, another has the turn
RENEWED: Final = LASTING / 3


class Turn:
    """One lease, as this process has it or not. It keeps the turn between its works, until it lays it down."""

    def __init__(self, *, store: Store, clock: Clock, name: str, holder: str = "") -> None:
        self._leases = store.leases
        self._clock = clock
        self._name = name
        self._holder = holder or self._leases.myself()
        self._fence: Fence | None = None
        self._renewed_at: datetime | None = None

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[Fence | None]:
        """Have the turn and keep it while at work; None while another process has it."""
        fence = await self._take()
        if fence is None:
            yield None
            return
        renewing = asyncio.create_task(self._keep_renewing())
        try:
            yield fence
        finally:
            renewing.cancel()
            await asyncio.wait([renewing])

    async def go_on(self, fence: Fence) -> None:
        """Make sure, before another step, that the turn is still ours; raise Overtaken.

        Who was stopped in the middle and goes on finds out here, before anybody is told anything.
        """
        if await self._take() != fence:
            raise Overtaken(f"another process has the turn of {self._name!r} now")

    async def keep(self) -> None:
        """Keep the turn between two works, if this process has it: who dies gives no sign of life any more."""
        if self._fence is not None:
            await self._take()

    async def lay_down(self) -> None:
        """Let another process have the turn at once: an orderly stop."""
        fence, self._fence, self._renewed_at = self._fence, None, None
        if fence is not None:
            await self._leases.give_back(fence)

    async def _take(self) -> Fence | None:
        now = self._clock()
        if self._fence is None or not is_recent(self._renewed_at, now, RENEWED):
            self._fence = await self._leases.take(self._name, self._holder, now, LASTING)
            self._renewed_at = now
        return self._fence

    async def _keep_renewing(self) -> None:
        while True:
            await asyncio.sleep(RENEWED.total_seconds())
            try:
                await self._take()
            except StoreError as error:
                problem("not renewed", lease=self._name, reason=error)
