"""An address -> the feed that stands there: what to load, and which pure room makes entries of it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from syndicate.model import Address, Declared, Entry, Link, OutputFeed, Part, StoredItem, Thread
from syndicate.outputs.filing import filed
from syndicate.outputs.heads import NEVER, of_thread, with_departures
from syndicate.outputs.making import Ingredients, Making
from syndicate.outputs.modes import View, told
from syndicate.outputs.past import Ways, page, ways
from syndicate.outputs.selecting import selected, tells_items
from syndicate.outputs.windows import shown, window_of, within
from syndicate.publish.entries import Sources, allowed, sayable
from syndicate.publish.outputs import assemble, place
from syndicate.query import parse
from syndicate.store import Store

_APART: Final = frozenset({"threads", "topics", "sources"})  # in all others an entry reads alike


@dataclass(frozen=True, slots=True)
class _Work:
    """Which feed is put together, and of what."""

    store: Store
    declared: Declared
    address: Address
    making: Making
    known: Sources


async def compose(
    store: Store, declared: Declared, address: Address, making: Making | None = None
) -> OutputFeed | None:
    """Load what an output needs and make the feed of it; None where nothing is published there.

    With the `making` of before, entries that did not change are the very objects of before.
    """
    work = _Work(store, declared, address, making or Making(), await store.sources.cards())
    thread = await store.threads.get(address.name) if address.kind == "threads" else None
    title = thread.title if thread else _title(work)
    if title is None:
        return None
    part = address.part
    feed = await _past(work, title, part) if part else await _present(work, title, thread)
    if feed is None:
        return None
    if part is None and (floor := await store.floors.of(declared.known_as(address))):
        feed = replace(feed, updated_at=max(feed.updated_at, floor))
    if address.door or not declared.is_open(address.kind, address.name):
        return replace(feed, is_private=True, html_url=_page(declared, address, feed.html_url))
    return replace(feed, hubs=_hubs(declared, address))


def _page(declared: Declared, address: Address, own: str) -> str:
    """Say which page a private feed leads to: its own, or the front page, where an open site has none of it."""
    if address.kind == "search":
        is_shown = all(map(declared.names, declared.meant(parse(address.name)).topics))
    else:
        is_shown = _has_page(declared, address)
    return own if is_shown else f"{declared.url}/"


def _has_page(declared: Declared, address: Address) -> bool:
    """Tell whether what is declared has a page: on an open site, nothing that is private has one."""
    return declared.access == "private" or declared.is_open(address.kind, address.name)


def _hubs(declared: Declared, address: Address) -> tuple[str, ...]:
    """Name who tells when a feed changes. Hubs of others are told of what is declared, and of nothing else."""
    if address.part is not None:
        return ()  # what is over is not told of
    own = (declared.hub_url,) if declared.hub_url and address.kind != "search" else ()
    return own + (declared.hubs if address.kind in {"outputs", "topics"} else ())


def _title(work: _Work) -> str | None:
    """Give the title of what is declared; None where nothing is published."""
    declared, name = work.declared, work.address.name
    match work.address.kind:
        case "outputs":
            return declared.outputs[name].title if name in declared.outputs else None
        case "topics":
            return declared.topics[name].title if name in declared.topics else None
        case "threads":
            return None  # none of this name is stored
        case "sources":
            card = work.known.get(name) if name in declared.sources else None
            return card.title if card else None
        case "search":
            return f"{declared.title}: {name}"
        case "tags":
            return name if any(name in each.tags for each in declared.sources.values()) else None


async def _present(work: _Work, title: str, thread: Thread | None) -> OutputFeed:
    """Make the feed as it is now: what is declared, a thread, a source, a tag or a search."""
    store, declared, address = work.store, work.declared, work.address
    if tells_items(declared, address):
        entries, pages = await _items(work)
    else:
        entries, pages = await _told(work), ()
    if thread is not None:
        if not thread.is_titled:
            title = sayable(title, [entry.title for entry in entries], work.known)
        feed = replace(_feed(work, title, entries), pages=pages)
        return await of_thread(store, feed, thread, work.known, declared.url)
    feed = replace(_feed(work, title, entries), pages=pages)
    if address.kind == "topics":
        topic = declared.topics[address.name]
        feed = await with_departures(
            store, feed, thread=topic.thread, topic=address.name, mode=topic.mode
        )
    if address.kind == "sources":
        card = work.known[address.name]
        return replace(feed, rights=card.rights or "", licence_url=card.licence)
    return feed


async def _past(work: _Work, title: str, part: Part) -> OutputFeed | None:
    """Make the feed of a part: it is headed by what does not change with what is running now."""
    declared, address = work.declared, work.address
    if not tells_items(declared, address):
        return None
    limit = window_of(declared, address).limit
    found = await page(work.store, selected(declared, address), part, limit)
    if found is None:
        return None
    title = f"Thread {address.name}" if address.kind == "threads" else title
    return replace(
        _feed(work, title, await _entries(work, found.items)),
        pages=_links(work, found.ways),
        is_archive=found.is_archive,
    )


def _links(work: _Work, ways: Ways) -> tuple[Link, ...]:
    return tuple(
        Link(relation, place(replace(work.address, part=part), work.declared.url))
        for relation, part in ways
    )


def _feed(work: _Work, title: str, entries: Iterable[Entry]) -> OutputFeed:
    declared, address = work.declared, work.address
    feed = assemble(
        address, entries, site=declared.url, title=title, author=declared.title, since=NEVER
    )
    return replace(feed, id=place(declared.first(address), declared.url))


async def _told(work: _Work) -> tuple[Entry, ...]:
    """Give entries that tell of stories."""
    declared, address, name = work.declared, work.address, work.address.name
    if address.kind == "outputs":
        output = declared.outputs[name]
        view, max_age, first = View.of_output(output), output.max_age, output.first_name
    else:
        topic = declared.topics[name]
        view, max_age, first = View.of_topic(topic), topic.max_age, topic.first_name
    if _has_page(declared, address):  # by the name that leads on from whatever it is called
        view = replace(view, page=place(Address(address.kind, first), declared.url))
    return within(await told(work.store, declared, view, work.known), max_age)


async def _items(work: _Work) -> tuple[tuple[Entry, ...], tuple[Link, ...]]:
    """Give what a feed shows now, and links to what it has shown."""
    where = selected(work.declared, work.address)
    view = await shown(work.store, where, window_of(work.declared, work.address))
    entries = await _entries(work, view.items)
    if work.address.kind == "search":
        return entries, ()
    return entries, _links(work, await ways(work.store, where, view))


async def _entries(work: _Work, items: Sequence[StoredItem]) -> tuple[Entry, ...]:
    store, address, known = work.store, work.address, work.known
    ids = [stored.item.id for stored in items]
    carriers = await store.items.carriers(ids)
    kind = address.kind if address.kind in _APART else "outputs"
    if kind == "topics":
        scope, reasons = f"topics/{address.name}", await store.topics.reasons_in(address.name, ids)
    else:
        scope, reasons = kind, await store.threads.reasons_of(ids)
    topics = await filed(store, work.declared, ids)

    def ingredients(stored: StoredItem) -> Ingredients:
        item_id = stored.item.id
        others = allowed(carriers.get(item_id, ()), known)
        return Ingredients(
            stored=stored,
            carriers=others,
            cards=tuple(known.get(each.item.source_id) for each in (stored, *others)),
            reasons=tuple(reasons.get(item_id, ())),
            topics=topics.get(item_id, ()),
            kind=kind,
            site=work.declared.url,
        )

    made_of = [ingredients(stored) for stored in allowed(items, known)]
    return await asyncio.to_thread(work.making.entries, made_of, scope)
