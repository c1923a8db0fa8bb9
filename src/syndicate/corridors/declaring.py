"""The corridors of what is declared.

sources  addresses in feeds.yaml -> what is followed, each where it stands now
topics   links to examples -> texts; a new topic -> the stored items that belong to it
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, Final, TypeVar

from syndicate.errors import Overtaken
from syndicate.fetch.notices import former
from syndicate.holding import Holding
from syndicate.log import event, problem
from syndicate.model import EPOCH, Clock, Declared, Item, Source, Topic
from syndicate.store import Fence, Horizon, Store

if TYPE_CHECKING:
    from syndicate.cluster.meaning.sentences import Encode
    from syndicate.cluster.words.rarity import Frequencies

Key = TypeVar("Key")

FILL_BATCH: Final = 50  # a stop waits for these to be read, and an encoder takes its time
LATE: Final = timedelta(minutes=1)  # what others saw longer ago, they have saved


@dataclass(frozen=True, slots=True)
class _By:
    """How rare words are, which tags sources have, and who tells what texts mean."""

    known: Frequencies
    tags: Mapping[str, Collection[str]]
    encode: Encode | None


async def follow(store: Store, sources: Sequence[Source], now: datetime) -> frozenset[str]:
    """Follow these and no others. Give the ids of those that go on at another address."""
    found = await store.sources.sync(sources, now)
    for each in found.moved:
        event("source goes on elsewhere", source=each.source.shown_url, before=each.address)
    for each in found.strange:
        was = former(each.id, *each.source.was, each.address)
        problem(
            "a new source stands where another one was followed",
            source=each.source.shown_url,
            before=each.address,
            advice=f"if it is the same feed, write `was: {was}` beside its url",
        )
    return frozenset(each.id for each in found.moved)


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


class Filler:
    """Keeps the declared topics, and fills those that are new, a portion a call. There is one in a process.

    Until a topic is filled, what comes is placed without asking it (`Clusterer.place`): the fill reads that, too. So
    each item is voted on once, and nobody waits but for the end of a fill.
    """

    def __init__(self, store: Store, holding: Holding) -> None:
        self._store = store
        self._holding = holding
        self._fill: _Fill | None = None

    async def keep(self, declared: Declared) -> None:
        """Keep these topics and no others; those that are new, or not filled yet, are to be filled."""
        topics, vectors = declared.topics, declared.dials.vectors
        waiting = await self._store.topics.sync(tuple(topics.values()), self._holding.clock())
        self._take_on(tuple(topics[slug] for slug in waiting), vectors=vectors)

    async def learn(
        self, before: Mapping[str, Topic], after: Mapping[str, Topic], *, vectors: bool
    ) -> None:
        """Fill topics anew by what examples say that came just now. What others declared since stands as they did."""
        waiting = await self._store.topics.learn(before, after, self._holding.clock())
        self._take_on(tuple(after[slug] for slug in waiting), vectors=vectors)

    def _take_on(self, new: tuple[Topic, ...], *, vectors: bool) -> None:
        if self._fill is not None and (self._fill.topics, self._fill.vectors) == (new, vectors):
            return
        self._fill = None
        if new:
            event("topics are filled from the past", topics=len(new))
            self._fill = _Fill(self._store, self._holding.clock, new, vectors=vectors)

    async def go_on(self) -> bool:
        """Read the next items for topics that are new. False: nothing is left, or another process has to end first."""
        if self._fill is None:
            return False
        if await self._fill.read():
            return True
        try:
            async with self._holding.settling() as claim:
                if claim is not None:
                    await self._fill.end(claim)
                    self._fill = None
        except Overtaken as error:
            problem("topics are not filled yet", reason=error)
        return False


class _Fill:
    """Topics that are new, and how far the past was read for all of them at once."""

    def __init__(
        self, store: Store, clock: Clock, topics: tuple[Topic, ...], *, vectors: bool
    ) -> None:
        self.topics = topics
        self.vectors = vectors
        self._store = store
        self._clock = clock
        self._after = 0
        self._by: _By | None = None

    async def read(self) -> bool:
        """Save which of the next items belong by themselves, and which must not; False: all are read but the newest."""
        certain = self._clock() - LATE
        batch = await self._batch()
        return await self._judge(list(takewhile(lambda one: one[1].seen_at < certain, batch)))

    async def end(self, claim: Fence) -> None:
        """While nobody clusters, read what is left, and let items belong with their stories. Raises Overtaken."""
        while await self._judge(await self._batch()):
            pass
        ours = {topic.slug: topic for topic in self.topics}
        waiting = await self._store.topics.learn(ours, ours, self._clock())
        for topic in self.topics:
            if topic.slug in waiting:
                await self._end(topic, claim)

    async def _end(self, topic: Topic, claim: Fence) -> None:
        from syndicate.cluster.declared import filling

        by, members = await self._weighed(), await self._store.topics.casts(topic.slug)
        found = await asyncio.to_thread(filling.with_stories, topic, members, by.tags)
        await self._store.topics.record(found, asked=self.topics)
        await self._store.topics.filled(topic.slug, claim, topic)
        event("topic filled", topic=topic.slug)

    async def _batch(self) -> Sequence[tuple[int, Item]]:
        return await self._store.items.since(EPOCH, after=self._after, limit=FILL_BATCH)

    async def _judge(self, batch: Sequence[tuple[int, Item]]) -> bool:
        """Save what the topics say of items; False where there are none."""
        if not batch:
            return False
        from syndicate.cluster.declared import filling

        by, items = await self._weighed(), [item for _, item in batch]
        members = await self._store.threads.members([item.id for item in items])
        told = await asyncio.to_thread(
            filling.judged, self.topics, items, members, by.known, by.tags, by.encode
        )
        await self._store.topics.record(told.matches, told.barred, self.topics)
        self._after = batch[-1][0]
        return True

    async def _weighed(self) -> _By:
        """What items are judged by: the same from the beginning of a fill to its end."""
        if self._by is None:
            from syndicate.cluster.meaning.sentences import encoder
            from syndicate.cluster.words.rarity import Frequencies

            tags = await self._store.sources.tags() if any(one.tags for one in self.topics) else {}
            known, nothing = Frequencies(), (self._clock(), 0)
            async for page in self._store.threads.remembered(Horizon(nothing, nothing, nothing)):
                known.learn(page.terms)
            encode = await asyncio.to_thread(encoder) if self.vectors else None
            self._by = _By(known, tags, encode)
        return self._by


async def _text(store: Store, link: str) -> str | None:
    """What a stored item says: by its own address, or by that of our page about it."""
    stored = await store.items.find(link)
    if stored is None and "/items/" in link:
        stored = await store.items.get(link.rpartition("/items/")[2])
    return None if stored is None else f"{stored.item.title}\n{stored.item.text[:1000]}"
