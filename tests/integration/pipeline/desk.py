"""A desk over a real store: sources that say what a test wants, and corridors that can be started anew."""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, get_args

from syndicate.corridors.polling import Doors
from syndicate.metrics import Metrics
from syndicate.model import (
    Address,
    Declared,
    Document,
    Entry,
    Item,
    Kind,
    NotModified,
    Outcome,
    Output,
    ParsedFeed,
    Source,
    SourceState,
    StoredItem,
    Story,
    Topic,
    Validators,
)
from syndicate.outputs.composing import compose
from syndicate.pipeline import Pipeline
from syndicate.queue.local import LocalQueue
from syndicate.store import Selection, Store, open_store
from tests.unit.cluster.news import FOLLOW_UP, MATCH, RECIPE, REWRITE, WIRE

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SITE = "https://desk.example.org"
EVERYTHING = 10_000
KINDS: tuple[Kind, ...] = get_args(Kind)


class Clock:
    """The time of a test, which moves when it is told to."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, by: timedelta) -> None:
        self.at += by


@dataclass(frozen=True)
class Told:
    """What a source says once."""

    guid: str
    title: str
    text: str
    language: str = "en"


SHIP = Told("ship", "Grain ship adrift off Varna", WIRE)
TUGS = Told("tugs", "Tugs save grain carrier at Varna breakwater", REWRITE)
TOW = Told("tow", "Grain ship Maria Stella to leave Varna under tow", FOLLOW_UP)
CHICKPEAS = Told("chickpeas", "Chickpeas with spinach", RECIPE)
KESTREL = Told("kestrel", "Kestrel Town win at the death", MATCH)
AGAIN = replace(SHIP, guid="again")


def a_source(name: str, *tags: str, **more: Any) -> Source:
    url = f"https://{name}.example/feed"
    values: dict[str, Any] = {"url": url, "shown_url": url, "title": name.title()}
    return Source(id=name, tags=tags, **values | {"every": 15 * MINUTE} | more)


def declared(
    sources: Sequence[Source] = (),
    topics: Sequence[Topic] = (),
    outputs: Sequence[Output] = (),
) -> Declared:
    return Declared(
        title="Desk",
        url=SITE,
        sources={source.id: source for source in sources},
        topics={topic.slug: topic for topic in topics},
        outputs={output.name: output for output in outputs},
    )


class Feeds:
    """What stands at each source now. Counts how often it was fetched and read."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.say: dict[str, Sequence[Told] | Exception | NotModified] = {}
        self.unreadable: dict[str, Exception] = {}
        self.fetched: Counter[str] = Counter()
        self.read_: Counter[str] = Counter()
        self.claims: datetime | None = None  # when all that is said is said to be published
        self.apart = timedelta()  # each so much before the one above it

    async def fetch(
        self, url: str, *, validators: Validators, headers: tuple[tuple[str, str], ...] = ()
    ) -> Document | NotModified:
        name = url.removeprefix("https://").partition(".")[0]
        self.fetched[name] += 1
        said = self.say.get(name, ())
        if isinstance(said, Exception):
            raise said
        if isinstance(said, NotModified):
            return said
        body = json.dumps([asdict(told) for told in said]).encode()
        return Document(url, body, "application/json", Validators(), self._clock())

    async def read(
        self, document: Document, *, source_id: str, marks: bytes | None = None
    ) -> ParsedFeed:
        self.read_[source_id] += 1
        if source_id in self.unreadable:
            raise self.unreadable[source_id]
        items = [
            an_item(source_id, Told(**values), document.fetched_at)
            for values in json.loads(document.body)
        ]
        if self.claims is not None:
            items = [
                replace(item, published_at=self.claims - number * self.apart)
                for number, item in enumerate(items)
            ]
        return ParsedFeed(source_id.title(), None, "en", tuple(items))


def an_item(source_id: str, told: Told, at: datetime) -> Item:
    url = f"https://{source_id}.example/{told.guid}"
    return Item(
        id="i" + hashlib.sha256(f"{source_id} {told.guid}".encode()).hexdigest()[:20],
        source_id=source_id,
        keys=(f"guid:{told.guid}",),
        url=url,
        link_key=url,
        title=told.title,
        summary="",
        content_html=f"<p>{told.text}</p>",
        text=told.text,
        seen_at=at,
        published_at=at,
        digest=hashlib.sha256(f"{told.title} {told.text}".encode()).hexdigest(),
        language=told.language,
    )


