"""Who follows our feeds on loopback: a callback that keeps to the Recommendation, unless a test tells it not to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web

from syndicate.model import Output, Task
from tests.integration.pipeline.desk import Clock
from tests.integration.websub.conftest import a_source
from tests.integration.websub.hubs import Newsroom, Paper, newsroom

PATIENCE_S = 30
SHIP = "Ship adrift off the mole"

ALL = "/outputs/all.atom"


@dataclass
class Callback:
    """Gives challenges back, and keeps what is brought."""

    url: str = ""
    agrees: bool = True
    status: int = 204
    asked: list[dict[str, str]] = field(default_factory=list)
    brought: list[tuple[bytes, dict[str, str]]] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if request.method == "GET":
            self.asked.append(dict(request.query))
            return await self._said(
                request, request.query["hub.challenge"] if self.agrees else "no"
            )
        self.brought.append((await request.read(), dict(request.headers)))
        return web.Response(status=self.status, headers={"Location": "http://127.0.0.1/"})

    async def _said(self, request: web.Request, text: str) -> web.StreamResponse:
        """Answer in two parts, some time apart, as any server may."""
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(text[:3].encode())
        await asyncio.sleep(0.05)
        await response.write(text[3:].encode())
        return response


def a_desk(folder: Path, clock: Clock, port: int, paper: Paper, **more: Any) -> Any:
    """A desk that publishes one feed of everything, and is itself told nothing by hubs."""
    outputs = (Output(name="all", title="All"),)
    return newsroom(folder, clock, port, a_source(paper), outputs=outputs, push="off", **more)


async def ask(desk: Newsroom, topic: str, callback: str, **more: Any) -> tuple[int, str]:
    """Ask the hub of a desk for a subscription, as a follower does."""
    site = desk.house.settings.url
    form = {
        "hub.mode": "subscribe",
        "hub.topic": f"{site}{topic}",
        "hub.callback": callback,
        **{f"hub.{name}": str(value) for name, value in more.items()},
    }
    async with ClientSession() as session, session.post(f"{site}/hub", data=form) as got:
        return got.status, await got.text()


async def follow(desk: Newsroom, topic: str, callback: Callback, **more: Any) -> None:
    assert (await ask(desk, topic, callback.url, **more))[0] == 202
    await desk.house.queue.idle()
    assert len(await desk.house.store.followers.all()) >= 1


async def tell(desk: Newsroom) -> None:
    """Do what the ticks of the daemon do, however soon after the last one."""
    await desk.house.pipeline.cluster()
    await desk.house.queue.put(Task("verify"))
    await desk.house.queue.put(Task("announce"))
    await desk.house.queue.idle()


async def news(desk: Newsroom, paper: Paper, title: str = SHIP) -> None:
    paper.publish(title)
    await desk.poll()
    await tell(desk)


async def get(desk: Newsroom, path: str) -> tuple[int, bytes, dict[str, str]]:
    url = f"{desk.house.settings.url}{path}"
    async with ClientSession() as session, session.get(url) as got:
        return got.status, await got.read(), dict(got.headers)


async def until(what: str, check: Callable[[], Awaitable[bool]]) -> None:
    try:
        async with asyncio.timeout(PATIENCE_S):
            while not await check():  # noqa: ASYNC110 - of what another process does
                await asyncio.sleep(0.02)
    except TimeoutError:
        pytest.fail(f"not within {PATIENCE_S} s: {what}")
