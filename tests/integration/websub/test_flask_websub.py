"""Against a hub that others wrote: Flask-WebSub, in a process of its own, over real sockets."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.e2e.daemon import environment
from tests.integration.pipeline.desk import Clock
from tests.integration.websub.conftest import a_source
from tests.integration.websub.hubs import Newsroom, Paper, newsroom, serving

pytest.importorskip(
    "flask_websub",
    reason="Flask-WebSub is not installed: it is the hub that this is tested against",
)

LIT, SHIP = "Lighthouse lit again", "Ship adrift off the mole"
PATIENCE_S = 30


@pytest.fixture
def flask_hub(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "hub"
    folder.mkdir()
    program = Path(__file__).with_name("flask_hub.py")
    with subprocess.Popen(
        [sys.executable, str(program), str(folder)],
        env=environment(PYTHONPATH=":".join(sys.path)),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


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


async def until(what: str, check: Callable[[], Awaitable[bool]]) -> None:
    try:
        async with asyncio.timeout(PATIENCE_S):
            while not await check():  # noqa: ASYNC110 - of what another process does
                await asyncio.sleep(0.02)
    except TimeoutError:
        pytest.fail(f"not within {PATIENCE_S} s: {what}")


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
