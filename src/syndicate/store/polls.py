"""Polls: everything that one poll brought, in one transaction. Before it nothing happened, after it all did."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby

from syndicate.errors import StoreError
from syndicate.model import Item, Outcome, SourceState
from syndicate.protocols import Database, Row, Statement, Transaction, Values
from syndicate.store.matching import Known, Match, distinct, match, shared, stored_key
from syndicate.store.meta import GROW
from syndicate.store.rows import MICROSECOND, among, dumps, item_values, micros
from syndicate.store.search import unwritten, written
from syndicate.store.standing import changes, state_values
from syndicate.store.together import Together

TOUCH_AFTER = timedelta(hours=6)  # an unchanged poll writes nothing but the state of its source
_NAMES = uuid.UUID("6f0b1f0e-9a3c-5d0f-8d3a-8a7d1f5b2c11")

Settle = Callable[[Outcome], SourceState]
NOTHING = Outcome(offered=0, new=0, changed=0)


@dataclass(frozen=True, slots=True)
class Recording:
    """What one poll brought, on its way into the store."""

    source_id: str
    items: Sequence[Item]
    settle: Settle | None  # None: where the source stands is left as it is
    now: datetime
    present: tuple[str, ...] = ()  # strongest keys of what else it saw


@dataclass(frozen=True, slots=True)
class Settling:
    """Where a source stood before a poll that brought nothing, and where it stands now."""

    before: SourceState
    after: SourceState


class Polls:
    """Records polls; those that end at about the same time, in one transaction."""

    def __init__(self, database: Database) -> None:
        self._together: Together[Recording | Settling, Outcome] = Together(
            database, partial(_record_all, database.engine)
        )

    async def record(
        self,
        source_id: str,
        items: Sequence[Item],
        settle: Settle,
        now: datetime,
        *,
        present: Sequence[str] = (),
    ) -> Outcome:
        """Save the items of a poll and, by `settle`, where its source stands now.

        Recording the same poll twice changes nothing. Ids are minted once: a stored item keeps
        its id, entry id and instants, whatever its source does to it afterwards.
        `present` are strongest keys of stored items that the document holds unchanged beside `items`.
        """
        seen = tuple(dict.fromkeys(map(stored_key, present)))
        return await self._together.write(Recording(source_id, items, settle, now, seen))

    async def settle(self, before: SourceState, after: SourceState) -> None:
        """Save where a source stands after a poll of which nothing was read: an error, or nothing new.

        Only what differs is written, so what others wrote meanwhile about other things stays.
        """
        await self._together.write(Settling(before, after), patient=True)

    async def deliver(self, source_id: str, items: Sequence[Item], now: datetime) -> Outcome:
        """Save items that a hub brought. Where the source stands, and when it is polled next, stay as they are.

        Saving the same delivery twice, or before or after a poll that brings the same, changes nothing.
        """
        return await self._together.write(Recording(source_id, items, None, now))


def entry_id(source_id: str, item_id: str) -> str:
    """Mint the name under which an item is published for ever."""
    return f"urn:uuid:{uuid.uuid5(_NAMES, f'{source_id} {item_id}')}"


def _record_all(
    engine: str, polls: Sequence[Recording | Settling]
) -> Transaction[Sequence[Outcome]]:
    """Record polls of one moment, each as if it were alone."""
    outcomes: list[Outcome] = []
    grown = False
    for plain, run in groupby(polls, lambda poll: isinstance(poll, Settling)):
        if plain:
            settled = [poll for poll in run if isinstance(poll, Settling)]
            yield from _settle_plain(settled)
            outcomes += [NOTHING] * len(settled)
            continue
        for poll in run:
            if isinstance(poll, Recording):
                outcome, grows = yield from _record(engine, poll)
                outcomes.append(outcome)
                grown = grown or grows
    if grown:
        yield GROW
    return outcomes


def _settle_plain(polls: Sequence[Settling]) -> Transaction[None]:
    """Write what changed of where sources stand: one statement for all that changed in the same columns."""
    groups: dict[tuple[str, ...], list[Values]] = {}
    for poll in sorted(polls, key=lambda poll: poll.after.source_id):
        changed = changes(poll.before, poll.after)
        groups.setdefault(tuple(changed), []).append({**changed, "id": poll.after.source_id})
    for columns, rows in groups.items():
        written = "".join(f", {column} = :{column}" for column in columns)
        yield Statement(f"UPDATE sources SET claimed = 0{written} WHERE id = :id", many=rows)


def _followed(source_id: str, row: Row | None) -> Row:
    if row is None:
        raise StoreError(f"source {source_id} is not known to the store; sync the sources first")
    return row


def _shows(state: SourceState, before: Row) -> bool:
    return (before["feed_title"], before["site_url"]) != (state.title, state.site_url)


def _record(engine: str, poll: Recording) -> Transaction[tuple[Outcome, bool]]:
    """Record one poll. Tell what it brought, and whether readers can see a difference."""
    source_id, now = poll.source_id, poll.now
    before = yield from _lock(source_id)
    document = distinct(poll.items)
    known = yield from _known(engine, poll, document)
    unchanged = {known[key].item_id or "" for key in poll.present if key in known}
    matches = match(document, known, unchanged)
    rows = yield from _rows(engine, matches)
    new = yield from _minted(engine, [one for one in matches if one.stored_id is None])
    again = [(one, rows[one.stored_id]) for one in matches if one.stored_id in rows]
    changed = [one for one, row in again if one.item.digest != row["digest"]]
    yield from _insert(engine, source_id, new, now)
    yield from _change(engine, changed, now)
    yield from _touch(again, now)
    yield from _touch_unchanged(engine, unchanged, now)
    settled = [one for one in matches if one.stored_id is not None] + new
    yield from _remember(source_id, settled, shared(document), known)
    offered = len(poll.items) + len(poll.present)
    outcome = Outcome(offered=offered, new=len(new), changed=len(changed))
    if poll.settle is None:
        yield from _count(source_id, new)
        return outcome, bool(new or changed)
    state = poll.settle(outcome)
    yield Statement(_SETTLE, _settled(source_id, state, new))
    return outcome, bool(new or changed) or _shows(state, before)


def _lock(source_id: str) -> Transaction[Row]:
    """Two polls of one source are recorded one after the other, on every engine."""
    rows = yield Statement(
        "UPDATE sources SET id = id WHERE id = :id RETURNING feed_title, site_url",
        {"id": source_id},
    )
    return _followed(source_id, rows[0] if rows else None)


def _known(
    engine: str, poll: Recording, document: Sequence[tuple[Item, tuple[str, ...]]]
) -> Transaction[Mapping[str, Known]]:
    keys = sorted({key for _, keys in document for key in keys} | {*poll.present})
    if not keys:
        return {}
    rows = yield Statement(
        "SELECT key, item_id, strongest FROM item_keys WHERE source_id = :source_id "
        f"AND key IN ({among(engine, 'keys')})",
        {"source_id": poll.source_id, "keys": dumps(keys)},
    )
    return {row["key"]: Known(row["item_id"], bool(row["strongest"])) for row in rows}


def _rows(engine: str, matches: Sequence[Match]) -> Transaction[Mapping[str | None, Row]]:
    """Give what is needed to compare. An item whose content was pruned has no row, and stays away."""
    ids = [one.stored_id for one in matches if one.stored_id is not None]
    if not ids:
        return {}
    rows = yield Statement(
        f"SELECT id, digest, last_seen_at, keys FROM items WHERE id IN ({among(engine, 'ids')})",
        {"ids": dumps(ids)},
    )
    return {row["id"]: row for row in rows}


def _minted(engine: str, new: Sequence[Match]) -> Transaction[list[Match]]:
    """Give new items their ids: the item's own, or another where a source reuses its names, however often."""
    minted: dict[int, str] = {}
    taken: set[str] = set()
    turn = 1
    while left := [place for place in range(len(new)) if place not in minted]:
        ids = {place: _nth_id(new[place], turn) for place in left}
        rows = yield Statement(
            f"SELECT id FROM items WHERE id IN ({among(engine, 'ids')})",
            {"ids": dumps(list(ids.values()))},
        )
        taken.update(row["id"] for row in rows)
        for place, stored_id in ids.items():
            if stored_id not in taken:
                minted[place] = stored_id
                taken.add(stored_id)
        turn += 1
    return [Match(one.item, one.keys, minted[place]) for place, one in enumerate(new)]


