"""Hubs that lie, forge, refuse, or are slow, and what comes of it: over real sockets and a real store."""

from __future__ import annotations

import asyncio
import gzip
from datetime import timedelta

import pytest

from syndicate.websub.signature import sign
from tests.integration.pipeline.desk import DAY
from tests.integration.websub.hubs import LIT, SHIP, Hub, Newsroom, Paper, subscribed
from tests.origins import Report, rss_bytes


async def test_a_thousand_forgeries_bring_nothing_and_cost_little(
    desk: Newsroom, hub: Hub, paper: Paper
) -> None:
    await subscribed(desk)
    before = paper.asked
    lies = rss_bytes("Lies", [Report(9, "Forged")])
    kinds = ["", "sha256=00", sign("guessed", lies), "sha1=" + "0" * 40]
    kinds.append(sign(hub.requests[0]["hub.secret"], lies, "sha1"))
    for number in range(1000):
        assert await hub.push(lies, kinds[number % len(kinds)]) == 202
    assert await desk.titles() == {LIT}
    assert (desk.count("forged"), desk.count("signed"), paper.asked) == (1000, 0, before)
    state = await desk.house.store.sources.state("paper")
    assert state is not None
    assert state.next_poll_at > desk.clock.at


@pytest.mark.parametrize(
    "lie",
    [
        {"hub.topic": "http://127.0.0.1/other"},
        {"hub.mode": "unsubscribe"},
        {"hub.challenge": "x" * 513},
        {"hub.challenge": ""},
    ],
)
async def test_a_hub_that_lies_is_not_verified(
    desk: Newsroom, hub: Hub, lie: dict[str, str]
) -> None:
    hub.lie = lie
    await desk.poll()
    await desk.tick()
    assert [status for status, _ in hub.verified] == [404]
    assert await desk.standing() == "wanted"
    assert await hub.push(b"<rss/>") == 410


async def test_a_hub_that_refuses_is_asked_again_later_and_its_words_are_not_repeated(
    desk: Newsroom, hub: Hub, caplog: pytest.LogCaptureFixture
) -> None:
    hub.verifies, hub.status, hub.headers = False, 429, {"Retry-After": "7200"}
    await desk.poll()
    await desk.tick()
    one = await desk.agreed()
    assert one.due_at == desk.clock.at + timedelta(hours=2)
    assert "429" in one.problem
    assert "repeated" not in one.problem + caplog.text
    assert hub.requests[0]["hub.secret"] not in caplog.text
    desk.forward(hours=1)
    await desk.tick()
    assert len(hub.requests) == 1
    hub.verifies, hub.status = True, 202
    desk.forward(hours=1)
    await desk.tick()
    assert await desk.standing() == "active"


async def test_a_hub_that_answers_badly_after_it_verified_is_active(
    desk: Newsroom, hub: Hub
) -> None:
    hub.status = 500
    await desk.poll()
    await desk.tick()
    assert await desk.standing() == "active"


async def test_a_slow_hub_holds_up_nobody(desk: Newsroom, hub: Hub, paper: Paper) -> None:
    answering = asyncio.Event()
    hub.wait = answering.wait
    await desk.poll()
    await desk.house.pipeline.pushing.dispatch()
    await desk.poll()
    assert await desk.standing() == "wanted"
    answering.set()
    await desk.house.queue.idle()
    assert await desk.standing() == "active"


async def test_a_denial_ends_it_for_a_week(desk: Newsroom, hub: Hub) -> None:
    await subscribed(desk)
    assert await hub.verify(hub.requests[0], mode="denied", reason="not yours") == (200, "")
    one = await desk.agreed()
    assert (one.standing, one.due_at) == ("denied", desk.clock.at + 7 * DAY)
    assert "not yours" in one.problem
    assert await desk.push_until() is None
    assert await hub.push(b"<rss/>") == 410


async def test_a_hub_that_is_slower_than_our_polls_is_left_for_a_week(
    desk: Newsroom, hub: Hub, paper: Paper
) -> None:
    await subscribed(desk)
    desk.forward(hours=1)
    paper.publish("Told by no hub, before a poll could have noticed")
    await desk.poll()  # the first since it was verified proves nothing
    assert await desk.standing() == "active"
    assert await desk.push_until() is not None
    desk.forward(hours=1)
    paper.publish(SHIP)
    await desk.poll()
    one = await desk.agreed()
    assert (one.standing, one.due_at) == ("distrusted", desk.clock.at + 7 * DAY)
    assert await desk.push_until() is None
    assert await hub.push(paper.feed()) == 410
    await desk.tick()
    assert [each["hub.mode"] for each in hub.requests] == ["subscribe", "unsubscribe"]
    assert len(await desk.house.store.subscriptions.all()) == 1
    desk.forward(days=7)
    await desk.tick()
    assert await desk.standing() == "active"
    assert hub.requests[2]["hub.callback"] != hub.requests[0]["hub.callback"]


async def test_what_the_hub_told_first_is_not_held_against_it(
    desk: Newsroom, hub: Hub, paper: Paper
) -> None:
    await subscribed(desk)
    desk.forward(hours=1)
    await desk.poll()
    desk.forward(hours=1)
    paper.publish(SHIP)
    await hub.push(paper.feed())
    await desk.house.queue.idle()
    desk.forward(minutes=1)
    paper.publish("One that is still on its way")
    await desk.poll()
    assert await desk.standing() == "active"


async def test_a_hub_without_https_gets_no_secret_and_can_only_make_us_poll(
    desk: Newsroom, hub: Hub, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.house.pipeline.pushing, "_is_chosen", lambda _: False)
    await subscribed(desk)
    assert "hub.secret" not in hub.requests[0]
    assert await desk.push_until() is None
    lies = rss_bytes("Lies", [Report(9, "Forged")])
    paper.publish(SHIP)
    for _ in range(5):
        assert await hub.push(lies) == 202
    await desk.house.pipeline.dispatch()
    assert await desk.titles() == {LIT, SHIP}
    assert (paper.asked, desk.count("unsigned")) == (2, 5)
    desk.forward(seconds=59)
    await hub.push(lies)
    await desk.house.pipeline.dispatch()
    await desk.house.queue.idle()
    assert paper.asked == 2
    assert await desk.standing() == "active"
    desk.clock.forward(-DAY)
    await hub.push(lies)
    await desk.house.pipeline.dispatch()
    await desk.house.queue.idle()
    assert paper.asked == 3


async def test_too_large_and_packed_pushes_are_refused(
    desk: Newsroom, hub: Hub, paper: Paper
) -> None:
    await subscribed(desk)
    assert await hub.push(b" " * (10 * 1024 * 1024 + 1)) == 413
    bomb = gzip.compress(b" " * (50 * 1024 * 1024))
    assert await hub.push(bomb, **{"Content-Encoding": "gzip"}) == 415
    assert desk.count("refused") == 2
    assert await hub.push(paper.feed()) == 202
