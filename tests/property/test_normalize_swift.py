"""The short way to a feed gives what feedparser gives, or nothing: over feeds that nobody would write."""

from __future__ import annotations

from datetime import datetime
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from syndicate.normalize.dates import dates
from syndicate.normalize.formats import feed, swift
from tests.property.odd_feeds import SPACES, URL, WORDS, atom, element, feeds, rss, texts


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(feeds)
@example(rss("", ["<title>A</title><dc:contributor>\x91</dc:contributor>"], "", ""))
def test_a_feed_is_what_feedparser_finds_or_is_left_to_it(text: str) -> None:
    body = text.encode()
    short = swift.parse(body)
    assert short is None or short == feed.parse(body, URL)


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from((rss, atom)),
    st.lists(st.sampled_from(WORDS[2:12]).map(escape), min_size=6, max_size=6),
)
def test_a_plain_feed_takes_the_short_way(build: object, words: list[str]) -> None:
    assert callable(build)
    head = f"<title>{words[0]}</title><link>https://a.example/</link>"
    item = f"<title>t{words[1]}</title><link>{words[2]}</link><description>{words[3]}</description>"
    item += f"<id>{words[4]}</id><category>{words[5]}</category><dc:creator>Jo</dc:creator>"
    body = build(head, [item, item], "", "").encode()
    short = swift.parse(body)
    assert short is not None
    assert short == feed.parse(body, URL)


XHTML = "http://www.w3.org/1999/xhtml"
INLINE = "div p a em br img h1 code body title svg math H2 label base".split()  # noqa: SIM905
INLINE_ATTRIBUTES = {
    "href": ("https://a.example/?a=1&b=2", "/local", "#top"),
    "HREF": ("https://a.example/",),
    "title": ('He said "no"', "it's", "1 < 2 > 0", "line\nend", " spaced  out "),
    "rel": ("NoFollow",),
    "class": ("", "é"),
    "xml:lang": ("de", ""),
    "xml:space": ("preserve",),
    "xml:base": ("https://b.example/",),
    "lang": ("fr",),
    "own:mood": ("fair",),
}
inline_attributes = st.lists(
    st.sampled_from(sorted(INLINE_ATTRIBUTES)), max_size=3, unique=True
).flatmap(
    lambda names: st.tuples(
        *(st.tuples(st.just(name), st.sampled_from(INLINE_ATTRIBUTES[name])) for name in names)
    )
)
calm_inline = st.sampled_from("div p a em br img h1 code".split())  # noqa: SIM905
calm_given = st.sampled_from(["href", "title", "rel", "class", "lang"]).flatmap(
    lambda name: st.tuples(
        st.tuples(st.just(name), st.sampled_from(INLINE_ATTRIBUTES[name])),
    )
)


def trees_of(
    names: st.SearchStrategy[str], given: st.SearchStrategy[tuple[tuple[str, str], ...]]
) -> st.SearchStrategy[str]:
    prefixed = st.tuples(st.sampled_from(("", "h:")), names).map("".join)
    return st.recursive(
        texts | st.just("<?do it?>"),
        lambda inner: st.builds(
            element, prefixed, st.just(()) | given, st.lists(inner, max_size=3).map("".join)
        ),
        max_leaves=8,
    )


def said_inline(kind: str, around: str, name: str, inner: str, more: str) -> str:
    """An entry of which one part is XHTML: in a div that declares it, or without."""
    wrapped = f'<div xmlns="{XHTML}">{inner}</div>' if kind.startswith("x") else inner
    kind = kind.strip("x ") or "xhtml"
    told = f'<{name} type="{kind}">{around}{wrapped}{more}</{name}>'
    return f"<title>t</title>{told}<id>tag:a</id>"


inline_parts = st.builds(
    said_inline,
    st.sampled_from(("x", "x", "x", "x application/xhtml+xml", "", "x html")),
    st.sampled_from(("", "", "\n  ", "\u00a0", "words ")),
    st.sampled_from(("content", "summary", "title")),
    trees_of(st.sampled_from(INLINE), inline_attributes)
    | st.lists(trees_of(calm_inline, calm_given), max_size=4).map("".join),
    st.sampled_from(("", "", "\n", "<h:p>more</h:p>", " more")),
)


