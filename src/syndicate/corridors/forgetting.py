"""The corridors to what leaves feeds: how far these had come is noted before anything of them goes.

forget   what is older than `keep` -> gone
withdraw what feeds show of sources -> less of it
note     by which rules feeds show entries -> by others
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import datetime, timedelta

from syndicate.log import event
from syndicate.model import Address, Declared
from syndicate.store import Store
from syndicate.store.resting import Quiet


async def forget(store: Store, declared: Declared, now: datetime, keep: timedelta) -> None:
    """Forget what no feed has offered for so long, and what was needed to join more to it."""
    before = now - keep
    if await store.items.fading(before):
        from syndicate.cluster import STORY_LIVES, THREAD_LIVES

        await store.floors.lift(await reached(store, declared))
        quiet = Quiet(now - STORY_LIVES, now - THREAD_LIVES)
        event("old items forgotten", items=await store.items.prune(before, quiet))


async def reached(
    store: Store, declared: Declared, tags: Collection[str] | None = None
) -> list[tuple[str, datetime]]:
    """Tell how far those feeds have come of which the items alone do not tell it; two may have been one thread's.

    With `tags`, outputs are left out that show only items of sources without these; a story may have others.
    """
    from syndicate.outputs.composing import compose
    from syndicate.outputs.making import Making

    chosen = (
        name
        for name, output in declared.outputs.items()
        if tags is None
        or not output.tags
        or output.mode != "items"
        or not set(output.tags).isdisjoint(tags)
    )
    addresses = [
        *(Address("outputs", name) for name in chosen),
        *(Address("topics", slug) for slug in declared.topics),
    ]
    making = Making()  # what stands in many feeds is made once
    feeds = [
        (declared.known_as(each), await compose(store, declared, each, making))
        for each in addresses
    ]
    return [(name, feed.updated_at) for name, feed in feeds if feed]


async def withdraw(store: Store, declared: Declared) -> None:
    """Note how far feeds have come where items are about to leave them: a source is followed otherwise next."""
    cards = await store.sources.cards()
    known = ((each, cards[each.id]) for each in declared.sources.values() if each.id in cards)
    moving = [
        {*source.tags, *before.tags}
        for source, before in known
        if source.shows_less(before) or source.takes_places(before)
    ]
    if moving:
        await store.floors.lift(await reached(store, declared, set().union(*moving)))


async def note(store: Store, declared: Declared, now: datetime) -> None:
    """Note what decides which entries feeds show: where that is not as it was, no `updated` goes back."""
    from syndicate.outputs.rules import rules

    told = await asyncio.to_thread(rules, declared)
    known = await store.floors.shows()
    if told != {place: shown for place, shown in known.items() if shown}:
        await store.floors.lift(await _promoted(store, declared, known))
        await store.floors.redeclare(told, known, now)


async def _promoted(
    store: Store, declared: Declared, known: Collection[str]
) -> list[tuple[str, datetime]]:
    """Tell how far threads have come that become topics: nobody declared what their feeds show."""
    from syndicate.outputs.composing import compose

    threads = {topic.thread for topic in declared.topics.values() if topic.thread}
    addresses = [Address("threads", each) for each in sorted(threads)]
    new = [each for each in addresses if declared.known_as(each) not in known]
    feeds = [(declared.known_as(each), await compose(store, declared, each)) for each in new]
    return [(name, feed.updated_at) for name, feed in feeds if feed]
