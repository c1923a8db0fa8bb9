"""A store of SQLite -> a whole copy of it in a file, and back."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from syndicate.errors import StoreError
from syndicate.protocols import Database
from syndicate.store.engines.catalogue import UNFINISHED, exists
from syndicate.store.engines.locks import FileLock
from syndicate.store.engines.migrate import migrate, migrations, version
from syndicate.store.engines.sqlite import SqliteDatabase, files_of


async def back_up(database: Database, target: Path) -> None:
    """Write a whole copy into a new file, beside whoever is at work on the store. Raises StoreError."""
    if not isinstance(database, SqliteDatabase):
        raise StoreError(
            f"{database.name} is backed up by PostgreSQL's own means, such as pg_dump; "
            "`syndicate migrate --to sqlite:///FILE` copies it into a file while nothing else runs"
        )
    lock = FileLock(database.path, "backup")
    try:
        if not database.frozen:  # where there is no room for a lock
            await lock.wait()  # for another that may be writing the same file
        _refuse_what_is_there(target)
        await copy(database, target)
    except OSError as error:
        raise StoreError(f"{target}: cannot be written: {error.strerror}") from error
    finally:
        lock.release()


async def copy(database: SqliteDatabase, target: Path) -> None:
    """Write a whole copy, which is under its name only once it is whole; what became none is gone."""
    draft = _draft_of(target)
    draft.unlink(missing_ok=True)
    try:
        await database.copy(draft)
        _put(draft, target)
    finally:
        draft.unlink(missing_ok=True)


async def restore(backup: Path, store: Path) -> Path | None:
    """Put a copy in the place of the store in this file; tell where what stood there is kept, if anything did.

    Nothing is changed before the copy was looked through and brought to the newest form. Raises StoreError; StoreBusy
    while anybody is at work on the store.
    """
    lock = FileLock(store, "daemon")
    lock.take()
    try:
        place = _place_of(store, backup)
        draft = _draft_of(place)
        try:
            _write_draft(backup, draft, place)
            await _make_fit(draft, backup)
            if place in _there(place):
                await _write_back(place)
            return _exchange(draft, place)
        finally:
            for each in files_of(draft):
                each.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            f"{error.filename or store}: {error.strerror}; nothing of the store was changed"
        ) from error
    finally:
        lock.release()


async def refuse_half(database: Database) -> None:
    """Raise StoreError where a move into this store was not finished."""
    if await database.read(exists(database.engine, UNFINISHED)):
        raise StoreError(
            f"{database.name} is half a store: a move into it was not finished; run the same "
            "`syndicate migrate` again, or go on with the store that was to be moved"
        )


def _refuse_what_is_there(target: Path) -> None:
    if target.exists():
        raise StoreError(f"{target}: is there already; name a new file")


def _place_of(store: Path, backup: Path) -> Path:
    """Follow links, so that they stay."""
    place = store.resolve()
    if place.exists() and place.samefile(backup):
        raise StoreError(f"{backup}: is the store itself; name the copy")
    return place


def _draft_of(target: Path) -> Path:
    return target.with_name(f"{target.name}.draft")


def _there(store: Path) -> list[Path]:
    return [each for each in files_of(store) if each.exists()]


def _write_draft(backup: Path, draft: Path, place: Path) -> None:
    """Copy a file, with what its last transactions left beside it, for the user whose store it is to be."""
    for source, target in zip(files_of(backup)[:2], files_of(draft)[:2], strict=True):
        target.unlink(missing_ok=True)
        if source != backup and not source.exists():
            continue
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with source.open("rb") as old, os.fdopen(descriptor, "wb") as new:
            shutil.copyfileobj(old, new)
            if place.exists() and os.geteuid() == 0:
                owner = place.stat()
                os.fchown(new.fileno(), owner.st_uid, owner.st_gid)


async def _make_fit(draft: Path, backup: Path) -> None:
    """Refuse what is damaged, no store of ours, or newer than we are; bring the rest to the newest form."""
    database = SqliteDatabase(draft)
    try:
        await database.open()
        await database.verify()
        await _refuse_empty(database)
        await refuse_half(database)
        await migrate(database, migrations(database.engine))
    except StoreError as error:
        reason = str(error).removeprefix(f"{draft}: ")
        raise StoreError(
            f"{backup}: cannot be restored, and nothing was changed: {reason}"
        ) from error
    finally:
        await database.close()


async def _refuse_empty(database: Database) -> None:
    if not await version(database):
        raise StoreError("there is no store in it")


def _exchange(draft: Path, place: Path) -> Path | None:
    """Put the draft into its place, and keep what stands there, as a whole, under another name."""
    there = _there(place)
    kept = _free(place)
    for each in there:
        name = kept.with_name(each.name.replace(place.name, kept.name, 1))
        if each == place:
            _name_twice(each, name)
        else:
            each.rename(name)
    _put(draft, place)
    return kept if there else None


def _name_twice(place: Path, kept: Path) -> None:
    """Give a store a second name: a start would take a place where none stands for that of a new one."""
    try:
        kept.hardlink_to(place)
    except OSError:  # a disk on which a file has one name
        place.rename(kept)


def _put(draft: Path, place: Path) -> None:
    """Give a draft its name, once the disk has all of it."""
    with draft.open("rb") as whole:
        os.fsync(whole.fileno())
    draft.replace(place)


async def _write_back(place: Path) -> None:
    """Have SQLite put into the file what stands beside it. What is damaged is moved as it is."""
    database = SqliteDatabase(place)
    try:
        await database.open()
    except StoreError:
        pass
    finally:
        await database.close()


def _free(place: Path) -> Path:
    names = (f"{place.name}.replaced{'' if n == 1 else f'-{n}'}" for n in range(1, 10_000))
    return next(path for name in names if not (path := place.with_name(name)).exists())
