"""What a link to a page shows where it is shared, and under which address the page is known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.integration.web.served import PAGES, PAYLOAD, Client, client_of, shelf


async def head_of(client: Client, path: str, status: int = 200) -> dict[str, str]:
    """What the head of a page says, by the name of each element."""
    answer = await client.get(path)
    assert answer.status == status
    tree = LexborHTMLParser(await answer.text())
    found: dict[str, str] = {}
    for meta in tree.css("head meta[name], head meta[property]"):
        name = meta.attributes.get("name") or meta.attributes.get("property") or ""
        assert name not in found, "each is said once"
        found[name] = meta.attributes.get("content") or ""
    for link in tree.css('head link[rel="canonical"]'):
        assert "canonical" not in found
        found["canonical"] = link.attributes.get("href") or ""
    return found


@pytest.mark.parametrize("path", PAGES)
async def test_a_shared_page_shows_its_name_what_it_tells_and_where_it_is(path: str) -> None:
    async with client_of(shelf()) as client:
        head = await head_of(client, path)
        assert head["canonical"] == head["og:url"] == f"https://news.example.org{path}"
        assert head["og:site_name"] == "Middle East desk"
        assert head["og:title"]
        assert head["description"] == head["og:description"]
        assert 10 < len(head["description"]) <= 320
        assert head["og:type"] == ("article" if path.startswith("/items/") else "website")


@pytest.mark.parametrize(
    ("path", "title", "told"),
    [
        ("/", "Middle East desk", "Running now: Iraq asks for training."),
        ("/threads/t1", "Iraq asks for training", "3 items in 1 story, of"),
        ("/topics/iraq", "Iraq", "Report number 3"),
        ("/sources/s1", "Xinhua World", "Report number 1"),
        ("/items/i1", "Report number 1", "Xinhua World, "),
        ("/sources", "Sources", "3 feeds"),
        ("/search?q=report", "Search: report", "2 items"),
    ],
)
async def test_a_preview_says_in_words_what_stands_on_the_page(
    path: str, title: str, told: str
) -> None:
    async with client_of(shelf()) as client:
        head = await head_of(client, path)
        assert head["og:title"] == title
        assert told in head["og:description"]


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("/threads/t1?utm_source=mail", "/threads/t1"),
        ("/threads/t1?before=1415282700000000~i9&x=1", "/threads/t1?before=1415282700000000~i9"),
        ("/topics/%69raq", "/topics/iraq"),
        ("/search?q=+report++tag:world&page=2", "/search?q=report%20tag%3Aworld"),
        ("/search?q=", "/search"),
        ("/?ref=home", "/"),
    ],
)
async def test_a_page_is_known_by_one_address_however_it_was_asked_for(
    asked: str, known: str
) -> None:
    async with client_of(shelf(), url="https://example.org/news") as client:
        head = await head_of(client, asked)
        assert head["canonical"] == f"https://example.org/news{known}"


async def test_an_address_in_letters_of_any_script_is_written_as_programs_read_it() -> None:
    async with client_of(shelf(), url="https://bücher.example") as client:
        head = await head_of(client, "/threads/t1")
        assert head["canonical"] == "https://xn--bcher-kva.example/threads/t1"


async def test_an_item_is_shown_with_its_picture_where_it_may_be_quoted() -> None:
    picture: dict[str, Any] = {"image_url": "https://s1.example/one.jpg"}
    content = shelf(**picture)
    async with client_of(content) as client:
        assert (await head_of(client, "/items/i1"))["og:image"] == "https://s1.example/one.jpg"
    content.sources = [replace(each, republish="link") for each in content.sources]
    async with client_of(content) as client:
        head = await head_of(client, "/items/i1")
        assert "og:image" not in head
        assert "What report" not in head["description"]
    async with client_of(shelf(image_url="javascript:alert(1)")) as client:
        assert "og:image" not in await head_of(client, "/items/i1")


@pytest.mark.parametrize("path", ["/nothing", "/threads/none", "/topics/none"])
async def test_what_is_not_there_previews_as_nothing(path: str) -> None:
    async with client_of(shelf()) as client:
        answer = await client.get(path, headers={"Accept": "text/html"})
        text = await answer.text()
        assert answer.status == 404
        assert "canonical" not in text
        assert "og:" not in text


@pytest.mark.parametrize("path", ["/", "/threads/t1", "/items/i1", "/sources/s1"])
async def test_no_text_of_a_source_leaves_its_place_in_a_head(path: str) -> None:
    content = shelf(title=PAYLOAD, text=PAYLOAD)
    content.threads = [replace(each, title=PAYLOAD) for each in content.threads]
    async with client_of(content) as client:
        head = (await (await client.get(path)).text()).partition("</head>")[0]
        assert "<script" not in head
        assert "<img" not in head
        assert (await head_of(client, path))["og:title"]


async def test_a_page_of_search_results_is_kept_out_of_search_engines(client: Client) -> None:
    for path in PAGES:
        head = await head_of(client, path)
        assert head.get("robots") == ("noindex" if path.startswith("/search") else None), path
