"""What a change of a feed costs: to write it again, to put it together from the store, and to find what stands in it.

    python benchmarks/publish.py [--only formats store] [--rounds 15] [--items 1000000] [--scratch FOLDER]

formats   100 items of which one has changed in the store: their feed put together from the store, and written again.
          Beside feedgen, which is given the entries and writes all of them. Nothing is compressed. feedgen knows no
          JSON Feed, there it is its Atom that counts.
store     a store of a million items (SQLite, 5 GB in a scratch folder), half of them in one thread: the newest
          hundred of the thread, and its feed put together and packed after an item of it has changed.

CPU milliseconds, median (least-most) of the rounds.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import argparse
import asyncio
import logging
import sqlite3
import statistics
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import count
from tempfile import TemporaryDirectory
from time import process_time

from feedgen.feed import FeedGenerator

from benchmarks.figures import told
from benchmarks.origins import feeds_yaml, origin
from syndicate.config import load
from syndicate.house import declared, open_house
from syndicate.model import Address, Declared, Entry, Output, OutputFeed
from syndicate.outputs.composing import compose
from syndicate.outputs.fragments import Fragments
from syndicate.outputs.making import Making
from syndicate.outputs.press import ENCODERS, Press
from syndicate.protocols import Encoder, Statement, Transaction, Values
from syndicate.publish.press import Sheet, lay, prepare
from syndicate.store import Selection, Store, open_store
from syndicate.store.selection import choose

PARTS = ("formats", "store")
ENTRIES = 100
STEP = 60_000_000  # microseconds between two items of the large store
EDITED = count(4_102_444_800_000_000, STEP)  # when items are edited: from 2100 on
THREAD = "large"
WHERE = Selection(thread_id=THREAD, originals_only=True, published_only=True, placed_only=True)
# A copy of one item for every number, with nothing of its own but what must not be the same.
ITEMS = """
    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count})
    INSERT INTO items ({all}) SELECT {own} FROM numbers JOIN one ON one.k = numbers.n % {kinds}
"""
ITEM = {
    "sequence": "100000 + n",
    "id": "printf('n%08d', n)",
    "entry_id": "printf('urn:uuid:%08d-0000-5000-8000-000000000000', n)",
    "seen_at": "{start} + n * {step}",
    "published_at": "{start} + n * {step}",
    "changed_at": "{start} + n * {step}",
    "last_seen_at": "{start} + n * {step}",
    "url": "url || '/' || n",
    "text": "substr(text, 1, 400)",
    "content_html": "'<p>' || substr(text, 1, 400) || '</p>'",
}
ASSIGNMENTS = """
    INSERT INTO assignments ({all}) SELECT {own} FROM items i
    JOIN (SELECT * FROM assignments LIMIT 1) a WHERE i.sequence > 100000
"""
ASSIGNMENT = {  # every other item is of the large thread, every tenth of these a copy
    "item_id": "i.id",
    "thread_id": "CASE i.sequence % 2 WHEN 0 THEN '{thread}' ELSE a.thread_id END",
    "seen_at": "i.seen_at",
    "copy_of": "CASE i.sequence % 20 WHEN 0 THEN printf('n%08d', i.sequence - 100002) END",
}


async def filled(folder: Path) -> Declared:
    """Poll one source into a new store; say what is declared: an output of everything, too."""
    with origin(1, items=ENTRIES) as served:
        settings = load(feeds_yaml(folder, served.urls), {})
        async with open_house(settings) as house:
            await house.pipeline.poll_all()
            await house.pipeline.cluster()
            return replace(declared(settings), outputs={"all": Output("all", "Everything")})


def from_scratch(feed: OutputFeed, suffix: str) -> bytes:
    """Have feedgen write it."""
    writer = FeedGenerator()
    writer.id(feed.id)
    writer.title(feed.title)
    writer.updated(feed.updated_at)
    writer.author(name=feed.author)
    writer.description(feed.subtitle or feed.title)
    writer.link(href=feed.html_url, rel="alternate")
    for entry in feed.entries:
        _add(writer, entry)
    document: bytes = writer.rss_str() if suffix == "rss" else writer.atom_str()
    return document


def _add(writer: FeedGenerator, entry: Entry) -> None:
    made = writer.add_entry(order="append")
    made.id(entry.id)
    made.title(entry.title)
    made.link(href=entry.url, rel="alternate")
    made.published(entry.published_at)
    made.updated(entry.updated_at)
    made.content(entry.content_html, type="html")
    made.summary(entry.summary)
    for name in entry.authors:
        made.author(name=name)
    for each in entry.categories:
        made.category(term=each.term, scheme=each.scheme, label=each.label)


def ms(work: Callable[[], object]) -> float:
    """CPU milliseconds that some work takes, this process's threads included."""
    before = process_time()
    work()
    return (process_time() - before) * 1e3


