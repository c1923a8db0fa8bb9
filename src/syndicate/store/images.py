"""Images of what clusterers remember: files beside a process, and in the store which of them is true.

The store holds the digest of a file with the lease of the languages that it is about, and what changed since
(`store.since`). Whoever saves what is told there by nobody takes the digest away, in the same transaction. So a file
is, with what changed since, either what a process that never stopped would remember, or of no use: one that is torn,
or of another store, has another digest. Where a server has the store, files lie in a folder of each machine's own:
whoever goes on elsewhere finds none there, and reads the store.
"""

from __future__ import annotations

import os
import re
from asyncio import to_thread
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from shutil import disk_usage
from time import monotonic
from typing import Final
from uuid import uuid4

from syndicate.errors import StoreError
from syndicate.protocols import Database, Statement, Transaction
from syndicate.store import since
from syndicate.store.engines.sqlite import SqliteDatabase
from syndicate.store.partitions import Partition, claimed
from syndicate.store.since import Since

_SIZE: Final = 8  # bytes that tell how long a part is
_DIGITS: Final = 16  # of the digest, in a name
_LEFT: Final = 64 << 20  # bytes of the disk that are left to what cannot be made again


def place_of(database: Database, cache: Path | None) -> Path | None:
    """Tell where images of a store lie: beside its file, or in a folder that may be for those of other stores, too."""
    if isinstance(database, SqliteDatabase):
        return database.path
    told = sha256(database.name.encode()).hexdigest()
    return cache / f"syndicate-{told[:8]}" if cache else None


@dataclass(frozen=True, slots=True)
class Image:
    """A file that is as the store knew it, unless it is torn or gone, and what changed since."""

    path: Path
    digest: str
    since: Since

    def parts(self) -> Iterator[bytes]:
        """Read it, part by part. Raises StoreError before the first where it is not what was written."""
        try:
            with self.path.open("rb") as file:
                if file_digest(file, sha256).hexdigest() != self.digest:
                    raise StoreError(f"{self.path}: not as it was written")
                file.seek(0)
                while size := file.read(_SIZE):
                    yield file.read(int.from_bytes(size, "little"))
        except OSError as error:
            raise StoreError(f"{self.path}: cannot be read: {error.strerror}") from error


@dataclass(frozen=True, slots=True)
class Images:
    """Keeps images, one of each partition at most.

    `place` is what the paths of files begin with; None where there is no folder for them.
    """

    database: Database
    place: Path | None
    clock: Callable[[], float] = monotonic

    async def take(self, partition: Partition) -> Image | None:
        """Give the image of what was remembered of a partition, if it is still true. Raises Overtaken.

        Unless `proved` is called after it, it is given once: what ended a start would end the next one, too.
        """
        if self.place is None:
            return None
        found = await self.database.write(_taken(self.database.engine, partition))
        if found is None:
            return None
        digest, changed = found
        path = _file(self.place, digest)
        # Another machine wrote it, or somebody made room.
        return Image(path, digest, changed) if path.exists() else None

    async def proved(self, partition: Partition) -> None:
        """Let the image that was taken be taken again: it was read to its end. Raises Overtaken."""
        await self.database.write(_proved(self.database.engine, partition))

    async def drop(self, partition: Partition) -> None:
        """Have no image of a partition any more. Raises Overtaken."""
        await self.database.write(_dropped(self.database.engine, partition))

    async def save(self, partition: Partition, parts: Iterable[bytes], within_s: float) -> int:
        """Keep an image of what is remembered of a partition, in place of an earlier one; tell its bytes.

        The earlier one stays true until then. Raises Overtaken where another has the partition; StoreError where
        the file cannot be written, or not in time, or where it became untrue meanwhile.
        """
        if self.place is None:
            return 0
        engine, late, name = self.database.engine, self.clock() + within_s, uuid4().hex
        draft = _draft(self.place, partition.fence.name)
        true = await self.database.write(_begun(engine, partition, name))
        try:
            await to_thread(_sweep, self.place, true)
            digest, size = await to_thread(_write, draft, parts, lambda: self.clock() > late)
            draft.rename(_file(self.place, digest))
            true = await self.database.write(_stamp(engine, partition, name, digest))
            await to_thread(_sweep, self.place, true)
        except OSError as error:
            raise StoreError(f"{error.filename or draft}: {error.strerror}") from error
        finally:
            draft.unlink(missing_ok=True)
        return size


