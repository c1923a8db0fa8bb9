"""The application over HTTP: what every requester may rely on."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from typing import Any

import listparser
import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request
from yarl import URL

from syndicate.errors import StoreError
from syndicate.model import (
    Address,
    Coding,
    Publication,
)
from syndicate.web import templating
from syndicate.web.app import make_app, replace_desk
from tests.integration.web.served import BROWSER, FEEDS, Client, client_of, shelf
from tests.unit.web.fakes import desk_with


@pytest.mark.parametrize("path", FEEDS)
async def test_a_feed_is_served_whole_compressed_or_not_at_all(client: Client, path: str) -> None:
    plain = await client.get(path, headers={"Accept-Encoding": "identity"})
    body = await plain.read()
    assert plain.status == 200
    assert plain.headers["Vary"] == "Accept, Sec-Fetch-Dest, Accept-Encoding"
    assert plain.headers["Cache-Control"] == "public, max-age=60"
    assert plain.headers["X-Content-Type-Options"] == "nosniff"
    packed = await client.get(path, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(await packed.read()) == body
    assert packed.headers["ETag"] == plain.headers["ETag"][:-1] + '-gz"'
    assert packed.headers["Content-Type"] == plain.headers["Content-Type"]

    head = await client.head(path, headers={"Accept-Encoding": "identity"})
    assert (head.status, await head.read()) == (200, b"")
    assert head.headers["Content-Length"] == str(len(body))
    assert head.headers["ETag"] == plain.headers["ETag"]

    for name, value in (
        ("If-None-Match", plain.headers["ETag"]),
        ("If-None-Match", f'"x", W/{packed.headers["ETag"]}'),
        ("If-None-Match", "*"),
        ("If-Modified-Since", plain.headers["Last-Modified"]),
    ):
        again = await client.get(path, headers={name: value})
        assert (again.status, await again.read()) == (304, b"")
        assert again.headers["Last-Modified"] == plain.headers["Last-Modified"]
        assert again.headers["Vary"] == "Accept, Sec-Fetch-Dest, Accept-Encoding"
    other = await client.get(path, headers={"If-None-Match": '"other"'})
    assert other.status == 200


@pytest.mark.parametrize("path", [*FEEDS, "/", "/opml", "/healthz", "/nothing"])
@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
async def test_pages_of_other_sites_are_let_read_nothing(
    client: Client, path: str, method: str
) -> None:
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
    answer = await client.request(method, path, headers=asked)
    assert [name for name in answer.headers if name.lower().startswith("access-control-")] == []


@pytest.mark.parametrize(
    ("feed", "page"),
    [
        ("/threads/t1.atom", "/threads/t1"),
        ("/search.atom?q=report+-tag:sport", "/search?q=report%20-tag%3Asport"),
        ("/threads/t1.atom?before=99~i1", "/threads/t1?before=99~i1"),
        ("/threads/t1.atom?archive=0~0&until=99~i1", "/threads/t1?before=99~i1"),
        ("/threads/t1.atom?archive=0~0", "/threads/t1"),
        ("/threads/t1.atom?since=2014-11-06", "/threads/t1"),
    ],
)
async def test_a_browser_that_opens_a_feed_is_shown_how_to_subscribe(
    client: Client, feed: str, page: str
) -> None:
    sent = await client.get(feed, headers=BROWSER, allow_redirects=False)
    assert (sent.status, sent.headers["Location"]) == (303, f"{page}#subscribe")
    assert sent.headers["Vary"] == "Accept, Sec-Fetch-Dest"
    fetched = await client.get(feed, headers=BROWSER | {"Sec-Fetch-Dest": "empty"})
    assert (fetched.status, fetched.headers["Vary"]) == (
        200,
        "Accept, Sec-Fetch-Dest, Accept-Encoding",
    )
    shown = await client.get(page, headers=BROWSER)
    assert (shown.status, shown.content_type) == (200, "text/html")
    assert 'rel="alternate"' in await shown.text()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("archive=x", "prev-archive"),
        ("before=", "prev-archive"),
        ("archive=0~0&until=1", "prev-archive"),
        ("since=yesterday", "since takes an instant"),
        ("since=urn:uuid:no", "the id of an entry"),
    ],
)
async def test_a_part_of_a_feed_that_makes_no_sense_is_not_there_and_what_does_is_told(
    client: Client, asked: str, told: str
) -> None:
    for headers in ({}, BROWSER):
        answer = await client.get(f"/threads/t1.atom?{asked}", headers=headers)
        assert answer.status == 404
        assert told in await answer.text()


@pytest.mark.parametrize("path", ["/threads/t1.atom", "/opml"])
async def test_a_list_on_several_lines_is_read_to_its_end(client: Client, path: str) -> None:
    whole = await client.get(path)
    held = [("If-None-Match", '"other"'), ("If-None-Match", whole.headers["ETag"])]
    assert (await client.get(path, headers=held)).status == 304
    if path != "/opml":
        codings = [("Accept-Encoding", "identity;q=0"), ("Accept-Encoding", "gzip")]
        for _ in range(2):  # the second time from what stands
            packed = await client.get(path, headers=codings)
            assert (packed.status, packed.headers["Content-Encoding"]) == (200, "gzip")
        page = [("Accept", "text/html"), ("Accept", "application/atom+xml")]
        answer = await client.get(path, headers=page, allow_redirects=False)
        assert answer.status == 200


async def test_what_came_after_an_entry_is_asked_for_by_its_id(client: Client) -> None:
    entry = shelf().items[0].entry_id
    assert (await client.get("/threads/t1.atom", params={"since": entry})).status == 200


async def test_a_search_that_cannot_be_understood_says_where(client: Client) -> None:
    for path in ("/search.atom?q=tags:x", "/search?q=tags:x"):
        answer = await client.get(path)
        assert answer.status == 400
        assert "column 1" in await answer.text()
    assert (await client.get("/search.atom?q=")).status == 400


async def test_a_merged_thread_leads_to_its_survivor_for_ever(client: Client) -> None:
    for path, there in (
        ("/threads/t0.rss", "/threads/t1.rss"),
        ("/threads/t0", "/threads/t1"),
        ("/threads/t0.atom?archive=0~0", "/threads/t1.atom?archive=0~0"),
    ):
        sent = await client.get(path, allow_redirects=False)
        assert (sent.status, sent.headers["Location"]) == (301, there)


async def test_a_renamed_output_leads_on_from_the_name_that_it_had(client: Client) -> None:
    for path in ("/outputs/newsroom.json", "/outputs/newsroom"):
        sent = await client.get(path, allow_redirects=False)
        there = path.replace("newsroom", "desk")
        assert (sent.status, sent.headers["Location"]) == (301, there)


@pytest.mark.parametrize(
    "path",
    [
        "/threads/none.atom",
        "/outputs/none.rss",
        "/threads/t1.xml",
        "/none",
        "/items/none",
        "/static/../app.py",
        "/static/%2e%2e%2fapp.py",
        "/topics/none",
        "/tags/none",
        "/sources/none",
    ],
)
async def test_what_is_not_there_is_said_to_be_so(client: Client, path: str) -> None:
    text = await client.get(path)
    assert text.status == 404
    assert text.content_type == "text/plain"
    assert "There is no" in await text.text()
    assert text.headers["Cache-Control"] == "no-store"  # it may come any moment
    page = await client.get(path.replace(".atom", "").replace(".rss", ""), headers=BROWSER)
    assert (page.status, page.content_type) == (404, "text/html")


async def test_the_list_of_feeds_can_be_imported(client: Client) -> None:
    answer = await client.get("/opml")
    found = listparser.parse(await answer.read())
    assert [feed.url for feed in found.feeds] == [
        "https://news.example.org/outputs/desk.atom",
        "https://news.example.org/topics/iraq.atom",
        "https://news.example.org/threads/t1.atom",
        "https://news.example.org/tags/world.atom",
        "https://news.example.org/sources/s2.atom",
        "https://news.example.org/sources/s3.atom",
        "https://news.example.org/sources/s1.atom",
    ]
    assert found.feeds[-1].categories == [["sources"], ["world"], ["Sources"]]


async def test_the_list_holds_the_kinds_that_are_asked_for(client: Client) -> None:
    answer = await client.get("/opml?kind=tags&kind=outputs&kind=nonsense")
    found = listparser.parse(await answer.read())
    assert [feed.url for feed in found.feeds] == [
        "https://news.example.org/outputs/desk.atom",
        "https://news.example.org/tags/world.atom",
    ]


@pytest.mark.parametrize("path", ["/opml", "/opml?kind=sources"])
async def test_a_list_of_feeds_that_is_known_is_not_sent_again_until_it_changes(path: str) -> None:
    content = shelf()
    async with client_of(content) as client:
        tag = (await client.get(path)).headers["ETag"]
        for asked in (tag, f"W/{tag}", f'{tag[:-1]}-gzip"'):
            again = await client.get(path, headers={"If-None-Match": asked})
            assert (again.status, await again.read()) == (304, b"")
            assert (again.headers["ETag"], again.headers["Cache-Control"]) == (
                tag,
                "public, max-age=60",
            )
        dated = {"If-Modified-Since": "Thu, 01 Jan 2099 00:00:00 GMT"}
        assert (await client.get(path, headers=dated)).status == 200
        content.sources.pop()
        assert (await client.get(path, headers={"If-None-Match": tag})).status == 200


async def test_links_keep_the_path_under_which_readers_reach_us() -> None:
    async with client_of(shelf(), url="https://example.org/news") as client:
        html = await (await client.get("/threads/t1")).text()
        assert 'href="/news/static/style.css' in html
        assert 'href="/news/threads/t1.atom"' in html
        assert ">https://example.org/news/threads/<wbr>t1.atom</a>" in html
        found = listparser.parse(await (await client.get("/opml")).read())
        assert found.feeds[0].url == "https://example.org/news/outputs/desk.atom"


async def test_a_path_in_letters_of_any_script_is_sent_on_to_as_a_header_can_carry_it() -> None:
    async with client_of(shelf(), url="https://example.org/новости") as client:
        root = "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"
        browser = {"Accept": "text/html"}
        answer = await client.get("/topics/iraq.atom", headers=browser, allow_redirects=False)
        assert answer.headers["Location"] == f"{root}/topics/iraq#subscribe"
        html = await (await client.get("/threads/t1")).text()
        assert f'href="{root}/threads/t1.atom"' in html


async def test_health_is_told_to_machines() -> None:
    state: Mapping[str, object] = {"ready": False, "sources": 3}
    async with client_of(
        shelf(), health=lambda: state, metrics=lambda: (b"up 1\n", "text/plain; version=0.0.4")
    ) as client:
        alive = await client.get("/healthz")
        assert (alive.status, json.loads(await alive.read())["sources"]) == (200, 3)
        assert (await client.get("/readyz")).status == 503
        metrics = await client.get("/metrics")
        assert (await metrics.read(), metrics.headers["Content-Type"]) == (
            b"up 1\n",
            "text/plain; version=0.0.4",
        )


@pytest.mark.parametrize("path", ["/", "/threads/t1.atom", "/opml", "/nothing", "/healthz"])
async def test_no_answer_tells_which_versions_run_here(client: Client, path: str) -> None:
    answer = await client.get(path)
    assert answer.headers.get("Server", "Syndicate") == "Syndicate"


async def test_metrics_may_be_off(client: Client) -> None:
    assert (await client.get("/metrics")).status == 404
    assert (await client.get("/readyz")).status == 200


async def test_style_and_icon_are_kept_by_browsers(client: Client) -> None:
    html = await (await client.get("/")).text()
    path = html.partition('rel="stylesheet" href="')[2].partition('"')[0]
    style = await client.get(path)
    assert (style.status, style.content_type) == (200, "text/css")
    assert "immutable" in style.headers["Cache-Control"]
    assert b"http" not in await style.read()
    again = await client.get(path, headers={"If-None-Match": style.headers["ETag"]})
    assert again.status == 304
    assert (await client.get("/static/icon.svg")).content_type == "image/svg+xml"


async def test_nothing_can_be_written(client: Client) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = await client.request(method, "/threads/t1")
        assert answer.status == 405
        assert "GET" in answer.headers["Allow"]
        assert "use GET" in await answer.text()


async def test_what_is_not_read_from_says_what_it_is_for(client: Client) -> None:
    answer = await client.get("/hub")
    assert (answer.status, answer.headers["Allow"]) == (405, "POST")
    assert await answer.text() == "This address is there for programs that use POST.\n"


async def test_a_slow_answer_is_stopped() -> None:
    async def never(_: Address, __: Coding) -> Publication | None:
        await asyncio.sleep(60)
        return None

    desk = replace(desk_with(shelf()), publish=never, time_limit_s=0.05)
    async with TestClient[Request, Application](TestServer(make_app(desk))) as client:
        answer = await client.get("/outputs/desk.atom")
        assert answer.status == 504
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("fault", "status"),
    [(StoreError("disk full at /secret/path"), 503), (RuntimeError("/secret/path"), 500)],
)
async def test_a_fault_is_told_without_its_inside(fault: Exception, status: int) -> None:
    async def broken(_: Address, __: Coding) -> Publication | None:
        raise fault

    desk = replace(desk_with(shelf()), publish=broken)
    async with TestClient[Request, Application](TestServer(make_app(desk))) as client:
        for headers in ({}, {"Accept": "text/html", "Sec-Fetch-Dest": "empty"}):
            answer = await client.get("/outputs/desk.atom", headers=headers)
            assert answer.status == status
            assert "secret" not in await answer.text()
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


async def test_a_reload_changes_the_desk_and_not_the_server() -> None:
    before = desk_with(shelf())
    app = make_app(before)
    async with TestClient[Request, Application](TestServer(app)) as client:
        replace_desk(app, replace(before, title="Another desk"))
        assert "Another desk" in await (await client.get("/")).text()


@pytest.mark.parametrize(
    "path", ["/threads/%00%0d%0a%1b[31m", "/threads/%1b%ff.atom", "/tags/%ed%a0%80"]
)
async def test_a_name_of_nonsense_is_repeated_without_its_controls(
    client: Client, path: str
) -> None:
    answer = await client.get(URL(path, encoded=True))
    body = await answer.read()
    assert answer.status == 404
    assert b"\x1b" not in body
    assert body.count(b"\n") <= 2


async def test_a_stranger_sends_nonsense(client: Client) -> None:
    odd = {
        "Accept": ";;q=,text/html;q=é",
        "Accept-Encoding": "gzip;q=zz",
        "If-None-Match": "W/",
        "If-Modified-Since": "\t0",
    }
    for path in ("/outputs/desk.atom", "/"):
        assert (await client.get(path, headers=odd)).status == 200


async def test_no_cookie_is_ever_set(client: Client) -> None:
    async with ClientSession() as session:
        for path in ("/", "/outputs/desk.atom"):
            async with session.get(client.make_url(path)) as answer:
                assert "Set-Cookie" not in answer.headers


async def test_however_many_pages_are_asked_for_at_once_all_else_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_once, most, go_on = 0, 0, Event()

    def slow(*_: Any, **__: Any) -> web.Response:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        go_on.wait(60)
        at_once -= 1
        return web.Response()

    monkeypatch.setattr(templating, "page_at_once", slow)
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(4))
    async with client_of(shelf()) as client:
        pages = [asyncio.create_task(client.get("/threads", headers=BROWSER)) for _ in range(20)]
        try:
            await asyncio.sleep(0.5)
            async with asyncio.timeout(5):
                await asyncio.to_thread(lambda: None)  # as names are looked up
                assert (await client.get("/outputs/desk.atom")).status == 200
        finally:
            go_on.set()
        assert {(await page).status for page in pages} == {200}
    assert most == 1
