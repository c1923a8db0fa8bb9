"""Hubs and a publisher on loopback: one hub that keeps to the Recommendation, unless a test tells it not to."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web

from syndicate.daemon import open_site
from syndicate.house import House, open_house
from syndicate.model import Source
from syndicate.roles import Role
from syndicate.store import Selection
from syndicate.websub.signature import sign
from tests.integration.pipeline.desk import Clock
from tests.origins import Report, rss_bytes
from tests.settings import settings_of

LOOPBACK = "127.0.0.0/8"
TITLE = "Harbour Paper"
LIT, SHIP = "Lighthouse lit again", "Ship adrift off the mole"


@dataclass
class Paper:
    """A publisher whose feed names a hub."""

    url: str = ""
    hub: str = ""
    self_url: str = ""
    reports: list[Report] = field(default_factory=lambda: [Report(1, LIT)])
    asked: int = 0

    def feed(self) -> bytes:
        return rss_bytes(TITLE, self.reports)

    def links(self) -> str:
        return f'<{self.hub}>; rel="hub", <{self.self_url or self.url}>; rel="self"'

    def publish(self, title: str) -> None:
        self.reports.insert(0, Report(len(self.reports) + 1, title))

    async def answer(self, request: web.Request) -> web.Response:
        self.asked += 1
        headers = {"Link": self.links(), "Content-Type": "application/rss+xml"}
        return web.Response(body=self.feed(), headers=headers)


@dataclass
class Hub:
    """Verifies at once, as the request comes in, and tells of each answer what became of it."""

    url: str = ""
    status: int = 202
    headers: dict[str, str] = field(default_factory=dict)
    verifies: bool = True
    lie: Mapping[str, str] = field(default_factory=dict)
    requests: list[dict[str, str]] = field(default_factory=list)
    verified: list[tuple[int, str]] = field(default_factory=list)
    wait: Callable[[], Any] | None = None

    async def answer(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.requests.append(form)
        if self.wait is not None:
            await self.wait()
        if self.verifies:
            await self.verify(form)
        return web.Response(status=self.status, headers=self.headers, text="not to be repeated")

    async def verify(self, form: Mapping[str, str], **more: str) -> tuple[int, str]:
        query = {
            "hub.mode": form["hub.mode"],
            "hub.topic": form["hub.topic"],
            "hub.challenge": "a-challenge",
            "hub.lease_seconds": form.get("hub.lease_seconds", "864000"),
            **self.lie,
            **{f"hub.{name}": value for name, value in more.items()},
        }
        async with (
            ClientSession() as session,
            session.get(form["hub.callback"], params=query) as got,
        ):
            self.verified.append((got.status, await got.text()))
        return self.verified[-1]

    async def push(self, body: bytes, signature: str | None = None, **more: str) -> int:
        """Deliver to who subscribed last; signed, unless a signature is given."""
        form = next(each for each in reversed(self.requests) if each["hub.mode"] == "subscribe")
        if signature is None and "hub.secret" in form:
            signature = sign(form["hub.secret"], body)
        headers = {
            "Content-Type": "application/rss+xml",
            "X-Hub-Signature": signature or "",
            **more,
        }
        async with (
            ClientSession() as session,
            session.post(form["hub.callback"], data=io.BytesIO(body), headers=headers) as got,
        ):
            return got.status


@asynccontextmanager
async def serving(**answers: Any) -> AsyncIterator[str]:
    """Serve each at the path of its name; give the address of them all."""
    app = web.Application()
    for name, answer in answers.items():
        app.router.add_route("*", f"/{name}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@dataclass
class Newsroom:
    """Our daemon without its ticks: a test says when they come, and what time it is."""

    house: House
    clock: Clock
    sources: tuple[Source, ...]

    async def poll(self) -> None:
        for source_id in self.house.pipeline.declared().sources:
            await self.house.pipeline.poll(source_id)

    async def tick(self) -> None:
        """Ask the hubs that are due, and do all that follows."""
        await self.house.pipeline.pushing.dispatch()
        await self.house.queue.idle()

    async def titles(self) -> set[str]:
        await self.house.queue.idle()
        return {
            stored.item.title
            for stored in await self.house.store.items.newest(Selection(), limit=99)
        }

    async def agreed(self, source_id: str = "paper") -> Any:
        return await self.house.store.subscriptions.of_source(source_id)

    async def standing(self, source_id: str = "paper") -> str | None:
        one = await self.agreed(source_id)
        return one.standing if one else None

    async def push_until(self, source_id: str = "paper") -> Any:
        state = await self.house.store.sources.state(source_id)
        assert state is not None
        return state.push_until

    def forward(self, **by: float) -> None:
        self.clock.forward(timedelta(**by))

    def count(self, result: str) -> int:
        name = f'syndicate_pushes_total{{result="{result}"}}'
        lines = self.house.metrics.exposition()[0].decode().splitlines()
        return sum(int(float(line.split()[-1])) for line in lines if line.startswith(name))


async def subscribed(desk: Newsroom) -> None:
    """Have the hub of the paper asked, and verified."""
    await desk.poll()
    await desk.tick()
    assert await desk.standing() == "active"


@asynccontextmanager
async def newsroom(
    folder: Path, clock: Clock, port: int, *sources: Source, role: Role | None = None, **more: Any
) -> AsyncIterator[Newsroom]:
    """Open the house and its web site on loopback, where hubs are allowed to reach it."""
    usual = {"port": port, "allow_networks": (LOOPBACK,), "sources": sources}
    settings = settings_of(folder, **usual | more)
    async with open_house(settings, clock=clock, role=role) as house, open_site(house):
        work = asyncio.create_task(house.queue.work(house.pipeline.perform))
        try:
            yield Newsroom(house, clock, sources)
        finally:
            await house.queue.drain()
            await work
