"""What holds for every encoder."""

from __future__ import annotations

import gzip
import io
import json
from typing import Any

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from syndicate.model import Category, Entry, Link
from syndicate.protocols import Encoder
from syndicate.publish.atom import AtomEncoder
from syndicate.publish.jsonfeed import JsonFeedEncoder
from syndicate.publish.press import pack, prepare, well_formed
from syndicate.publish.rss import RssEncoder
from tests.unit.publish.samples import SITE, entry, feed, whole

ENCODERS = [AtomEncoder(), RssEncoder(), JsonFeedEncoder()]
every_encoder = pytest.mark.parametrize("encoder", ENCODERS, ids=lambda encoder: encoder.suffix)
anything = st.text(st.characters(exclude_categories=()))  # surrogates and controls too


@every_encoder
def test_the_same_feed_gives_the_same_bytes(encoder: Encoder) -> None:
    first = prepare(feed(entry(1), entry(2)), encoder)
    again = prepare(feed(entry(1), entry(2)), type(encoder)())
    assert first == again
    other = prepare(feed(entry(1), entry(2, title="Other")), encoder)
    assert len({first.etag, other.etag}) == 2
    assert gzip.decompress(pack(first.body, "gzip")) == first.body


@every_encoder
def test_an_entry_is_written_alike_in_every_company(encoder: Encoder) -> None:
    both = whole(encoder, feed(entry(2), entry(1)))
    alone = whole(encoder, feed(entry(1)))
    assert both != alone
    assert entry(1).id.encode() in alone
    well_formed(both, encoder.suffix)


@every_encoder
def test_a_site_in_letters_of_any_script_is_told_as_headers_and_readers_can_carry_it(
    encoder: Encoder,
) -> None:
    site, plain = "http://bücher.example/ニュース", "http://xn--bcher-kva.example/%E3%83%8B%E3%83%A5%E3%83%BC%E3%82%B9"  # fmt: skip
    here = f"{site}/topics/flood"
    pages = (Link("next", f"{here}?before=2"),)
    head = {"self_url": here, "html_url": here, "hubs": (f"{site}/hub",), "pages": pages}
    publication = prepare(feed(**head), encoder)
    told = publication.body.decode().partition("<id>")[0] + publication.body.decode().rpartition("</id>")[2]  # fmt: skip
    assert site not in told
    for part in ("/hub", f"/topics/flood.{encoder.suffix}", f"/topics/flood.{encoder.suffix}?before=2"):  # fmt: skip
        assert f'"{plain}{part}"' in told
    assert publication.links == (
        f'<{plain}/hub>; rel="hub", <{plain}/topics/flood.{encoder.suffix}>; rel="self"'
    )


@every_encoder
def test_an_empty_feed_is_a_feed(encoder: Encoder) -> None:
    well_formed(whole(encoder, feed()), encoder.suffix)


@every_encoder
def test_an_id_stands_once_in_a_feed(encoder: Encoder) -> None:
    body = whole(encoder, feed(entry(1), entry(2), entry(1, title="Again")))
    assert body.count(entry(1).id.encode()) == 1
    assert b"Again" not in body


@every_encoder
@settings(max_examples=150)
@given(text=anything, data=st.data())
def test_no_text_breaks_a_feed(encoder: Encoder, text: str, data: st.DataObject) -> None:
    hostile = entry(
        id=data.draw(anything),
        title=text,
        url="https://a.example/" + text,
        content_html=text,
        summary=text,
        authors=(text,),
        categories=(Category(text, text, text), Category(text + "x")),
        language=text,
        links=(Link("enclosure", "https://a.example/" + text, text, text, -1),),
        image_url="https://a.example/" + text,
    )
    body = whole(encoder, feed(hostile, title=text, subtitle=text, author=text, language=text))
    well_formed(body, encoder.suffix)


