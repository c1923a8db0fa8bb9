"""A week of real captures through the real daemon's rooms, on a test clock.

    python benchmarks/replay.py CAPTURES [--store sqlite:////tmp/week.db] [--step-minutes 30]

CAPTURES holds a folder per outlet with files named by the instant they were captured (20200421T004301Z.xml).
A loopback origin answers with the capture that was newest at the test clock's time; sources are polled when
the store says they are due. Readers subscribe to every mode in every format and remember ids. On the way an outlet
changes its GUIDs, the daemon is started anew, its store is lost and restored, and two threads are merged.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import argparse
import asyncio
import hashlib
import io
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal, get_args

import feedparser
from aiohttp import web

from benchmarks.subscribers import Subscriber
from syndicate.config import Settings, parse
from syndicate.house import House, open_house
from syndicate.log import configure
from syndicate.model import Address, Correction, Mode, StoredItem, Suffix, Thread
from syndicate.publish.entries import minted
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
{outputs}
"""


_GUID = re.compile(rb"<guid[^>]*>(.*?)</guid>", re.DOTALL)


@dataclass(slots=True)
class SteppedClock:
    """Stands still until it is told to go on."""

    at: datetime

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.at


class Origin:
    """Answers at /{outlet} with the capture that is newest now."""

    def __init__(
        self, folder: Path, clock: SteppedClock, churned_at: datetime | None = None
    ) -> None:
        self.outlets = {
            outlet.name: sorted((captured_at(file), file) for file in outlet.glob("*.xml"))
            for outlet in sorted(folder.iterdir())
            if outlet.is_dir()
        }
        self._clock = clock
        self._churned_at = (
            churned_at  # when the outlet with the most captures changes all of its GUIDs
        )
        self._churns = max(self.outlets, key=lambda name: (len(self.outlets[name]), name))
        self.requests: Counter[int] = Counter()

    async def feed(self, request: web.Request) -> web.Response:
        """Answer 200, 304, or 404 before the first capture."""
        outlet = request.match_info["outlet"]
        past = [file for at, file in self.outlets[outlet] if at <= self._clock.at]
        body = past[-1].read_bytes() if past else None
        if (
            body
            and outlet == self._churns
            and self._churned_at
            and self._churned_at <= self._clock.at
        ):
            body = _GUID.sub(rb"<guid isPermaLink=\"false\">moved \1</guid>", body)
        response = self._answer(body, request)
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


@dataclass(slots=True)
class Week:
    """A week at a desk: its clock, its sources, and readers of each mode in each format."""

    origin: Origin
    clock: SteppedClock
    step: timedelta
    readers: tuple[Subscriber, ...] = field(
        default_factory=lambda: tuple(
            Subscriber(Address("outputs", mode, suffix))
            for suffix in get_args(Suffix)
            for mode in get_args(Mode)
        )
    )
    visits: int = 0

    async def follow(self, settings: Settings, until: datetime) -> None:
        """Start, go on until then, and stop. Each reader comes by at every third step."""
        async with self.open(settings) as house:
            for reader in self.readers:
                await reader.look_again(house.pipeline.publish)
            working = asyncio.create_task(house.queue.work(house.pipeline.perform))
            while self.clock.at < until:
                await house.pipeline.dispatch()
                await house.queue.idle()
                self.visits += 1
                for reader in self.readers[self.visits % 3 * 4 :][:4]:
                    await reader.visit(house.pipeline.publish)
                self.clock.at += self.step
            await house.queue.drain()
            await working

    async def visit(self, settings: Settings) -> Mapping[Address, bytes]:
        """Let every reader come by while nothing happens, and tell what each reads."""
        async with self.open(settings) as house:
            for reader in self.readers:
                await reader.visit(house.pipeline.publish)
        return {reader.address: reader.last for reader in self.readers}

    def open(self, settings: Settings) -> AbstractAsyncContextManager[House]:
        """Start a daemon's rooms."""
        return open_house(settings, clock=self.clock)


