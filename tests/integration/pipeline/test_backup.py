"""A copy that was made while the daemon ran is a store to go on with: what is polled again has the ids it had."""

from __future__ import annotations

import asyncio
import errno
import re
import resource
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from syndicate.errors import StoreBusy, StoreError
from syndicate.store import Selection, open_store
from syndicate.store.engines.backups import back_up, restore
from syndicate.store.engines.locks import FileLock
from tests.integration.pipeline.desk import (
    CHICKPEAS,
    SHIP,
    TOW,
    TUGS,
    Desk,
    a_source,
    declared,
    fill,
    found,
)

NOW = declared([a_source("port"), a_source("mail"), a_source("copy")])


async def go_on(desk: Desk) -> None:
    await desk.walk("port", SHIP, TOW)
    await desk.walk("mail", TUGS, CHICKPEAS)


async def test_a_copy_goes_on_with_the_ids_that_the_store_went_on_with(
    desk: Desk, tmp_path: Path
) -> None:
    await fill(desk, NOW)
    copy, at = tmp_path / "copy.db", desk.clock.at
    await back_up(desk.store.database, copy)
    await go_on(desk)
    ids = {(each.item.id, each.entry_id) for each in await desk.items()}
    gone_on = await found(desk.store)

    restored = await Desk.open(f"sqlite:///{copy}", type(desk.clock)(at))
    await restored.declare(NOW)
    await go_on(restored)
    assert {(each.item.id, each.entry_id) for each in await restored.items()} == ids
    assert await found(restored.store) == gone_on
    await restored.store.close()


async def test_a_copy_is_for_its_owner_alone_and_replaces_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    await back_up(desk.store.database, copy)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    body = copy.read_bytes()
    with pytest.raises(StoreError, match="is there already"):
        await back_up(desk.store.database, copy)
    assert copy.read_bytes() == body
    assert not copy.with_name("copy.db.draft").exists()


async def test_of_two_that_write_one_copy_the_second_is_told_that_it_is_there(
    desk: Desk, tmp_path: Path
) -> None:
    await fill(desk, NOW)
    copy, ids = tmp_path / "copy.db", {each.item.id for each in await desk.items()}
    other = await open_store(desk.store.database.name)
    both = [back_up(each.database, copy) for each in (desk.store, other)]
    _, refused = await asyncio.gather(*both, return_exceptions=True)
    await other.close()
    assert "is there already" in str(refused)
    assert await what_it_holds(copy) == ids