@every_encoder
def test_no_code_point_breaks_a_feed(encoder: Encoder) -> None:
    for start in range(0, 0x110000, 0x1000):
        text = "".join(map(chr, range(start, start + 0x1000)))
        well_formed(whole(encoder, feed(entry(title=text, content_html=text))), encoder.suffix)


def parsed(body: bytes) -> Any:
    return feedparser.parse(io.BytesIO(body))


@pytest.mark.parametrize("encoder", [AtomEncoder(), RssEncoder()], ids=["atom", "rss"])
def test_a_reader_finds_what_we_wrote(encoder: Encoder) -> None:
    document = parsed(whole(encoder, feed(entry(1), entry(2))))
    assert not document.bozo
    assert document.feed.title == "Desk & Co"
    assert [each.id for each in document.entries] == [entry(1).id, entry(2).id]
    read = document.entries[0]
    assert (read.title, read.link) == ("Entry 1 & more", "https://xinhua.example/1?a=1&b=2")
    assert read.content[0].value == "<p>Iraq &amp; others ask.</p>"
    assert [tag.term for tag in read.tags] == ["World", "Iraq"]
    assert [(e.href, e.type, e.length) for e in read.enclosures] == [
        ("https://xinhua.example/a.mp3", "audio/mpeg", "1234")
    ]
    assert read.source.title == "Xinhua World"
    assert read.published_parsed[:5] == (2014, 11, 6, 12, 0)


def test_rss_says_what_its_readers_expect() -> None:
    body = whole(RssEncoder(), feed(entry(1, url=None, content_html="", source=None, links=())))
    (item,) = etree.fromstring(body).iterfind("channel/item")
    assert [str(child.tag).rpartition("}")[2] for child in item] == [
        "title", "guid", "pubDate", "updated", "language", "creator", "creator", "category", "category",
        "description",
    ]  # fmt: skip
    assert item.find("guid").get("isPermaLink") == "false"  # type: ignore[union-attr]
    assert item.findtext("pubDate") == "Thu, 06 Nov 2014 12:00:00 GMT"
    assert item.findtext("description") == "Iraq &amp; others ask."


def test_quotation_marks_in_the_head_of_rss_stand_as_they_are() -> None:
    body = whole(RssEncoder(), feed(subtitle='"Quay" & pier', rights='"Jo"'))
    assert b'<description>"Quay" &amp;amp; pier</description>' in body
    assert b'<copyright>"Jo"</copyright>' in body


