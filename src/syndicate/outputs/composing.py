"""An address -> the feed that stands there: what to load, and which pure room makes entries of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Final

from syndicate.model import (
    Address,
    Declared,
    Entry,
    Link,
    OutputFeed,
    Part,
    StoredItem,
    Thread,
)
from syndicate.outputs.cards import cards
from syndicate.outputs.modes import View, told
from syndicate.outputs.past import Ways, page, ways
from syndicate.outputs.selecting import selected, tells_items
from syndicate.outputs.windows import shown, window_of, within
from syndicate.publish import prose
from syndicate.publish.entries import Sources, from_items, policy, sayable
from syndicate.publish.outputs import assemble, place
from syndicate.publish.why import line
from syndicate.store import Store
from syndicate.telling import growths, subtitle, telling

NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)  # the `updated` of an output without entries


async def compose(store: Store, declared: Declared, address: Address) -> OutputFeed | None:
    """Load what an output needs and make the feed of it; None where nothing is published there."""
    feed = await _composed(store, declared, address)
    if feed is None:
        return None
    if address.door or not declared.is_open(address.kind, address.name):
        return replace(feed, is_private=True)
    return replace(feed, hubs=_hubs(declared, address))


def _hubs(declared: Declared, address: Address) -> tuple[str, ...]:
    """Name who tells when a feed changes. Hubs of others are told of what is declared, and of nothing else."""
    if address.part is not None:
        return ()  # what is over is not told of
    own = (declared.hub_url,) if declared.hub_url and address.kind != "search" else ()
    return own + (declared.hubs if address.kind in {"outputs", "topics"} else ())


async def _composed(store: Store, declared: Declared, address: Address) -> OutputFeed | None:
    if address.part is not None:
        return await _past(store, declared, address, address.part)
    if address.kind == "outputs":
        return await _output(store, declared, address)
    known = await cards(store)
    title = await _title(store, declared, address, known)
    if title is None:
        return None
    topic = declared.topics.get(address.name) if address.kind == "topics" else None
    pages: tuple[Link, ...] = ()
    if topic is not None and topic.mode != "items":
        entries = within(
            await told(store, declared.url, View.of_topic(topic), known), topic.max_age
        )
    else:
        entries, pages = await _items(store, declared, address, known)
    if address.kind == "threads":
        feed = await _thread(store, declared, address, entries, known)
        return feed and replace(feed, pages=pages)
    feed = replace(_feed(declared, address, title, entries), pages=pages)
    if topic is not None and topic.mode == "items":
        feed = await _with_departures(store, feed, thread=topic.thread, topic=address.name)
    feed = replace(feed, id=_identity(declared, address))
    if address.kind != "sources":
        return feed
    return replace(
        feed, rights=known[address.name].rights or "", licence_url=known[address.name].licence
    )


async def _title(store: Store, declared: Declared, address: Address, known: Sources) -> str | None:
    match address.kind:
        case "outputs":
            output = declared.outputs.get(address.name)
            return output.title if output else None
        case "topics":
            topic = declared.topics.get(address.name)
            return topic.title if topic else None
        case "threads":
            thread = await store.threads.get(address.name)
            return thread.title if thread else None
        case "sources":
            card = known.get(address.name) if address.name in declared.sources else None
            return card.title if card else None
        case "search":
            return f"{declared.title}: {address.name}"
        case _:
            tagged = any(address.name in source.tags for source in declared.sources.values())
            return address.name if tagged else None


async def _thread(
    store: Store, declared: Declared, address: Address, entries: Sequence[Entry], known: Sources
) -> OutputFeed | None:
    """A thread's feed says above its entries what the thread's page says, as of its newest item.

    It says what it took in; and what left it is a change of it, too.
    """
    thread = await store.threads.get(address.name)
    if thread is None:
        return None
    title = thread.title if thread.is_titled else _sayable(thread.title, entries, known)
    feed = _feed(declared, address, title, entries)
    changed_at = await store.journal.changed_at(thread.id)
    feed = replace(feed, updated_at=max(feed.updated_at, changed_at or NEVER))
    if thread.merged_into:
        return feed
    feed = await _with_departures(store, feed, thread=thread.id)
    about = await telling(store, thread, known)
    growth = (await growths(store, [thread], thread.updated_at)).get(thread.id)
    former = [
        place(Address("threads", one), declared.url)
        for one in await store.threads.former(thread.id)
    ]
    taken_in = [f"With what stood at {', '.join(former)}."] if former else []
    text = " ".join([subtitle(thread, about, growth), *taken_in])
    also = (await store.tongues.of([thread.id])).get(thread.id, ())
    return replace(
        feed,
        subtitle=text.strip(),
        categories=about.categories,
        links=tuple(_in_another_language(each, declared.url, known) for each in also),
    )


async def _with_departures(
    store: Store, feed: OutputFeed, *, thread: str | None, topic: str | None = None
) -> OutputFeed:
    """Say what stood here and does no more; that is a change of the feed, too."""
    gone = await store.departures.of(thread=thread, topic=topic)
    shown = {entry.id for entry in feed.entries}
    return replace(
        feed,
        departed=tuple(each for each in gone.items if each.entry_id not in shown),
        updated_at=max(feed.updated_at, gone.changed_at or NEVER),
    )


def _in_another_language(thread: Thread, site: str, known: Sources) -> Link:
    """Link to a thread that tells the same; it is named where no name of a thread can be a secret."""
    open_ = thread.is_titled or all(card.republish != "none" for card in known.values())
    href = place(Address("threads", thread.id), site)
    title = thread.title if open_ else None
    return Link("related", href, "text/html", title, language=thread.language)


def _sayable(title: str, entries: Sequence[Entry], known: Sources) -> str:
    """Keep a thread's title unless it may be the headline of an item that must not be republished."""
    return sayable(title, [entry.title for entry in entries], known)


