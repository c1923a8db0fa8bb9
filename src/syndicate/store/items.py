"""Items: what sources published, found by where it belongs."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from syndicate.model import MICROSECOND, Edited, Item, Position, StoredItem, micros, moment
from syndicate.protocols import Database, Row, Statement, Transaction
from syndicate.store import floors, resting, waiting
from syndicate.store.asking import settled
from syndicate.store.edits import TOUCH_AFTER, edited
from syndicate.store.fresh import fresh
from syndicate.store.leases import VOID, Fence
from syndicate.store.meta import GROW
from syndicate.store.redating import Ahead, ahead, redate
from syndicate.store.resting import Quiet
from syndicate.store.rows import (
    BRIEF,
    STORED,
    among,
    dumps,
    grouped,
    item_of,
    maybe_moment,
    stored_of,
)
from syndicate.store.search import unwritten
from syndicate.store.selection import EVERYTHING, Selection, Stretch, choose, is_by_words, questions
from syndicate.store.waiting import Backlog

__all__ = ["Items", "Selection", "Version"]

_FROM = "items i LEFT JOIN assignments a ON a.item_id = i.id"
_BATCH = 200
_AS_THEY_CAME = Stretch(oldest_first=True)
LOOKED_AT: Final = 20_000  # newest items with the words of a query


@dataclass(frozen=True, slots=True)
class Version:
    """What an item said before it was edited."""

    began_at: datetime
    ended_at: datetime
    title: str
    summary: str
    text: str
    content_html: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands, and nothing of what it says."""

    seen_at: datetime
    item_id: str
    story_id: str | None


