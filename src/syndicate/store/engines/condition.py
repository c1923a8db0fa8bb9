"""A store's file -> how it stands: whole, private, with room to grow, and who is at work on it."""

from __future__ import annotations

import re
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from syndicate.protocols import Database
from syndicate.store.engines.locks import holder, lock_of
from syndicate.store.engines.sqlite import SqliteDatabase, files_of


@dataclass(frozen=True, slots=True)
class Condition:
    """How the file of a store stands. Sizes are in bytes; `aside` is what is not yet written back into it.

    `former` are copies beside it that an update or a restore left, by name, each with its size.
    """

    place: Path
    size: int
    free: int
    aside: int
    is_private: bool
    holder: str  # the process that is at work on it, or ""
    former: tuple[tuple[str, int], ...] = ()
    is_frozen: bool = False  # it can only be read


async def examine(database: Database) -> Condition | None:
    """Look through a store of SQLite, page by page; None of a server's. Raise StoreError where it is damaged."""
    if not isinstance(database, SqliteDatabase):
        return None
    await database.verify()
    return _condition(database.path, is_frozen=database.frozen)


def _condition(path: Path, *, is_frozen: bool) -> Condition:
    place, log, _ = files_of(path)
    found = place.stat()
    return Condition(
        place=path,
        size=found.st_size,
        free=shutil.disk_usage(place.parent).free,
        aside=log.stat().st_size if log.exists() else 0,
        is_private=not found.st_mode & (stat.S_IRWXG | stat.S_IRWXO),
        holder=holder(lock_of(path, "daemon")),
        former=tuple(_former(place)),
        is_frozen=is_frozen,
    )


def _former(place: Path) -> Iterator[tuple[str, int]]:
    ours = re.compile(rf"{re.escape(place.name)}\.(?:form-\d+\.backup|replaced(?:-\d+)?)")
    for each in sorted(place.parent.iterdir()):
        if ours.fullmatch(each.name):
            yield each.name, each.stat().st_size