async def _output(store: Store, declared: Declared, address: Address) -> OutputFeed | None:
    output = declared.outputs.get(address.name)
    if output is None:
        return None
    known = await cards(store)
    pages: tuple[Link, ...] = ()
    if output.mode == "items":
        entries, pages = await _items(store, declared, address, known)
    else:
        entries = within(
            await told(store, declared.url, View.of_output(output), known), output.max_age
        )
    feed = _feed(declared, address, output.title, entries)
    return replace(feed, id=_identity(declared, address), pages=pages)


async def _past(
    store: Store, declared: Declared, address: Address, part: Part
) -> OutputFeed | None:
    """Make the feed of a part: it is headed by what does not change with what is running now."""
    known = await cards(store)
    title = await _title(store, declared, replace(address, part=None), known)
    if title is None or not tells_items(declared, address):
        return None
    where = selected(declared, address)
    found = await page(store, where, part, window_of(declared, address).limit)
    if found is None:
        return None
    title = f"Thread {address.name}" if address.kind == "threads" else title
    entries = await _entries(store, declared, address, known, found.items)
    return replace(
        _feed(declared, address, title, entries),
        id=_identity(declared, address),
        pages=_links(declared, address, found.ways),
        is_archive=found.is_archive,
    )


def _links(declared: Declared, address: Address, ways: Ways) -> tuple[Link, ...]:
    return tuple(
        Link(relation, place(replace(address, part=part), declared.url)) for relation, part in ways
    )


def _identity(declared: Declared, address: Address) -> str:
    """Give the id of a feed: readers know it by the first name that it had, though it was a thread's."""
    named = replace(address, part=None, door="")
    if address.kind == "outputs":
        named = Address("outputs", declared.outputs[address.name].first_name)
    elif address.kind == "topics" and (thread := declared.topics[address.name].thread):
        named = Address("threads", thread)
    return place(named, declared.url)


def _feed(declared: Declared, address: Address, title: str, entries: Sequence[Entry]) -> OutputFeed:
    return assemble(
        address,
        entries,
        site=declared.url,
        title=title,
        author=declared.title,
        since=NEVER,
    )


def _label(declared: Declared, address: Address, stored: StoredItem) -> str:
    """Name the place that an entry says why it is in, by the kind of feed; a source's own need no reason."""
    match address.kind:
        case "threads":
            return "In this thread"
        case "topics":
            return "In this topic"
        case "sources":
            return ""
        case _ if stored.thread_id:
            here = place(Address("threads", stored.thread_id), declared.url)
            return f"In {prose.link(here, 'its thread')}"
        case _:
            return "In its story"


async def _items(
    store: Store, declared: Declared, address: Address, known: Sources
) -> tuple[tuple[Entry, ...], tuple[Link, ...]]:
    """Give what a feed shows now, and links to what it has shown."""
    where = selected(declared, address)
    view = await shown(store, where, window_of(declared, address))
    entries = await _entries(store, declared, address, known, view.items)
    if address.kind == "search":
        return entries, ()
    return entries, _links(declared, address, await ways(store, where, view))


async def _entries(
    store: Store,
    declared: Declared,
    address: Address,
    known: Sources,
    items: Sequence[StoredItem],
) -> tuple[Entry, ...]:
    label = partial(_label, declared, address)
    ids = [stored.item.id for stored in items]
    carriers = await store.items.carriers(ids)
    if address.kind != "topics":
        reasons = await store.threads.reasons_of(ids)
    else:
        reasons = await store.topics.reasons_in(address.name, ids)
    filed = await store.topics.of(ids)
    return from_items(
        items,
        carriers,
        known,
        lambda stored: line(label(stored), stored, reasons, quote=policy(stored, known) != "link"),
        {
            item_id: list(filter(None, map(declared.names, slugs)))
            for item_id, slugs in filed.items()
        },
        declared.url,
    )
