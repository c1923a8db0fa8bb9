"""The clock of the daemon: a handful of ticks. It holds no state. Only home of APScheduler."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

Tick = Callable[[], Awaitable[None]]

SOON: Final = timedelta(minutes=10)  # who is started anew each day has all of it done, too
LOOK_S: Final = 1.0  # between two looks whether the clock on the wall was set back


class _Every(BaseTrigger):  # type: ignore[misc] # APScheduler has no types
    """An interval of which nothing is reckoned up: its own one makes a list of all calls that a jump ahead left out."""

    def __init__(self, interval: timedelta) -> None:
        self.interval = interval

    def get_next_fire_time(self, before: datetime | None, now: datetime) -> datetime:
        due = (before or now) + self.interval
        return due if due > now else now + self.interval


class Schedule:
    """Calls each tick at its own interval, one call of a tick at a time; late calls are made, never added up.

    APScheduler goes by the clock on the wall, which may be set ahead or back at any time: the interval stays.
    """

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._looking: asyncio.Task[None] | None = None
        self._under_way: set[asyncio.Task[None]] = set()
        self._stopping = False

    def every(self, interval: timedelta, tick: Tick, name: str) -> None:
        """Call `tick` every `interval`, for the first time one interval from now, or soon where that is long."""
        self._scheduler.add_job(
            partial(self._call, tick),
            _Every(interval),
            next_run_time=datetime.now(UTC) + min(interval, SOON),
            id=name,
            name=name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    def start(self) -> None:
        """Begin to tick on the running event loop."""
        self._scheduler.start()
        self._looking = asyncio.create_task(self._look(), name="look at the clock")

    async def stop(self) -> None:
        """Tick no more, and let the ticks under way come to their end. Cancelled, it cancels them."""
        if self._looking is None:
            return
        self._looking.cancel()
        self._looking = None
        self._scheduler.pause()
        await asyncio.sleep(0)  # what was due a moment ago has begun
        try:
            if self._under_way:
                await asyncio.wait(self._under_way)
        finally:
            self._stopping = True
            self._scheduler.shutdown(wait=False)
            await asyncio.sleep(0)  # the scheduler shuts down at the loop's next turn

    async def _call(self, tick: Tick) -> None:
        if (task := asyncio.current_task()) is not None:
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        try:
            await tick()
        except asyncio.CancelledError:
            if not self._stopping:  # the scheduler would tell of it as of an error
                raise

    async def _look(self) -> None:
        """What is due later than its interval leads is so by a clock that was set back since: it is due now."""
        while True:
            await asyncio.sleep(LOOK_S)
            now = datetime.now(UTC)
            for job in self._scheduler.get_jobs():
                if job.next_run_time - now > job.trigger.interval:
                    job.modify(next_run_time=now)
