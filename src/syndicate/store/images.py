"""Images of what clusterers remember: files beside a store of SQLite, and in the store which of them is true.

The store holds the digest of a file with the lease of the languages that it is about. Whatever is saved by that lease,
or past it, takes the digest away in the same transaction. So a file is either what a process that never stopped would
remember, or of no use: one that is torn, or of another store, has another digest. Where a server has the store, whoever
goes on may be another machine, and there are no images.
"""

from __future__ import annotations

import hashlib
import os
import re
from asyncio import to_thread
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Final

from syndicate.errors import StoreError
from syndicate.protocols import Database, Statement, Transaction
from syndicate.store.partitions import Partition, claimed
from syndicate.store.sqlite import SqliteDatabase

_SIZE: Final = 8  # bytes that tell how long a part is
_DIGITS: Final = 16  # of the digest, in a name


@dataclass(frozen=True, slots=True)
class Image:
    """A file that is as the store knew it, unless it is torn or gone."""

    path: Path
    digest: str

    def parts(self) -> Iterator[bytes]:
        """Read it, part by part. Raises StoreError before the first where it is not what was written."""
        try:
            with self.path.open("rb") as file:
                self.path.unlink()  # it has no name from now on, and its place is free once it is closed
                if hashlib.file_digest(file, hashlib.sha256).hexdigest() != self.digest:
                    raise StoreError(f"{self.path}: not as it was written")
                file.seek(0)
                while size := file.read(_SIZE):
                    yield file.read(int.from_bytes(size, "little"))
        except OSError as error:
            raise StoreError(f"{self.path}: cannot be read: {error.strerror}") from error


@dataclass(frozen=True, slots=True)
class Images:
    """Keeps images, one of each partition at most."""

    database: Database
    clock: Callable[[], float] = monotonic

    @property
    def are_kept(self) -> bool:
        """Whether there can be any."""
        return isinstance(self.database, SqliteDatabase)

    async def take(self, partition: Partition) -> Image | None:
        """Give the image of what was remembered of a partition, if it is still true. Raises Overtaken.

        It is given once: whatever comes of who reads it, the next reads the store.
        """
        if not isinstance(self.database, SqliteDatabase):
            return None
        digest = await self.database.write(_taken(self.database.engine, partition))
        return None if digest is None else Image(_file(self.database.path, digest), digest)

    async def save(self, partition: Partition, parts: Iterable[bytes], within_s: float) -> int:
        """Keep an image of what is remembered of a partition, in place of an earlier one; tell its bytes.

        Raises Overtaken where that is not true any more; StoreError where it cannot be written, or not in time.
        """
        if not isinstance(self.database, SqliteDatabase):
            return 0
        path, late = self.database.path, self.clock() + within_s
        await self.database.write(claimed(self.database.engine, partition))
        true = await self.database.read(_known())
        try:
            digest = await to_thread(
                _write, path, parts, true.values(), lambda: self.clock() > late
            )
        except OSError as error:
            raise StoreError(f"{error.filename or path}: {error.strerror}") from error
        await self.database.write(_stamp(self.database.engine, partition, digest))
        return _file(path, digest).stat().st_size


def _taken(engine: str, partition: Partition) -> Transaction[str | None]:
    known = yield from _known()
    yield from claimed(engine, partition)
    return known.get(partition.fence.name)


def _known() -> Transaction[dict[str, str]]:
    rows = yield Statement("SELECT name, image FROM leases WHERE image IS NOT NULL ORDER BY name")
    return {row["name"]: row["image"] for row in rows}


def _stamp(engine: str, partition: Partition, digest: str) -> Transaction[None]:
    yield from claimed(engine, partition)
    yield Statement(
        "UPDATE leases SET image = :digest WHERE name = :name",
        {"digest": digest, "name": partition.fence.name},
    )


def _write(
    store: Path, parts: Iterable[bytes], true: Collection[str], is_late: Callable[[], bool]
) -> str:
    """Write a file that is under its name once it is whole; give its digest. What is not true any more goes first.

    Nothing waits for the disk: what a power cut leaves of it has another digest.
    """
    _sweep(store, {_file(store, digest) for digest in true})
    draft, digest = store.with_name(f"{store.name}.memory.draft"), hashlib.sha256()
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            for part in parts:
                if is_late():
                    raise StoreError(f"{draft}: not written in time")
                for piece in len(part).to_bytes(_SIZE, "little"), part:
                    file.write(piece)
                    digest.update(piece)
        draft.rename(_file(store, digest.hexdigest()))
    finally:
        draft.unlink(missing_ok=True)
    return digest.hexdigest()


def _file(store: Path, digest: str) -> Path:
    return store.with_name(f"{store.name}.memory-{digest[:_DIGITS]}")


def _sweep(store: Path, but: Collection[Path]) -> None:
    ours = re.compile(rf"{re.escape(store.name)}\.memory-[0-9a-f]{{{_DIGITS}}}")
    for each in store.parent.iterdir():
        if ours.fullmatch(each.name) and each not in but:
            each.unlink(missing_ok=True)
