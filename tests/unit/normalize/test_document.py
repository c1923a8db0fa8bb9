from __future__ import annotations

import json
import pickle
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import pytest

from syndicate.errors import ParseError
from syndicate.model import Document, ParsedFeed, Validators
from syndicate.normalize.document import read

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
URL = "https://gazette.example/feed.xml"


def document(body: str | bytes, content_type: str = "application/xml", **more: object) -> Document:
    raw = body.encode() if isinstance(body, str) else body
    return Document(URL, raw, content_type, Validators(), NOW, **more)  # type: ignore[arg-type]


def parsed(body: str | bytes, content_type: str = "application/xml", **more: object) -> ParsedFeed:
    return read(document(body, content_type, **more), source_id="s1")


def rss(items: str, channel: str = "") -> str:
    return f'<rss version="2.0"><channel><title>G</title>{channel}{items}</channel></rss>'


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (
            b"<html><head><title>x</title></head></html>",
            "web page, not a feed; `syndicate add` with its address finds",
        ),
        (b"<!DOCTYPE html><p>x", "first element is <p>"),
        (b"<opml version='2.0'><body/></opml>", "OPML"),
        (b"<note/>", "<note>"),
        (b"hello", "no XML"),
        (b"\x1f\x8b\x08\x00", "packed"),
        (b"{", "JSON"),
        (b"[1]", "JSON"),
        (b'{"items": []}', "neither version nor title"),
        (b'{"a":' * 200_000, "JSON"),
        (b'{"version": "1", "items": [' + b"9" * 5000 + b"]}", "JSON"),
        (b"<!-- never ends <rss>", "never ends"),
        (b"<!DOCTYPE rss [ <!ENTITY a 'b", "never ends"),
        (b"<?xml version='1.0'", "never ends"),
        (b"<rss " + b"a" * 70_000, "64 kB"),
    ],
)
def test_what_is_no_feed_is_refused_with_a_reason_for_people(body: bytes, word: str) -> None:
    with pytest.raises(ParseError) as caught:
        parsed(body)
    assert word in caught.value.reason
    assert caught.value.url == URL


def test_empty_feed_is_a_feed() -> None:
    assert parsed("<rss version='2.0'><channel/></rss>").items == ()


def test_result_can_be_sent_and_stored() -> None:
    feed = parsed((rss("<item><title>x\ud800</title></item>")).encode("utf-8", "surrogatepass"))
    assert pickle.loads(pickle.dumps(feed)) == feed
    json.dumps(asdict(feed), default=str).encode()


@pytest.mark.parametrize(
    ("channel", "ttl"),
    [
        ("<ttl>90</ttl>", timedelta(minutes=90)),
        ("<ttl>0</ttl>", None),
        ("<ttl>nan</ttl>", None),
        ("<ttl>1e400</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("<ttl>99999999999</ttl>", timedelta(days=31)),
        ('<sy:updatePeriod xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">daily</sy:updatePeriod>', timedelta(days=1)),
    ],
)  # fmt: skip
def test_feed_may_say_how_long_it_is_good(channel: str, ttl: timedelta | None) -> None:
    assert parsed(rss("", channel)).hints.ttl == ttl


def test_hubs_and_self_of_the_response_go_first() -> None:
    links = (("hub self", "/hub"), ("alternate", "/x"))
    channel = (
        '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="https://h.example/"/>'
    )
    feed = parsed(rss("", channel), links=links)
    assert feed.hubs == ("https://gazette.example/hub", "https://h.example/")
    assert feed.self_url == "https://gazette.example/hub"


def test_incomplete_response_is_an_incomplete_feed() -> None:
    assert parsed(rss(""), complete=False).complete is False


@pytest.mark.parametrize("newest_first", [True, False])
def test_of_very_many_items_the_newest_are_read_wherever_they_stand(*, newest_first: bool) -> None:
    days = [NOW - timedelta(hours=n) for n in range(2100)]
    days = days if newest_first else days[::-1]
    items = "".join(
        f"<item><title>x</title><guid>{day:%m%d%H}</guid><pubDate>{day.isoformat()}</pubDate></item>"
        for day in days
    )
    undated = "<item><title>no date</title><guid>undated</guid></item>"
    feed = parsed(rss(undated + items if newest_first else items + undated))
    assert len(feed.items) == 2000
    at = [item.published_at for item in feed.items]
    assert at == sorted(at, reverse=newest_first)
    assert (at[-1], at[0])[newest_first] == NOW
    assert (
        feed.problem == "2101 entries: only 2000 were read: the newest, as far as their dates tell"
    )


def test_no_more_than_2000_items_are_read_and_that_is_told() -> None:
    feed = parsed(rss("".join(f"<item><guid>{n}</guid></item>" for n in range(2100))))
    assert len(feed.items) == 2000
    assert "2100 entries" in (feed.problem or "")


@pytest.mark.parametrize(
    ("named", "url"),
    [
        ("<guid>episode-17</guid>", None),
        ("<guid>4711</guid>", None),
        ("<guid>4711</guid><link>4711</link>", "https://gazette.example/4711"),
        ("<guid>/episodes/17</guid>", "https://gazette.example/episodes/17"),
        ("<guid>https://g.example/17</guid>", "https://g.example/17"),
    ],
)
def test_an_id_is_a_link_only_where_it_is_an_address(named: str, url: str | None) -> None:
    assert parsed(rss(f"<item>{named}<title>A</title></item>")).items[0].url == url


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        (
            "<guid isPermaLink='false'>g-77</guid><pubDate>Sun, 1 Mar 2026 03:10:00 GMT</pubDate>",
            "Untitled, 2026-03-01",
        ),
        ("<guid isPermaLink='false'>4f1c2d9a-0b7e-4ccc-9e1e-1234567890ab</guid>", "Untitled"),
        (
            "<guid isPermaLink='false'>g-78</guid><comments>The pier, in words</comments>",
            "The pier, in words",
        ),
        ("<guid>https://gazette.example/p/1</guid>", "gazette.example/p/1"),
    ],
)
def test_an_entry_that_says_nothing_is_not_called_by_its_guid(entry: str, title: str) -> None:
    (item,) = parsed(rss(f"<item>{entry}</item>")).items
    assert (item.title, item.language) == (title, None)


