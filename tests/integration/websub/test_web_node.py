"""A process that only serves, over one PostgreSQL with one that works: it takes what comes, and the other does it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import ClientSession

from syndicate.house import declared
from syndicate.model import Output
from tests.integration.pipeline.desk import Clock
from tests.integration.websub.conftest import a_source
from tests.integration.websub.followers import Callback, ask, tell
from tests.integration.websub.hubs import LIT, SHIP, Hub, Newsroom, Paper, newsroom, serving
from tests.origins import closed_port

OPEN, CLOSED = Output("open", "Open"), Output("closed", "Closed desk", access="private")
FEED = "/outputs/open.atom"
TOKEN = "t" * 43


@dataclass
class Nodes:
    worker: Newsroom
    web: Newsroom
    session: ClientSession

    async def get(self, node: Newsroom, path: str) -> tuple[int, bytes]:
        url = f"http://127.0.0.1:{node.house.settings.port}{path}"
        async with self.session.get(url) as got:
            return got.status, await got.read()


@pytest.fixture
async def nodes(
    tmp_path: Path, postgres_database: str, clock: Clock, paper: Paper
) -> AsyncIterator[Nodes]:
    port = closed_port()
    shared = {
        "store": postgres_database,
        "url": f"http://127.0.0.1:{port}",
        "outputs": (OPEN, CLOSED),
    }
    async with AsyncExitStack() as stack:
        worker = await stack.enter_async_context(
            newsroom(tmp_path, clock, closed_port(), a_source(paper), role="worker", **shared)
        )
        await worker.house.pipeline.declare(declared(worker.house.settings))  # as a scheduler does
        web = await stack.enter_async_context(
            newsroom(tmp_path, clock, port, a_source(paper), role="web", **shared)
        )
        yield Nodes(worker, web, await stack.enter_async_context(ClientSession()))


async def test_who_asks_a_web_node_to_be_told_is_verified_and_told_by_a_worker(
    nodes: Nodes, paper: Paper
) -> None:
    callback = Callback()
    async with serving(callback=callback.answer) as base:
        await nodes.worker.poll()
        await tell(nodes.worker)
        status, _ = await ask(nodes.web, FEED, f"{base}/callback")
        await nodes.web.house.queue.idle()
        assert (status, callback.asked) == (202, [])
        await tell(nodes.worker)  # at once: the web node took no turn
        assert [one["hub.mode"] for one in callback.asked] == ["subscribe"]
        paper.publish(SHIP)
        await nodes.worker.poll()
        await tell(nodes.worker)
    ((body, _),) = callback.brought
    assert SHIP.encode() in body
    assert await nodes.get(nodes.web, FEED) == (200, body)


async def test_what_a_hub_brings_to_a_web_node_is_worked_on_by_a_worker(
    nodes: Nodes, hub: Hub, paper: Paper
) -> None:
    await nodes.worker.poll()
    await nodes.worker.tick()
    assert await nodes.worker.standing() == "active"  # it was verified where readers come
    paper.publish(SHIP)
    assert await hub.push(paper.feed()) == 202
    assert await nodes.web.titles() == {LIT}
    await nodes.worker.tick()
    assert await nodes.worker.titles() == {LIT, SHIP}
    assert (nodes.web.count("signed"), paper.asked) == (1, 1)


async def test_a_web_node_gives_what_is_private_to_subscribers_and_tells_how_it_is(
    nodes: Nodes, clock: Clock
) -> None:
    await nodes.worker.house.store.subscribers.add("ada", TOKEN, clock())
    await nodes.worker.poll()
    await tell(nodes.worker)
    status, body = await nodes.get(nodes.web, f"/private/{TOKEN}/outputs/closed.atom")
    assert (status, LIT.encode() in body) == (200, True)
    assert (await nodes.get(nodes.web, "/outputs/closed.atom"))[0] == 404
    for node in (nodes.web, nodes.worker):
        assert (await nodes.get(node, "/readyz"))[0] == 200
        status, body = await nodes.get(node, "/metrics")
        assert (status, b"syndicate_sources 1.0" in body) == (200, True)
    assert (await nodes.get(nodes.worker, FEED))[0] == 404