async def ms_of(work: Callable[[], Awaitable[object]]) -> float:
    """The same of work that waits."""
    before = process_time()
    await work()
    return (process_time() - before) * 1e3


async def formats(known: Declared, path: Path, rounds: int) -> None:
    """Print what each format costs."""
    store = await open_store(f"sqlite:///{path}")
    try:
        items = await store.items.newest(Selection(), limit=ENTRIES)
        ids = [stored.item.id for stored in items]
        print(f"one of {ENTRIES} entries has changed, in ms of CPU:")
        for encoder in ENCODERS.values():
            await _format(known, store, ids, encoder, rounds)
    finally:
        await store.close()


async def _format(
    known: Declared, store: Store, ids: Sequence[str], encoder: Encoder, rounds: int
) -> None:
    address, making = Address("outputs", "all"), Making()
    write = partial(Fragments().written, faults=[])
    theirs, composed, written, size = [], [], [], 0
    sheet: Sheet | None = None
    said: set[datetime] = set()  # when the feed changed: its head has to say another time, too
    for number in range(-1, rounds):  # the first makes everything
        title = f"Changed {number} for {encoder.suffix}"
        await store.database.write(_changed(ids[number % ENTRIES], title))
        before = process_time()
        feed = await compose(store, known, address, making)
        assert feed is not None
        assert len(feed.entries) == ENTRIES
        composed.append((process_time() - before) * 1e3)
        before = process_time()
        sheet = lay(feed, encoder, write, sheet)
        size = len(prepare(feed, encoder, sheet).body)
        written.append((process_time() - before) * 1e3)
        said.add(feed.updated_at)
        theirs.append(ms(partial(from_scratch, feed, encoder.suffix)))
    assert len(said) == rounds + 1
    del theirs[0], composed[0], written[0]
    print(
        f"  {encoder.suffix:5} {size / 1e3:4.0f} KB   feedgen {told(theirs)}   written {told(written)}   "
        f"put together {told(composed)}   written / feedgen {_ratio(written, theirs):.3f}   "
        f"all / feedgen {_ratio(map(sum, zip(composed, written, strict=True)), theirs):.3f}"
    )


def _ratio(ours: Iterable[float], theirs: Sequence[float]) -> float:
    return statistics.median(mine / other for mine, other in zip(ours, theirs, strict=True))


