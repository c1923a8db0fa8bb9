"""Brings a store to the newest form: numbered SQL, each number in one transaction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from syndicate.errors import SchemaTooNew, StoreBusy
from syndicate.protocols import Database, Statement, Transaction
from syndicate.store.engines.advisory import take
from syndicate.store.engines.catalogue import exists

# A statement ends with ";" at the end of a line that is followed by an unindented one.
_END = re.compile(r";[ \t]*\n+(?=\S|\Z)")
_LOCK = 0x53594E44  # any number that is always the same


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: what it is numbered and called, and its SQL."""

    number: int
    name: str
    sql: str


def migrations(engine: str) -> tuple[Migration, ...]:
    """Give the steps of an engine, in order."""
    folder = resources.files("syndicate.store").joinpath("migrations", engine)
    files = sorted(file.name for file in folder.iterdir() if file.name.endswith(".sql"))
    return tuple(
        Migration(
            int(name[:4]), name.removesuffix(".sql"), folder.joinpath(name).read_text("utf-8")
        )
        for name in files
    )


async def version(database: Database) -> int:
    """Tell which form the store has; 0 when it is new."""
    return await database.read(_version(database.engine))


async def migrate(database: Database, steps: Sequence[Migration]) -> None:
    """Take every step that is still missing. Another process may be doing the same."""
    newest = steps[-1].number
    found = await version(database)
    if found > newest:
        raise SchemaTooNew(
            f"the store has form {found}, this Syndicate knows forms up to {newest}; "
            "install the newer Syndicate again, or restore the backup made before it came"
        )
    for step in steps:
        if step.number > found:
            await database.write(_take(database, step))


def refuse_older_at_work(place: str, holder: str | None) -> None:
    """Whoever is at work on an older form knows no newer one, and could not be started again on it."""
    if holder:
        raise StoreBusy(
            f"{place}: {holder}, an older Syndicate, is at work on this store, which this one would bring to a "
            "form that it does not know; stop that process, or start it anew as this one, then try again"
        )


def _take(database: Database, step: Migration) -> Transaction[None]:
    engine = database.engine
    if engine == "postgresql":
        yield Statement(f"SELECT pg_advisory_xact_lock({_LOCK})")
        yield Statement("CREATE TABLE IF NOT EXISTS schema_version (number bigint PRIMARY KEY)")
    found = yield from _version(engine)
    if found >= step.number:
        return
    if engine == "postgresql":  # who begins to work meanwhile is turned away, too
        holder = yield from take("daemon", "pg_try_advisory_xact_lock")
        refuse_older_at_work(database.name, holder)
    for sql in _END.split(step.sql):
        if sql.strip():
            yield Statement(sql)
    if engine == "postgresql":
        yield Statement("DELETE FROM schema_version")
        yield Statement("INSERT INTO schema_version VALUES (:number)", {"number": step.number})
    else:
        yield Statement(f"PRAGMA user_version = {step.number:d}")


def _version(engine: str) -> Transaction[int]:
    if engine == "sqlite":
        rows = yield Statement("PRAGMA user_version")
        return int(rows[0]["user_version"])
    if not (yield from exists(engine, "schema_version")):
        return 0
    rows = yield Statement("SELECT max(number) AS number FROM schema_version")
    return int(rows[0]["number"] or 0)
