"""A thread -> what people are told of it: how it goes, who and what it is about, who had it first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from syndicate.cluster import gist
from syndicate.cluster.gist import Line
from syndicate.cluster.growth import COUNTED, Growth, growth
from syndicate.model import StoredItem, Thread
from syndicate.publish.entries import Sources, allowed, policy
from syndicate.publish.facts import Facts, facts
from syndicate.store import Store

LOOKED_AT: Final = 300  # of a thread's items, the newest


@dataclass(frozen=True, slots=True)
class Telling:
    """What a thread's page, its feed and the command line say of it."""

    facts: Facts
    names: tuple[str, ...]
    summary: Line | None


async def growths(store: Store, threads: Sequence[Thread], now: datetime) -> Mapping[str, Growth]:
    """Say of each thread how it goes as of an instant; of one without items nothing is said."""
    moves = await store.running.moves([each.id for each in threads], now, COUNTED)
    return {thread_id: growth(each, now) for thread_id, each in moves.items()}


async def telling(store: Store, thread: Thread, sources: Sources) -> Telling:
    """Look at a thread's items and say what is in them."""
    return tell(thread, await store.running.glance(thread.id, LOOKED_AT), sources)


def tell(thread: Thread, items: Sequence[StoredItem], sources: Sources) -> Telling:
    """Say what is in a thread, of which these are the newest items and the first few."""
    texts = [each for each in allowed(items, sources) if each.copy_of is None]
    quotable = [each.item for each in texts if policy(each, sources) in {"full", "excerpt"}]
    found = facts(items, sources)
    return Telling(
        facts=found,
        names=gist.names(thread, [each.item for each in texts], found.agencies),
        summary=gist.summary(thread, quotable),
    )