@settings(max_examples=400, suppress_health_check=list(HealthCheck))
@given(
    inline_parts,
    st.sampled_from(
        (f' xmlns:h="{XHTML}"', f' xmlns:h="{XHTML}" xmlns:k="http://www.w3.org/1999/xlink"')
    ),
    st.sampled_from((rss, atom, atom, atom)),
)
def test_inline_markup_is_what_feedparser_writes_or_is_left_to_it(
    item: str, declaring: str, build: object
) -> None:
    assert callable(build)
    body = build("", [item, item], "", declaring).encode()
    short = swift.parse(body)
    assert short is None or short == feed.parse(body, URL)


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(
    st.lists(trees_of(calm_inline, calm_given), max_size=4).map("".join),
    st.sampled_from(("content", "summary", "title")),
)
@example(
    '<p>a<br/> b &amp; c<!-- so --> &lt;d&gt; <a href="/x?a=1&amp;b=2" title="&quot;">e</a></p>',
    "content",
)
def test_plain_inline_markup_takes_the_short_way(inner: str, name: str) -> None:
    item = said_inline("x", "\n", name, inner, "\n") + "<title>t</title>"
    body = atom("", [item], "", f' xmlns:h="{XHTML}"').encode()
    short = swift.parse(body)
    assert short is not None
    assert short == feed.parse(body, URL)


def test_inline_markup_that_is_nested_deeper_than_calls_can_go_takes_the_short_way() -> None:
    deep = "<p>" * 20_000 + "x" + "</p>" * 20_000
    body = atom("", [said_inline("x", "", "content", deep, "")], "", "").encode()
    short = swift.parse(body)
    assert short is not None
    content = short.entries[0].content
    assert content is not None
    assert content.value == deep


HOSTILE = {
    "XHTML in RSS": (
        f'<rss><channel><item><title>a</title><summary type="xhtml"><p xmlns="{XHTML}">b</p></summary></item>'
        "</channel></rss>"
    ),
    "a document type": '<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><title>&a;</title></channel></rss>',
    "an end that is missing": "<rss><channel><item><title>a</title></item>",
    "a prefix with two meanings": (
        '<rss xmlns:x="urn:a"><channel><item xmlns:x="urn:b"><title>a</title></item></channel></rss>'
    ),
    "a known prefix for something else": (
        '<rss xmlns:dc="urn:a"><channel><item><title>a</title><dc:creator>b</dc:creator></item></channel></rss>'
    ),
    "an unknown namespace without a prefix": (
        '<rss><channel><item><title>a</title><x xmlns="urn:a">b</x></item></channel></rss>'
    ),
    "markup within a text": (
        "<rss><channel><item><title>a</title><description><p>b</p></description></item></channel></rss>"
    ),
    "groups within groups": (
        f'<rss xmlns:media="{SPACES["media"]}"><channel><item><title>a</title>'
        + "<media:group>" * 5000
        + "</media:group>" * 5000
        + "</item></channel></rss>"
    ),
    "more elements than there is room for": (
        "<rss><channel>" + "<docs/>" * 210_000 + "</channel></rss>"
    ),
    "a person that goes on for long": (
        f"<rss><channel><item><title>a</title><author>a@{'a.' * 30000}!</author></item></channel></rss>"
    ),
    "a base": '<rss xml:base="https://b.example/"><channel><title>a</title></channel></rss>',
    "a web page": "<html><body>a</body></html>",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_not_plain_is_left_to_feedparser(body: str) -> None:
    assert swift.parse(body.encode()) is None


numbers = st.integers(0, 99).map("{:02}".format)
mail_dates = st.builds(
    "{}{} {} {} {}:{}:{} {}".format,
    st.sampled_from(("", "Mon, ", "Tue, ", "Thu, ", "Sat, ", "Sun, ", "mon ")),
    st.integers(0, 33),
    st.sampled_from(("Jan", "Oct", "Sep", "Sept", "august", "Feb")),
    st.sampled_from(("2014", "1999", "99", "0000", "2199")),
    numbers,
    numbers,
    numbers,
    st.sampled_from(("GMT", "UT", "UTC", "Z", "EST", "PDT", "CEST", "+0530", "-0800", "+9999", "")),
)
stamps = st.builds(
    "{}-{}-{}{}{}:{}:{}{}{}".format,
    st.sampled_from(("2014", "1999", "0001", "2199")),
    numbers,
    numbers,
    st.sampled_from(("T", "t", " ")),
    numbers,
    numbers,
    numbers,
    st.sampled_from(("", ".5", ".999999", ".9999999999")),
    st.sampled_from(("Z", "z", "+01:00", "-23:59", "+24:00", "+05:99", "+0100", "")),
)


@settings(max_examples=500)
@given(mail_dates | stamps | st.datetimes().map(datetime.isoformat))
@example("Thu, 06 Nov 2014 10:30:00 GMT")
@example("2014-11-06T10:30:00.5+01:00")
def test_a_date_is_read_as_feedparser_reads_it(text: str) -> None:
    assert dates.instant(text) == feed.instant(text)


def test_of_many_subjects_the_first_are_kept_either_way() -> None:
    many = "".join(f"<category>{at}</category>" for at in range(5000))
    body = rss("", [f"<title>a</title>{many}<category>4999</category>"], "", "").encode()
    short = swift.parse(body)
    assert short is not None
    assert short == feed.parse(body, URL)
    assert len(short.entries[0].categories) == 200
