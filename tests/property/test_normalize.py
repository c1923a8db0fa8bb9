"""Whatever arrives, normalize/ gives clean items or a ParseError, and nothing else."""

from __future__ import annotations

import html
import json
import pickle
import random
import re
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path
from xml.parsers import expat
from xml.sax.saxutils import escape

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from syndicate.errors import ParseError
from syndicate.model import Document, ParsedFeed, Validators
from syndicate.normalize.datelines import dateline
from syndicate.normalize.document import read
from syndicate.normalize.formats.charset import decode
from syndicate.normalize.furniture import boilerplate, learned, systems, top
from syndicate.normalize.furniture.headline import folded
from syndicate.normalize.links import urls
from syndicate.normalize.links.urls import absolute, canonical_key
from syndicate.normalize.markup import blocks
from syndicate.normalize.markup.html import sanitize
from syndicate.normalize.text import clip, title, xml_legal

SEEDS = [
    path.read_bytes() for path in sorted((Path(__file__).parent.parent / "corpus").glob("*.xml"))
]
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
DOUBTFUL = ("day:", "words:")
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ANY_TEXT = st.text(st.characters(), max_size=300)
PIECES = """
    <p> </p> <a_href='x'> </a> <br> <img_src=x> <script> </script> <b > & &lt; &#11; <!-- --> <td> <table> <li>
    Related: By_Ann 0_comments: x_y
"""
MARKUP = st.lists(
    st.sampled_from([piece.replace("_", " ") for piece in PIECES.split()]) | ANY_TEXT, max_size=40
).map("".join)


def read_or_refuse(body: bytes, content_type: str = "") -> ParsedFeed | None:
    try:
        feed = read(
            Document("https://g.example/f", body, content_type, Validators(), NOW), source_id="s1"
        )
    except ParseError:
        return None
    assert pickle.loads(pickle.dumps(feed)) == feed
    stored = json.dumps(
        asdict(replace(feed, marks=None)), default=date.isoformat, ensure_ascii=False
    )
    assert not ILLEGAL.search(stored)
    # Two items may well say the same: the keys for that are doubtful, and known to be so (identity.py).
    ids = [key for item in feed.items for key in item.keys if not key.startswith(DOUBTFUL)]
    assert len(ids) == len(set(ids))
    for item in feed.items:
        assert item.published_at <= item.seen_at == NOW
        assert item.title
        assert item.url is None or item.url.startswith(("http://", "https://"))
    return feed


@given(st.binary(max_size=400), ANY_TEXT)
def test_any_bytes_are_read_or_refused(body: bytes, content_type: str) -> None:
    read_or_refuse(body, content_type)
    read_or_refuse(b"<rss><channel><item>" + body, content_type)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SEEDS), st.data())
def test_mutated_feeds_are_read_or_refused(seed: bytes, data: st.DataObject) -> None:
    body = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(body)))
        end = min(len(body), at + data.draw(st.integers(0, 30)))
        body[at:end] = data.draw(st.binary(max_size=20) | st.sampled_from([b"&#xD800;", b"&#9" + b"9" * 5000 + b";", b"<![CDATA[", b"]]>", b"<item>", b"</item>", b"\x00", b"&x;"]))  # fmt: skip
    read_or_refuse(bytes(body))


@given(
    st.dictionaries(
        st.sampled_from(["guid", "link", "title", "description", "pubDate", "author", "category", "enclosure"]),
        ANY_TEXT,
    )
)  # fmt: skip
def test_any_words_in_any_element_are_read(fields: dict[str, str]) -> None:
    inner = "".join(
        f"<{name}>{escape(xml_legal(value))}</{name}>" for name, value in fields.items()
    )
    body = f"<rss version='2.0'><channel><item>{inner}</item></channel></rss>"
    feed = read_or_refuse(body.encode())
    assert feed is not None
    words = "".join(xml_legal(fields.get(name, "")) for name in ("title", "description", "author"))
    assert len(feed.items) == 1 or not words.split()


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(["id", "url", "title", "content_html", "content_text", "tags", "authors", "name", "attachments", "date_published", "items", "image"]),
        inner,
        max_size=6,
    ),
    max_leaves=20,
)  # fmt: skip


