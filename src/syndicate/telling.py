"""A thread -> what people are told of it: how it goes, who and what it is about, who had it first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from syndicate.cluster.about import gist
from syndicate.cluster.about.gist import Line
from syndicate.cluster.about.growth import COUNTED, Growth, growth
from syndicate.model import StoredItem, Thread
from syndicate.publish.entries import Sources, allowed, policy
from syndicate.publish.facts import Facts, facts
from syndicate.publish.gate import said
from syndicate.publish.prose import when
from syndicate.publish.reports import many
from syndicate.store import Store

ENDS: Final = frozenset('.!?…。！？"”»')
LOOKED_AT: Final = 300  # of a thread's items, the newest


@dataclass(frozen=True, slots=True)
class Telling:
    """What a thread's page, its feed and the command line say of it."""

    facts: Facts
    names: tuple[str, ...]
    summary: Line | None
    quoted: str = ""  # whose words the summary is

    @property
    def categories(self) -> tuple[str, ...]:
        """Whom and what it is about, and where it is told from; each once."""
        both = (*self.names, *self.facts.places)
        return tuple({name.casefold(): name for name in reversed(both)}.values())[::-1]


async def growths(store: Store, threads: Sequence[Thread], now: datetime) -> Mapping[str, Growth]:
    """Say of each thread how it goes as of an instant; of one without items nothing is said."""
    moves = await store.running.moves([each.id for each in threads], now, COUNTED)
    return {thread_id: growth(each, now) for thread_id, each in moves.items()}


def bursting_first(threads: Sequence[Thread], going: Mapping[str, Growth]) -> tuple[Thread, ...]:
    """Put the threads on top that burst now, each part in the order given; `going` is what `growths` says of them."""
    return tuple(
        sorted(threads, key=lambda each: each.id not in going or not going[each.id].bursts)
    )


async def telling(store: Store, thread: Thread, sources: Sources) -> Telling:
    """Look at a thread's items and say what is in them."""
    return tell(thread, await store.running.glance(thread.id, LOOKED_AT), sources)


def tell(thread: Thread, items: Sequence[StoredItem], sources: Sources) -> Telling:
    """Say what is in a thread, of which these are the newest items and the first few."""
    texts = [each for each in allowed(items, sources) if each.copy_of is None]
    quotable = [each.item for each in texts if policy(each, sources) in {"full", "excerpt"}]
    found, line = facts(items, sources), gist.summary(thread, quotable)
    quoted = [each.source_id for each in quotable if line and each.id == line.item_id]
    return Telling(
        facts=found,
        names=gist.names(thread, [each.item for each in texts], found.agencies),
        summary=line,
        quoted=sources[quoted[0]].title if quoted else "",
    )


def subtitle(thread: Thread, told: Telling, growth: Growth | None) -> str:
    """Say in a few lines what a thread is: its summary line, its size, who had it first, and how it goes."""
    first, facts = told.facts.first, told.facts
    lines = [said(told.summary.text)] if told.summary else []
    size = (
        many(thread.item_count, "item", "items"),
        many(thread.story_count, "story", "stories"),
        many(facts.origins, "independent origin", "independent origins"),
    )
    lines.append(f"{size[0]} in {size[1]}, of {size[2] if growth else 'which nothing is left'}.")
    if first:
        lines.append(f"First told by {said(first.source)}{first.by}, {when(first.at)}.")
    if growth and (growth.bursts or growth.state in {"growing", "woke", "fading"}):
        lines.append(f"{growth.told[0].upper()}{growth.told[1:]}.")
    return " ".join(line if line[-1] in ENDS else f"{line}." for line in lines)
