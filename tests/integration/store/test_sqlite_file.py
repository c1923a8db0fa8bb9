"""What only a file can suffer: damage, a full disk, no right to write, an older or newer form."""

# ruff: noqa: ASYNC240 - nothing else runs while a test looks at its file

from __future__ import annotations

import asyncio
import errno
import os
import re
import resource
import sqlite3
import stat
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from syndicate.errors import SchemaTooNew, StoreBusy, StoreError, StoreFull
from syndicate.protocols import Statement, Transaction
from syndicate.query import parse
from syndicate.store import Selection, Store, open_store
from syndicate.store.engines.condition import examine
from syndicate.store.engines.locks import FileLock
from syndicate.store.engines.migrate import Migration, migrate, migrations, version
from syndicate.store.engines.sqlite import SqliteDatabase
from tests.contract.store.builders import an_item, cluster, follow, poll

NEWEST = migrations("sqlite")[-1].number


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[Store]:
    opened = await open_store(f"sqlite:///{path}")
    await follow(opened)
    await poll(opened, an_item("a"))
    await cluster(opened, "t1", {"e1": ["is1a"]})
    yield opened
    await opened.close()


def pragma(name: str) -> Transaction[object]:
    rows = yield Statement(f"PRAGMA {name}")
    return next(iter(rows[0].values()))


async def test_settings_are_those_that_survive_a_crash(store: Store) -> None:
    for name, value in {
        "journal_mode": "wal",
        "synchronous": 1,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "query_only": 0,
    }.items():
        assert await store.database.write(pragma(name)) == value, name
    assert await store.database.read(pragma("query_only")) == 1
    assert await store.database.read(pragma("foreign_keys")) == 1


async def test_store_is_private(store: Store, path: Path) -> None:
    for file in (path, path.with_name("store.db-wal"), path.with_name("store.db-shm")):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_lock_file_names_its_holder(store: Store, path: Path) -> None:
    await store.database.hold("daemon")
    assert path.with_name("store.db.daemon.lock").read_text() == f"{os.getpid()}\n"


async def test_copies_that_were_left_beside_a_store_are_found(store: Store, path: Path) -> None:
    left = ["store.db.form-3.backup", "store.db.replaced", "store.db.replaced-2"]
    for name in (*left, "store.db.memory-0123456789abcdef", "other.db.replaced", "store.db.bak"):
        path.with_name(name).write_bytes(b"12345")
    found = await examine(store.database)
    assert found is not None
    assert found.former == tuple((name, 5) for name in left)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes files for others")
async def test_lock_that_root_makes_is_for_whom_the_store_belongs_to(
    store: Store, path: Path
) -> None:
    os.chown(path, 10001, 10001)
    path.with_name("store.db.form.lock").unlink()
    lock = FileLock(path, "form")
    lock.take()
    owner = lock.path.stat()
    lock.release()
    assert (owner.st_uid, owner.st_gid) == (10001, 10001)


