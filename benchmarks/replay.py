"""A week of real captures through the real daemon's rooms, on a test clock.

    python benchmarks/replay.py CAPTURES [--store sqlite:////tmp/week.db] [--step-minutes 30]

CAPTURES holds a folder per outlet with files named by the instant they were captured (20200421T004301Z.xml).
A loopback origin answers with the capture that was newest at the test clock's time; sources are polled when
the store says they are due. A simulated reader subscribes to everything and remembers ids.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import io
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
from aiohttp import web

from syndicate.config import parse
from syndicate.house import House, open_house
from syndicate.log import configure
from syndicate.model import Address, Thread
from syndicate.store import Selection

CONFIG = """\
title: A week of news
url: https://week.example.org/
store: {store}
fetch: {{allow_networks: [127.0.0.0/8]}}
sources:
{sources}
topics:
  covid: {{title: Coronavirus, any: [coronavirus, Covid-19]}}
outputs:
  everything: {{title: Everything, limit: 1000}}
"""


@dataclass(slots=True)
class SteppedClock:
    """Stands still until it is told to go on."""

    at: datetime

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.at


@dataclass(slots=True)
class Reader:
    """Keeps every id it was shown, and what stood under it."""

    shown: dict[str, tuple[str, str]] = field(default_factory=dict)
    links: dict[str, set[str]] = field(default_factory=dict)
    last: bytes = b""
    changed_for_nothing: int = 0

    async def visit(self, house: House) -> None:
        """Read the output twice; the second time nothing has happened, so no byte may differ."""
        address = Address("outputs", "everything", "atom")
        first = await house.pipeline.publish(address)
        again = await house.pipeline.publish(address)
        assert first is not None
        assert again is not None
        self.changed_for_nothing += first.body != again.body
        if first.body == self.last:
            return
        self.last = first.body
        for entry in feedparser.parse(io.BytesIO(first.body)).entries:
            link = entry.get("link", "")
            self.shown[entry.id] = (link, entry.title)
            self.links.setdefault(link, set()).add(entry.id)


class Origin:
    """Answers at /{outlet} with the capture that is newest now."""

    def __init__(self, folder: Path, clock: SteppedClock) -> None:
        self.outlets = {
            outlet.name: sorted((captured_at(file), file) for file in outlet.glob("*.xml"))
            for outlet in sorted(folder.iterdir())
            if outlet.is_dir()
        }
        self._clock = clock
        self.requests: Counter[int] = Counter()

    async def feed(self, request: web.Request) -> web.Response:
        """Answer 200, 304, or 404 before the first capture."""
        captures = self.outlets[request.match_info["outlet"]]
        past = [file for at, file in captures if at <= self._clock.at]
        response = self._answer(past[-1].read_bytes() if past else None, request)
        self.requests[response.status] += 1
        return response

    @staticmethod
    def _answer(body: bytes | None, request: web.Request) -> web.Response:
        if body is None:
            return web.Response(status=404)
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(body=body, content_type="application/xml", headers={"ETag": etag})


def captured_at(file: Path) -> datetime:
    """Read the instant in a file's name."""
    return datetime.strptime(file.stem, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def links_offered(origin: Origin) -> Mapping[str, set[str]]:
    """Return outlet -> the distinct links that feedparser finds in all of its captures."""
    return {
        outlet: {
            entry.get("link", "").strip()
            for _, file in captures
            for entry in feedparser.parse(
                io.BytesIO(file.read_bytes()), sanitize_html=False, resolve_relative_uris=False
            ).entries
        }
        - {""}
        for outlet, captures in origin.outlets.items()
    }


async def replay(folder: Path, store: str, step: timedelta) -> Figures:
    """Walk through the week and tell what came of it."""
    every = [captured_at(file) for file in folder.glob("*/*.xml")]
    clock = SteppedClock(min(every))
    origin = Origin(folder, clock)
    app = web.Application()
    app.router.add_get("/{outlet}", origin.feed)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    minutes = round(step.total_seconds() / 60)
    sources = "\n".join(
        f"  - {{url: {base}/{outlet}, every: {minutes}m}}" for outlet in origin.outlets
    )
    # Not adaptive: every capture is to be seen, however quiet the outlet was before it.
    text = CONFIG.format(store=store, sources=sources).encode()
    reader = Reader()
    async with open_house(parse(text, path=Path("feeds.yaml"), environ={}), clock=clock) as house:
        working = asyncio.create_task(house.queue.work(house.pipeline.perform))
        while clock.at <= max(every) + 2 * step:
            await house.pipeline.dispatch()
            await house.queue.idle()
            await reader.visit(house)
            clock.at += step
        figures = await measure(house, origin, reader)
        await house.queue.drain()
        await working
    await runner.cleanup()
    return figures


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of the week. Everything from `missing` to `restless` should be nothing."""

    sources: int
    answers: Mapping[int, int]  # HTTP status -> how many polls got it
    offered: int  # distinct links in all captures
    stored: int
    edited: int
    copies: int
    shown: int  # entries that the reader saw
    missing: tuple[str, ...]  # links offered and not stored
    doubled: int  # links stored more than once in one source
    shared_ids: int  # entry ids that two items share
    twice: int  # links that the reader saw under two ids
    restless: int  # times that bytes changed though nothing had
    threads: tuple[Thread, ...]  # of two items or more, the largest first


async def measure(house: House, origin: Origin, reader: Reader) -> Figures:
    """Compare what is stored and what was seen with what feedparser finds in the captures."""
    stored = await house.store.items.newest(Selection(), limit=1_000_000)
    offered = links_offered(origin)
    held = {each.item.url for each in stored}
    found = Counter((each.item.source_id, each.item.url) for each in stored)
    entries = Counter(each.entry_id for each in stored)
    threads = await house.store.threads.overview(limit=1_000_000, minimum_items=2)
    return Figures(
        sources=len(origin.outlets),
        answers=dict(origin.requests),
        offered=sum(map(len, offered.values())),
        stored=len(stored),
        edited=sum(each.changed_at > each.item.seen_at for each in stored),
        copies=sum(each.copy_of is not None for each in stored),
        shown=len(reader.shown),
        missing=tuple(sorted({link for links in offered.values() for link in links} - held)),
        doubled=sum(count - 1 for count in found.values()),
        shared_ids=sum(count - 1 for count in entries.values()),
        twice=sum(len(ids) > 1 for ids in reader.links.values()),
        restless=reader.changed_for_nothing,
        threads=tuple(sorted(threads, key=lambda thread: (-thread.item_count, thread.id))),
    )


def tell(figures: Figures) -> None:
    """Print the figures for people."""
    polls = sum(figures.answers.values())
    print(f"sources {figures.sources}, polls {polls} {dict(figures.answers)}")
    print(f"distinct links offered {figures.offered}, items stored {figures.stored}")
    print(f"links offered and not stored {len(figures.missing)} {list(figures.missing[:5])}")
    print(f"links stored more than once in one source {figures.doubled}")
    print(f"entry ids that two items share {figures.shared_ids}")
    print(f"items edited by their outlets {figures.edited}, copies {figures.copies}")
    print(f"entries shown to the reader {figures.shown}")
    print(f"  links shown under two ids {figures.twice}")
    print(f"  times the bytes changed though nothing had {figures.restless}")
    print(f"threads of two items or more {len(figures.threads)}; the five largest:")
    for thread in figures.threads[:5]:
        print(f"  {thread.item_count:4} items, {thread.story_count:3} stories  {thread.title}")


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("captures", type=Path)
    parser.add_argument("--store", help="where to keep it; forgotten otherwise")
    parser.add_argument("--step-minutes", type=float, default=30.0)
    options = parser.parse_args()
    configure()
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or f"sqlite:///{folder}/week.db"
        tell(asyncio.run(replay(options.captures, store, timedelta(minutes=options.step_minutes))))


if __name__ == "__main__":
    main()
