"""What a page says, and in which order, to whoever reads it from its beginning."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp.test_utils import TestClient, TestServer

from syndicate.model import Output, Topic
from syndicate.web.app import make_app
from tests.integration.web.served import client_of, shelf
from tests.unit.web.fakes import NOW, desk_with

TOPIC = Topic(
    "iraq",
    "Iraq",
    any=("Basra",),
    phrase=("net zero",),
    all=("Iraq",),
    none=("game",),
    like=("Dust over Kirkuk",),
    unlike=("Players meet",),
    tags=("world",),
    agencies=("Xinhua",),
    languages=("de",),
)
OUTPUTS = (Output("all", "All"), Output("told", "Told", mode="stories"))


async def page(path: str, topic: Topic = TOPIC) -> str:
    desk = desk_with(shelf(), topics=[topic], outputs=OUTPUTS)
    async with TestClient(TestServer(make_app(desk))) as client:
        answer = await client.get(path, headers={"Accept": "text/html"})
        return await answer.text()


async def test_a_topic_says_all_that_it_asks_for() -> None:
    text = re.sub(r"<[^>]+>", "", await page("/topics/iraq"))
    told = " ".join(text.split())
    assert (
        "any of Basra in these very words net zero all of Iraq none of game like Dust over Kirkuk "
        "unlike Players meet written by Xinhua in German from sources tagged world"
    ) in told


@pytest.mark.parametrize(
    "path", ["/threads/t1", "/topics/iraq", "/sources/s1", "/outputs/all", "/tags/world"]
)
async def test_a_page_begins_with_its_title_then_how_to_subscribe_then_what_it_holds(
    path: str,
) -> None:
    text = await page(path)
    places = [text.index(mark) for mark in ("<h1", 'id="subscribe"', "<article")]
    assert places == sorted(places)


async def test_what_a_search_found_stands_before_how_to_search() -> None:
    text = await page("/search?q=report")
    assert text.index("<h1") < text.index("<article") < text.index("How to search")


@pytest.mark.parametrize(
    ("path", "says"),
    [("/outputs/told", True), ("/outputs/all", False), ("/topics/iraq", True)],
)
async def test_a_page_says_where_an_entry_of_its_feed_is_more_than_an_item(
    path: str, says: bool
) -> None:
    text = await page(path, replace(TOPIC, mode="stories"))
    assert ("one story, told by all its sources" in text) is says


async def test_no_two_pages_have_one_title() -> None:
    pages = ["/", "/threads", "/sources", "/search", "/threads/t1", "/topics/iraq", "/nowhere"]
    titles = [(await page(path)).partition("</title>")[0] for path in pages]
    assert len(set(titles)) == len(pages)


async def test_what_is_kept_of_a_long_page_tells_of_a_thread_as_it_is_now() -> None:
    content = shelf()
    async with client_of(content) as client:
        before = await (await client.get("/threads")).text()
        moved = replace(content.threads[0], title='"Iraq" & <b>', item_count=4)
        content.threads[0] = replace(moved, updated_at=NOW + timedelta(minutes=1))
        content.items.append(
            replace(content.items[0], item=replace(content.items[0].item, id="i9"))
        )
        html = await (await client.get("/threads")).text()
    assert 'aria-label="Iraq asks for training as RSS feed"' in before
    assert "3 items in 21 days" in before
    assert 'aria-label="&#34;Iraq&#34; &amp; &lt;b&gt; as RSS feed"' in html
    assert "Iraq asks for training as RSS" not in html
    assert "4 items in 21 days" in html


async def test_no_name_turns_the_title_of_a_window() -> None:
    content = shelf()
    content.threads[0] = replace(content.threads[0], title="gpj.\u202eexe", is_titled=True)
    async with client_of(content) as client:
        html = await (await client.get("/threads/t1")).text()
    assert "<title>gpj.\u202eexe\u202c – " in html


async def test_the_page_of_an_item_names_the_topics_that_keep_it_out_and_none_that_is_private() -> (
    None
):
    content = replace(shelf(), barred={"iraq": {"i2"}, "secret-desk": {"i2"}})
    async with client_of(content) as client:
        text = await (await client.get("/items/i2")).text()
        other = await (await client.get("/items/i1")).text()
    assert (
        '<li><strong>kept out</strong> of <a href="/topics/iraq">iraq</a>: '
        "a word of its <code>none</code> is there, or it is near to its <code>unlike</code></li>"
    ) in text
    assert "secret-desk" not in text
    assert "kept out" not in other
