"""New items on their way into the store: their ids, their rows, and those that are held back."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from syndicate.model import Admission, Item, micros, moment
from syndicate.protocols import Database, Row, Statement, Transaction, Values
from syndicate.store.matching import ADDRESS, DAY, Known, Match
from syndicate.store.meta import GROW
from syndicate.store.rows import among, dumps, item_values
from syndicate.store.waiting import wait

_NAMES = uuid.UUID("6f0b1f0e-9a3c-5d0f-8d3a-8a7d1f5b2c11")
Admit = Callable[[Sequence[Item]], Admission]


@dataclass(frozen=True, slots=True)
class HeldItem:
    """An item that came in a flood, and waits for a person's word."""

    source_id: str
    item_id: str
    held_at: datetime
    title: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """Keeps what came in a flood: not shown, not clustered, not lost."""

    database: Database

    async def listed(self, source_id: str | None = None, *, limit: int) -> tuple[HeldItem, ...]:
        """Give what is held, of one source or of all, in the order of their ids."""
        return await self.database.read(_listed(source_id, limit))

    async def release(self, source_id: str, now: datetime) -> int:
        """Take what a source's flood held back for news of now; tell how many items that were."""
        return await self.database.write(_release(self.database.engine, source_id, now))

    async def discard(self, source_id: str) -> int:
        """Forget what is held of a source but for its names: it is known, and never news."""
        rows = await self.database.write(_discard(source_id))
        return len(rows)


def entry_id(source_id: str, item_id: str) -> str:
    """Mint the name under which an item is published for ever."""
    return f"urn:uuid:{uuid.uuid5(_NAMES, f'{source_id} {item_id}')}"


def minted(
    engine: str, new: Sequence[Match], known: Mapping[str, Known]
) -> Transaction[list[Match]]:
    """Give new items their ids: the item's own, or another where a source reuses its names, however often."""
    minted: dict[int, str] = {}
    taken: set[str] = set()
    turn = 1
    while left := [place for place in range(len(new)) if place not in minted]:
        ids = {place: _nth_id(new[place], turn, known) for place in left}
        chosen = among(engine, "ids")
        rows = yield Statement(
            f"SELECT id FROM items WHERE id IN ({chosen}) UNION ALL "
            f"SELECT item_id AS id FROM held_items WHERE item_id IN ({chosen})",
            {"ids": dumps(list(ids.values()))},
        )
        taken.update(row["id"] for row in rows)
        for place, stored_id in ids.items():
            if stored_id not in taken:
                minted[place] = stored_id
                taken.add(stored_id)
        turn += 1
    return [Match(one.item, one.keys, minted[place]) for place, one in enumerate(new)]


def _nth_id(one: Match, turn: int, known: Mapping[str, Known]) -> str:
    """The id of the strongest name is its first holder's, who may be forgotten: readers still know it by that."""
    name, *others = one.keys
    if turn == 1 and (name not in known or known[name].item_id is None):
        return one.item.id
    own = next((key for kind in (ADDRESS, DAY, "") for key in others if key.startswith(kind)), "")
    digest = hashlib.sha256(f"{one.item.source_id} {name} {own} {turn}".encode()).digest()
    return "i" + base64.b32encode(digest).decode()[:20].lower()


def sorted_out(new: Sequence[Match], admit: Admit | None) -> tuple[list[Match], list[Match]]:
    """Which new items are taken, and which are held; the others are only remembered."""
    if admit is None or not new:
        return list(new), []
    admission = admit([one.item for one in new])
    taken = [one for place, one in enumerate(new) if place in admission.taken]
    return taken, [one for place, one in enumerate(new) if place in admission.held]


def hold(source_id: str, held: Sequence[Match], now: datetime) -> Transaction[None]:
    """Keep items aside, as the rows that they may become."""
    yield Statement(
        "INSERT INTO held_items (source_id, item_id, held_at, item) "
        "VALUES (:source_id, :item_id, :now, :item)",
        many=[
            {
                "source_id": source_id,
                "item_id": one.stored_id,
                "now": micros(now),
                "item": dumps(_new_values(source_id, one, now)),
            }
            for one in held
        ],
    )