def grow(path: Path, count: int) -> None:
    """Make many items of the few that are there, past every index but with all of them."""
    with closing(sqlite3.connect(path, isolation_level=None)) as store:
        store.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;"
        )
        start = store.execute("SELECT max(seen_at) FROM items").fetchone()[0]
        kinds = store.execute("SELECT count(*) FROM items").fetchone()[0]
        store.execute("BEGIN")
        store.execute("CREATE TEMP TABLE one AS SELECT row_number() OVER () - 1 AS k, * FROM items")
        columns = [row[1] for row in store.execute("PRAGMA table_info (items)")]
        own = [ITEM.get(each, each).format(start=start, step=STEP) for each in columns]
        store.execute(
            ITEMS.format(count=count, kinds=kinds, all=", ".join(columns), own=", ".join(own))
        )
        columns = [row[1] for row in store.execute("PRAGMA table_info (threads)")]
        ends = {"opened_at": start + 2 * STEP, "updated_at": start + count // 2 * 2 * STEP}
        counts = dict.fromkeys(("item_count", "story_count"), count // 2)
        known = {"id": f"'{THREAD}'", **ends, **counts}
        own = [str(known.get(each, each)) for each in columns]
        store.execute(
            f"INSERT INTO threads ({', '.join(columns)}) SELECT {', '.join(own)} FROM threads LIMIT 1"
        )
        columns = [row[1] for row in store.execute("PRAGMA table_info (assignments)")]
        own = [ASSIGNMENT.get(each, f"a.{each}").format(thread=THREAD) for each in columns]
        store.execute(ASSIGNMENTS.format(all=", ".join(columns), own=", ".join(own)))
        store.execute("COMMIT")


async def large(known: Declared, path: Path, count: int, rounds: int) -> None:
    """Print what a store of many items takes."""
    grow(path, count)
    store = await open_store(f"sqlite:///{path}")
    try:
        print(f"{count} items, {path.stat().st_size / 1e9:.1f} GB; a thread of {count // 2}:")
        sql, values = choose("sqlite", WHERE, limit=ENTRIES)
        with closing(sqlite3.connect(path)) as bare:
            for _, _, _, step in bare.execute(f"EXPLAIN QUERY PLAN {sql}", values):
                print(f"  {step}")
            found = [ms(lambda: bare.execute(sql, values).fetchall()) for _ in range(rounds * 4)]
        print(f"  which {ENTRIES} are the newest: {told(found)} ms of CPU")
        read = [
            await ms_of(partial(store.items.newest, WHERE, limit=ENTRIES)) for _ in range(rounds)
        ]
        print(f"  the same with all that they say, as items: {told(read)} ms")
        await _rendered(known, store, rounds)
    finally:
        await store.close()


async def _rendered(known: Declared, store: Store, rounds: int) -> None:
    """An item of the thread changes, and somebody asks for its feed."""
    press = Press(store, clock=lambda: datetime.now(UTC), on_render=lambda: None, on_fault=print)
    address, making = Address("threads", THREAD), Making()
    newest = await store.items.newest(WHERE, limit=ENTRIES)
    composed, whole = [], []
    for number in range(rounds):
        title = f"Changed {number}"
        await store.database.write(_changed(newest[number % ENTRIES].item.id, title))
        composed.append(await ms_of(partial(compose, store, known, address, making)))
        whole.append(await ms_of(partial(press.publication, known, address, "gzip")))
    print(
        f"  its feed put together from the store: {told(composed)} ms, and written and packed by gzip: {told(whole)} ms"
    )


def _changed(item_id: str, title: str) -> Transaction[None]:
    """An edit: another title, and the time of it, which moves that of the feed."""
    at = next(EDITED)
    values: Values = {"title": title, "id": item_id, "at": at}
    yield Statement("UPDATE items SET title = :title, changed_at = :at WHERE id = :id", values)
    yield Statement("UPDATE meta SET value = value + 1 WHERE name = 'revision'")


async def measure(options: argparse.Namespace) -> None:
    """Print what was asked for."""
    with TemporaryDirectory(dir=options.scratch) as name:
        known = await filled(Path(name))
        if "formats" in options.only:
            await formats(known, Path(name) / "bench.db", options.rounds)
        if "store" in options.only:
            await large(known, Path(name) / "bench.db", options.items, options.rounds)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--items", type=int, default=1_000_000)
    parser.add_argument("--scratch", type=Path, help="where the large store is made")
    options = parser.parse_args()
    logging.getLogger("syndicate").setLevel(logging.ERROR)
    asyncio.run(measure(options))


if __name__ == "__main__":
    main()
