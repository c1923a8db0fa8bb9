"""Document -> ParsedFeed: the way through the room. Pure; runs in a worker (worker.py).

decode -> JSON Feed, or gate -> feedparser -> entries -> items. A document that cannot be read raises ParseError;
one that can, but has a fault, says so in `problem`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from syndicate.errors import ParseError
from syndicate.model import Document, Hints, ParsedFeed
from syndicate.normalize import charset, feed, item, jsonfeed, language, prolog, text
from syndicate.normalize.raw import RawFeed
from syndicate.normalize.urls import absolute

ITEMS = 2000
_FEEDS = ("rss", "feed", "channel")
_TTL = (timedelta(minutes=1), timedelta(days=31))
_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"%PDF", b"\x89PNG", b"\xff\xd8\xff")
_NO_FEEDS = {
    "html": "this is a web page, not a feed; its source may name one: look for <link rel=alternate>",
    "opml": "this is a list of subscriptions (OPML), not a feed; import it instead",
    "urlset": "this is a sitemap, not a feed",
    "sitemapindex": "this is a sitemap, not a feed",
    "svg": "this is a picture, not a feed",
}


def read(document: Document, *, source_id: str, marks: bytes | None = None) -> ParsedFeed:  # noqa: ARG001
    """Read a body that arrived. Raises ParseError, with a text for people, and nothing else."""
    if document.body.startswith(_PACKED):
        raise ParseError(document.url, "this is packed data, not a feed")
    decoded = charset.decode(document.body, document.content_type)
    if jsonfeed.is_json(decoded):
        raw, complete = jsonfeed.parse(decoded, document.url), True
    else:
        raw, complete = _read_xml(decoded, document.url)
    return _feed(raw, document, source_id, complete=complete and document.complete)


def _read_xml(decoded: str, url: str) -> tuple[RawFeed, bool]:
    """What feedparser finds, and whether the document was whole. Half an entry is none."""
    gated = prolog.gate(decoded, url)
    local = gated.root.rpartition(":")[2].lower()
    if local in _NO_FEEDS:
        raise ParseError(url, _NO_FEEDS[local])
    raw = feed.parse(gated.body, url)
    if not (raw.entries or raw.known or raw.title or local in _FEEDS):
        raise ParseError(url, f"this is not a feed: its first element is <{gated.root}>")
    if raw.fault is None or prolog.is_closed(gated):
        return raw, True
    if prolog.ends_within_entry(gated):
        raw = replace(raw, entries=raw.entries[:-1])
    return raw, False


def _feed(raw: RawFeed, document: Document, source_id: str, *, complete: bool) -> ParsedFeed:
    site_url = absolute(raw.link, document.url)
    declared = language.tidy(raw.language)
    setting = item.Setting(
        source_id=source_id,
        now=document.fetched_at,
        base=site_url or document.url,
        site_url=site_url,
        language=declared,
        authors=raw.authors,
        literal_titles=raw.format != "rss",
    )
    title = raw.title and text.title(raw.title.value, markup=raw.title.kind == "html")
    return ParsedFeed(
        format=raw.format,
        title=title or None,
        site_url=site_url,
        language=declared,
        items=item.items(raw.entries[:ITEMS], setting),
        hints=Hints(ttl=_ttl(raw.ttl_minutes)),
        hubs=tuple(dict.fromkeys(_links(raw, document, "hub"))),
        self_url=next(_links(raw, document, "self"), None),
        problem="; ".join(_problems(raw, complete=complete)) or None,
        complete=complete,
    )


def _links(raw: RawFeed, document: Document, rel: str) -> Iterator[str]:
    """Links of one kind: those of the response first (WebSub, 4)."""
    given = (*document.links, *((link.rel, link.href) for link in raw.links))
    for rels, href in given:
        url = absolute(href, document.url) if rel in rels.lower().split() else None
        if url:
            yield url


def _ttl(minutes: float | None) -> timedelta | None:
    if minutes is None or not math.isfinite(minutes) or minutes <= 0:
        return None
    least, most = _TTL
    return max(least, timedelta(minutes=min(minutes, most / timedelta(minutes=1))))


def _problems(raw: RawFeed, *, complete: bool) -> Iterator[str]:
    if not complete:
        yield "the document is cut off before its end; its whole entries were read"
    if raw.fault:
        yield text.clip(text.squeeze(raw.fault), text.NAME_BYTES)
    if len(raw.entries) > ITEMS:
        yield f"{len(raw.entries)} entries: only the first {ITEMS} were read"
