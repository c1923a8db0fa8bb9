"""The corridor from items to stories, threads and topics: load, one pure step, one transaction."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from syndicate.cluster import step
from syndicate.cluster.changes import Tuning
from syndicate.cluster.decisions.corrections import NONE, Corrections, compiled, new_thread
from syndicate.cluster.decisions.settle import settle
from syndicate.cluster.decisions.withdrawn import unwanted, upheld, went_home
from syndicate.cluster.dials import tuning
from syndicate.cluster.meaning.sentences import Encode
from syndicate.cluster.words.rarity import forgotten
from syndicate.corridors.recalling import Known, keep, keep_up, recall, uncollected
from syndicate.errors import Overtaken, Tied
from syndicate.holding import Holding
from syndicate.log import event, problem
from syndicate.metrics import Metrics
from syndicate.model import (
    Clock,
    Clustering,
    Correction,
    Dials,
    Event,
    Item,
    PastEvent,
    Scene,
    Topic,
)
from syndicate.store import Fence, Partition, Store

CLUSTER_BATCH: Final = 200
USUAL: Final = Dials()
WORDS: Final = 500_000  # so many more than twice the words that it began with, and it begins anew
EDITS_AGAIN: Final = timedelta(minutes=10)  # what others were just saving may be seen late
WAITING: Final = timedelta(days=7)  # an item that was seen earlier does not wait for its place


@dataclass(frozen=True, slots=True)
class _By:
    """What items are placed by: the same for every partition of one call."""

    topics: Sequence[Topic]
    tuning: Tuning
    encode: Encode | None


class Clusterer:
    """Places items, one call at a time. What it remembers between two calls, the store knows too."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        metrics: Metrics,
        encode: Encode | None = None,
        holding: Holding | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._metrics = metrics
        self._encode = encode
        self._holding = holding or Holding(store=store, clock=clock)
        self._known: dict[str, Known] = {}  # by the first language of a partition
        self._decisions: Sequence[Correction] = ()
        self._corrections = NONE
        self._unsettled: bool | None = None  # whether to forget, if that is still to be done

    async def place(self, topics: Sequence[Topic], dials: Dials = USUAL) -> int:
        """Items without a story -> stories, threads and topics. Return how many items were placed.

        Those of the partitions that this process holds, or can have now; others have the rest. Topics are asked as
        they were declared last, whatever this process knows of them. One that is not filled yet is not asked: whoever
        fills it asks it of these items, too.
        """
        if self._unsettled is not None:
            await self.correct(self._decisions, forget=self._unsettled)
        placed, by = 0, _By((), tuning(dials), self._encode if dials.vectors else None)
        passed: set[str] = set()
        anew: set[str] = set()
        last: dict[str, Sequence[Item]] = {}  # that were placed, by partition
        while (prospect := await self._holding.look()) is not None:
            self._forget_others()
            partition = await self._holding.choose(prospect, passed)
            if partition is None:
                break
            first = min(partition.languages)
            items = await self._store.items.unclustered(CLUSTER_BATCH, partition.languages)
            if items and items == last.get(first):
                placed -= len(items)
                if first in anew:  # and that changed nothing
                    passed.add(first)
                    continue
                anew.add(first)
                self._known.pop(first, None)
                problem("what is remembered is not what is stored: it is read anew", language=first)
            if items:
                by = replace(by, topics=await self._store.topics.in_force(topics))
            began = time.process_time()
            found = await self._try(partition, items, by) if items else None
            if found is None:
                passed.add(first)
                continue
            if found:
                last[first] = items
            placed += found
            self._metrics.cluster_seconds.inc(time.process_time() - began)
            self._metrics.clustered.inc(found)
        if placed:
            event("clustered", items=placed)
        return placed

    async def correct(self, decisions: Sequence[Correction], *, forget: bool = True) -> Clustering:
        """What people decided -> everything moved so that it holds, and what they withdrew taken back.

        Done again after a crash, it ends what was begun: what was done stands in the journal. With `forget` off,
        nothing is taken back for not being decided any more. While another process settles, it is left for the next
        call of `place`.
        """
        self._unsettled = None
        done = await self._settled(decisions, forget=forget)
        if done is not None:
            return done
        try:
            async with self._holding.settling() as claim:
                if claim is not None:
                    done = await self._settled(decisions, forget=forget, claim=claim)
        except Overtaken as error:
            problem("threads are not in order yet", reason=error)
        if done is None:
            self._unsettled = forget
        return done or Clustering()

    async def holds(self, decisions: Sequence[Correction]) -> bool:
        """Tell whether everything stands as people decided, so that nothing would have to move; move nothing."""
        return await self._settled(decisions, forget=True) is not None

    async def forget_words(self) -> None:
        """Words that count as never met leave the store; what is remembered has room for them until it is read anew."""
        await self._store.threads.forget_words(forgotten(self._clock() - WAITING))

    async def lay_down(self) -> None:
        """Keep for the next start what is remembered: an orderly stop. Nothing is placed after it."""
        self._forget_others()
        those, self._known = self._known.values(), {}
        await keep(self._store, those)

    async def _settled(
        self, decisions: Sequence[Correction], *, forget: bool, claim: Fence | None = None
    ) -> Clustering | None:
        """Make it so; None where something must move and there is no claim to move it by."""
        names = {one.name: one for one in decisions}
        standing = await self._store.journal.standing()
        withdrawn = unwanted(standing, names) if forget else []
        pairs = [(one.ids[0], one.ids[1]) for one in decisions if one.kind == "apart"]
        withdrawn += await self._store.journal.between(pairs)
        # A title that is new is given, and told of, when all else stands where it did.
        titled = {past.event.correction for past in standing}
        old = [one for one in decisions if one.kind != "rename" or one.name in titled]
        holding = upheld(standing, withdrawn, names)
        now = self._clock()  # of all that is done at once: what it did is taken back at once, too
        back: Clustering | None = Clustering()
        if withdrawn:
            home = await self._went_home(standing, withdrawn)
            back = await self._settle(now, old, (), withdrawn, claim, (), holding, home)
        # Only now is it known which threads live: what was taken back may be what others speak of.
        done = back and await self._done(now, decisions, claim, forget=forget)
        await self._take_over(decisions)
        return replace(done, undone=back.undone) if back and done else None

    async def _went_home(
        self, standing: Sequence[PastEvent], withdrawn: Sequence[PastEvent]
    ) -> Mapping[int, Collection[str]]:
        merged = [past.at for past in withdrawn if past.event.kind == "merge"]
        if not merged:
            return {}
        return went_home(standing, await self._store.journal.undone_since(min(merged)))

    async def _done(
        self, now: datetime, decisions: Sequence[Correction], claim: Fence | None, *, forget: bool
    ) -> Clustering | None:
        """Make decisions true until nothing moves any more, and tell what was done.

        What one did may be what others speak of: a merge may bring an item where a later word on it counts.
        """
        events: tuple[Event, ...] = ()
        for _ in range(1 + len(decisions)):
            emptying = await self._store.journal.emptying() if forget else ()
            done = await self._settle(now, decisions, decisions, (), claim, emptying)
            if done is None:
                return None
            if done == Clustering():
                break
            events += done.events
        return Clustering(events=events)

    async def _settle(
        self,
        now: datetime,
        decisions: Sequence[Correction],
        wanted: Sequence[Correction],
        withdrawn: Sequence[PastEvent],
        claim: Fence | None,
        emptying: Sequence[PastEvent] = (),
        holding: Mapping[PastEvent, Correction] = MappingProxyType({}),
        home: Mapping[int, Collection[str]] = MappingProxyType({}),
    ) -> Clustering | None:
        spoken_of = _spoken_of(decisions, (*withdrawn, *emptying))
        scene = await self._store.threads.scene(spoken_of)
        corrections = _compiled(decisions, scene, {past.event.from_id for past in withdrawn})
        found = await asyncio.to_thread(
            settle, scene, wanted, corrections, withdrawn, emptying, holding, home
        )
        if found == Clustering():
            return found
        if claim is None:
            return None
        await self._store.threads.record(found, now, claim)
        return found

    async def _take_over(self, decisions: Sequence[Correction]) -> None:
        """Know what people decided, and of what exists."""
        scene = await self._store.threads.scene(_spoken_of(decisions, ()))
        self._decisions, self._corrections = decisions, _compiled(decisions, scene)

    async def _try(self, partition: Partition, items: Sequence[Item], by: _By) -> int | None:
        """Place items and tell how many; None: not now. 0: more languages turned out to belong together."""
        try:
            await self._place(partition, items, by)
        except Overtaken as error:
            self._holding.lose(partition)
            problem("overtaken, the items are placed by others", reason=error)
            return None
        except Tied as error:
            return await self._tie(error.languages)
        return len(items)

    async def _tie(self, languages: frozenset[str]) -> int | None:
        try:
            async with self._holding.settling() as claim:
                if claim is None:
                    return None
                await self._store.partitions.tie(languages, claim)
        except Overtaken:
            return None  # it turns out again
        event("clustered together from now on", languages=" ".join(sorted(languages)))
        return 0

    async def _place(self, partition: Partition, items: Sequence[Item], by: _By) -> None:
        first = min(partition.languages)
        # Until it is saved, what is learnt is not to be trusted.
        known = self._known.pop(first, None)
        latest = max(item.seen_at for item in items)
        if known is None or known.partition != partition or known.is_ahead(latest):
            known = await self._recall(partition, items)
        memory, corrections, now = known.memory, self._corrections, self._clock()
        edited = await self._store.items.edited(known.edits_since, partition.languages)
        tags = await self._store.sources.tags() if any(each.tags for each in by.topics) else {}
        with uncollected():
            clustering = await asyncio.to_thread(
                step, memory, items, by.topics, by.tuning, corrections, by.encode, tags,
                edited,
            )  # fmt: skip
        told = await self._store.threads.record(clustering, self._clock(), partition, by.topics)
        # Lexicons only grow; what the store has of them was pruned.
        if len(memory.frequencies) <= 2 * known.words + WORDS:
            known = replace(known.saved(told), edits_since=now - EDITS_AGAIN)
            self._known[first] = await keep_up(self._store, known)
        else:
            await self._store.images.drop(partition)
        if not corrections.named.isdisjoint(item.id for item in items):
            await self.correct(self._decisions, forget=False)  # a copy may bring its original along

    async def _recall(self, partition: Partition, items: Sequence[Item]) -> Known:
        if self._decisions:
            await self._take_over(self._decisions)  # others may have opened what is spoken of
        seen = [item.seen_at for item in items]
        return await recall(self._store, partition, self._corrections.named, min(seen), max(seen))

    def _forget_others(self) -> None:
        """What this process does not hold any more, it need not remember."""
        self._known = {
            first: known
            for first, known in self._known.items()
            if first in self._holding.partitions
        }