@dataclass(frozen=True, slots=True)
class Items:
    """Finds items."""

    database: Database

    async def get(self, item_id: str) -> StoredItem | None:
        """Give the item with this id."""
        return await self.database.read(_get(item_id))

    async def find(self, text: str) -> StoredItem | None:
        """Give the item that somebody means: by id, entry id, URL, or the beginning of one id only."""
        return await self.database.read(_find(text.strip()))

    async def beginning(self, text: str, *, limit: int) -> tuple[StoredItem, ...]:
        """Give those whose id begins so, in the order of ids."""
        return await self.database.read(_beginning(text.strip(), limit))

    async def fresh(self, source_id: str, items: Sequence[Item]) -> tuple[Item, ...]:
        """Give those of a source's document that are new, or say something else than what is stored."""
        return await self.database.read(fresh(self.database.engine, source_id, items))

    async def unclustered(
        self, limit: int, languages: Collection[str] | None = None
    ) -> tuple[Item, ...]:
        """Give items that wait for the clusterer, in some languages or in all, in stored order."""
        return await self.database.read(waiting.first(self.database.engine, limit, languages))

    async def waiting(self) -> tuple[str, ...]:
        """Give the languages in which items wait for the clusterer."""
        return await self.database.read(waiting.spoken_in())

    async def backlog(self) -> Backlog:
        """Tell how many items wait for the clusterer, and how long the first does."""
        return await self.database.read(waiting.backlog())

    async def newest(
        self, where: Selection, *, limit: int, before: Position | None = None
    ) -> tuple[StoredItem, ...]:
        """Give the newest by (seen_at, id). For the next page, `before` is those two of the last."""
        return await self.stretch(where, Stretch(before=before), limit=limit)

    async def places(
        self, where: Selection, *, limit: int, before: Position | None = None
    ) -> tuple[Place, ...]:
        """Tell where the same items stand: for who wants their stories."""
        stretch = Stretch(before=before)
        return await self.database.read(_places(self.database.engine, where, limit, stretch))

    async def stretch(
        self, where: Selection, stretch: Stretch, *, limit: int
    ) -> tuple[StoredItem, ...]:
        """Give the first of a part of them, in the order in which it says to go."""
        return await self.database.read(_stretch(self.database.engine, where, limit, stretch))

    async def opening(self, story_id: str | None, *, limit: int) -> tuple[StoredItem, ...]:
        """Give the first reports of a story, in the order they came; of none, nothing."""
        where = Selection(story_id=story_id)
        return await self.stretch(where, _AS_THEY_CAME, limit=limit) if story_id else ()

    async def newest_change(self, where: Selection) -> datetime | None:
        """Tell when any of these last changed; None when there are none."""
        return await self.database.read(_newest_change(self.database.engine, where))

    async def copies(self, item_ids: Sequence[str]) -> Mapping[str, tuple[StoredItem, ...]]:
        """Give the copies of each, in the order they came; an item without copies is left out."""
        return await self.database.read(_assigned(self.database.engine, "copy_of", item_ids))

    async def carriers(self, item_ids: Sequence[str]) -> Mapping[str, tuple[StoredItem, ...]]:
        """Give the others that carry the text of each: its original first, then copies as they came."""
        return await self.database.read(_carriers(self.database.engine, item_ids))

    async def of_stories(
        self, story_ids: Sequence[str], *, brief: bool = False
    ) -> Mapping[str, tuple[StoredItem, ...]]:
        """Give the items of each story, copies too, in the order they came; if brief, of their texts the beginnings."""
        told = BRIEF if brief else STORED
        return await self.database.read(
            _assigned(self.database.engine, "story_id", story_ids, told)
        )

    async def since(
        self, seen_from: datetime, *, after: int = 0, limit: int
    ) -> tuple[tuple[int, Item], ...]:
        """Give items from an instant on with their place in the stored order, behind place `after`."""
        return await self.database.read(_since(seen_from, after, limit))

    async def versions(self, item_id: str) -> tuple[Version, ...]:
        """Give what an item said before its edits, oldest first."""
        return await self.database.read(_versions(item_id))

    async def edited(
        self, since: datetime, languages: Collection[str] | None = None
    ) -> tuple[Edited, ...]:
        """Give what items say that were edited since an instant, in stories of some languages or of all; no copies."""
        return await self.database.read(edited(self.database.engine, since, languages))

    async def first_said(self, item_ids: Sequence[str]) -> Mapping[str, tuple[str, str]]:
        """Give the title and text that edited items came with; what was never edited is left out."""
        return await self.database.read(_first_said(self.database.engine, item_ids))

    async def meant(self, where: Selection, item_ids: Sequence[str]) -> frozenset[str]:
        """Tell which of these items a selection means."""
        return await self.database.read(_meant(self.database.engine, where, item_ids))

    async def fading(self, before: datetime) -> Sequence[tuple[str, int]]:
        """Tell which sources have items that no feed has offered since, and before when these were offered.

        What stood in the last body of a source that was read stays: who answers "not modified" still offers it.
        """
        ends = await self.database.read(_ends())
        limits = (
            (source_id, first_at, min(micros(before), last_at - TOUCH_AFTER // MICROSECOND))
            for source_id, first_at, last_at in ends
        )
        return [(source_id, limit) for source_id, first_at, limit in limits if first_at < limit]

    async def ahead(self, now: datetime) -> Ahead:
        """Tell of items that were seen later than it is."""
        return await self.database.read(ahead(now))

    async def redate(self, now: datetime, claim: Fence) -> int:
        """Date these anew, by the claim of whoever settles threads. Return how many. Raises Overtaken."""
        return await self.database.write(redate(self.database.engine, now, claim))

    async def prune(self, before: datetime, quiet: Quiet | None = None) -> int:
        """Forget the content of items that no feed has offered since, in short transactions.

        Their keys stay, so an item that comes back is known and not news. So do the stories and threads that they were
        in, without their sketches where they are `quiet`. Return how many items went.
        """
        pruned, engine = 0, self.database.engine
        for source_id, limit in await self.fading(before):
            while gone := await self.database.write(_prune(engine, source_id, limit, quiet)):
                pruned += gone
        if quiet is not None:
            await self.database.write(resting.asleep(engine, quiet))
        return pruned


def _get(item_id: str) -> Transaction[StoredItem | None]:
    rows = yield Statement(f"SELECT {STORED} FROM {_FROM} WHERE i.id = :id", {"id": item_id})
    return stored_of(rows[0]) if rows else None


def _find(text: str) -> Transaction[StoredItem | None]:
    for condition in ("i.id = :text", "i.entry_id = :text", "i.url = :text"):
        rows = yield Statement(
            f"SELECT {STORED} FROM {_FROM} WHERE {condition} ORDER BY i.sequence DESC LIMIT 1",
            {"text": text},
        )
        if rows:
            return stored_of(rows[0])
    found = yield from _beginning(text, 2)
    return found[0] if len(found) == 1 else None


def _beginning(text: str, limit: int) -> Transaction[tuple[StoredItem, ...]]:
    if not text.isalnum():
        return ()
    where = "i.id >= :text AND i.id < :end ORDER BY i.id LIMIT :limit"
    rows = yield Statement(
        f"SELECT {STORED} FROM {_FROM} WHERE {where}",
        {"text": text, "end": text + "\U0010ffff", "limit": limit},
    )
    return tuple(map(stored_of, rows))


def _stretch(
    engine: str, where: Selection, limit: int, stretch: Stretch
) -> Transaction[tuple[StoredItem, ...]]:
    rows = yield from _walk(engine, where, limit, stretch, STORED)
    return tuple(map(stored_of, rows))


def _places(
    engine: str, where: Selection, limit: int, stretch: Stretch
) -> Transaction[tuple[Place, ...]]:
    rows = yield from _walk(engine, where, limit, stretch, "c.seen_at, c.item_id, a.story_id")
    return tuple(Place(moment(row["seen_at"]), row["item_id"], row["story_id"]) for row in rows)


def _walk(
    engine: str, where: Selection, limit: int, stretch: Stretch, told: str
) -> Transaction[Sequence[Row]]:
    where = replace(where, query=(yield from settled(where.query)))
    rows: Sequence[Row] = ()
    way = "ASC" if stretch.oldest_first else "DESC"
    bounded = stretch == EVERYTHING and is_by_words(where)
    for most in (4 * limit, LOOKED_AT) if bounded else (None,):
        chosen, values = choose(engine, where, limit=limit, stretch=stretch, most=most)
        rows = yield Statement(
            f"SELECT {told} FROM ({chosen}) c JOIN items i ON i.id = c.item_id "
            "LEFT JOIN assignments a ON a.item_id = i.id "
            f"ORDER BY c.seen_at {way}, c.item_id {way} LIMIT :limit",
            values,
        )
        if len(rows) == limit:
            break
    return rows


def _newest_change(engine: str, where: Selection) -> Transaction[datetime | None]:
    if where == Selection():
        rows = yield Statement("SELECT max(changed_at) AS at FROM items")
    else:
        where = replace(where, query=(yield from settled(where.query)))
        chosen, values = choose(engine, where)
        rows = yield Statement(
            f"SELECT max(i.changed_at) AS at FROM ({chosen}) c JOIN items i ON i.id = c.item_id",
            values,
        )
    return maybe_moment(rows[0]["at"])


def _carriers(
    engine: str, item_ids: Sequence[str]
) -> Transaction[Mapping[str, tuple[StoredItem, ...]]]:
    found = dict((yield from _assigned(engine, "copy_of", item_ids)))
    rows = yield Statement(
        "SELECT item_id, copy_of FROM assignments "
        f"WHERE copy_of IS NOT NULL AND item_id IN ({among(engine, 'ids')})",
        {"ids": dumps(list(item_ids))},
    )
    original_of = {row["item_id"]: row["copy_of"] for row in rows}
    texts = sorted(set(original_of.values()))
    originals = yield from _assigned(engine, "item_id", texts)
    copies = yield from _assigned(engine, "copy_of", texts)
    for item_id, text in original_of.items():
        everybody = (*originals.get(text, ()), *copies.get(text, ()))
        found[item_id] = tuple(one for one in everybody if one.item.id != item_id)
    return {item_id: others for item_id, others in found.items() if others}


def _assigned(
    engine: str, column: str, ids: Sequence[str], told: str = STORED
) -> Transaction[Mapping[str, tuple[StoredItem, ...]]]:
    """Group by what they are assigned to."""
    if not ids:
        return {}
    rows = yield Statement(
        f"SELECT {told} FROM assignments a JOIN items i ON i.id = a.item_id "
        f"WHERE a.{column} IN ({among(engine, 'ids')}) ORDER BY i.seen_at, i.id",
        {"ids": dumps(list(ids))},
    )
    key = "id" if column == "item_id" else column
    return grouped((row[key], stored_of(row)) for row in rows)


def _since(
    seen_from: datetime, after: int, limit: int
) -> Transaction[tuple[tuple[int, Item], ...]]:
    rows = yield Statement(
        f"SELECT i.sequence, {STORED} FROM {_FROM} "
        "WHERE i.sequence > :after AND i.seen_at >= :seen_from ORDER BY i.sequence LIMIT :limit",
        {"after": after, "seen_from": micros(seen_from), "limit": limit},
    )
    return tuple((row["sequence"], item_of(row)) for row in rows)


def _versions(item_id: str) -> Transaction[tuple[Version, ...]]:
    rows = yield Statement(
        "SELECT began_at, ended_at, title, summary, text, content_html FROM item_versions "
        "WHERE item_id = :id ORDER BY sequence",
        {"id": item_id},
    )
    return tuple(
        Version(
            began_at=moment(row["began_at"]),
            ended_at=moment(row["ended_at"]),
            title=row["title"],
            summary=row["summary"],
            text=row["text"],
            content_html=row["content_html"],
        )
        for row in rows
    )


def _first_said(engine: str, item_ids: Sequence[str]) -> Transaction[Mapping[str, tuple[str, str]]]:
    rows = yield Statement(
        "SELECT v.item_id, v.title, v.text FROM item_versions v JOIN "
        "(SELECT min(sequence) AS first FROM item_versions "
        f"WHERE item_id IN ({among(engine, 'ids')}) GROUP BY item_id) f ON f.first = v.sequence",
        {"ids": dumps(list(item_ids))},
    )
    return {row["item_id"]: (row["title"], row["text"]) for row in rows}


def _meant(engine: str, where: Selection, item_ids: Sequence[str]) -> Transaction[frozenset[str]]:
    where = replace(where, query=(yield from settled(where.query)))
    asked, values = questions(engine, where)
    rules = " AND ".join([f"w.id IN ({among(engine, 'ids')})", *asked])
    rows = yield Statement(
        f"SELECT w.id FROM items w WHERE {rules}", values | {"ids": dumps(list(item_ids))}
    )
    return frozenset(row["id"] for row in rows)


def _ends() -> Transaction[Sequence[tuple[str, int, int]]]:
    """When each source last offered what it offers no more for longest, and anything."""
    offered = "(SELECT {0}(i.last_seen_at) FROM items i WHERE i.source_id = sources.id) AS {0}_at"
    rows = yield Statement(
        f"SELECT id, {offered.format('min')}, {offered.format('max')} FROM sources ORDER BY id"
    )
    return [(row["id"], row["min_at"], row["max_at"]) for row in rows if row["max_at"] is not None]


def _prune(
    engine: str, source_id: str, before: int, quiet: Quiet | None = None
) -> Transaction[int]:
    rows = yield Statement(
        "SELECT id FROM items WHERE source_id = :source_id AND last_seen_at < :before "
        "ORDER BY last_seen_at LIMIT :limit",
        {"source_id": source_id, "before": before, "limit": _BATCH},
    )
    if not rows:
        return 0
    ids = [row["id"] for row in rows]
    left = (yield from resting.homes(engine, ids)) if quiet else ()
    yield from floors.leave(engine, ids)
    yield from unwritten(engine, ids)
    yield Statement(
        "UPDATE sources SET item_count = item_count - :count WHERE id = :source_id",
        {"source_id": source_id, "count": len(ids)},
    )
    yield Statement(f"DELETE FROM items WHERE id IN ({among(engine, 'ids')})", {"ids": dumps(ids)})
    if quiet:
        yield from resting.rest(engine, left, quiet)
    yield VOID
    yield GROW
    return len(rows)
