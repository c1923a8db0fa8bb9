"""A reader that gives up takes its question with it, and readers who are always there keep nothing from the file."""

from __future__ import annotations

import asyncio
import os
import threading
from pathlib import Path

import pytest

from syndicate.protocols import Statement, Transaction
from syndicate.store import open_store
from syndicate.store.engines import sqlite
from syndicate.store.engines.sqlite import SqliteDatabase

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


def endless() -> Transaction[None]:
    yield Statement(ENDLESS)


async def test_read_that_nobody_waits_for_ends_and_the_next_is_answered(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path / 'store.db'}")
    for _ in range(3):  # there are two readers
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await store.database.read(endless())
    assert await store.revision() == 0
    await store.close()


async def test_a_slow_read_holds_up_nobody_while_a_reader_is_idle(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path / 'store.db'}")
    slow = asyncio.create_task(store.database.read(endless()))
    await asyncio.sleep(0)
    try:
        async with asyncio.timeout(10):
            for _ in range(4):
                assert await store.revision() == 0
    finally:
        slow.cancel()
        await asyncio.wait([slow])
        await store.close()


MIB = 2**20


def looking(rounds: int, begun: threading.Event | None = None) -> Transaction[None]:
    """Hold on to what stands in the table, for as long as it takes to count."""
    yield Statement("SELECT count(*) FROM t")
    if begun is not None:
        begun.set()
    counted = ENDLESS.replace("FROM n)", f"FROM n WHERE i < {rounds})")
    yield Statement(f"{counted}, t")


def table() -> Transaction[None]:
    yield Statement("CREATE TABLE t (bytes BLOB)")
    yield Statement("INSERT INTO t VALUES (NULL)")


def overwritten() -> Transaction[None]:
    yield Statement("UPDATE t SET bytes = :bytes", {"bytes": os.urandom(MIB // 4)})


@pytest.mark.parametrize("name", ["store.db", "link.db"])
async def test_the_log_stays_short_though_somebody_reads_at_any_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(sqlite, "LOG_BYTES", 2 * MIB)
    monkeypatch.setattr(sqlite, "PATIENCE_S", 60.0)  # each read ends, on a busy machine late
    (tmp_path / "link.db").symlink_to(tmp_path / "store.db")
    database = SqliteDatabase(tmp_path / name)
    await database.open()
    await database.write(table())
    over = asyncio.Event()

    async def read() -> None:
        while not over.is_set():
            await database.read(looking(100_000))

    readers = [asyncio.create_task(read()) for _ in range(4)]
    longest = 0
    for _ in range(60):
        await database.write(overwritten())
        longest = max(longest, (tmp_path / "store.db-wal").stat().st_size)
        await asyncio.sleep(0.01)
    over.set()
    await asyncio.gather(*readers)
    await database.close()
    assert longest < 6 * MIB


async def test_a_read_without_end_holds_up_one_write_and_not_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "LOG_BYTES", 2 * MIB)
    monkeypatch.setattr(sqlite, "PATIENCE_S", 2.0)
    database = SqliteDatabase(tmp_path / "store.db")
    await database.open()
    await database.write(table())
    begun = threading.Event()
    reading = asyncio.create_task(database.read(looking(10**12, begun)))
    assert await asyncio.to_thread(begun.wait, 60)
    loop = asyncio.get_running_loop()
    began, slow = loop.time(), 0
    for _ in range(14):
        await database.write(overwritten())
        slow, began = slow + (loop.time() - began > 1.8), loop.time()
    reading.cancel()
    await asyncio.wait([reading])
    assert slow == 1
    await database.write(overwritten())
    await database.close()
