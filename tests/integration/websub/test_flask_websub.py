"""Against a hub and a subscriber that others wrote: Flask-WebSub, in a process of its own, over real sockets."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from tests.e2e.daemon import environment
from tests.integration.pipeline.desk import Clock
from tests.integration.websub.conftest import a_source
from tests.integration.websub.followers import tell, until
from tests.integration.websub.hubs import LIT, SHIP, Newsroom, Paper, newsroom, serving

pytest.importorskip(
    "flask_websub",
    reason="Flask-WebSub is not installed: it is what this is tested against",
)


@contextmanager
def running(program: str, folder: Path) -> Iterator[str]:
    folder.mkdir()
    program = str(Path(__file__).with_name(program))
    with subprocess.Popen(
        [sys.executable, program, str(folder)],
        env=environment(PYTHONPATH=":".join(sys.path)),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


@pytest.fixture
def flask_hub(tmp_path: Path) -> Iterator[str]:
    with running("flask_hub.py", tmp_path / "hub") as address:
        yield address


@pytest.fixture
def flask_follower(tmp_path: Path) -> Iterator[str]:
    with running("flask_follower.py", tmp_path / "follower") as address:
        yield address


@pytest.fixture
async def flask_paper(flask_hub: str) -> AsyncIterator[Paper]:
    one = Paper(hub=flask_hub)
    async with serving(paper=one.answer) as base:
        one.url = f"{base}/paper"
        yield one


@pytest.fixture
async def flask_desk(
    tmp_path: Path, clock: Clock, port: int, flask_paper: Paper
) -> AsyncIterator[Newsroom]:
    async with newsroom(tmp_path, clock, port, a_source(flask_paper)) as opened:
        yield opened


async def publish(paper: Paper) -> None:
    form = {"hub.mode": "publish", "hub.topic": paper.url}
    async with ClientSession() as session, session.post(paper.hub, data=form) as got:
        assert got.status == 202


async def subscribed(desk: Newsroom) -> None:
    async def is_active() -> bool:
        return bool(await desk.standing() == "active")

    await desk.poll()
    await desk.tick()
    await until("the hub verifies", is_active)


async def test_from_subscription_to_news_without_a_poll(
    flask_desk: Newsroom, flask_paper: Paper
) -> None:
    await subscribed(flask_desk)
    flask_paper.publish(SHIP)
    await publish(flask_paper)

    async def is_there() -> bool:
        return await flask_desk.titles() == {LIT, SHIP}

    await until("the news arrives", is_there)
    assert flask_desk.count("signed") == 1
    assert flask_paper.asked == 2  # once by us, once by the hub
    state = await flask_desk.house.store.sources.state("paper")
    assert state is not None
    assert state.last_poll_at == flask_desk.clock.at


async def test_a_forgery_beside_it_is_ignored(flask_desk: Newsroom, flask_paper: Paper) -> None:
    await subscribed(flask_desk)
    one = await flask_desk.agreed()
    flask_paper.publish("Forged")
    headers = {"X-Hub-Signature": "sha512=" + "0" * 128}
    async with (
        ClientSession() as session,
        session.post(one.callback, data=flask_paper.feed(), headers=headers) as got,
    ):
        assert got.status == 202
    assert await flask_desk.titles() == {LIT}
    assert flask_desk.count("forged") == 1


async def test_the_lease_is_renewed_and_given_up(flask_desk: Newsroom) -> None:
    await subscribed(flask_desk)
    first = await flask_desk.agreed()
    assert first.lease_until == flask_desk.clock.at + timedelta(days=10)
    flask_desk.forward(days=8)
    await flask_desk.tick()

    async def is_renewed() -> bool:
        one = await flask_desk.agreed()
        return bool(one.lease_until == first.lease_until + timedelta(days=8))

    await until("the hub verifies again", is_renewed)
    await flask_desk.house.pipeline.pushing.declare("", {})
    await flask_desk.tick()

    async def is_gone() -> bool:
        return not await flask_desk.house.store.subscriptions.all()

    await until("the hub lets us go", is_gone)


async def call(method: str, address: str, **query: str) -> Any:
    async with ClientSession() as session, session.request(method, address, params=query) as got:
        assert got.status == 200
        return await got.json(content_type=None) if method == "GET" else await got.text()


async def test_it_follows_a_feed_of_ours_is_brought_what_is_new_and_leaves(
    desk: Newsroom, paper: Paper, flask_follower: str
) -> None:
    await desk.poll()
    await tell(desk)

    async def state_has(name: str, text: str) -> bool:
        await tell(desk)
        return any(text in each for each in (await call("GET", f"{flask_follower}/state"))[name])

    topic = f"{desk.house.settings.url}/sources/paper.atom"
    name = await call("POST", f"{flask_follower}/follow", url=topic)
    await until("it agrees", lambda: state_has("agreed", "subscribe"))
    paper.publish(SHIP)
    await desk.poll()
    await until("the news is brought, signed", lambda: state_has("brought", SHIP))
    desk.forward(seconds=10)
    await call("POST", f"{flask_follower}/leave", id=name)
    await until("it leaves", lambda: state_has("agreed", "unsubscribe"))
    assert await desk.house.store.followers.all() == ()
