"""The journal: what was merged, parted or moved after it had found a place, by whom, and what was taken back."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from syndicate.model import Event, PastEvent, micros, moment
from syndicate.protocols import Database, Row, Statement, Transaction, Values
from syndicate.store.rows import among, dumps, keys_of, maybe_moment

_PAST = "SELECT * FROM journal"


@dataclass(frozen=True, slots=True)
class Churn:
    """How much has changed its place. An item that changed it twice is counted twice."""

    merges: int
    splits: int
    undone: int
    moved: int  # items that repair moved, whether it was taken back or not
    placed: int  # all items that have a place

    @property
    def share(self) -> float:
        """How many of the items that have a place repair has moved; no more than this."""
        return self.moved / self.placed if self.placed else 0.0


@dataclass(frozen=True, slots=True)
class Journal:
    """Remembers what was put elsewhere. It is written by `Threads.record`, with the change itself."""

    database: Database

    async def get(self, number: int) -> PastEvent | None:
        """Give one event."""
        rows = await self.database.read(_where("id = :id", {"id": number}))
        return rows[0] if rows else None

    async def listed(self, *, limit: int, about: str | None = None) -> tuple[PastEvent, ...]:
        """Give the newest events, of one thread or story or of all."""
        condition = "1 = 1" if about is None else "(from_id = :about OR into_id = :about)"
        values: dict[str, str | int] = {"limit": limit} | ({"about": about} if about else {})
        return await self.database.read(_where(condition, values, "id DESC LIMIT :limit"))

    async def standing(self) -> tuple[PastEvent, ...]:
        """Give what corrections did and nobody took back, oldest first."""
        return await self.database.read(_standing())

    async def undone_since(self, at: datetime) -> tuple[PastEvent, ...]:
        """Give what corrections did and was taken back later than an instant, oldest first."""
        condition = "correction <> '' AND undone_at > :at"
        return await self.database.read(_where(condition, {"at": micros(at)}))

    async def emptying(self) -> tuple[PastEvent, ...]:
        """Give what corrections did, taken back or not, with threads that live and are empty now, oldest first."""
        return await self.database.read(_emptying())

    async def between(self, pairs: Sequence[tuple[str, str]]) -> tuple[PastEvent, ...]:
        """Give what repair merged of these pairs, either way, and nobody took back."""
        engine = self.database.engine
        condition = (
            "undone_at IS NULL AND made_by = 'repair' AND kind = 'merge' "
            f"AND from_id IN ({among(engine, 'ids')}) AND into_id IN ({among(engine, 'ids')})"
        )
        ids = dumps(sorted({one for pair in pairs for one in pair}))
        found = await self.database.read(_where(condition, {"ids": ids}))
        wanted = {frozenset(pair) for pair in pairs}
        return tuple(
            past for past in found if frozenset((past.event.from_id, past.event.into_id)) in wanted
        )

    async def after(self, at: datetime) -> tuple[PastEvent, ...]:
        """Give what was done or taken back later than an instant, in the order of its numbers."""
        values: dict[str, str | int] = {"at": micros(at)}
        return await self.database.read(_where("at > :at OR undone_at > :at", values))

    async def changed_at(self, thread_id: str) -> datetime | None:
        """Tell when something was last put into a thread or taken out of it, or that was taken back."""
        return await self.database.read(_changed_at(thread_id))

    async def moved_at(self, story_ids: Sequence[str]) -> Mapping[str, datetime]:
        """Tell when something was last put into these stories, or taken out of them, after it had found a place."""
        return await self.database.read(_moved_at(self.database.engine, story_ids))

    async def churn(self) -> Churn:
        """Tell how much has changed its place."""
        return await self.database.read(_churn())


def write(engine: str, events: Sequence[Event], now: datetime) -> Transaction[None]:
    """Write events as part of a transaction, after the change that they tell of."""
    moved = keys_of(engine, "moved", "assignments", "item_id", "item_id", "story_id")
    yield Statement(
        "INSERT INTO journal (at, kind, made_by, from_id, into_id, thread_id, moved, items, "
        "reason, correction, leads) SELECT :at, :kind, :made_by, :from_id, :into_id, :thread_id, "
        f"CAST(:moved AS text), (SELECT count(*) FROM ({moved}) m), :reason, :correction, "
        "CAST(:leads AS text)",
        many=[
            {
                "at": micros(now),
                "kind": event.kind,
                "made_by": event.by,
                "from_id": event.from_id,
                "into_id": event.into_id,
                "thread_id": event.thread_id,
                "moved": dumps(list(event.moved)),
                "reason": event.reason,
                "correction": event.correction,
                "leads": dumps(dict(event.leads)),
            }
            for event in events
        ],
    )


def promoted(
    engine: str, was: Mapping[str, str], now_is: Mapping[str, str], now: datetime
) -> Transaction[None]:
    """Write which threads became topics, and take back those that are none any more: slugs -> threads, then and now."""
    ended = [slug for slug, thread in was.items() if now_is.get(slug) != thread]
    begun = [slug for slug, thread in now_is.items() if was.get(slug) != thread]
    yield Statement(
        "UPDATE journal SET undone_at = :at "
        "WHERE kind = 'promote' AND into_id = :slug AND undone_at IS NULL",
        many=[{"slug": slug, "at": micros(now)} for slug in ended],
    )
    events = [
        Event("promote", now_is[slug], slug, by="person", reason=f"the topic {slug} in feeds.yaml")
        for slug in begun
    ]
    yield from write(engine, events, now)


def take_back(numbers: Sequence[int], now: datetime) -> Transaction[None]:
    """Note as part of a transaction that events were taken back."""
    yield Statement(
        "UPDATE journal SET undone_at = :at WHERE id = :id AND undone_at IS NULL",
        many=[{"id": number, "at": micros(now)} for number in numbers],
    )
    if numbers:
        yield from _tell_before(numbers)


def _tell_before(numbers: Sequence[int]) -> Transaction[None]:
    """Let what was done later know the titles from before these events, now that they never were."""
    rows = yield Statement(
        "SELECT id, leads, undone_at FROM journal WHERE id >= :first AND leads <> '{}' ORDER BY id",
        {"first": min(numbers)},
    )
    before: dict[str, str] = {}
    changed: list[Values] = []
    for row in rows:
        leads = json.loads(row["leads"])
        if row["id"] in numbers:
            before = leads | before
        elif row["undone_at"] is None and (known := {**leads, **_of(before, leads)}) != leads:
            changed.append({"id": row["id"], "leads": dumps(known)})
    yield Statement("UPDATE journal SET leads = :leads WHERE id = :id", many=changed)


def _of(before: Mapping[str, str], names: Collection[str]) -> dict[str, str]:
    return {name: lead for name, lead in before.items() if name in names}


def _where(
    condition: str, values: dict[str, str | int] | None = None, order: str = "id"
) -> Transaction[tuple[PastEvent, ...]]:
    rows = yield Statement(f"{_PAST} WHERE {condition} ORDER BY {order}", values)
    return tuple(map(_past_of, rows))


def _standing() -> Transaction[tuple[PastEvent, ...]]:
    return _where("undone_at IS NULL AND correction <> ''")


def _emptying() -> Transaction[tuple[PastEvent, ...]]:
    return _where(
        "correction <> '' AND EXISTS (SELECT 1 FROM threads t WHERE t.merged_into IS NULL AND "
        "t.story_count = 0 AND t.id IN (journal.from_id, journal.into_id, journal.thread_id, "
        "(SELECT s.thread_id FROM stories s WHERE s.id = journal.into_id)))"
    )


def _past_of(row: Row) -> PastEvent:
    event = Event(
        kind=row["kind"],
        from_id=row["from_id"],
        into_id=row["into_id"],
        moved=tuple(json.loads(row["moved"])),
        by=row["made_by"],
        reason=row["reason"],
        thread_id=row["thread_id"],
        correction=row["correction"],
        leads=tuple(json.loads(row["leads"]).items()),
    )
    return PastEvent(
        row["id"], moment(row["at"]), event, row["items"], maybe_moment(row["undone_at"])
    )


def _changed_at(thread_id: str) -> Transaction[datetime | None]:
    rows = yield Statement(
        "SELECT max(coalesce(undone_at, at)) AS at FROM journal "
        "WHERE from_id = :id OR into_id = :id OR thread_id = :id",
        {"id": thread_id},
    )
    return maybe_moment(rows[0]["at"])


def _moved_at(engine: str, story_ids: Sequence[str]) -> Transaction[Mapping[str, datetime]]:
    chosen = keys_of(engine, "ids", "journal", "id", "from_id", "into_id")
    found = yield from _where(f"id IN ({chosen})", {"ids": dumps(sorted(story_ids))})
    moved: dict[str, datetime] = {}
    for past in found:
        for story_id in {past.event.from_id, past.event.into_id}.intersection(story_ids):
            at = past.undone_at or past.at
            moved[story_id] = max(at, moved.get(story_id, at))
    return moved


def _churn() -> Transaction[Churn]:
    rows = yield Statement(
        "SELECT count(CASE WHEN kind = 'merge' THEN 1 END) AS merges, "
        "count(CASE WHEN kind = 'split' THEN 1 END) AS splits, count(undone_at) AS undone, "
        "coalesce(sum(CASE WHEN made_by = 'repair' THEN items END), 0) AS moved FROM journal"
    )
    placed = yield Statement("SELECT count(*) AS placed FROM assignments")
    row = rows[0]
    return Churn(
        row["merges"], row["splits"], row["undone"], int(row["moved"]), placed[0]["placed"]
    )
