"""The application over HTTP, on a store of lists: what every requester may rely on."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import listparser
import pytest
from aiohttp import ClientSession, DummyCookieJar
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request
from yarl import URL

from syndicate.errors import StoreError
from syndicate.model import (
    Address,
    Coding,
    Dateline,
    Publication,
    Reason,
    Related,
    Story,
    Subscription,
    Thread,
    Topic,
)
from syndicate.store.items import Version
from syndicate.web.app import make_app, replace_desk
from tests.unit.publish.samples import stored
from tests.unit.web.fakes import NOW, Shelf, desk_with, overview

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PAYLOAD = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{7*7}}"
TOPIC = Topic("iraq", "Iraq", any=("Iraq",), none=("game",))
Client = TestClient[Request, Application]


def shelf(**changes: Any) -> Shelf:
    def placed(number: int, source: str, copy_of: str | None = None, **more: Any) -> Any:
        at = NOW - timedelta(hours=10 - number)
        made = stored(number, source, copy_of, seen_at=at, published_at=at, **{**more, **changes})
        return replace(made, story_id="y1", thread_id="t1")

    story = Story("y1", "en", "Iraq asks", NOW, NOW, 3, "t1")
    return Shelf(
        items=[placed(1, "s1", agency="Xinhua"), placed(2, "s2", "i1"), placed(3, "s3")],
        sources=[
            overview("s1", "Xinhua World"),
            overview("s2", "Daily Copy"),
            overview("s3", "Own Voice"),
        ],
        threads=[
            Thread("t1", "en", "Iraq asks for training", NOW - timedelta(days=9), NOW, 1, 3),
            Thread("t0", "en", "Old", NOW, NOW, 1, 1, merged_into="t1"),
        ],
        stories=[story],
        topic_items={"iraq": {"i1", "i3"}},
        why={"i1": (Reason("story", 0.7, ("Iraq", "training"), note="same event"),)},
    )


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with _client(shelf()) as opened:
        yield opened


def _client(content: Shelf, **more: Any) -> Client:
    desk = desk_with(content, topics=[TOPIC], **more)
    return TestClient(
        TestServer(make_app(desk)), cookie_jar=DummyCookieJar(), auto_decompress=False
    )


FEEDS = [
    f"/{stem}.{suffix}{asked}"
    for stem, asked in (
        ("outputs/desk", ""),
        ("topics/iraq", ""),
        ("threads/t1", ""),
        ("sources/s1", ""),
        ("tags/world", ""),
        ("search", "?q=report"),
        ("sources/s1", "?archive=0~0"),
        ("threads/t1", "?since=2014-11-06"),
    )
    for suffix in ("atom", "rss", "json")
]
PAGES = [
    "/",
    "/threads",
    "/sources",
    "/search?q=report",
    "/search",
    "/threads/t1",
    "/topics/iraq",
    "/sources/s1",
    "/outputs/desk",
    "/tags/world",
    "/items/i1",
    "/items/i2",
]


async def test_the_page_of_a_source_tells_how_it_stands_with_push() -> None:
    lease = NOW + timedelta(days=9)
    agreed = Subscription(
        token="a-token",
        source_id="s1",
        hub="https://hub.example/?key=1",
        topic="https://s1.example/feed",
        callback="https://news.example.org/push/a-token",
        secret="a-secret",
        due_at=NOW,
        standing="active",
        lease_until=lease,
    )
    async with _client(replace(shelf(), subscriptions={"s1": agreed})) as opened:
        text = await (await opened.get("/sources/s1", headers=BROWSER)).text()
        assert f"on, by hub.example until {lease:%Y-%m-%d %H:%M}" in text
        assert not [secret for secret in ("a-token", "a-secret", "key=1") if secret in text]
        assert (await opened.get("/push/a-token")).status == 404
        assert (await opened.post("/push/a-token")).status == 410


@pytest.mark.parametrize("path", FEEDS)
async def test_a_feed_is_served_whole_compressed_or_not_at_all(client: Client, path: str) -> None:
    plain = await client.get(path, headers={"Accept-Encoding": "identity"})
    body = await plain.read()
    assert plain.status == 200
    assert plain.headers["Vary"] == "Accept, Accept-Encoding"
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
        assert again.headers["Vary"] == "Accept, Accept-Encoding"
    other = await client.get(path, headers={"If-None-Match": '"other"'})
    assert other.status == 200


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
    assert sent.headers["Vary"] == "Accept"
    shown = await client.get(page, headers=BROWSER)
    assert (shown.status, shown.content_type) == (200, "text/html")
    assert 'rel="alternate"' in await shown.text()


@pytest.mark.parametrize(
    "asked", ["archive=x", "before=", "archive=0~0&until=1", "since=yesterday", "since=urn:uuid:no"]
)
async def test_a_part_of_a_feed_that_makes_no_sense_is_not_there(
    client: Client, asked: str
) -> None:
    assert (await client.get(f"/threads/t1.atom?{asked}")).status == 404


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
    page = await client.get(path.replace(".atom", "").replace(".rss", ""), headers=BROWSER)
    assert (page.status, page.content_type) == (404, "text/html")


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_is_safe_to_open_and_needs_nothing_from_elsewhere(
    client: Client, path: str
) -> None:
    answer = await client.get(path)
    html = await answer.text()
    assert (answer.status, answer.content_type) == (200, "text/html")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; img-src https: 'self'; style-src 'self'")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "<script" not in html
    assert " style=" not in html
    assert "<img" not in html
    assert "src=" not in html


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/threads/t1", "threads", "t1"),
        ("/topics/iraq", "topics", "iraq"),
        ("/sources/s1", "sources", "s1"),
        ("/", "outputs", "desk"),
        ("/tags/world", "tags", "world"),
    ],
)
async def test_a_page_names_its_feeds(client: Client, path: str, kind: str, name: str) -> None:
    html = await (await client.get(path)).text()
    for media, suffix in (("atom+xml", "atom"), ("rss+xml", "rss"), ("feed+json", "json")):
        assert f'<link rel="alternate" type="application/{media}"' in html
        assert f'href="/{kind}/{name}.{suffix}"' in html


async def test_the_front_page_tells_what_is_running(client: Client) -> None:
    html = await (await client.get("/")).text()
    assert html.index('id="topics"') < html.index('id="threads"')
    assert '<a href="/threads/t1">Iraq asks for training</a>' in html
    assert "1 story · 3 sources" in html
    assert "Old" not in html
    assert '<svg class="spark"' in html


async def test_an_empty_house_says_what_comes_next() -> None:
    async with _client(Shelf()) as client:
        for path in ("/", "/sources", "/opml", "/search?q=x"):
            assert (await client.get(path)).status == 200
        assert "No thread yet" in await (await client.get("/")).text()


async def test_a_thread_shows_every_copy_every_agency_and_why(client: Client) -> None:
    html = await (await client.get("/threads/t1")).text()
    assert "2 reports of 2 independent origins, in 3 places" in html
    assert ">1 copy:</span>" in html
    assert "https://s2.example/2" in html
    assert '<span class="agency" title="the agency that the text credits">Xinhua</span>' in html
    assert "Why here" in html
    assert "same event" in html


async def test_an_item_tells_who_wrote_published_and_told_it_first() -> None:
    opening = Dateline(("Oslo",), NOW.date(), "Xinhua")
    full = shelf(dateline=opening, publisher="The <Gazette>", cited=("Le Monde", "NHK"))
    async with _client(full) as client:
        page = await (await client.get("/items/i1")).text()
    assert "<dt>Agency</dt><dd>Xinhua</dd>" in page
    assert "<dt>Published by</dt><dd>The &lt;Gazette&gt;</dd>" in page
    assert "<dt>Citing</dt><dd>Le Monde, NHK</dd>" in page
    assert f"<dt>Dateline</dt><dd>Oslo {NOW.date().isoformat()}</dd>" in page


async def test_an_item_shows_what_was_cut_and_which_other_stories_its_page_told() -> None:
    other = Related("A <pod> was seen", "https://s1.example/pod", Dateline(("Bergen",), NOW.date()))
    full = shelf(furniture=("3 comments:", "Post a <Comment>"), related=(other,))
    async with _client(full) as client:
        page = await (await client.get("/items/i1")).text()
    assert "<summary>Cut from the text</summary>" in page
    assert '<li dir="auto">Post a &lt;Comment&gt;</li>' in page
    assert "A &lt;pod&gt; was seen</a> (Bergen, " + NOW.date().isoformat() + ")" in page
    full.sources[0] = replace(full.sources[0], republish="link")
    async with _client(full) as client:
        page = await (await client.get("/items/i1")).text()
    assert "Post a" not in page
    assert "was seen" not in page


async def test_a_source_tells_its_trouble() -> None:
    content = shelf()
    state = replace(content.sources[0].state, problem=f"503 {PAYLOAD}", failures=3)
    content.sources[0] = replace(content.sources[0], state=state)
    async with _client(content) as client:
        html = await (await client.get("/sources")).text()
        assert "failing × 3" in html
        assert "<script" not in html
        assert "in trouble" in await (await client.get("/")).text()


async def test_an_item_shows_what_was_edited_and_flags_a_correction() -> None:
    full = shelf(title="Six boats sank", text="Six boats sank.\nCorrection: it was not five.")
    full.versions["i1"] = (
        Version(NOW, NOW + timedelta(hours=1), "Five <boats> sank", "", "Five boats sank.", ""),
    )
    async with _client(full) as client:
        answer = await client.get("/items/i1")
        page = await answer.text()
    assert "<del>Five &lt;boats&gt;</del> <ins>Six boats</ins> sank" in page
    assert '<span class="badge bad">correction</span>' in page


async def test_a_text_that_may_not_be_quoted_is_not_quoted_by_its_edits_either() -> None:
    full = shelf(title="Six boats sank", text="Six secret boats sank.")
    full.sources[0] = replace(full.sources[0], republish="link")
    full.versions["i1"] = (Version(NOW, NOW, "Six boats sank", "", "Five secret boats sank.", ""),)
    async with _client(full) as client:
        page = await (await client.get("/items/i1")).text()
    assert "What was edited" in page
    assert "secret" not in page


async def test_a_source_tells_what_was_missed_between_polls() -> None:
    content = shelf()
    state = replace(content.sources[0].state, missed=7, missed_at=NOW)
    content.sources[0] = replace(content.sources[0], state=state)
    async with _client(content) as client:
        for path in ("/sources", "/sources/s1"):
            html = await (await client.get(path, headers=BROWSER)).text()
            assert f"about 7 items were missed between two polls, last on {NOW:%Y-%m-%d}" in html
        assert (
            "items were missed"
            not in await (await client.get("/sources/s2", headers=BROWSER)).text()
        )


@pytest.mark.parametrize(
    "path", [*PAGES, f"/search?q={PAYLOAD}", f"/threads/{PAYLOAD}".replace("?", "")]
)
async def test_no_text_of_a_source_becomes_markup(path: str) -> None:
    content = shelf(
        title=PAYLOAD,
        text=PAYLOAD,
        agency=PAYLOAD,
        publisher=PAYLOAD,
        cited=(PAYLOAD,),
        authors=(PAYLOAD,),
        url=f"javascript:alert(3)//{PAYLOAD}",
    )
    content.threads = [replace(each, title=PAYLOAD) for each in content.threads]
    content.stories = [replace(each, title=PAYLOAD) for each in content.stories]
    content.why = {"i1": (Reason("story", 0.5, (PAYLOAD,), note=PAYLOAD),)}
    content.sources = [
        replace(
            each,
            title=PAYLOAD,
            url_subscribed="javascript:alert(4)",
            state=replace(each.state, site_url="javascript:alert(5)", problem=PAYLOAD),
        )
        for each in content.sources
    ]
    async with _client(content) as client:
        for headers in ({}, BROWSER):
            answer = await client.get(path, headers=headers)
            html = await answer.text()
            if answer.content_type == "text/plain":
                continue
            assert "<script" not in html
            assert "<img" not in html
            assert 'href="javascript' not in html
            assert "49" not in html.split("7*7")[0][-10:]


async def test_characters_that_no_page_may_hold_are_dropped() -> None:
    content = shelf(title="a\x00b\ud800c", text="\udfff" * 3)
    content.threads[0] = replace(content.threads[0], title="x\ud800y")
    async with _client(content) as client:
        for path in PAGES:
            assert (await client.get(path)).status == 200


async def test_a_source_that_may_not_be_quoted_is_named_and_linked_only() -> None:
    content = shelf(text="Secret text of the source.", summary="Secret text of the source.")
    content.sources = [replace(each, republish="link") for each in content.sources]
    async with _client(content) as client:
        for path in (*PAGES, *FEEDS):
            assert (
                "Secret text"
                not in await (
                    await client.get(path, headers={"Accept-Encoding": "identity"})
                ).text()
            )


async def test_long_lists_go_on_on_older_pages() -> None:
    content = shelf()
    content.items = [
        replace(
            stored(n, "s1", seen_at=NOW - timedelta(minutes=n)), thread_id="t1", story_id=f"y{n}"
        )
        for n in range(150)
    ]
    async with _client(content) as client:
        first = await (await client.get("/tags/world")).text()
        assert first.count('<article class="report"') == 100
        older = first.partition('href="?before=')[2].partition('"')[0]
        rest = await (await client.get(f"/tags/world?before={older}")).text()
        assert rest.count('<article class="report"') == 50
        assert 'rel="next"' not in rest
        assert (await client.get("/tags/world?before=99999999999999999999~x")).status == 200


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


async def test_links_keep_the_path_under_which_readers_reach_us() -> None:
    async with _client(shelf(), url="https://example.org/news") as client:
        html = await (await client.get("/threads/t1")).text()
        assert 'href="/news/static/style.css' in html
        assert 'href="/news/threads/t1.atom"' in html
        assert ">https://example.org/news/threads/<wbr>t1.atom</a>" in html
        found = listparser.parse(await (await client.get("/opml")).read())
        assert found.feeds[0].url == "https://example.org/news/outputs/desk.atom"


async def test_health_is_told_to_machines() -> None:
    state: Mapping[str, object] = {"ready": False, "sources": 3}
    async with _client(
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


async def test_a_thread_tells_who_had_it_first_and_how_it_goes(client: Client) -> None:
    html = await (await client.get("/threads/t1")).text()
    assert '<a href="/items/i1">Xinhua World</a> (Xinhua), ' in html
    assert "2 independent origins, among them Xinhua" in html
    assert "<dd>English</dd>" in html
    assert "3 items since it opened" in html
    assert '<span class="badge">new</span>' in html


async def test_what_bursts_stands_before_what_moved_last() -> None:
    content = shelf()
    for day in range(1, 9):
        at = NOW - timedelta(days=day)
        content.items.append(replace(stored(100 + day, seen_at=at), thread_id="loud"))
    content.items += [
        replace(stored(200 + minute, seen_at=NOW - timedelta(minutes=minute)), thread_id="loud")
        for minute in range(9)
    ]
    hour_ago = NOW - timedelta(hours=1)
    content.threads.append(Thread("loud", "en", "Loud", hour_ago, hour_ago, 1, 17))
    async with _client(content) as client:
        html = await (await client.get("/")).text()
    assert html.index(">Loud</a>") < html.index(">Iraq asks for training</a>")
    assert html.count("bursting") == 1
    assert "9.0 × its usual day: 9 items in 24 h, usually 1" in html


async def test_a_reason_names_the_nearest_by_its_headline_and_leads_there() -> None:
    content = shelf()
    near = Reason("story", 0.6, ("iraq",), nearest="i1", gap=7200, almost="<other> numbers")
    far = Reason("thread", 0.4, nearest="y1")
    content.why = {"i3": (near, far)}
    async with _client(content) as client:
        for path in ("/items/i3", "/threads/t1"):
            html = await (await client.get(path)).text()
            assert 'nearest: <a href="/items/i1">Report number 1</a>; 2 h after it' in html
            assert 'nearest: <a href="/threads/t1#y1">Iraq asks</a>' in html
            assert '<p class="almost">&lt;other&gt; numbers</p>' in html


async def test_a_reason_does_not_name_what_may_not_be_shown() -> None:
    content = shelf()
    rival = Reason("story", 0.6, nearest="i1", almost="almost as near to “Report number 1”")
    content.why = {"i3": (rival, Reason("thread", 0.4, nearest="y1"))}
    content.sources[0] = replace(content.sources[0], republish="none")
    async with _client(content) as client:
        html = await (await client.get("/items/i3")).text()
    assert "a report that may not be shown here" in html
    assert "a story of the thread" in html
    assert "Report number 1" not in html
    assert "Iraq asks</a>" not in html.partition('id="why"')[2]


async def test_a_thread_leads_to_the_one_that_tells_the_same_in_another_language() -> None:
    content = shelf()
    other = Thread("t9", "fr", "L'Irak <demande>", NOW, NOW, 1, 2)
    content.also = {"t1": (other,)}
    async with _client(content) as client:
        html = await (await client.get("/threads/t1")).text()
        front = await (await client.get("/")).text()
    link = '<a href="/threads/t9" hreflang="fr" lang="fr" dir="auto">L&#39;Irak &lt;demande&gt;</a>'
    assert f"French: {link}" in html
    assert "also in French" in front
