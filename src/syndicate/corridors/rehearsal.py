"""The corridor of a rehearsal: the stored history once more, from nothing, under two configurations.

Each is played on a stage of its own: a store in a folder that is thrown away, in which the real clusterer places the
items in the order they came, and the real feeds are made. The store whose history it is, is only read.
"""

from __future__ import annotations

import asyncio
from collections.abc import (
    AsyncIterator,
    Callable,
    Collection,
    Container,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Final

from syndicate.cluster.comparison import (
    Agreement,
    Comparison,
    Place,
    Standing,
    agreement,
    compare,
    touched,
)
from syndicate.cluster.meaning.sentences import Encode
from syndicate.corridors.clustering import CLUSTER_BATCH, Clusterer
from syndicate.corridors.declaring import with_texts
from syndicate.metrics import Metrics
from syndicate.model import EPOCH, Address, Correction, Declared, Item, Source, StoredItem
from syndicate.outputs.composing import compose
from syndicate.store import Selection, SourceOverview, Store, Succession, open_store, succession

PAGE: Final = 1000


@dataclass(frozen=True, slots=True)
class Plan:
    """What is in force on a stage."""

    declared: Declared
    corrections: Sequence[Correction] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """What a rehearsal tells: what differs, how far the first plan is what happened, and the titles of the items.

    `succession` is what the second plan makes of the sources of the store.
    """

    comparison: Comparison
    agreement: Agreement
    titles: Mapping[str, str]
    succession: Succession


async def rehearse(
    store: Store,
    plans: tuple[Plan, Plan],
    folder: Path,
    *,
    since: timedelta | None,
    encode: Encode | None,
    told: Callable[[int], None] = lambda _: None,
) -> Findings:
    """Play the history of `store` under both plans, or the last part of it. `told` hears how many items are placed."""
    if encode is not None:  # both stages read the same text, one after the other
        encode = lru_cache(maxsize=4 * CLUSTER_BATCH)(encode)
    known = await store.sources.overview(include_retired=True)
    titles: dict[str, str] = {}
    sources: dict[str, str] = {}  # of the items
    async with AsyncExitStack() as doors:
        stages = []
        for number, plan in enumerate(await _with_examples(store, plans)):
            own = await open_store(f"sqlite:///{folder / f'stage-{number}.db'}")
            doors.push_async_callback(own.close)
            stages.append(await _Stage(own, plan, encode).set_up(known))
        async for items in _history(store, since):
            titles.update((item.id, item.title) for item in items)
            sources.update((item.id, item.source_id) for item in items)
            for stage in stages:
                await stage.play(items)
            told(len(titles))
        before, after = [await stage.standing(titles) for stage in stages]
        followed = {place.thread for place in before.places.values()}  # nobody follows a new one
        moved = touched(compare(before, after).moved)
        now, then = (plan.declared for plan in plans)
        retold = _retold(now, then)
        listed = {place.thread for item, place in before.places.items() if sources[item] in retold}
        # A thread that is a topic leads there; one that becomes a new topic is what that was.
        old = {then.now(Address("topics", slug)).name for slug in now.topics}
        threads = {*moved, *listed, *_promoted(then, unless=old)} & followed
        threads -= _promoted(now)
        before = await stages[0].shown(before, threads, then)
        after = await stages[1].shown(after, threads - _promoted(then), then)
    stored = await _places(store, titles)
    places = {one.state.source_id: (one.url_subscribed, one.state.url) for one in known}
    return Findings(
        compare(before, after),
        agreement(stored, before.places),
        titles,
        succession(places, plans[1].declared.sources),
    )


async def _with_examples(store: Store, plans: tuple[Plan, Plan]) -> list[Plan]:
    """Put in what examples that are links say, of both plans at once: a stage has no items yet."""
    asked = {
        (number, slug): topic
        for number, plan in enumerate(plans)
        for slug, topic in plan.declared.topics.items()
    }
    told = await with_texts(store, asked)
    topics = [{slug: told[number, slug] for n, slug in asked if n == number} for number in (0, 1)]
    return [
        replace(plan, declared=replace(plan.declared, topics=own))
        for plan, own in zip(plans, topics, strict=True)
    ]


async def _history(store: Store, since: timedelta | None) -> AsyncIterator[list[Item]]:
    """Yield the stored items in the order they came; the last part begins so long before the newest of them."""
    newest = await store.items.newest(Selection(), limit=1)
    begin = newest[0].item.seen_at - since if newest and since is not None else EPOCH
    after = 0
    while page := await store.items.since(begin, after=after, limit=CLUSTER_BATCH):
        after = page[-1][0]
        yield [item for _, item in page]


class _Stage:
    """A store of its own, and what is in force there."""

    def __init__(self, store: Store, plan: Plan, encode: Encode | None) -> None:
        self._store = store
        self._plan = plan
        self._now = EPOCH  # that of the newest item
        self._clusterer = Clusterer(
            store=store, clock=self._clock, metrics=Metrics(), encode=encode
        )

    def _clock(self) -> datetime:
        return self._now

    async def set_up(self, known: Sequence[SourceOverview]) -> _Stage:
        """Declare sources, those that were given up too, and topics. Return the stage."""
        declared = self._plan.declared
        past = {one.state.source_id: _source(one) for one in known}
        await self._store.sources.sync(tuple({**past, **declared.sources}.values()), self._now)
        await self._store.sources.sync(tuple(declared.sources.values()), self._now)
        for slug in await self._store.topics.sync(tuple(declared.topics.values()), self._now):
            await self._store.topics.filled(slug)
        await self._clusterer.correct(self._plan.corrections)
        return self

    async def play(self, items: Sequence[Item]) -> None:
        """Take the next items in, and place them."""
        self._now = max(self._now, *(item.seen_at for item in items))
        runs = groupby(items, lambda item: item.source_id)
        # No keys: that two items are two was decided when they came.
        await asyncio.gather(
            *[
                self._store.polls.deliver(
                    source, [replace(item, keys=()) for item in run], self._now
                )
                for source, run in runs
            ]
        )
        declared = self._plan.declared
        await self._clusterer.place(tuple(declared.topics.values()), declared.dials)

    async def standing(self, items: Iterable[str]) -> Standing:
        """Make true what people decided of all that came, and tell where everything stands."""
        await self._clusterer.correct(self._plan.corrections, forget=False)
        topics = {}
        for slug, topic in self._plan.declared.topics.items():
            where = Selection(topic=slug, grown_from=topic.thread)
            topics[slug] = frozenset([one.item.id async for one in _all(self._store, where)])
        return Standing(await _places(self._store, items), topics)

    async def shown(self, standing: Standing, threads: Collection[str], then: Declared) -> Standing:
        """Add what subscribers see: of every output and topic, and of these threads.

        Where the address of a feed leads nowhere `then`, its subscribers do not come to know it by another.
        """
        declared = self._plan.declared
        own = [Address("outputs", name) for name in declared.outputs]
        own += [Address("topics", slug) for slug in declared.topics]
        feeds = {}
        for address in (*own, *(Address("threads", name) for name in sorted(threads))):
            feed = await compose(self._store, declared, address)
            if feed is not None:
                feeds[address] = {entry.id: entry.title for entry in feed.entries}
        known = {one: declared.first(one) for one in own if _leads(one, then)}
        leads = {one: declared.now(one) for one in _former(declared)}
        return replace(standing, feeds=feeds, known=known, leads=leads)


def _retold(now: Declared, then: Declared) -> set[str]:
    """The sources whose items threads would begin or cease to list, or list otherwise."""
    return {
        name
        for name in now.sources.keys() & then.sources.keys()
        if _lists(now.sources[name]) != _lists(then.sources[name])
    }


def _lists(source: Source) -> tuple[bool, bool]:
    return source.republish != "none", source.fold_copies


def _promoted(declared: Declared, *, unless: Container[str] = ()) -> set[str]:
    """The threads that are topics, but those of topics of some names."""
    topics = (topic for slug, topic in declared.topics.items() if slug not in unless)
    return {topic.thread for topic in topics if topic.thread}


def _former(declared: Declared) -> Iterator[Address]:
    """The addresses that outputs and topics had before."""
    for output in declared.outputs.values():
        yield from (Address("outputs", name) for name in output.was)
    for topic in declared.topics.values():
        yield from (Address("topics", name) for name in topic.was)


def _leads(address: Address, declared: Declared) -> bool:
    """Whether the address of an output or a topic is answered, if only with another one."""
    name = declared.now(address).name
    return name in (declared.outputs if address.kind == "outputs" else declared.topics)


async def _places(store: Store, items: Iterable[str]) -> dict[str, Place]:
    """Tell where these items stand, in their order; what has no place yet is left out."""
    found = {
        one.item.id: Place(one.story_id, one.thread_id or "")
        async for one in _all(store, Selection())
        if one.story_id
    }
    return {item: found[item] for item in items if item in found}


async def _all(store: Store, where: Selection) -> AsyncIterator[StoredItem]:
    before = None
    while page := await store.items.newest(where, limit=PAGE, before=before):
        for one in page:
            yield one
        before = (page[-1].item.seen_at, page[-1].item.id)


def _source(known: SourceOverview) -> Source:
    """A source as the store remembers it: one that is followed no more has no other form."""
    return Source(
        id=known.state.source_id,
        url=known.url_subscribed,
        shown_url=known.url_subscribed,
        title=known.title,
        tags=known.tags,
        republish=known.republish,
        fold_copies=known.fold_copies,
        rights=known.rights,
        licence=known.licence,
    )
