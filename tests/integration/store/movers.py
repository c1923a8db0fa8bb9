"""A store in which every table holds rows, whatever tables there are; and all that a store holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from syndicate.protocols import Database, Row, Statement, Transaction, Values
from syndicate.store.engines.catalogue import Table, tables
from syndicate.store.engines.opening import open_database

ROWS = 12
EVERYTHING = 10**6


def sqlite(folder: Path, name: str) -> str:
    return f"sqlite:///{folder / name}"


async def filled(url: str, rows: int = ROWS) -> None:
    """Put rows into every table. Row n says n in each column, so whatever refers to another row finds it."""
    database = await open_database(url)
    try:
        known = await database.read(tables(database.engine))
        await database.write(_fill(known, rows))
    finally:
        await database.close()


async def holdings(url: str) -> Mapping[str, Sequence[Row]]:
    """Give every row of every table."""
    database = await open_database(url)
    try:
        known = await database.read(tables(database.engine))
        return {each.name: await database.read(_rows(each)) for each in known}
    finally:
        await database.close()


async def run(url: str, sql: str) -> Sequence[Row]:
    """Do one thing to a store."""

    def once() -> Transaction[Sequence[Row]]:
        return (yield Statement(sql))

    database: Database = await open_database(url)
    try:
        return await database.write(once())
    finally:
        await database.close()


def _fill(known: Sequence[Table], rows: int) -> Transaction[None]:
    for table in known:
        names = [f"v{place}" for place, _ in enumerate(table.columns)]
        columns = ", ".join(f'"{column}"' for column in table.columns)
        yield Statement(
            f"INSERT INTO {table.name} ({columns}) VALUES ({', '.join(f':{name}' for name in names)})",
            many=[_row(table, names, number) for number in range(1, rows + 1)],
        )


def _row(table: Table, names: Sequence[str], number: int) -> Values:
    said: Values = {
        "integer": number,
        "text": str(number),  # a structure in JSON, too
        "real": number / 7,
        "blob": bytes([0, 255, number % 256]),
    }
    return {name: said[kind] for name, kind in zip(names, table.kinds, strict=True)}


def _rows(table: Table) -> Transaction[Sequence[Row]]:
    columns = ", ".join(f'"{column}"' for column in table.columns)
    keys = ", ".join(f'"{column}"' for column in table.key)
    return (
        yield Statement(f"SELECT {columns} FROM {table.name} ORDER BY {keys} LIMIT {EVERYTHING}")
    )
