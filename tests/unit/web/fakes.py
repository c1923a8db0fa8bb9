"""A store of lists: what the pages and feeds ask for, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import cast

from syndicate.model import (
    Address,
    Coding,
    Moves,
    Output,
    Publication,
    Reason,
    SourceCard,
    SourceState,
    StoredItem,
    Story,
    Subscription,
    Thread,
    Topic,
    TopicMatch,
)
from syndicate.publish.atom import AtomEncoder
from syndicate.publish.entries import from_items
from syndicate.publish.jsonfeed import JsonFeedEncoder
from syndicate.publish.outputs import assemble
from syndicate.publish.press import pack, prepare
from syndicate.publish.rss import RssEncoder
from syndicate.query import parse
from syndicate.store import Selection, SourceOverview, Store
from syndicate.store.items import Version
from syndicate.store.running import Called
from syndicate.store.sources import Tally, newest_at
from syndicate.store.topics import TopicOverview
from syndicate.web.desk import Desk

NOW = datetime(2014, 11, 8, 9, 0, tzinfo=UTC)
ENCODERS = {each.suffix: each for each in (AtomEncoder(), RssEncoder(), JsonFeedEncoder())}


@dataclass
class Shelf:
    """What is remembered; one object plays every room of the store."""

    items: list[StoredItem] = field(default_factory=list)
    sources: list[SourceOverview] = field(default_factory=list)
    threads: list[Thread] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    topic_items: dict[str, set[str]] = field(default_factory=dict)
    barred: dict[str, set[str]] = field(default_factory=dict)  # topic -> items that it forbids
    why: dict[str, tuple[Reason, ...]] = field(default_factory=dict)
    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    versions: dict[str, tuple[Version, ...]] = field(default_factory=dict)
    also: dict[str, tuple[Thread, ...]] = field(default_factory=dict)
    revision: int = 1


class FakeItems:
    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    async def get(self, item_id: str) -> StoredItem | None:
        return next((each for each in self.shelf.items if each.item.id == item_id), None)

    async def find(self, text: str) -> StoredItem | None:
        return next((each for each in self.shelf.items if each.entry_id == text), None)

    async def versions(self, item_id: str) -> tuple[Version, ...]:
        return self.shelf.versions.get(item_id, ())

    async def newest(
        self, where: Selection, *, limit: int, before: tuple[datetime, str] | None = None
    ) -> tuple[StoredItem, ...]:
        ordered = sorted(self.shelf.items, key=lambda e: (e.item.seen_at, e.item.id), reverse=True)
        found = [
            each
            for each in ordered
            if self._fits(each, where)
            and (before is None or (each.item.seen_at, each.item.id) < before)
        ]
        return tuple(found[:limit])

    def _fits(self, each: StoredItem, where: Selection) -> bool:
        source = next(s for s in self.shelf.sources if s.state.source_id == each.item.source_id)
        members = self.shelf.topic_items.get(where.topic or "", set())
        return (
            (not where.tags or bool(set(where.tags) & set(source.tags)))
            and where.source_id in {None, each.item.source_id}
            and where.story_id in {None, each.story_id}
            and where.thread_id in {None, each.thread_id}
            and (where.topic is None or each.item.id in members)
            and all(
                any(value.casefold() in each.item.title.casefold() for value in asked.values)
                for asked in where.query.conditions
            )
            and not (where.originals_only and each.copy_of)
            and not (where.published_only and source.republish == "none")
        )

    async def opening(self, story_id: str | None, *, limit: int) -> tuple[StoredItem, ...]:
        found = [each for each in self.shelf.items if story_id and each.story_id == story_id]
        return tuple(sorted(found, key=lambda each: (each.item.seen_at, each.item.id))[:limit])

    async def copies(self, item_ids: Sequence[str]) -> Mapping[str, tuple[StoredItem, ...]]:
        return {
            name: tuple(each for each in self.shelf.items if each.copy_of == name)
            for name in item_ids
        }


class FakeSources:
    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    async def overview(self, *, include_retired: bool = False) -> tuple[SourceOverview, ...]:
        return tuple(each for each in self.shelf.sources if include_retired or not each.retired_at)

    async def one(self, source_id: str) -> SourceOverview | None:
        sources = self.shelf.sources
        return next((each for each in sources if each.state.source_id == source_id), None)

    async def tally(self) -> Tally:
        followed = await self.overview()
        failing = sum(each.standing == "failing" for each in followed)
        return Tally(len(followed), failing, newest_at(followed))

    async def followed(self) -> tuple[SourceCard, ...]:
        return tuple(each.card for each in await self.overview())

    async def cards(self) -> Mapping[str, SourceCard]:
        return {each.state.source_id: each.card for each in self.shelf.sources}


class FakeThreads:
    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    async def overview(self, *, limit: int, minimum_items: int = 2) -> tuple[Thread, ...]:
        alive = [each for each in self.shelf.threads if not each.merged_into]
        return tuple(sorted(alive, key=lambda each: each.updated_at, reverse=True)[:limit])

    async def get(self, thread_id: str) -> Thread | None:
        return next((each for each in self.shelf.threads if each.id == thread_id), None)

    async def former(self, thread_id: str) -> tuple[str, ...]:
        return tuple(each.id for each in self.shelf.threads if each.merged_into == thread_id)

    async def stories_by_id(self, story_ids: Sequence[str]) -> tuple[Story, ...]:
        return tuple(each for each in self.shelf.stories if each.id in story_ids)

    async def reasons(self, item_id: str) -> tuple[Reason, ...]:
        return self.shelf.why.get(item_id, ())

    async def reasons_of(self, item_ids: Sequence[str]) -> Mapping[str, tuple[Reason, ...]]:
        return {name: self.shelf.why[name] for name in item_ids if name in self.shelf.why}


class FakeRunning:
    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    async def moves(
        self, thread_ids: Sequence[str], now: datetime, counted: timedelta
    ) -> Mapping[str, Moves]:
        seen = {
            name: [each.item.seen_at for each in self.shelf.items if each.thread_id == name]
            for name in thread_ids
        }
        hours = {
            name: Counter((now - at) // timedelta(hours=1) for at in ats if at >= now - counted)
            for name, ats in seen.items()
        }
        return {name: Moves(min(ats), None, hours[name]) for name, ats in seen.items() if ats}

    async def called(self, ids: Sequence[str]) -> Mapping[str, Called]:
        stories = {each.id: Called(each.title, each.thread_id) for each in self.shelf.stories}
        items = {
            each.item.id: Called(each.item.title, each.thread_id, each.item.source_id)
            for each in self.shelf.items
        }
        return {name: both[name] for both in (stories | items,) for name in ids if name in both}

    async def glance(self, thread_id: str, limit: int) -> tuple[StoredItem, ...]:
        where = Selection(thread_id=thread_id, published_only=True)
        return await FakeItems(self.shelf).newest(where, limit=limit)


class FakeTongues:
    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    async def of(self, thread_ids: Sequence[str]) -> Mapping[str, tuple[Thread, ...]]:
        return {name: self.shelf.also[name] for name in thread_ids if name in self.shelf.also}


class FakeTopics:
    def __init__(self, shelf: Shelf, topics: Sequence[Topic]) -> None:
        self.shelf, self.topics = shelf, topics

    async def overview(self) -> tuple[TopicOverview, ...]:
        return tuple(
            TopicOverview(
                each.slug,
                each.title,
                len(self.shelf.topic_items.get(each.slug, ())),
                max((e.item.seen_at for e in self.shelf.items), default=None),
            )
            for each in self.topics
        )

    async def reasons(self, item_id: str) -> tuple[TopicMatch, ...]:
        why = Reason("topic", 0.8, ("Iraq", "Islamic State"), note="names what it asks for")
        found = (slug for slug, ids in self.shelf.topic_items.items() if item_id in ids)
        return tuple(TopicMatch(slug, item_id, why) for slug in found)

    async def barred_from(self, item_id: str) -> tuple[str, ...]:
        return tuple(sorted(slug for slug, ids in self.shelf.barred.items() if item_id in ids))

    async def reasons_in(
        self, slug: str, item_ids: Sequence[str]
    ) -> Mapping[str, tuple[Reason, ...]]:
        found = {name: await self.reasons(name) for name in item_ids}
        return {
            name: tuple(each.reason for each in matches if each.slug == slug)
            for name, matches in found.items()
        }


class FakeSubscriptions:
    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    async def of_source(self, source_id: str) -> Subscription | None:
        return self.shelf.subscriptions.get(source_id)


class FakeStore:
    def __init__(self, shelf: Shelf, topics: Sequence[Topic] = ()) -> None:
        self.shelf = shelf
        self.items = FakeItems(shelf)
        self.sources = FakeSources(shelf)
        self.threads = FakeThreads(shelf)
        self.running = FakeRunning(shelf)
        self.tongues = FakeTongues(shelf)
        self.topics = FakeTopics(shelf, topics)
        self.subscriptions = FakeSubscriptions(shelf)

    async def revision(self) -> int:
        return self.shelf.revision


def overview(source_id: str, title: str, **changes: object) -> SourceOverview:
    state = SourceState(
        source_id=source_id,
        url=f"https://{source_id}.example/feed",
        next_poll_at=NOW + timedelta(minutes=12),
        last_poll_at=NOW - timedelta(minutes=3),
        last_success_at=NOW - timedelta(minutes=3),
        interval=timedelta(minutes=15),
        site_url=f"https://{source_id}.example/",
    )
    told = SourceOverview(
        state=state,
        url_subscribed=state.url,
        title=title,
        tags=("world",),
        republish="full",
        item_count=7,
        newest_at=NOW - timedelta(minutes=20),
    )
    return replace(told, **changes)  # type: ignore[arg-type]


def desk_with(
    shelf: Shelf,
    *,
    topics: Sequence[Topic] = (),
    url: str = "https://news.example.org",
    **more: object,
) -> Desk:
    store = cast("Store", FakeStore(shelf, topics))
    known: dict[str, object] = {
        "outputs": (Output("desk", "Everything", ("world",), was=("newsroom",)),),
        "topics": tuple(topics),
        "clock": lambda: NOW,
        **more,
    }

    async def publish(address: Address, coding: Coding) -> Publication | None:
        where = {
            "outputs": Selection(tags=("world",)) if address.name == "desk" else None,
            "threads": Selection(thread_id=address.name)
            if await store.threads.get(address.name)
            else None,
            "topics": Selection(topic=address.name),
            "sources": Selection(source_id=address.name),
            "tags": Selection(tags=(address.name,)),
            "search": Selection(query=parse(address.name)),
        }[address.kind]
        if where is None:
            return None
        items = await store.items.newest(where, limit=50)
        copies = await store.items.copies([each.item.id for each in items])
        cards = {each.state.source_id: each.card for each in shelf.sources}
        feed = assemble(
            address,
            from_items(items, copies, cards),
            site=url,
            title=address.name,
            author="Desk",
            since=NOW,
        )
        plain = prepare(feed, ENCODERS[address.suffix])
        return replace(plain, body=pack(plain.body, coding), coding=coding)

    return Desk(title="Middle East desk", url=url, store=store, publish=publish, **known)  # type: ignore[arg-type]