def _nth_id(one: Match, turn: int) -> str:
    if turn == 1:
        return one.item.id
    digest = hashlib.sha256(f"{one.item.source_id} {one.keys[0]} {turn}".encode()).digest()
    return "i" + base64.b32encode(digest).decode()[:20].lower()


def _insert(engine: str, source_id: str, new: Sequence[Match], now: datetime) -> Transaction[None]:
    if not new:
        return
    ids: Values = {"source_id": source_id, "ids": dumps([one.stored_id for one in new])}
    chosen = among(engine, "ids")
    yield Statement(_INSERT, many=[_new_values(source_id, one, now) for one in new])
    yield Statement(
        "INSERT INTO unclustered (sequence, item_id) "
        f"SELECT sequence, id FROM items WHERE id IN ({chosen})",
        {"ids": ids["ids"]},
    )
    yield Statement(
        "INSERT INTO item_tags (tag, seen_at, item_id) SELECT t.tag, i.seen_at, i.id "
        "FROM source_tags t JOIN items i ON i.source_id = t.source_id "
        f"WHERE t.source_id = :source_id AND i.id IN ({chosen})",
        ids,
    )


_INSERT = """
INSERT INTO items (id, entry_id, source_id, seen_at, published_at, changed_at, last_seen_at, keys,
    url, link_key, language, title, summary, details, text, content_html, digest)
VALUES (:id, :entry_id, :source_id, :seen_at, :published_at, :seen_at, :now, :keys,
    :url, :link_key, :language, :title, :summary, :details, :text, :content_html, :digest)"""


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


