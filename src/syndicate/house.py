"""The rooms that poll, put together: opened in order, joined, closed in reverse.

Here nothing is imported that only a daemon needs: a round of polls from cron ends before pages would be loaded.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from string import punctuation
from typing import TYPE_CHECKING, Final, get_args
from urllib.parse import quote, urlsplit

from syndicate import __version__
from syndicate.config import Settings, load
from syndicate.config.corrections import load_corrections
from syndicate.corridors.polling import LEASE, Doors
from syndicate.fetch.address import AddressPolicy
from syndicate.fetch.client import Client, Limits, Ourselves
from syndicate.fetch.connector import LOOKUPS
from syndicate.fetch.descriptors import connections, raise_limit
from syndicate.metrics import Metrics
from syndicate.model import Clock, Declared, Document, Kind, ParsedFeed, Validators
from syndicate.pipeline import Pipeline
from syndicate.protocols import Queue
from syndicate.queue.local import LocalQueue
from syndicate.roles import DUTIES, Duties, Role
from syndicate.store import Store, open_store
from syndicate.store.engines.time import ServerTime
from syndicate.websub.callback import is_reachable

if TYPE_CHECKING:  # a round of polls looks for no feeds, and reads no lists of them
    from syndicate.corridors.completing import Completer
    from syndicate.corridors.discovery import Discovery
    from syndicate.normalize.formats.opml import Subscriptions
    from syndicate.normalize.pages.page import FeedLink
    from syndicate.normalize.worker import Workers

CONCURRENT_TASKS: Final = 50
THREADS: Final = LOOKUPS + 8  # those left are for what is worked out beside the loop
PRODUCT: Final = "Syndicate"  # what robots.txt calls us


def now() -> datetime:
    """The time, aware and in UTC."""
    return datetime.now(UTC)


def declared(settings: Settings) -> Declared:
    """Settings -> what the corridors and the pages need of them."""
    return Declared(
        title=settings.title,
        url=settings.url,
        sources={source.id: source for source in settings.sources},
        topics={topic.slug: topic for topic in settings.topics},
        outputs={output.name: output for output in settings.outputs},
        keep=settings.keep,
        push_url=push_url(settings),
        hub_url=hub_url(settings),
        hubs=settings.hubs,
        access=settings.access,
        dials=settings.dials,
    )


def push_url(settings: Settings) -> str:
    """Say where hubs reach us: at `url`, unless it is not public, or push is off."""
    return settings.url if settings.push == "auto" and _is_public(settings) else ""


def hub_url(settings: Settings) -> str:
    """Say where our own hub is, unless nobody can reach it, or it is off."""
    return f"{settings.url}/hub" if settings.hub == "auto" and _is_public(settings) else ""


def _is_public(settings: Settings) -> bool:
    return is_reachable(settings.url, AddressPolicy(settings.allow_networks).refusal)


@dataclass(frozen=True, slots=True)
class House:
    """Every room, open and joined."""

    settings: Settings
    store: Store
    queue: Queue
    pipeline: Pipeline
    metrics: Metrics
    clock: Clock
    duties: Duties = DUTIES["all"]
    on_reload: list[Callable[[Settings], None]] = field(default_factory=list)

    async def declare(self, settings: Settings) -> None:
        """Take over what feeds.yaml says now, and tell the store of it where that is a duty here.

        Whoever listens for a reload is told at the moment when feeds change: addresses lead where these stand.
        """
        take_over = self.pipeline.declare if self.duties.schedules else self.pipeline.adopt

        def then() -> None:
            for tell in self.on_reload:
                tell(settings)

        await take_over(declared(settings), then)


@asynccontextmanager
async def open_house(
    settings: Settings,
    *,
    clock: Clock = now,
    lease: timedelta = LEASE,
    role: Role | None = None,
) -> AsyncIterator[House]:
    """Open the rooms in order and close them in reverse. Raises StoreError.

    Without a role, it is for one round of work: what is claimed is polled here, whoever else is at work. `lease` is
    for how long a claim holds, by the clock.
    """
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))
    metrics = Metrics()
    async with AsyncExitStack() as doors:
        reader = _Reader()
        doors.push_async_callback(reader.close)
        store = await open_store(settings.store, settings.cache)
        doors.push_async_callback(store.close)
        await store.database.hold("daemon", shared=True)
        if store.database.engine == "sqlite":
            await store.sources.release(clock())  # nobody else is at work: claims are of the dead
        elif clock is now:
            clock = await _server_time(store)
        policy = AddressPolicy(settings.allow_networks)
        client = _client(settings, policy, clock)
        doors.push_async_callback(client.close)
        completer = cache(partial(_completer, client, reader, store, clock, metrics))
        duties = DUTIES[role or "all"]
        queue = await _open_queue(store, clock, lease, metrics, role)
        pipeline = Pipeline(
            store=store,
            queue=queue,
            doors=replace(_doors(client, reader, policy, clock, completer), lease=lease),
            metrics=metrics,
            declared=declared(settings),
        )
        doors.push_async_callback(pipeline.lay_down)
        house = House(
            settings, store, queue, pipeline, metrics, clock, duties, [partial(_take_over, client)]
        )
        await house.declare(settings)
        if duties.works:
            await pipeline.correct(load_corrections(settings.path))
        yield house


def _client(settings: Settings, policy: AddressPolicy, clock: Clock) -> Client:
    return Client(
        user_agent=user_agent(settings),
        policy=policy,
        clock=clock,
        limits=Limits(connections=connections(raise_limit())),
        ourselves=ourselves(settings),
        proxy=settings.proxy,
        strangers=strangers(settings.url, policy),
    )


def _take_over(client: Client, fresh: Settings) -> None:
    client.go_through(fresh.proxy)
    client.answer_at(ourselves(fresh).urls)


def _doors(
    client: Client,
    reader: _Reader,
    policy: AddressPolicy,
    clock: Clock,
    completer: Callable[[], Completer],
) -> Doors:
    return Doors(
        fetch=client.fetch,
        read=reader.read,
        clock=clock,
        post=client.post,
        is_chosen=policy.is_chosen,
        complete=lambda source, items: completer().complete(source, items),
        tell=client.tell,
        ask=client.ask,
        deliver=client.deliver,
        steady_s=_steady_beside(clock),
    )


async def _server_time(store: Store) -> ServerTime:
    clock = ServerTime(store.database)
    await clock.set()
    return clock


def _steady_beside(clock: Clock) -> Callable[[], float]:
    if clock is now or isinstance(clock, ServerTime):
        return time.monotonic
    # A clock that runs as it likes (of the demo: nine days in a minute) is its own measure: nobody set it.
    return lambda: clock().timestamp()


async def _open_queue(
    store: Store, clock: Clock, lease: timedelta, metrics: Metrics, role: Role | None
) -> Queue:
    """Open the queue of all that share the store; on SQLite there is nobody but this process."""
    local = LocalQueue(
        write=store.database.write,
        concurrency=CONCURRENT_TASKS,
        on_failure=metrics.task_failures.inc,
    )
    if store.database.engine == "sqlite" or role is None:
        return local
    from syndicate.queue.postgres import PostgresQueue
    from syndicate.store.engines.postgres import PostgresDatabase

    assert isinstance(store.database, PostgresDatabase)  # noqa: S101 - for the type: the engine says so
    queue = PostgresQueue(
        pool=store.database.pool,
        local=local,
        write=store.database.write,
        take_up=lambda ids, claim: store.sources.take_up(ids, claim, clock(), lease=lease),
        give_back=lambda states: store.sources.give_back(states, clock()),
        works=DUTIES[role].works,
    )
    await queue.open()
    return queue


class _Reader:
    """The workers, from the first document on. A round in which nothing changed never meets them.

    Web pages have a worker of their own: what it takes to read them is loaded where a source asks for full text.
    """

    def __init__(self) -> None:
        self._workers: Workers | None = None
        self._of_pages: Workers | None = None

    async def read(
        self, document: Document, *, source_id: str, marks: bytes | None = None
    ) -> ParsedFeed:
        """Parse a document in a worker; raise ParseError."""
        if self._workers is None:
            from syndicate.normalize.worker import Workers

            self._workers = Workers()
        return await self._workers.read(document, source_id=source_id, marks=marks)

    async def page(self, reading: Callable[[], bytes], document: Document) -> bytes:
        """Have a page read by a function of the workshop; raise ParseError."""
        if self._of_pages is None:
            from syndicate.normalize.worker import Workers

            self._of_pages = Workers(count=1, needed="syndicate.normalize.pages.fulltext")
        return await self._of_pages.run(reading, document)

    async def close(self) -> None:
        """Stop the workers, if there are any."""
        for workers in filter(None, (self._workers, self._of_pages)):
            await workers.close()


def _completer(
    client: Client, reader: _Reader, store: Store, clock: Clock, metrics: Metrics
) -> Completer:
    """Open the corridor to pages, for the first source that asks for it."""
    from syndicate.corridors.completing import Completer, Manners

    return Completer(
        fetch=client.fetch,
        run=reader.page,
        fresh=store.items.fresh,
        clock=clock,
        metrics=metrics,
        manners=Manners(agent=PRODUCT),
    )


def strangers(url: str, policy: AddressPolicy) -> AddressPolicy:
    """Say where we call whoever asks our hub to, and the hubs that feeds name.

    It is not in the networks that people allowed for their sources, unless we are in one ourselves: else everybody on
    the internet could reach into these.
    """
    if policy.is_chosen(urlsplit(url).hostname or ""):
        return policy
    advice = "a follower, or the hub of a feed, has a public address, for anybody may name one"
    return AddressPolicy(advice=advice)


def ourselves(settings: Settings) -> Ourselves:
    """Say where we answer, so that we never follow ourselves."""
    kinds = (f"{kind}{'.' if kind == 'search' else '/'}" for kind in get_args(Kind))
    places = (*kinds, "sources.", "private/", "hub", "push/")
    return Ourselves(port=settings.port, urls=tuple(f"{settings.url}/{each}" for each in places))


def user_agent(settings: Settings) -> str:
    """Say who asks, and whom to write to (RFC 9110, 10.1.5). Letters beyond ASCII are escaped, as in mailto:."""
    contact = f" (+{quote(settings.contact, safe=punctuation + ' ')})" if settings.contact else ""
    return f"{PRODUCT}/{__version__}{contact}"


async def poll_once(path: Path, environ: Mapping[str, str], names: tuple[str, ...]) -> int:
    """Poll the sources named (ids or addresses), or all of them, once; cluster; forget; return how many failed."""
    async with open_house(load(path, environ)) as house:
        await house.pipeline.redate()
        failed = await house.pipeline.poll_all(names)
        await house.pipeline.cluster()
        await house.pipeline.prune()
        return failed


@asynccontextmanager
async def open_discovery(settings: Settings) -> AsyncIterator[Discovery]:
    """Open what it takes to look for feeds: the network and the workers, under the limits of a poll, and no store."""
    from syndicate.corridors.discovery import Discovery
    from syndicate.normalize.pages import page
    from syndicate.normalize.worker import Workers

    async with AsyncExitStack() as doors:
        workers = Workers()
        doors.push_async_callback(workers.close)
        client = Client(
            user_agent=user_agent(settings),
            policy=AddressPolicy(settings.allow_networks),
            clock=now,
            limits=Limits(total_s=15),
            proxy=settings.proxy,
        )
        doors.push_async_callback(client.close)

        async def fetch(url: str) -> Document:
            got = await client.fetch(url, validators=Validators())
            assert isinstance(got, Document)  # noqa: S101 - nothing made the request conditional
            return got

        async def links(document: Document) -> tuple[FeedLink, ...]:
            return page.heard(await workers.run(partial(page.told, document), document))

        yield Discovery(fetch=fetch, read=partial(workers.read, source_id=""), links=links)


async def read_opml(document: Document) -> Subscriptions:
    """Read a list of feeds that anybody may have written, in a worker. Raises ParseError."""
    from syndicate.normalize.formats import opml
    from syndicate.normalize.worker import Workers

    workers = Workers()
    try:
        return opml.heard(await workers.run(partial(opml.told, document), document))
    finally:
        await workers.close()