def test_json_names_the_source_and_the_copies() -> None:
    (item,) = json.loads(whole(JsonFeedEncoder(), feed(entry(1))))["items"]
    assert item["_syndicate"] == {
        "source": {
            "date_modified": "2014-11-06T12:00:00Z",
            "id": "urn:uuid:11111111-0000-5000-8000-000000000001",
            "title": "Xinhua World",
            "feed_url": "https://xinhua.example/world.rss",
            "home_page_url": "https://xinhua.example/",
        },
        "related": [{"url": "https://copy.example/1", "title": "The Daily Copy"}],
    }
    assert item["attachments"] == [
        {"url": "https://xinhua.example/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 1234}
    ]


def test_a_word_of_the_source_is_told_as_people_read_it_and_in_atom_with_its_term() -> None:
    made = feed(entry(categories=(Category("w-1", label="World news"),)))
    (tag,) = feedparser.parse(whole(AtomEncoder(), made)).entries[0].tags
    assert (tag.term, tag.label) == ("w-1", "World news")
    (tag,) = feedparser.parse(whole(RssEncoder(), made)).entries[0].tags
    assert tag.term == "World news"
    assert json.loads(whole(JsonFeedEncoder(), made))["items"][0]["tags"] == ["World news"]


def test_who_contributed_is_told_apart_from_who_wrote() -> None:
    made = feed(entry(authors=("A & Co",), contributors=("B <b>& Co", "C")))
    for encoder in (AtomEncoder(), RssEncoder()):
        (read,) = feedparser.parse(whole(encoder, made)).entries
        assert [each.name for each in read.authors] == ["A & Co"]
        assert [each.name for each in read.contributors] == ["B <b>& Co", "C"]
    (item,) = json.loads(whole(JsonFeedEncoder(), made))["items"]
    assert item["authors"] == [{"name": "A & Co"}]
    assert item["_syndicate"]["contributors"] == [{"name": "B <b>& Co"}, {"name": "C"}]


def test_what_a_file_is_called_and_how_long_it_lasts_is_said_where_a_format_has_words_for_it() -> (
    None
):
    film = Link("enclosure", "https://a.example/2.mp4", "video/mp4", "A film", 8, duration_s=90)
    made = feed(entry(links=(film,)))
    (told,) = json.loads(whole(JsonFeedEncoder(), made))["items"][0]["attachments"]
    assert (told["title"], told["duration_in_seconds"]) == ("A film", 90)
    (read,) = feedparser.parse(whole(AtomEncoder(), made)).entries[0].enclosures
    assert read.title == "A film"
    assert feedparser.parse(whole(RssEncoder(), made)).entries[0].itunes_duration == "90"


def test_rss_carries_every_file_its_picture_and_what_is_related() -> None:
    made = entry(
        links=(
            Link("enclosure", "https://a.example/1.mp3", "audio/mpeg", length_bytes=7),
            Link(
                "enclosure", "https://a.example/2.mp4", "video/mp4", "A <b>film", 8, duration_s=90
            ),
            Link("related", "https://copy.example/1", title="The <b>Copy"),
            Link("via", "https://xinhua.example/world.rss"),
            Link("license", "https://creativecommons.org/licenses/by/4.0/"),
        ),
        image_url="https://a.example/a.png?x=1&y=2",
    )
    (item,) = etree.fromstring(whole(RssEncoder(), feed(made))).iterfind("channel/item")
    media, atom = "{http://search.yahoo.com/mrss/}", "{http://www.w3.org/2005/Atom}"
    told = [(str(each.tag), dict(each.attrib)) for each in item]
    assert [attributes for tag, attributes in told if tag == "enclosure"] == [
        {"url": "https://a.example/1.mp3", "length": "7", "type": "audio/mpeg"}
    ]
    assert (
        f"{media}content",
        {"url": "https://a.example/2.mp4", "type": "video/mp4", "fileSize": "8", "duration": "90"},
    ) in told
    assert item.findtext(f"{media}content/{media}title") == "A <b>film"
    assert (f"{media}thumbnail", {"url": "https://a.example/a.png?x=1&y=2"}) in told
    assert [attributes for tag, attributes in told if tag == f"{atom}link"] == [
        {"rel": "related", "href": "https://copy.example/1", "title": "The <b>Copy"},
        {"rel": "via", "href": "https://xinhua.example/world.rss"},
        {"rel": "license", "href": "https://creativecommons.org/licenses/by/4.0/"},
    ]


FILED = (Category("Iraq"), Category("iraq", "urn:x-syndicate:topic", "Iraq today"))


@pytest.mark.parametrize(
    ("encoder", "labels"), [(AtomEncoder(), [None, "Iraq today"]), (RssEncoder(), [None, None])]
)
def test_a_reader_tells_our_categories_from_those_of_the_source(
    encoder: Encoder, labels: list[str | None]
) -> None:
    (read,) = parsed(whole(encoder, feed(entry(categories=(*FILED, *FILED))))).entries
    assert [(tag.term, tag.scheme) for tag in read.tags] == [
        ("Iraq", None),
        ("iraq", "urn:x-syndicate:topic"),
    ]
    assert [tag.label for tag in read.tags] == labels


def test_json_carries_the_picture_the_original_and_what_an_entry_is_filed_under() -> None:
    page = Link("via", "https://xinhua.example/1", "text/html", "Xinhua World")
    made = entry(
        links=(page, Link("via", "https://copy.example/feed")),
        categories=(*FILED, Category("Iraq", "urn:x-syndicate:tag")),
        image_url="https://a.example/a.png",
        source=None,
    )
    (item,) = json.loads(whole(JsonFeedEncoder(), feed(made)))["items"]
    assert item["image"] == "https://a.example/a.png"
    assert item["external_url"] == "https://xinhua.example/1"
    assert item["tags"] == ["Iraq", "iraq"]
    assert item["_syndicate"] == {
        "categories": [
            {"term": "iraq", "scheme": "urn:x-syndicate:topic", "label": "Iraq today"},
            {"term": "Iraq", "scheme": "urn:x-syndicate:tag"},
        ],
        "via": [
            {"url": "https://xinhua.example/1", "title": "Xinhua World"},
            {"url": "https://copy.example/feed"},
        ],
    }


BAD_URLS = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
    "\x01javascript:alert(1)", "data:text/html;base64,PHNjcmlwdD4=", "vbscript:msgbox(1)",
    "file:///etc/passwd", "blob:https://x", "about:blank", "//evil.example/x", "ftp://x/y",
]  # fmt: skip