def _change(engine: str, changed: Sequence[Match], now: datetime) -> Transaction[None]:
    """Put the new text in place of the old, which is kept aside."""
    if not changed:
        return
    ids = [one.stored_id or "" for one in changed]
    yield from unwritten(engine, ids)
    yield Statement(
        "INSERT INTO item_versions "
        "(item_id, began_at, ended_at, digest, title, summary, text, content_html) "
        "SELECT id, changed_at, :now, digest, title, summary, text, content_html "
        f"FROM items WHERE id IN ({among(engine, 'ids')}) ORDER BY sequence",
        {"ids": dumps(ids), "now": micros(now)},
    )
    yield Statement(
        "UPDATE items SET url = :url, link_key = :link_key, language = :language, title = :title, "
        "summary = :summary, details = :details, text = :text, content_html = :content_html, "
        "digest = :digest, changed_at = CASE WHEN changed_at < :now THEN :now ELSE changed_at END "
        "WHERE id = :id",
        many=[item_values(one.item) | {"id": one.stored_id, "now": micros(now)} for one in changed],
    )
    yield from written(engine, ids)


def _touch(again: Sequence[tuple[Match, Row]], now: datetime) -> Transaction[None]:
    """Note that the feed still offers these, and what other names it gave them."""
    stale = micros(now) - TOUCH_AFTER // MICROSECOND
    touched: list[Values] = []
    for one, row in again:
        names = list(dict.fromkeys([*one.item.keys, *json.loads(row["keys"])]))
        keys = dumps(names)
        if row["last_seen_at"] <= stale or set(names) != set(json.loads(row["keys"])):
            touched.append({"id": one.stored_id, "now": micros(now), "keys": keys})
    if touched:
        yield Statement(
            "UPDATE items SET last_seen_at = :now, keys = :keys WHERE id = :id", many=touched
        )


def _touch_unchanged(engine: str, ids: set[str], now: datetime) -> Transaction[None]:
    if not ids:
        return
    yield Statement(
        "UPDATE items SET last_seen_at = :now "
        f"WHERE last_seen_at <= :stale AND id IN ({among(engine, 'ids')})",
        {
            "ids": dumps(sorted(ids)),
            "now": micros(now),
            "stale": micros(now) - TOUCH_AFTER // MICROSECOND,
        },
    )


def _remember(
    source_id: str, settled: Sequence[Match], useless: set[str], known: Mapping[str, Known]
) -> Transaction[None]:
    """Let the keys lead to their items. A key of several items is remembered as leading nowhere."""
    owned = {one.keys[0] for one in settled}
    strongest: list[Values] = []
    weaker: list[Values] = []
    for one in settled:
        first, *rest = one.keys
        if known.get(first) != Known(one.stored_id, strongest=True):
            strongest.append({"source_id": source_id, "key": first, "item_id": one.stored_id})
        weaker += [
            {"source_id": source_id, "key": key, "item_id": one.stored_id}
            for key in rest
            if key not in known and key not in useless and key not in owned
        ]
    nowhere: list[Values] = [
        {"source_id": source_id, "key": key, "item_id": None}
        for key in sorted(useless)
        if known.get(key) is None or (known[key].item_id and not known[key].strongest)
    ]
    if strongest:
        yield Statement(_BIND.format(strongest=1, where=""), many=strongest)
    if weaker or nowhere:
        where = "WHERE item_keys.strongest = 0"
        yield Statement(_BIND.format(strongest=0, where=where), many=weaker + nowhere)


_BIND = """
INSERT INTO item_keys (source_id, key, item_id, strongest) VALUES (:source_id, :key, :item_id, {strongest})
ON CONFLICT (source_id, key) DO UPDATE SET item_id = excluded.item_id, strongest = excluded.strongest
{where}"""


def _count(source_id: str, new: Sequence[Match]) -> Transaction[None]:
    yield Statement(
        f"UPDATE sources SET {_COUNTED} WHERE id = :id", {"id": source_id, **_counts(new)}
    )


def _settled(source_id: str, state: SourceState, new: Sequence[Match]) -> Values:
    if state.source_id != source_id:
        raise ValueError(f"the state of {state.source_id} is not that of {source_id}")
    return {**state_values(state), **_counts(new)}


def _counts(new: Sequence[Match]) -> Values:
    newest = max((micros(one.item.seen_at) for one in new), default=None)
    return {"new": len(new), "newest": newest}


_COUNTED = """item_count = item_count + :new,
    newest_at = CASE WHEN newest_at IS NULL OR newest_at < :newest THEN :newest ELSE newest_at END"""
_SETTLE = f"""
UPDATE sources SET url = :url, next_poll_at = :next_poll_at, claimed = 0, etag = :etag,
    last_modified = :last_modified, body_hash = :body_hash, poll_interval = :poll_interval,
    last_poll_at = :last_poll_at, last_success_at = :last_success_at, failures = :failures,
    problem = :problem, feed_title = :feed_title, site_url = :site_url, language = :language,
    host = :host, hints = :hints, move = :move, marks = :marks, poison = :poison, body_at = :body_at,
    gap = :gap, item_window = :item_window, missed = :missed, missed_at = :missed_at,
    push_until = :push_until, {_COUNTED}
WHERE id = :id"""
