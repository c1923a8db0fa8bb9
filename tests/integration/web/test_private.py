"""What subscribers alone may read: over real sockets, from a real store, with nothing of it elsewhere."""

from __future__ import annotations

import json
import logging
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from aiohttp import ClientSession

from syndicate.model import Address, Output, Reason, Source, Topic, TopicMatch
from tests.contract.store.builders import NOW, an_item, cluster, poll
from tests.integration.pipeline.desk import Clock
from tests.integration.websub.followers import ask
from tests.integration.websub.hubs import Newsroom, newsroom
from tests.origins import closed_port

TOKEN, OTHER, WRONG = "t" * 43, "o" * 43, "w" * 43
SECRET_TOPIC = Topic("plans", "Plans nobody knows", any=("ship",), access="private")
OPEN, CLOSED = Output("open", "Open"), Output("closed", "Closed desk", access="private")
BROWSER = {"Accept": "text/html"}


@dataclass
class Got:
    status: int
    body: str
    headers: Mapping[str, str]


@dataclass
class Site:
    room: Newsroom
    session: ClientSession

    async def get(self, path: str, **more: Any) -> Got:
        url = f"{self.room.house.settings.url}{path}"
        async with self.session.get(url, allow_redirects=False, **more) as got:
            return Got(got.status, await got.text(), got.headers)


def basic(name: str, password: str) -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(f'{name}:{password}'.encode()).decode()}"}


def page_of(body: str, suffix: str) -> str:
    """The page that a feed as a whole leads to."""
    if suffix == "json":
        return str(json.loads(body)["home_page_url"])
    return str(feedparser.parse(body).feed.link)


@asynccontextmanager
async def a_site(folder: Path, **more: Any) -> AsyncIterator[Site]:
    source = Source("s1", "https://s1.example/feed", "https://s1.example/feed", tags=("sea",))
    settings = {"outputs": (OPEN, CLOSED), "topics": (SECRET_TOPIC,), **more}
    async with (
        newsroom(folder, Clock(), closed_port(), source, **settings) as room,
        ClientSession() as session,
    ):
        store = room.house.store
        await poll(store, an_item("1", title="Ship adrift"), an_item("2", title="Mole repaired"))
        await cluster(store, "t1", {"y1": ["is11", "is12"]})
        match = TopicMatch("plans", "is11", Reason("topic", 0.9, ("ship",)))
        await store.topics.record([match])
        await store.subscribers.add("ada", TOKEN, Clock().at)
        await store.subscribers.add("bob", OTHER, Clock().at)
        yield Site(room, session)


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with a_site(tmp_path) as opened:
        yield opened


@pytest.fixture
async def closed(tmp_path: Path) -> AsyncIterator[Site]:
    private = (replace(OPEN, access="public"), CLOSED)
    async with a_site(tmp_path, access="private", outputs=private) as opened:
        yield opened


async def test_a_token_opens_a_private_feed_in_every_format_and_the_feed_names_no_hub(
    site: Site,
) -> None:
    for suffix in ("atom", "rss", "json"):
        got = await site.get(f"/private/{TOKEN}/outputs/closed.{suffix}")
        assert (got.status, "Ship adrift" in got.body) == (200, True)
        assert f"/private/{TOKEN}/outputs/closed.{suffix}" in got.body
        assert got.headers["Cache-Control"] == "private, max-age=60"
        assert "Authorization" in got.headers["Vary"]
        assert got.headers["Referrer-Policy"] == "no-referrer"
        assert "Link" not in got.headers
        assert "/hub" not in got.body
    topic = await site.get(f"/private/{TOKEN}/topics/plans.atom")
    assert (topic.status, "Ship adrift" in topic.body) == (200, True)


async def test_an_address_with_a_token_is_in_the_bytes_of_its_own_subscriber_only(
    site: Site,
) -> None:
    mine = await site.get(f"/private/{TOKEN}/outputs/closed.atom")
    theirs = await site.get(f"/private/{OTHER}/outputs/closed.atom")
    named = await site.get("/private/outputs/closed.atom", headers=basic("ada", TOKEN))
    for got, token in ((mine, TOKEN), (theirs, OTHER), (named, "")):
        assert [each in got.body for each in (TOKEN, OTHER)] == [token == TOKEN, token == OTHER]
    assert mine.body.replace(TOKEN, OTHER) == theirs.body


