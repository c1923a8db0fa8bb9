"""Our own hub: who may follow a feed of ours, and what is brought, over real sockets and a real store."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession

from syndicate.websub.signature import is_signed
from tests.integration.pipeline.desk import DAY, Clock
from tests.integration.websub.conftest import a_source
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
from tests.integration.websub.hubs import Newsroom, Paper, newsroom
from tests.origins import closed_port

LINK = "{http://www.w3.org/2005/Atom}link"


async def test_a_feed_names_the_hub_and_itself(desk: Newsroom) -> None:
    site = desk.house.settings.url
    for suffix in ("atom", "rss", "json"):
        _, body, headers = await get(desk, f"/outputs/all.{suffix}")
        here = f"{site}/outputs/all.{suffix}"
        assert headers["Link"] == f'<{site}/hub>; rel="hub", <{here}>; rel="self"'
        assert f"{site}/hub".encode() in body
    _, body, _ = await get(desk, ALL)
    links = {link.get("rel"): link.get("href") for link in ET.fromstring(body).iter(LINK)}
    assert links["hub"] == f"{site}/hub"


async def test_a_site_in_letters_of_any_script_is_followed_at_either_form_of_its_address(
    tmp_path: Path, clock: Clock, port: int, paper: Paper, callback: Callback
) -> None:
    root = f"http://127.0.0.1:{port}"
    async with a_desk(tmp_path, clock, port, paper, url=f"{root}/ニュース") as desk:
        await desk.poll()
        await tell(desk)
        async with ClientSession() as session:
            async with session.get(f"{root}{ALL}") as got:
                named = str(got.links["self"]["url"])
            for topic in (named, f"{root}/ニュース{ALL}"):
                form = {"hub.mode": "subscribe", "hub.topic": topic, "hub.callback": callback.url}
                async with session.post(f"{root}/hub", data=form) as asked:
                    assert asked.status == 202
                await desk.house.queue.idle()
        assert "%E3" in named
        await news(desk, paper)
        assert SHIP.encode() in callback.brought[0][0]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_nobody_on_the_internet_reaches_into_a_network_that_was_allowed_for_sources(
    tmp_path: Path, clock: Clock, port: int, paper: Paper, callback: Callback, host: str
) -> None:
    site = "https://news.example.org"
    async with a_desk(tmp_path, clock, port, paper, url=site) as desk:
        await desk.poll()
        await tell(desk)
        form = {
            "hub.mode": "subscribe",
            "hub.topic": f"{site}{ALL}",
            "hub.callback": callback.url.replace("127.0.0.1", host),
        }
        announcing = desk.house.pipeline.announcing
        assert announcing is not None
        verdict = await announcing.follow(form)
        await tell(desk)
        assert verdict.status == 202
        assert callback.asked == []
        assert await desk.house.store.followers.all() == ()
        assert "Lighthouse lit again" in await desk.titles()


async def test_who_asks_after_the_clock_was_set_back_is_verified_as_ever(
    desk: Newsroom, clock: Clock, callback: Callback
) -> None:
    await follow(desk, ALL, callback)
    clock.forward(-DAY)
    await follow(desk, ALL, callback)
    assert len(callback.asked) == 2


async def test_who_follows_is_asked_and_then_brought_each_change_signed(
    desk: Newsroom, paper: Paper, callback: Callback
) -> None:
    await follow(desk, ALL, callback, secret="a secret", lease_seconds=7200)
    (question,) = callback.asked
    assert question["hub.topic"].endswith(ALL)
    assert (question["hub.lease_seconds"], question["key"]) == ("7200", "1")
    await tell(desk)
    assert callback.brought == []
    await news(desk, paper)
    ((body, headers),) = callback.brought
    status, served, told = await get(desk, ALL)
    assert (status, body) == (200, served)
    assert SHIP.encode() in body
    assert is_signed("a secret", body, headers["X-Hub-Signature"])
    assert (headers["Content-Type"], headers["Link"]) == (told["Content-Type"], told["Link"])
    await tell(desk)
    assert len(callback.brought) == 1


async def test_only_a_feed_that_changed_is_brought(
    desk: Newsroom, paper: Paper, callback: Callback
) -> None:
    await follow(desk, ALL, callback)
    paper.reports[0] = replace(paper.reports[0])  # the same once more
    await desk.poll()
    await tell(desk)
    assert callback.brought == []


async def test_a_change_between_asking_and_verifying_is_brought(
    desk: Newsroom, paper: Paper, callback: Callback
) -> None:
    callback.agrees = False
    await ask(desk, "/sources/paper.atom", callback.url)  # this host was just asked something
    await desk.house.queue.idle()
    callback.agrees = True
    await ask(desk, ALL, callback.url)
    await news(desk, paper)
    assert callback.brought == []
    desk.forward(seconds=10)
    await tell(desk)
    await tell(desk)
    assert SHIP.encode() in callback.brought[0][0]


async def test_who_does_not_mean_it_follows_nothing(desk: Newsroom, callback: Callback) -> None:
    callback.agrees = False
    assert (await ask(desk, ALL, callback.url))[0] == 202
    await tell(desk)
    assert len(callback.asked) == 1
    assert await desk.house.store.followers.all() == ()


async def test_who_leaves_is_asked_and_then_left_alone(
    desk: Newsroom, paper: Paper, callback: Callback
) -> None:
    await follow(desk, ALL, callback)
    desk.forward(seconds=10)
    assert (await ask(desk, ALL, callback.url, mode="unsubscribe"))[0] == 202
    await tell(desk)
    assert callback.asked[-1]["hub.mode"] == "unsubscribe"
    await news(desk, paper)
    assert callback.brought == []


async def test_what_the_hub_does_not_do_it_says(desk: Newsroom) -> None:
    unknown: tuple[tuple[str, dict[str, str], int], ...] = (
        ("/outputs/none.atom", {}, 404),
        ("/outputs/all", {}, 404),
        ("/outputs/%61ll.atom", {}, 404),
        ("/search.atom?q=ship", {}, 404),
        (".evil.example/outputs/all.atom", {}, 404),
        (ALL, {"secret": "s" * 200}, 400),
        (ALL, {"mode": "explode"}, 400),
        (ALL, {"mode": "publish"}, 202),
        (ALL, {"secret": "s" * 9000}, 413),
    )
    for topic, more, status in unknown:
        found, words = await ask(desk, topic, "http://127.0.0.1:9/", **more)
        assert (topic, more, found, bool(words)) == (topic, more, status, True)
    assert await desk.house.store.followers.asked(desk.clock.at, 9) == ()


async def test_no_address_that_is_not_public_is_asked_or_brought_anything(
    tmp_path: Path, clock: Clock, port: int, paper: Paper, callback: Callback
) -> None:
    async with a_desk(tmp_path, clock, port, paper, allow_networks=()) as opened:
        house = opened.house
        on = replace(house.pipeline.declared(), hub_url=f"{house.settings.url}/hub")
        await house.pipeline.declare(on)
        assert (await ask(opened, ALL, callback.url))[0] == 202
        await tell(opened)
        assert await house.store.followers.asked(clock.at, 9) == ()
    assert (callback.asked, callback.brought) == ([], [])


async def test_one_client_asks_so_often_a_minute_and_no_more(desk: Newsroom) -> None:
    said = [(await ask(desk, "/x", "http://127.0.0.1:9/"))[0] for _ in range(61)]
    assert said.count(404) == 60
    assert said[-1] == 429


async def test_a_lease_ends_and_a_renewal_keeps_it(
    desk: Newsroom, paper: Paper, callback: Callback
) -> None:
    await follow(desk, ALL, callback, lease_seconds=7200)
    desk.forward(hours=1)
    await follow(desk, ALL, callback, lease_seconds=7200)
    desk.forward(hours=1.5)
    await news(desk, paper)
    assert len(callback.brought) == 1
    desk.forward(hours=1)
    await news(desk, paper, "Mole repaired")
    assert len(callback.brought) == 1
    assert await desk.house.store.followers.all() == ()


async def test_where_the_hub_is_off_nothing_names_it(
    tmp_path: Path, clock: Clock, port: int, paper: Paper
) -> None:
    async with a_desk(tmp_path, clock, port, paper, hub="off") as opened:
        assert (await ask(opened, ALL, "http://127.0.0.1:9/"))[0] == 404
        status, body, headers = await get(opened, ALL)
        assert (status, "Link" in headers, b"/hub" in body) == (200, False, False)


async def test_another_syndicate_follows_us_by_its_own_subscriber(
    desk: Newsroom, paper: Paper, tmp_path: Path, clock: Clock
) -> None:
    ours = Paper(url=f"{desk.house.settings.url}{ALL}")
    folder = tmp_path / "other"
    folder.mkdir()
    async with newsroom(folder, clock, closed_port(), a_source(ours)) as other:
        await other.poll()
        await other.tick()
        await desk.house.queue.idle()
        assert await other.standing() == "active"
        await news(desk, paper)
        assert SHIP in await other.titles()
        assert other.count("signed") == 1
