"""A move from store to store: everything arrives, whenever it was interrupted, and nothing is overwritten."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from syndicate.corridors import moving
from syndicate.errors import SchemaTooNew, StoreBusy, StoreError
from syndicate.store import moving as pages
from syndicate.store.engines.opening import open_database
from tests.integration.store.movers import ROWS, filled, holdings, run, sqlite

ROOT = Path(__file__).parents[3]
PROGRAM = """
import asyncio, sys
from syndicate.corridors import moving
from syndicate.store import moving as pages
pages.FIRST_ROWS = pages.MOST_ROWS = 5
asyncio.run(moving.move(sys.argv[1], sys.argv[2], lambda what, count: print(what, count, flush=True)))
"""


@pytest.fixture
def origin(tmp_path: Path) -> str:
    url = sqlite(tmp_path, "origin.db")
    asyncio.run(filled(url))
    return url


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "FIRST_ROWS", 5)
    monkeypatch.setattr(pages, "MOST_ROWS", 5)
    monkeypatch.setattr(pages, "INDEX_ROWS", 5)


def quiet(_what: str, _count: int) -> None:
    """Nobody looks."""


def dying_at(moment: int) -> Callable[[str, int], None]:
    """Die when something is told for the nth time."""
    told = iter(range(moment))

    def tell(_what: str, _count: int) -> None:
        if next(told, None) is None:
            raise KeyboardInterrupt

    return tell


async def test_every_table_arrives_on_postgresql_and_comes_back(
    origin: str, empty_postgres: str, tmp_path: Path
) -> None:
    before = await holdings(origin)
    there = await moving.move(origin, empty_postgres, quiet)
    back = await moving.move(empty_postgres, sqlite(tmp_path, "back.db"), quiet)
    assert [*there.held] == [*back.held]
    assert {each.table for each in back.held} == before.keys()
    assert all(each.rows >= ROWS for each in back.held)
    assert (
        before
        == await holdings(empty_postgres)
        == await holdings(sqlite(tmp_path, "back.db"))
        == await holdings(origin)
    )


async def test_numbers_go_on_after_the_highest_that_ever_was(
    origin: str, empty_postgres: str, tmp_path: Path
) -> None:
    await run(origin, f"DELETE FROM journal WHERE id > {ROWS - 5}")
    back = sqlite(tmp_path, "back.db")
    await moving.move(origin, empty_postgres, quiet)
    await moving.move(empty_postgres, back, quiet)
    for url in (origin, empty_postgres, back):
        (row,) = await run(
            url,
            "INSERT INTO journal (at, kind, made_by, from_id, into_id, thread_id, moved, items, reason, correction) "
            "VALUES (1, '', '', '', '', '', '', 0, '', '') RETURNING id",
        )
        assert row["id"] == ROWS + 1


async def test_a_move_that_died_anywhere_is_taken_up(tmp_path: Path) -> None:
    origin, target = sqlite(tmp_path, "origin.db"), sqlite(tmp_path, "target.db")
    await filled(origin, 7)
    for moment in (3, 1, 11, 30, 0, 20):  # the last while it compares
        with pytest.raises(KeyboardInterrupt):
            await moving.move(origin, target, dying_at(moment))
        with pytest.raises(StoreError, match="half a store"):
            await open_database(target)
    moved = await moving.move(origin, target, quiet)
    assert moved.is_new
    assert await holdings(target) == await holdings(origin)


async def test_a_move_that_is_killed_is_taken_up(origin: str, empty_postgres: str) -> None:
    for lines in (2, 40):
        worker = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", PROGRAM, origin, empty_postgres),
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        assert worker.stdout is not None
        for _ in range(lines):
            assert await worker.stdout.readline()
        worker.kill()
        await worker.communicate()
    with pytest.raises(StoreError, match="half a store"):
        await open_database(empty_postgres)
    for _ in range(100):
        try:
            await moving.move(origin, empty_postgres, quiet)
        except StoreBusy:  # the server has not noticed yet
            await asyncio.sleep(0.05)
        else:
            break
    assert await holdings(empty_postgres) == await holdings(origin)


async def test_a_move_that_was_done_is_done(origin: str, tmp_path: Path) -> None:
    target = sqlite(tmp_path, "target.db")
    first = await moving.move(origin, target, quiet)
    again = await moving.move(origin, target, quiet)
    assert (first.is_new, again.is_new) == (True, False)
    assert first.held == again.held


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE meta SET value = value + 1 WHERE name = 'revision'",
        "UPDATE sources SET etag = 'new' WHERE id = '3'",
        "DELETE FROM subscribers WHERE name = '2'",
    ],
)
async def test_what_changed_at_the_origin_since_an_unfinished_move_arrives(
    origin: str, tmp_path: Path, change: str
) -> None:
    target = sqlite(tmp_path, "target.db")
    with pytest.raises(KeyboardInterrupt):
        await moving.move(origin, target, dying_at(60))
    await run(origin, change)
    await moving.move(origin, target, quiet)
    assert await holdings(target) == await holdings(origin)


async def test_what_writes_while_everything_is_compared_is_noticed_and_named(
    origin: str, tmp_path: Path
) -> None:
    target = sqlite(tmp_path, "target.db")

    def tell(what: str, _count: int) -> None:
        if what == "comparing sources":
            with closing(sqlite3.connect(origin.removeprefix("sqlite:///"))) as other:
                other.execute("UPDATE subscribers SET since = 99 WHERE name = '1'")
                other.commit()

    with pytest.raises(StoreError, match=r"in subscribers\. Did anybody write"):
        await moving.move(origin, target, tell)
    await moving.move(origin, target, quiet)
    assert await holdings(target) == await holdings(origin)


async def test_a_target_that_holds_another_store_is_left_alone(
    origin: str, empty_postgres: str
) -> None:
    await run(empty_postgres, "INSERT INTO subscribers (name, hash, since) VALUES ('a', 'b', 1)")
    before = await holdings(empty_postgres)
    with pytest.raises(StoreError, match=r"holds a store already.*differs.*empty database"):
        await moving.move(origin, empty_postgres, quiet)
    assert await holdings(empty_postgres) == before


async def test_tables_of_others_are_neither_moved_nor_in_the_way(
    origin: str, empty_postgres: str, tmp_path: Path
) -> None:
    for name in ("procrastinate_jobs", "customers"):
        await run(empty_postgres, f"CREATE TABLE {name} (id bigint PRIMARY KEY)")
        await run(empty_postgres, f"INSERT INTO {name} VALUES (1)")
    moved = await moving.move(origin, empty_postgres, quiet)
    back = await moving.move(empty_postgres, sqlite(tmp_path, "back.db"), quiet)
    assert moved.held == back.held
    assert {"procrastinate_jobs", "customers"}.isdisjoint(each.table for each in moved.held)


async def test_an_unfinished_move_from_elsewhere_is_thrown_away_only_when_asked(
    origin: str, tmp_path: Path
) -> None:
    other, target = sqlite(tmp_path, "other.db"), sqlite(tmp_path, "target.db")
    await filled(other, 3)
    with pytest.raises(KeyboardInterrupt):
        await moving.move(other, target, dying_at(5))
    with pytest.raises(StoreError, match=r"unfinished move from sqlite.*other\.db.*--anew"):
        await moving.move(origin, target, quiet)
    with pytest.raises(StoreError, match="half a store"):
        await moving.move(target, sqlite(tmp_path, "third.db"), quiet)
    await moving.move(origin, target, quiet, anew=True)
    assert await holdings(target) == await holdings(origin)


async def test_a_store_is_not_moved_onto_itself(
    origin: str, empty_postgres: str, tmp_path: Path
) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "origin.db")
    for target in (origin, sqlite(tmp_path, "link.db")):
        with pytest.raises(StoreError, match="same store"):
            await moving.move(origin, target, quiet)
    with pytest.raises(StoreError, match="same store"):
        await moving.move(empty_postgres, f"{empty_postgres}&application_name=other", quiet)


async def test_nothing_is_moved_while_a_daemon_is_at_work_on_either_side(
    origin: str, tmp_path: Path
) -> None:
    target = sqlite(tmp_path, "target.db")
    for held in (origin, target):
        daemon = await open_database(held)
        await daemon.hold("daemon")
        try:
            with pytest.raises(StoreBusy, match="stop that process"):
                await moving.move(origin, target, quiet)
        finally:
            await daemon.close()


async def test_a_store_that_is_not_there_or_too_new_is_not_moved(tmp_path: Path) -> None:
    missing, newer = sqlite(tmp_path, "missing.db"), sqlite(tmp_path, "newer.db")
    with pytest.raises(StoreError, match="there is no store to move"):
        await moving.move(missing, sqlite(tmp_path, "target.db"), quiet)
    assert not (tmp_path / "missing.db").exists()
    await run(newer, "PRAGMA user_version = 9999")
    with pytest.raises(SchemaTooNew):
        await moving.move(newer, sqlite(tmp_path, "target.db"), quiet)


async def test_a_store_whose_form_somebody_changed_is_not_moved(
    origin: str, tmp_path: Path
) -> None:
    await run(origin, "CREATE TABLE notes (id INTEGER PRIMARY KEY)")
    await run(origin, "ALTER TABLE sources ADD COLUMN mine TEXT")
    with pytest.raises(StoreError, match="form of notes, sources"):
        await moving.move(origin, sqlite(tmp_path, "target.db"), quiet)
