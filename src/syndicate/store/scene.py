"""What corrections speak of, with everything around it: threads, all their stories, all their items."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

import json
from collections.abc import Iterable

from syndicate.model import Assignment, Placed, Scene
from syndicate.protocols import Row, Statement, Transaction
from syndicate.store.rows import among, dumps, keys_of, moment, reason_of, story_of, thread_of


def scene(engine: str, names: Iterable[str]) -> Transaction[Scene]:
    """Load what these ids of items, stories and threads lead to."""
    named = {"ids": dumps(sorted(names))}
    ids = among(engine, "ids")
    rows = yield Statement(
        f"SELECT id, merged_into, thread_id FROM stories WHERE id IN ({ids} UNION "
        f"SELECT story_id FROM assignments WHERE item_id IN ({ids}))",
        named,
    )
    wanted = {row["id"] for row in rows} | {row["merged_into"] for row in rows}
    homes = {row["thread_id"] for row in rows}
    rows = yield Statement(
        f"SELECT id, merged_into FROM threads WHERE id IN ({ids} UNION "
        f"SELECT s.thread_id FROM stories s WHERE s.id IN ({ids}))",
        {"ids": dumps(sorted({*names, *_some(homes), *_some(wanted)}))},
    )
    homes |= {row["id"] for row in rows} | {row["merged_into"] for row in rows}
    around = {"ids": dumps(sorted({*_some(homes), *_some(wanted)}))}
    threads = yield Statement(f"SELECT * FROM threads WHERE id IN ({ids}) ORDER BY id", around)
    within = keys_of(engine, "ids", "stories", "id", "id", "thread_id")
    stories = yield Statement(f"SELECT * FROM stories WHERE id IN ({within}) ORDER BY id", around)
    placed = yield Statement(
        "SELECT a.*, i.title FROM assignments a JOIN items i ON i.id = a.item_id "
        f"WHERE a.story_id IN ({ids}) ORDER BY i.sequence",
        {"ids": dumps([row["id"] for row in stories])},
    )
    return Scene(
        tuple(map(thread_of, threads)), tuple(map(story_of, stories)), tuple(map(_placed, placed))
    )


def _some(ids: Iterable[str | None]) -> list[str]:
    return [one for one in ids if one is not None]


def _placed(row: Row) -> Placed:
    assignment = Assignment(
        item_id=row["item_id"],
        story_id=row["story_id"],
        reasons=tuple(reason_of(values) for values in json.loads(row["reasons"])),
        copy_of=row["copy_of"],
        sketch=row["sketch"],
    )
    return Placed(assignment, moment(row["seen_at"]), row["title"])
