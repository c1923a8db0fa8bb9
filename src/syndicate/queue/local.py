"""The queue of one process: tasks in memory, performed by a few workers on the event loop.

Nothing here needs to survive a crash: a poll that was lost with the process is claimed again by the next one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from syndicate.log import failure
from syndicate.model import Task


class LocalQueue:
    """Performs up to `concurrency` tasks at once, and never two of one lock."""

    def __init__(self, *, concurrency: int, on_failure: Callable[[], None] = lambda: None) -> None:
        self._concurrency = concurrency
        self._on_failure = on_failure
        self._waiting: dict[str, Task] = {}
        self._running: set[str] = set()
        self._changed = asyncio.Condition()
        self._open = True

    @property
    def backlog(self) -> int:
        """How many tasks wait for a worker."""
        return len(self._waiting)

    async def put(self, task: Task) -> bool:
        """Hand a task over; False when one with its lock is already waiting, or the queue drains."""
        async with self._changed:
            if not self._open or task.lock in self._waiting:
                return False
            self._waiting[task.lock] = task
            self._changed.notify()
            return True

    async def work(self, perform: Callable[[Task], Awaitable[None]]) -> None:
        """Perform tasks until cancelled or drained."""
        async with asyncio.TaskGroup() as workers:
            for _ in range(self._concurrency):
                workers.create_task(self._worker(perform))

    async def idle(self) -> None:
        """Return when nothing waits and nothing runs."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self._waiting and not self._running)

    async def drain(self) -> None:
        """Take no more tasks and forget those that wait; return when those that run have ended."""
        async with self._changed:
            self._open = False
            self._waiting.clear()
            self._changed.notify_all()
            await self._changed.wait_for(lambda: not self._running)

    async def _worker(self, perform: Callable[[Task], Awaitable[None]]) -> None:
        while (task := await self._take()) is not None:
            try:
                await perform(task)
            except Exception as error:
                self._on_failure()
                failure("task failed", error, task=task.name, key=task.key)
            finally:
                await self._done(task)

    async def _take(self) -> Task | None:
        async with self._changed:
            await self._changed.wait_for(lambda: not self._open or self._next() is not None)
            task = self._next()
            if task is not None:
                del self._waiting[task.lock]
                self._running.add(task.lock)
            return task

    def _next(self) -> Task | None:
        return next(
            (task for task in self._waiting.values() if task.lock not in self._running), None
        )

    async def _done(self, task: Task) -> None:
        async with self._changed:
            self._running.discard(task.lock)
            self._changed.notify_all()
