"""Where threads and stories lead that were merged away.

Each row keeps which one took it in (`leads_to`) and where that leads by now (`merged_into`), which is what everybody
asks. So a merge that is taken back leaves those that had been merged before it where they were.
"""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

from collections.abc import Sequence

from syndicate.model import Clustering, Story, Thread, ends
from syndicate.protocols import Statement, Transaction, Values
from syndicate.store.rows import among, dumps

_WAYS = """
WITH RECURSIVE behind(id) AS (
    SELECT id FROM {table} WHERE id IN ({ids})
    UNION SELECT m.id FROM {table} m JOIN behind b ON m.leads_to = b.id
), way(id, leads_to, merged_into) AS (
    SELECT m.id, m.leads_to, m.merged_into FROM {table} m JOIN behind b ON b.id = m.id WHERE m.leads_to IS NOT NULL
    UNION SELECT m.id, m.leads_to, m.merged_into FROM {table} m JOIN way w ON m.id = w.leads_to
    WHERE m.leads_to IS NOT NULL
) SELECT * FROM way ORDER BY id"""


def hand_on(clustering: Clustering) -> Transaction[None]:
    """Hand on what a story had that a step merged away and told apart anew: it lives, under the id that it had.

    `merge_stories` takes nothing from one that lives.
    """
    again = {story.id for story in clustering.stories if not story.merged_into}
    events = [one for one in clustering.events if one.by == "repair"]
    home = {item_id: one.into_id for one in events for item_id in one.moved}
    yield Statement(
        "UPDATE assignments SET story_id = :into, "
        "thread_id = (SELECT s.thread_id FROM stories s WHERE s.id = :into) "
        "WHERE item_id = :item AND story_id = :story",
        many=[
            {"item": item_id, "story": one.from_id, "into": home[item_id]}
            for one in events
            if one.kind == "merge" and one.from_id in again
            for item_id in one.moved
            if home[item_id] != one.from_id
        ],
    )


def merge_stories(engine: str, stories: Sequence[Story]) -> Transaction[None]:
    """Hand what merged stories still have to those that live, now that these were saved."""
    merged = yield from _lead_on(engine, "stories", stories)
    home = "(SELECT h.thread_id FROM stories h WHERE h.id = :into)"
    yield Statement(
        f"UPDATE assignments SET story_id = :into, thread_id = {home} WHERE story_id = :id",
        many=merged,
    )


def merge_threads(engine: str, threads: Sequence[Thread]) -> Transaction[None]:
    """Hand what merged threads still have to those that live, now that these were saved."""
    merged = yield from _lead_on(engine, "threads", threads)
    for table in ("stories", "assignments"):
        yield Statement(f"UPDATE {table} SET thread_id = :into WHERE thread_id = :id", many=merged)


def _lead_on(
    engine: str, table: str, saved: Sequence[Story | Thread]
) -> Transaction[Sequence[Values]]:
    """Let these, and what was merged into them, lead where they lead now; tell it of these."""
    rows = yield Statement(
        _WAYS.format(table=table, ids=among(engine, "ids")),
        {"ids": dumps([one.id for one in saved])},
    )
    there = ends({row["id"]: row["leads_to"] for row in rows})
    yield Statement(
        f"UPDATE {table} SET merged_into = :into WHERE id = :id",
        many=[
            {"id": row["id"], "into": there[row["id"]]}
            for row in rows
            if row["merged_into"] != there[row["id"]]
        ],
    )
    return [{"id": one.id, "into": there[one.id]} for one in saved if one.merged_into]