async def test_the_database_of_another_program_is_refused_and_kept(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    body = path.read_bytes()
    with pytest.raises(StoreError, match="the database of another program"):
        await open_store(f"sqlite:///{path}")
    assert path.read_bytes() == body


async def test_damaged_file_is_refused_and_kept(store: Store, path: Path) -> None:
    await store.close()
    body = bytearray(path.read_bytes())
    for place in range(4096, len(body), 4096):
        body[place : place + 100] = b"\xff" * 100
    path.write_bytes(body)
    with pytest.raises(StoreError, match=r"store\.db: it is damaged; keep the file"):
        await open_store(f"sqlite:///{path}")
    assert path.read_bytes() == body


async def test_file_that_is_no_database_is_refused_and_kept(path: Path) -> None:
    path.write_text("title: a feeds.yaml, by mistake\n" * 100)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a SQLite database; check the path"):
        await open_store(f"sqlite:///{path}")
    assert path.read_bytes() == before


async def test_full_disk_loses_nothing_and_heals(store: Store) -> None:
    pages = await store.database.write(pragma("page_count"))
    await store.database.write(pragma(f"max_page_count = {pages}"))
    big = [an_item(f"big{number}", text="x " * 50_000) for number in range(20)]
    with pytest.raises(StoreFull, match="disk is full; free some space"):
        await poll(store, *big)
    assert [one.item.id for one in await store.items.newest(Selection(), limit=9)] == ["is1a"]
    await store.database.write(pragma("max_page_count = 1000000"))
    assert (await poll(store, *big)).new == 20


async def test_store_whose_disk_is_full_is_opened_to_look_things_up(
    store: Store, path: Path
) -> None:
    await store.close()  # in order: nothing stands beside it that could be used
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(StoreFull, match="disk is full; free some space"):
            await open_store(f"sqlite:///{path}")
        looked_up = await open_store(f"sqlite:///{path}", frozen_too=True)
        found = await looked_up.items.newest(Selection(), limit=9)
        await looked_up.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [one.item.id for one in found] == ["is1a"]


@pytest.mark.parametrize("other", [False, True], ids=["gone", "another"])
async def test_nothing_is_written_to_a_file_that_is_no_more_in_its_place(
    store: Store, path: Path, *, other: bool
) -> None:
    away = path.rename(path.with_name("away.db"))
    if other:
        path.write_bytes(away.read_bytes())
    with pytest.raises(StoreError, match=r"store\.db: it is gone, or another file stands"):
        await poll(store, an_item("b"))
    away.replace(path)
    await poll(store, an_item("b"))
    assert await store.items.get("is1b") is not None


async def test_store_in_a_folder_that_may_not_be_entered_any_more_says_so(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, **_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    with monkeypatch.context() as locked:
        locked.setattr(Path, "stat", refused)
        with pytest.raises(StoreError, match="let this user enter its folder"):
            await poll(store, an_item("b"))
    assert (await poll(store, an_item("b"))).new == 1


async def test_write_to_a_store_that_cannot_be_written_says_so(store: Store) -> None:
    await set_writer(store, "query_only = 1")
    with pytest.raises(StoreError, match="cannot be written; check its permissions"):
        await poll(store, an_item("b"))
    await set_writer(store, "query_only = 0")
    assert (await poll(store, an_item("b"))).new == 1


async def set_writer(store: Store, setting: str) -> None:
    """Outside of a transaction, which could not begin any more."""
    assert isinstance(store.database, SqliteDatabase)
    await store.database._writer.run(lambda raw: raw.execute(f"PRAGMA {setting}").close())


async def test_store_locked_by_another_program_says_so(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.database.write(pragma("busy_timeout = 50"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another process keeps it locked"):
            await poll(store, an_item("b"))
        other.execute("ROLLBACK")
    assert (await poll(store, an_item("b"))).new == 1


async def test_newer_form_is_refused_and_untouched(store: Store, path: Path) -> None:
    await store.close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA user_version = 999")
    before = path.read_bytes()
    with pytest.raises(SchemaTooNew, match=f"form 999, this Syndicate knows forms up to {NEWEST}"):
        await open_store(f"sqlite:///{path}")
    assert path.read_bytes() == before


NEXT = Migration(
    NEWEST + 1, "next", "ALTER TABLE meta ADD COLUMN note TEXT;\n\nDROP TABLE terms;\n"
)
BROKEN = Migration(NEWEST + 1, "broken", "CREATE TABLE half (x);\nCREATE TABLE half (x);\n")


def know_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on stores have the next form."""
    monkeypatch.setattr(
        "syndicate.store.engines.opening.migrations", lambda engine: (*migrations(engine), NEXT)
    )


async def check_old(backup: Path) -> None:
    """A backup of the form that is known here, with all that was stored."""
    old = await open_store(f"sqlite:///{backup}")
    try:
        assert await version(old.database) == NEWEST
        assert await old.items.get("is1a") is not None
        (found,) = await old.items.newest(Selection(query=parse("text")), limit=5)
        assert found.item.id == "is1a"
    finally:
        await old.close()


async def test_new_form_comes_with_a_backup_of_the_old(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.close()
    know_next(monkeypatch)
    for _ in range(2):
        again = await open_store(f"sqlite:///{path}")
        assert await version(again.database) == NEWEST + 1
        assert await again.items.get("is1a") is not None
        await again.close()
    monkeypatch.undo()
    await check_old(path.with_name(f"{path.name}.form-{NEWEST}.backup"))
    assert sorted(file.name for file in path.parent.glob("*draft*")) == []


async def test_form_is_not_changed_below_an_older_daemon_at_work(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.database.hold("daemon", shared=True)
    know_next(monkeypatch)
    with pytest.raises(StoreBusy, match=rf"process {os.getpid()}, an older Syndicate, is at work"):
        await open_store(f"sqlite:///{path}")
    assert await version(store.database) == NEWEST
    assert list(path.parent.glob("*backup*")) == []
    await store.close()
    again = await open_store(f"sqlite:///{path}")
    assert await version(again.database) == NEWEST + 1
    await again.close()


async def test_new_store_needs_no_backup(store: Store, path: Path) -> None:
    assert list(path.parent.glob("*backup*")) == []


async def test_new_store_opened_by_many_at_once_needs_no_backup(tmp_path: Path) -> None:
    for number in range(5):
        path = tmp_path / f"{number}.db"
        for opened in await asyncio.gather(*(open_store(f"sqlite:///{path}") for _ in range(8))):
            await opened.close()
    assert list(tmp_path.glob("*backup*")) == []


async def test_old_form_opened_by_many_at_once_is_backed_up_once(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.close()
    know_next(monkeypatch)
    for opened in await asyncio.gather(*(open_store(f"sqlite:///{path}") for _ in range(8))):
        await opened.close()
    monkeypatch.undo()
    (backup,) = path.parent.glob("*backup*")
    await check_old(backup)


async def test_form_that_fails_half_way_leaves_the_old(store: Store) -> None:
    with pytest.raises(StoreError, match="half"):
        await migrate(store.database, (*migrations("sqlite"), BROKEN))
    assert await version(store.database) == NEWEST
    assert await store.items.get("is1a") is not None
    await migrate(store.database, (*migrations("sqlite"), NEXT))
    assert await version(store.database) == NEWEST + 1


async def test_copy_is_whole_while_polls_go_on(store: Store, path: Path) -> None:
    assert isinstance(store.database, SqliteDatabase)
    target = path.with_name("copy.db")
    await store.database.copy(target)
    copy = await open_store(f"sqlite:///{target}")
    try:
        assert await copy.items.get("is1a") == await store.items.get("is1a")
    finally:
        await copy.close()


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_migrations_are_numbered_without_a_gap(engine: str) -> None:
    steps = migrations(engine)
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    assert [step.name for step in steps] == [step.name for step in migrations("sqlite")]


async def test_both_engines_have_the_same_tables(store: Store) -> None:
    """But for search, which is where they must differ."""

    def shape(engine: str) -> dict[str, list[str]]:
        text = re.sub(r"--.*", "", migrations(engine)[0].sql)
        return {
            table: re.findall(r"^ {4}(\w+) (?!KEY)", body, re.MULTILINE)
            for table, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\n\)", text, re.DOTALL)
            if table != "search"
        }

    assert shape("sqlite") == shape("postgresql")
