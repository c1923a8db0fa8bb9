from __future__ import annotations

from datetime import UTC, datetime

import pytest

from syndicate.model import Document, Validators
from syndicate.normalize.links.likely import common, known
from syndicate.normalize.pages.page import LINKS, FeedLink, feed_links

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
RSS = 'type="application/rss+xml"'


def links(html: str | bytes, url: str = "https://s.example/blog/post") -> list[FeedLink]:
    body = html if isinstance(html, bytes) else html.encode()
    return list(feed_links(Document(url, body, "text/html", Validators(), NOW)))


def urls(html: str) -> list[str]:
    return [link.url for link in links(html)]


@pytest.mark.parametrize(
    "kind",
    [
        "application/rss+xml",
        "application/atom+xml; charset=utf-8",
        "Application/Feed+JSON",
        "application/rdf+xml",
    ],
)
def test_what_a_page_declares_is_found_with_its_title(kind: str) -> None:
    html = (
        f'<head><link rel="alternate" type="{kind}" title=" All \n news " href="/feed?x=1&amp;y=2">'
    )
    assert links(html) == [FeedLink("https://s.example/feed?x=1&y=2", "All news")]


@pytest.mark.parametrize(
    "link",
    [
        f'<link rel="alternate stylesheet" {RSS} href="/feed">',
        f'<link rel="canonical" {RSS} href="/feed">',
        '<link rel="alternate" hreflang="de" href="/de/">',
        '<link rel="alternate" type="application/json+oembed" href="/oembed?format=json">',
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">',
        f'<link rel="alternate" {RSS} href="javascript:alert(1)">',
        f'<link rel="alternate" {RSS} href="">',
        f'<!-- <link rel="alternate" {RSS} href="/feed"> -->',
    ],
)
def test_what_is_no_feed_is_left_alone(link: str) -> None:
    assert links(f"<head>{link}</head>") == []


def test_a_vague_type_counts_where_the_address_looks_like_a_feed() -> None:
    assert urls('<link rel="alternate" type="text/xml" href="/rss.xml">') == [
        "https://s.example/rss.xml"
    ]
    assert urls('<link rel="feed" href="/news">') == ["https://s.example/news"]


def test_addresses_are_relative_to_the_base_of_the_page() -> None:
    html = f'<base href="/en/"><base href="/fr/"><link rel=alternate {RSS} href="feed.xml">'
    assert urls(html) == ["https://s.example/en/feed.xml"]


def test_links_of_the_same_site_that_look_like_feeds_come_after_what_is_declared() -> None:
    html = (
        '<a href="/about">About</a><a href="/tag/x/feed/">X</a><a href="/rss.xml"><b>All</b> news</a>'
        '<a href="https://feeds.s.example/all.rss">Mirror</a>'
        '<a href="https://reader.example/subscribe/feed/x">Add to reader</a>'
        f'<link rel=alternate {RSS} href="/main">'
    )
    found = links(html)
    assert found[0] == FeedLink("https://s.example/main")
    assert [(link.url, link.title) for link in found[1:]] == [
        ("https://s.example/tag/x/feed/", "X"),
        ("https://s.example/rss.xml", "All news"),
        ("https://feeds.s.example/all.rss", "Mirror"),
    ]
    assert not any(link.declared for link in found[1:])


def test_comments_come_last_and_each_address_once() -> None:
    html = (
        f'<link rel=alternate {RSS} title="Blog » Comments Feed" href="/comments/feed/">'
        f'<link rel=alternate {RSS} title="Blog" href="/feed/"><a href="/feed/">RSS</a>'
    )
    assert urls(html) == ["https://s.example/feed/", "https://s.example/comments/feed/"]


def test_ten_thousand_links_are_cut_off() -> None:
    html = "".join(f'<link rel=alternate {RSS} href="/{n}">' for n in range(10_000))
    assert len(urls(html)) == LINKS


@pytest.mark.parametrize(
    "body", [b"", b"\x00\xff\xfe", b"<" * 10_000, b"<div>" * 50_000, b"\xef\xbb\xbfplain"]
)
def test_any_bytes_are_a_page(body: bytes) -> None:
    assert links(body) == []


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("https://www.youtube.com/channel/UC_a-1/videos", "https://www.youtube.com/feeds/videos.xml?channel_id=UC_a-1"),
        ("https://www.youtube.com/playlist?list=PL1", "https://www.youtube.com/feeds/videos.xml?playlist_id=PL1"),
        ("https://old.reddit.com/r/worldnews/", "https://www.reddit.com/r/worldnews/.rss"),
        ("https://github.com/o/r", "https://github.com/o/r/releases.atom"),
        ("https://github.com/o/r/commits/main", "https://github.com/o/r/commits.atom"),
        ("https://medium.com/@who/a-text-1", "https://medium.com/feed/@who"),
        ("https://desk.substack.com/p/a-text", "https://desk.substack.com/feed"),
        ("https://desk.wordpress.com", "https://desk.wordpress.com/feed/"),
        ("https://desk.blogspot.com/2014/", "https://desk.blogspot.com/feeds/posts/default"),
        ("https://social.example/@who", "https://social.example/@who.rss"),
    ],
)  # fmt: skip
def test_well_known_sites_have_their_feeds_in_known_places(page: str, feed: str) -> None:
    assert known(page) == (feed,)


def test_of_another_site_nothing_is_known_but_the_usual_places() -> None:
    assert known("https://news.example/world") == ()
    assert common("https://news.example/")[:2] == (
        "https://news.example/feed",
        "https://news.example/rss.xml",
    )
    beside = common("https://news.example/world?page=2")
    assert beside[0] == "https://news.example/world/feed"
    assert "https://news.example/feeds/posts/default" in beside


def test_a_page_in_a_charset_of_its_own_is_read_by_what_it_says() -> None:
    html = f"<meta charset=gbk><link rel=alternate {RSS} title=最新文章 href=/订阅/全部.xml>"
    (link,) = links(html.encode("gbk"))
    assert link.title == "最新文章"
    assert link.url == "https://s.example/订阅/全部.xml"
