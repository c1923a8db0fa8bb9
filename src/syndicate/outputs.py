"""An address -> the feed that stands there: what to load, and which pure room makes entries of it.

Declared   what feeds.yaml says, as the corridors and the pages need it
Press      keeps what was rendered, until the store has changed
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
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
NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)  # the `updated` of an output without entries
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
    """Renders an output when somebody asks and the store has changed since; one of each at a time."""

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
    """Load what an output needs and make the feed of it; None where nothing is published there."""
    if address.kind == "outputs":
        return await _output(store, declared, address)
    title = await _title(store, declared, address)
    if title is None:
        return None
    entries = await _items(store, _selection(address), LIMIT)
    return _feed(declared, address, title, entries)


async def _title(store: Store, declared: Declared, address: Address) -> str | None:
    match address.kind:
        case "topics":
            topic = declared.topics.get(address.name)
            return topic.title if topic else None
        case "threads":
            thread = await store.threads.get(address.name)
            return thread.title if thread else None
        case "sources":
            card = (await cards(store)).get(address.name)
            return card.title if card else None
        case _:
            tagged = any(address.name in source.tags for source in declared.sources.values())
            return address.name if tagged else None


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
    where = Selection(tags=output.tags)
    if output.mode == "items":
        entries = await _items(store, where, output.limit)
    else:
        entries = await _of_stories(store, declared, output, where)
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
            title=source.title or source.url_subscribed,
            feed_url=source.url_subscribed,
            site_url=source.state.site_url,
            tags=source.tags,
            republish=source.republish,
        )
        for source in await store.sources.overview()
    }