@given(st.lists(json_values, max_size=4), json_values)
@example([{"id": "a"}, {"id": "b"}], None)
def test_any_json_feed_is_read_or_refused(items: list[object], value: object) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": value,
        "hubs": value,
        "items": items,
    }
    read_or_refuse(json.dumps(feed).encode())


@given(ANY_TEXT)
def test_legal_text_is_accepted_by_an_xml_parser(given_text: str) -> None:
    parser = expat.ParserCreate()
    parser.Parse(f"<x>{escape(xml_legal(given_text))}</x>".encode(), True)


@given(
    ANY_TEXT
    | st.from_regex(
        r"https?://[a-z.%@:\[\]]{1,12}(/[^#]{0,20})?(\?[^#]{0,30})?(#.{0,5})?", fullmatch=True
    )
)
def test_links_are_settled_by_one_pass(given_text: str) -> None:
    url = absolute(given_text, "https://g.example/a/")
    key = canonical_key(url)
    if url is not None:
        assert absolute(url, None) == url
        assert not ILLEGAL.search(url)
    if key is not None:
        assert canonical_key(f"https://{key}") == key


@given(MARKUP)
def test_sanitised_html_is_settled_by_one_pass_and_has_lines(markup: str) -> None:
    clean = sanitize(markup, "https://g.example/")
    if "<table" not in clean:  # what stands wrongly in a table is moved by every reader anew
        assert sanitize(clean, "https://g.example/") == clean
    read_back = blocks.read(clean)
    assert read_back.without(()) == clean
    everything = range(len(read_back.lines))
    assert not blocks.read(sanitize(read_back.without(set(everything)), None)).lines


TAGS = """
    <p> </p> <div> </div> <br> <hr> <li> <td> </td> <table><tr> </tr></table> <em> </em> <b> <abbr> <article>
    <a_href="x"> <a_href="https://h.example/?a=1&amp;b"> <a> </a> <img_src="a.png"_alt="x>y<p>"> words &amp; &lt;p&gt;
    &nbsp; &am p; é _ <blockquote> <audio_controls> <span_lang="de"> </span> <h1> </h1> 0_comments:
"""


@settings(max_examples=400)
@given(
    st.lists(st.sampled_from([tag.replace("_", " ") for tag in TAGS.split()]), max_size=30).map(
        "".join
    )
)
def test_a_line_is_the_text_that_goes_with_it_and_the_links_in_it(markup: str) -> None:
    read_back = blocks.read(sanitize(markup, "https://g.example/"))
    words: dict[int, list[str]] = {}
    linked: dict[int, list[tuple[str, str]]] = {}
    href = None
    for token in blocks._tokens(read_back.markup):
        if token.tag == "a":
            found = None if token.closing else re.search(' href="([^"]*)"', token.source)
            href = html.unescape(found[1]) if found else None
        elif not token.tag or token.tag in ("td", "th"):
            text = html.unescape(token.source) if not token.tag else " "
            words.setdefault(token.line, []).append(text)
            if href and text.strip():
                linked.setdefault(token.line, []).append((href, text.strip()))
    for number, line in enumerate(read_back.lines):
        assert line.text.replace(" ", "") == "".join("".join(words[number]).split())
        told = linked.get(number, [])
        assert line.linked == sum(len(text) for _, text in told)
        assert line.href == (told[0][0] if told else None)
    assert max(words, default=-1) == len(read_back.lines) - 1


