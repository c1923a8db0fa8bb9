"""How much goes on in a thread or a topic, felt again only when it has moved."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from aiohttp import web

from syndicate.model import StoredItem, Thread
from syndicate.publish import prose
from syndicate.publish.entries import sayable
from syndicate.store import Selection
from syndicate.store.topics import TopicOverview
from syndicate.web.catalogue import Sources
from syndicate.web.charts import Bar, bars
from syndicate.web.desk import Desk, desk_of

_LOOKED_AT = 300  # items of a thread that its chart and its count of sources are made from
_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Pulse:
    """How much goes on in a thread or a topic, and who speaks."""

    sources: int
    chart: tuple[Bar, ...]
    latest: str
    headlines: tuple[str, ...]  # of what may be shown, the newest first


class Pulses:
    """Remembers the pulse of what has not changed since it was felt."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[object, ...], Pulse] = OrderedDict()

    def forget(self) -> None:
        """Feel everything anew: what may be shown has changed."""
        self._known.clear()

    async def of_thread(self, desk: Desk, thread: Thread) -> Pulse:
        """Feel a thread."""
        where = Selection(thread_id=thread.id, published_only=True)
        return await self._of(desk, where, thread.item_count, thread.updated_at)

    async def of_topic(self, desk: Desk, topic: TopicOverview) -> Pulse:
        """Feel a topic."""
        where = Selection(topic=topic.slug, published_only=True)
        return await self._of(desk, where, topic.item_count, topic.updated_at)

    async def _of(self, desk: Desk, where: Selection, *version: object) -> Pulse:
        now = desk.clock()
        key = (where, now.date(), *version)
        if key not in self._known:
            items = await desk.store.items.newest(where, limit=_LOOKED_AT)
            self._known[key] = _felt(items, now)
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return self._known[key]


PULSES = web.AppKey("pulses", Pulses)


async def named(request: web.Request, thread: Thread, sources: Sources) -> Thread:
    """Give a thread under a name that may be shown."""
    pulse = await request.app[PULSES].of_thread(desk_of(request), thread)
    return replace(thread, title=sayable(thread.title, pulse.headlines, sources.cards))


def _felt(items: Sequence[StoredItem], now: datetime) -> Pulse:
    return Pulse(
        sources=len({stored.item.source_id for stored in items}),
        chart=bars((stored.item.seen_at for stored in items), now),
        latest=prose.title(items[0].item) if items else "",
        headlines=tuple(prose.title(stored.item) for stored in items),
    )