def _taken(engine: str, partition: Partition) -> Transaction[tuple[str, Since] | None]:
    yield from claimed(engine, partition)
    name = partition.fence.name
    rows = yield Statement(
        "SELECT image, image_tried FROM leases WHERE name = :name AND image IS NOT NULL",
        {"name": name},
    )
    if not rows:
        return None
    if rows[0]["image_tried"]:
        yield from since.dropped(name)
        return None
    yield Statement("UPDATE leases SET image_tried = 1 WHERE name = :name", {"name": name})
    return rows[0]["image"], (yield from since.told(name))


def _proved(engine: str, partition: Partition) -> Transaction[None]:
    yield from claimed(engine, partition)
    yield Statement(
        "UPDATE leases SET image_tried = 0 WHERE name = :name", {"name": partition.fence.name}
    )


def _dropped(engine: str, partition: Partition) -> Transaction[None]:
    yield from claimed(engine, partition)
    yield from since.dropped(partition.fence.name)


def _begun(engine: str, partition: Partition, draft: str) -> Transaction[Collection[str]]:
    """Note what is being written: what is saved past the lease takes that away, too. Give all digests that are true."""
    yield from claimed(engine, partition)
    yield Statement(
        "UPDATE leases SET image_draft = :draft WHERE name = :name",
        {"draft": draft, "name": partition.fence.name},
    )
    return (yield from _known())


def _known() -> Transaction[Collection[str]]:
    rows = yield Statement("SELECT image FROM leases WHERE image IS NOT NULL ORDER BY name")
    return [row["image"] for row in rows]


def _stamp(
    engine: str, partition: Partition, draft: str, digest: str
) -> Transaction[Collection[str]]:
    yield from claimed(engine, partition)
    rows = yield Statement(
        "UPDATE leases SET image = :digest, image_draft = NULL, image_tried = 0 "
        "WHERE name = :name AND image_draft = :draft RETURNING name",
        {"digest": digest, "name": partition.fence.name, "draft": draft},
    )
    if not rows:
        raise StoreError("while it was written, people decided something, or items were forgotten")
    yield from since.begun(partition.fence.name)
    return (yield from _known())


def _write(draft: Path, parts: Iterable[bytes], is_late: Callable[[], bool]) -> tuple[str, int]:
    """Write a file; give its digest, and its bytes.

    Nothing waits for the disk: what a power cut leaves of it has another digest.
    """
    digest = sha256()
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for part in parts:
            if is_late():
                raise StoreError(f"{draft}: not written in time")
            if disk_usage(draft.parent).free < _LEFT + len(part):
                raise StoreError(f"{draft}: the disk would have less than 64 MB left")
            for piece in len(part).to_bytes(_SIZE, "little"), part:
                file.write(piece)
                digest.update(piece)
        return digest.hexdigest(), file.tell()


def _file(place: Path, digest: str) -> Path:
    return place.with_name(f"{place.name}.memory-{digest[:_DIGITS]}")


def _draft(place: Path, lease: str) -> Path:
    """Two processes may write at once, of one folder and store, though not of one partition."""
    return place.with_name(f"{place.name}.memory.{sha256(lease.encode()).hexdigest()[:8]}.draft")


def _sweep(place: Path, true: Collection[str]) -> None:
    """Remove files of which the store does not know the digest."""
    but = {_file(place, digest) for digest in true}
    ours = re.compile(rf"{re.escape(place.name)}\.memory-[0-9a-f]{{{_DIGITS}}}")
    for each in place.parent.iterdir():
        if ours.fullmatch(each.name) and each not in but:
            each.unlink(missing_ok=True)
