"""The queue of one process: tasks in memory, performed on the event loop.

Nothing here needs to survive a crash: a poll that was lost with the process is claimed again by the next one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection

from syndicate.log import failure
from syndicate.model import Task
from syndicate.queue.lanes import Lanes

ABREAST = 2  # as many connections as a browser is polite to open


class LocalQueue:
    """Performs up to `concurrency` tasks at once, `abreast` of one lane, and never two of one lock.

    A task that waits for its lane holds up nobody else.
    """

    def __init__(
        self,
        *,
        concurrency: int,
        abreast: int = ABREAST,
        on_failure: Callable[[], None] = lambda: None,
    ) -> None:
        self._concurrency = concurrency
        self._on_failure = on_failure
        self._lanes = Lanes(abreast)
        self._begin: Callable[[Task], object] | None = None  # while somebody works
        self._still = asyncio.Event()  # nothing waits, and nothing runs
        self._still.set()
        self._closed = asyncio.Event()

    @property
    def backlog(self) -> int:
        """How many tasks wait."""
        return len(self._lanes)

    def crowded(self, most: int) -> Collection[str]:
        """Name the lanes in which at least `most` tasks wait."""
        return set(self._lanes.crowded(most))

    async def put(self, task: Task) -> bool:
        """Hand a task over; False when one with its lock is already waiting, or the queue drains."""
        if self._closed.is_set() or not self._lanes.put(task):
            return False
        self._still.clear()
        self._start()
        return True

    def leave(self, task: Task) -> None:
        """Let the next task of this lane begin, though this one still has work to do elsewhere."""
        self._lanes.leave(task)
        self._start()

    async def work(self, perform: Callable[[Task], Awaitable[None]]) -> None:
        """Perform tasks until cancelled or drained."""
        async with asyncio.TaskGroup() as workers:
            self._begin = lambda task: workers.create_task(self._work(perform, task))
            try:
                self._start()
                await self._closed.wait()
            finally:
                self._begin = None

    async def idle(self) -> None:
        """Return when nothing waits and nothing runs."""
        await self._still.wait()

    async def drain(self) -> None:
        """Take no more tasks and forget those that wait; return when those that run have ended."""
        self._closed.set()
        self._lanes.clear()
        self._rest()
        await self._still.wait()

    def _start(self) -> None:
        """Begin all that may run and has nobody to perform it."""
        while (
            self._begin is not None
            and self._lanes.running < self._concurrency
            and (task := self._lanes.take()) is not None
        ):
            self._begin(task)

    async def _work(self, perform: Callable[[Task], Awaitable[None]], first: Task) -> None:
        """Perform a task, then what its end makes room for, until that is nothing."""
        task: Task | None = first
        while task is not None:
            try:
                await perform(task)
            except Exception as error:
                self._on_failure()
                failure("task failed", error, task=task.name, key=task.key)
            finally:
                self._lanes.done(task)
                self._rest()
            task = self._lanes.take()

    def _rest(self) -> None:
        if not self._lanes.running and not self._lanes:
            self._still.set()
