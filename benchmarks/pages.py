"""A store of made-up news -> CPU milliseconds of each page and feed: asked first, asked again, after a change.

    python benchmarks/pages.py [--items 20000] [--sources 1000]

The ratio is that to the feed of the newest hundred items after the same change.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import argparse
import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from statistics import median

from aiohttp.test_utils import TestClient, TestServer

from benchmarks.cluster_scale import START, items
from syndicate.cluster import Memory, step
from syndicate.config import parse
from syndicate.daemon import desk
from syndicate.house import House, open_house
from syndicate.model import Item, Source, SourceState
from syndicate.protocols import Statement, Transaction
from syndicate.store.meta import GROW
from syndicate.web.app import make_app

ROUNDS = 5
PORTION = 50
EACH = timedelta(seconds=3)  # between two items
CONFIG = """\
title: Pages
url: https://news.example.org/
store: sqlite:///{folder}/pages.db
clustering: {{vectors: 'off'}}
sources:
{sources}
outputs:
  items: {{title: Items, mode: items}}
  stories: {{title: Stories, mode: stories}}
  developments: {{title: Developments, mode: developments}}
  digest: {{title: Digest, mode: digest}}
"""


def settings(sources: int, folder: str) -> bytes:
    """Write feeds.yaml."""
    lines = [f"  - http://feeds.example.org/{number}.xml" for number in range(sources)]
    return CONFIG.format(folder=folder, sources="\n".join(lines)).encode()


async def fill(house: House, sources: Sequence[Source], count: int) -> None:
    """Store made-up items, each portion by one source, and place them."""
    memory, made = Memory(), items()
    for number in range(count // PORTION):
        source = sources[number % len(sources)]
        batch = [published(each, source) for each in islice(made, PORTION)]
        now = batch[-1].seen_at
        state = SourceState(source.id, source.shown_url, now)
        await house.store.polls.record(source.id, batch, lambda _, one=state: one, now)  # type: ignore[misc]
        await house.store.threads.record(step(memory, batch, ()), now)


def published(item: Item, source: Source) -> Item:
    """Give an item as one of a source."""
    return replace(
        item,
        source_id=source.id,
        keys=(f"guid:{item.id}",),
        url=f"https://news.example.org/{item.id}",
        content_html=f"<p>{item.text}</p>",
        digest=item.id,
    )


async def addresses(house: House) -> list[str]:
    """Name what is asked for; the feed that all are compared with comes first."""
    threads = await house.store.threads.overview(limit=400)
    largest = max(threads, key=lambda each: each.item_count).id
    source = next(iter(house.pipeline.declared().sources))
    feeds = [f"/outputs/{mode}.atom" for mode in ("items", "stories", "developments", "digest")]
    pages = ["/", "/threads", f"/threads/{largest}", "/sources", f"/sources/{source}"]
    return [*feeds, f"/threads/{largest}.atom", *pages, "/outputs/items", "/opml"]


def grow() -> Transaction[None]:
    """Let the store look changed."""
    statement: Statement = GROW
    yield statement


async def asked(client: TestClient, path: str) -> float:  # type: ignore[type-arg]
    """CPU milliseconds of an answer, and of the client that asks for it."""
    began = time.process_time()
    async with client.get(path) as answer:
        await answer.read()
        assert answer.status == 200, (path, answer.status)
    return 1000 * (time.process_time() - began)


async def measure(house: House, client: TestClient) -> AsyncIterator[str]:  # type: ignore[type-arg]
    """Ask for everything, and tell it line by line."""
    least = 0.0
    for path in await addresses(house):
        first = await asked(client, path)
        again = median([await asked(client, path) for _ in range(ROUNDS)])
        moved = []
        for _ in range(ROUNDS):
            await house.store.database.write(grow())
            moved.append(await asked(client, path))
        changed = median(moved)
        least = least or changed
        yield f"{path:32} {first:8.1f} {again:8.1f} {changed:8.1f} {changed / least:8.2f}"


async def main() -> None:
    """Read the command line, make the store, ask."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)  # fmt: skip
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--sources", type=int, default=1000)
    given = parser.parse_args()
    if given.items < PORTION:
        parser.error(
            f"--items {given.items}: no fewer than {PORTION}, as many as a source brings at once"
        )
    if given.sources < 1:
        parser.error(f"--sources {given.sources}: there must be one")
    now = START + given.items * EACH
    with tempfile.TemporaryDirectory() as folder:
        config = parse(settings(given.sources, folder), path=Path(folder, "feeds.yaml"), environ={})
        async with open_house(config, clock=lambda: now) as house:
            await fill(house, config.sources, given.items)
            async with TestClient(TestServer(make_app(desk(house, config)))) as client:
                print(f"{'CPU ms':32} {'first':>8} {'again':>8} {'changed':>8} {'ratio':>8}")
                async for line in measure(house, client):
                    print(line)


if __name__ == "__main__":
    asyncio.run(main())
