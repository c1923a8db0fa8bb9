"""The corridor from one store to another: everything remembered is copied, then compared.

Nobody else may be at work on either store. The one that is left is only read; the other tells by itself how far a move
came, so a move that ended anywhere is taken up by the same words.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from syndicate.errors import StoreError
from syndicate.protocols import Database, Row
from syndicate.store import moving
from syndicate.store.engines.catalogue import Table, tables
from syndicate.store.engines.opening import file_of, is_there, open_database
from syndicate.store.meta import Meta
from syndicate.store.moving import Progress, Reached

Tell = Callable[[str, int], None]  # what is being done to a table, and how many rows it is about


@dataclass(frozen=True, slots=True)
class Held:
    """What a store holds of one table, in a form that can be compared."""

    table: str
    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What both stores hold now; `is_new` where they did not before."""

    origin: str
    target: str
    held: tuple[Held, ...]
    is_new: bool


async def move(origin_url: str, target_url: str, tell: Tell, *, anew: bool = False) -> Moved:
    """Make the store at `target_url` hold what the one at `origin_url` holds. Raises StoreError.

    `anew`: what an unfinished move left there is thrown away.
    """
    async with _both(origin_url, target_url) as (origin, target):
        shared = await _shared(origin, target)
        progress = await target.read(moving.progress(target.engine))
        if progress is None and await target.read(moving.is_used(shared)):
            held = await _same_already(origin, target, shared)
            return Moved(origin.name, target.name, held, is_new=False)
        if progress and progress.origin != origin.name and not anew:
            raise StoreError(
                f"{target.name} holds an unfinished move from {progress.origin}: finish that one, or throw away "
                "with --anew what came of it"
            )
        held = await _Walk(origin, target, shared, tell).go(None if anew else progress)
        return Moved(origin.name, target.name, held, is_new=True)


@asynccontextmanager
async def _both(origin_url: str, target_url: str) -> AsyncIterator[tuple[Database, Database]]:
    """Open both stores, and keep everybody else from working on them."""
    file = file_of(origin_url)
    if file and not is_there(file):
        raise StoreError(f"{file}: there is no store to move, or none that this user may see")
    origin = await open_database(origin_url)
    try:
        await origin.hold("daemon")  # first: who is refused finds nothing new at the target
        target = await open_database(target_url, unfinished=True)
        try:
            names = [await each.read(moving.identity(each.engine)) for each in (origin, target)]
            if names[0] == names[1]:
                raise StoreError(f"{origin.name} and {target.name} are the same store")
            await target.hold("daemon")
            yield origin, target
        finally:
            await target.close()
    finally:
        await origin.close()


async def _shared(origin: Database, target: Database) -> tuple[Table, ...]:
    """Tell what is to be moved: the tables of both, as the target knows them.

    A PostgreSQL database may hold tables of others.
    """
    here, there = [await each.read(tables(each.engine)) for each in (origin, target)]
    other = {table.name: table for table in here}
    shared = tuple(table for table in there if table.name in other)
    names = {table.name for table in shared}
    odd = [table.name for table in shared if table != other[table.name]]
    for database, found in ((origin, here), (target, there)):
        if database.engine == "sqlite":
            odd += [table.name for table in found if table.name not in names]
    odd += [table.name for table in shared if not table.key]
    if odd:
        raise StoreError(
            f"{origin.name} and {target.name} differ in the form of {', '.join(sorted(set(odd)))}: "
            "somebody changed what only Syndicate should change"
        )
    return shared


async def _same_already(
    origin: Database, target: Database, shared: Sequence[Table]
) -> tuple[Held, ...]:
    """Take a move that ended before it could say so for what it is; refuse what is another store."""
    found = []
    for table in shared:
        here, there = [await _held(each, table) for each in (origin, target)]
        if here != there:
            raise StoreError(
                f"{target.name} holds a store already, and not that of {origin.name} ({table.name} differs); "
                "move to an empty database or a new file"
            )
        found.append(here)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Walk:
    origin: Database
    target: Database
    tables: Sequence[Table]
    tell: Tell

    async def go(self, progress: Progress | None) -> tuple[Held, ...]:
        """Copy what is missing, compare, and make a store of it. What the origin outdid meanwhile is done anew."""
        revision = await Meta(self.origin).revision()
        if progress and progress.revision == revision:
            await self._copy(progress)
            held, odd = await self._compare()
            if not odd:
                return await self._finish(held)
        await self.target.write(
            moving.begin(self.target.engine, self.tables, self.origin.name, revision)
        )
        await self._copy(Progress(self.origin.name, revision, {}))
        held, odd = await self._compare()
        if odd:
            raise StoreError(
                f"{self.target.name} does not hold what {self.origin.name} holds, in {', '.join(odd)}. Did anybody "
                "write to either of them? Run the same command again"
            )
        return await self._finish(held)

    async def _copy(self, progress: Progress) -> None:
        for table in self.tables:
            reached = progress.reached.get(table.name, Reached())
            if not reached.is_all:
                await self._copy_table(table, reached.key)
        reached = progress.reached.get(moving.INDEX, Reached())
        if not reached.is_all:
            await self._index(int(reached.key[0]) if reached.key else 0)

    async def _copy_table(self, table: Table, after: moving.Key) -> None:
        engine, copied = self.target.engine, 0
        async for rows in _pages(self.origin, table, after):
            await self.target.write(moving.put(engine, table, rows))
            copied += len(rows)
            self.tell(f"copying {table.name}", copied)
        numbered = await self.origin.read(moving.counted(self.origin.engine, table))
        await self.target.write(moving.ended(engine, table, numbered))

    async def _index(self, after: int) -> None:
        last: int | None = after
        while last is not None:
            last = await self.target.write(moving.index(self.target.engine, last))
            if last is not None:
                self.tell("indexing the words of items up to", last)

    async def _compare(self) -> tuple[tuple[Held, ...], list[str]]:
        """Tell what the origin holds, and in which tables the target holds something else."""
        held, odd = [], []
        for table in self.tables:
            here, there = [await _held(each, table) for each in (self.origin, self.target)]
            self.tell(f"comparing {table.name}", here.rows)
            held.append(here)
            if here != there:
                odd.append(table.name)
        if await self.target.read(moving.not_indexed()):
            odd.append(moving.INDEX)
        return tuple(held), odd

    async def _finish(self, held: tuple[Held, ...]) -> tuple[Held, ...]:
        await self.target.write(moving.finish(self.target.engine, self.tables))
        return held


async def _pages(
    database: Database, table: Table, after: moving.Key = ()
) -> AsyncIterator[Sequence[Row]]:
    most = moving.FIRST_ROWS
    while rows := await database.read(moving.page(table, after, most)):
        yield rows
        after = moving.key_of(table, rows[-1])
        most = moving.next_size(rows)


async def _held(database: Database, table: Table) -> Held:
    count, digest = 0, hashlib.sha256()
    async for rows in _pages(database, table):
        count += len(rows)
        digest.update(await asyncio.to_thread(_written, table, rows))
    return Held(table.name, count, digest.hexdigest())


def _written(table: Table, rows: Sequence[Row]) -> bytes:
    return b"".join(moving.canonical(row[name] for name in table.columns) for row in rows)
