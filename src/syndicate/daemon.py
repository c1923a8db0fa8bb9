"""The composition root of the daemon: the house, its pages and its clock. Start, reload, stop, in order."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Final

from syndicate import __version__
from syndicate.config import Settings, load
from syndicate.config.corrections import FILE, load_corrections
from syndicate.config.watch import changes
from syndicate.corridors.polling import LEASE
from syndicate.errors import ConfigError, StoreError, SyndicateError
from syndicate.house import House, now, open_house
from syndicate.log import event, problem
from syndicate.model import Clock, Output, Task, Topic
from syndicate.protocols import Queue
from syndicate.roles import Role
from syndicate.schedule import Schedule
from syndicate.sdnotify import notify
from syndicate.ticks import wind_up
from syndicate.web.access_log import AccessLog
from syndicate.web.app import make_app, replace_desk
from syndicate.web.connections import Listener, make_runner
from syndicate.web.desk import Desk

DRAIN: Final = timedelta(seconds=7)
CANCELLED_S: Final = 1.0
TRY_AGAIN: Final = timedelta(seconds=15)
_NO_PORT: Final = {
    errno.EADDRINUSE: "another program uses it; stop that, or choose another `server.port` or --port",
    errno.EACCES: "this user may not: choose a `server.port` above 1023, and put a proxy in front",
    errno.EADDRNOTAVAIL: "this machine has no such address: check `server.host` in feeds.yaml",
}


async def run(
    path: Path,
    environ: Mapping[str, str],
    *,
    clock: Clock = now,
    lease: timedelta = LEASE,
    role: Role = "all",
    port: int | None = None,
    door: socket.socket | None = None,
) -> None:
    """Do what the role says, of following the feeds of `path` and serving them, until SIGTERM or SIGINT.

    `port` is listened on in place of the one that is set; who serves no readers listens on no other. A `door` was made
    before, for that port. A `clock` that runs faster than others needs a longer `lease`: it is for how long a source is
    left to who polls it.
    Raises ConfigError, StoreError, and SyndicateError when the port cannot be had or the role needs another store.
    """
    # From before they are read: what is saved while the house opens is a change, too.
    saves, decided = changes(path), changes(path.with_name(FILE))
    load_ours = partial(_load, path, environ, port)
    settings = load_ours()
    _check_store(settings, role)
    stopping = asyncio.Event()
    wanted, corrected = asyncio.Event(), asyncio.Event()
    _heed(stopping, wanted, corrected)
    async with AsyncExitStack() as doors:
        house = await doors.enter_async_context(
            open_house(settings, clock=clock, lease=lease, role=role)
        )
        listens = house.duties.serves or port is not None
        address = await doors.enter_async_context(open_site(house, door)) if listens else ""
        if house.duties.schedules:
            await house.store.sources.clamp(house.clock())
            await house.store.sources.reconnect(house.clock())
            await house.pipeline.redate()
        schedule = wind_up(house)
        work = [
            asyncio.create_task(house.queue.work(house.pipeline.perform), name="queue"),
            asyncio.create_task(_watch(saves, wanted), name="watch feeds.yaml"),
            asyncio.create_task(_reload(house, load_ours, wanted), name="reload"),
        ]
        if house.duties.works:
            work += [
                asyncio.create_task(_watch(decided, corrected), name="watch corrections"),
                asyncio.create_task(_correct(house, corrected), name="correct"),
            ]
            await house.queue.put(Task("cluster"))
        notify("READY=1", f"STATUS=following {len(settings.sources)} sources")
        event("ready", url=address, role=role, sources=len(settings.sources), version=__version__)
        await _until(stopping, work)
        notify("STOPPING=1")
        event("stopping")
        await _lay_down(schedule, house.queue, work)
    event("stopped")


def _heed(stopping: asyncio.Event, wanted: asyncio.Event, corrected: asyncio.Event) -> None:
    """Stop by SIGTERM and SIGINT, read the files of people anew by SIGHUP."""
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, _stop, stopping)
    loop.add_signal_handler(signal.SIGHUP, partial(_set, wanted, corrected))


def _load(path: Path, environ: Mapping[str, str], port: int | None) -> Settings:
    """Read the settings as they are for this process."""
    settings = load(path, environ)
    return settings if port is None else replace(settings, port=port)


def _check_store(settings: Settings, role: Role) -> None:
    if role != "all" and settings.store.startswith("sqlite:"):
        raise SyndicateError(
            f"the role {role} shares its store with other processes, and SQLite serves one: "
            "set `store: postgresql://...` in feeds.yaml, or run without --role"
        )


@asynccontextmanager
async def open_site(house: House, door: socket.socket | None = None) -> AsyncIterator[str]:
    """Serve pages and feeds; give the address where. Raises SyndicateError when the port cannot be had."""
    settings = house.settings
    if house.duties.serves:
        await house.store.database.listen()
    app = make_app(desk(house, settings), serves=house.duties.serves)
    house.on_reload.append(lambda fresh: replace_desk(app, desk(house, fresh)))
    runner = make_runner(app)
    await runner.setup()
    access_log = AccessLog(settings.access_log) if settings.access_log else None
    listener = Listener(runner, app, access_log)
    try:
        yield f"http://{settings.host}:{await _listen(listener, settings, door)}/"
    finally:
        listener.close()
        await runner.cleanup()


def desk(house: House, settings: Settings) -> Desk:
    """Settings -> what the pages are made from."""
    return Desk(
        title=settings.title,
        url=settings.url,
        store=house.store,
        publish=house.pipeline.publish,
        standing=house.pipeline.standing,
        state=house.pipeline.state,
        outputs=tuple(each for each in settings.outputs if _is_named(each, settings)),
        topics=tuple(each for each in settings.topics if _is_named(each, settings)),
        hidden=_hidden(settings),
        is_private=settings.access == "private",
        is_open=lambda address: house.pipeline.declared().is_open(address.kind, address.name),
        health=house.pipeline.health if house.duties.schedules else house.pipeline.serving,
        metrics=house.metrics.exposition,
        push=house.pipeline.pushing,
        announcing=house.pipeline.announcing,
        clock=house.clock,
    )


def _hidden(settings: Settings) -> tuple[Output | Topic, ...]:
    every: tuple[Output | Topic, ...] = (*settings.outputs, *settings.topics)
    return tuple(each for each in every if not _is_named(each, settings))


def _is_named(one: Output | Topic, settings: Settings) -> bool:
    """Whether pages may name it: where all of them are private, they may name anything."""
    return one.access == "public" or settings.access == "private"


def make_door(host: str, port: int) -> socket.socket:
    """Have the port from now on, any free one for 0. Whoever connects waits. Raises SyndicateError."""
    with _or_no_port(host, port):
        return socket.create_server((host, port))


async def _listen(listener: Listener, settings: Settings, door: socket.socket | None) -> int:
    with _or_no_port(settings.host, settings.port):
        return await listener.listen(settings.host, settings.port, door)


@contextmanager
def _or_no_port(host: str, port: int) -> Iterator[None]:
    """Tell why a port cannot be had."""
    try:
        yield
    except OSError as error:
        # asyncio wraps what the system says in words of its own; of a name it cannot resolve only those are known.
        number = error.errno or 0
        reason = os.strerror(number) if number > 0 else error.strerror
        hint = _NO_PORT.get(number, "check `server` in feeds.yaml")
        raise SyndicateError(f"cannot listen on {host}:{port}: {reason}; {hint}") from error


async def _watch(saves: AsyncIterator[None], wanted: asyncio.Event) -> None:
    async for _ in saves:
        wanted.set()


async def _reload(house: House, load_ours: Callable[[], Settings], wanted: asyncio.Event) -> None:
    proxy = house.settings.proxy
    while True:
        await wanted.wait()
        wanted.clear()
        notify("RELOADING=1")
        with _or_refused(house, "feeds.yaml", wanted):
            fresh = load_ours()
            await house.declare(fresh)
            if fresh.proxy != proxy and house.duties.schedules:
                await house.store.sources.reconnect(house.clock())
            proxy = fresh.proxy
            _tell_reload(house.settings, fresh)
        notify("READY=1")


async def _correct(house: House, wanted: asyncio.Event) -> None:
    while True:
        await wanted.wait()
        wanted.clear()
        with _or_refused(house, FILE, wanted):
            decisions = load_corrections(house.settings.path)
            await house.pipeline.correct(decisions)
            event(f"{FILE} taken over", corrections=len(decisions or ()))


@contextmanager
def _or_refused(house: House, file: str, wanted: asyncio.Event) -> Iterator[None]:
    """Tell why a file is not taken over, in place of ending the daemon. What the store does not take is tried again."""
    try:
        yield
    except ConfigError as error:
        house.metrics.config_failures.inc()
        for fault in error.problems:
            problem(f"{file} refused, the old one stays in force", fault=fault)
    except StoreError as error:
        problem(f"{file} is not taken over yet", reason=error)
        asyncio.get_running_loop().call_later(TRY_AGAIN.total_seconds(), wanted.set)


def _set(*wanted: asyncio.Event) -> None:
    for each in wanted:
        each.set()


def _tell_reload(started_with: Settings, new: Settings) -> None:
    event(
        "feeds.yaml reloaded",
        sources=len(new.sources),
        topics=len(new.topics),
        outputs=len(new.outputs),
    )
    for name in ("host", "port", "access_log", "store", "allow_networks", "contact"):
        if getattr(started_with, name) != getattr(new, name):
            problem("this change needs a restart", setting=name)


async def _until(stopping: asyncio.Event, work: list[asyncio.Task[None]]) -> None:
    stop = asyncio.create_task(stopping.wait())
    done, _ = await asyncio.wait([stop, *work], return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    for task in done - {stop}:
        if (error := task.exception()) is not None:
            raise error


async def _lay_down(schedule: Schedule, queue: Queue, work: list[asyncio.Task[None]]) -> None:
    """Let what runs come to its end, then cancel the rest."""
    try:
        async with asyncio.timeout(DRAIN.total_seconds()):
            await asyncio.gather(schedule.stop(), queue.drain())
    except TimeoutError:
        problem("some tasks did not end in time and were cancelled")
    for task in work:
        task.cancel()
    # What waits for a store that does not answer ends with the connections to it.
    await asyncio.wait([asyncio.gather(*work, return_exceptions=True)], timeout=CANCELLED_S)


def _stop(stopping: asyncio.Event) -> None:
    if stopping.is_set():  # the second signal: somebody is in a hurry
        raise SystemExit(1)
    stopping.set()
