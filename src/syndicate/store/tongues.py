"""Tongues: which threads tell the same in other languages."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from syndicate.model import AlsoIn, Thread, micros
from syndicate.protocols import Database, Statement, Transaction
from syndicate.store.meta import GROW
from syndicate.store.rows import among, dumps, grouped, thread_of


@dataclass(frozen=True, slots=True)
class Tongues:
    """Remembers links between threads of different languages."""

    database: Database

    async def recent(self, since: datetime, limit: int) -> tuple[Thread, ...]:
        """Give threads that moved since, the newest first."""
        return await self.database.read(_recent(since, limit))

    async def record(self, links: Sequence[AlsoIn]) -> int:
        """Save links in place of what these threads were linked to. Return how many are new."""
        return await self.database.write(_record(self.database.engine, links))

    async def of(self, thread_ids: Sequence[str]) -> Mapping[str, tuple[Thread, ...]]:
        """Give the threads that tell the same in other languages, by language; one that was merged leads on."""
        return await self.database.read(_of(self.database.engine, thread_ids))


def _recent(since: datetime, limit: int) -> Transaction[tuple[Thread, ...]]:
    rows = yield Statement(
        "SELECT * FROM threads WHERE merged_into IS NULL AND updated_at >= :since "
        "ORDER BY updated_at DESC, id DESC LIMIT :limit",
        {"since": micros(since), "limit": limit},
    )
    return tuple(map(thread_of, rows))


def _record(engine: str, links: Sequence[AlsoIn]) -> Transaction[int]:
    ids = dumps(sorted({one for link in links for one in (link.one_id, link.other_id)}))
    rows = yield Statement(
        f"SELECT thread_id, other_id FROM also_in WHERE thread_id IN ({among(engine, 'ids')})",
        {"ids": ids},
    )
    known = {(row["thread_id"], row["other_id"]) for row in rows}
    fresh = [
        link
        for link in links
        if not {(link.one_id, link.other_id), (link.other_id, link.one_id)} <= known
    ]
    values = [
        {"one": one, "other": other, "cosine": link.cosine, "shared": dumps(link.shared)}
        for link in fresh
        for one, other in ((link.one_id, link.other_id), (link.other_id, link.one_id))
    ]
    # Whoever was linked to this one, in the language of its new partner, has lost it.
    yield Statement(
        "DELETE FROM also_in WHERE other_id = :other AND EXISTS (SELECT 1 FROM threads t "
        "JOIN threads o ON o.language = t.language WHERE t.id = also_in.thread_id AND o.id = :one)",
        many=[{"one": each["one"], "other": each["other"]} for each in values],
    )
    yield Statement(
        "INSERT INTO also_in (thread_id, language, other_id, cosine, shared) "
        "SELECT :one, t.language, t.id, :cosine, :shared FROM threads t WHERE t.id = :other "
        "ON CONFLICT (thread_id, language) DO UPDATE SET other_id = excluded.other_id, "
        "cosine = excluded.cosine, shared = excluded.shared",
        many=values,
    )
    if fresh:
        yield GROW
    return len(fresh)


def _of(engine: str, thread_ids: Sequence[str]) -> Transaction[Mapping[str, tuple[Thread, ...]]]:
    rows = yield Statement(
        "SELECT a.thread_id, t.* FROM also_in a JOIN threads o ON o.id = a.other_id "
        "JOIN threads t ON t.id = coalesce(o.merged_into, o.id) "
        f"WHERE a.thread_id IN ({among(engine, 'ids')}) AND t.id <> a.thread_id "
        "ORDER BY a.thread_id, a.language, t.id",
        {"ids": dumps(list(thread_ids))},
    )
    return grouped((row["thread_id"], thread_of(row)) for row in rows)
