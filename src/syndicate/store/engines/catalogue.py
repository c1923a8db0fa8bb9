"""An engine's own catalogue -> which tables there are, what they hold, and in which order they can be filled.

Asked, not listed: what a later migration adds is known here without a word. Both engines give equal tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Final

from syndicate.errors import StoreError
from syndicate.protocols import Row, Statement, Transaction

# Stands in a store for as long as a move into it is under way.
UNFINISHED: Final = "unfinished_move"

# What is no memory: the form, a move, the index of words (made anew from the items), and the queue's own tables.
_OWN: Final = frozenset({"schema_version", "search", UNFINISHED})
_QUEUE: Final = "procrastinate_"
_SHADOWS: Final = ("config", "content", "data", "docsize", "idx")  # FTS5 keeps its index in these

_KINDS: Final = {
    "bigint": "integer",
    "bytea": "blob",
    "double precision": "real",
    "smallint": "integer",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table, by what both engines know of it. Columns that are computed from others are left out.

    `parents` are the tables that must be filled before. `counter` is the column that the engine numbers by a counter
    of its own: SQLite numbers some without one, so it is no part of what both know.
    """

    name: str
    columns: tuple[str, ...]  # in the order of the alphabet, for a later one may stand anywhere
    kinds: tuple[str, ...]
    key: tuple[str, ...]
    parents: frozenset[str]
    counter: str | None = field(compare=False)


def tables(engine: str) -> Transaction[tuple[Table, ...]]:
    """Tell every table of the store's memory, parents first."""
    virtual = yield from _virtual(engine)
    columns = yield Statement(_COLUMNS[engine])
    parents = yield Statement(_PARENTS[engine])
    by_table: defaultdict[str, list[Row]] = defaultdict(list)
    for row in columns:
        if row["owner"] not in virtual and _is_memory(row["owner"]):
            by_table[row["owner"]].append(row)
    above: defaultdict[str, set[str]] = defaultdict(set)
    for row in parents:
        above[row["owner"]].add(row["parent"])
    return _in_order(_table(name, rows, above[name]) for name, rows in by_table.items())


def exists(engine: str, table: str) -> Transaction[bool]:
    """Tell whether there is a table of this name."""
    sql = (
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = :name"
        if engine == "sqlite"
        else "SELECT 1 FROM information_schema.tables "
        "WHERE table_schema = current_schema() AND table_name = :name"
    )
    return bool((yield Statement(sql, {"name": table})))


def _is_memory(name: str) -> bool:
    return name not in _OWN and not name.startswith((_QUEUE, "sqlite_"))


def _virtual(engine: str) -> Transaction[frozenset[str]]:
    """Name what SQLite has no tables of its own for, with what stands behind it."""
    if engine != "sqlite":
        return frozenset()
    rows = yield Statement("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'")
    names = [row["name"] for row in rows]
    return frozenset([*names, *(f"{name}_{shadow}" for name in names for shadow in _SHADOWS)])


def _table(name: str, rows: Sequence[Row], parents: Iterable[str]) -> Table:
    stored = sorted((row for row in rows if not row["computed"]), key=lambda row: str(row["name"]))
    key = sorted((row for row in rows if row["place"]), key=lambda row: int(row["place"]))
    return Table(
        name=name,
        columns=tuple(row["name"] for row in stored),
        kinds=tuple(_KINDS.get(kind, kind) for kind in (row["kind"].lower() for row in stored)),
        key=tuple(row["name"] for row in key),
        counter=next((row["name"] for row in stored if row["counted"]), None),
        parents=frozenset(parents),
    )


def _in_order(found: Iterable[Table]) -> tuple[Table, ...]:
    known = {table.name: table for table in sorted(found, key=lambda table: table.name)}
    graph = {name: sorted(table.parents) for name, table in known.items()}
    try:
        order = [*TopologicalSorter(graph).static_order()]
    except CycleError as error:
        raise StoreError(f"tables that need each other cannot be filled: {error.args[1]}") from None
    return tuple(known[name] for name in order if name in known)


_COLUMNS: Final = {
    "sqlite": """
SELECT m.name AS owner, c.name AS name, c.type AS kind, c.pk AS place, c.hidden <> 0 AS computed,
    c.pk = 1 AND m.sql LIKE '%AUTOINCREMENT%' AS counted
FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c WHERE m.type = 'table'""",
    "postgresql": """
SELECT t.relname AS owner, c.attname AS name, format_type(c.atttypid, c.atttypmod) AS kind,
    array_position(string_to_array(CAST(k.indkey AS text), ' '), CAST(c.attnum AS text)) AS place,
    c.attgenerated <> '' AS computed, c.attidentity <> '' AS counted
FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = current_schema()
JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped
LEFT JOIN pg_index k ON k.indrelid = t.oid AND k.indisprimary
WHERE t.relkind IN ('r', 'p') AND NOT t.relispartition""",
}
_PARENTS: Final = {
    "sqlite": """
SELECT m.name AS owner, f."table" AS parent
FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'""",
    "postgresql": """
SELECT t.relname AS owner, p.relname AS parent FROM pg_constraint f
JOIN pg_class t ON t.oid = f.conrelid JOIN pg_class p ON p.oid = f.confrelid
JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = current_schema()
WHERE f.contype = 'f'""",
}
