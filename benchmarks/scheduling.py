"""What it costs to know which source is due and to let it fall due again, beside one APScheduler job per source.

    python benchmarks/scheduling.py [--at 1000 10000 100000] [--firings 2000]

"poll" is the daemon's own corridor without a network: dispatch claims from the store, the queue hands over, a fetch
that answers "not modified" at once, cadence reckons when the source is due again, the store saves it.
"handed over" is like with like: dispatch claims and writes down when a source falls due again, the queue hands over to
a coroutine that does nothing. "claim" is what the store takes of that.
The peer keeps a job per source in memory, with a coroutine that does nothing; it forgets everything when it stops.
CPU microseconds per firing, of the whole process; the peer's at 200 firings a second.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from syndicate.corridors.polling import Doors
from syndicate.errors import ParseError
from syndicate.metrics import Metrics
from syndicate.model import (
    Declared,
    Document,
    NotModified,
    ParsedFeed,
    Source,
    Task,
    Validators,
    source_id,
)
from syndicate.pipeline import Pipeline
from syndicate.queue.local import LocalQueue
from syndicate.store import open_store

RATE = 200  # firings a second
LATER = timedelta(days=2)  # by then everything is due
LEASE = timedelta(minutes=5)


def sources(count: int) -> dict[str, Source]:
    """Sources on as many hosts."""
    urls = [f"https://host{number}.example/feed" for number in range(count)]
    made = [Source(source_id(url), url=url, shown_url=url) for url in urls]
    return {source.id: source for source in made}


async def ours(count: int, firings: int) -> tuple[float, float, float]:
    """CPU seconds of a poll, of a firing, and of its claim alone, where `count` sources are followed."""
    begun = datetime.now(UTC)

    def clock() -> datetime:
        return begun + LATER

    async def fetch(
        url: str, *, validators: Validators, headers: tuple[tuple[str, str], ...] = ()
    ) -> Document | NotModified:
        del url, validators, headers
        return NotModified(clock())

    async def read(document: Document, *, source_id: str, marks: bytes | None = None) -> ParsedFeed:
        raise ParseError(document.url, f"{source_id}: nothing comes here, {marks!r}")

    with tempfile.TemporaryDirectory() as folder:
        store = await open_store(f"sqlite:///{Path(folder) / 'bench.db'}")
        queue = LocalQueue(write=store.database.write, concurrency=50)
        declared = Declared(
            title="t", url="http://127.0.0.1", sources=sources(count), topics={}, outputs={}
        )
        pipeline = Pipeline(
            store=store, queue=queue, doors=Doors(fetch, read, clock), metrics=Metrics(),
            declared=replace(declared, sources={}),
        )  # fmt: skip
        await store.sources.sync(tuple(declared.sources.values()), begun)
        await pipeline.declare(declared)
        whole = await _fire(pipeline, queue, pipeline.perform, firings)
        handed = await _fire(pipeline, queue, handed_over, firings)
        began = process_time()
        claimed = 0
        while claimed < firings and (
            states := await store.database.write(
                store.sources.claiming_due(clock() + LATER, limit=200, lease=LEASE)
            )
        ):
            claimed += len(states)
        claim = (process_time() - began) / claimed
        await store.close()
    return whole, handed, claim


async def _fire(
    pipeline: Pipeline,
    queue: LocalQueue,
    perform: Callable[[Task], Awaitable[None]],
    firings: int,
) -> float:
    fired = 0

    async def counted(task: Task) -> None:
        nonlocal fired
        fired += 1
        await perform(task)

    working = asyncio.create_task(queue.work(counted))
    await pipeline.dispatch()
    await queue.idle()  # what happens only once has happened
    fired, began = 0, process_time()
    while (before := fired) < firings:
        await pipeline.dispatch()
        await queue.idle()
        if fired == before:
            raise SystemExit("too few sources for so many firings")
    taken = (process_time() - began) / fired
    working.cancel()
    await asyncio.wait([working])
    return taken


async def handed_over(task: Task) -> None:
    """Do nothing with a task."""
    del task


async def nothing() -> None:
    """Do nothing."""


async def theirs(count: int, firings: int) -> float:
    """CPU seconds of a firing with a job per source, each at its own second of a common interval."""
    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.start(paused=True)
    begin = datetime.now(UTC) + timedelta(seconds=1 + count / 10_000)  # when all of them are there
    for number in range(count):
        scheduler.add_job(
            nothing, "interval", seconds=count / RATE, misfire_grace_time=None, coalesce=True,
            max_instances=1, next_run_time=begin + timedelta(seconds=number / RATE),
        )  # fmt: skip
    scheduler.resume()
    await asyncio.sleep(max(0.0, (begin - datetime.now(UTC)).total_seconds()) + 0.5)
    began = process_time()
    await asyncio.sleep(firings / RATE)
    taken = process_time() - began
    scheduler.shutdown(wait=False)
    return taken / firings


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--at", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--firings", type=int, default=2000)
    options = parser.parse_args()
    logging.getLogger("syndicate").setLevel(logging.ERROR)
    print(
        f"{'sources':>8} {'poll':>8} {'handed over':>11} {'claim':>7} {'a job each':>10} {'poll / job':>10} "
        f"{'handed over / job':>17}   us per firing"
    )
    for count in options.at:
        firings = min(options.firings, count // 5)
        mine, handed, claim = asyncio.run(ours(count, firings))
        job = asyncio.run(theirs(count, firings))
        print(
            f"{count:>8} {1e6 * mine:>8.1f} {1e6 * handed:>11.1f} {1e6 * claim:>7.1f} {1e6 * job:>10.1f} "
            f"{mine / job:>10.2f} {handed / job:>17.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