async def test_the_page_that_a_private_feed_leads_to_answers_and_says_no_token(site: Site) -> None:
    front, own = "/", "/outputs/open"
    for path, page in {
        "outputs/closed.{}": front,
        "outputs/closed.{}?since=2000-01-01": front,
        "topics/plans.{}": front,
        "search.{}?q=topic:plans": front,
        "search.{}?q=ship": "/search?q=ship",
        "outputs/open.{}": own,
    }.items():
        for suffix in ("atom", "rss", "json"):
            got = await site.get(f"/private/{TOKEN}/{path.format(suffix)}")
            assert got.status == 200
            assert (led := page_of(got.body, suffix)) == f"{site.room.house.settings.url}{page}"
            assert (await site.get(led.removeprefix(site.room.house.settings.url))).status == 200


async def test_of_a_private_site_a_feed_leads_to_its_own_page(closed: Site) -> None:
    got = await closed.get("/private/outputs/closed.json", headers=basic("ada", TOKEN))
    url = closed.room.house.settings.url
    assert page_of(got.body, "json") == f"{url}/outputs/closed"
    page = await closed.get("/outputs/closed", headers=basic("ada", TOKEN))
    assert page.status == 200


async def test_a_digest_leads_to_the_page_of_its_output_where_its_reader_may_open_it(
    tmp_path: Path,
) -> None:
    open_, closed = (replace(each, mode="digest") for each in (OPEN, CLOSED))
    async with a_site(tmp_path, outputs=(open_, closed)) as site:
        store = site.room.house.store
        await poll(store, an_item("3", title="Later", at=NOW + timedelta(days=2)))
        await cluster(store, "t3", {"y3": ["is13"]})
        url = site.room.house.settings.url
        led = [
            feedparser.parse((await site.get(path)).body).entries
            for path in ("/outputs/open.atom", f"/private/{TOKEN}/outputs/closed.atom")
        ]
        assert [len(entries) for entries in led] == [1, 1]
        page = await site.get(led[0][0].link.removeprefix(url))
        assert (page.status, "Ship adrift" in page.body, "Later" in page.body) == (200, True, False)
        assert not led[1][0].get("links"), "an open site has no page of what is private"


async def test_its_past_is_reached_by_the_same_token(site: Site) -> None:
    got = await site.get(f"/private/{TOKEN}/outputs/closed.json")
    pages = json.loads(got.body)["_syndicate"]["pages"].values()
    assert pages
    for url in pages:
        path = url.removeprefix(site.room.house.settings.url)
        assert path.startswith(f"/private/{TOKEN}/")
        assert (await site.get(path)).status == 200
        assert (await site.get(path.replace(f"/private/{TOKEN}", ""))).status == 404


async def test_the_ids_are_the_same_whoever_asks_and_stay_when_an_output_becomes_private(
    site: Site,
) -> None:
    got = await site.get(f"/private/{TOKEN}/outputs/closed.atom")
    assert f"<id>{site.room.house.settings.url}/outputs/closed</id>" in got.body


async def test_a_feed_that_becomes_private_is_given_to_nobody_else_from_that_moment(
    site: Site,
) -> None:
    path, pipeline = "/outputs/open.atom", site.room.house.pipeline
    assert [(await site.get(path)).status for _ in range(2)] == [200, 200]
    now = pipeline.declared()
    hidden = replace(OPEN, access="private")
    await pipeline.declare(replace(now, outputs={**now.outputs, "open": hidden}))
    await pipeline.publish(Address("outputs", "open"))  # the pages have not heard of it yet
    assert [(await site.get(path)).status for _ in range(2)] == [404, 404]


async def test_a_subscriber_who_searches_for_nothing_is_told_so(site: Site) -> None:
    assert (await site.get(f"/private/{TOKEN}/search.atom")).status == 400


async def test_a_renamed_output_leads_on_although_the_site_is_private(tmp_path: Path) -> None:
    renamed = replace(OPEN, was=("former",), access="public")
    async with a_site(tmp_path, access="private", outputs=(renamed,)) as site:
        assert (await site.get("/outputs/former.atom")).status == 301


async def test_a_private_topic_with_another_name_leads_on_for_subscribers_alone(
    tmp_path: Path,
) -> None:
    plans = Topic("plans", "Plans", any=("plan",), access="private", was=("ideas",))
    async with a_site(tmp_path, topics=(plans,)) as site:
        assert (await site.get("/topics/ideas.atom")).status == 404
        got = await site.get(f"/private/{TOKEN}/topics/ideas.atom")
        assert (got.status, got.headers["Location"]) == (301, f"/private/{TOKEN}/topics/plans.atom")


