"""Several processes on one PostgreSQL store have one hub: whoever has the turn tells, and who was overtaken does not."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from aiohttp import web

from syndicate.corridors import announcing
from syndicate.corridors.announcing import Announcing, Courier
from syndicate.corridors.pushing import Pushing
from syndicate.errors import Overtaken
from syndicate.fetch.address import AddressPolicy
from syndicate.fetch.client import Client
from syndicate.fetch.network import WayOut
from syndicate.metrics import Metrics
from syndicate.model import Address, Declared, FollowRequest, Publication, Source, Subscription
from syndicate.protocols import Statement, Transaction
from syndicate.queue.local import LocalQueue
from syndicate.store import Store, open_store
from syndicate.turns import LASTING
from tests.integration.pipeline.desk import NOW, Clock
from tests.integration.websub.hubs import LOOPBACK, serving

SITE = "https://desk.example.org"
TOPIC = f"{SITE}/outputs/all.atom"


@dataclass
class Followers:
    """Callbacks on loopback, by name, and how often each was brought what."""

    base: str = ""
    brought: Counter[tuple[str, str]] = field(default_factory=Counter)

    async def answer(self, request: web.Request) -> web.Response:
        if request.method == "GET":
            return web.Response(text=request.query["hub.challenge"])
        body = (await request.read()).decode()
        self.brought[request.query["name"], body] += 1
        return web.Response(status=204)

    def callback(self, name: str) -> str:
        return f"{self.base}/followers?name={name}"


@dataclass
class Node:
    """A process as far as its hub goes: connections of its own, and the feed as every node renders it."""

    store: Store
    client: Client
    clock: Clock
    edition: Callable[[], str]
    announcing: Announcing = field(init=False)
    thawed: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.thawed.set()
        declared = Declared("Desk", SITE, {}, {}, {}, hub_url=f"{SITE}/hub")
        self.announcing = Announcing(
            store=self.store,
            queue=LocalQueue(write=self.store.database.write, concurrency=1),
            metrics=Metrics(),
            clock=self.clock,
            way_out=WayOut(lambda _: False),
            courier=Courier(self.client.ask, self._deliver, self.client.post),
            declared=lambda: declared,
            publish=self._publish,
        )

    async def _deliver(self, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        await self.client.deliver(url, body, headers)
        await self.thawed.wait()  # stopped between a delivery and its record

    async def _publish(self, _: Address) -> Publication:
        edition = self.edition()
        return Publication("application/atom+xml", edition.encode(), edition, NOW)


@dataclass
class Cluster:
    """Nodes that share a store and a clock; a new edition lets the revision grow."""

    clock: Clock
    followers: Followers
    nodes: list[Node] = field(default_factory=list)
    edition: str = "first"

    async def publish(self, edition: str) -> None:
        self.edition = edition
        await self.nodes[0].store.database.write(_grow())

    async def follow(self, *names: str) -> None:
        for name in names:
            await self.nodes[0].store.followers.ask(
                FollowRequest(
                    topic=TOPIC,
                    callback=self.followers.callback(name),
                    mode="subscribe",
                    challenge="a challenge",
                    secret=None,
                    lease=timedelta(days=10),
                    has=self.edition,
                    due_at=self.clock(),
                )
            )


@pytest.fixture
async def cluster(postgres_database: str) -> AsyncIterator[Cluster]:
    followers = Followers()
    async with serving(followers=followers.answer) as base:
        followers.base = base
        made = Cluster(Clock(), followers)
        async with _node(postgres_database, made), _node(postgres_database, made):
            yield made


@asynccontextmanager
async def _node(url: str, cluster: Cluster) -> AsyncIterator[None]:
    store = await open_store(url)
    policy = AddressPolicy((LOOPBACK,))
    client = Client(user_agent="test", policy=policy, clock=cluster.clock)
    cluster.nodes.append(Node(store, client, cluster.clock, lambda: cluster.edition))
    yield
    await client.close()
    await store.close()


def _grow() -> Transaction[None]:
    yield Statement("UPDATE meta SET value = value + 1 WHERE name = 'revision'")


async def followed(cluster: Cluster, *names: str) -> None:
    """Have them verified, each at a time of its own: one host is asked every ten seconds."""
    for name in names:
        await cluster.follow(name)
        await cluster.nodes[0].announcing.verify()
        cluster.clock.forward(announcing.HOST_EVERY)
    assert len(await cluster.nodes[0].store.followers.all()) == len(names)


async def test_of_two_nodes_one_brings_each_edition_to_everybody_once(cluster: Cluster) -> None:
    await followed(cluster, "a", "b", "c")
    for edition in ("second", "third"):
        await cluster.publish(edition)
        for _ in range(3):
            await asyncio.gather(*(node.announcing.announce() for node in cluster.nodes))
        cluster.clock.forward(LASTING / 2)
    every = {(name, edition): 1 for name in "abc" for edition in ("second", "third")}
    assert cluster.followers.brought == every


async def test_who_was_stopped_in_the_middle_and_overtaken_tells_nobody_when_it_goes_on(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcing, "AT_ONCE", 1)
    for node in cluster.nodes:
        node.__post_init__()
    await followed(cluster, "a", "b", "c")
    frozen, other = cluster.nodes
    frozen.thawed.clear()
    await cluster.publish("second")
    late = asyncio.create_task(frozen.announcing.announce())
    async with asyncio.timeout(20):
        while not cluster.followers.brought:  # noqa: ASYNC110 - it comes over a socket
            await asyncio.sleep(0.01)
    await other.announcing.announce()
    assert cluster.followers.brought.total() == 1  # it is not its turn
    cluster.clock.forward(LASTING)
    await other.announcing.announce()
    frozen.thawed.set()
    with pytest.raises(Overtaken):
        await late
    await frozen.announcing.announce()
    (repeated,) = (key for key, times in cluster.followers.brought.items() if times == 2)
    assert cluster.followers.brought == {(name, "second"): 1 for name in "abc"} | {repeated: 2}
    assert {one.has for one in await other.store.followers.all()} == {"second"}


async def test_who_stops_in_order_lets_another_go_on_at_once(cluster: Cluster) -> None:
    first, second = cluster.nodes
    await followed(cluster, "a")
    await first.announcing.announce()
    await second.announcing.announce()
    await cluster.publish("second")
    await first.announcing.lay_down()
    await second.announcing.announce()
    assert cluster.followers.brought == {("a", "second"): 1}


async def test_who_came_in_the_turn_of_another_is_told_although_nothing_changed_since(
    cluster: Cluster,
) -> None:
    first, second = cluster.nodes
    await followed(cluster, "a")
    await cluster.follow("b")
    await cluster.publish("second")
    await first.announcing.announce()
    await first.announcing.lay_down()
    await second.announcing.verify()
    await second.announcing.lay_down()
    await first.announcing.announce()
    assert cluster.followers.brought == {("a", "second"): 1, ("b", "second"): 1}


async def test_of_two_nodes_one_asks_the_hubs_of_others_and_who_was_overtaken_does_not(
    cluster: Cluster,
) -> None:
    asked: list[tuple[str, str]] = []
    first, second = (
        a_subscriber(node, name, asked) for node, name in zip(cluster.nodes, "ab", strict=True)
    )
    store = cluster.nodes[0].store
    await store.sources.sync([Source("s1", "https://s1.example/", "https://s1.example/")], NOW)
    await store.subscriptions.add(
        Subscription("t1", "s1", "https://hub.example/", TOPIC, f"{SITE}/push/t1", None, NOW)
    )
    await asyncio.gather(first.dispatch(), second.dispatch())
    await asyncio.gather(first.ask("t1"), second.ask("t1"))
    assert len(asked) == 1
    ((holder, _),) = asked
    late, other = (first, second) if holder == "a" else (second, first)
    cluster.clock.forward(LASTING)
    await other.dispatch()
    await late.ask("t1")
    assert len(asked) == 1
    await other.lay_down()
    await late.ask("t1")
    assert len(asked) == 2


def a_subscriber(node: Node, name: str, asked: list[tuple[str, str]]) -> Pushing:
    async def post(hub: str, _: Mapping[str, str]) -> None:
        asked.append((name, hub))

    return Pushing(
        store=node.store,
        queue=LocalQueue(write=node.store.database.write, concurrency=1),
        metrics=Metrics(),
        clock=node.clock,
        post=post,
        is_chosen=lambda _: True,
    )
