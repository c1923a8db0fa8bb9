"""The corridors to what leaves feeds: how far these had come is noted before anything of them goes.

forget   what is older than `keep` -> gone
withdraw what feeds show of sources -> less of it
note     by which rules feeds show entries -> by others
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from syndicate.log import event
from syndicate.model import Address, Declared, Output, Topic
from syndicate.store import Store
from syndicate.store.resting import Quiet

_RULES: Final = ("mode", "limit", "editions", "max_age", "share")


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
    from syndicate.outputs.composing import compose

    addresses = [
        *(Address("outputs", name) for name in declared.outputs),
        *(Address("topics", slug) for slug in declared.topics),
    ]
    feeds = [(declared.known_as(each), await compose(store, declared, each)) for each in addresses]
    return [(name, feed.updated_at) for name, feed in feeds if feed]


async def withdraw(store: Store, declared: Declared) -> None:
    """Note how far feeds have come where they are about to show less of a source: it is followed otherwise next."""
    cards = await store.sources.cards()
    known = ((each, cards[each.id]) for each in declared.sources.values() if each.id in cards)
    if any(
        source.shows_less(republish=card.republish, tags=card.tags, fold_copies=card.fold_copies)
        for source, card in known
    ):
        await store.floors.lift(await reached(store, declared))


async def note(store: Store, declared: Declared, now: datetime) -> None:
    """Note what decides which entries feeds show: where that is not as it was, no `updated` goes back."""
    feeds = [
        *((Address("outputs", name), _rules(each)) for name, each in declared.outputs.items()),
        *((Address("topics", slug), _rules(each)) for slug, each in declared.topics.items()),
    ]
    shows: dict[str, list[str]] = {}
    for address, rules in feeds:  # two topics may have been one thread's
        shows.setdefault(declared.known_as(address), []).append(rules)
    told = {place: "\n".join(sorted(rules)) for place, rules in shows.items()}
    await store.floors.redeclare(told, now)


def _rules(feed: Output | Topic) -> str:
    """Write what decides which entries are shown; not what belongs to a topic: `Topics.sync` notes that."""
    own = ("fold_copies",) if isinstance(feed, Topic) else ("tags", "query")
    return repr([(name, getattr(feed, name)) for name in (*_RULES, *own)])
