"""Departures: what stood in the feed of a thread or a topic and was put elsewhere since, so that the feed can say so.

A place keeps as many as a feed usually has entries, the newest. None is dropped for its age alone: the same store gives
the same bytes.
"""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from syndicate.model import Clustering, Departure, micros, moment
from syndicate.protocols import Database, Row, Statement, Transaction, Values
from syndicate.store.criteria import of_threads, those
from syndicate.store.floors import LIFT
from syndicate.store.rows import among, dumps, keys_of, maybe_moment

KEPT: Final = 100  # of a place
_THREAD, _TOPIC = "threads/", "topics/"
_IN_THREAD = of_threads("thread").question.format(id="d.item_id")
_IN_TOPIC = those("topic_items", "slug = :topic").question.format(id="d.item_id")
_SEEN = (
    "JOIN items i ON i.id = d.item_id "
    "JOIN sources q ON q.id = i.source_id AND q.republish <> 'none' "
    "WHERE d.place IN (:of_thread, :of_topic) "
    f"AND NOT {_IN_THREAD} AND NOT {_IN_TOPIC} "
    # What belongs to a topic is not known before all that was there has been looked through.
    "AND NOT EXISTS (SELECT 1 FROM topics o WHERE o.slug = :topic AND o.filled = 0)"
)


@dataclass(frozen=True, slots=True)
class Departed:
    """What left a place, the newest first; `changed_at` is when something last did, be it back or not."""

    items: tuple[Departure, ...] = ()
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Departures:
    """Remembers what left. It is written with the change itself, by `Threads.record` and `Topics.sync`."""

    database: Database

    async def of(self, *, thread: str | None = None, topic: str | None = None) -> Departed:
        """Tell what left a thread, a topic, or a topic that was promoted from a thread, and is not back."""
        return await self.database.read(_of(thread or "", topic or ""))


def _of(thread: str, topic: str) -> Transaction[Departed]:
    values = {
        "thread": thread,
        "topic": topic,
        "of_thread": _THREAD + thread,
        "of_topic": _TOPIC + topic,
    }
    rows = yield Statement(
        f"SELECT i.entry_id, max(d.at) AS at FROM departures d {_SEEN} "
        f"GROUP BY i.entry_id ORDER BY 2 DESC, 1 LIMIT {KEPT}",
        values,
    )
    last = yield Statement(
        "SELECT max(at) AS at FROM departures WHERE place IN (:of_thread, :of_topic)", values
    )
    found = tuple(Departure(row["entry_id"], moment(row["at"])) for row in rows)
    return Departed(found, maybe_moment(last[0]["at"]))


def standing(engine: str, clustering: Clustering) -> Transaction[Sequence[Row]]:
    """Tell where items stand that a step is about to put elsewhere, before it does."""
    if not (clustering.events or clustering.undone):
        return ()  # nothing moves that had found a place
    ids = dumps(
        [one.item_id for one in clustering.assignments]
        + [one.id for one in clustering.stories]
        + [one.id for one in clustering.threads if one.merged_into]
    )
    named = keys_of(engine, "ids", "assignments", "item_id", "item_id", "story_id", "thread_id")
    return (
        yield Statement(
            "SELECT item_id, story_id, thread_id, copy_of FROM assignments "
            f"WHERE thread_id IS NOT NULL AND item_id IN ({named})",
            {"ids": ids},
        )
    )


def left(engine: str, before: Sequence[Row], now: datetime) -> Transaction[None]:
    """Note which texts no longer stand in the thread in which they stood before the step."""
    before = [row for row in before if row["copy_of"] is None]
    if not before:
        return
    rows = yield Statement(
        f"SELECT item_id, thread_id FROM assignments WHERE item_id IN ({among(engine, 'ids')})",
        {"ids": dumps([row["item_id"] for row in before])},
    )
    stands = {row["item_id"]: row["thread_id"] for row in rows}
    gone = [
        {"place": _THREAD + row["thread_id"], "item": row["item_id"], "at": micros(now)}
        for row in before
        if row["item_id"] in stands and stands[row["item_id"]] != row["thread_id"]
    ]
    yield Statement(
        "INSERT INTO departures (place, item_id, at) VALUES (:place, :item, :at) "
        "ON CONFLICT (place, item_id) DO UPDATE SET at = excluded.at",
        many=gone,
    )
    yield from _bound(sorted({str(each["place"]) for each in gone}))


def redefined(slugs: Sequence[str], now: datetime) -> Transaction[None]:
    """Note what the feeds of topics show, before it is looked for anew: what comes back is not told."""
    yield Statement(
        "INSERT INTO departures (place, item_id, at) SELECT :place, m.item_id, :at FROM topic_items m "
        "WHERE m.slug = :slug ORDER BY m.seen_at DESC, m.item_id DESC LIMIT :most "
        "ON CONFLICT (place, item_id) DO UPDATE SET at = excluded.at",
        many=[
            {"place": _TOPIC + slug, "slug": slug, "at": micros(now), "most": KEPT}
            for slug in slugs
        ],
    )
    yield from _bound([_TOPIC + slug for slug in slugs])


def closed(slugs: Sequence[str]) -> Transaction[None]:
    """Forget what left topics that nobody declares any more, and note how far their feeds came: they may be back."""
    places: list[Values] = [{"place": _TOPIC + slug, "slug": slug} for slug in slugs]
    yield Statement(_REACHED, many=places)
    yield Statement(
        "DELETE FROM departures WHERE place = :place",
        many=[{"place": each["place"]} for each in places],
    )


_REACHED = f"""
INSERT INTO floors (place, at) SELECT CAST(:place AS text), max(r.at) FROM (
    SELECT d.at FROM departures d WHERE d.place = :place
    UNION ALL SELECT i.changed_at FROM topic_items m JOIN items i ON i.id = m.item_id
    JOIN sources q ON q.id = i.source_id AND q.republish <> 'none' WHERE m.slug = :slug
) r HAVING max(r.at) IS NOT NULL {LIFT}"""


def _bound(places: Sequence[str]) -> Transaction[None]:
    yield Statement(
        "DELETE FROM departures WHERE place = :place AND item_id NOT IN (SELECT k.item_id "
        "FROM departures k JOIN items i ON i.id = k.item_id WHERE k.place = :place "
        "ORDER BY k.at DESC, i.seen_at DESC, k.item_id LIMIT :most)",
        many=[{"place": place, "most": KEPT} for place in places],
    )
