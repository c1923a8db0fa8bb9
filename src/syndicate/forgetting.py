"""The corridor to what is forgotten: how far feeds had come is noted before anything of them goes."""

from __future__ import annotations

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


async def reached(store: Store, declared: Declared) -> list[tuple[str, datetime]]:
    """Tell how far those feeds have come of which the items alone do not tell it; two may have been one thread's."""
    from syndicate.outputs.composing import compose, known_as

    addresses = [
        *(Address("outputs", name) for name in declared.outputs),
        *(Address("topics", slug) for slug in declared.topics),
    ]
    feeds = [(known_as(declared, each), await compose(store, declared, each)) for each in addresses]
    return [(name, feed.updated_at) for name, feed in feeds if feed]
