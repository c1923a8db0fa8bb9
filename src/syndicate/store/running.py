"""Running: how threads move, and a glance at what is in one, cheap enough to ask for a page full of threads."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final

from syndicate.model import Moves, StoredItem, micros, moment
from syndicate.protocols import Database, Row, Statement, Transaction
from syndicate.store.rows import BRIEF, STORED, among, dumps, maybe_moment, stored_of
from syndicate.store.selection import Selection, choose

_HOUR: Final = timedelta(hours=1)
_EARLIEST: Final = 20
_COLUMNS: Final = tuple(re.findall(r"\b[ia]\.(\w+)", STORED))
_values: Final = itemgetter(*_COLUMNS)


@dataclass(frozen=True, slots=True)
class Called:
    """What an item or a story is called. Only an item has a source."""

    title: str
    thread_id: str | None
    source_id: str | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """Counts and glances along the index of a thread's newest items."""

    database: Database

    async def moves(
        self, thread_ids: Sequence[str], now: datetime, counted: timedelta
    ) -> Mapping[str, Moves]:
        """Count the items of each thread by the hour, as far back as `counted`; without items it is left out."""
        return await self.database.read(_moves(self.database.engine, thread_ids, now, counted))

    async def called(self, ids: Sequence[str]) -> Mapping[str, Called]:
        """Tell what items and stories are called, and where they are; what is not there is left out."""
        return await self.database.read(_called(self.database.engine, ids))

    async def glance(self, thread_id: str, limit: int) -> tuple[StoredItem, ...]:
        """Give the newest items of a thread that may be shown, and its first few; of their texts the beginnings."""
        return await self.database.read(_glance(self.database.engine, thread_id, limit))


def _moves(
    engine: str, thread_ids: Sequence[str], now: datetime, counted: timedelta
) -> Transaction[Mapping[str, Moves]]:
    values: dict[str, str | int] = {"ids": dumps(list(thread_ids)), "since": micros(now - counted)}
    hour = _HOUR // timedelta(microseconds=1)
    counts = yield Statement(
        "SELECT a.thread_id, (:now - a.seen_at) / :hour AS ago, count(*) AS items "
        f"FROM assignments a WHERE a.thread_id IN ({among(engine, 'ids')}) "
        "AND a.seen_at >= :since GROUP BY 1, 2 ORDER BY 1, 2",
        values | {"now": micros(now), "hour": hour},
    )
    ends = yield Statement(
        "SELECT t.id, (SELECT min(f.seen_at) FROM assignments f WHERE f.thread_id = t.id) AS first, "
        "(SELECT max(b.seen_at) FROM assignments b WHERE b.thread_id = t.id "
        "AND b.seen_at < :since) AS before "
        f"FROM threads t WHERE t.id IN ({among(engine, 'ids')}) ORDER BY t.id",
        values,
    )
    hours: dict[str, dict[int, int]] = {}
    for row in counts:
        hours.setdefault(row["thread_id"], {})[row["ago"]] = row["items"]
    return {
        row["id"]: Moves(
            moment(row["first"]), maybe_moment(row["before"]), hours.get(row["id"], {})
        )
        for row in ends
        if row["first"] is not None
    }


def _called(engine: str, ids: Sequence[str]) -> Transaction[Mapping[str, Called]]:
    values = {"ids": dumps(list(ids))}
    stories = yield Statement(
        f"SELECT s.id, s.title, s.thread_id FROM stories s WHERE s.id IN ({among(engine, 'ids')})",
        values,
    )
    items = yield Statement(
        "SELECT i.id, i.title, i.source_id, a.thread_id FROM items i "
        f"LEFT JOIN assignments a ON a.item_id = i.id WHERE i.id IN ({among(engine, 'ids')})",
        values,
    )
    found = {row["id"]: Called(row["title"], row["thread_id"]) for row in stories}
    return found | {
        row["id"]: Called(row["title"], row["thread_id"], row["source_id"]) for row in items
    }


def _glance(engine: str, thread_id: str, limit: int) -> Transaction[tuple[StoredItem, ...]]:
    chosen, values = choose(
        engine, Selection(thread_id=thread_id, published_only=True), limit=limit
    )
    newest = yield Statement(
        f"SELECT {BRIEF} FROM ({chosen}) c JOIN items i ON i.id = c.item_id "
        "JOIN assignments a ON a.item_id = i.id ORDER BY c.seen_at DESC, c.item_id DESC",
        values,
    )
    earliest = (yield from _first(thread_id)) if len(newest) == limit else ()
    known = {row["id"] for row in newest}
    rows = [*newest, *(row for row in earliest if row["id"] not in known)]
    return tuple(_read(_values(row)) for row in rows)


# A thread is looked at again whenever something joins it: all of it but one is as it was.
@lru_cache(maxsize=2048)
def _read(values: tuple[Any, ...]) -> StoredItem:
    return stored_of(dict(zip(_COLUMNS, values, strict=True)))


def _first(thread_id: str) -> Transaction[Sequence[Row]]:
    rows = yield Statement(
        f"SELECT {BRIEF} FROM (SELECT w.item_id FROM assignments w "
        "JOIN items f ON f.id = w.item_id JOIN sources q ON q.id = f.source_id "
        "WHERE w.thread_id = :id AND q.republish <> 'none' "
        "ORDER BY w.seen_at, w.item_id LIMIT :limit) c JOIN items i ON i.id = c.item_id "
        "JOIN assignments a ON a.item_id = i.id ORDER BY i.seen_at, i.id",
        {"id": thread_id, "limit": _EARLIEST},
    )
    return rows
