"""What corrections speak of, with everything around it: threads, all their stories, all their items."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

import json
from collections.abc import Iterable

from syndicate.model import Assignment, Placed, Scene, moment
from syndicate.protocols import Row, Statement, Transaction, Values
from syndicate.store.rows import among, dumps, keys_of, reason_of, story_of, thread_of


def scene(engine: str, names: Iterable[str]) -> Transaction[Scene]:
    """Load what these ids of items, stories and threads lead to."""
    named = {"ids": dumps(sorted(names))}
    ids = among(engine, "ids")
    rows = yield _on_the_way(
        "stories", f"{ids} UNION SELECT story_id FROM assignments WHERE item_id IN ({ids})", named
    )
    wanted = {row["id"] for row in rows}
    rows = yield _on_the_way(
        "threads",
        f"{ids} UNION SELECT s.thread_id FROM stories s WHERE s.id IN ({ids})",
        {"ids": dumps(sorted({*names, *wanted}))},
    )
    around = {"ids": dumps(sorted({*wanted, *(row["id"] for row in rows)}))}
    threads = yield Statement(f"SELECT * FROM threads WHERE id IN ({ids}) ORDER BY id", around)
    within = keys_of(engine, "ids", "stories", "id", "id", "thread_id")
    stories = yield Statement(f"SELECT * FROM stories WHERE id IN ({within}) ORDER BY id", around)
    placed = yield Statement(
        "SELECT a.*, i.title FROM assignments a JOIN items i ON i.id = a.item_id "
        f"WHERE a.story_id IN ({ids}) ORDER BY i.sequence",
        {"ids": dumps([row["id"] for row in stories])},
    )
    return Scene(
        tuple(thread_of(_who_took_it(row)) for row in threads),
        tuple(story_of(_who_took_it(row)) for row in stories),
        tuple(map(_placed, placed)),
    )


def _on_the_way(table: str, ids: str, values: Values) -> Statement:
    """Ask for what these are, and for all that lies on the way to what took them over."""
    return Statement(
        f"WITH RECURSIVE way(id, leads_to) AS (SELECT id, leads_to FROM {table} WHERE id IN ({ids}) "
        f"UNION SELECT m.id, m.leads_to FROM {table} m JOIN way w ON m.id = w.leads_to) "
        "SELECT id FROM way",
        values,
    )


def _who_took_it(row: Row) -> Row:
    return {**row, "merged_into": row["leads_to"]}


def _placed(row: Row) -> Placed:
    assignment = Assignment(
        item_id=row["item_id"],
        story_id=row["story_id"],
        reasons=tuple(reason_of(values) for values in json.loads(row["reasons"])),
        copy_of=row["copy_of"],
        sketch=row["sketch"],
    )
    return Placed(assignment, moment(row["seen_at"]), row["title"])
