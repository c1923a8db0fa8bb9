"""The short way to a feed gives what feedparser gives, or nothing: over feeds that nobody would write."""

from __future__ import annotations

from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from syndicate.normalize import dates, feed, swift

URL = "https://feeds.example.org/"
SPACES = {
    "creativeCommons": "http://backend.userland.com/creativeCommonsRssModule",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "own": "https://names.example.org/own",
}
LEAVES = [
    "title",
    "link",
    "guid",
    "id",
    "description",
    "summary",
    "content",
    "author",
    "category",
    "pubDate",
    "published",
    "updated",
    "created",
    "enclosure",
    "source",
    "comments",
    "language",
    "ttl",
    "generator",
    "copyright",
    "rights",
    "subtitle",
    "lastBuildDate",
    "date",
    "webMaster",
    "managingEditor",
    "url",
    "name",
    "email",
    "unknown",
    "published_parsed",
    "atom:link",
    "atom:updated",
    "atom:title",
    "content:encoded",
    "creativeCommons:license",
    "dc:creator",
    "dc:rights",
    "dc:date",
    "dc:title",
    "dc:subject",
    "dc:description",
    "dc:language",
    "dc:publisher",
    "dc:rights",
    "dcterms:issued",
    "feedburner:origLink",
    "itunes:author",
    "itunes:image",
    "itunes:keywords",
    "itunes:summary",
    "itunes:subtitle",
    "itunes:category",
    "itunes:explicit",
    "media:title",
    "media:description",
    "media:content",
    "media:thumbnail",
    "media:keywords",
    "media:category",
    "media:credit",
    "slash:comments",
    "sy:updatePeriod",
    "sy:updateFrequency",
    "itunes:duration",
    "dc:contributor",
    "own:mood",
    "own:title",
]
HOLDERS = [
    "author",
    "contributor",
    "source",
    "image",
    "media:group",
    "media:content",
    "own:thing",
    "itunes:owner",
    "skipHours",
    "content",
]
ATTRIBUTES = {
    "href": ("https://a.example/b", "/rel?x=1&y=2", "", "tag:x", "https://a.example/?"),
    "url": ("https://a.example/i.png", "i.png", ""),
    "rel": ("alternate", "license", "self", "enclosure", "Via", "hub", ""),
    "type": ("text", "html", "HTML", "xhtml", "text/html", "text/plain", "image/png", ""),
    "isPermaLink": ("true", "false"),
    "term": ("one", ""),
    "label": ("One",),
    "scheme": ("https://s.example/",),
    "domain": ("d",),
    "medium": ("image", "video"),
    "length": ("12",),
    "duration": ("90",),
    "title": ("A title", ""),
    "text": ("Arts",),
    "mode": ("escaped", "base64", "xml"),
    "xml:lang": ("en", "de_AT", ""),
    "lang": ("fr",),
    "xml:base": ("https://b.example/",),
    "own:type": ("html",),
    "own:mood": ("fair",),
    "lastmod": ("2014-11-06",),
}
WORDS = (
    "", " ", "plain words", "<p>Some <b>bold</b> text</p>", "AT&T", "&amp;lt;", "a &amp; b", "Ã©tÃ©",
    "caf\u0093e\u0094", "é", "https://a.example/page?a=1&amp;b=2", "https://a.example/x#y", "/local",
    "https:///a.example//x", "jo@example.org", "jo@example.org (Jo Roe)", "Jo <jo@example.org>", "a, b,",
    "Thu, 06 Nov 2014 10:30:00 GMT", "2014-11-06T10:30:00+01:00", "yesterday", "6 Nov 2014", "60", "daily",
    "1 < 2 and 3 > 2", "\u00a0", "\u0085x\u0085", "tag:example.org,2014:1",
)  # fmt: skip

attributes = st.lists(st.sampled_from(sorted(ATTRIBUTES)), max_size=3, unique=True).flatmap(
    lambda names: st.tuples(
        *(st.tuples(st.just(name), st.sampled_from(ATTRIBUTES[name])) for name in names)
    )
)
texts = st.tuples(st.sampled_from(WORDS) | st.text(max_size=20), st.integers(0, 2)).map(
    lambda pair: written(*pair)
)


def written(text: str, how: int) -> str:
    """Text in XML: escaped, as CDATA, or with a comment in it."""
    text = "".join(letter for letter in text if letter in "\t\n" or letter >= " ")
    text = text.encode("utf-8", "ignore").decode().replace("\ufffe", "").replace("\uffff", "")
    if how == 1 and "]]>" not in text:
        return f"<![CDATA[{text}]]>"
    half = len(text) // 2 if how == 2 else 0
    return f"{escape(text[:half])}<!-- so -->{escape(text[half:])}" if half else escape(text)


