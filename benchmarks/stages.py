"""What a poll costs by stage, and how that grows with sources and with items of a feed.

    python benchmarks/stages.py [--documents 60] [--items 1 20 200] [--stored 0 20000]

Milliseconds of CPU per source, each stage done many times in this process: medians of five portions. Stages of the
network run over a loopback origin; what the origin itself takes does not count, what the kernel takes for us does.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import argparse
import asyncio
import logging
import os
import statistics
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from time import process_time
from typing import Any
from unittest.mock import patch

from benchmarks.documents import document
from benchmarks.origins import origin
from benchmarks.proctree import spent_by_children
from syndicate.fetch.address import AddressPolicy
from syndicate.fetch.client import Client
from syndicate.model import (
    Document,
    Item,
    NotModified,
    ParsedFeed,
    Source,
    SourceState,
    Validators,
    source_id,
)
from syndicate.normalize import document as way
from syndicate.normalize import item
from syndicate.normalize.worker import Workers
from syndicate.store import open_store

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PORTIONS = 5
AT_ONCE = 50


def tell(stage: str, figures: Sequence[float], note: str = "") -> None:
    """Print a stage: CPU seconds of one time, told in milliseconds."""
    least, middle, most = (1000 * f(figures) for f in (min, statistics.median, max))
    print(f"{stage:44} {middle:8.3f} ({least:.3f}-{most:.3f}) ms {note}", flush=True)


async def portions(
    work: Callable[[int], Awaitable[object]], count: int, times: int = PORTIONS
) -> list[float]:
    """CPU seconds of one piece of work, in several portions of `count` pieces each, 50 of them at once."""
    gate, found = asyncio.Semaphore(AT_ONCE), []

    async def one(number: int) -> None:
        async with gate:
            await work(number)

    for _ in range(times):
        began = process_time()
        await asyncio.gather(*(one(number) for number in range(count)))
        found.append((process_time() - began) / count)
    return found


async def network(count: int) -> None:
    """Fetch from one plain origin, and from TLS origins that were not asked before."""
    with origin(count) as served:
        client = Client(user_agent="benchmark", policy=_policy(), clock=_clock)
        urls, known = served.urls, {}

        async def body(number: int) -> None:
            got = await client.fetch(urls[number], validators=Validators())
            assert isinstance(got, Document)
            assert got.body_hash
            known[number] = got.validators

        async def unchanged(number: int) -> None:
            got = await client.fetch(urls[number], validators=known[number])
            assert isinstance(got, NotModified)

        await portions(body, count, times=1)
        tell("request and 304, connection kept", await portions(unchanged, count))
        tell("request, body of 34 KB and its hash", await portions(body, count))
        await client.close()
    with origin(200, ports=200, tls=True) as served:
        os.environ["SSL_CERT_FILE"] = str(served.ca)
        fresh = []
        for _ in range(PORTIONS):
            client = Client(user_agent="benchmark", policy=_policy(), clock=_clock)

            async def ask(number: int, client: Client = client) -> None:
                await client.fetch(served.urls[number], validators=Validators("x"))

            fresh += await portions(ask, len(served.urls), times=1)
            await client.close()
        tell("the same over TLS to a host not connected", fresh)


def _policy() -> AddressPolicy:
    return AddressPolicy(("127.0.0.0/8",))


def _clock() -> datetime:
    return NOW


def bodies(count: int, items: int) -> list[Document]:
    """Documents as they come from the network, of every kind."""
    made = [document(number, 0, items=items) for number in range(count)]
    return [
        Document(f"http://127.0.0.1/{number}", body, kind, Validators(), NOW)
        for number, (body, kind) in enumerate(made)
    ]


@contextmanager
def cleaning(spent: list[float]) -> Iterator[None]:
    """Count what item.with_evidence takes, which makes clean items of what was parsed."""
    clean = item.with_evidence

    def counted(*given: Any, **named: Any) -> object:
        began = process_time()
        try:
            return clean(*given, **named)
        finally:
            spent[0] += process_time() - began

    with patch.object(item, "with_evidence", counted):
        yield


def reading(items: int, count: int) -> float:
    """Parse and clean documents of so many items in this process; return CPU seconds of one."""
    documents = bodies(count, items)
    whole, cleaned = [], []
    for _ in range(PORTIONS):
        spent = [0.0]
        with cleaning(spent):
            began = process_time()
            for one in documents:
                way.read(one, source_id="s")
            whole.append((process_time() - began) / count)
        cleaned.append(spent[0] / count)
    parsed = [one - part for one, part in zip(whole, cleaned, strict=True)]
    tell(f"decode, gate, parse: {items} items", parsed)
    tell(f"clean: {items} items", cleaned)
    return statistics.median(whole)


async def hop(count: int, read_s: float) -> None:
    """Send documents to a worker and take the feeds back."""
    documents = bodies(count, 20)
    workers = Workers()

    async def send(number: int) -> None:
        await workers.read(documents[number], source_id="s")

    await portions(send, count, times=1)
    here, there = [], []
    for _ in range(PORTIONS):
        before = spent_by_children()
        here += await portions(send, count, times=1)
        there.append((spent_by_children() - before) / count)
    await workers.close()
    tell("hop to a worker, on our side", here)
    tell(
        "hop to a worker, on its side", [max(0.0, one - read_s) for one in there], "beyond reading"
    )


async def storing(stored: int, count: int) -> None:
    """Record polls with 20 new items and polls without any, in a store that holds `stored` items."""
    feed = way.read(bodies(1, 20)[0], source_id="s")
    with tempfile.TemporaryDirectory() as folder:
        store = await open_store(f"sqlite:///{Path(folder) / 'bench.db'}")
        fill, rest = stored // 20, PORTIONS * count
        urls = [f"http://h{number}.example/" for number in range(fill + 2 * rest)]
        ids = [source_id(url) for url in urls]
        follow = [Source(one, url=url, shown_url=url) for one, url in zip(ids, urls, strict=True)]
        await store.sources.sync(follow, NOW)
        feeds = iter(ids)

        async def record(_: int) -> None:
            one = next(feeds)
            await store.polls.record(one, _of(feed, one), lambda _: SourceState(one, one, NOW), NOW)

        async def settle(number: int) -> None:
            one = ids[number]
            await store.polls.record(one, (), lambda _: SourceState(one, one, NOW), NOW)

        if fill:
            await portions(record, fill, times=1)
        tell(f"store 20 new items beside {stored}", await portions(record, count))
        tell("settle a poll that brought nothing", await portions(settle, count))
        await store.close()


def _of(feed: ParsedFeed, source: str) -> list[Item]:
    """The feed's items as another source's own."""
    return [
        replace(one, id=f"{source}{at}", source_id=source, keys=(f"guid:{source}/{at}",))
        for at, one in enumerate(feed.items)
    ]


async def measure(options: argparse.Namespace) -> None:
    """Go through the stages in the order in which a poll does."""
    await network(200)
    read_s = {
        items: reading(items, max(3, options.documents * 20 // max(20, items)))
        for items in options.items
    }
    await hop(options.documents, read_s.get(20, 0.0))
    for stored in options.stored:
        await storing(stored, 20)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--items", type=int, nargs="+", default=[1, 20, 200])
    parser.add_argument("--stored", type=int, nargs="+", default=[0, 20_000])
    logging.getLogger("syndicate").setLevel(logging.ERROR)
    asyncio.run(measure(parser.parse_args()))


if __name__ == "__main__":
    main()
