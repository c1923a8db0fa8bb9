"""Every outlet's feed says what its articles say, when a real parser reads it."""

import html
import io
import json
from calendar import timegm
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from syndicate.demo.articles import Article, Outlet
from syndicate.demo.formats.markup import cdata, excerpt, plain
from syndicate.demo.newsroom import CLOSES_AT, OPENS_AT, outlets, published
from syndicate.demo.render import render

BASE = "http://127.0.0.1:8431"
BY_SLUG = {outlet.slug: outlet for outlet in outlets()}
XML_OUTLETS = [outlet for outlet in outlets() if outlet.format != "json"]
VERSIONS = {
    "rss091": "rss091n",
    "rss092": "rss092",
    "rss10": "rss10",
    "rss20": "rss20",
    "wordpress": "rss20",
    "feedburner": "rss20",
    "podcast": "rss20",
    "atom-html": "atom10",
    "atom-xhtml": "atom10",
    "atom-text": "atom10",
    "blogger": "atom10",
}


def parsed(outlet: Outlet, at: datetime = CLOSES_AT) -> Any:
    content_type, body = render(outlet, published(outlet, at), BASE)
    return feedparser.parse(
        io.BytesIO(body),
        response_headers={"content-type": content_type},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def pairs(slug: str) -> list[tuple[Article, Any]]:
    outlet = BY_SLUG[slug]
    return list(zip(published(outlet, CLOSES_AT), parsed(outlet).entries, strict=True))


def body_of(entry: Any) -> str:
    if "content" in entry:
        return str(entry.content[0].value)
    return str(entry.summary)


@pytest.mark.parametrize("outlet", XML_OUTLETS, ids=lambda outlet: outlet.slug)
def test_a_feed_is_read_as_its_own_format_with_titles_and_links(outlet: Outlet) -> None:
    feed = parsed(outlet)
    assert feed.version == VERSIONS[outlet.format]
    assert feed.feed.title == outlet.title
    assert feed.feed.link == f"{BASE}/{outlet.slug}/"
    for article, entry in zip(published(outlet, CLOSES_AT), feed.entries, strict=True):
        assert html.unescape(entry.title) == html.unescape(article.title)
        assert entry.link.startswith(f"{BASE}/{outlet.slug}/articles/{article.number}")


@pytest.mark.parametrize("outlet", XML_OUTLETS, ids=lambda outlet: outlet.slug)
def test_a_feed_carries_the_whole_text_of_each_article(outlet: Outlet) -> None:
    for article, entry in zip(published(outlet, CLOSES_AT), parsed(outlet).entries, strict=True):
        words = plain(article.html).replace("\b", "").split()
        found = plain(body_of(entry).replace("\b", "")).split()
        assert " ".join(words) in " ".join(found)


@pytest.mark.parametrize(
    "outlet",
    [outlet for outlet in XML_OUTLETS if outlet.format not in ("rss091", "rss092")],
    ids=lambda outlet: outlet.slug,
)
def test_a_feed_carries_authors_categories_and_dates(outlet: Outlet) -> None:
    for article, entry in zip(published(outlet, CLOSES_AT), parsed(outlet).entries, strict=True):
        assert article.author in entry.author
        if outlet.format != "podcast":
            assert {tag.term for tag in entry.tags} == set(article.categories)
        stated = entry.get("published_parsed") or entry.get("updated_parsed")
        if article.claimed_at is None:
            assert stated is None
        else:
            assert timegm(stated) == article.claimed_at.timestamp()


@pytest.mark.parametrize(
    "outlet",
    [outlet for outlet in XML_OUTLETS if outlet.slug != "long-game"],
    ids=lambda outlet: outlet.slug,
)
def test_a_feed_is_well_formed(outlet: Outlet) -> None:
    _, body = render(outlet, published(outlet, CLOSES_AT), BASE)
    ET.fromstring(body)


@pytest.mark.parametrize("outlet", outlets(), ids=lambda outlet: outlet.slug)
def test_the_same_articles_give_the_same_bytes(outlet: Outlet) -> None:
    articles = published(outlet, CLOSES_AT)
    assert render(outlet, articles, BASE) == render(outlet, articles, f"{BASE}/")


@pytest.mark.parametrize("outlet", XML_OUTLETS, ids=lambda outlet: outlet.slug)
def test_an_empty_feed_is_still_a_feed(outlet: Outlet) -> None:
    feed = parsed(outlet, OPENS_AT)
    assert feed.version == VERSIONS[outlet.format]
    assert feed.entries == []


def test_json_feed_carries_all_fields() -> None:
    outlet = BY_SLUG["circuit-and-joystick"]
    articles = published(outlet, CLOSES_AT)
    content_type, body = render(outlet, articles, BASE)
    document = json.loads(body)
    assert content_type == "application/feed+json"
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert document["feed_url"] == f"{BASE}/circuit-and-joystick/feed"
    for article, item in zip(articles, document["items"], strict=True):
        assert item["id"] == article.guid
        assert item["url"] == f"{BASE}/circuit-and-joystick/articles/{article.number}"
        assert item["title"] == article.title
        assert item["content_html"] == article.html
        assert item["authors"] == [{"name": article.author}]
        assert item["tags"] == list(article.categories)
        assert datetime.fromisoformat(item["date_published"]) == article.published_at


def test_ids_are_the_articles_own() -> None:
    for slug in ("potomac-ledger", "tigris-courier", "mesopotamia-monitor", "gulf-lantern"):
        assert [entry.id for _, entry in pairs(slug)] == [
            article.guid for article, _ in pairs(slug)
        ]


def test_one_item_has_no_id_and_a_character_that_no_xml_may_hold() -> None:
    (entry,) = [entry for article, entry in pairs("long-game") if article.guid is None]
    assert "id" not in entry
    assert "Grünfeld" in entry.summary
    _, body = render(BY_SLUG["long-game"], published(BY_SLUG["long-game"], CLOSES_AT), BASE)
    with pytest.raises(ET.ParseError, match="invalid token"):
        ET.fromstring(body)


def test_rss_091_items_have_neither_id_nor_date() -> None:
    for _, entry in pairs("northgate-evening-mail"):
        assert "id" not in entry
        assert "published" not in entry


def test_old_encodings_are_really_used() -> None:
    outlet = BY_SLUG["northgate-evening-mail"]
    _, body = render(outlet, published(outlet, CLOSES_AT), BASE)
    assert b"\x92" in body
    outlet = BY_SLUG["rheinblick"]
    _, body = render(outlet, published(outlet, CLOSES_AT), BASE)
    assert "Lokführer".encode("iso-8859-1") in body


def test_feedburner_counts_clicks_and_keeps_the_clean_link_beside_it() -> None:
    for article, entry in pairs("harbour-post"):
        clean = f"{BASE}/harbour-post/articles/{article.number}"
        assert entry.link.startswith(f"{clean}?utm_source=feedburner&utm_medium=feed")
        assert entry.feedburner_origlink == clean


def test_wordpress_puts_an_excerpt_before_the_text_and_its_line_under_both() -> None:
    for article, entry in pairs("tigris-courier"):
        assert len(entry.summary) < len(entry.content[0].value)
        assert "appeared first on" in entry.summary
        assert "appeared first on" in entry.content[0].value
        assert plain(article.html)[:60] in plain(entry.summary)


def test_a_podcast_item_encloses_a_file() -> None:
    for article, entry in pairs("daily-round"):
        (enclosure,) = entry.enclosures
        assert enclosure.href == f"{BASE}/daily-round/audio/{article.number}.wav"
        assert enclosure.type == "audio/wav"


def test_the_blog_puts_its_page_around_the_text() -> None:
    article, entry = next(
        (article, entry) for article, entry in pairs("world-scrapbook") if "Obama" in article.title
    )
    lines = plain(entry.content[0].value.replace("</div>", "</p>")).replace("\n\n", "\n")
    assert lines.startswith(f"Home » » {article.title}")
    assert lines.count(article.title) == 2
    assert "Written By scrapkeeper on Thursday, November 6, 2014 | 7:00 PM" in lines
    assert "WASHINGTON, Nov. 6 (Xinhua) -- " in lines
    assert lines.count("Full story") == 2
    assert lines.index("0 comments:") < lines.index("Post a Comment")


def test_titles_with_an_ampersand_are_escaped_once_and_by_one_outlet_twice() -> None:
    titles = {
        slug: next(e.title for a, e in pairs(slug) if "iusacell" in a.event)
        for slug in ("world-scrapbook", "prairie-dispatch")
    }
    assert titles["world-scrapbook"].startswith("AT&T ")
    articles = published(BY_SLUG["prairie-dispatch"], CLOSES_AT)
    _, body = render(BY_SLUG["prairie-dispatch"], articles, BASE)
    assert b"<title>AT&amp;amp;T buys" in body


def test_a_corrected_article_is_newer_in_its_feed() -> None:
    outlet = BY_SLUG["mesopotamia-monitor"]
    feed = parsed(outlet, datetime(2014, 11, 3, 11, tzinfo=UTC))
    assert feed.feed.updated == "2014-11-03T10:30:00Z"
    assert feed.entries[0].updated == "2014-11-03T10:30:00Z"
    assert feed.entries[0].published == "2014-11-02T21:00:00Z"


def test_text_pieces() -> None:
    assert (
        plain("<p>a <b>b</b> &amp; c</p><script>x</script>\n<ul><li>d</li></ul>") == "a b & c\n\nd"
    )
    assert excerpt("<p>one two three</p>", 2) == "one two […]"
    assert excerpt("<p>one two</p>", 2) == "one two"
    assert cdata("a]]>b") == "<![CDATA[a]]]]><![CDATA[>b]]>"