def insert(engine: str, source_id: str, new: Sequence[Match], now: datetime) -> Transaction[None]:
    """Write new items, to be clustered, under the tags of their source."""
    rows = [_new_values(source_id, one, now) for one in new]
    yield from _insert_rows(engine, source_id, _apart(rows))


def _apart(rows: Sequence[Mapping[str, Any]]) -> list[Values]:
    """Rows of one poll, those of one instant seen a microsecond apart in the order of their dates.

    Else their ids would order them, which mean nothing. Where dates say nothing, the top of a document is newest.
    """
    dates = [(row["seen_at"], row["published_at"]) for row in rows]
    placed: list[Values] = [*rows]
    order = sorted(range(len(rows)), key=lambda place: (*dates[place], -place))
    for seen_at, run in groupby(order, key=lambda place: dates[place][0]):
        together = list(run)
        for at, place in enumerate(together, start=seen_at - len(together) + 1):
            published_at = min(dates[place][1], at)  # never later than it was seen
            placed[place] = {**rows[place], "seen_at": at, "published_at": published_at}
    return placed


def _insert_rows(engine: str, source_id: str, new: Sequence[Values]) -> Transaction[None]:
    if not new:
        return
    ids: Values = {"source_id": source_id, "ids": dumps([row["id"] for row in new])}
    chosen = among(engine, "ids")
    yield Statement(_INSERT, many=new)
    yield from wait(engine, new)
    yield Statement(
        "INSERT INTO item_tags (tag, seen_at, item_id) SELECT t.tag, i.seen_at, i.id "
        "FROM source_tags t JOIN items i ON i.source_id = t.source_id "
        f"WHERE t.source_id = :source_id AND i.id IN ({chosen})",
        ids,
    )


_INSERT = """
INSERT INTO items (id, entry_id, source_id, seen_at, published_at, changed_at, last_seen_at, keys,
    url, link_key, language, title, is_untitled, summary, details, text, content_html, digest)
VALUES (:id, :entry_id, :source_id, :seen_at, :published_at, :seen_at, :now, :keys,
    :url, :link_key, :language, :title, :is_untitled, :summary, :details, :text, :content_html, :digest)"""


def _new_values(source_id: str, one: Match, now: datetime) -> Values:
    item, stored_id = one.item, one.stored_id or ""
    return item_values(item) | {
        "id": stored_id,
        "entry_id": entry_id(source_id, stored_id),
        "source_id": source_id,
        "seen_at": micros(item.seen_at),
        "published_at": micros(item.published_at),
        "now": micros(now),
        "keys": dumps(item.keys),
    }


def _listed(source_id: str | None, limit: int) -> Transaction[tuple[HeldItem, ...]]:
    where = "" if source_id is None else "WHERE source_id = :source_id "
    values: dict[str, int | str] = {"limit": limit}
    if source_id is not None:
        values["source_id"] = source_id
    rows = yield Statement(
        "SELECT source_id, item_id, held_at, item FROM held_items "
        f"{where}ORDER BY source_id, item_id LIMIT :limit",
        values,
    )
    return tuple(map(_held_item, rows))


def _held_item(row: Row) -> HeldItem:
    item = json.loads(row["item"])
    return HeldItem(
        source_id=row["source_id"],
        item_id=row["item_id"],
        held_at=moment(row["held_at"]),
        title=item["title"],
        url=item["url"],
    )


def _release(engine: str, source_id: str, now: datetime) -> Transaction[int]:
    """What is released is seen now: held or not, nothing comes into a feed below what readers have read."""
    held = yield from _discard(source_id)
    if not held:
        return 0
    at = {"seen_at": micros(now), "now": micros(now)}
    rows = [{"is_untitled": 0} | json.loads(row["item"]) | at for row in held]
    yield from _insert_rows(engine, source_id, _apart(rows))
    yield Statement(
        "UPDATE sources SET item_count = item_count + :count, newest_at = :now WHERE id = :id",
        {"id": source_id, "count": len(rows), "now": micros(now)},
    )
    yield GROW
    return len(rows)


def _discard(source_id: str) -> Transaction[Sequence[Row]]:
    return (
        yield Statement(
            "DELETE FROM held_items WHERE source_id = :source_id RETURNING item_id, item",
            {"source_id": source_id},
        )
    )