async def replay(folder: Path, store: str, step: timedelta) -> Figures:
    """Walk through the week and tell what came of it.

    On the third day an outlet changes all of its GUIDs, and the daemon is started anew; on the fourth its store is lost
    and put back as it was two steps before; on the fifth somebody merges the two largest threads.
    """
    every = [captured_at(file) for file in folder.glob("*/*.xml")]
    first, last, day = min(every), max(every), timedelta(days=1)
    clock = SteppedClock(first)
    origin = Origin(folder, clock, churned_at=first + 2 * day)
    week = Week(origin, clock, step)
    async with served(origin) as base:
        settings = settings_of(base, store, origin, step)
        await week.follow(settings, first + 3 * day)
        kept, read = _copy_of(store), await week.visit(settings)
        known = {reader.address: dict(reader.shown) for reader in week.readers}
        await week.follow(settings, first + 3 * day + 2 * step)
        if kept is not None:
            _put_back(store, kept)
            for reader in week.readers:  # as then, so now
                reader.lose(known[reader.address], read[reader.address])
        await week.follow(settings, first + 4 * day)
        async with week.open(settings) as house:
            await _merge_largest(house)
        for reader in week.readers:
            reader.last = b""  # what was merged may read otherwise
        await week.follow(settings, last + 2 * step)
        await week.visit(settings)
        async with week.open(settings) as house:
            return await measure(house, week)


@asynccontextmanager
async def served(origin: Origin) -> AsyncIterator[str]:
    """Serve the captures on loopback."""
    app = web.Application()
    app.router.add_get("/{outlet}", origin.feed)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


def settings_of(base: str, store: str, origin: Origin, step: timedelta) -> Settings:
    """Not adaptive: every capture is to be seen, however quiet the outlet was before it."""
    minutes = round(step.total_seconds() / 60)
    sources = "\n".join(
        f"  - {{url: {base}/{outlet}, every: {minutes}m}}" for outlet in origin.outlets
    )
    outputs = "\n".join(f"  {mode}: {{mode: {mode}, limit: 300}}" for mode in get_args(Mode))
    text = CONFIG.format(store=store, sources=sources, outputs=outputs)
    return parse(text.encode(), path=Path("feeds.yaml"), environ={})


def _copy_of(store: str) -> Path | None:
    """Copy the file of a store that nobody has open."""
    if not store.startswith("sqlite:///"):
        return None
    file = Path(store.removeprefix("sqlite:///"))
    return Path(shutil.copy(file, file.with_suffix(".kept")))


def _put_back(store: str, kept: Path) -> None:
    file = Path(store.removeprefix("sqlite:///"))
    for beside in file.parent.glob(f"{file.name}-*"):  # its journal
        beside.unlink()
    shutil.move(kept, file)


