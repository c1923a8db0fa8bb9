"""The same week through one process on SQLite and through many on PostgreSQL: the same is stored and published.

    python benchmarks/together.py CAPTURES [--days 7]

CAPTURES is as for replay.py. The many are a scheduler, two workers and two that publish, each with the rooms of a
process of its own. Sources fall due one after the other, so that both know one order of arrival; at every poll hours
have passed, so leases lapse all the time and languages pass from worker to worker.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import argparse
import asyncio
import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from tempfile import TemporaryDirectory
from typing import get_args

from benchmarks.pg_server import postgres
from benchmarks.replay import Origin, SteppedClock, captured_at, served, settings_of
from syndicate.config import Settings
from syndicate.house import House, open_house
from syndicate.model import Address, Mode, Suffix, Task
from syndicate.protocols import Statement, Transaction
from syndicate.roles import Role

STEP = timedelta(hours=6)
TABLES = {
    "items": "SELECT id, entry_id, source_id, seen_at, published_at, title FROM items ORDER BY id",
    "stories": "SELECT id, merged_into, thread_id, title, item_count FROM stories ORDER BY id",
    "threads": "SELECT id, merged_into, title, item_count, story_count FROM threads ORDER BY id",
    "places": "SELECT item_id, story_id, copy_of, reasons FROM assignments ORDER BY item_id",
}


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a week: the rows of each table, and the bytes at each address, of each that publishes."""

    rows: Mapping[str, Sequence[Sequence[object]]]
    published: Sequence[Mapping[Address, bytes]]
    moves: int  # how often a poll was made by another process than the one before


async def alone(settings: Settings, clock: SteppedClock, until: datetime) -> Result:
    """One process."""
    async with AsyncExitStack() as stack:
        house = await stack.enter_async_context(open_house(settings, clock=clock, role="all"))
        return await _walk([house], [house], [house], clock, until)


async def together(settings: Settings, clock: SteppedClock, until: datetime) -> Result:
    """Many processes."""
    async with AsyncExitStack() as stack:

        async def start(role: Role) -> House:
            return await stack.enter_async_context(open_house(settings, clock=clock, role=role))

        scheduler = await start("scheduler")
        workers = [await start("worker"), await start("worker")]
        webs = [await start("web"), await start("web")]
        return await _walk([scheduler], workers, webs, clock, until)


async def _walk(
    schedulers: Sequence[House],
    workers: Sequence[House],
    webs: Sequence[House],
    clock: SteppedClock,
    until: datetime,
) -> Result:
    ended = asyncio.Event()
    by: list[int] = []

    async def work(number: int, house: House) -> None:
        async def perform(task: Task) -> None:
            if task.name == "poll":
                await house.pipeline.poll(task.key, task.state)
                by.append(number)
                ended.set()

        await house.queue.work(perform)

    store = schedulers[0].store
    while await schedulers[0].pipeline.fill():  # as its ticks do
        pass
    for source_id in sorted(schedulers[0].pipeline.declared().sources):
        await workers[0].pipeline.poll(source_id)  # else all of them were due at once
    working = [asyncio.create_task(work(n, house)) for n, house in enumerate(workers)]
    while (due := await store.sources.next_due_at()) is not None and due < until:
        clock.at = max(due, clock.at)
        ended.clear()
        await schedulers[0].pipeline.dispatch()
        async with asyncio.timeout(60):
            await ended.wait()
        for house in workers:
            await house.queue.idle()
        for house in workers[:: (-1) ** len(by)]:
            await house.pipeline.cluster()
    for house in workers:
        await house.queue.drain()
    await asyncio.gather(*working)
    rows = {
        name: [tuple(row.values()) for row in await store.database.read(_rows(sql))]
        for name, sql in TABLES.items()
    }
    places = await _places(webs[0])
    published = [await _published(house, places) for house in webs]
    return Result(rows, published, sum(a != b for a, b in pairwise(by)))


def _rows(sql: str) -> Transaction[Sequence[Mapping[str, object]]]:
    return (yield Statement(sql))


async def _places(house: House) -> list[Address]:
    threads = await house.store.threads.overview(limit=20, minimum_items=2)
    suffixes: tuple[Suffix, ...] = get_args(Suffix)
    return [
        *(Address("outputs", mode, suffix) for mode in get_args(Mode) for suffix in suffixes),
        *(Address("topics", "covid", suffix) for suffix in suffixes),
        *(Address("threads", thread.id, suffix) for thread in threads for suffix in suffixes),
    ]


async def _published(house: House, places: Sequence[Address]) -> Mapping[Address, bytes]:
    found = {place: await house.pipeline.publish(place) for place in places}
    return {place: one.body for place, one in found.items() if one is not None}


async def both(captures: Path, days: float, url: str) -> tuple[Result, Result]:
    """Walk the same days twice."""
    first = min(captured_at(file) for file in captures.glob("*/*.xml"))
    results = []
    with TemporaryDirectory() as name:
        for store, walk in ((f"sqlite:///{name}/week.db", alone), (url, together)):
            clock = SteppedClock(first)
            origin = Origin(captures, clock)
            async with served(origin) as base:
                settings = settings_of("http://127.0.0.1:1", store, origin, STEP)
                settings = _moved(settings, base)
                results.append(await walk(settings, clock, first + timedelta(days=days)))
    return results[0], results[1]


def _moved(settings: Settings, base: str) -> Settings:
    """The sources keep the ids that another port gave them: no id depends on where the origin was."""
    return replace(
        settings,
        sources=tuple(
            replace(source, url=source.url.replace("http://127.0.0.1:1", base))
            for source in settings.sources
        ),
    )


def differences(one: Result, other: Result) -> dict[str, int]:
    """Count what differs: rows of each table, and documents."""
    found = {
        name: len(set(map(repr, one.rows[name])) ^ set(map(repr, other.rows[name])))
        for name in TABLES
    }
    expected = one.published[0]
    for number, published in enumerate(other.published, 1):
        found[f"documents of node {number}"] = sum(
            expected.get(place) != published.get(place) for place in {*expected, *published}
        )
    return found


def main() -> None:
    """Print what differs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("captures", type=Path)
    parser.add_argument("--days", type=float, default=7)
    given = parser.parse_args()
    logging.getLogger("syndicate").setLevel(logging.ERROR)
    with postgres() as (url, _):
        one, other = asyncio.run(both(given.captures, given.days, url))
    digest = hashlib.sha256(b"".join(one.published[0].values())).hexdigest()[:16]
    print(
        {name: len(rows) for name, rows in one.rows.items()}, f"{len(one.published[0])} documents"
    )
    print(f"polls that passed from worker to worker: {other.moves}; sha256 of all bytes {digest}")
    print("differences:", json.dumps(differences(one, other)))


if __name__ == "__main__":
    main()
