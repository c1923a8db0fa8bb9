from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime

import pytest

from syndicate.corridors.discovery import AT_ONCE, FETCHES, FETCHES_PER_HOST, Discovery, FoundFeed
from syndicate.errors import FetchError, ParseError, Refused, SyndicateError
from syndicate.model import Document, ParsedFeed, Validators
from syndicate.normalize import document
from syndicate.normalize.pages.page import FeedLink, feed_links

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def feed(title: str) -> str:
    item = "<item><title>News of {}</title><pubDate>Mon, 02 Mar 2026 12:00:00 GMT</pubDate></item>"
    return f"<rss version='2.0'><channel><title>{title}</title>{item.format(title)}</channel></rss>"


def page(*hrefs: str) -> str:
    links = (f'<link rel=alternate type="application/rss+xml" href="{href}">' for href in hrefs)
    return f"<html><head>{''.join(links)}</head></html>"


class Web:
    """Pages by address; what is not there is not found. `moved` answers with a permanent redirect."""

    def __init__(
        self, pages: dict[str, str | FetchError], moved: dict[str, str] | None = None
    ) -> None:
        self._pages = pages
        self._moved = moved or {}
        self.asked: list[str] = []
        self.most_at_once = 0
        self._now = 0

    async def fetch(self, url: str) -> Document:
        self.asked.append(url)
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        await asyncio.sleep(0)
        self._now -= 1
        there = self._moved.get(url, url)
        body = self._pages.get(there, FetchError(there, "the server answers 404", status=404))
        if isinstance(body, FetchError):
            raise body
        moved_to = there if there != url else None
        return Document(there, body.encode(), "", Validators(), NOW, moved_to=moved_to)

    async def look(self, address: str) -> tuple[FoundFeed, ...]:
        return await Discovery(fetch=self.fetch, read=read, links=links).feeds(address)

    async def found(self, address: str) -> list[str]:
        return [one.url for one in await self.look(address)]


async def read(found: Document) -> ParsedFeed:
    return document.read(found, source_id="")


async def links(found: Document) -> tuple[FeedLink, ...]:
    return feed_links(found)


async def test_an_address_of_a_feed_is_that_feed() -> None:
    web = Web({"https://a.example/rss": feed("A")})
    (found,) = await web.look("https://a.example/rss")
    assert found == FoundFeed(
        url="https://a.example/rss",
        title="A",
        format="rss",
        items=1,
        oldest_at=datetime(2026, 3, 2, 12, tzinfo=UTC),
        newest_at=datetime(2026, 3, 2, 12, tzinfo=UTC),
        latest=("News of A",),
        problem=None,
    )
    assert web.asked == ["https://a.example/rss"]


async def test_a_feed_that_moved_for_good_is_followed_where_it_is_now() -> None:
    web = Web(
        {"https://a.example/new": feed("A")}, {"http://a.example/old": "https://a.example/new"}
    )
    assert await web.found("http://a.example/old") == ["https://a.example/new"]


async def test_a_login_that_was_given_is_not_lost_by_a_redirect() -> None:
    given = "https://u:p@a.example/old"
    web = Web({"https://a.example/new": feed("A")}, {given: "https://a.example/new"})
    assert await web.found(given) == [given]


async def test_the_feeds_that_a_page_declares_are_read_in_its_order_and_what_is_none_is_passed_over() -> (
    None
):
    web = Web(
        {
            "https://a.example/": page("/one", "/page", "/missing", "https://b.example/two"),
            "https://a.example/one": feed("One"),
            "https://a.example/page": page(),
            "https://b.example/two": feed("Two"),
        }
    )
    assert await web.found("https://a.example/") == [
        "https://a.example/one",
        "https://b.example/two",
    ]


async def test_two_addresses_of_one_body_are_one_feed() -> None:
    web = Web(
        {
            "https://a.example/": page("/one", "/same"),
            "https://a.example/one": feed("One"),
            "https://a.example/same": feed("One"),
        }
    )
    assert await web.found("https://a.example/") == ["https://a.example/one"]


