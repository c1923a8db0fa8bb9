"""Floors: how far the `updated` of a feed has come, so that it never goes back.

What was shown to anybody is noted before it is. What nobody may have read yet under this version is noted as items are
taken out. What follows from these alone is noted as they go: threads, tags and sources. Whoever forgets notes the rest.
A topic that leaves feeds.yaml is noted by `store.departures`. Of a feed that is declared it is remembered what decides
which entries it shows: where that changes, entries may leave that no item tells of.
"""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from syndicate.model import EPOCH, micros, moment
from syndicate.protocols import Database, Statement, Transaction
from syndicate.store.meta import GROW
from syndicate.store.rows import among, dumps

LIFT: Final = "ON CONFLICT (place) DO UPDATE SET at = excluded.at WHERE excluded.at > floors.at"
_PLACES: Final = (  # the kind of a place, and where it is told what stands there
    ("threads", "thread_id", "assignments", "item_id"),
    ("tags", "tag", "item_tags", "item_id"),
    ("sources", "source_id", "items", "id"),
)


@dataclass(frozen=True, slots=True)
class Floors:
    """Remembers them, by the first kind and name that a feed had."""

    database: Database

    async def of(self, place: str) -> datetime | None:
        """Tell below what the `updated` of a feed must not fall; None where nothing is noted of it."""
        return await self.database.read(_of(place))

    async def lift(self, floors: Sequence[tuple[str, datetime]]) -> None:
        """Note these, where they are higher than what is noted; of one place the highest."""
        await self.database.write(_lift(floors))

    async def show(self, place: str, at: datetime, revision: int) -> None:
        """Note how far a feed is about to be shown, as it was made of this revision of the store.

        Where the store has grown since, it grows once more: another process may have made the feed of that already, and
        keep it, without knowing how far this one goes.
        """
        if (await self.of(place) or EPOCH) < at:
            await self.database.write(_show(place, at, revision))

    async def shows(self) -> Mapping[str, str]:
        """Tell by which rules feeds show entries, as far as that was ever noted."""
        return await self.database.read(_shows())

    async def redeclare(
        self, shows: Mapping[str, str], known: Collection[str], now: datetime
    ) -> None:
        """Remember these rules instead of all that are `known`, and lift to `now` what had others before.

        A feed that is not declared shows nothing, and so has other rules when it is back.
        """
        gone = dict.fromkeys(known, "")
        await self.database.write(_redeclare({**gone, **shows}, now))


def _of(place: str) -> Transaction[datetime | None]:
    rows = yield Statement("SELECT at FROM floors WHERE place = :place", {"place": place})
    return moment(rows[0]["at"]) if rows else None


def _lift(floors: Sequence[tuple[str, datetime]]) -> Transaction[None]:
    yield Statement(
        f"INSERT INTO floors (place, at) VALUES (:place, :at) {LIFT}",
        many=[{"place": place, "at": micros(at)} for place, at in floors],
    )


def _show(place: str, at: datetime, revision: int) -> Transaction[None]:
    """Whoever lets the revision grow waits for this, or this for them: the row is written in any case."""
    yield from _lift([(place, at)])
    yield Statement(
        "UPDATE meta SET value = value + CASE WHEN value = :revision THEN 0 ELSE 1 END WHERE name = 'revision'",
        {"revision": revision},
    )


def _shows() -> Transaction[Mapping[str, str]]:
    rows = yield Statement("SELECT place, shows FROM floors WHERE shows IS NOT NULL")
    return {row["place"]: row["shows"] for row in rows}


def _redeclare(shows: Mapping[str, str], now: datetime) -> Transaction[None]:
    """What was not remembered of a feed that is already there changes nothing: its rules may be as they were."""
    yield Statement(
        "INSERT INTO floors (place, at, shows) VALUES (:place, 0, :shows) ON CONFLICT (place) DO UPDATE "
        "SET shows = excluded.shows, at = CASE "
        "WHEN floors.shows <> excluded.shows AND excluded.shows <> '' AND floors.at < :now "
        "THEN :now ELSE floors.at END",
        many=[
            {"place": place, "shows": rules, "now": micros(now)}
            for place, rules in sorted(shows.items())
        ],
    )
    yield GROW


def leave(engine: str, ids: Sequence[str]) -> Transaction[None]:
    """Note when these items last changed wherever they stand, before they go."""
    yield from _leave(f"p.{{item}} IN ({among(engine, 'ids')})", ids)


def leave_from(engine: str, source_ids: Sequence[str]) -> Transaction[None]:
    """Note the same of all items of these sources, before fewer of them are shown."""
    if source_ids:
        yield from _leave(f"i.source_id IN ({among(engine, 'ids')})", source_ids)


def leave_to(engine: str, source_ids: Sequence[str]) -> Transaction[None]:
    """Note the same of all copies of what these sources say, before that is shown in their place.

    A thread of which nothing is shown is as new as its newest item, and then as what is shown.
    """
    if source_ids:
        yield Statement(
            "INSERT INTO floors (place, at) SELECT 'threads/' || t.id, t.updated_at FROM threads t WHERE t.id IN ("
            "SELECT a.thread_id FROM assignments a JOIN items o ON o.id = a.item_id "
            f"WHERE o.source_id IN ({among(engine, 'ids')})) AND NOT EXISTS ("
            "SELECT 1 FROM assignments b JOIN items i ON i.id = b.item_id "
            f"JOIN sources q ON q.id = i.source_id AND q.republish <> 'none' WHERE b.thread_id = t.id) {LIFT}",
            {"ids": dumps(list(source_ids))},
        )
        yield from _leave(
            "p.{item} IN (SELECT c.item_id FROM assignments c WHERE c.copy_of IN ("
            "SELECT COALESCE(a.copy_of, a.item_id) FROM assignments a JOIN items o ON o.id = a.item_id "
            f"WHERE o.source_id IN ({among(engine, 'ids')})))",
            source_ids,
        )


def _leave(which: str, ids: Sequence[str]) -> Transaction[None]:
    for kind, name, table, item in _PLACES:
        yield Statement(
            f"INSERT INTO floors (place, at) SELECT '{kind}/' || p.{name}, max(i.changed_at) "
            f"FROM {table} p JOIN items i ON i.id = p.{item} "
            "JOIN sources q ON q.id = i.source_id AND q.republish <> 'none' "
            f"WHERE {which.format(item=item)} AND p.{name} IS NOT NULL "
            f"GROUP BY p.{name} {LIFT}",
            {"ids": dumps(list(ids))},
        )