LINK = "<link>https://gazette.example/p/1</link>"


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        (LINK, "gazette.example/p/1"),
        (f"{LINK}<title>https://gazette.example/p/1</title>", "https://gazette.example/p/1"),
        (f"{LINK}<title>DSC_0001.JPG</title>", "DSC_0001.JPG"),
        (f"{LINK}<title>Untitled</title>", "Untitled"),
        ("<enclosure url='https://g.example/walk.mp3' type='audio/mpeg'/>", "walk.mp3"),
        ("<guid isPermaLink='false'>1</guid><category>Harbour</category>", "Harbour"),
        (f"{LINK}<title>https://gazette.example/p/1</title><description>It sank.</description>", "https://gazette.example/p/1"),
    ],
)  # fmt: skip
def test_a_title_that_only_points_at_its_entry_is_told(entry: str, title: str) -> None:
    (item,) = parsed(rss(f"<item>{entry}</item>")).items
    assert (item.title, item.is_untitled) == (title, True)


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        (f"{LINK}<title>Node.js</title>", "Node.js"),
        (f"{LINK}<title>The harbour.example/p/1 affair</title>", "The harbour.example/p/1 affair"),
        (f"{LINK}<title>https://other.example/</title>", "https://other.example/"),
        (f"{LINK}<description>The pier opened.</description>", "The pier opened."),
        (f"{LINK}<description>&lt;img src='a.png' alt='A pier'&gt;</description>", "A pier"),
        ("<guid isPermaLink='false'>g-78</guid><comments>In words</comments>", "In words"),
    ],
)
def test_a_title_in_words_of_its_entry_is_one(entry: str, title: str) -> None:
    (item,) = parsed(rss(f"<item>{entry}</item>")).items
    assert (item.title, item.is_untitled) == (title, False)


def test_a_file_that_no_browser_shows_is_not_the_picture_of_its_entry() -> None:
    file = '<enclosure url="https://example.org/{}" length="1" type="image/{}"/>'
    files = file.format("all.tif", "tiff") + file.format("all.jpg", "jpeg")
    (item,) = parsed(rss(f"<item><title>Survey</title>{files}</item>")).items
    assert (len(item.enclosures), item.image_url) == (2, "https://example.org/all.jpg")


SHORT, LONG = "What it is about.", "What it is about, and more, with links."


