"""A web page -> the feeds that it names. Pure; runs in a worker, for a page can be as hostile as a feed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from syndicate.model import Document
from syndicate.normalize import text
from syndicate.normalize.formats import charset
from syndicate.normalize.links.urls import absolute

LINKS = 30
_ANCHORS = 5000  # of them that are looked at
_TYPES = frozenset(
    {
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
        "application/rss+xml",
        "application/x-rss+xml",
        "text/rss+xml",
    }
)
# What else pages declare feeds as; then the address has to look like one.
_VAGUE_TYPES = frozenset({"", "application/json", "application/xml", "text/json", "text/xml"})
_FEEDY = re.compile(
    r"/(?:feeds?|rss|atom)(?:[./]|$)|\.(?:rss|atom|rdf)$|(?:feed|rss|atom|index)\.(?:xml|json|php)$"
)
_FEEDY_QUERY = re.compile(r"(?:^|&)(?:feed|format|type)=(?:rss|atom|feed|json)")
_COMMENTS = re.compile(r"comment", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page points to: `declared` in its head, or only linked like any other page."""

    url: str
    title: str = ""
    declared: bool = True


def feed_links(document: Document) -> tuple[FeedLink, ...]:
    """Return the feeds that a page names, what it declares first and comments last, each address once."""
    decoded = charset.decode_page(document.body, document.content_type)
    tree = LexborHTMLParser(text.xml_legal(decoded))
    base = _base(tree, document.url)
    found: dict[str, FeedLink] = {}
    for link in (*_declared(tree, base), *_linked(tree, base)):
        if len(found) < LINKS:
            found.setdefault(link.url, link)
    return tuple(sorted(found.values(), key=_is_about_comments))


def told(document: Document) -> bytes:
    """Return the feeds that a page names as plain bytes, which a worker may hand over."""
    links = [(link.url, link.title, link.declared) for link in feed_links(document)]
    return json.dumps(links).encode()


def heard(answer: bytes) -> tuple[FeedLink, ...]:
    """Return what `told` said, whoever says so."""
    rows = json.loads(answer)
    return tuple(FeedLink(str(url), str(title), bool(declared)) for url, title, declared in rows)


def _base(tree: LexborHTMLParser, url: str) -> str:
    """What addresses are relative to (HTML, 2.4.3): the first <base> that says so."""
    first = tree.css_first("base[href]")
    return (absolute(first.attributes.get("href"), url) if first else None) or url


def _declared(tree: LexborHTMLParser, base: str) -> Iterator[FeedLink]:
    """RSS autodiscovery: <link rel="alternate" type="application/rss+xml" href=...>."""
    for node in tree.css("link[href]"):
        rels = _attribute(node, "rel").lower().split()
        if "stylesheet" in rels or not {"alternate", "feed"} & set(rels):
            continue
        url = absolute(_attribute(node, "href"), base)
        kind = _attribute(node, "type").partition(";")[0].strip().lower()
        is_feed = kind in _TYPES or (
            kind in _VAGUE_TYPES and ("feed" in rels or _looks_like_one(url))
        )
        if url and is_feed:
            yield FeedLink(url, _title(_attribute(node, "title")))


def _linked(tree: LexborHTMLParser, base: str) -> Iterator[FeedLink]:
    """Plain links to addresses of this site that look like a feed's."""
    home = _site(base)
    for node in tree.css("a[href]")[:_ANCHORS]:
        url = absolute(_attribute(node, "href"), base)
        if url and _looks_like_one(url) and _site(url).endswith(home):
            words = _attribute(node, "title") or node.text(deep=True)[:500]
            yield FeedLink(url, _title(words), declared=False)


def _looks_like_one(url: str | None) -> bool:
    parts = urlsplit(url or "")
    return bool(_FEEDY.search(parts.path.lower()) or _FEEDY_QUERY.search(parts.query.lower()))


def _is_about_comments(link: FeedLink) -> bool:
    return bool(_COMMENTS.search(link.title) or _COMMENTS.search(urlsplit(link.url).path))


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _attribute(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""


def _title(words: str) -> str:
    return text.clip(text.squeeze(words), text.NAME_BYTES)
