"""The corridors. Each one loads, calls pure rooms, saves once. Read this first.

dispatch   sources that are due        -> poll tasks
poll       one source: bytes -> items  -> the store, in one transaction      (polling)
place      items without a story       -> stories, threads, topics           (clustering)
fill       a topic that is new         -> the stored items that belong to it (declaring)
correct    what people decided         -> threads as they want them          (clustering)
link       threads that moved of late  -> which tell the same in another language  (linking)
subscribe  a hub that a source names   -> what is agreed with it             (pushing)
push       what a hub brought          -> the store, in one transaction      (pushing)
prune      what feeds dropped long ago -> forgotten but for its names              (forgetting)
publish    an address                  -> bytes ready to be served           (outputs)
verify     who asked our hub           -> followers of a feed                (announcing)
announce   feeds that changed          -> those who follow them              (announcing)
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from syndicate.corridors import declaring
from syndicate.corridors.forgetting import forget, note, withdraw
from syndicate.corridors.polling import Doors, Poller, named
from syndicate.corridors.pushing import Pushing
from syndicate.corridors.redating import redate
from syndicate.errors import StoreError
from syndicate.fetch.drift import Drift
from syndicate.fetch.network import WayOut
from syndicate.fitness import Fitness
from syndicate.holding import Holding
from syndicate.log import Seldom, event, problem
from syndicate.metrics import Metrics
from syndicate.model import (
    Address,
    Coding,
    Correction,
    Declared,
    Document,
    Outcome,
    Publication,
    SourceState,
    Task,
)
from syndicate.protocols import Queue
from syndicate.rooms import Rooms
from syndicate.rounds import Round
from syndicate.store import Store

if TYPE_CHECKING:
    from syndicate.corridors.announcing import Announcing

LAID_DOWN_S: Final = 9.0  # images of what is remembered take eight of them at most
GIVEN_BACK_S: Final = 2.0  # what is not given back by then lapses: a stop is soon over


class Pipeline:
    """Walks items through the house. Everything it knows for longer than one call is in the store."""

    def __init__(
        self,
        *,
        store: Store,
        queue: Queue,
        doors: Doors,
        metrics: Metrics,
        declared: Declared,
        holder: str = "",
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
        self.way_out = WayOut(doors.is_chosen)
        self._poller = Poller(
            store=store,
            doors=doors,
            metrics=metrics,
            heard=self.pushing.polled,
            way_out=self.way_out,
        )
        self._declared = declared
        self._holding = Holding(store=store, clock=doors.clock, holder=holder)
        self._filler = declaring.Filler(store, self._holding)
        self._rooms = Rooms(store, doors, metrics, self._holding)
        self._announcing: Announcing | None = None
        self._clustering = asyncio.Lock()
        self._fitness = Fitness()
        self._seldom = Seldom()
        self._drift = Drift()

    def declared(self) -> Declared:
        """What is in force now."""
        return self._declared

    async def declare(self, declared: Declared, then: Callable[[], None] = lambda: None) -> None:
        """Take over what feeds.yaml says now: sources, topics (new ones are to be filled) and outputs.

        `then` is called at the moment when what is published changes.
        """
        now = self._doors.clock()
        await withdraw(self._store, declared)
        moved = await declaring.follow(self._store, tuple(declared.sources.values()), now)
        # Who is new may be polled at once, even if a long step holds up the topics.
        self._declared = replace(self._declared, sources=declared.sources)
        await self.pushing.declare(declared.push_url, declared.sources, moved)
        async with self._clustering:
            await self._put_in_force(declared, then)
            await self._filler.keep(self._declared)
        self._metrics.sources.set(len(declared.sources))

    async def adopt(self, declared: Declared, then: Callable[[], None] = lambda: None) -> None:
        """Take over what feeds.yaml says now, where it is another process that tells the store of it."""
        await self.pushing.declare(declared.push_url, declared.sources)
        await self._put_in_force(declared, then)
        self._metrics.sources.set(len(declared.sources))

    @property
    def announcing(self) -> Announcing | None:
        """Who tells followers of our feeds what is new; None where nobody can be told."""
        doors = self._doors
        if self._announcing is None and doors.tell and doors.ask and doors.deliver:
            from syndicate.corridors.announcing import Announcing, Courier

            self._announcing = Announcing(
                store=self._store,
                queue=self._queue,
                metrics=self._metrics,
                clock=doors.clock,
                courier=Courier(doors.ask, doors.deliver, doors.tell),
                way_out=self.way_out,
                declared=self.declared,
                publish=self.publish,
            )
        return self._announcing

    async def dispatch(self) -> None:
        """Claim what is due, as much as the queue has room for, and hand it over."""
        now = self._doors.clock()
        await self._mind_the_clock(now)
        with self._fitness.dispatching():
            await self._queue.dispatch(
                lambda room: self._store.sources.claiming_due(
                    now,
                    limit=room.sources,
                    lease=self._doors.lease,
                    per_host=room.per_host,
                    busy=room.busy,
                )
            )

    def health(self) -> Mapping[str, object]:
        """Tell whether we are of use: the clock ticks, and the store answers it."""
        return {**self._fitness.ticking(), "backlog": self._queue.backlog, **self.serving()}

    def serving(self) -> Mapping[str, object]:
        """Tell what there is to tell of a process that only serves: nothing ticks there."""
        press = self._rooms.press
        told = {
            "clock": self._doors.clock().isoformat(timespec="seconds"),
            "sources": len(self._declared.sources),
            "feeds_not_rendered": press.failing if press else 0,
        }
        return {**told, **self._fitness.room()}

    async def perform(self, task: Task) -> None:
        """Do what a task says. What cannot be saved now is done again: the claim ends, the items wait."""
        try:
            with self._fitness.saving():
                match task.name:
                    case "poll":
                        await self._cluster_soon(await self._poll(task))
                    case "push":
                        await self._cluster_soon(await self.take_pushes(task.key))
                    case "subscribe":
                        await self.pushing.ask(task.key)
                    case "cluster":
                        await self.place()
                    case "verify" if self.announcing:
                        await self.announcing.verify()
                    case "announce" if self.announcing:
                        await self.announcing.announce()
        except StoreError as error:
            self._metrics.task_failures.inc()
            self._seldom.problem("not saved", task=task.name, key=task.key, reason=error)

    async def poll(
        self,
        source_id: str,
        state: SourceState | None = None,
        fetched: Callable[[], None] = lambda: None,
    ) -> Outcome | None:
        """HTTP bytes -> items in the store. Return what the poll brought; None when it failed or is not ours.

        `state` is where the source stood when it was claimed. `fetched` is called as soon as the host of the
        source has no more to do with it.
        """
        source = self._declared.sources.get(source_id)
        state = state or await self._store.sources.state(source_id)
        if state is None:
            return None
        if source is None:
            await self._poller.leave_unknown(state)
            return None
        return await self._poller.poll(source, state, fetched)

    async def take_pushes(self, source_id: str) -> Outcome:
        """What hubs brought of a source -> items in the store. What cannot be read is polled instead."""
        source = self._declared.sources.get(source_id)
        outcomes: list[Outcome] = []

        async def work(pushed: Document) -> bool:
            outcome = None if source is None else await self._poller.take(source, pushed)
            outcomes.extend(filter(None, [outcome]))
            return outcome is not None

        await self.pushing.take(source_id, work)
        return Outcome(
            offered=sum(each.offered for each in outcomes),
            new=sum(each.new for each in outcomes),
            changed=sum(each.changed for each in outcomes),
        )

    async def poll_all(self, names: Sequence[str] = ()) -> int:
        """Poll the sources named by id or address, or every one, now. Return how many failed."""
        ids = named(self._declared.sources, names)
        return await Round(self._queue, self._claim, self._poll, ids).walk()

    async def cluster(self) -> int:
        """Fill topics and place what waits, to the end. Return how many items were placed."""
        while await self.fill():
            pass
        placed = await self.place()
        while await self.fill():  # an example may have come just now
            pass
        return placed

    async def fill(self) -> bool:
        """Topics that are new -> the next of the stored items that belong to them; whether to go on at once."""
        async with self._clustering:
            return await self._filler.go_on()

    async def refill(self) -> None:
        """Take on fills that nobody ends, and what examples say that came to those who do not know they are asked for.

        Of topics that were declared anew while items were placed, or by another version.
        """
        unfilled = await self._store.topics.unfilled()
        if unfilled or any(topic.waits for topic in self._declared.topics.values()):
            async with self._clustering:
                await self._take_examples()
                topics, vectors = self._declared.topics, self._declared.dials.vectors
                await self._filler.learn(topics, topics, vectors=vectors)

    async def place(self) -> int:
        """Items without a story -> stories, threads and topics. Return how many items were placed.

        Several processes may do so at once: each places those of the languages that it holds. This keeps them, too.
        """
        async with self._clustering:
            if self._rooms.linker is not None:
                await self._rooms.linker.keep()
            if self._rooms.clusterer is None and not await self._store.items.waiting():
                return 0
            clusterer, declared = await self._rooms.open_clusterer(), self._declared
            placed = await clusterer.place(tuple(declared.topics.values()), declared.dials)
            if not placed:
                return 0
            if any(topic.waits for topic in declared.topics.values()):
                await self._take_examples()
            await (await self._rooms.open_linker()).link(vectors=declared.dials.vectors)
            return placed

    async def correct(self, decisions: Sequence[Correction] | None) -> None:
        """Make what people decided true, and take back what they withdrew; None: nothing is known of it."""
        async with self._clustering:
            standing = bool(await self._store.journal.standing())
            if decisions is None and standing:
                problem(
                    "corrections.yaml is missing: what it said stands, and holds for nothing new"
                )
            idle = decisions is None or not (standing or await self._store.journal.emptying())
            if self._rooms.clusterer is None and not decisions and idle:
                return
            clusterer = await self._rooms.open_clusterer()
            done = await clusterer.correct(decisions or (), forget=decisions is not None)
        if done.events or done.undone:
            event("threads corrected", changes=len(done.events), taken_back=len(done.undone))

    async def redate(self) -> None:
        """Date anew what was seen by a clock that was ahead, once it is right."""
        now = self._doors.clock()
        if (await self._store.items.ahead(now)).is_wrong:
            async with self._clustering:
                await redate(self._store, self._declared, self._holding, now)

    async def prune(self) -> None:
        """Forget words that nobody uses any more, and what no feed has offered for as long as people want it kept."""
        if self._rooms.clusterer is not None:
            await self._rooms.clusterer.forget_words()
        if (keep := self._declared.keep) is not None:
            await forget(self._store, self._declared, self._doors.clock(), keep)

    async def publish(self, address: Address, coding: Coding = "identity") -> Publication | None:
        """An address -> bytes ready to be served; None where nothing is published there."""
        press = await self._rooms.open_press()
        return await press.publication(self._declared, address, coding)

    async def lay_down(self) -> None:
        """Let other processes have at once what this one clusters, tells and asks: an orderly stop."""
        try:
            async with asyncio.timeout(LAID_DOWN_S) as limit, self._clustering:
                if self._rooms.clusterer is not None:
                    await self._rooms.clusterer.lay_down()
                limit.reschedule(asyncio.get_running_loop().time() + GIVEN_BACK_S)
                for room in (self._holding, self._rooms.linker, self.pushing, self._announcing):
                    if room is not None:
                        await room.lay_down()
        except StoreError as error:  # it lapses by itself
            problem("not given back", reason=error)
        except TimeoutError:
            problem("not given back", reason="the store did not answer in time")

    def state(self) -> tuple[Declared, int] | None:
        """Tell what all that is published depends on, if it is known without asking the store."""
        revision = self._store.meta.known()
        return None if revision is None else (self._declared, revision)

    def standing(self, address: Address, coding: Coding) -> Publication | None:
        """Give what `publish` would, if that is known without asking the store."""
        press = self._rooms.press
        return press.standing(self._declared, address, coding) if press else None

    async def _put_in_force(self, declared: Declared, then: Callable[[], None]) -> None:
        """Publish this, with what its examples say as far as they came."""
        topics = await declaring.with_texts(self._store, declared.topics)
        declared = replace(declared, topics=topics)
        await note(self._store, declared, self._doors.clock())
        self._declared = declared
        then()

    async def _take_examples(self) -> None:
        """Put in what examples say that came just now. The store knows it first: what fails is done again."""
        before, vectors = self._declared.topics, self._declared.dials.vectors
        topics = await declaring.with_texts(self._store, before)
        if topics != before:
            await self._filler.learn(before, topics, vectors=vectors)
            now = replace(self._declared, topics=topics)
            await note(self._store, now, self._doors.clock())
            # Sources may have been declared since, beside a long step.
            self._declared = replace(self._declared, topics=topics)

    async def _mind_the_clock(self, now: datetime) -> None:
        jump = self._drift.jump(now, self._doors.steady_s())
        if jump is not None:
            problem("the clock jumped", seconds=round(jump.total_seconds()))
            await self._store.sources.clamp(now, set_back=-jump)

    async def _poll(self, task: Task) -> Outcome | None:
        return await self.poll(task.key, task.state, lambda: self._queue.leave(task))

    async def _cluster_soon(self, outcome: Outcome | None) -> None:
        if outcome is not None and (outcome.new or outcome.changed):
            await self._queue.put(Task("cluster"))

    async def _claim(self, source_ids: Sequence[str]) -> Sequence[SourceState]:
        doors = self._doors
        return await self._store.sources.claim(source_ids, doors.clock(), lease=doors.lease)
