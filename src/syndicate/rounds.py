"""A round over sources, whatever is due: as tasks of the queue, a portion at a time."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final

from syndicate.errors import StoreError
from syndicate.model import Outcome, SourceState, Task, poll_of
from syndicate.protocols import Queue

PORTION: Final = 200  # that is claimed at once: claims lapse, and all of them take much memory

Claim = Callable[[Sequence[str]], Awaitable[Sequence[SourceState]]]
Poll = Callable[[Task], Awaitable[Outcome | None]]


class Round:
    """Polls each of some sources once. `claim` makes them ours, `poll` returns None where it failed."""

    def __init__(self, queue: Queue, claim: Claim, poll: Poll, source_ids: Iterable[str]) -> None:
        self._queue = queue
        self._claim = claim
        self._poll = poll
        self._rest = deque(source_ids)
        self._claiming = asyncio.Lock()
        self._failed = 0
        self._unsaved: list[StoreError] = []

    async def walk(self) -> int:
        """Poll them, and return how many failed. What cannot be saved stops no other; it is raised at the end."""
        await self._refill()
        work = asyncio.create_task(self._queue.work(self._perform))
        try:
            await self._queue.idle()
        finally:
            work.cancel()
            await asyncio.wait([work])
        if self._unsaved:
            raise self._unsaved[0]
        return self._failed

    async def _perform(self, task: Task) -> None:
        try:
            outcome = await self._poll(task)
            self._failed += outcome is None
            await self._refill()
        except StoreError as error:
            self._unsaved.append(error)

    async def _refill(self) -> None:
        """Claim the next of them, while few wait."""
        if not self._rest or self._claiming.locked() or self._queue.backlog > PORTION // 2:
            return
        async with self._claiming:
            ids = [self._rest.popleft() for _ in range(min(len(self._rest), PORTION))]
            for state in await self._claim(ids):
                await self._queue.put(poll_of(state))
