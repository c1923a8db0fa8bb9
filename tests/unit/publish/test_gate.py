from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.model import Category, Companion, Entry, EntrySource, Episode, Link, Reply
from syndicate.publish.gate import (
    clean_entry,
    clean_head,
    identifier,
    language,
    legal,
    line,
    markup,
    media_type,
    turned_back,
    web_url,
)
from tests.unit.publish.samples import NOON, entry, feed


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://a.example/",
        "//a.example/x",
        "/relative",
        "http://",
        "http://a b/",
        "http://[::1",
        "http://a.example:99999/",
        'http://a"b.example/',
    ],
)
def test_an_address_that_is_not_of_the_web_is_refused(url: str | None) -> None:
    assert web_url(url) is None


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://a.example/x?y=1&z=%20#top", "https://a.example/x?y=1&z=%20#top"),
        ("https://u:p@a.example:8080/x", "https://a.example:8080/x"),
        ("HTTP://A.example/é b", "http://a.example/%C3%A9%20b"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ('https://a.example/"><script>', "https://a.example/%22%3E%3Cscript%3E"),
        ("http://[2001:db8::1]:80/x", "http://[2001:db8::1]:80/x"),
    ],
)
def test_an_address_is_written_in_ascii_without_credentials(url: str, clean: str) -> None:
    assert web_url(url) == clean


@given(st.text())
def test_an_address_is_either_refused_or_stays_as_cleaned(text: str) -> None:
    clean = web_url("https://a.example/" + text)
    assert clean is None or (clean.isascii() and web_url(clean) == clean)


def test_no_illegal_code_point_passes() -> None:
    every = "".join(map(chr, range(0x110000)))
    passed = legal(every)
    assert len(passed) > 1_000_000
    assert not set(passed) & {
        chr(n) for n in (0, 8, 0xB, 0x1F, 0x7F, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF)
    }
    printable = "".join(filter(str.isprintable, every))  # which is not looked at any further
    assert legal(printable) == legal(f"\x00{printable}")


def test_names_that_have_no_form_are_left_out() -> None:
    assert (language("en-GB"), language("english (uk)"), language(None)) == ("en-GB", None, None)
    assert media_type('audio/mpeg; codecs="x"') == "audio/mpeg"
    assert media_type("mp3") is None
    assert line(" a\n\tb\x00 ") == "a b"


def test_an_id_that_is_no_iri_is_made_one_always_the_same() -> None:
    assert identifier("urn:uuid:1") == "urn:uuid:1"
    assert identifier("a b") == "urn:x-syndicate:a%20b" == identifier("a b")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ('<img src="https://a.example/p.png ">', '<img src="https://a.example/p.png">'),
        ('<a href="https://a.example/x&quot;">b</a>', '<a href="https://a.example/x%22">b</a>'),
        ('<a href="https://a.example/a b?x=&lt;1&gt;">b</a>', '<a href="https://a.example/a%20b?x=%3C1%3E">b</a>'),
        ('<a href="https://a.example/é?a=1&amp;b=2">b</a>', '<a href="https://a.example/é?a=1&amp;b=2">b</a>'),
        ('<p>Write &lt;a href="a b"&gt;.</p>', '<p>Write &lt;a href="a b"&gt;.</p>'),
        ('<a title="x href=" href="https://a.example/|">b</a>', '<a title="x href=" href="https://a.example/%7C">b</a>'),
    ],
)  # fmt: skip
def test_addresses_in_html_are_escaped_and_text_is_not(given: str, told: str) -> None:
    assert markup(given) == told


def test_cleaning_leaves_out_nothing_that_is_clean() -> None:
    link = Link("via", "https://a.example/b", "text/html", "B", 5, "de", 60)
    full = Entry(
        id="urn:x:y",
        title="Title",
        url="https://a.example/",
        published_at=NOON,
        updated_at=NOON,
        content_html="<p>Text</p>",
        summary="Summary",
        authors=("A. Writer",),
        contributors=("A. Helper",),
        categories=(Category("a", "urn:x:z", "A"),),
        language="de",
        links=(link,),
        source=EntrySource("urn:x:s", "S", "https://s.example/f", "https://s.example/", NOON, "©"),
        rights="©",
        image_url="https://a.example/c.png",
        episode=Episode(2, 7, (Companion("transcript", "https://a.example/t", "text/vtt", "de"),)),
        reply=Reply("urn:x:r", "https://a.example/r"),
    )
    assert all(getattr(full, each.name) for each in fields(Entry))
    assert all(getattr(link, each.name) for each in fields(Link))
    assert clean_entry(full) == full


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("gpj.\u202eexe", "gpj.\u202eexe\u202c"),
        ("\u2067mixed", "\u2067mixed\u2069"),
        ("\u202a\u2068both", "\u202a\u2068both\u2069\u202c"),
        (
            "\u2068a \u202eb\u2069 c",
            "\u2068a \u202eb\u2069 c",
        ),  # the end of the outer ends the inner
        ("\u202eturned back\u202c", "\u202eturned back\u202c"),
        ("\u2068a\u202c b", "\u2068a\u202c b\u2069"),  # it ends nothing there
        ("never begun\u202c\u2069", "never begun\u202c\u2069"),
        ("Peace \u200f!", "Peace \u200f!"),
        ("سلام", "سلام"),
    ],
)
def test_a_text_that_turns_its_direction_turns_it_back_at_its_end(text: str, closed: str) -> None:
    assert turned_back(text) == closed


def test_no_title_of_a_feed_turns_what_stands_beside_it() -> None:
    text, closed = "gpj.\u202eexe", "gpj.\u202eexe\u202c"
    head = clean_head(feed(title=text, subtitle=text, author=text, categories=(text,)))
    assert (head.title, head.subtitle, head.author, head.categories) == (
        closed,
        closed,
        closed,
        (closed,),
    )
    link = Link("related", "https://a.example/", title=text)
    cleaned = clean_entry(
        replace(entry(1), title=text, summary=text, authors=(text,), links=(link,))
    )
    assert (cleaned.title, cleaned.summary, cleaned.authors) == (closed, closed, (closed,))
    assert cleaned.links[0].title == closed
