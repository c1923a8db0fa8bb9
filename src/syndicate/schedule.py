"""The clock of the daemon: a handful of ticks. It holds no state. Only home of APScheduler."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

Tick = Callable[[], Awaitable[None]]


class Schedule:
    """Calls each tick at its own interval, one call of a tick at a time; late calls are made, never added up."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def every(self, interval: timedelta, tick: Tick, name: str) -> None:
        """Call `tick` every `interval`, for the first time one interval from the start."""
        self._scheduler.add_job(
            tick,
            "interval",
            seconds=interval.total_seconds(),
            id=name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    def start(self) -> None:
        """Begin to tick on the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more. Work that a tick has handed over is not touched."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