async def test_a_search_for_a_topic_by_its_former_name_is_as_open_as_the_topic(
    tmp_path: Path,
) -> None:
    plans = Topic("plans", "Plans", any=("plan",), access="private", was=("ideas",))
    ships = Topic("ships", "Ships", any=("ship",), was=("boats",))
    async with a_site(tmp_path, topics=(plans, ships)) as site:
        for path in ("/search?q=topic:", "/search.atom?q=topic:"):
            assert (await site.get(f"{path}boats")).status == 200
            hidden, unknown = await site.get(f"{path}ideas"), await site.get(f"{path}none")
            assert hidden.status == unknown.status == 400
            assert hidden.body.replace("ideas", "none") == unknown.body
        got = await site.get(f"/private/{TOKEN}/search.json?q=topic:ideas")
        assert "Ship adrift" in got.body
        assert json.loads(got.body)["home_page_url"] == f"{site.room.house.settings.url}/"
    opened = tmp_path / "open"
    opened.mkdir()
    async with a_site(opened, topics=(replace(plans, access="public"),)) as site:
        for path in ("/search?q=topic:ideas", "/search.atom?q=topic:ideas"):
            assert "Ship adrift" in (await site.get(path)).body


async def test_no_search_engine_keeps_what_a_subscriber_let_it_find(site: Site) -> None:
    feed = await site.get(f"/private/{TOKEN}/outputs/closed.atom")
    held = await site.get(
        f"/private/{TOKEN}/outputs/closed.atom", headers={"If-None-Match": feed.headers["ETag"]}
    )
    sent_on = await site.get(f"/private/{TOKEN}/search.atom?q=ship")
    for got in (feed, held, sent_on):
        assert got.headers["X-Robots-Tag"] == "noindex"
    assert held.status == 304
    assert "X-Robots-Tag" not in (await site.get("/outputs/open.atom")).headers


async def test_who_has_it_is_told_so(site: Site) -> None:
    path = f"/private/{TOKEN}/outputs/closed.atom"
    etag = (await site.get(path)).headers["ETag"]
    got = await site.get(path, headers={"If-None-Match": etag})
    assert (got.status, got.headers["Cache-Control"]) == (304, "private, max-age=60")


async def test_a_wrong_token_is_answered_like_anything_that_is_missing(site: Site) -> None:
    for path in ("closed.atom", "none.atom"):
        got = await site.get(f"/private/{WRONG}/outputs/{path}")
        assert (got.status, got.body) == (404, "There is nothing at this address.\n")
    missing = await site.get(f"/private/{TOKEN}/outputs/none.atom")
    assert missing.status == 404
    assert missing.headers["Cache-Control"] == "no-store"


async def test_without_a_token_what_is_private_is_like_what_is_missing(site: Site) -> None:
    for kind, name in (("outputs", "closed"), ("topics", "plans")):
        for suffix in (".atom", ".rss", ".json", ""):
            there = await site.get(f"/{kind}/{name}{suffix}")
            missing = await site.get(f"/{kind}/none{suffix}")
            assert there.status == missing.status == 404
            assert there.body == missing.body.replace("none", name)


async def test_no_page_list_or_feed_names_what_is_private(site: Site) -> None:
    paths = ("/", "/threads", "/opml", "/items/is11", "/threads/t1", "/search?q=ship", "/sources")
    others = ("/robots.txt", "/tags/sea", "/sources/s1", "/outputs/open")
    for path in (*paths, *others, "/threads/t1.atom", "/outputs/open.atom", "/sources/s1.json"):
        got = await site.get(path)
        assert got.status == 200, path
        for word in ("closed", "Closed desk", "plans", "Plans nobody"):
            assert word not in got.body, (path, word)
    for path in ("/search?q=topic:plans", "/search.atom?q=topic:plans", "/search?q=-topic:plans"):
        hidden, unknown = await site.get(path), await site.get(path.replace("plans", "none"))
        assert hidden.status == unknown.status == 400
        assert hidden.body.replace("plans", "none") == unknown.body


async def test_a_name_with_its_token_opens_too_and_nothing_else_does(site: Site) -> None:
    path = "/private/outputs/closed.atom"
    assert (await site.get(path, headers=basic("ada", TOKEN))).status == 200
    for who in ({}, basic("ada", WRONG), basic("bob", TOKEN), basic("", "")):
        there = await site.get(path, headers=who)
        missing = await site.get("/private/outputs/none.atom", headers=who)
        assert there.status == missing.status == 401
        assert there.body == missing.body
        assert there.headers["WWW-Authenticate"].startswith("Basic ")
    odd = {"Authorization": "Basic \N{SNOWMAN}"}
    assert (await site.get(path, headers=odd)).status == 401


