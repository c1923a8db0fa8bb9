"""What pages tell people, and what they never show."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from syndicate.model import (
    Dateline,
    Reason,
    Related,
    Subscription,
    Thread,
)
from syndicate.store.items import Version
from tests.integration.web.served import BROWSER, FEEDS, PAGES, PAYLOAD, Client, client_of, shelf
from tests.unit.publish.samples import stored
from tests.unit.web.fakes import NOW, Shelf, overview


async def test_the_page_of_a_thread_tells_what_is_forgotten_from_what_may_not_be_shown() -> None:
    full = shelf()
    silent = [replace(each, republish="none") for each in full.sources]
    for content, told in (
        (replace(full, items=[]), "Nothing of this thread is left."),
        (replace(full, sources=silent), "Nothing of this thread may be shown here."),
    ):
        async with client_of(content) as opened:
            text = await (await opened.get("/threads/t1", headers=BROWSER)).text()
            assert [line for line in text.splitlines() if 'class="empty"' in line] == [
                f'  <p class="empty">{told}</p>'
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
    async with client_of(replace(shelf(), subscriptions={"s1": agreed})) as opened:
        text = await (await opened.get("/sources/s1", headers=BROWSER)).text()
        assert f"on, by hub.example until {lease:%Y-%m-%d %H:%M}" in text
        assert not [secret for secret in ("a-token", "a-secret", "key=1") if secret in text]
        assert (await opened.get("/push/a-token")).status == 404
        assert (await opened.post("/push/a-token")).status == 410


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
        ("/", "topics", "iraq"),
        ("/items/i1", "threads", "t1"),
    ],
)
async def test_a_page_names_its_feeds(client: Client, path: str, kind: str, name: str) -> None:
    head = (await (await client.get(path)).text()).partition("</head>")[0]
    for media, suffix in (("atom+xml", "atom"), ("rss+xml", "rss"), ("feed+json", "json")):
        assert f'<link rel="alternate" type="application/{media}"' in head
        assert f'href="/{kind}/{name}.{suffix}"' in head


async def test_paper_shows_when_things_were_and_nothing_to_press(client: Client) -> None:
    style = await (await client.get("/static/style.css")).text()
    paper = style.partition("@media print")[2]
    hidden = "nav, form, .formats, .foot, .split > aside { display: none !important; }"
    assert hidden in paper, "no rule for the screen, however special, shows them again"
    assert "time[title]::after { content: attr(title)" in paper, "how long ago soon misleads"
    page = await (await client.get("/threads/t1", headers=BROWSER)).text()
    assert '<time datetime="' in page
    assert ' UTC">' in page


async def test_the_front_page_tells_what_is_running(client: Client) -> None:
    html = await (await client.get("/")).text()
    assert html.index('id="topics"') < html.index('id="threads"')
    assert '<a href="/threads/t1" dir="auto" lang="en">Iraq asks for training</a>' in html
    assert "1 story · 3 sources" in html
    assert "Old" not in html
    assert '<svg class="spark"' in html


async def test_an_empty_house_says_what_comes_next() -> None:
    async with client_of(Shelf()) as client:
        for path in ("/", "/sources", "/opml", "/search?q=x"):
            assert (await client.get(path)).status == 200
        assert "No thread yet" in await (await client.get("/")).text()


async def test_a_thread_shows_every_copy_every_agency_and_why(client: Client) -> None:
    html = await (await client.get("/threads/t1")).text()
    assert "2 reports of 2 independent origins, and 1 copy" in html
    assert ">1 copy:</span>" in html
    assert "https://s2.example/2" in html
    assert 'title="the agency that the text credits">Xinhua</span>' in html
    assert "Why here" in html
    assert "same event" in html


async def test_an_item_tells_who_wrote_published_and_told_it_first() -> None:
    opening = Dateline(("Oslo",), NOW.date(), "Xinhua")
    full = shelf(
        dateline=opening,
        contributors=("Ann Lee", "Jo Roe"),
        publisher="The <Gazette>",
        cited=("Le Monde", "NHK"),
    )
    async with client_of(full) as client:
        page = await (await client.get("/items/i1")).text()
    assert "<dt>Contributors</dt><dd>Ann Lee, Jo Roe</dd>" in page
    assert "<dt>Agency</dt><dd>Xinhua</dd>" in page
    assert "<dt>Published by</dt><dd>The &lt;Gazette&gt;</dd>" in page
    assert "<dt>Citing</dt><dd>Le Monde, NHK</dd>" in page
    assert f"<dt>Dateline</dt><dd><bdi>Oslo</bdi> {NOW.date().isoformat()}</dd>" in page


async def test_an_item_shows_what_was_cut_and_which_other_stories_its_page_told() -> None:
    other = Related("A <pod> was seen", "https://s1.example/pod", Dateline(("Bergen",), NOW.date()))
    full = shelf(furniture=("3 comments:", "Post a <Comment>"), related=(other,))
    async with client_of(full) as client:
        page = await (await client.get("/items/i1")).text()
    assert "<summary>Cut from the text</summary>" in page
    assert '<li dir="auto">Post a &lt;Comment&gt;</li>' in page
    assert "A &lt;pod&gt; was seen</a> (Bergen, " + NOW.date().isoformat() + ")" in page
    full.sources[0] = replace(full.sources[0], republish="link")
    async with client_of(full) as client:
        page = await (await client.get("/items/i1")).text()
    assert "Post a" not in page
    assert "was seen" not in page


async def test_an_item_shows_what_was_edited_and_flags_a_correction() -> None:
    full = shelf(title="Six boats sank", text="Six boats sank.\nCorrection: it was not five.")
    full.versions["i1"] = (
        Version(NOW, NOW + timedelta(hours=1), "Five <boats> sank", "", "Five boats sank.", ""),
    )
    async with client_of(full) as client:
        answer = await client.get("/items/i1")
        page = await answer.text()
    assert "<del>Five &lt;boats&gt;</del> <ins>Six boats</ins> sank" in page
    assert '<span class="badge bad">correction</span>' in page


async def test_a_text_that_may_not_be_quoted_is_not_quoted_by_its_edits_either() -> None:
    full = shelf(title="Six boats sank", text="Six secret boats sank.")
    full.sources[0] = replace(full.sources[0], republish="link")
    full.versions["i1"] = (Version(NOW, NOW, "Six boats sank", "", "Five secret boats sank.", ""),)
    async with client_of(full) as client:
        page = await (await client.get("/items/i1")).text()
    assert "What was edited" in page
    assert "secret" not in page


async def test_a_source_tells_what_was_missed_between_polls() -> None:
    content = shelf()
    state = replace(content.sources[0].state, missed=7, missed_at=NOW)
    content.sources[0] = replace(content.sources[0], state=state)
    async with client_of(content) as client:
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
        contributors=(PAYLOAD,),
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
    async with client_of(content) as client:
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
    async with client_of(content) as client:
        for path in PAGES:
            assert (await client.get(path)).status == 200


async def test_a_source_that_may_not_be_quoted_is_named_and_linked_only() -> None:
    content = shelf(text="Secret text of the source.", summary="Secret text of the source.")
    content.sources = [replace(each, republish="link") for each in content.sources]
    async with client_of(content) as client:
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
    async with client_of(content) as client:
        first = await (await client.get("/tags/world")).text()
        assert first.count('<article class="report"') == 100
        older = first.partition('href="?before=')[2].partition('"')[0]
        rest = await (await client.get(f"/tags/world?before={older}")).text()
        assert rest.count('<article class="report"') == 50
        assert 'rel="next"' not in rest
        assert '<a href="/tags/world">Newest items</a>' in rest
        assert "Newest items" not in first


async def test_a_thread_tells_who_had_it_first_and_how_it_goes(client: Client) -> None:
    html = await (await client.get("/threads/t1")).text()
    assert '<a dir="auto" href="/items/i1">Xinhua World</a> (Xinhua), ' in html
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
    async with client_of(content) as client:
        html = await (await client.get("/")).text()
    assert html.index(">Loud</a>") < html.index(">Iraq asks for training</a>")
    assert html.count("bursting") == 1
    assert "9.0 × its usual day: 9 items in 24 h, usually 1" in html


async def test_a_reason_names_the_nearest_by_its_headline_and_leads_there() -> None:
    content = shelf()
    parts = (("words", 0.6), ("time", -0.001))
    near = Reason("story", 0.6, ("iraq",), parts, "i1", gap=7200, almost="<other> numbers")
    far = Reason("thread", 0.4, nearest="y1")
    content.why = {"i3": (near, far)}
    async with client_of(content) as client:
        for path in ("/items/i3", "/threads/t1"):
            html = await (await client.get(path)).text()
            assert (
                'nearest: <bdi><a href="/items/i1">Report number 1</a></bdi>; 2 h after it' in html
            )
            assert 'nearest: <bdi><a href="/threads/t1#y1">Iraq asks</a></bdi>' in html
            assert '<p class="almost">&lt;other&gt; numbers</p>' in html
            assert "made of words 0.60, time 0.00<" in html


async def test_what_a_story_shares_with_its_thread_is_told_as_its_reports_write_it() -> None:
    content = shelf()
    content.items[:] = [
        replace(each, item=replace(each.item, title="Mine closed", text="Workers went home."))
        if each.item.id == "i3"
        else each
        for each in content.items
    ]
    content.why = {"i3": (Reason("thread", 0.4, ("report", "number")),)}
    async with client_of(content) as client:
        for path in ("/items/i3", "/threads/t1"):
            html = await (await client.get(path)).text()
            assert "shares <b>Report number</b>" in html
    content.sources[:] = [replace(each, republish="link") for each in content.sources]
    async with client_of(content) as client:
        html = await (await client.get("/items/i3")).text()
    assert "shares" not in html, "of a source that may only be linked no word is told"


async def test_a_thread_names_what_was_merged_into_it(client: Client) -> None:
    html = await (await client.get("/threads/t1")).text()
    assert "With what stood at <bdi>/threads/t0</bdi>." in html


async def test_a_reason_does_not_name_what_may_not_be_shown() -> None:
    content = shelf()
    rival = Reason("story", 0.6, nearest="i1", almost="almost as near to “Report number 1”")
    content.why = {"i3": (rival, Reason("thread", 0.4, nearest="y1"))}
    content.sources[0] = replace(content.sources[0], republish="none")
    async with client_of(content) as client:
        html = await (await client.get("/items/i3")).text()
    assert "a report that may not be shown here" in html
    assert "a story of the thread" in html
    assert "Report number 1" not in html
    assert "Iraq asks</a>" not in html.partition('id="why"')[2]


async def test_a_thread_leads_to_the_one_that_tells_the_same_in_another_language() -> None:
    content = shelf()
    other = Thread("t9", "fr", "L'Irak <demande>", NOW, NOW, 1, 2)
    content.also = {"t1": (other,)}
    async with client_of(content) as client:
        html = await (await client.get("/threads/t1")).text()
        front = await (await client.get("/")).text()
    link = '<a href="/threads/t9" hreflang="fr" lang="fr" dir="auto">L&#39;Irak &lt;demande&gt;</a>'
    assert f"French: {link}" in html
    assert "also in French" in front


async def test_what_a_source_says_keeps_its_direction_and_language_beside_ours() -> None:
    content = shelf(language="ar", title="سد الشمال!", dateline=Dateline(("القاهرة",), NOW.date()))
    content.threads[0] = replace(content.threads[0], language="ar", title="سد الشمال")
    content.sources[0] = overview("s1", "صحيفة")
    async with client_of(content) as client:
        pages = {path: await (await client.get(path)).text() for path in PAGES}
    for path in ("/threads/t1", "/topics/iraq", "/sources/s1", "/outputs/desk"):
        assert ' dir="auto" lang="ar"><a href="https://s1.example/1"' in pages[path]
        assert '<a class="source" dir="auto" href="/sources/s1">صحيفة</a>' in pages[path]
    assert '<h1 dir="auto" lang="ar"><a href=' in pages["/items/i1"]
    assert '<p class="quote" dir="auto" lang="ar">' in pages["/items/i1"]
    assert f"<bdi>القاهرة</bdi> {NOW.date().isoformat()}" in pages["/items/i1"]
    assert '<a dir="auto" href="/items/i1">صحيفة</a>' in pages["/threads/t1"]
    thread = '<a href="/threads/t1" dir="auto" lang="ar">سد الشمال</a> <span class="count">'
    assert f"<h3>{thread}" in pages["/"]
    assert '<a dir="auto" href="/sources/s1">صحيفة</a>' in pages["/sources"]
