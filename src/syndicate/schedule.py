"""The clock of the daemon: a handful of ticks. It holds no state. Only home of APScheduler."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler

Tick = Callable[[], Awaitable[None]]

SOON: Final = timedelta(minutes=10)  # who is started anew each day has all of it done, too


class Schedule:
    """Calls each tick at its own interval, one call of a tick at a time; late calls are made, never added up."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._under_way: set[asyncio.Task[None]] = set()
        self._stopping = False

    def every(self, interval: timedelta, tick: Tick, name: str) -> None:
        """Call `tick` every `interval`, for the first time one interval from now, or soon where that is long."""
        self._scheduler.add_job(
            partial(self._call, tick),
            "interval",
            seconds=interval.total_seconds(),
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

    async def stop(self) -> None:
        """Tick no more, and let the ticks under way come to their end. Cancelled, it cancels them."""
        if not self._scheduler.running:
            return
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
