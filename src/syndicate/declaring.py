"""The corridor of declared topics: links to examples -> texts; a new topic -> the stored items that belong to it."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final, TypeVar

from syndicate.errors import Overtaken
from syndicate.holding import Holding
from syndicate.log import event, problem
from syndicate.model import Clock, Topic
from syndicate.store import Fence, Horizon, Store

Key = TypeVar("Key")

FILL_BATCH: Final = 100  # a stop waits for these to be read, and an encoder takes its time
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


async def with_texts(store: Store, topics: Mapping[Key, Topic]) -> dict[Key, Topic]:
    """Put in what examples that are links say. What one said when it was declared, it says for good."""
    links = sorted({link for topic in topics.values() for link in topic.links})
    if not links:
        return dict(topics)
    texts = dict(await store.topics.texts())
    for link in links:
        if link not in texts and (text := await _text(store, link)):
            texts[link] = text
    told = {
        key: replace(topic, texts=tuple((k, texts[k]) for k in topic.links if k in texts))
        for key, topic in topics.items()
    }
    asked = dict.fromkeys((topic.slug, link) for topic in told.values() for link in topic.links)
    for slug, link in asked:
        if link not in texts:
            problem("an example is not among the items yet", topic=slug, link=link)
    return told


async def settle(
    store: Store, holding: Holding, topics: Sequence[Topic], *, vectors: bool = True
) -> bool:
    """Keep these topics and no others, and fill those that are new while nobody clusters.

    False: they are not filled, because another process is at it or came in between; to be done again.
    """
    if not await store.topics.sync(topics, holding.clock()):
        return True
    by_slug = {topic.slug: topic for topic in topics}
    try:
        async with holding.settling() as claim:
            if claim is None:
                return False
            new = [by_slug[slug] for slug in await store.topics.sync(topics, holding.clock())]
            if new:
                event("topics are filled from the past", topics=len(new))
                await fill(store, holding.clock, new, vectors=vectors, claim=claim)
    except Overtaken as error:
        problem("topics are not filled yet", reason=error)
        return False
    return True


async def fill(
    store: Store,
    clock: Clock,
    topics: Sequence[Topic],
    *,
    vectors: bool = True,
    claim: Fence | None = None,
) -> None:
    """Topics that are new -> the stored items that belong to them, by themselves and with their stories.

    Every item is read once for all of them.
    """
    from syndicate.cluster import filling

    tags = await store.sources.tags() if any(topic.tags for topic in topics) else {}
    await _judge(store, clock, tuple(topics), tags, vectors=vectors)
    for topic in topics:
        members = await store.topics.casts(topic.slug)
        found = await asyncio.to_thread(filling.with_stories, topic, members, tags)
        await store.topics.record(found, clock())
        await store.topics.filled(topic.slug, claim)
        event("topic filled", topic=topic.slug)


async def _judge(
    store: Store,
    clock: Clock,
    topics: tuple[Topic, ...],
    tags: Mapping[str, Collection[str]],
    *,
    vectors: bool,
) -> None:
    """Save which items belong to topics by themselves, and which must not."""
    from syndicate.cluster import filling
    from syndicate.cluster.index import Frequencies
    from syndicate.cluster.sentences import encoder

    encode = encoder() if vectors else None
    known, nothing = Frequencies(), (clock(), 0)
    async for page in store.threads.remembered(Horizon(nothing, nothing, nothing)):
        known.learn(page.terms)
    after = 0
    while batch := await store.items.since(EPOCH, after=after, limit=FILL_BATCH):
        after, items = batch[-1][0], [item for _, item in batch]
        members = await store.threads.members([item.id for item in items])
        told = await asyncio.to_thread(filling.judged, topics, items, members, known, tags, encode)
        await store.topics.record(told.matches, clock(), told.barred)


async def _text(store: Store, link: str) -> str | None:
    """What a stored item says: by its own address, or by that of our page about it."""
    stored = await store.items.find(link)
    if stored is None and "/items/" in link:
        stored = await store.items.get(link.rpartition("/items/")[2])
    return None if stored is None else f"{stored.item.title}\n{stored.item.text[:1000]}"
