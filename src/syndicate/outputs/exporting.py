"""An address and an instant -> all that was known there then, line by line. The same store gives the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from syndicate.errors import SyndicateError
from syndicate.model import Address, Declared, StoredItem
from syndicate.outputs.selecting import selected
from syndicate.outputs.windows import position
from syndicate.publish.instants import exact
from syndicate.publish.ledger import Place, line, places, told
from syndicate.publish.outputs import place
from syndicate.publish.positions import behind
from syndicate.store import Selection, Store
from syndicate.store.selection import Stretch

_AT_ONCE: Final = 500
_LEAST: Final = timedelta(microseconds=1)
_BY_JOURNAL = "as of then: what was merged, parted or moved since is taken back by the journal"
_BY_TODAY = "as of now: what belonged here under other settings is not kept"
_UNTOLD = (
    "url is that of now; an item counts from when it was first seen, though it was given its place up to minutes later;"
    " items that were forgotten since are missing"
)


async def export(
    store: Store, declared: Declared, address: Address, as_of: datetime | None
) -> AsyncIterator[bytes]:
    """Give the lines of an export; without an instant, as of the newest change of anything in it."""
    where = replace(selected(declared, address), originals_only=False)
    as_of = as_of or await _newest_change(store, where)
    by_journal = address.kind == "threads"
    digest = hashlib.sha256()
    head: dict[str, object] = {
        "type": "export",
        "format": 1,
        "of": place(address, declared.url),
        "as_of": exact(as_of),
        "membership": _BY_JOURNAL if by_journal else _BY_TODAY,
        "not_told": _UNTOLD,
    }
    count = 0
    digest.update(first := line(head))
    yield first
    found = _once(store, address.name, as_of) if by_journal else _today(store, where, as_of)
    async for stored, stood in found:
        versions = await store.items.versions(stored.item.id)
        digest.update(each := line(told(stored, versions, stood, as_of)))
        count += 1
        yield each
    yield line({"type": "end", "items": count, "lines_sha256": digest.hexdigest()})


async def _newest_change(store: Store, where: Selection) -> datetime:
    changed = await store.items.newest_change(where)
    moved = await store.journal.changed_at(where.thread_id) if where.thread_id else None
    if changed is None and moved is None:
        raise SyndicateError("there is nothing to export: nothing of it is stored")
    return max(filter(None, (changed, moved)))


async def _today(
    store: Store, where: Selection, as_of: datetime
) -> AsyncIterator[tuple[StoredItem, Place]]:
    start = None
    while True:
        stretch = Stretch(start=start, before=(as_of + _LEAST, "0"), oldest_first=True)
        items = await store.items.stretch(where, stretch, limit=_AT_ONCE)
        for stored in items:
            yield stored, Place(stored.story_id, stored.thread_id)
        if len(items) < _AT_ONCE:
            return
        start = behind(position(items[-1]))


async def _once(
    store: Store, thread_id: str, as_of: datetime
) -> AsyncIterator[tuple[StoredItem, Place]]:
    """Give what stood in a thread: of all that stands there now or was moved since."""
    shown = Selection(published_only=True, placed_only=True)
    where = replace(shown, thread_id=thread_id)
    events = await store.journal.after(as_of)
    moved = sorted({one for past in events for one in past.event.moved})
    known = {one.item.id: one async for one, _ in _today(store, where, as_of)}
    for items in (await store.items.of_stories(moved)).values():
        known |= {one.item.id: one for one in items}
    for one in moved:
        stored = await store.items.get(one) if one not in known else None
        known |= {one: stored} if stored else {}
    meant = await store.items.meant(shown, list(known))
    now = {name: Place(one.story_id, one.thread_id) for name, one in known.items()}
    stood = places(now, events, as_of)
    for stored in sorted(known.values(), key=position):
        item = stored.item
        if item.id in meant and item.seen_at <= as_of and stood[item.id].thread_id == thread_id:
            yield stored, stood[item.id]