@pytest.mark.parametrize("summary_first", [True, False])
def test_of_two_descriptions_the_long_one_is_the_text(*, summary_first: bool) -> None:
    told = [
        f"<x:summary xmlns:x='http://www.itunes.com/dtds/podcast-1.0.dtd'>{SHORT}</x:summary>",
        f"<description>&lt;p&gt;{LONG}&lt;/p&gt;</description>",
    ]
    words = "".join(told if summary_first else reversed(told))
    (item,) = parsed(rss(f"<item><title>Both</title>{words}</item>")).items
    assert (item.content_html, item.summary) == (f"<p>{LONG}</p>", SHORT)


MEDIA = '<media:content url="https://example.org/1.jpg" medium="image" xmlns:media="http://search.yahoo.com/mrss/">{}</media:content>'
CAPTION = '<media:description type="plain">A heron on a plate</media:description>'


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("<description>The tide is &lt;b&gt;out&lt;/b&gt;.</description>", "The tide is out."),
        ("", "A heron on a plate"),
    ],
)
@pytest.mark.parametrize(
    "guid", ["", '<guid xml:base="/">1</guid>']
)  # this one is feedparser's to read
def test_what_is_said_of_a_picture_is_no_text_where_there_is_another(
    guid: str, words: str, text: str
) -> None:
    (item,) = parsed(rss(f"<item>{guid}{words}{MEDIA.format(CAPTION)}</item>")).items
    assert (item.text, item.title, item.image_url) == (text, text, "https://example.org/1.jpg")


def test_title_is_clipped_and_guid_is_hashed() -> None:
    item = parsed(
        rss(f"<item><guid>{'g' * 3000}</guid><title>{'word ' * 900}</title></item>")
    ).items[0]
    assert len(item.title.encode()) <= 1024
    assert len(item.keys[0]) < 600


@pytest.mark.parametrize("field", ["guid", "link", "title", "description", "author", "category"])
def test_hostile_words_come_out_as_text(field: str) -> None:
    bad = "javascript:alert(1)//&lt;script&gt;alert(1)&lt;/script&gt;"
    item = parsed(rss(f"<item><title>t</title><{field}>{bad}</{field}></item>")).items[0]
    assert item.url is None
    assert "<script" not in item.content_html
    assert "<" not in "".join(item.authors + item.categories) or field != "description"


@pytest.mark.parametrize(
    "bomb",
    [
        b"<?xml " + b'encoding="a' * 4000,
        b"<!DOCTYPE " * 8000,
        b"<!ENTITY " * 8000,
        b"\n" * 32_000 + b"<rss/>",
        b"<!---->" * 20_000 + b"<rss/>",
        b'<!DOCTYPE r [<!ENTITY a "' + b"x" * 50_000 + b'">]><rss><channel><item><title>' + b"&a;" * 2000 + b"</title></item></channel></rss>",
        b'<!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]><rss><channel><item><title>&c;</title></item></channel></rss>',
        b"<rss><channel>" + b"<x>" * 20_000,
    ],
)  # fmt: skip
def test_bomb_is_defused_in_time(bomb: bytes) -> None:
    try:
        feed = parsed(bomb)
    except ParseError:
        return
    assert all(len(item.title) < 1100 for item in feed.items)


def test_entity_of_a_document_is_never_resolved() -> None:
    body = '<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/hostname">]>' + rss(
        "<item><title>[&f;]</title></item>"
    )
    assert parsed(body).items[0].title == "[&f;]"


def test_language_is_declared_tidied_or_guessed() -> None:
    text = "Der Hafen ist zu, und die Schiffe liegen nicht mehr auf dem Fluss, sondern im Meer."
    german = f"<item><title>x</title><description>{text}</description></item>"
    assert parsed(rss(german)).items[0].language == "de"
    assert parsed(rss(german, "<language>EN_us</language>")).items[0].language == "en-US"


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("tag:gazette.example,2014:feed", "tag:gazette.example,2014:feed"),
        ("https://gazette.example/feed", "https://gazette.example/feed"),
        ("https://reader:secret@gazette.example/feed", None),
        ("feed", None),
        ("urn:x:two words", None),
        ("urn:x:" + "y" * 1000, None),
        ("", None),
    ],
)
def test_the_id_of_a_feed_is_taken_where_it_is_one(said: str, known: str | None) -> None:
    entry = "<entry><id>urn:x:1</id><title>A</title></entry>"
    feed = (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><id>{said}</id><title>G</title>{entry}</feed>'
    )
    assert parsed(feed).feed_id == known
    assert parsed(rss("<item><guid>g1</guid><title>A</title></item>")).feed_id is None
