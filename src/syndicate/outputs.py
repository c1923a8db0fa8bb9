"""An address -> the feed that stands there: what to load, and which pure room makes entries of it.

Declared   what feeds.yaml says, as the corridors and the pages need it
Press      keeps what was rendered, until the store has changed
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from syndicate.model import (
    Address,
    Entry,
    Output,
    OutputFeed,
    Publication,
    Source,
    Topic,
)
from syndicate.protocols import Encoder
from syndicate.publish.atom import AtomEncoder
from syndicate.publish.developments import developments
from syndicate.publish.digest import digest
from syndicate.publish.entries import SourceCard, from_items
from syndicate.publish.jsonfeed import JsonFeedEncoder
from syndicate.publish.outputs import assemble
from syndicate.publish.press import prepare
from syndicate.publish.rss import RssEncoder
from syndicate.publish.stories import from_stories
from syndicate.store import Store
from syndicate.store.items import Selection

ENCODERS: Final[Mapping[str, Encoder]] = {
    encoder.suffix: encoder for encoder in (AtomEncoder(), RssEncoder(), JsonFeedEncoder())
}
KEPT_RENDERINGS: Final = 512
LIMIT: Final = 100
ITEMS_PER_STORY: Final = 5  # how many items are looked at to find one story of an output


@dataclass(frozen=True, slots=True)
class Declared:
    """What feeds.yaml says. A reload puts another one in its place, whole."""

    title: str
    url: str
    sources: Mapping[str, Source]
    topics: Mapping[str, Topic]
    outputs: Mapping[str, Output]


class Press:
    """Renders an output when it is asked for and the store has changed since; at most one rendering of each at a time."""

    def __init__(self, store: Store, *, on_render: Callable[[], None]) -> None:
        self._store = store
        self._on_render = on_render
        self._kept: OrderedDict[Address, tuple[object, Publication]] = OrderedDict()
        self._locks: dict[Address, asyncio.Lock] = {}

    async def publication(self, declared: Declared, address: Address) -> Publication | None:
        """Return the bytes that stand at an address; None where nothing is published."""
        lock = self._locks.setdefault(address, asyncio.Lock())
        try:
            async with lock:
                return await self._current(declared, address)
        finally:
            if not lock.locked():
                self._locks.pop(address, None)

    async def _current(self, declared: Declared, address: Address) -> Publication | None:
        revision = (id(declared), await self._store.revision())
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
    """Load what an output needs and make the feed of it; None where nothing is published at the address."""
    match address.kind:
        case "outputs":
            return await _output(store, declared, address)
        case "topics":
            topic = declared.topics.get(address.name)
            title, where = (topic.title if topic else ""), Selection(topic=address.name)
        case "threads":
            thread = await store.threads.get(address.name)
            title, where = (thread.title if thread else ""), Selection(thread_id=address.name)
        case "sources":
            card = (await cards(store)).get(address.name)
            title, where = (card.title if card else ""), Selection(source_id=address.name)
        case "tags":
            known = any(address.name in source.tags for source in declared.sources.values())
            title, where = (address.name if known else ""), Selection(tags=(address.name,))
    if not title:
        return None
    return await _feed(store, declared, address, title, await _items(store, where, LIMIT))


async def _output(store: Store, declared: Declared, address: Address) -> OutputFeed | None:
    output = declared.outputs.get(address.name)
    if output is None:
        return None
    where = Selection(tags=output.tags)
    if output.mode == "items":
        entries = await _items(store, where, output.limit)
    else:
        entries = await _of_stories(store, declared, output, where)
    return await _feed(store, declared, address, output.title, entries)


async def _feed(
    store: Store, declared: Declared, address: Address, title: str, entries: Sequence[Entry]
) -> OutputFeed:
    return assemble(
        address,
        entries,
        site=declared.url,
        title=title,
        author=declared.title,
        since=await store.opened_at(),
    )


async def _items(store: Store, where: Selection, limit: int) -> tuple[Entry, ...]:
    folded = replace(where, originals_only=where.source_id is None, published_only=True)
    items = await store.items.newest(folded, limit=limit)
    copies = await store.items.copies([stored.item.id for stored in items])
    return from_items(items, copies, await cards(store))


async def _of_stories(
    store: Store, declared: Declared, output: Output, where: Selection
) -> tuple[Entry, ...]:
    recent = await store.items.newest(
        replace(where, published_only=True), limit=output.limit * ITEMS_PER_STORY
    )
    ids = tuple(dict.fromkeys(stored.story_id for stored in recent if stored.story_id))
    stories = await store.threads.stories_by_id(ids)
    members = await store.items.of_stories(ids)
    known = await cards(store)
    match output.mode:
        case "developments":
            return developments(stories, members, known, limit=output.limit)
        case "digest":
            newest_at = max((stored.item.seen_at for stored in recent), default=None)
            return digest(
                stories,
                members,
                known,
                newest_at=newest_at,
                name=output.name,
                site=declared.url,
                limit=output.limit,
            )
        case _:
            return from_stories(stories[: output.limit], members, known, site=declared.url)


async def cards(store: Store) -> Mapping[str, SourceCard]:
    """Return what entries tell of their sources, by source id."""
    return {
        source.state.source_id: SourceCard(
            id=source.state.source_id,
            title=source.title,
            feed_url=source.url_subscribed,
            site_url=source.state.site_url,
            tags=source.tags,
            republish=source.republish,
        )
        for source in await store.sources.overview()
    }
