"""GET /: what is running now, and how to subscribe to it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from syndicate.model import StoredItem, Thread
from syndicate.publish import prose
from syndicate.store import Selection
from syndicate.web.charts import Bar, bars
from syndicate.web.desk import Desk, desk_of
from syndicate.web.paper import page

_LOOKED_AT = 300  # items of a thread that its chart and its count of sources are made from
_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Pulse:
    """How much goes on in a thread or a topic, and who speaks."""

    sources: int
    chart: tuple[Bar, ...]
    latest: str


class Pulses:
    """Remembers the pulse of what has not changed since it was felt."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[object, ...], Pulse] = OrderedDict()

    async def of(self, desk: Desk, where: Selection, *version: object) -> Pulse:
        """Return the pulse of a selection; `version` grows with it."""
        now = desk.clock()
        key = (where, now.date(), *version)
        if key not in self._known:
            items = await desk.store.items.newest(where, limit=_LOOKED_AT)
            self._known[key] = _felt(items, now)
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return self._known[key]


PULSES = web.AppKey("pulses", Pulses)


async def front(request: web.Request) -> web.Response:
    """Answer with topics first, then threads, the one that moved last on top."""
    return await _listing(request, 40)


async def threads(request: web.Request) -> web.Response:
    """Answer with the same page and more threads."""
    return await _listing(request, 400)


async def _listing(request: web.Request, limit: int) -> web.Response:
    desk, pulses = desk_of(request), request.app[PULSES]
    sources = await desk.store.sources.overview()
    running = await desk.store.threads.overview(limit=limit + 1)
    topics = [
        (
            topic,
            await pulses.of(
                desk,
                Selection(topic=topic.slug, published_only=True),
                topic.item_count,
                topic.updated_at,
            ),
        )
        for topic in await desk.store.topics.overview()
    ]
    return page(
        request,
        "front.html",
        topics=topics,
        threads=[(each, await _pulse_of(desk, pulses, each)) for each in running[:limit]],
        more=len(running) > limit,
        sources=sources,
        failing=sum(each.state.problem is not None for each in sources),
        newest_at=max((each.newest_at for each in sources if each.newest_at), default=None),
    )


async def _pulse_of(desk: Desk, pulses: Pulses, thread: Thread) -> Pulse:
    where = Selection(thread_id=thread.id, published_only=True)
    return await pulses.of(desk, where, thread.item_count, thread.updated_at)


def _felt(items: Sequence[StoredItem], now: datetime) -> Pulse:
    return Pulse(
        sources=len({stored.item.source_id for stored in items}),
        chart=bars((stored.item.seen_at for stored in items), now),
        latest=prose.title(items[0].item) if items else "",
    )