async def _merge_largest(house: House) -> None:
    threads = await house.store.threads.overview(limit=1_000_000, minimum_items=2)
    one, other = sorted(threads, key=lambda thread: (-thread.item_count, thread.id))[:2]
    await house.pipeline.correct([Correction("merge", (one.id, other.id))])


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of the week. Everything from `missing` to `restless` should be nothing."""

    sources: int
    answers: Mapping[int, int]  # HTTP status -> how many polls got it
    offered: int  # distinct links in all captures
    stored: int
    edited: int
    copies: int
    missing: tuple[str, ...]  # links offered and not stored
    doubled: int  # links stored more than once in one source
    shared_ids: int  # entry ids that two items share
    shown: Mapping[str, int]  # by mode: the entries that readers saw
    announced: Mapping[str, int]  # by mode: how often the `updated` of one moved
    twice: Mapping[
        str, tuple[str, ...]
    ]  # by mode: what they saw under two ids though it was never lost
    renamed: Mapping[
        str, int
    ]  # by mode: what was lost with the store, and came again under another id
    lost: Mapping[str, int]  # by mode: what they should have seen and did not
    backwards: int  # times that the `updated` of an entry went back
    reverted: int  # times that it went back to before a move that was lost with the store
    restless: int  # times that bytes changed though nothing had
    threads: tuple[Thread, ...]  # of two items or more, the largest first


async def measure(house: House, week: Week) -> Figures:
    """Compare what is stored and what was seen with what feedparser finds in the captures."""
    origin, readers = week.origin, week.readers
    stored = await house.store.items.newest(Selection(), limit=1_000_000)
    offered = links_offered(origin)
    held = {each.item.url for each in stored}
    found = Counter((each.item.source_id, each.item.url) for each in stored)
    entries = Counter(each.entry_id for each in stored)
    threads = await house.store.threads.overview(limit=1_000_000, minimum_items=2)
    due = expected(stored)
    return Figures(
        sources=len(origin.outlets),
        answers=dict(origin.requests),
        offered=sum(map(len, offered.values())),
        stored=len(stored),
        edited=sum(each.changed_at > each.item.seen_at for each in stored),
        copies=sum(each.copy_of is not None for each in stored),
        missing=tuple(sorted({link for links in offered.values() for link in links} - held)),
        doubled=sum(count - 1 for count in found.values()),
        shared_ids=sum(count - 1 for count in entries.values()),
        shown={each.address.name: len(each.shown) for each in readers},
        announced={each.address.name: each.announced for each in readers},
        twice={mode: tuple(sorted(_of(readers, mode, "twice"))) for mode in due},
        renamed={mode: len(_of(readers, mode, "renamed")) for mode in due},
        lost={
            mode: sum(len(ids - set(each.shown)) for each in readers if each.address.name == mode)
            for mode, ids in due.items()
        },
        backwards=sum(each.backwards for each in readers),
        reverted=sum(each.reverted for each in readers),
        restless=sum(each.restless for each in readers),
        threads=tuple(sorted(threads, key=lambda thread: (-thread.item_count, thread.id))),
    )


def _of(readers: Sequence[Subscriber], mode: str, what: Literal["twice", "renamed"]) -> set[str]:
    return {
        thing
        for each in readers
        if each.address.name == mode
        for thing in (each.twice if what == "twice" else each.renamed)
    }


def expected(stored: Sequence[StoredItem]) -> Mapping[str, set[str]]:
    """Give the entries that nobody may have missed, by mode: each text, each story and its opening, each day."""
    texts = [each for each in stored if each.copy_of is None and each.story_id]
    openings = {each.story_id: each for each in stored if each.story_id}  # the newest come first
    days = sorted({each.item.seen_at.date().isoformat() for each in stored})
    return {
        "items": {each.entry_id for each in texts},
        "stories": {minted("story", story_id) for story_id in openings},
        "developments": {minted("development", each.entry_id) for each in openings.values()},
        "digest": {minted("digest", "digest", day) for day in days[:-1]},
    }


def tell(figures: Figures) -> None:
    """Print the figures for people."""
    polls = sum(figures.answers.values())
    print(f"sources {figures.sources}, polls {polls} {dict(figures.answers)}")
    print(f"distinct links offered {figures.offered}, items stored {figures.stored}")
    print(f"links offered and not stored {len(figures.missing)} {list(figures.missing[:5])}")
    print(f"links stored more than once in one source {figures.doubled}")
    print(f"entry ids that two items share {figures.shared_ids}")
    print(f"items edited by their outlets {figures.edited}, copies {figures.copies}")
    print("readers of four modes in three formats:")
    for mode, shown in figures.shown.items():
        twice, lost = len(figures.twice[mode]), figures.lost[mode]
        renamed = figures.renamed[mode]
        print(
            f"  {mode:12} {shown:5} entries shown, {twice} seen twice, {lost} lost,"
            f" {renamed} renamed by the restore, updated moved {figures.announced[mode]} times"
        )
    print(
        f"  times that updated went back {figures.backwards}, to before a move that was lost with the store"
        f" {figures.reverted}"
    )
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