def element(name: str, given: tuple[tuple[str, str], ...], inner: str) -> str:
    told = "".join(f" {key}={quoteattr(value)}" for key, value in given)
    return f"<{name}{told}>{inner}</{name}>"


leaves = st.builds(element, st.sampled_from(LEAVES), attributes | st.just(()), texts)
trees = st.recursive(
    leaves,
    lambda inner: st.builds(
        element,
        st.sampled_from(HOLDERS),
        attributes | st.just(()),
        st.lists(inner, max_size=4).map("".join),
    ),
    max_leaves=5,
)
# What feeds are mostly made of: with this alone most of them can take the short way.
USUAL = """
    title link guid id description summary content category pubDate published updated created comments
    enclosure source copyright dc:publisher dc:rights atom:link atom:updated content:encoded dc:creator dc:date dc:title dc:subject
    dc:description dcterms:issued feedburner:origLink itunes:author itunes:summary itunes:subtitle itunes:duration dc:contributor
    media:title media:description media:content media:thumbnail media:category slash:comments own:mood
""".split()  # noqa: SIM905 - a table of words reads best as words
CALM = (
    "href",
    "rel",
    "isPermaLink",
    "term",
    "label",
    "scheme",
    "medium",
    "length",
    "duration",
    "title",
    "xml:lang",
)
calm = st.lists(st.sampled_from(CALM), max_size=2, unique=True).flatmap(
    lambda names: st.tuples(
        *(st.tuples(st.just(name), st.sampled_from(ATTRIBUTES[name])) for name in names)
    )
)
usual = st.builds(element, st.sampled_from(USUAL), st.just(()) | st.just(()) | calm, texts)
media = st.builds(
    element,
    st.sampled_from(("media:group", "media:content", "author")),
    st.just(()),
    st.lists(
        st.builds(
            element,
            st.sampled_from(
                [
                    "media:title",
                    "media:description",
                    "media:content",
                    "media:thumbnail",
                    "name",
                    "email",
                ]
            ),
            st.just(()) | calm,
            texts,
        ),
        max_size=3,
    ).map("".join),
)
parts = st.lists(usual | usual | usual | media | leaves | trees, max_size=7).map("".join)
calm_parts = st.lists(usual | usual | usual | media, max_size=8).map("".join)
titled = st.tuples(
    st.just("") | calm_parts, st.sampled_from(WORDS[2:]).map(escape), calm_parts
).map(lambda given: f"{given[0]}<title>{given[1]}</title>{given[2]}")
calm_heads = st.lists(
    st.builds(
        element,
        st.sampled_from(
            "title link id language ttl description itunes:summary sy:updatePeriod atom:link category".split()  # noqa: SIM905
        ),
        st.just(()),
        texts,
    ),
    max_size=5,
    unique_by=lambda text: text.split(">")[0],
).map("".join)


def rss(head: str, items: list[str], tail: str, lang: str) -> str:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"{lang}{declared()}><channel>{head}{inner}{tail}</channel></rss>'


def atom(head: str, items: list[str], tail: str, lang: str) -> str:
    inner = "".join(f"<entry>{item}</entry>" for item in items)
    return f'<feed xmlns="{SPACES["atom"]}"{lang}{declared()}>{head}{inner}{tail}</feed>'


def declared() -> str:
    return "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())


def in_feeds(
    heads: st.SearchStrategy[str], items: st.SearchStrategy[str], tails: st.SearchStrategy[str]
) -> st.SearchStrategy[str]:
    return st.builds(
        lambda build, *given: build(*given),
        st.sampled_from((rss, atom)),
        heads,
        st.lists(items, max_size=3),
        tails,
        st.sampled_from(("", ' xml:lang="en_GB"')),
    )


feeds = in_feeds(parts, parts, parts) | in_feeds(calm_heads, titled, st.just(""))


@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
@given(feeds)
@example(rss("", ["<title>A</title><dc:contributor>\x91</dc:contributor>"], "", ""))
def test_a_feed_is_what_feedparser_finds_or_is_left_to_it(text: str) -> None:
    body = text.encode()
    short = swift.parse(body)
    assert short is None or short == feed.parse(body, URL)


@settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
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


@settings(deadline=None, max_examples=400, suppress_health_check=list(HealthCheck))
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


@settings(deadline=None, max_examples=200, suppress_health_check=list(HealthCheck))
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
    "as many subjects as it takes to compare for minutes": (
        "<rss><channel><item><title>a</title>"
        + "".join(f"<category>{at}</category>" for at in range(5000))
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


@settings(deadline=None, max_examples=500)
@given(mail_dates | stamps | st.datetimes().map(datetime.isoformat))
@example("Thu, 06 Nov 2014 10:30:00 GMT")
@example("2014-11-06T10:30:00.5+01:00")
def test_a_date_is_read_as_feedparser_reads_it(text: str) -> None:
    assert dates.instant(text) == feed.instant(text)
