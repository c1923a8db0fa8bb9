"""The statements of a move from store to store: pages by key, how far it came, and what tells that both hold the same.

Every page is saved in one transaction with how far the move came, so a move that was killed goes on where it was.
"""

# ruff: noqa: S608 - SQL is made of names from the engine's own catalogue; values go in as placeholders

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from struct import pack
from typing import Final

from syndicate.protocols import Row, Statement, Transaction, Values
from syndicate.store.engines.catalogue import UNFINISHED, Table, exists
from syndicate.store.rows import dumps
from syndicate.store.search import written

Key = tuple[int | str, ...]

INDEX: Final = "search"  # filled last, from the items that were moved
INDEX_ROWS: Final = 200
FIRST_ROWS: Final = 100
MOST_ROWS: Final = 1000
PAGE_BYTES: Final = 2 * 2**20

# What a store that nobody used may hold: its revision, and who was at work on it.
_SEEDED: Final = frozenset({"meta", "leases"})


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a table came: the key of its last row, and whether that was all."""

    key: Key = ()
    is_all: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """A move under way: where from, at which of its revisions, and how far each table came."""

    origin: str
    revision: int
    reached: Mapping[str, Reached]


def identity(engine: str) -> Transaction[str]:
    """Tell two stores apart, however they were addressed."""
    rows = yield Statement(
        "SELECT CAST(oid AS text) || ' of ' || CAST(pg_postmaster_start_time() AS text) AS it "
        "FROM pg_database WHERE datname = current_database()"
        if engine == "postgresql"
        else "SELECT file AS it FROM pragma_database_list WHERE name = 'main'"
    )
    return str(rows[0]["it"])


def progress(engine: str) -> Transaction[Progress | None]:
    """Tell how far a move into this store came; None when there is none."""
    if not (yield from exists(engine, UNFINISHED)):
        return None
    rows = yield Statement(f"SELECT part, state FROM {UNFINISHED}")
    states = {row["part"]: json.loads(row["state"]) for row in rows}
    of = states.pop("")
    return Progress(
        of["origin"],
        of["revision"],
        {name: Reached(tuple(key), is_all) for name, (key, is_all) in states.items()},
    )


def is_used(tables: Sequence[Table]) -> Transaction[bool]:
    """Tell whether anything was ever remembered here."""
    for table in tables:
        if table.name not in _SEEDED and (
            yield Statement(f"SELECT 1 AS one FROM {table.name} LIMIT 1")
        ):
            return True
    return False


def begin(engine: str, tables: Sequence[Table], origin: str, revision: int) -> Transaction[None]:
    """Make a store empty, and ready to be moved into, all at once."""
    yield Statement(
        f"CREATE TABLE IF NOT EXISTS {UNFINISHED} (part TEXT PRIMARY KEY, state TEXT NOT NULL)"
    )
    yield Statement(f"DELETE FROM {UNFINISHED}")
    if engine == "postgresql":
        yield Statement(f"TRUNCATE {', '.join([*(table.name for table in tables), INDEX])}")
    else:
        yield Statement(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('delete-all')")
        for table in reversed(tables):
            yield Statement(f"DELETE FROM {table.name}")
    yield _state("", {"origin": origin, "revision": revision})


def page(table: Table, after: Key, most: int) -> Transaction[Sequence[Row]]:
    """Give the next rows by key, none of which is computed."""
    behind = ""
    if after:
        key, values = ", ".join(_quoted(table.key)), ", ".join(f":{name}" for name in _names(after))
        behind = f"WHERE ({key}) > ({values}) "
    return (
        yield Statement(
            f"SELECT {', '.join(_quoted(table.columns))} FROM {table.name} {behind}"
            f"ORDER BY {', '.join(_quoted(table.key))} LIMIT {most:d}",
            dict(zip(_names(after), after, strict=True)),
        )
    )


def put(engine: str, table: Table, rows: Sequence[Row]) -> Transaction[None]:
    """Save a page, and that it came so far."""
    names = _names(table.columns)
    given = " OVERRIDING SYSTEM VALUE" if engine == "postgresql" and table.counter else ""
    yield Statement(
        f"INSERT INTO {table.name} ({', '.join(_quoted(table.columns))}){given} "
        f"VALUES ({', '.join(f':{name}' for name in names)})",
        many=[_values(table, row) for row in rows],
    )
    yield _reached(table.name, key_of(table, rows[-1]))


def ended(engine: str, table: Table, count: int) -> Transaction[None]:
    """Say that all of a table came; the next row that is numbered gets a higher number than `count`."""
    if table.counter and engine == "postgresql":
        yield Statement(
            f"SELECT setval({_SEQUENCE}, :count, :called)",
            {**_of(table), "count": max(count, 1), "called": count > 0},
        )
    elif table.counter:
        yield Statement("DELETE FROM sqlite_sequence WHERE name = :name", {"name": table.name})
        yield Statement(
            "INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :count)",
            {"name": table.name, "count": count},
        )
    yield _reached(table.name, (), is_all=True)


def counted(engine: str, table: Table) -> Transaction[int]:
    """Tell how far a table was numbered, with a counter or without; rows with the last numbers may be gone."""
    if table.counter is None:
        return 0
    rows = yield Statement(
        f"SELECT pg_sequence_last_value(CAST({_SEQUENCE} AS regclass)) AS count"
        if engine == "postgresql"
        else "SELECT max(seq) AS count FROM sqlite_sequence WHERE name = :name",
        _of(table) if engine == "postgresql" else {"name": table.name},
    )
    highest = yield Statement(f"SELECT max({table.counter}) AS count FROM {table.name}")
    return max(rows[0]["count"] or 0, highest[0]["count"] or 0)


def index(engine: str, after: int) -> Transaction[int | None]:
    """Make the next items findable by their words; tell the last of them, None after the last of all."""
    rows = yield Statement(
        "SELECT sequence, id FROM items WHERE sequence > :after ORDER BY sequence LIMIT :most",
        {"after": after, "most": INDEX_ROWS},
    )
    if not rows:
        yield _reached(INDEX, (), is_all=True)
        return None
    yield from written(engine, [row["id"] for row in rows])
    last: int = rows[-1]["sequence"]
    yield _reached(INDEX, (last,))
    return last


def not_indexed() -> Transaction[int]:
    """Count by how many the index differs from the items that should be in it."""
    found = yield Statement(f"SELECT count(*) AS count FROM {INDEX}")
    wanted = yield Statement(
        "SELECT count(*) AS count FROM items i "
        "WHERE NOT EXISTS (SELECT 1 FROM unclustered u WHERE u.item_id = i.id)"
    )
    return abs(int(found[0]["count"]) - int(wanted[0]["count"]))


def finish(engine: str, tables: Sequence[Table]) -> Transaction[None]:
    """Make a store of what was moved."""
    if engine == "postgresql":  # until it does so by itself, it would plan for empty tables
        yield Statement(f"ANALYZE {', '.join([*(table.name for table in tables), INDEX])}")
    yield Statement(f"DROP TABLE {UNFINISHED}")


def key_of(table: Table, row: Row) -> Key:
    """Tell the key of a row."""
    return tuple(row[name] for name in table.key)


def next_size(rows: Sequence[Row]) -> int:
    """Tell how many rows to ask for next, so that a page stays small whatever rows hold."""
    weight = sum(_weight(value) for row in rows for value in row.values())
    return max(1, min(MOST_ROWS, PAGE_BYTES * len(rows) // max(weight, 1)))


def canonical(values: Iterable[int | float | str | bytes | None]) -> bytes:
    """Write a row so that two rows are written alike if, and only if, both engines hold the same in them."""
    parts = []
    for value in values:
        sign, body = _canonical(value)
        parts.append(b"%c%d:" % (sign, len(body)))
        parts.append(body)
    parts.append(b"\n")
    return b"".join(parts)


def _canonical(value: float | str | bytes | None) -> tuple[bytes, bytes]:
    match value:
        case None:
            return b"n", b""
        case str():
            return b"t", value.encode()
        case bytes():
            return b"b", value
        case int():
            return b"i", b"%d" % value
        case _:
            return b"r", pack(">d", value + 0.0)  # SQLite knows no negative zero


def _weight(value: object) -> int:
    return len(value) if isinstance(value, str | bytes) else 8


def _reached(part: str, key: Key, *, is_all: bool = False) -> Statement:
    return _state(part, [list(key), is_all])


def _state(part: str, state: object) -> Statement:
    return Statement(
        f"INSERT INTO {UNFINISHED} (part, state) VALUES (:part, :state) "
        "ON CONFLICT (part) DO UPDATE SET state = excluded.state",
        {"part": part, "state": dumps(state)},
    )


_SEQUENCE: Final = "pg_get_serial_sequence(CAST(:name AS text), CAST(:counter AS text))"


def _of(table: Table) -> dict[str, str | int | float | bytes | None]:
    return {"name": table.name, "counter": table.counter}


def _values(table: Table, row: Row) -> Values:
    return {
        name: row[column] for name, column in zip(_names(table.columns), table.columns, strict=True)
    }


def _names(columns: Sequence[object]) -> tuple[str, ...]:
    """Name placeholders: a column may be called as no placeholder may."""
    return tuple(f"v{place}" for place in range(len(columns)))


def _quoted(columns: Sequence[str]) -> tuple[str, ...]:
    """Columns may be called like a word of SQL."""
    return tuple(f'"{column}"' for column in columns)