def _spoken_of(decisions: Sequence[Correction], events: Sequence[PastEvent]) -> set[str]:
    """Every item, story and thread that these name, and the stories whose titles threads bore."""
    found = {name for one in decisions for name in (*one.ids, one.thread) if name}
    found |= {new_thread(one) for one in decisions if one.kind == "split"}
    for past in events:
        found |= {past.event.from_id, past.event.into_id, *past.event.moved}
        found |= {past.event.thread_id} - {""}
        found |= {lead for name, lead in past.event.leads if name.startswith("t")}
    return found


def _compiled(
    decisions: Sequence[Correction], scene: Scene, again: Collection[str] = ()
) -> Corrections:
    """Compile decisions by what exists; what is to live `again` leads nowhere, so it bears its own title."""
    texts: dict[str, list[str]] = {}
    for one in scene.placed:
        if not one.assignment.copy_of:
            texts.setdefault(one.assignment.story_id, []).append(one.assignment.item_id)
    return compiled(
        decisions,
        aliases={
            one.id: one.merged_into
            for one in scene.threads
            if one.merged_into and one.id not in again
        },
        known=[one.id for one in scene.threads],
        originals={
            one.assignment.item_id: one.assignment.copy_of
            for one in scene.placed
            if one.assignment.copy_of
        },
        texts=texts,
    )
