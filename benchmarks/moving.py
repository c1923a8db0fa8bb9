"""What it costs to move a store from SQLite to PostgreSQL and back, and how much memory it takes.

    python benchmarks/moving.py [--items 50000] [--scratch FOLDER]

The store is made up: for each item a text of about 1 KB of made-up words, as text and as HTML, two keys, a tag, a place
in a story, and for every tenth an earlier version. CPU seconds of this process and of the server, for all rows of all
tables; the index of words is made anew in that time, and both stores are read once more and compared.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import argparse
import asyncio
import random
import resource
from collections.abc import Iterator
from tempfile import TemporaryDirectory
from time import process_time, sleep

from benchmarks.many_nodes import server_cpu_s
from benchmarks.pg_server import postgres
from syndicate.corridors.moving import move
from syndicate.protocols import Statement, Transaction, Values
from syndicate.store.engines.opening import open_database
from syndicate.store.search import written

SOURCES = 500
BATCH = 500
AT = 1_772_000_000_000_000
MINUTE = 60_000_000
REAPED_S = 2.0  # until the server has taken account of connections that ended


async def made(url: str, items: int) -> None:
    """Write the store."""
    database = await open_database(url)
    try:
        await database.write(sources())
        dice = random.Random(7)
        words = [
            "".join(dice.choices("etaoinshrdlu", k=dice.randint(2, 10))) for _ in range(20_000)
        ]
        for first in range(0, items, BATCH):
            rows = [item(number, dice, words) for number in range(first, first + BATCH)]
            await database.write(batch(rows))
    finally:
        await database.close()


def sources() -> Transaction[None]:
    """Write whom the items are of."""
    yield Statement(
        "INSERT INTO sources (id, url_subscribed, url, tags, republish, next_poll_at) "
        "VALUES (:id, :url, :url, '[]', 'full', 0)",
        many=[
            {"id": f"s{number}", "url": f"https://s{number}.example/feed"}
            for number in range(SOURCES)
        ],
    )


def item(number: int, dice: random.Random, words: list[str]) -> Values:
    """Make up an item with its key, its story and its thread."""
    text = " ".join(dice.choices(words, k=150))
    at = AT + number * MINUTE
    return {
        "id": f"i{number:019d}", "entry": f"urn:uuid:{number:08d}-0000-5000-8000-000000000000",
        "source": f"s{number % SOURCES}", "at": at, "url": f"https://s.example/{number}",
        "keys": f'["guid:{number}"]', "title": text[:60], "text": text, "html": f"<p>{text}</p>",
        "guid": f"guid:{number}", "link": f"url:https://s.example/{number}",
        "story": f"e{number // 5}", "thread": f"t{number // 25}", "sketch": dice.randbytes(200),
    }  # fmt: skip


def batch(rows: list[Values]) -> Transaction[None]:
    """Write items and all that hangs on them."""
    for sql in STATEMENTS:
        yield Statement(sql, many=rows)
    yield Statement(VERSION, many=rows[::10])
    yield from written("sqlite", [str(row["id"]) for row in rows])


STATEMENTS = (
    (
        "INSERT OR IGNORE INTO threads (id, language, title, opened_at, updated_at, story_count, item_count, sketch) "
        "VALUES (:thread, 'en', :title, :at, :at, 5, 25, :sketch)"
    ),
    (
        "INSERT OR IGNORE INTO stories (id, thread_id, language, title, opened_at, updated_at, item_count, sketch) "
        "VALUES (:story, :thread, 'en', :title, :at, :at, 5, :sketch)"
    ),
    (
        "INSERT INTO items (id, entry_id, source_id, seen_at, published_at, changed_at, last_seen_at, digest, url, "
        "language, keys, title, summary, details, text, content_html) "
        "VALUES (:id, :entry, :source, :at, :at, :at, :at, :id, :url, 'en', :keys, :title, :title, '{}', :text, :html)"
    ),
    "INSERT INTO item_keys (source_id, key, item_id, strongest) VALUES (:source, :guid, :id, 1)",
    "INSERT INTO item_keys (source_id, key, item_id, strongest) VALUES (:source, :link, :id, 0)",
    "INSERT INTO item_tags (tag, seen_at, item_id) VALUES ('news', :at, :id)",
    (
        "INSERT INTO assignments (item_id, story_id, thread_id, seen_at, reasons, sketch) "
        "VALUES (:id, :story, :thread, :at, '[]', :sketch)"
    ),
)
VERSION = (
    "INSERT INTO item_versions (item_id, began_at, ended_at, digest, title, summary, text, content_html) "
    "VALUES (:id, :at, :at, '', :title, :title, :text, :html)"
)


def peaks() -> Iterator[float]:
    """How much memory this process took at most, in MB, and how much more since the last question."""
    last = 0.0
    while True:
        now = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield now - last
        last = now


def main() -> None:
    """Move there and back, and tell."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--items", type=int, default=50_000)
    options.add_argument("--scratch", type=Path)
    given = options.parse_args()
    with TemporaryDirectory(dir=given.scratch) as folder, postgres() as (url, data):
        first, back = (f"sqlite:///{folder}/{name}.db" for name in ("first", "back"))
        asyncio.run(made(first, given.items))
        size = Path(folder, "first.db").stat().st_size / 2**20
        print(f"{given.items} items, {size:.0f} MB of SQLite")
        more = peaks()
        print(f"peak before: {next(more):.0f} MB")
        for name, origin, target in (("there", first, url), ("back", url, back)):
            ours, server = process_time(), server_cpu_s(data)
            moved = asyncio.run(move(origin, target, lambda _what, _count: None))
            ours = process_time() - ours
            sleep(REAPED_S)
            server = server_cpu_s(data) - server
            rows = sum(each.rows for each in moved.held)
            print(
                f"{name}: {rows} rows, ours {ours:.1f} s, server {server:.1f} s: "
                f"{rows / ours:.0f} rows per CPU second of ours, {rows / (ours + server):.0f} of both; "
                f"peak memory {next(more):+.0f} MB"
            )


if __name__ == "__main__":
    main()
