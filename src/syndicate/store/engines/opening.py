"""URL -> an open database in its newest form."""

from __future__ import annotations

import asyncio
import errno
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from syndicate.errors import SchemaTooOld, StoreBusy, StoreError, StoreFull, how_to_install
from syndicate.protocols import Database
from syndicate.store.engines.backups import copy, refuse_half
from syndicate.store.engines.locks import FileLock, holder, lock_of
from syndicate.store.engines.migrate import (
    Migration,
    migrate,
    migrations,
    refuse_older_at_work,
    version,
)
from syndicate.store.engines.sqlite import SqliteDatabase

PAUSES_S: Final = (0.05, 0.2, 0.8, 2.0)
_NO_PLACE: Final = "check that its folder exists and that this user may write there"
_FROZEN: Final = {
    errno.EROFS: "its disk can only be read: see what the system's log says of it, or mount it anew; "
    "until then `syndicate backup FILE` copies the store to another one",
    errno.EACCES: _NO_PLACE,
    errno.EPERM: _NO_PLACE,
}
FORMS = 'a store is "sqlite:///FILE" or "postgresql://USER@HOST/NAME"'


async def open_database(
    url: str, *, unfinished: bool = False, as_it_is: bool = False, frozen_too: bool = False
) -> Database:
    """Open the store at this URL, safe from a migration that goes wrong.

    A move that was not finished left half a store: only who finishes it may have it, by `unfinished`.
    With `as_it_is` nothing is changed, and SchemaTooOld raised where the store has an older form, or none yet.
    With `frozen_too` a file may be one that can only be read; every write to it raises StoreError.
    """
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        database: Database = await _open_sqlite(sqlite_path(url), frozen_too=frozen_too)
    elif scheme in {"postgresql", "postgres"}:
        database = await _open_postgres(url)
    else:
        raise StoreError(f"{scheme or 'this'}: no such kind of store; {FORMS}")
    try:
        await (_refuse_older(database) if as_it_is else _bring_up(database))
        if not unfinished:
            await refuse_half(database)
    except StoreError:
        await database.close()
        raise
    return database


def sqlite_path(url: str) -> Path:
    """Give the file that a URL means: what stands behind "sqlite:///", which is absolute with a fourth "/"."""
    path = url.removeprefix("sqlite:///")
    if not path or not url.startswith("sqlite:///"):
        raise StoreError(f"{url}: names no file; {FORMS}")
    return Path(path)


def file_of(url: str) -> Path | None:
    """Give the file of a store of SQLite; None where a server has it."""
    return sqlite_path(url) if urlsplit(url).scheme == "sqlite" else None


def is_there(file: Path) -> bool:
    """Tell whether there is such a file, as far as this user may see."""
    try:
        file.stat()
    except OSError:
        return False
    return True


async def _open_sqlite(path: Path, *, frozen_too: bool) -> SqliteDatabase:
    frozen = not _make_private(path, frozen_too=frozen_too)
    database = SqliteDatabase(path, frozen=frozen)
    try:
        await database.open()
    except StoreFull:  # where nobody has it open, that takes some room beside it
        if frozen or not frozen_too:
            raise
        database = SqliteDatabase(path, frozen=True)
        await database.open()
    return database


async def _refuse_older(database: Database) -> None:
    found, newest = await version(database), migrations(database.engine)[-1].number
    if found < newest:
        told = f"form {found}, and this Syndicate needs form {newest}" if found else "no form yet"
        raise SchemaTooOld(f"{database.name} has {told}: the next start brings it there")


async def _bring_up(database: Database) -> None:
    steps = migrations(database.engine)
    if not isinstance(database, SqliteDatabase):
        await _bring_up_beside_others(database, steps)
    elif await version(database) < steps[-1].number:
        await _bring_file_up(database, steps)
    else:
        await migrate(database, steps)


async def _bring_file_up(database: SqliteDatabase, steps: Sequence[Migration]) -> None:
    """Let one process at a time change the form, so that what it copies first is a form somebody had."""
    path = database.path
    lock = FileLock(path, "form")
    await lock.wait()
    try:
        found = await version(database)
        if 0 < found < steps[-1].number:
            older = holder(lock_of(path, "daemon"))
            refuse_older_at_work(str(path), older and f"process {older}")
            await copy(database, path.with_name(f"{path.name}.form-{found}.backup"))
        await migrate(database, steps)
    finally:
        lock.release()


def _make_private(path: Path, *, frozen_too: bool) -> bool:
    """A new store can be read by its user only: it holds what is followed. Tell whether the file can be written."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as error:
        if frozen_too and error.errno in _FROZEN and _can_be_read(path):
            return False
        hint = _FROZEN.get(error.errno or 0, _NO_PLACE)
        raise StoreError(f"{path}: cannot be opened: {error.strerror}; {hint}") from error
    return True


def _can_be_read(path: Path) -> bool:
    try:
        os.close(os.open(path, os.O_RDONLY | os.O_CLOEXEC))
    except OSError:
        return False
    return True


async def _open_postgres(url: str) -> Database:
    try:
        from syndicate.store.engines.postgres import PostgresDatabase  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise StoreError(
            f"a PostgreSQL store needs the extra; {how_to_install('postgres')} ({error})"
        ) from error
    database = PostgresDatabase(url)
    await database.open()
    return database


async def _bring_up_beside_others(database: Database, steps: Sequence[Migration]) -> None:
    """Several processes may begin at once: of the two locks of a step, one is let go a moment before the other."""
    for pause in PAUSES_S:
        with suppress(StoreBusy):
            return await migrate(database, steps)
        await asyncio.sleep(pause)
    return await migrate(database, steps)