@every_encoder
@pytest.mark.parametrize("url", BAD_URLS)
def test_no_bad_address_leaves(encoder: Encoder, url: str) -> None:
    source = entry().source
    assert source
    made: Entry = entry(
        url=url,
        links=(Link("enclosure", url), Link("related", url), Link("via", url, "text/html")),
        image_url=url,
    )
    body = whole(encoder, feed(made))
    assert b"alert(1)" not in body
    assert b"evil.example" not in body
    assert b"etc/passwd" not in body
    assert b"enclosure" not in body
    assert b"attachments" not in body
    assert b"<media:thumbnail" not in body
    assert b'"image"' not in body


@pytest.mark.parametrize("encoder", [AtomEncoder(), RssEncoder()], ids=["atom", "rss"])
def test_a_feed_carries_its_own_categories_and_what_is_related(encoder: Encoder) -> None:
    other = Link("related", f"{SITE}/threads/t2", title="Iraks <Bitte>", language="de")
    head = feed(entry(1), categories=("Iraq", "Iraq", "<Mosul>"), links=(other,))
    document = parsed(whole(encoder, head))
    assert not document.bozo
    assert [tag.term for tag in document.feed.tags] == ["Iraq", "<Mosul>"]
    link = next(each for each in document.feed.links if each.rel == "related")
    assert (link.href, link.hreflang, link.title) == (other.href, "de", "Iraks <Bitte>")


def test_json_carries_the_categories_of_the_feed_and_what_is_related() -> None:
    other = Link("related", f"{SITE}/threads/t2", title="Iraks Bitte", language="de")
    head = feed(entry(1), categories=("Iraq",), links=(other, Link("related", "javascript:x")))
    ours = json.loads(whole(JsonFeedEncoder(), head))["_syndicate"]
    assert ours["tags"] == ["Iraq"]
    assert ours["related"] == [{"url": other.href, "title": "Iraks Bitte", "language": "de"}]


@pytest.mark.parametrize("encoder", [AtomEncoder(), RssEncoder()], ids=["atom", "rss"])
def test_a_feed_points_to_what_it_took_in(encoder: Encoder) -> None:
    former = Link("predecessor-version", f"{SITE}/threads/t0")
    document = parsed(whole(encoder, feed(entry(1), links=(former,))))
    assert [each.href for each in document.feed.links if each.rel == former.rel] == [former.href]


def test_json_points_to_what_a_feed_took_in_apart_from_what_is_related() -> None:
    former, other = f"{SITE}/threads/t0", f"{SITE}/threads/t2"
    links = (Link("related", other), Link("predecessor-version", former))
    ours = json.loads(whole(JsonFeedEncoder(), feed(entry(1), links=links)))["_syndicate"]
    assert (ours["related"], ours["predecessors"]) == ([{"url": other}], [former])
