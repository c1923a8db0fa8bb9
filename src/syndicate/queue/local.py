"""The queue of one process: tasks in memory, performed on the event loop.

Nothing here needs to survive a crash: a poll that was lost with the process is claimed again by the next one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeVar

from syndicate.log import failure
from syndicate.model import Room, Task, poll_of
from syndicate.protocols import Claim, Transaction
from syndicate.queue.lanes import Lanes

ABREAST = 2  # as many connections as a browser is polite to open
BACKLOG = 200  # what is claimed waits for less than its lease
PER_HOST = 8  # with twice as many, the last would wait for longer

T = TypeVar("T")


class Write(Protocol):
    """Runs a transaction in the store. Raises StoreError."""

    def __call__(self, transaction: Transaction[T], /) -> Awaitable[T]:
        """All of it happens, or nothing."""
        ...


class LocalQueue:
    """Performs up to `concurrency` tasks at once, `abreast` of one lane, and never two of one lock.

    A task that waits for its lane holds up nobody else. `write` runs a transaction in the store.
    """

    def __init__(
        self,
        *,
        write: Write,
        concurrency: int,
        abreast: int = ABREAST,
        on_failure: Callable[[], None] = lambda: None,
    ) -> None:
        self._write = write
        self._concurrency = concurrency
        self._on_failure = on_failure
        self._lanes = Lanes(abreast)
        self._begin: Callable[[Task], object] | None = None  # while somebody works
        self._ends: dict[Task, asyncio.Future[bool]] = {}  # of tasks that are waited for
        self._still = asyncio.Event()  # nothing waits, and nothing runs
        self._still.set()
        self._closed = asyncio.Event()

    @property
    def backlog(self) -> int:
        """How many tasks wait."""
        return len(self._lanes)

    async def dispatch(self, claim: Claim) -> None:
        """Claim what is due, as much as there is room for, and let it wait here."""
        free = BACKLOG - self.backlog
        if free > 0:
            busy = frozenset(self._lanes.crowded(PER_HOST))
            for state in await self._write(claim(Room(free, PER_HOST, busy))):
                await self.put(poll_of(state))

    async def put(self, task: Task) -> bool:
        """Hand a task over; False when one with its lock is already waiting, or the queue drains."""
        if self._closed.is_set() or not self._lanes.put(task):
            return False
        self._still.clear()
        self._start()
        return True

    async def see_to(self, tasks: Sequence[Task]) -> list[Task]:
        """Have tasks performed, return when they are; tell which of them were not begun."""
        ends: dict[Task, asyncio.Future[bool]] = {}
        for task in tasks:
            if await self.put(task):
                ends[task] = self._ends[task] = asyncio.get_running_loop().create_future()
        if ends:
            await asyncio.wait(ends.values())
        return [task for task in tasks if task not in ends or not ends[task].result()]

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
        for task in self._lanes.clear():
            self._ended(task, begun=False)
        self._rest()
        await self._still.wait()

    async def sweep(self) -> None:
        """Nobody else is at work here: what this process leaves, it takes up itself when it starts again."""

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
                self._ended(task, begun=True)
                self._rest()
            task = self._lanes.take()

    def _ended(self, task: Task, *, begun: bool) -> None:
        end = self._ends.pop(task, None)
        if end is not None and not end.done():
            end.set_result(begun)

    def _rest(self) -> None:
        if not self._lanes.running and not self._lanes:
            self._still.set()
