"""News that a hub brings, and when it is asked to: over real sockets and a real store."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from syndicate.errors import StoreError
from syndicate.house import declared
from syndicate.model import Task
from syndicate.store import Selection
from syndicate.ticks import wind_up
from tests.integration.pipeline.desk import DAY, Clock
from tests.integration.websub.conftest import a_source
from tests.integration.websub.hubs import (
    LIT,
    SHIP,
    Hub,
    Newsroom,
    Paper,
    newsroom,
    serving,
    subscribed,
)
from tests.origins import Report, rss_bytes


async def test_a_feed_that_names_a_hub_is_subscribed_to_and_its_news_comes_without_a_poll(
    desk: Newsroom, hub: Hub, paper: Paper
) -> None:
    await subscribed(desk)
    (request,) = hub.requests
    assert request["hub.topic"] == paper.url
    assert len(request["hub.callback"].rpartition("/")[2]) == 43
    assert len(request["hub.secret"]) <= 200
    assert hub.verified == [(200, "a-challenge")]
    assert await desk.push_until() == desk.clock.at + 10 * DAY
    paper.publish(SHIP)
    assert await hub.push(paper.feed()) == 202
    assert await desk.titles() == {LIT, SHIP}
    assert (paper.asked, desk.count("signed")) == (1, 1)


async def test_the_ticks_of_the_daemon_do_it_by_themselves(desk: Newsroom, hub: Hub) -> None:
    schedule = wind_up(desk.house)
    try:
        async with asyncio.timeout(60):
            while await desk.standing() != "active":  # noqa: ASYNC110 - ticks come when they come
                await asyncio.sleep(0.05)
    finally:
        await schedule.stop()
    assert len(hub.requests) == 1


async def test_delivered_twice_or_found_by_a_poll_as_well_it_is_one_item(
    desk: Newsroom, hub: Hub, paper: Paper
) -> None:
    await subscribed(desk)
    paper.publish(SHIP)
    for _ in range(3):
        await hub.push(paper.feed())
        assert await desk.titles() == {LIT, SHIP}
    await desk.poll()
    (overview,) = await desk.house.store.sources.overview()
    assert overview.item_count == 2
    assert await desk.standing() == "active"


async def test_nobody_learns_anything_at_an_address_that_is_not_in_use(
    desk: Newsroom, hub: Hub
) -> None:
    await subscribed(desk)
    callback = hub.requests[0]["hub.callback"]
    base = callback.rpartition("/")[0]
    async with ClientSession() as session:
        for url in (callback, f"{base}/guess", f"{base}/{'a' * 43}"):
            for query in ("", "?hub.mode=subscribe&hub.topic=x&hub.challenge=y"):
                async with session.get(url + query) as got:
                    assert got.status == 404
                    assert "y" not in (await got.text()).split()
        async with session.post(f"{base}/guess", data=b"x") as got:
            assert got.status == 410


async def test_the_challenge_is_text_that_no_browser_takes_for_a_page(
    desk: Newsroom, hub: Hub
) -> None:
    hub.verifies = False
    await desk.poll()
    await desk.tick()
    request = hub.requests[0]
    query = {
        "hub.mode": "subscribe",
        "hub.topic": request["hub.topic"],
        "hub.challenge": "<script>alert(1)</script>",
    }
    async with ClientSession() as session:
        async with session.get(request["hub.callback"], params=query) as got:
            assert got.status == 200
            assert got.content_type == "text/plain"
            assert got.headers["X-Content-Type-Options"] == "nosniff"
            assert await got.text() == query["hub.challenge"]
        async with session.get(request["hub.callback"], params=query) as got:
            assert got.status == 404


async def test_a_lease_is_renewed_before_it_ends(desk: Newsroom, hub: Hub) -> None:
    hub.lie = {"hub.lease_seconds": "100000"}
    await subscribed(desk)
    first = await desk.agreed()
    assert first.lease_until == desk.clock.at + timedelta(seconds=100_000)
    desk.forward(seconds=79_999)
    await desk.tick()
    assert len(hub.requests) == 1
    desk.forward(seconds=1)
    await desk.tick()
    renewed = await desk.agreed()
    assert renewed.lease_until == desk.clock.at + timedelta(seconds=100_000)
    assert (renewed.token, renewed.secret) == (first.token, first.secret)
    assert await desk.push_until() == renewed.lease_until
    assert hub.requests[0] == hub.requests[1]


async def test_push_survives_a_restart_and_a_time_when_we_were_not_there(
    tmp_path: Path, clock: Clock, port: int, hub: Hub, paper: Paper
) -> None:
    async with newsroom(tmp_path, clock, port, a_source(paper)) as desk:
        await subscribed(desk)
        clock.forward(timedelta(hours=1))
        await desk.poll()
    clock.forward(timedelta(hours=1))
    paper.publish("While we slept")
    async with newsroom(tmp_path, clock, port, a_source(paper)) as desk:
        await desk.poll()
        assert await desk.standing() == "active"
        paper.publish(SHIP)
        assert await hub.push(paper.feed()) == 202
        assert SHIP in await desk.titles()
        assert len(hub.requests) == 1


async def test_a_push_that_is_no_feed_is_a_reason_to_poll(
    desk: Newsroom, hub: Hub, paper: Paper
) -> None:
    await subscribed(desk)
    paper.publish(SHIP)
    for body in (b"", b"<html>", b"\0" * 100):
        assert await hub.push(body) == 202
    await desk.house.queue.idle()
    await desk.house.pipeline.dispatch()
    assert await desk.titles() == {LIT, SHIP}
    assert paper.asked == 2


async def test_links_of_a_pushed_item_are_cleaned_as_those_of_a_polled_one(
    desk: Newsroom, hub: Hub
) -> None:
    await subscribed(desk)
    body = rss_bytes(
        "Harbour Paper", [Report(7, SHIP, "<script>x</script><a href='javascript:x'>y</a>")]
    )
    await hub.push(body)
    await desk.house.queue.idle()
    found = await desk.house.store.items.newest(Selection(), limit=9)
    (item,) = [stored.item for stored in found if stored.item.title == SHIP]
    assert "script" not in item.content_html


async def test_a_feed_that_names_another_hub_moves_there(
    desk: Newsroom, hub: Hub, paper: Paper
) -> None:
    await subscribed(desk)
    second = Hub()
    async with serving(second=second.answer) as base:
        second.url = paper.hub = f"{base}/second"
        paper.publish(SHIP)
        desk.forward(minutes=1)
        await desk.poll()
        await desk.tick()
        assert [each["hub.mode"] for each in hub.requests] == ["subscribe", "unsubscribe"]
        assert [each["hub.mode"] for each in second.requests] == ["subscribe"]
        one = await desk.agreed()
        assert (one.hub, one.standing) == (second.url, "active")


async def test_a_source_with_another_address_is_told_by_the_hub_that_its_feed_names_there(
    desk: Newsroom, hub: Hub, paper: Paper
) -> None:
    await subscribed(desk)
    second = Hub()
    there = Paper(reports=[*paper.reports])
    async with serving(second=second.answer, there=there.answer) as base:
        second.url, there.url, there.hub = f"{base}/second", f"{base}/there", f"{base}/second"
        moved = replace(a_source(there), was=(paper.url,))
        await desk.house.pipeline.declare(declared(replace(desk.house.settings, sources=(moved,))))
        assert await desk.push_until() is None
        await desk.tick()
        assert [each["hub.mode"] for each in hub.requests] == ["subscribe", "unsubscribe"]
        assert await desk.standing() is None, "nothing is agreed before its feed was read"
        await desk.poll()
        await desk.tick()
        assert [each["hub.mode"] for each in second.requests] == ["subscribe"]
        one = await desk.agreed()
        assert (one.hub, one.topic, one.standing) == (second.url, there.url, "active")
        assert await desk.titles() == {LIT}


@pytest.mark.parametrize("why", ["off", "gone", "moved", "secret"])
async def test_what_is_not_wanted_any_more_is_left(
    desk: Newsroom, hub: Hub, paper: Paper, why: str
) -> None:
    await subscribed(desk)
    old = desk.house.settings
    kept = a_source(paper)
    settings = {
        "off": replace(old, push="off"),
        "gone": replace(old, sources=()),
        "moved": replace(old, url=f"{old.url}/desk"),
        "secret": replace(old, sources=(replace(kept, headers=(("X-Key", "1"),)),)),
    }[why]
    await desk.house.pipeline.declare(declared(settings))
    assert await desk.push_until() is None
    await desk.tick()
    modes = [each["hub.mode"] for each in hub.requests[1:]]
    assert sorted(modes) == (["subscribe"] if why == "moved" else []) + ["unsubscribe"]
    left = await desk.house.store.subscriptions.all()
    assert [one.standing for one in left] == (["wanted"] if why == "moved" else [])


async def test_without_a_public_address_no_hub_is_asked(
    tmp_path: Path, clock: Clock, port: int, hub: Hub, paper: Paper
) -> None:
    ways: list[dict[str, Any]] = [{"url": f"http://localhost:{port}"}, {"push": "off"}]
    for more in ways:
        async with newsroom(tmp_path, clock, port, a_source(paper), **more) as desk:
            paper.publish(f"Another {more}")
            await desk.poll()
            await desk.tick()
            assert await desk.standing() is None
    assert hub.requests == []


async def test_several_sources_share_a_hub_and_no_secret(
    tmp_path: Path, clock: Clock, port: int, hub: Hub, paper: Paper
) -> None:
    other = Paper(hub=hub.url, reports=[Report(1, "From the other paper")])
    async with serving(other=other.answer) as base:
        other.url = f"{base}/other"
        both = (a_source(paper), a_source(other, "other"))
        async with newsroom(tmp_path, clock, port, *both) as desk:
            await subscribed(desk)
            assert await desk.standing("other") == "active"
            assert len({each["hub.secret"] for each in hub.requests}) == 2
            assert len({each["hub.callback"] for each in hub.requests}) == 2


async def test_what_a_node_took_that_polls_nothing_is_worked_on_by_one_that_does(
    desk: Newsroom, hub: Hub, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    await subscribed(desk)

    async def put(_: Task) -> bool:
        return True

    with monkeypatch.context() as web_only:
        web_only.setattr(desk.house.queue, "put", put)
        paper.publish(SHIP)
        assert await hub.push(paper.feed()) == 202
        assert await desk.titles() == {LIT}
    await desk.tick()
    assert await desk.titles() == {LIT, SHIP}
    assert await desk.house.store.pushes.sources() == ()
    assert paper.asked == 1


async def test_a_push_that_was_not_worked_on_when_we_died_is_worked_on_after_the_restart(
    tmp_path: Path, clock: Clock, port: int, hub: Hub, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with newsroom(tmp_path, clock, port, a_source(paper)) as desk:
        await subscribed(desk)
        paper.publish(SHIP)

        async def die(*_: object) -> None:
            raise StoreError("the process is gone")

        monkeypatch.setattr(desk.house.pipeline.pushing, "take", die)
        assert await hub.push(paper.feed()) == 202
        assert await desk.titles() == {LIT}
    async with newsroom(tmp_path, clock, port, a_source(paper)) as again:
        await again.tick()
        assert await again.titles() == {LIT, SHIP}
    assert paper.asked == 1


async def test_no_feed_has_us_post_into_a_network_that_was_allowed_for_sources(
    tmp_path: Path, clock: Clock, port: int, paper: Paper, hub: Hub
) -> None:
    site = "https://news.example.org"
    async with newsroom(tmp_path, clock, port, a_source(paper), url=site) as desk:
        await desk.poll()
        await desk.tick()
        assert hub.requests == []
        assert "has a public address" in (await desk.agreed()).problem
        assert await desk.titles() == {LIT}
