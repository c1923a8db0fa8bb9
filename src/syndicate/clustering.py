"""The corridor from items to stories, threads and topics: load, one pure step, one transaction."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from syndicate.cluster import MOST, STORY_LIVES, THREAD_LIVES, Memory, step
from syndicate.cluster.changes import Tuning
from syndicate.cluster.corrections import NONE, Corrections, compiled, new_thread
from syndicate.cluster.dials import tuning
from syndicate.cluster.index import forgotten
from syndicate.cluster.sentences import Encode
from syndicate.cluster.settle import settle
from syndicate.log import event
from syndicate.metrics import Metrics
from syndicate.model import (
    Clock,
    Clustering,
    Correction,
    Dials,
    Item,
    PastEvent,
    Scene,
    Topic,
)
from syndicate.store import Horizon, Store

CLUSTER_BATCH: Final = 200
USUAL: Final = Dials()
WORDS: Final = 500_000  # so many more than twice the words that it began with, and it begins anew
WAITING: Final = timedelta(days=7)  # an item that was seen earlier does not wait for its place


class Clusterer:
    """Places items, one call at a time. What it remembers between two calls, the store knows too."""

    def __init__(
        self, *, store: Store, clock: Clock, metrics: Metrics, encode: Encode | None = None
    ) -> None:
        self._store = store
        self._clock = clock
        self._metrics = metrics
        self._encode = encode
        self._memory: Memory | None = None
        self._words = 0  # that it began with
        self._decisions: Sequence[Correction] = ()
        self._corrections = NONE

    async def place(self, topics: Sequence[Topic], dials: Dials = USUAL) -> int:
        """Items without a story -> stories, threads and topics. Return how many items were placed."""
        placed, by = 0, tuning(dials)
        encode = self._encode if dials.vectors else None
        while items := await self._store.items.unclustered(CLUSTER_BATCH):
            began = time.process_time()
            await self._place(items, topics, by, encode)
            placed += len(items)
            self._metrics.cluster_seconds.inc(time.process_time() - began)
            self._metrics.clustered.inc(len(items))
        if placed:
            event("clustered", items=placed)
        return placed

    async def correct(self, decisions: Sequence[Correction], *, forget: bool = True) -> Clustering:
        """What people decided -> everything moved so that it holds, and what they withdrew taken back.

        Done again after a crash, it ends what was begun: what was done stands in the journal. With `forget` off,
        nothing is taken back for not being decided any more.
        """
        names = {one.name for one in decisions}
        standing = await self._store.journal.standing() if forget else ()
        withdrawn = [past for past in standing if past.event.correction not in names]
        pairs = [one.ids for one in decisions if one.kind == "apart"]
        withdrawn += await self._store.journal.between([(first, last) for first, last in pairs])
        back = await self._settle(decisions, (), withdrawn) if withdrawn else Clustering()
        # Only now is it known which threads live: what was taken back may be what others speak of.
        done = await self._settle(decisions, decisions, ())
        scene = await self._store.threads.scene(_spoken_of(decisions, ()))
        self._decisions, self._corrections = decisions, _compiled(decisions, scene)
        return replace(done, undone=back.undone)

    async def _settle(
        self,
        decisions: Sequence[Correction],
        wanted: Sequence[Correction],
        withdrawn: Sequence[PastEvent],
    ) -> Clustering:
        scene = await self._store.threads.scene(_spoken_of(decisions, withdrawn))
        corrections = _compiled(decisions, scene)
        found = await asyncio.to_thread(settle, scene, wanted, corrections, withdrawn)
        if found != Clustering():
            await self._store.threads.record(found, self._clock())
            self._memory = None  # what it knows of these threads is no longer true
        return found

    def forget(self) -> None:
        """Topics are others now: what is remembered of their items is read anew."""
        self._memory = None

    async def forget_words(self) -> None:
        """Words that count as never met leave the store; what is remembered has room for them until it is read anew."""
        await self._store.threads.forget_words(forgotten(self._clock() - WAITING))

    async def _place(
        self, items: Sequence[Item], topics: Sequence[Topic], by: Tuning, encode: Encode | None
    ) -> None:
        memory = self._memory or await self._recall(items)
        self._memory = None  # until it is saved, what it learns now is not to be trusted
        corrections = self._corrections
        tags = await self._store.sources.tags() if any(topic.tags for topic in topics) else {}
        clustering = await asyncio.to_thread(
            step, memory, items, topics, by, corrections, encode, tags
        )
        await self._store.threads.record(clustering, self._clock())
        # Lexicons only grow; what the store has of them was pruned.
        crowded = len(memory.frequencies) > 2 * self._words + WORDS
        self._memory = None if crowded else memory
        if not corrections.named.isdisjoint(item.id for item in items):
            await self.correct(self._decisions, forget=False)  # a copy may bring its original along

    async def _recall(self, items: Sequence[Item]) -> Memory:
        oldest = min(item.seen_at for item in items)
        horizon = Horizon(
            stories=(oldest - STORY_LIVES, MOST),
            singles=(oldest - THREAD_LIVES, MOST),
            threads=(oldest - THREAD_LIVES, MOST),
            also=self._corrections.named,
        )
        memory = Memory(kept=self._corrections.named)
        async for page in self._store.threads.remembered(horizon):
            await asyncio.to_thread(
                memory.take, page.stories, page.threads, page.terms, page.members, page.usual
            )
        self._words = len(memory.frequencies)
        return memory


def _spoken_of(decisions: Sequence[Correction], events: Sequence[PastEvent]) -> set[str]:
    """Every item, story and thread that these name."""
    found = {name for one in decisions for name in (*one.ids, one.thread) if name}
    found |= {new_thread(one) for one in decisions if one.kind == "split"}
    for past in events:
        found |= {past.event.from_id, past.event.into_id, *past.event.moved}
        found |= {past.event.thread_id} - {""}
    return found


def _compiled(decisions: Sequence[Correction], scene: Scene) -> Corrections:
    return compiled(
        decisions,
        aliases={one.id: one.merged_into for one in scene.threads if one.merged_into},
        known=[one.id for one in scene.threads],
        originals={
            one.assignment.item_id: one.assignment.copy_of
            for one in scene.placed
            if one.assignment.copy_of
        },
    )