@given(
    st.from_regex(urls._SETTLED, fullmatch=True),
    st.sampled_from(("", "https://g.example/a/", "http://g.example", "mailto:x")),
)
def test_a_link_that_is_settled_is_what_the_long_way_makes_of_it(url: str, base: str) -> None:
    assume(len(url) < urls.URL_BYTES)
    assert urls._joined(url, base) == url == absolute(url, base)


@given(ANY_TEXT, st.integers(8, 100))
def test_titles_are_plain_and_bounded(value: str, limit: int) -> None:
    assert len(clip(xml_legal(value), limit).encode()) <= limit
    for markup in (True, False):
        assert len(title(value, markup=markup).encode()) <= 1024


@given(ANY_TEXT)
def test_dateline_takes_any_text(value: str) -> None:
    dateline.read(value, date(2026, 3, 10))


@given(st.binary(max_size=200), ANY_TEXT)
def test_any_bytes_are_text(body: bytes, content_type: str) -> None:
    assert isinstance(decode(body, content_type), str)


@given(
    ANY_TEXT | st.text(st.characters(max_codepoint=0x20)) | st.text("a\ud800\ufffd\ufffe\uffff\x85")
)
def test_legal_text_is_all_that_xml_can_carry(text: str) -> None:
    assert xml_legal(text) == ILLEGAL.sub("", text)


@given(st.lists(st.sampled_from(["Storm", "hits", "storm", "coast", "_", "-", "»", " ", "ŉ", "é"])))
def test_a_line_is_the_headline_when_both_fold_to_the_same_words(pieces: list[str]) -> None:
    line = "".join(pieces)
    for told in ("Storm hits coast", "ŉ é", ""):
        headline = folded(told)
        alike = bool(headline) and folded(line) == headline
        assert top._is_headline(line, headline) == alike


FURNITURE = (
    "Home » World", "Storm", "Written By ann on May 4, 2015", "By Ann Lee", "Related:", "Share this:", "Tweet", "Print",
    "[link] [comments]", "3 comments:", "Post a Comment", "Read more", "Weiterlesen", "words of a text",
    "OSLO, May 4 (AP) - A line.", "See also: another one",
)  # fmt: skip
LINES = st.builds(
    lambda words, linked: blocks.Line(
        words.strip(), "https://g.example/" if linked else None, linked * len(words.strip())
    ),
    st.sampled_from(FURNITURE),
    st.booleans(),
)


@given(st.lists(LINES, min_size=1, max_size=8))
def test_a_text_is_never_cut_to_nothing_but_what_systems_write(lines: list[blocks.Line]) -> None:
    cut = boilerplate.part(lines, "Storm", NOW.date()).cut
    kept = [line for at, line in enumerate(lines) if at not in cut]
    if all(systems.is_foot(line, "storm") or systems.is_button(line) for line in lines):
        return
    assert kept
    everything = frozenset(learned._hash(line) for line in lines)
    repeated = learned.repeated(kept, everything)
    left = sum(len(line.text) for at, line in enumerate(kept) if at not in repeated)
    assert left * 3 >= sum(len(line.text) for line in kept) > 0


def test_texts_that_differ_by_their_links_alone_teach_the_same_in_any_order() -> None:
    plain, linked = (blocks.Line("Storm", href, 5) for href in (None, "https://g.example/"))
    home = blocks.Line("Home » World", None, 0)
    items = ([home], [linked] * 2, [linked] * 3, [linked] * 4, [plain], [linked])
    seen = [learned.evidence(lines) for lines in items]
    assert learned.learn(seen) == learned.learn(seen[::-1])


@given(st.lists(st.lists(LINES, max_size=4), max_size=12), st.randoms())
def test_what_is_learned_does_not_depend_on_the_order_of_items(
    items: list[list[blocks.Line]], dice: random.Random
) -> None:
    seen = [learned.evidence(lines) for lines in items]
    before = learned.learn(seen)
    dice.shuffle(seen)
    assert learned.learn(seen) == learned.learn(seen + seen) == before
    assert all(len(one) <= learned.MOST_BYTES for one in seen)