async def test_a_page_that_names_none_is_asked_at_the_usual_places_until_one_answers() -> None:
    web = Web({"https://a.example/": page(), "https://a.example/atom.xml": feed("A")})
    assert await web.found("https://a.example/") == ["https://a.example/atom.xml"]
    assert "https://a.example/feed.json" not in web.asked


async def test_of_a_page_whose_feeds_cannot_be_had_each_is_told_with_its_reason() -> None:
    inner = "http://10.0.0.1/feed"
    web = Web(
        {
            "https://a.example/": page("/missing?key=x", "/page", inner),
            "https://a.example/page": page(),
            inner: FetchError(inner, "its network is private"),
        }
    )
    with pytest.raises(SyndicateError) as told:
        await web.look("https://a.example/")
    assert "https://a.example/missing?key=***: the server answers 404; " in str(told.value)
    assert "https://a.example/page: this is a web page, not a feed" in str(told.value)
    assert "http://10.0.0.1/feed: its network is private" in str(told.value)


async def test_links_in_the_text_are_tried_before_the_usual_places() -> None:
    web = Web(
        {
            "https://a.example/": '<a href="/deep/news.rss">RSS</a>',
            "https://a.example/deep/news.rss": feed("A"),
        }
    )
    assert await web.found("https://a.example/") == ["https://a.example/deep/news.rss"]
    assert len(web.asked) == 2


async def test_a_well_known_site_is_asked_where_its_feed_is_even_if_its_page_turns_us_away() -> (
    None
):
    web = Web({"https://github.com/o/r/releases.atom": feed("R")})
    assert await web.found("https://github.com/o/r") == ["https://github.com/o/r/releases.atom"]


async def test_a_server_that_hides_its_page_may_still_show_its_feed() -> None:
    web = Web({"https://a.example/feed": feed("A")})
    assert await web.found("https://a.example/") == ["https://a.example/feed"]


async def test_an_address_that_may_not_be_dialled_is_not_tried_any_further() -> None:
    refusal = Refused("http://10.0.0.1/", "the address policy forbids it")
    web = Web({"http://10.0.0.1/": refusal})
    with pytest.raises(Refused):
        await web.look("http://10.0.0.1/")
    assert web.asked == ["http://10.0.0.1/"]


async def test_nothing_found_says_so_and_shows_no_secret() -> None:
    web = Web({"https://a.example/?token=s3cret": page()})
    with pytest.raises(SyndicateError, match=r"no feed was found at https://a\.example/") as caught:
        await web.look("https://a.example/?token=s3cret")
    assert "s3cret" not in str(caught.value)


async def test_fetches_are_bounded_by_host_in_all_and_at_once() -> None:
    hrefs = [f"https://h{n % 3}.example/{n}" for n in range(30)]
    web = Web({"https://a.example/": page(*hrefs)})
    with pytest.raises(SyndicateError):
        await web.look("https://a.example/")
    hosts = Counter(url.split("/")[2] for url in web.asked)
    assert max(hosts.values()) <= FETCHES_PER_HOST
    assert len(web.asked) <= FETCHES
    assert len(web.asked) == len(set(web.asked))
    assert web.most_at_once == AT_ONCE


async def test_what_a_page_declares_and_was_not_asked_for_any_more_is_named() -> None:
    hrefs = [f"/{number}.xml" for number in range(FETCHES_PER_HOST + 2)]
    feeds = {f"https://a.example{href}": feed(href) for href in hrefs}
    web = Web({"https://a.example/": page(*hrefs), **feeds})
    discovery = Discovery(fetch=web.fetch, read=read, links=links)
    found = await discovery.feeds("https://a.example/")
    assert len(found) == FETCHES_PER_HOST - 1
    assert discovery.unasked == list(feeds)[len(found) :]


async def test_a_page_that_kills_its_worker_is_asked_at_the_usual_places() -> None:
    web = Web({"https://a.example/": "<html>", "https://a.example/feed": feed("A")})

    async def killed(found: Document) -> tuple[FeedLink, ...]:
        raise ParseError(found.url, "parser limit")

    found = await Discovery(fetch=web.fetch, read=read, links=killed).feeds("https://a.example/")
    assert [one.url for one in found] == ["https://a.example/feed"]
