"""The ticks of a process: what it does again and again, by its duties."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Final

from syndicate.errors import StoreError
from syndicate.house import House
from syndicate.log import problem
from syndicate.model import Task
from syndicate.schedule import Schedule
from syndicate.sdnotify import notify, watchdog_interval
from syndicate.store import Store
from syndicate.store.time import ServerTime

DISPATCH_EVERY: Final = timedelta(seconds=1)
CLUSTER_EVERY: Final = timedelta(seconds=30)
CLUSTER_SHARED_EVERY: Final = timedelta(
    seconds=2
)  # others bring items, too, and leases are renewed by it
SUBSCRIBE_EVERY: Final = timedelta(seconds=5)
ANNOUNCE_EVERY: Final = timedelta(seconds=5)
SWEEP_EVERY: Final = timedelta(seconds=10)
SET_CLOCK_EVERY: Final = timedelta(minutes=1)
HOLD_EVERY: Final = timedelta(minutes=1)  # the lock goes with its connection
PRUNE_EVERY: Final = timedelta(hours=6)

Tick = Callable[[], Awaitable[None]]


def wind_up(house: House) -> Schedule:
    """Start the ticks."""
    schedule = Schedule()
    if house.duties.schedules:
        _schedule(house, schedule)
    if house.duties.works:
        _work(house, schedule)
    if isinstance(house.clock, ServerTime):
        schedule.every(SET_CLOCK_EVERY, partial(told, house.clock.set), "set the clock")
        schedule.every(HOLD_EVERY, partial(told, partial(hold, house.store)), "hold the store")
    if interval := watchdog_interval():
        schedule.every(interval, partial(told, partial(_pet, house.store)), "watchdog")
    schedule.start()
    return schedule


def _schedule(house: House, schedule: Schedule) -> None:
    schedule.every(DISPATCH_EVERY, partial(told, house.pipeline.dispatch), "dispatch")
    schedule.every(SWEEP_EVERY, partial(told, house.queue.sweep), "sweep")
    schedule.every(PRUNE_EVERY, partial(told, house.pipeline.prune), "prune")


def _work(house: House, schedule: Schedule) -> None:
    async def cluster() -> None:
        await house.queue.put(Task("cluster"))

    alone = house.store.database.engine == "sqlite"
    schedule.every(CLUSTER_EVERY if alone else CLUSTER_SHARED_EVERY, cluster, "cluster")
    schedule.every(SUBSCRIBE_EVERY, partial(told, house.pipeline.pushing.dispatch), "subscribe")
    if (announcing := house.pipeline.announcing) is not None:
        schedule.every(ANNOUNCE_EVERY, partial(told, announcing.dispatch), "announce")


async def hold(store: Store) -> None:
    """Say to who wants the store alone that this process is at work on it."""
    await store.database.hold("daemon", shared=True)


async def told(tick: Tick) -> None:
    """A store that cannot be reached is told in a line, and tried again at the next tick."""
    try:
        await tick()
    except StoreError as error:
        problem("the store does not answer", reason=error)


async def _pet(store: Store) -> None:
    await store.revision()  # a daemon whose store does not answer is not alive
    notify("WATCHDOG=1")
