"""The sample newsroom, walked through the whole house in its own time, and what came of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import get_args

from aiohttp import ETag, web
from aiohttp.test_utils import TestServer

from syndicate.config import Settings
from syndicate.config.load import parse
from syndicate.demo.articles import Article
from syndicate.demo.newsroom import CLOSES_AT, OPENS_AT, outlets, published
from syndicate.demo.render import render
from syndicate.demo.settings import demo_config
from syndicate.house import House, open_house
from syndicate.model import Address, Kind, OutputFeed, Publication, StoredItem, Suffix, Thread
from syndicate.outputs.composing import compose
from syndicate.store import Selection
from tests.integration.pipeline.desk import EVERYTHING, Clock, Found, found

PUBLIC = "https://newsroom.example"
STEP = timedelta(hours=3)
_PLACE = re.compile(r"/([a-z-]+)/articles/(\d+)")
Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class NineDays:
    """All that is in the store and all that is published when the newsroom closes."""

    items: tuple[StoredItem, ...]
    topic: frozenset[str]
    threads: tuple[Thread, ...]
    found: Found
    feeds: Mapping[Address, OutputFeed]
    publications: Mapping[Address, Publication]
    again: Mapping[Address, Publication]  # by other processes over the same store
    polls: Mapping[str, float]
    backwards: tuple[str, ...]  # outputs whose `updated` went back on the way
    withdrawn: tuple[str, ...]  # entries that were shown and are gone though their output had room

    def article(self, stored: StoredItem) -> Article:
        """The sample text that an item is."""
        place = _PLACE.search(stored.item.url or "")
        assert place, stored.item.url
        outlet = next(outlet for outlet in outlets() if outlet.slug == place[1])
        return outlet.articles[int(place[2]) - 1]

    def of(self, slug: str) -> tuple[StoredItem, ...]:
        return tuple(stored for stored in self.items if f"/{slug}/" in (stored.item.url or ""))

    def addresses(self, kind: str) -> list[Address]:
        return [each for each in self.publications if each.kind == kind]


def pairs(groups: Mapping[str, Iterable[str]]) -> Pairs:
    """Every two ids that are in one group."""
    return frozenset(
        (one, other) for group in groups.values() for one, other in combinations(sorted(group), 2)
    )


async def walk(folder: Path, store_url: str, *, watched: bool = True) -> NineDays:
    """Nine days, three hours a step; in the middle of them the daemon is started anew.

    Where it is `watched`, readers come by twice a step: it takes twice as long.
    """
    clock = Clock(OPENS_AT)
    told = _Readers(watched=watched)
    async with TestServer(_origin(clock), host="127.0.0.1") as origin:
        settings = _settings(folder, store_url, str(origin.make_url("/")))
        await _follow(settings, clock, OPENS_AT + timedelta(days=4), told)
        polls = await _follow(settings, clock, CLOSES_AT, told)
        async with open_house(settings, clock=clock) as house:
            first = await _look(house, polls, told)
        clock.forward(timedelta(days=30))
        async with open_house(settings, clock=clock) as house:
            again = {each: await house.pipeline.publish(each) for each in first.publications}
    return replace(first, again={each: body for each, body in again.items() if body})


def _settings(folder: Path, store_url: str, dialled: str) -> Settings:
    """The demo's own feeds.yaml. No id depends on the port, so every walk gives the same bytes."""
    text = demo_config(PUBLIC, folder / "unused.db", 8420)
    settings = parse(text.encode(), path=folder / "feeds.yaml", environ={})
    return replace(
        settings,
        store=store_url,
        sources=tuple(
            replace(source, url=source.url.replace(f"{PUBLIC}/", dialled))
            for source in settings.sources
        ),
    )


def _origin(clock: Clock) -> web.Application:
    by_slug = {outlet.slug: outlet for outlet in outlets()}

    async def feed(request: web.Request) -> web.Response:
        outlet = by_slug[request.match_info["slug"]]
        content_type, body = render(outlet, published(outlet, clock()), PUBLIC)
        tag = ETag(hashlib.sha256(body).hexdigest())
        if tag in (request.if_none_match or ()):
            return web.Response(status=304)
        response = web.Response(body=body, headers={"Content-Type": content_type})
        response.etag = tag
        return response

    app = web.Application()
    app.router.add_get("/{slug}/feed", feed)
    return app


class _Readers:
    """Come by after every step, and note what no reader should see."""

    def __init__(self, *, watched: bool) -> None:
        self._watched = watched
        self.feeds: dict[Address, OutputFeed] = {}
        self.backwards: list[str] = []
        self.withdrawn: list[str] = []

    async def look(self, house: House) -> None:
        for name in house.pipeline.declared().outputs if self._watched else ():
            address = Address("outputs", name)
            feed = await compose(house.store, house.pipeline.declared(), address)
            assert feed is not None
            before = self.feeds.get(address)
            if before is not None:
                if feed.updated_at < before.updated_at:
                    self.backwards.append(name)
                gone = {e.id for e in before.entries} - {e.id for e in feed.entries}
                if gone and len(feed.entries) < house.pipeline.declared().outputs[name].limit:
                    self.withdrawn += [f"{name} {each}" for each in sorted(gone)]
            self.feeds[address] = feed


async def _follow(
    settings: Settings, clock: Clock, until: datetime, told: _Readers
) -> dict[str, float]:
    async with open_house(settings, clock=clock) as house:
        while clock.at < until:
            clock.forward(STEP)
            for source_id in house.pipeline.declared().sources:
                assert await house.pipeline.poll(source_id) is not None
            await told.look(house)
            await house.pipeline.cluster()
            await told.look(house)
        rows = house.metrics.exposition()[0].decode().splitlines()
    results = (re.fullmatch(r'syndicate_polls_total\{result="(\w+)"\} (.*)', row) for row in rows)
    return {match[1]: float(match[2]) for match in results if match}


async def _look(house: House, polls: dict[str, float], told: _Readers) -> NineDays:
    store, declared = house.store, house.pipeline.declared()
    threads = await store.threads.overview(limit=EVERYTHING, minimum_items=1)
    tags = sorted({tag for source in declared.sources.values() for tag in source.tags})
    suffixes: tuple[Suffix, ...] = get_args(Suffix)
    places: list[tuple[Kind, Iterable[str]]] = [
        ("outputs", declared.outputs),
        ("topics", declared.topics),
        ("sources", declared.sources),
        ("tags", tags),
        ("threads", [thread.id for thread in threads[:20]]),
    ]
    addresses = [
        Address(kind, name, suffix)
        for suffix in suffixes
        for kind, names in places
        for name in names
    ]  # fmt: skip
    published = {each: await house.pipeline.publish(each) for each in addresses}
    feeds = {each: await compose(store, declared, each) for each in addresses}
    topic = await store.items.newest(Selection(topic="islamic-state-iraq"), limit=EVERYTHING)
    return NineDays(
        items=(await store.items.newest(Selection(), limit=EVERYTHING))[::-1],
        topic=frozenset(stored.item.id for stored in topic),
        threads=threads,
        found=await found(store),
        feeds={each: feed for each, feed in feeds.items() if feed},
        publications={each: body for each, body in published.items() if body},
        again={},
        polls=polls,
        backwards=tuple(told.backwards),
        withdrawn=tuple(told.withdrawn),
    )
