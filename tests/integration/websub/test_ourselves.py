"""A feed that names our own hub, and a feed of ours as itself: nothing comes back to us."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from syndicate.model import Output
from tests.integration.pipeline.desk import Clock
from tests.integration.websub.conftest import a_source
from tests.integration.websub.followers import ask, tell
from tests.integration.websub.hubs import SHIP, Hub, Paper, newsroom
from tests.origins import closed_port


@asynccontextmanager
async def in_front(port: int) -> AsyncIterator[int]:
    """Pass every byte on to a port, as what stands before us does, and give the port at which that is asked."""

    async def pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while data := await source.read(65536):
            sink.write(data)
        sink.close()

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner, outer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(pump(reader, outer), pump(inner, writer))

    server = await asyncio.start_server(meet, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def test_a_feed_that_names_our_own_hub_does_not_bring_our_feeds_back_to_us(
    tmp_path: Path, clock: Clock, paper: Paper
) -> None:
    port = closed_port()
    async with in_front(port) as public:
        site = f"http://127.0.0.1:{public}"
        paper.hub, paper.self_url = f"{site}/hub", f"{site}/outputs/all.atom"
        outputs = (Output(name="all", title="All"),)
        sources = (a_source(paper),)
        async with newsroom(tmp_path, clock, port, *sources, url=site, outputs=outputs) as desk:
            await desk.poll()
            await desk.tick()
            paper.publish(SHIP)
            await desk.poll()
            await tell(desk)
            agreed = await desk.agreed()
            assert agreed.standing == "wanted"
            assert "cannot follow itself" in agreed.problem
            assert await desk.house.store.followers.all() == ()
            assert (desk.count("signed"), desk.count("unsigned")) == (0, 0)


async def test_our_hub_brings_nothing_to_our_own_callbacks(
    tmp_path: Path, clock: Clock, paper: Paper, hub: Hub
) -> None:
    """Whoever knows one, as its hub does, may name it to our hub."""
    port = closed_port()
    async with in_front(port) as public:
        site = f"http://127.0.0.1:{public}"
        outputs = (Output(name="all", title="All"),)
        sources = (a_source(paper),)
        paper.self_url = f"{site}/outputs/all.atom"
        hub.verifies = False
        async with newsroom(tmp_path, clock, port, *sources, url=site, outputs=outputs) as desk:
            await desk.poll()
            await desk.tick()
            (form,) = hub.requests
            status, _ = await ask(desk, "/outputs/all.atom", form["hub.callback"])
            await tell(desk)
            assert status == 202
            assert await desk.standing() == "wanted"
            assert await desk.house.store.followers.all() == ()
