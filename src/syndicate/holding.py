"""What this process may cluster: partitions that it holds by lease, its share of all, and the order above them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from syndicate.model import Clock, is_recent
from syndicate.store import Fence, Partition, Prospect, Store
from syndicate.store.partitions import PARTITION, SETTLING
from syndicate.turns import Turn

LASTING: Final = timedelta(seconds=60)  # of a lease: so long after a process died, others go on
RENEWED: Final = LASTING / 3


class Holding:
    """Holds partitions, one call at a time. There is one in a process; on SQLite it holds all there are."""

    def __init__(self, *, store: Store, clock: Clock, holder: str = "") -> None:
        self.holder = holder or store.leases.myself()
        self.partitions: dict[str, Partition] = {}  # by their first language
        self._store = store
        self.clock = clock
        self._renewed_at: datetime | None = None
        self._served: dict[str, int] = {}  # by first language: a number that grows

    async def look(self) -> Prospect | None:
        """Keep what is held, and see what there is to do; None while another process settles threads."""
        await self._renew()
        prospect = await self._store.partitions.prospect(self.clock())
        if prospect.settler is not None:
            if not prospect.lapsed and prospect.settler != self.holder:
                return None
            async with self.settling():
                pass  # whoever began and died is fenced off
            prospect = await self._store.partitions.prospect(self.clock())
            if prospect.settler is not None:
                return None
        await self._yield(prospect)
        return prospect

    async def choose(self, prospect: Prospect, but: Collection[str]) -> Partition | None:
        """Take the partition that was served longest ago, of those in which items wait; a new one within our share."""
        mine, share = self.partitions.keys(), self._share(prospect)
        others = {one for one, holder in prospect.held.items() if holder != self.holder}
        open_to_us = [
            one
            for one in prospect.waiting
            if one not in but and one not in others and (one in mine or len(mine) < share)
        ]
        for first in sorted(open_to_us, key=lambda one: (self._served.get(one, 0), one)):
            if await self._take(first, prospect):
                self._served[first] = max(self._served.values(), default=0) + 1
                return self.partitions[first]
        return None

    def lose(self, partition: Partition) -> None:
        """Another process has it, or has moved what it holds."""
        self.partitions.pop(min(partition.languages), None)

    @asynccontextmanager
    async def settling(self) -> AsyncIterator[Fence | None]:
        """Hold what stands above all partitions; None: another does. What was remembered of any is void then."""
        turn = Turn(store=self._store, clock=self.clock, name=SETTLING, holder=self.holder)
        try:
            async with turn.taken() as claim:
                yield claim
        finally:
            await turn.lay_down()

    async def lay_down(self) -> None:
        """Let others have everything at once: an orderly stop."""
        if self._renewed_at is not None:
            fences = [one.fence for one in self.partitions.values()]
            self.partitions.clear()
            self._renewed_at = None
            await self._store.partitions.leave(self.holder, fences)

    async def _renew(self) -> None:
        now = self.clock()
        if is_recent(self._renewed_at, now, RENEWED):
            return
        kept = await self._store.partitions.keep(self.holder, self.partitions.keys(), now, LASTING)
        self._renewed_at = now
        for first, fence in kept.items():
            if fence is None:
                del self.partitions[first]
            else:
                self.partitions[first] = replace(self.partitions[first], fence=fence)

    async def _take(self, first: str, prospect: Prospect) -> bool:
        if first in self.partitions:
            fence: Fence | None = self.partitions[first].fence
        else:
            name = PARTITION + first
            fence = await self._store.leases.take(name, self.holder, self.clock(), LASTING)
        if fence is not None:
            self.partitions[first] = Partition(prospect.of(first), fence, prospect.settled)
        return fence is not None

    async def _yield(self, prospect: Prospect) -> None:
        """Give back what is part of another partition now, and one of those that are more than our share."""
        away = [one for one in self.partitions if min(prospect.of(one)) != one]
        if len(self.partitions) > self._share(prospect):
            waits = set(prospect.waiting)
            away.append(min(self.partitions, key=lambda one: (one in waits, one)))
        for first in dict.fromkeys(away):
            await self._store.leases.give_back(self.partitions.pop(first).fence)

    def _share(self, prospect: Prospect) -> int:
        total = len({*prospect.held, *self.partitions, *prospect.waiting})
        return -(-total // len(prospect.clusterers | {self.holder}))
