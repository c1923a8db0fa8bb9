"""What our own hub brings when a follower, the network, the store or this very process fails, and after what was followed was renamed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from syndicate.errors import FetchError, StoreError
from syndicate.house import declared
from syndicate.model import Output, Topic
from syndicate.store.followers import Followers
from syndicate.websub.hub import GIVEN_UP_AT
from tests.integration.pipeline.desk import Clock
from tests.integration.websub.followers import (
    ALL,
    SHIP,
    Callback,
    a_desk,
    ask,
    follow,
    get,
    news,
    tell,
)
from tests.integration.websub.hubs import Hub, Newsroom, Paper
from tests.origins import closed_port


async def test_a_redirect_is_not_followed_and_the_delivery_tried_again(
    desk: Newsroom, paper: Paper, callback: Callback
) -> None:
    await follow(desk, ALL, callback)
    callback.status = 307
    await news(desk, paper)
    await tell(desk)
    assert len(callback.brought) == 1
    callback.status = 200
    desk.forward(minutes=1)
    await tell(desk)
    assert len(callback.brought) == 2
    assert callback.brought[0][0] == callback.brought[1][0]


async def test_what_comes_while_a_follower_is_away_is_brought_at_once_when_it_is_back(
    desk: Newsroom, paper: Paper, callback: Callback
) -> None:
    await follow(desk, ALL, callback)
    callback.status = 503
    await news(desk, paper)
    await news(desk, paper, "Mole repaired")
    callback.status, callback.brought = 200, []
    desk.forward(minutes=5)
    await tell(desk)
    ((body, _),) = callback.brought
    assert SHIP.encode() in body
    assert b"Mole repaired" in body


async def test_who_says_that_it_is_gone_is_told_nothing_more(
    desk: Newsroom, paper: Paper, callback: Callback
) -> None:
    await follow(desk, ALL, callback)
    callback.status = 410
    await news(desk, paper)
    assert await desk.house.store.followers.all() == ()


async def test_who_takes_nothing_for_a_day_is_given_up(
    desk: Newsroom, paper: Paper, callback: Callback
) -> None:
    await follow(desk, ALL, callback)
    callback.status = 500
    await news(desk, paper)
    for _ in range(GIVEN_UP_AT):
        desk.forward(hours=6)
        await tell(desk)
    assert len(callback.brought) == GIVEN_UP_AT
    assert await desk.house.store.followers.all() == ()


def cut_off(desk: Newsroom) -> None:
    """Have no delivery meet a server, as on a machine that has no network."""
    announcing = desk.house.pipeline.announcing
    assert announcing is not None

    async def deliver(url: str, *_: object) -> None:
        raise FetchError(url, "no answer about the name of the host", reached=False)

    announcing._courier = replace(announcing._courier, deliver=deliver)


async def test_no_follower_is_given_up_because_we_have_no_network_and_all_are_told_after(
    desk: Newsroom, paper: Paper, callback: Callback
) -> None:
    await follow(desk, ALL, callback)
    announcing = desk.house.pipeline.announcing
    assert announcing is not None
    courier = announcing._courier
    cut_off(desk)
    await news(desk, paper)
    for _ in range(2 * GIVEN_UP_AT):
        desk.forward(hours=6)
        await tell(desk)
    assert len(await desk.house.store.followers.all()) == 1
    announcing._courier = courier
    desk.forward(minutes=16)
    await tell(desk)
    assert SHIP.encode() in callback.brought[0][0]


async def test_who_is_out_of_reach_for_a_day_while_others_are_not_is_given_up(
    desk: Newsroom, paper: Paper, callback: Callback
) -> None:
    await follow(desk, ALL, callback)
    cut_off(desk)
    await news(desk, paper)
    for _ in range(GIVEN_UP_AT):
        desk.forward(hours=6)
        desk.house.pipeline.way_out.met("http://example.org/", desk.clock())
        await tell(desk)
    assert await desk.house.store.followers.all() == ()


async def test_news_that_a_process_died_with_are_brought_by_the_next(
    tmp_path: Path, clock: Clock, paper: Paper, callback: Callback
) -> None:
    port = closed_port()
    async with a_desk(tmp_path, clock, port, paper) as first:
        await first.poll()
        await tell(first)
        await follow(first, ALL, callback)
        paper.publish(SHIP)
        await first.poll()
        await first.house.pipeline.cluster()  # and here it ends, with nothing told
    assert callback.brought == []
    async with a_desk(tmp_path, clock, port, paper) as second:
        await tell(second)
        await tell(second)
    assert len(callback.brought) == 1


async def test_a_delivery_that_was_taken_but_not_recorded_is_made_again_and_is_the_same(
    tmp_path: Path,
    clock: Clock,
    paper: Paper,
    callback: Callback,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def dies(*_: object) -> None:
        raise StoreError("gone in the middle of it")

    port = closed_port()
    async with a_desk(tmp_path, clock, port, paper) as first:
        await first.poll()
        await tell(first)
        await follow(first, ALL, callback)
        with monkeypatch.context() as patched:
            patched.setattr(Followers, "told", dies)
            await news(first, paper)
    assert len(callback.brought) == 1
    async with a_desk(tmp_path, clock, port, paper) as second:
        await tell(second)
        await tell(second)
    assert [body for body, _ in callback.brought] == [callback.brought[0][0]] * 2


async def test_a_store_that_fails_in_the_middle_is_asked_again_by_the_same_process(
    desk: Newsroom, paper: Paper, callback: Callback, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def dies(*_: object) -> None:
        raise StoreError("gone in the middle of it")

    await follow(desk, ALL, callback)
    with monkeypatch.context() as patched:
        patched.setattr(Followers, "lapse", dies)
        await news(desk, paper)
    assert callback.brought == []
    await tell(desk)
    assert len(callback.brought) == 1


async def test_while_the_hub_is_off_nobody_is_told_and_who_followed_is_told_when_it_is_on(
    desk: Newsroom, paper: Paper, callback: Callback
) -> None:
    await follow(desk, ALL, callback)
    settings = desk.house.settings
    await desk.house.pipeline.declare(declared(replace(settings, hub="off")))
    await news(desk, paper)
    assert callback.brought == []
    await desk.house.pipeline.declare(declared(settings))
    await tell(desk)
    assert len(callback.brought) == 1


async def test_who_follows_a_topic_is_brought_it_after_it_was_renamed(
    desk: Newsroom, paper: Paper, callback: Callback
) -> None:
    tugs = Topic("tugs", "Ships", any=("ship",))
    await desk.house.declare(replace(desk.house.settings, topics=(tugs,)))
    await follow(desk, "/topics/tugs.atom", callback)
    renamed = (replace(tugs, slug="ships", was=("tugs",)),)
    await desk.house.declare(replace(desk.house.settings, topics=renamed))
    await news(desk, paper)
    body, headers = callback.brought[-1]
    assert SHIP.encode() in body
    assert "/topics/ships.atom" in headers["Link"]


async def test_who_follows_an_output_is_brought_it_after_it_was_renamed(
    desk: Newsroom, paper: Paper, callback: Callback
) -> None:
    await follow(desk, ALL, callback)
    renamed = replace(
        desk.house.settings, outputs=(Output(name="world", title="All", was=("all",)),)
    )
    await desk.house.declare(renamed)
    await news(desk, paper)
    body, headers = callback.brought[-1]
    assert SHIP.encode() in body
    assert "/outputs/world.atom" in headers["Link"]
    status, words = await ask(desk, ALL, callback.url)
    assert (status, "names as its own" in words) == (404, True)


async def test_hubs_of_others_are_named_and_told_of_each_feed_that_changed(
    desk: Newsroom, paper: Paper, hub: Hub
) -> None:
    house = desk.house
    hub.verifies = False
    with_hub = replace(house.settings, hubs=(hub.url,), hub="off")
    await house.pipeline.declare(declared(with_hub))
    await tell(desk)
    site = house.settings.url
    told = {(each["hub.mode"], each["hub.url"]) for each in hub.requests}
    assert told == {("publish", f"{site}/outputs/all.{each}") for each in ("atom", "rss", "json")}
    _, _, headers = await get(desk, ALL)
    assert headers["Link"] == f'<{hub.url}>; rel="hub", <{site}{ALL}>; rel="self"'
    assert "Link" not in (await get(desk, "/sources/paper.atom"))[2]
    await tell(desk)
    assert len(hub.requests) == 3
    hub.status = 500
    await news(desk, paper)
    hub.status = 204
    desk.forward(minutes=1)
    await tell(desk)
    assert len(hub.requests) == 9
