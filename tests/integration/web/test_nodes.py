"""Several processes serve one PostgreSQL store: any of them gives the same bytes under the same tag, and soon the new ones."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from aiohttp import ClientSession, web

from syndicate.model import Address, Coding, Declared, Output, Publication
from syndicate.outputs.press import Press
from syndicate.store import Store, open_store
from syndicate.store.meta import HEARD_S
from syndicate.web.app import make_app
from syndicate.web.connections import Listener
from syndicate.web.desk import Desk
from tests.integration.web.test_store import NOW, SITE, SOURCES, TOPIC, filled
from tests.unit.publish.samples import item

OUTPUT = Output("desk", "Everything", ("world",))
PLACES = ("outputs/desk", "threads/t1", "topics/iraq", "sources/s1", "tags/world")
SOON_S = HEARD_S - 5  # else it would be asked for anyhow


@dataclass
class Node:
    """A process that serves: connections, renderings and ready answers of its own."""

    store: Store
    url: str
    session: ClientSession

    async def get(self, path: str, **headers: str) -> tuple[int, Mapping[str, str], bytes]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.session.get(self.url + path, headers=named) as got:
            told = {name.lower(): got.headers[name] for name in got.headers}
            told.pop("date")
            told.pop("last-modified", None)  # since when this node knows the bytes
            return got.status, told, await got.read()


@asynccontextmanager
async def a_node(url: str) -> AsyncIterator[Node]:
    store = await open_store(url)
    await store.database.listen()
    declared = Declared(
        "Desk", SITE, {one.id: one for one in SOURCES}, {TOPIC.slug: TOPIC}, {"desk": OUTPUT}
    )
    press = Press(store, clock=lambda: NOW, on_render=lambda: None, on_fault=pytest.fail)

    async def publish(address: Address, coding: Coding) -> Publication | None:
        return await press.publication(declared, address, coding)

    desk = Desk(
        title="Desk",
        url=SITE,
        store=store,
        publish=publish,
        standing=lambda address, coding: press.standing(declared, address, coding),
        state=store.meta.known,
        outputs=(OUTPUT,),
        topics=(TOPIC,),
        clock=lambda: NOW,
    )
    app = make_app(desk)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    listener = Listener(runner, app, None)
    port = await listener.listen("127.0.0.1", 0)
    try:
        async with ClientSession(auto_decompress=False) as session:
            yield Node(store, f"http://127.0.0.1:{port}/", session)
    finally:
        listener.close()
        await runner.cleanup()
        await store.close()


@pytest.fixture
async def node(postgres_database: str) -> AsyncIterator[Node]:
    async with a_node(postgres_database) as opened:
        await filled(opened.store)
        yield opened


async def shown(node: Node) -> dict[tuple[str, str], tuple[int, Mapping[str, str], bytes]]:
    """Everything that this node gives to readers."""
    paths = [f"{place}.{suffix}" for place in PLACES for suffix in ("atom", "rss", "json")]
    paths += ["search.atom?q=report", "opml"]
    codings = ("identity", "gzip", "br", "zstd")
    return {
        (path, coding): await node.get(path, Accept_Encoding=coding)
        for path in paths
        for coding in codings
    }


async def more(store: Store, number: int) -> None:
    state = await store.sources.state("s1")
    assert state
    made = item(number, "s1", seen_at=NOW)
    await store.polls.record("s1", [made], lambda _: state, NOW)


async def test_every_node_gives_the_same_bytes_whenever_it_began_and_whatever_it_remembers(
    node: Node, postgres_database: str
) -> None:
    before = await shown(node)
    assert {status for status, _, _ in before.values()} == {200}
    await more(node.store, 4)
    async with a_node(postgres_database) as late:
        fresh = await shown(late)
        remembering = await shown(node)
        assert remembering == fresh
        changed = {path for path, _ in fresh if fresh[path, "br"] != before[path, "br"]}
        assert {"sources/s1.atom", "sources/s1.rss", "sources/s1.json"} <= changed


async def test_a_node_gives_the_new_bytes_a_moment_after_another_process_wrote(
    node: Node, postgres_database: str
) -> None:
    path = "sources/s1.atom"
    async with a_node(postgres_database) as other, asyncio.timeout(SOON_S):
        while not other.store.database.hears:  # noqa: ASYNC110 - a server tells when it tells
            await asyncio.sleep(0.01)
        _, told, _ = await other.get(path)
        for _ in range(2):
            status, _, body = await other.get(path, If_None_Match=told["etag"])
            assert (status, body) == (304, b"")
        await more(node.store, 4)
        while other.store.meta.known() is not None:  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        answer = await other.get(path, If_None_Match=told["etag"])
        assert answer[0] == 200
        assert answer == await node.get(path, If_None_Match=told["etag"])


async def test_a_node_is_ready_as_long_as_the_store_answers(node: Node) -> None:
    assert (await node.get("readyz"))[0] == 200
    await node.store.close()
    status, _, body = await node.get("readyz")
    assert status == 503
    assert b"does not answer" in body
    assert (await node.get("healthz"))[0] == 200
