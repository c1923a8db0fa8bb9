"""Cookies that servers set on redirects: for whom they are, and that they end with the fetch."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from syndicate.errors import FetchError
from syndicate.fetch.client import Client
from syndicate.model import Document
from tests.integration.fetch.conftest import NONE, OpenClient
from tests.integration.fetch.hostile_origin import FEED


class Gate:
    """A site that lets nobody in who brings no cookie, by way of a page that gives one."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []
        self.sets = {"seen": "1"}
        self.wants = "seen=1"

    async def feed(self, request: web.Request) -> web.Response:
        cookie = self._note(request)
        if self.wants in cookie:
            return web.Response(body=FEED, content_type="application/atom+xml")
        return web.Response(status=301, headers={"Location": "/check?back=/feed"})

    async def check(self, request: web.Request) -> web.Response:
        self._note(request)
        response = web.Response(status=302, headers={"Location": request.query["back"]})
        for name, value in self.sets.items():
            response.set_cookie(name, value)
        return response

    def _note(self, request: web.Request) -> str:
        cookie = request.headers.get("Cookie", "")
        self.heard.append((request.path, cookie))
        return cookie


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
async def site(gate: Gate) -> AsyncIterator[TestServer]:
    app = web.Application()
    app.router.add_get("/feed", gate.feed)
    app.router.add_get("/check", gate.check)
    server = TestServer(app)
    async with server:
        yield server


async def fetched(client: Client, url: str, *headers: tuple[str, str]) -> Document:
    got = await client.fetch(url, validators=NONE, headers=headers)
    assert isinstance(got, Document)
    return got


async def test_a_site_that_lets_in_who_brings_a_cookie_is_read_and_knows_nobody_the_next_time(
    client: Client, site: TestServer, gate: Gate
) -> None:
    url = str(site.make_url("/feed"))
    for _ in range(2):
        gate.heard.clear()
        got = await fetched(client, url)
        assert (got.body, got.url, got.moved_to) == (FEED, url, None)
        assert gate.heard == [("/feed", ""), ("/check", ""), ("/feed", "seen=1")]


async def test_a_site_that_is_never_content_is_told_to_go_in_a_circle(
    client: Client, site: TestServer, gate: Gate
) -> None:
    gate.wants = "nothing of this kind"
    with pytest.raises(FetchError, match=r"in a circle|redirects in a row"):
        await fetched(client, str(site.make_url("/feed")))
    assert len(gate.heard) <= 6


async def test_a_cookie_is_for_who_gave_it_alone(open_client: OpenClient, site: TestServer) -> None:
    heard: list[str | None] = []

    async def other(request: web.Request) -> web.Response:
        heard.append(request.headers.get("Cookie"))
        return web.Response(body=FEED, content_type="application/atom+xml")

    app = web.Application()
    app.router.add_get("/feed", other)
    async with TestServer(app, host="127.0.0.2") as elsewhere:
        back = str(elsewhere.make_url("/feed"))
        await fetched(open_client("127.0.0.0/8"), f"{site.make_url('/check')}?back={back}")
    assert heard == [None]


async def test_a_cookie_that_people_gave_to_a_source_is_the_only_one(
    client: Client, site: TestServer, gate: Gate
) -> None:
    gate.wants = "mine=2"
    gate.sets["mine"] = "3"
    await fetched(client, f"{site.make_url('/check')}?back=/feed", ("cookie", "mine=2"))
    assert gate.heard == [("/check", "mine=2"), ("/feed", "mine=2")]


async def test_a_cookie_of_great_length_is_left_behind(
    client: Client, site: TestServer, gate: Gate
) -> None:
    gate.sets = {f"n{number}": "x" * 3000 for number in range(2)}
    with pytest.raises(FetchError, match="in a circle"):
        await fetched(client, str(site.make_url("/feed")))
    assert [cookie for _, cookie in gate.heard] == ["", ""]
