"""An address -> the feed that stands there: what to load, and which pure room makes entries of it.

Press keeps what was rendered, until the store has changed
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Final
from weakref import WeakValueDictionary

from syndicate.model import (
    Address,
    Declared,
    Entry,
    Link,
    Output,
    OutputFeed,
    Publication,
    StoredItem,
    Story,
    Thread,
)
from syndicate.protocols import Encoder
from syndicate.publish import prose
from syndicate.publish.atom import AtomEncoder
from syndicate.publish.developments import developments
from syndicate.publish.digest import digest
from syndicate.publish.entries import SourceCard, Sources, allowed, from_items, policy, sayable
from syndicate.publish.jsonfeed import JsonFeedEncoder
from syndicate.publish.outputs import assemble, place
from syndicate.publish.press import prepare
from syndicate.publish.rss import RssEncoder
from syndicate.publish.stories import Members, from_stories
from syndicate.publish.why import line
from syndicate.store import SourceOverview, Store
from syndicate.store.items import Selection
from syndicate.telling import growths, subtitle, telling

Label = Callable[[StoredItem], str]
ENCODERS: Final[Mapping[str, Encoder]] = {
    encoder.suffix: encoder for encoder in (AtomEncoder(), RssEncoder(), JsonFeedEncoder())
}
KEPT_RENDERINGS: Final = 512
LIMIT: Final = 100
NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)  # the `updated` of an output without entries
ITEMS_PER_STORY: Final = 5  # how many items are looked at to find one story of an output
ITEMS_PER_DIGEST: Final = 2000  # about so many items are told, in whole days


class Press:
    """Renders an output when somebody asks and the store has changed since; one of each at a time."""

    def __init__(self, store: Store, *, on_render: Callable[[], None]) -> None:
        self._store = store
        self._on_render = on_render
        self._kept: OrderedDict[Address, tuple[tuple[Declared, int], Publication]] = OrderedDict()
        # A lock lasts as long as somebody holds it or waits for it.
        self._locks: WeakValueDictionary[Address, asyncio.Lock] = WeakValueDictionary()

    async def publication(self, declared: Declared, address: Address) -> Publication | None:
        """Return the bytes that stand at an address; None where nothing is published."""
        lock = self._locks.setdefault(address, asyncio.Lock())
        async with lock:
            return await self._current(declared, address)

    async def _current(self, declared: Declared, address: Address) -> Publication | None:
        revision = (declared, await self._store.revision())
        kept = self._kept.get(address)
        if kept is not None and kept[0] == revision:
            self._kept.move_to_end(address)
            return kept[1]
        feed = await compose(self._store, declared, address)
        if feed is None:
            return None
        publication = await asyncio.to_thread(prepare, feed, ENCODERS[address.suffix])
        self._on_render()
        self._kept[address] = (revision, publication)
        if len(self._kept) > KEPT_RENDERINGS:
            self._kept.popitem(last=False)
        return publication


async def compose(store: Store, declared: Declared, address: Address) -> OutputFeed | None:
    """Load what an output needs and make the feed of it; None where nothing is published there."""
    if address.kind == "outputs":
        return await _output(store, declared, address)
    known = await cards(store)
    title = await _title(store, declared, address, known)
    if title is None:
        return None
    topic = declared.topics.get(address.name) if address.kind == "topics" else None
    fold = address.kind != "sources" and (topic is None or topic.fold_copies)
    label = partial(_label, declared, address)
    where = replace(_selection(address), grown_from=topic.thread if topic else None)
    entries = await _items(store, where, LIMIT, known, label, fold=fold)
    if address.kind == "threads":
        return await _thread(store, declared, address, entries, known)
    feed = _feed(declared, address, title, entries)
    if topic is not None and topic.thread:  # readers know it by the id that it had as a thread
        return replace(feed, id=place(Address("threads", topic.thread), declared.url))
    if address.kind != "sources":
        return feed
    return replace(
        feed, rights=known[address.name].rights or "", licence_url=known[address.name].licence
    )


async def _title(store: Store, declared: Declared, address: Address, known: Sources) -> str | None:
    match address.kind:
        case "topics":
            topic = declared.topics.get(address.name)
            return topic.title if topic else None
        case "threads":
            thread = await store.threads.get(address.name)
            return thread.title if thread else None
        case "sources":
            card = known.get(address.name) if address.name in declared.sources else None
            return card.title if card else None
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
    told = await telling(store, thread, known)
    growth = (await growths(store, [thread], thread.updated_at)).get(thread.id)
    former = [
        place(Address("threads", one), declared.url)
        for one in await store.threads.former(thread.id)
    ]
    taken_in = [f"With what stood at {', '.join(former)}."] if former else []
    text = " ".join([subtitle(thread, told, growth), *taken_in])
    also = (await store.tongues.of([thread.id])).get(thread.id, ())
    return replace(
        feed,
        subtitle=text.strip(),
        categories=told.categories,
        links=tuple(_in_another_language(each, declared.url, known) for each in also),
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


def _selection(address: Address) -> Selection:
    match address.kind:
        case "topics":
            return Selection(topic=address.name)
        case "threads":
            return Selection(thread_id=address.name)
        case "sources":
            return Selection(source_id=address.name)
        case _:
            return Selection(tags=(address.name,))


async def _output(store: Store, declared: Declared, address: Address) -> OutputFeed | None:
    output = declared.outputs.get(address.name)
    if output is None:
        return None
    known = await cards(store)
    where = Selection(tags=output.tags)
    if output.mode == "items":
        label = partial(_label, declared, address)
        entries = await _items(store, where, output.limit, known, label)
    elif output.mode == "digest":
        entries = await _days(store, declared, output, known)
    else:
        entries = await _of_stories(store, declared, output, known)
    return _feed(declared, address, output.title, entries)


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
    store: Store,
    where: Selection,
    limit: int,
    known: Sources,
    label: Label,
    *,
    fold: bool = True,
) -> tuple[Entry, ...]:
    """Every text once, as soon as it is known to be no copy. What a source says itself stands as it came."""
    alone = where.source_id is None
    folded = replace(where, originals_only=fold, published_only=True, placed_only=alone)
    items = await store.items.newest(folded, limit=limit)
    ids = [stored.item.id for stored in items]
    carriers = await store.items.carriers(ids)
    if where.topic is None:
        reasons = await store.threads.reasons_of(ids)
    else:
        reasons = await store.topics.reasons_in(where.topic, ids)
    return from_items(
        items,
        carriers,
        known,
        lambda stored: line(label(stored), stored, reasons, quote=policy(stored, known) != "link"),
    )


async def _of_stories(
    store: Store, declared: Declared, output: Output, known: Sources
) -> tuple[Entry, ...]:
    where = Selection(tags=output.tags, published_only=True, placed_only=True)
    recent = await store.items.newest(where, limit=output.limit * ITEMS_PER_STORY)
    stories, members = await _told(store, output, recent, known)
    told = [stored.item.id for items in members.values() for stored in items]
    why = await store.threads.reasons_of(told)
    if output.mode == "developments":
        return developments(stories, members, known, limit=output.limit, reasons=why)
    return from_stories(stories[: output.limit], members, known, site=declared.url, reasons=why)


async def _days(
    store: Store, declared: Declared, output: Output, known: Sources
) -> tuple[Entry, ...]:
    """One entry a day. A day that was not read to its beginning is left out: it would be told in part."""
    where = Selection(tags=output.tags, published_only=True, placed_only=True)
    items: list[StoredItem] = []
    days: set[date] = set()
    whole, before = False, None
    while not whole and len(days) < 3:  # the newest is not over, the oldest may be read in part
        page = await store.items.newest(where, limit=ITEMS_PER_DIGEST, before=before)
        items += page
        days |= {stored.item.seen_at.astimezone(UTC).date() for stored in page}
        whole = len(page) < ITEMS_PER_DIGEST
        before = (page[-1].item.seen_at, page[-1].item.id) if page else None
    if not items:
        return ()
    stories, members = await _told(store, output, items, known)
    entries = digest(
        stories,
        members,
        known,
        newest_at=items[0].item.seen_at,
        name=output.name,
        site=declared.url,
        limit=output.limit,
    )
    whole_from = datetime.combine(min(days) + timedelta(days=0 if whole else 1), time(), UTC)
    return tuple(entry for entry in entries if entry.published_at > whole_from)


async def _told(
    store: Store, output: Output, recent: Sequence[StoredItem], known: Sources
) -> tuple[tuple[Story, ...], Members]:
    """Give the stories of these items, with what this output may tell of each."""
    ids = tuple(dict.fromkeys(stored.story_id for stored in recent if stored.story_id))
    members = await store.items.of_stories(ids)
    tags = set(output.tags)
    shown = {
        story_id: tuple(
            stored
            for stored in allowed(items, known)
            if not tags or not tags.isdisjoint(known[stored.item.source_id].tags)
        )
        for story_id, items in members.items()
    }
    stories = await store.threads.stories_by_id(ids)
    return tuple(
        story if shown[story.id] == members[story.id] else _partly(story, shown[story.id])
        for story in stories
    ), shown


def _partly(story: Story, shown: Sequence[StoredItem]) -> Story:
    """A story of which some must not be told: its name may not be theirs, nor its newest change."""
    newest_at = max((stored.item.seen_at for stored in shown), default=story.opened_at)
    return replace(story, title="", updated_at=newest_at)


async def cards(store: Store) -> Mapping[str, SourceCard]:
    """Return what entries tell of their sources, by source id; those that were given up too."""
    overview = await store.sources.overview(include_retired=True)
    return {source.state.source_id: card(source) for source in overview}


def card(source: SourceOverview) -> SourceCard:
    """Say of a source what may be published of it; its address is cleaned where it is written."""
    return SourceCard(
        id=source.state.source_id,
        title=source.title or source.url_subscribed,
        feed_url=source.url_subscribed,
        site_url=source.state.site_url,
        tags=source.tags,
        republish=source.republish,
        rights=source.rights,
        licence=source.licence,
        fold_copies=source.fold_copies,
    )
