"""How much goes on in a thread or a topic: its chart, its headlines, how it goes; found out again once it moved."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from aiohttp import web

from syndicate.cluster.about.growth import Growth
from syndicate.model import StoredItem, Thread
from syndicate.publish import prose
from syndicate.publish.entries import sayable
from syndicate.store import Selection
from syndicate.store.topics import TopicOverview
from syndicate.telling import LOOKED_AT, Telling, growths, telling
from syndicate.web.catalogue import Sources
from syndicate.web.charts import bars
from syndicate.web.desk import Desk, desk_of
from syndicate.web.templating import drawn

_KEPT = 4000
_AGES = 600  # seconds after which a thread that did not move is measured again

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Activity:
    """How much goes on in a thread or a topic, and who speaks."""

    sources: int
    chart: str  # HTML
    latest: str
    headlines: tuple[str, ...]  # of what may be shown, the newest first


class _Kept(OrderedDict[tuple[object, ...], T]):
    """The newest of what was found out; the oldest goes when there is too much of it."""

    def keep(self, key: tuple[object, ...], value: T) -> T:
        self[key] = value
        if len(self) > _KEPT:
            self.popitem(last=False)
        return value


def _version(thread: Thread) -> tuple[object, ...]:
    return ("thread", thread.id, thread.item_count, thread.story_count, thread.updated_at)


class Activities:
    """Remembers it of what has not changed since it was found out."""

    def __init__(self) -> None:
        self._activities = _Kept[Activity]()
        self._growths = _Kept[Growth]()
        self._tellings = _Kept[Telling]()

    def forget(self) -> None:
        """Find everything out anew: what may be shown has changed."""
        for kept in (self._activities, self._growths, self._tellings):
            kept.clear()

    async def of_thread(self, desk: Desk, thread: Thread) -> Activity:
        """Tell how much goes on in a thread."""
        now = desk.clock()
        key = (*_version(thread), now.date())
        return self._activities.get(key) or self._activities.keep(
            key, _activity(await desk.store.running.glance(thread.id, LOOKED_AT), now)
        )

    async def of_topic(self, desk: Desk, topic: TopicOverview) -> Activity:
        """Tell how much goes on in a topic."""
        now = desk.clock()
        key = ("topic", topic.slug, topic.item_count, topic.updated_at, now.date())
        where = Selection(topic=topic.slug, published_only=True)
        return self._activities.get(key) or self._activities.keep(
            key, _activity(await desk.store.items.newest(where, limit=LOOKED_AT), now)
        )

    async def growths(self, desk: Desk, threads: Sequence[Thread]) -> Mapping[str, Growth]:
        """Say how each thread goes; only what moved, or was measured a while ago, is counted again."""
        now = desk.clock()
        keys = {each.id: (*_version(each), int(now.timestamp()) // _AGES) for each in threads}
        stale = [each for each in threads if self._growths.get(keys[each.id]) is None]
        if stale:
            for thread_id, found in (await growths(desk.store, stale, now)).items():
                self._growths.keep(keys[thread_id], found)
        known = ((thread_id, self._growths.get(key)) for thread_id, key in keys.items())
        return {thread_id: found for thread_id, found in known if found is not None}

    async def telling(self, desk: Desk, thread: Thread, sources: Sources) -> Telling:
        """Say what is in a thread."""
        key = _version(thread)
        return self._tellings.get(key) or self._tellings.keep(
            key, await telling(desk.store, thread, sources.cards)
        )


ACTIVITIES = web.AppKey("activities", Activities)


async def named(request: web.Request, thread: Thread, sources: Sources) -> Thread:
    """Give a thread under a name that may be shown."""
    if thread.is_titled:
        return thread
    activity = await request.app[ACTIVITIES].of_thread(desk_of(request), thread)
    return replace(thread, title=sayable(thread.title, activity.headlines, sources.cards))


def _activity(items: Sequence[StoredItem], now: datetime) -> Activity:
    return Activity(
        sources=len({stored.item.source_id for stored in items}),
        chart=drawn(bars((stored.item.seen_at for stored in items), now)),
        latest=prose.title(items[0].item) if items else "",
        headlines=tuple(prose.title(stored.item) for stored in items),
    )