async def test_a_token_that_was_rotated_or_revoked_opens_nothing_from_then_on(site: Site) -> None:
    store, path = site.room.house.store, f"/private/{TOKEN}/outputs/closed.atom"
    assert (await site.get(path)).status == 200
    await store.subscribers.rotate("ada", WRONG, Clock().at)
    assert (await site.get(path)).status == 404
    assert (await site.get(path.replace(TOKEN, WRONG))).status == 200
    await store.subscribers.revoke("ada")
    assert (await site.get(path.replace(TOKEN, WRONG))).status == 404


async def test_wrong_tokens_are_limited_and_right_ones_are_not(site: Site) -> None:
    wrong = [(await site.get(f"/private/{WRONG}/outputs/closed.atom")).status for _ in range(31)]
    assert wrong == [404] * 30 + [429]
    assert (await site.get(f"/private/{TOKEN}/outputs/closed.atom")).status == 200


async def test_the_hub_has_no_private_feed(site: Site) -> None:
    for topic in ("/outputs/closed.atom", f"/private/{TOKEN}/outputs/closed.atom"):
        assert (await ask(site.room, topic, "http://127.0.0.1:9/"))[0] == 404
    assert (await ask(site.room, "/outputs/open.atom", "http://127.0.0.1:9/"))[0] == 202


async def test_no_token_is_in_a_log_or_a_metric(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for token in (TOKEN, WRONG):
        await site.get(f"/private/{token}/outputs/closed.atom")
        await site.get("/private/outputs/closed.atom", headers=basic("ada", token))
    metrics = (await site.get("/metrics")).body
    ours = [each.getMessage() for each in caplog.records if each.name.startswith("syndicate")]
    told = f"{ours}{metrics}"
    assert TOKEN not in told
    assert WRONG not in told


async def test_of_a_private_site_who_does_not_log_in_learns_nothing(closed: Site) -> None:
    asked = (
        "/",
        "/threads",
        "/opml",
        "/sources",
        "/sources.atom",
        "/search?q=ship",
        "/items/is11",
        "/nothing",
    )
    told = {
        (got.status, got.body)
        for path in (*asked, "/threads/t1.atom", "/outputs/closed.atom", "/topics/plans")
        for got in (await closed.get(path), await closed.get(path, headers=BROWSER))
    }
    assert told == {(401, "This is read by subscribers only.\n")}
    for path in ("/static/none", "/private/none", "/push/none"):
        got = await closed.get(path, headers=BROWSER)
        assert (got.status, "Closed desk" in got.body) == (404, False)
    for path in ("/healthz", "/readyz", "/metrics", "/robots.txt"):
        assert (await closed.get(path)).status == 200
    assert (await closed.get("/robots.txt")).body == "User-agent: *\nDisallow: /\n"


async def test_of_a_private_site_a_subscriber_reads_everything_and_no_cache_keeps_it(
    closed: Site,
) -> None:
    who = basic("ada", TOKEN)
    for path in (
        "/",
        "/opml",
        "/sources.atom",
        "/topics/plans",
        "/outputs/closed.atom",
        "/search.atom?q=ship",
    ):
        got = await closed.get(path, headers=who)
        assert got.status == 200, path
        assert got.headers["Cache-Control"].startswith("private"), path
        assert "Authorization" in got.headers["Vary"], path
        assert (await closed.get(path)).status == 401, path
    assert (await closed.get(f"/private/{TOKEN}/threads/t1.atom")).status == 200
    assert (await closed.get(f"/private/{TOKEN}/search.atom?q=ship")).status == 200


async def test_a_private_site_may_have_a_feed_that_is_open_to_all(closed: Site) -> None:
    got = await closed.get("/outputs/open.atom")
    assert (got.status, got.headers["Cache-Control"]) == (200, "public, max-age=60")
    assert (await closed.get("/outputs/open")).status == 401


async def test_what_becomes_private_is_closed_at_once_to_who_read_it_before(site: Site) -> None:
    path, house = "/outputs/open.atom", site.room.house
    assert [(await site.get(path)).status for _ in range(3)] == [200] * 3
    fresh = replace(house.settings, outputs=(replace(OPEN, access="private"), CLOSED))
    await house.declare(fresh)
    assert (await site.get(path)).status == 404
