"""The corridors. Each one loads, calls pure rooms, saves once. Read this first.

dispatch   sources that are due        -> poll tasks
poll       one source: bytes -> items  -> the store, in one transaction
cluster    items without a story       -> stories, threads, topics, in one transaction
fill       a topic that is new         -> the stored items that belong to it
subscribe  a hub that a source names   -> what is agreed with it
push       what a hub brought          -> the store, in one transaction
publish    an address                  -> bytes ready to be served
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from typing import Final

from syndicate.cluster import STORY_LIVES, THREAD_LIVES, Memory, step
from syndicate.cluster.topics import match
from syndicate.errors import StoreError, SyndicateError
from syndicate.log import event, problem
from syndicate.metrics import Metrics
from syndicate.model import (
    Address,
    Item,
    Outcome,
    Publication,
    Task,
    Topic,
    TopicMatch,
)
from syndicate.outputs import Declared, Press
from syndicate.polling import Doors, Poller
from syndicate.protocols import Queue
from syndicate.pushing import Pushing
from syndicate.store import Store

LEASE: Final = timedelta(minutes=5)
BACKLOG_LIMIT: Final = 200
POLLS_AT_ONCE: Final = 50
CLUSTER_BATCH: Final = 200
FILL_BATCH: Final = 1000
SILENCE_S: Final = 60.0  # without a dispatch for so long, something is wrong
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Pipeline:
    """Walks items through the house. Everything it knows for longer than one call is in the store."""

    def __init__(
        self, *, store: Store, queue: Queue, doors: Doors, metrics: Metrics, declared: Declared
    ) -> None:
        self._store = store
        self._queue = queue
        self._doors = doors
        self._metrics = metrics
        self.pushing = Pushing(
            store=store,
            queue=queue,
            metrics=metrics,
            clock=doors.clock,
            post=doors.post,
            is_chosen=doors.is_chosen,
        )
        self._poller = Poller(store=store, doors=doors, metrics=metrics, heard=self.pushing.polled)
        self._declared = declared
        self._press = Press(store, on_render=metrics.renders.inc)
        self._memory: Memory | None = None
        self._clustering = asyncio.Lock()
        self._dispatched = time.monotonic()

    def declared(self) -> Declared:
        """What is in force now."""
        return self._declared

    async def declare(self, declared: Declared) -> None:
        """Take over what feeds.yaml says now: sources, topics (filled from the past where new) and outputs."""
        now = self._doors.clock()
        await self._store.sources.sync(tuple(declared.sources.values()), now)
        # Who is new may be polled at once, even if a long step holds up the topics.
        self._declared = replace(self._declared, sources=declared.sources)
        await self.pushing.declare(declared.push_url, declared.sources)
        async with self._clustering:
            self._declared = declared
            for slug in await self._store.topics.sync(tuple(declared.topics.values()), now):
                await self._fill(declared.topics[slug])
        self._metrics.sources.set(len(declared.sources))

    async def dispatch(self) -> None:
        """Claim what is due, as much as the queue has room for, and hand it over."""
        room = BACKLOG_LIMIT - self._queue.backlog
        if room > 0:
            now = self._doors.clock()
            for state in await self._store.sources.claim_due(now, limit=room, lease=LEASE):
                await self._queue.put(Task("poll", state.source_id, lane=state.host))
        self._dispatched = time.monotonic()

    def health(self) -> Mapping[str, object]:
        """Tell whether we are of use: the clock ticks, and the store answers it."""
        silent_s = round(time.monotonic() - self._dispatched, 1)
        return {
            "ready": silent_s < SILENCE_S,
            "sources": len(self._declared.sources),
            "backlog": self._queue.backlog,
            "seconds_since_dispatch": silent_s,
        }

    async def perform(self, task: Task) -> None:
        """Do what a task says. What cannot be saved now is done again: the claim ends, the items wait."""
        try:
            match task.name:
                case "poll":
                    await self._cluster_soon(await self.poll(task.key))
                case "push":
                    await self._cluster_soon(await self.take_pushes(task.key))
                case "subscribe":
                    await self.pushing.ask(task.key)
                case "cluster":
                    await self.cluster()
        except StoreError as error:
            self._metrics.task_failures.inc()
            problem("not saved", task=task.name, key=task.key, reason=error)

    async def poll(self, source_id: str) -> Outcome | None:
        """HTTP bytes -> items in the store. Return what the poll brought; None when it failed or is not ours."""
        source = self._declared.sources.get(source_id)
        state = await self._store.sources.state(source_id)
        if source is None or state is None:
            return None
        return await self._poller.poll(source, state)

    async def take_pushes(self, source_id: str) -> Outcome:
        """What hubs brought of a source -> items in the store. What cannot be read is polled instead."""
        source = self._declared.sources.get(source_id)
        outcomes = []
        for pushed in self.pushing.collect(source_id):
            outcome = None if source is None else await self._poller.take(source, pushed)
            if outcome is None:
                await self.pushing.nudge(source_id)
            else:
                outcomes.append(outcome)
        return Outcome(
            offered=sum(each.offered for each in outcomes),
            new=sum(each.new for each in outcomes),
            changed=sum(each.changed for each in outcomes),
        )

    async def poll_all(self, names: Sequence[str] = ()) -> int:
        """Poll the sources named by id or address, or every one, now. Return how many failed."""
        chosen = self._named(names) if names else tuple(self._declared.sources)
        await self._store.sources.claim(chosen, self._doors.clock(), lease=LEASE)
        at_once = asyncio.Semaphore(POLLS_AT_ONCE)

        async def bounded(source_id: str) -> bool:
            async with at_once:
                return await self.poll(source_id) is None

        return sum(await asyncio.gather(*map(bounded, chosen)))

    async def cluster(self) -> int:
        """Items without a story -> stories, threads and topics. Return how many items were placed."""
        placed = 0
        async with self._clustering:
            while items := await self._store.items.unclustered(CLUSTER_BATCH):
                began = time.process_time()
                await self._place(items)
                placed += len(items)
                self._metrics.cluster_seconds.inc(time.process_time() - began)
                self._metrics.clustered.inc(len(items))
        if placed:
            event("clustered", items=placed)
        return placed

    async def publish(self, address: Address) -> Publication | None:
        """An address -> bytes ready to be served; None where nothing is published there."""
        return await self._press.publication(self._declared, address)

    async def _cluster_soon(self, outcome: Outcome | None) -> None:
        if outcome is not None and (outcome.new or outcome.changed):
            await self._queue.put(Task("cluster"))

    def _named(self, names: Sequence[str]) -> tuple[str, ...]:
        known = {source.shown_url: source.id for source in self._declared.sources.values()}
        known |= {source_id: source_id for source_id in self._declared.sources}
        for name in names:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                hint = f"; did you mean {near[0]}?" if near else "; `syndicate sources` lists them"
                raise SyndicateError(f"no source is called {name}{hint}")
        return tuple(known[name] for name in names)

    async def _place(self, items: Sequence[Item]) -> None:
        memory = self._memory or await self._recall(items)
        self._memory = None  # until it is saved, what it learns now is not to be trusted
        topics = tuple(self._declared.topics.values())
        clustering = await asyncio.to_thread(step, memory, items, topics)
        await self._store.threads.record(clustering, self._doors.clock())
        self._memory = memory

    async def _recall(self, items: Sequence[Item]) -> Memory:
        oldest = min(item.seen_at for item in items)
        known = await self._store.threads.memory(
            oldest - STORY_LIVES, threads_since=oldest - THREAD_LIVES
        )
        return await asyncio.to_thread(
            Memory.recall, known.stories, known.threads, known.terms, known.members
        )

    async def _fill(self, topic: Topic) -> None:
        after = 0
        while batch := await self._store.items.since(EPOCH, after=after, limit=FILL_BATCH):
            after = batch[-1][0]
            found = await asyncio.to_thread(_matches, topic, [item for _, item in batch])
            await self._store.topics.record(found, self._doors.clock())
        await self._store.topics.filled(topic.slug)
        event("topic filled", topic=topic.slug)


def _matches(topic: Topic, items: Sequence[Item]) -> tuple[TopicMatch, ...]:
    return tuple(hit for item in items if (hit := match(topic, item)) is not None)
