"""Feeds in RSS and Atom that nobody would write, and the pieces that they are made of."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

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