async def test_a_folder_that_is_not_there_is_told(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written: No such file or directory"):
        await back_up(desk.store.database, tmp_path / "nowhere" / "copy.db")


async def test_a_disk_too_full_for_the_copy_is_told_and_keeps_no_half_of_it(
    desk: Desk, tmp_path: Path
) -> None:
    there = listing(tmp_path).keys()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(StoreError, match=r"copy\.db"):
            await back_up(desk.store.database, tmp_path / "copy.db")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert listing(tmp_path).keys() == there


async def test_a_store_whose_own_disk_is_full_is_still_locked_for_its_backup(
    tmp_path: Path,
) -> None:
    lock = FileLock(tmp_path / "store.db", "backup")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        lock.take()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    with pytest.raises(StoreBusy, match="unknown"):
        FileLock(tmp_path / "store.db", "backup").take()
    lock.release()


async def test_postgresql_is_left_to_its_own_means(postgres_database: str, tmp_path: Path) -> None:
    desk = await Desk.open(postgres_database)
    with pytest.raises(StoreError, match="pg_dump"):
        await back_up(desk.store.database, tmp_path / "copy.db")
    await desk.store.close()


Copied = tuple[Path, Path, set[str], set[str]]


def listing(folder: Path) -> dict[str, bytes]:
    """All files of a folder but locks, with what they hold."""
    return {
        file.name: file.read_bytes() for file in folder.iterdir() if not file.name.endswith(".lock")
    }


async def what_it_holds(path: Path) -> set[str]:
    store = await open_store(f"sqlite:///{path}")
    try:
        overview = await store.items.newest(Selection(), limit=100)
        return {each.item.id for each in overview}
    finally:
        await store.close()


@pytest.fixture
async def copied(desk: Desk, tmp_path: Path) -> Copied:
    """A copy, a store that went on since, and what either holds."""
    await fill(desk, NOW)
    copy = tmp_path / "copy.db"
    await back_up(desk.store.database, copy)
    before = {each.item.id for each in await desk.items()}
    await go_on(desk)
    after = {each.item.id for each in await desk.items()}
    await desk.store.close()
    assert before < after
    return copy, Path(desk.store.database.name.removeprefix("sqlite:///")), before, after


async def test_a_copy_takes_the_place_of_the_store_and_what_stood_there_is_kept(
    copied: Copied,
) -> None:
    copy, place, before, after = copied
    body = copy.read_bytes()
    kept = await restore(copy, place)
    assert kept == place.with_name(f"{place.name}.replaced")
    assert await what_it_holds(place) == before
    assert await what_it_holds(kept) == after
    assert copy.read_bytes() == body
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert await restore(kept, place) == place.with_name(f"{place.name}.replaced-2")
    assert await what_it_holds(place) == after


async def test_a_restore_that_is_killed_leaves_a_whole_store_in_the_place_at_any_moment(
    copied: Copied, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, place, _, after = copied

    def killed(*_: object) -> None:
        raise KilledError

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KilledError):
        await restore(copy, place)
    assert place.exists()
    assert await what_it_holds(place) == after


class KilledError(Exception):
    """What the machine does at that step."""


async def test_a_disk_on_which_a_file_has_one_name_only_is_restored_to(
    copied: Copied, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, place, before, after = copied

    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    kept = await restore(copy, place)
    assert kept is not None
    assert (await what_it_holds(place), await what_it_holds(kept)) == (before, after)


async def test_what_a_crash_left_beside_the_store_is_no_part_of_the_copy(copied: Copied) -> None:
    copy, place, before, after = copied
    left = {f"{place.name}-wal": b"of another time", f"{place.name}-shm": b"likewise"}
    place.rename(place.with_name("moved.db"))
    for name, body in left.items():
        place.with_name(name).write_bytes(body)
    kept = await restore(copy, place)
    assert await what_it_holds(place) == before
    assert await what_it_holds(place.with_name("moved.db")) == after
    assert kept is not None
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == left[f"{place.name}-wal"]


async def test_the_last_transactions_beside_a_bare_copy_come_with_it(
    desk: Desk, tmp_path: Path
) -> None:
    await fill(desk, NOW)
    place = Path(desk.store.database.name.removeprefix("sqlite:///"))
    bare = tmp_path / "bare.db"
    for end in ("", "-wal"):
        bare.with_name(f"bare.db{end}").write_bytes(
            place.with_name(f"{place.name}{end}").read_bytes()
        )
    held = {each.item.id for each in await desk.items()}
    assert held
    assert await restore(bare, tmp_path / "new.db") is None
    assert await what_it_holds(tmp_path / "new.db") == held


async def test_a_damaged_store_is_kept_as_it_is(copied: Copied) -> None:
    copy, place, before, _ = copied
    place.write_bytes(b"no database at all, but somebody may want to look at it")
    kept = await restore(copy, place)
    assert kept is not None
    assert kept.read_bytes().startswith(b"no database at all")
    assert await what_it_holds(place) == before


def damage(copy: Path) -> None:
    body = bytearray(copy.read_bytes())
    body[8192:20480] = b"\xff" * 12288
    copy.write_bytes(body)


def empty(copy: Path) -> None:
    copy.write_bytes(b"")


def of_somebody_else(copy: Path) -> None:
    copy.unlink()
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("CREATE TABLE theirs (x)")


def of_the_future(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA user_version = 999")


def missing(copy: Path) -> None:
    copy.unlink()


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (damage, "it is damaged"),
        (empty, "there is no store in it"),
        (of_somebody_else, "the database of another program"),
        (of_the_future, "the store has form 999"),
        (missing, "No such file or directory"),
    ],
)
async def test_a_copy_that_cannot_be_trusted_changes_nothing(
    copied: Copied, spoil: Callable[[Path], None], told: str
) -> None:
    copy, place, _, _ = copied
    spoil(copy)
    before = listing(place.parent)
    with pytest.raises(StoreError, match=f"{re.escape(str(copy))}.*{told}"):
        await restore(copy, place)
    assert listing(place.parent) == before


async def test_nothing_is_restored_below_a_daemon_at_work(copied: Copied) -> None:
    copy, place, _, after = copied
    store = await open_store(f"sqlite:///{place}")
    await store.database.hold("daemon", shared=True)
    with pytest.raises(StoreBusy, match="stop that process"):
        await restore(copy, place)
    await store.close()
    assert await what_it_holds(place) == after


async def test_nothing_is_restored_by_a_link_below_a_daemon_at_work(
    copied: Copied, tmp_path: Path
) -> None:
    copy, place, _, after = copied
    link = tmp_path / "link.db"
    link.symlink_to(place)
    store = await open_store(f"sqlite:///{place}")
    await store.database.hold("daemon", shared=True)
    with pytest.raises(StoreBusy, match="stop that process"):
        await restore(copy, link)
    await store.close()
    assert await what_it_holds(place) == after


async def test_the_store_itself_is_no_copy(copied: Copied) -> None:
    _, place, _, after = copied
    with pytest.raises(StoreError, match="is the store itself"):
        await restore(place, place)
    assert await what_it_holds(place) == after


async def test_a_store_behind_a_link_stays_behind_it(copied: Copied, tmp_path: Path) -> None:
    copy, place, before, _ = copied
    link = tmp_path / "link.db"
    link.symlink_to(place)
    await restore(copy, link)
    assert link.is_symlink()
    assert await what_it_holds(link) == before


async def test_a_copy_behind_a_link_is_restored_with_what_still_stands_beside_it(
    copied: Copied, tmp_path: Path
) -> None:
    copy, place, _, _ = copied
    link = tmp_path / "link.db"
    link.symlink_to(copy)
    with closing(sqlite3.connect(copy)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("INSERT INTO subscribers (name, hash, since) VALUES ('ada', 'x', 0)")
        other.commit()
        await restore(link, place)
    with closing(sqlite3.connect(place)) as restored:
        assert restored.execute("SELECT name FROM subscribers").fetchall() == [("ada",)]
