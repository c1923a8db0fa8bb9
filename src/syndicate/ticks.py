"""The ticks of a process: what it does again and again, by its duties."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Final

from syndicate.errors import StoreError
from syndicate.house import House
from syndicate.log import Seldom, event
from syndicate.model import Task
from syndicate.schedule import Schedule
from syndicate.sdnotify import notify, watchdog_interval
from syndicate.store import Store
from syndicate.store.engines.time import ServerTime

DISPATCH_EVERY: Final = timedelta(seconds=1)
CLUSTER_EVERY: Final = timedelta(seconds=30)
# Others bring items, too, and leases are renewed by it.
CLUSTER_SHARED_EVERY: Final = timedelta(seconds=2)
FILL_EVERY: Final = timedelta(seconds=1)
FILL_FOR_S: Final = 0.7  # all else has its turn, and a stop is soon
SUBSCRIBE_EVERY: Final = timedelta(seconds=5)
ANNOUNCE_EVERY: Final = timedelta(seconds=5)
SWEEP_EVERY: Final = timedelta(seconds=10)
SET_CLOCK_EVERY: Final = timedelta(minutes=1)
HOLD_EVERY: Final = timedelta(minutes=1)  # the lock goes with its connection
REDATE_EVERY: Final = timedelta(minutes=1)
REFILL_EVERY: Final = timedelta(minutes=1)
PRUNE_EVERY: Final = timedelta(hours=6)

# A tick that comes more seldom is not waited for, to say that all is well.
WAIT_FOR_S: Final = 120.0

Tick = Callable[[], Awaitable[None]]
Every = Callable[[timedelta, Tick, str], None]


def wind_up(house: House) -> Schedule:
    """Start the ticks."""
    schedule, trouble = Schedule(), Trouble()

    def every(interval: timedelta, tick: Tick, name: str) -> None:
        schedule.every(interval, partial(trouble.run, tick, name), name)

    if house.duties.schedules:
        _schedule(house, every)
    if house.duties.works:
        _work(house, every)
    if house.duties.schedules or house.duties.works:  # both learn of topics that are new
        every(FILL_EVERY, partial(_fill, house), "fill")
    if isinstance(house.clock, ServerTime):
        every(SET_CLOCK_EVERY, house.clock.set, "set the clock")
        every(HOLD_EVERY, partial(hold, house.store), "hold the store")
    if interval := watchdog_interval():
        every(interval, partial(_pet, house.store), "watchdog")
    schedule.start()
    return schedule


def _schedule(house: House, every: Every) -> None:
    every(DISPATCH_EVERY, house.pipeline.dispatch, "dispatch")
    every(SWEEP_EVERY, house.queue.sweep, "sweep")
    every(REDATE_EVERY, house.pipeline.redate, "redate")
    every(REFILL_EVERY, house.pipeline.refill, "take on fills")
    every(PRUNE_EVERY, house.pipeline.prune, "prune")


def _work(house: House, every: Every) -> None:
    async def cluster() -> None:
        await house.queue.put(Task("cluster"))

    alone = house.store.database.engine == "sqlite"
    every(CLUSTER_EVERY if alone else CLUSTER_SHARED_EVERY, cluster, "cluster")
    every(SUBSCRIBE_EVERY, house.pipeline.pushing.dispatch, "subscribe")
    if (announcing := house.pipeline.announcing) is not None:
        every(ANNOUNCE_EVERY, announcing.dispatch, "announce")


async def _fill(house: House) -> None:
    until = time.monotonic() + FILL_FOR_S
    while await house.pipeline.fill() and time.monotonic() < until:
        pass


async def hold(store: Store) -> None:
    """Say to who wants the store alone that this process is at work on it."""
    await store.database.hold("daemon", shared=True)


class Trouble:
    """A store that does not answer is told in a line, and once a minute from then on: a night of it fills no disk."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed_at: dict[str, float] = {}  # by the name of a tick, until it goes again
        self._told: Seldom | None = None

    async def run(self, tick: Tick, name: str) -> None:
        """Run a tick; what fails for the store's sake is tried again at the next one."""
        try:
            await tick()
        except StoreError as error:
            self._failed_at[name] = self._clock()
            self._told = self._told or Seldom(self._clock)
            self._told.problem("the store does not answer", reason=error)
        else:
            self._failed_at.pop(name, None)
            if self._told:
                self._end()

    def _end(self) -> None:
        now = self._clock()
        if all(now - at > WAIT_FOR_S for at in self._failed_at.values()):
            self._failed_at.clear()
            self._told = None
            event("the store answers again")


async def _pet(store: Store) -> None:
    await store.revision()  # a daemon whose store does not answer is not alive
    notify("WATCHDOG=1")