class Desk:
    """A store, the corridors over it, and the sources that they ask."""

    def __init__(self, store: Store, url: str, clock: Clock) -> None:
        self.store = store
        self.url = url
        self.clock = clock
        self.feeds = Feeds(clock)
        self.now = declared()
        self.steady_s: Callable[[], float] = time.monotonic
        self.restart()

    @classmethod
    async def open(cls, url: str, clock: Clock | None = None) -> Desk:
        return cls(await open_store(url), url, clock or Clock())

    def restart(self) -> None:
        """Forget everything that is not in the store."""
        self.queue = LocalQueue(write=self.store.database.write, concurrency=4)
        self.metrics = Metrics()
        self.pipeline = Pipeline(
            store=self.store,
            queue=self.queue,
            doors=Doors(self.feeds.fetch, self.feeds.read, self.clock, steady_s=self.steady_s),
            metrics=self.metrics,
            declared=self.now,
            holder="desk",
        )

    async def reopen(self) -> None:
        """Restart with the store closed and opened again."""
        await self.store.close()
        self.store = await open_store(self.url)
        self.restart()

    async def declare(self, now: Declared) -> None:
        """Take this over, and fill topics that are new."""
        self.now = now
        await self.pipeline.declare(now)
        while await self.pipeline.fill():
            pass

    async def poll(self, name: str, *said: Told) -> Outcome | None:
        """A minute later, the source says this, and is polled."""
        self.clock.forward(MINUTE)
        self.feeds.say[name] = said
        return await self.pipeline.poll(name)

    async def walk(self, name: str, *said: Told) -> None:
        """Poll and cluster."""
        await self.poll(name, *said)
        await self.pipeline.cluster()

    async def items(self, **where: Any) -> tuple[StoredItem, ...]:
        """All stored items, the first seen first."""
        return (await self.store.items.newest(Selection(**where), limit=EVERYTHING))[::-1]

    async def item(self, source_id: str, told: Told) -> StoredItem:
        found = await self.store.items.get(an_item(source_id, told, NOW).id)
        assert found is not None
        return found

    async def state(self, source_id: str) -> SourceState:
        found = await self.store.sources.state(source_id)
        assert found is not None
        return found

    async def body(
        self, kind: Kind, name: str, suffix: Literal["atom", "rss", "json"] = "atom"
    ) -> bytes:
        found = await self.pipeline.publish(Address(kind, name, suffix))
        assert found is not None
        return found.body

    async def entries(self, kind: Kind, name: str) -> tuple[Entry, ...]:
        feed = await compose(self.store, self.pipeline.declared(), Address(kind, name))
        assert feed is not None
        return feed.entries

    async def titles(self, kind: Kind, name: str) -> list[str]:
        return [entry.title for entry in await self.entries(kind, name)]

    def renders(self) -> float:
        body, _ = self.metrics.exposition()
        line = next(
            row for row in body.decode().splitlines() if row.startswith("syndicate_renders_total")
        )
        return float(line.split()[-1])


@dataclass(frozen=True)
class Found:
    """Everything that clustering found, to be compared as a whole."""

    items: tuple[tuple[str, str | None, str | None, str | None, object], ...]
    stories: tuple[Story, ...]
    threads: tuple[object, ...]
    topics: tuple[object, ...]


async def found(store: Store) -> Found:
    items = await store.items.newest(Selection(), limit=EVERYTHING)
    ids = sorted({stored.story_id for stored in items if stored.story_id})
    stories = await store.threads.stories_by_id(ids)
    threads = sorted({story.thread_id for story in stories if story.thread_id})
    return Found(
        items=tuple(
            [
                (
                    stored.item.id,
                    stored.story_id,
                    stored.thread_id,
                    stored.copy_of,
                    await store.threads.reasons(stored.item.id),
                )
                for stored in items
            ]
        ),
        stories=stories,
        threads=tuple([await store.threads.get(thread) for thread in threads]),
        topics=tuple([await store.topics.reasons(stored.item.id) for stored in items]),
    )


async def fill(desk: Desk, what: Declared, later: Told = TUGS) -> None:
    """One story of three items (one a copy), and two threads of one item each. `later` is how the tugs are told again."""
    await desk.declare(what)
    await desk.walk("port", SHIP)
    await desk.walk("mail", TUGS)
    await desk.walk("copy", AGAIN)
    await desk.walk("mail", later, KESTREL)
    await desk.walk("copy", AGAIN, CHICKPEAS)
