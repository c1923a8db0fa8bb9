"""The corridor from items to stories, threads and topics: load, one pure step, one transaction."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from syndicate.cluster import STORY_LIVES, THREAD_LIVES, Memory, step
from syndicate.cluster.topics import match
from syndicate.log import event
from syndicate.metrics import Metrics
from syndicate.model import Clock, Item, Topic, TopicMatch
from syndicate.store import Store

CLUSTER_BATCH: Final = 200
FILL_BATCH: Final = 1000
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Clusterer:
    """Places items, one call at a time. What it remembers between two calls, the store knows too."""

    def __init__(self, *, store: Store, clock: Clock, metrics: Metrics) -> None:
        self._store = store
        self._clock = clock
        self._metrics = metrics
        self._memory: Memory | None = None

    async def place(self, topics: Sequence[Topic]) -> int:
        """Items without a story -> stories, threads and topics. Return how many items were placed."""
        placed = 0
        while items := await self._store.items.unclustered(CLUSTER_BATCH):
            began = time.process_time()
            await self._place(items, topics)
            placed += len(items)
            self._metrics.cluster_seconds.inc(time.process_time() - began)
            self._metrics.clustered.inc(len(items))
        if placed:
            event("clustered", items=placed)
        return placed

    async def fill(self, topic: Topic) -> None:
        """A topic that is new -> the stored items that belong to it."""
        after = 0
        while batch := await self._store.items.since(EPOCH, after=after, limit=FILL_BATCH):
            after = batch[-1][0]
            found = await asyncio.to_thread(_matches, topic, [item for _, item in batch])
            await self._store.topics.record(found, self._clock())
        await self._store.topics.filled(topic.slug)
        event("topic filled", topic=topic.slug)

    async def _place(self, items: Sequence[Item], topics: Sequence[Topic]) -> None:
        memory = self._memory or await self._recall(items)
        self._memory = None  # until it is saved, what it learns now is not to be trusted
        clustering = await asyncio.to_thread(step, memory, items, topics)
        await self._store.threads.record(clustering, self._clock())
        self._memory = memory

    async def _recall(self, items: Sequence[Item]) -> Memory:
        oldest = min(item.seen_at for item in items)
        known = await self._store.threads.memory(
            oldest - STORY_LIVES, threads_since=oldest - THREAD_LIVES
        )
        return await asyncio.to_thread(
            Memory.recall, known.stories, known.threads, known.terms, known.members
        )


def _matches(topic: Topic, items: Sequence[Item]) -> tuple[TopicMatch, ...]:
    return tuple(hit for item in items if (hit := match(topic, item)) is not None)
