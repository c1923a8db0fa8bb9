"""Polls: everything that one poll brought, in one transaction. Before it nothing happened, after it all did."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import groupby

from syndicate.errors import StoreError
from syndicate.model import Item, Outcome, SourceState, micros
from syndicate.protocols import Database, Row, Statement, Transaction, Values
from syndicate.store.arrivals import Admit, hold, insert, minted, sorted_out
from syndicate.store.cards import CHANGED, COLUMNS
from syndicate.store.claims import OURS
from syndicate.store.edits import change, respell, told_apart, touch, touch_unchanged
from syndicate.store.engines.together import Together
from syndicate.store.matching import Known, Match, Stored, distinct, match, shared, stored_key
from syndicate.store.meta import GROW
from syndicate.store.rows import among, dumps
from syndicate.store.standing import changes, state_values
from syndicate.store.troubles import note

Settle = Callable[[Outcome], SourceState]
NOTHING = Outcome(offered=0, new=0, changed=0)
OVERTAKEN = replace(NOTHING, overtaken=True)


@dataclass(frozen=True, slots=True)
class Recording:
    """What one poll brought, on its way into the store."""

    source_id: str
    items: Sequence[Item]
    settle: Settle | None  # None: where the source stands is left as it is
    now: datetime
    present: tuple[str, ...] = ()  # strongest keys of what else it saw
    admit: Admit | None = None  # decides what of the new is news; without it, all is
    claim: int = 0  # the token of the poll; 0: nobody has to have claimed the source


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
        admit: Admit | None = None,
        claim: int = 0,
    ) -> Outcome:
        """Save the items of a poll and, by `settle`, where its source stands now.

        Recording the same poll twice changes nothing. Ids are minted once: a stored item keeps
        its id, entry id and instants, whatever its source does to it afterwards.
        `present` are strongest keys of stored items that the document holds unchanged beside `items`.
        `admit` decides which of the new items are news. With the token of a `claim`, nothing is saved once
        somebody else has claimed the source.
        """
        seen = tuple(dict.fromkeys(map(stored_key, present)))
        poll = Recording(source_id, items, settle, now, seen, admit, claim)
        return await self._together.write(poll)

    async def settle(self, before: SourceState, after: SourceState) -> None:
        """Save where a source stands after a poll of which nothing was read: an error, or nothing new.

        Only what differs is written, so what others wrote meanwhile about other things stays. Nothing is,
        once somebody else has claimed the source.
        """
        await self._together.write(Settling(before, after), patient=True)

    async def deliver(self, source_id: str, items: Sequence[Item], now: datetime) -> Outcome:
        """Save items that a hub brought. Where the source stands, and when it is polled next, stay as they are.

        Saving the same delivery twice, or before or after a poll that brings the same, changes nothing.
        """
        return await self._together.write(Recording(source_id, items, None, now))


def _record_all(
    engine: str, polls: Sequence[Recording | Settling]
) -> Transaction[Sequence[Outcome]]:
    """Record polls of one moment, each as if it were alone."""
    outcomes: list[Outcome] = []
    grown = renamed = False
    for plain, run in groupby(polls, lambda poll: isinstance(poll, Settling)):
        if plain:
            settled = [poll for poll in run if isinstance(poll, Settling)]
            renamed = (yield from _settle_plain(settled)) or renamed
            outcomes += [NOTHING] * len(settled)
            continue
        for poll in run:
            if isinstance(poll, Recording):
                outcome, grows, renames = yield from _record(engine, poll)
                outcomes.append(outcome)
                grown, renamed = grown or grows, renamed or renames
    if renamed:
        yield CHANGED
    if grown or renamed:
        yield GROW
    return outcomes


def _settle_plain(polls: Sequence[Settling]) -> Transaction[bool]:
    """Write what changed of where sources stand: one statement for all that changed in the same columns.

    Tell whether any has another name.
    """
    groups: dict[tuple[str, ...], list[Values]] = {}
    for poll in sorted(polls, key=lambda poll: poll.after.source_id):
        yield from note(poll.before.failures, poll.after, poll.before.claim)
        changed = changes(poll.before, poll.after)
        values = {**changed, "id": poll.after.source_id, "claim": poll.before.claim}
        groups.setdefault(tuple(changed), []).append(values)
    for columns, rows in groups.items():
        written = "".join(f", {column} = :{column}" for column in columns)
        yield Statement(f"UPDATE sources SET claimed = 0{written} WHERE {OURS}", many=rows)
    return any(not COLUMNS.isdisjoint(columns) for columns in groups)


def _is_renamed(state: SourceState, before: Row) -> bool:
    told = state.title, state.site_url, state.feed_id
    return (before["feed_title"], before["site_url"], before["feed_id"]) != told


def _record(engine: str, poll: Recording) -> Transaction[tuple[Outcome, bool, bool]]:
    """Record one poll. Tell what it brought, whether that can be seen, and whether the source has another name."""
    source_id, now = poll.source_id, poll.now
    before = yield from _lock(source_id, poll.claim)
    if before is None:
        return OVERTAKEN, False, False
    document = distinct(poll.items)
    known = yield from known_keys(engine, poll, document)
    unchanged = {known[key].item_id or "" for key in poll.present if key in known}
    rows = yield from stored_rows(engine, known)
    matches = match(document, known, unchanged, rows)
    new = yield from minted(engine, [one for one in matches if one.stored_id is None], known)
    again = [
        (one, rows[one.stored_id]) for one in matches if one.stored_id and one.stored_id in rows
    ]
    changed, moved = yield from told_apart(engine, again)
    taken, held = sorted_out(new, poll.admit)
    yield from insert(engine, source_id, taken, now)
    yield from hold(source_id, held, now)
    yield from change(engine, changed, now)
    yield from respell(engine, moved)
    yield from touch(source_id, again, now)
    yield from touch_unchanged(engine, unchanged, now)
    settled = [one for one in matches if one.stored_id is not None] + new
    yield from _remember(source_id, settled, shared(document), known)
    offered = len(poll.items) + len(poll.present)
    outcome = Outcome(offered, new=len(taken), changed=len(changed), held=len(held))
    is_visible = bool(taken or changed or moved)
    if poll.settle is None:
        yield from _count(source_id, taken)
        return outcome, is_visible, False
    state = poll.settle(outcome)
    yield from note(before["failures"], state)
    yield Statement(_SETTLE, _settled(source_id, state, taken))
    return outcome, is_visible, _is_renamed(state, before)


def _lock(source_id: str, claim: int) -> Transaction[Row | None]:
    """Two polls of one source are recorded one after the other, on every engine; None where this one is too late."""
    rows = yield Statement(
        f"UPDATE sources SET id = id WHERE {OURS} RETURNING feed_title, site_url, feed_id, failures",
        {"id": source_id, "claim": claim},
    )
    if rows:
        return rows[0]
    if not (yield Statement("SELECT 1 FROM sources WHERE id = :id", {"id": source_id})):
        raise StoreError(f"source {source_id} is not known to the store; sync the sources first")
    return None


def known_keys(
    engine: str, poll: Recording, document: Sequence[tuple[Item, tuple[str, ...]]]
) -> Transaction[Mapping[str, Known]]:
    """Give what the store knows of the keys of a document."""
    keys = sorted({key for _, keys in document for key in keys} | {*poll.present})
    if not keys:
        return {}
    rows = yield Statement(
        "SELECT key, item_id, strongest FROM item_keys WHERE source_id = :source_id "
        f"AND key IN ({among(engine, 'keys')})",
        {"source_id": poll.source_id, "keys": dumps(keys)},
    )
    return {row["key"]: Known(row["item_id"], bool(row["strongest"])) for row in rows}


def stored_rows(engine: str, known: Mapping[str, Known]) -> Transaction[Mapping[str, Stored]]:
    """Give what is needed to compare. An item whose content was pruned has no row, and stays away."""
    ids = sorted({one.item_id for one in known.values() if one.item_id is not None})
    if not ids:
        return {}
    rows = yield Statement(
        "SELECT id, digest, last_seen_at, keys, title, link_key, summary FROM items "
        f"WHERE id IN ({among(engine, 'ids')})",
        {"ids": dumps(ids)},
    )
    return {row["id"]: _stored(row) for row in rows}


def _stored(row: Row) -> Stored:
    return Stored(
        digest=row["digest"],
        last_seen_at=row["last_seen_at"],
        keys=tuple(json.loads(row["keys"])),
        title=row["title"],
        link_key=row["link_key"],
        summary=row["summary"],
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
    push_until = :push_until, feed_id = :feed_id, {_COUNTED}
WHERE id = :id"""
