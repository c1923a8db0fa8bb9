"""What we publish keeps the rules of its format; and each of these rules bites."""

from __future__ import annotations

import pytest

from benchmarks.rules import Rules, opml
from syndicate.model import Category, Companion, Departure, Episode, Link, OutputFeed
from syndicate.protocols import Encoder
from syndicate.publish.atom import AtomEncoder
from syndicate.publish.jsonfeed import JsonFeedEncoder
from syndicate.publish.opml import Outline, write
from syndicate.publish.rss import RssEncoder
from tests.paths import SCHEMAS
from tests.unit.publish.samples import NOON, SITE, entry, feed, whole
from tests.unit.publish.test_atom import FEEDS

ENCODERS: dict[str, Encoder] = {
    each.suffix: each for each in (AtomEncoder(), RssEncoder(), JsonFeedEncoder())
}
SCHEMA_FILES = ("atom.rng", "feed.json", "feed-1.json")
FULL = feed(
    entry(
        1,
        title="Q&A: is 1 < 2 & 3 > 2?",
        categories=(Category("World"), Category("iraq", "urn:x-syndicate:topic", "Iraq")),
        links=(
            Link("enclosure", "https://a.example/1.mp3", "audio/mpeg", length_bytes=7),
            Link("enclosure", "https://a.example/2.mp4"),
            Link("related", "https://copy.example/1", title="Copy"),
            Link("via", "https://xinhua.example/1", "text/html"),
            Link("license", "https://creativecommons.org/licenses/by/4.0/"),
        ),
        image_url="https://a.example/a.png",
        episode=Episode(1, 2, (Companion("chapters", "https://a.example/c"), Companion("transcript", "https://a.example/t"))),
        rights="All of them",
    ),
    entry(2, title="How <b>bold</b> is written", content_html='<p><a href="mailto:a@b.example">x</a></p>'),
    subtitle="1 < 2 & so on",
    departed=(Departure("urn:uuid:00000000-0000-5000-8000-000000000009", NOON),),
    pages=(Link("prev-archive", f"{SITE}/outputs/desk?archive=0~0&until=1~i"),),
    is_archive=True,
)  # fmt: skip


@pytest.fixture(scope="session")
def rules() -> Rules:
    whole = all((SCHEMAS / name).exists() for name in SCHEMA_FILES)
    return Rules.with_schemas(SCHEMAS) if whole else Rules()


def told(rules: Rules, body: bytes, suffix: str) -> list[str]:
    return list(rules.faults(body, suffix, f"{SITE}/outputs/desk.{suffix}"))


@pytest.mark.parametrize("suffix", ENCODERS)
@pytest.mark.parametrize("sample", [*FEEDS, FULL], ids=range(len(FEEDS) + 1))
def test_every_feed_keeps_the_rules(rules: Rules, suffix: str, sample: OutputFeed) -> None:
    assert told(rules, whole(ENCODERS[suffix], sample), suffix) == []


BROKEN = [
    ("atom", b"<updated>2014-11-06T12:01:00", b"<updated>2014-11-06 12:01:00", "RFC 3339"),
    ("atom", b"<published>2014-11-06T", b"<published>2014-02-30T", "does not exist"),
    ("atom", b"urn:uuid:00000000-0000-5000-8000-000000000001", b"no id", "no absolute IRI"),
    ("atom", b'rel="self" type="application/atom+xml"', b'rel="up"', "its self link is"),
    ("atom", b'href="https://copy.example/1"', b'href="/1"', "no absolute URI"),
    ("atom", b'href="https://copy.example/1"', b'href="ftp://copy.example/1"', "not of the web"),
    ("atom", b"&lt;p&gt;Iraq", b"&lt;img src='/a.png'&gt;", "no absolute URI"),
    ("atom", b"&lt;p&gt;Iraq", b"&lt;script&gt;", "holds <script>"),
    ("atom", b"&lt;p&gt;Iraq", b"&lt;p onclick='x()'&gt;", "has an attribute onclick"),
    ("atom", b'xml:lang="en"', b'xml:lang="e n"', "no language"),
    ("atom", b"</source></entry>", b"</source><rights>x</rights></entry>", "does not stand last"),
    ("rss", b"Thu, 06 Nov 2014 12:00:00 GMT", b"2014-11-06", "RFC 822"),
    ("rss", b"Thu, 06 Nov 2014 12:00:00 GMT", b"Fri, 06 Nov 2014 12:00:00 GMT", "was no Fri"),
    ("rss", b'isPermaLink="false"', b"", "not said to be no address"),
    ("rss", b"<description>Everything", b"<descr/><description>Everything", "descr stands 1 times"),
    ("rss", b"</pubDate>", b"</pubDate><guid>x</guid>", "guid stands 2 times"),
    ("rss", b'length="1234"', b'length="12 kB"', "no number of bytes"),
    ("rss", b'type="audio/mpeg"', b'type="audio"', "no media type"),
    ("rss", b"<title>Entry 1", b"<title>&lt;b&gt;Entry 1", "holds HTML"),
    ("rss", b'rel="self" type', b'rel="me" type', "its self link is"),
    ("json", b'"title":"Entry 1', b'"titel":"Entry 1', "key titel is unknown"),
    ("json", b'"date_published":"2014-11-06T', b'"date_published":"2014-11-06 ', "RFC 3339"),
    ("json", b'"tags":["World","Iraq"]', b'"tags":["World","World"]', "stands twice"),
    ("json", b'"tags":["World","Iraq"]', b'"tags":[]', "is empty"),
    ("json", b'"size_in_bytes":1234', b'"size_in_bytes":-1', "size of an attachment"),
    ("json", b'"url":"https://copy.example/1"', b'"url":"/1"', "no absolute URI"),
]  # fmt: skip


@pytest.mark.parametrize(("suffix", "right", "wrong", "fault"), BROKEN)
def test_what_breaks_a_rule_is_told(suffix: str, right: bytes, wrong: bytes, fault: str) -> None:
    sound = whole(ENCODERS[suffix], feed(entry(1)))
    assert right in sound
    assert told(Rules(), sound, suffix) == []
    assert any(fault in each for each in told(Rules(), sound.replace(right, wrong), suffix))


@pytest.mark.parametrize("suffix", ENCODERS)
def test_an_id_that_stands_twice_is_told(suffix: str) -> None:
    body = whole(ENCODERS[suffix], feed(entry(1), entry(2)))
    twice = body.replace(entry(2).id.encode(), entry(1).id.encode())
    assert any("stands twice" in each for each in told(Rules(), twice, suffix))


def test_what_breaks_a_rule_of_a_list_is_told() -> None:
    sound = write("All", [Outline("Desk", f"{SITE}/x.atom", f"{SITE}/x", ("a", "b"), "Topics")])
    assert list(opml.faults(sound)) == []
    for right, wrong in (
        (b'text="Desk"', b'text=""'),
        (b'xmlUrl="https:', b'xmlUrl="feed:'),
        (b'category="a,b"', b'category="a,,b"'),
        (b"<title>All</title>", b""),
        (b'version="2.0"', b'version="1.0"'),
    ):
        assert right in sound
        assert list(opml.faults(sound.replace(right, wrong))), right
