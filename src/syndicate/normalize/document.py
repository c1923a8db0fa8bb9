"""Document -> ParsedFeed: the way through the room. Pure; runs in a worker (worker.py).

decode -> JSON Feed, or gate -> delta -> swift or feedparser -> entries -> items. A document that cannot be read
raises ParseError; one that can, but has a fault, says so in `problem`.

Items that the last document held word for word are cut out before the parser, wherever the rest comes out as it
would have from the whole (delta.py); in doubt all of it is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from syndicate.errors import ParseError
from syndicate.model import Document, ParsedFeed
from syndicate.normalize import item, text, wire
from syndicate.normalize.dates import dates
from syndicate.normalize.formats import charset, delta, hints, jsonfeed, marking, prolog, swift
from syndicate.normalize.formats.found import licence
from syndicate.normalize.formats.prolog import Gated
from syndicate.normalize.formats.raw import RawEntry, RawFeed
from syndicate.normalize.languages import language
from syndicate.normalize.links.urls import absolute

ITEMS = 2000
ID_LETTERS = 1000
_IRI = re.compile(r"(?!https?://[^/?#]*@)[A-Za-z][A-Za-z0-9+.-]*:[!-~]+")
_FEEDS = ("rss", "feed", "channel")
_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"%PDF", b"\x89PNG", b"\xff\xd8\xff")
_NO_FEEDS = {
    "html": "this is a web page, not a feed; `syndicate add` with its address finds the feeds of it",
    "opml": "this is a list of subscriptions (OPML), not a feed; `syndicate opml import` takes its feeds",
    "urlset": "this is a sitemap, not a feed",
    "sitemapindex": "this is a sitemap, not a feed",
    "svg": "this is a picture, not a feed",
}


def read(document: Document, *, source_id: str, marks: bytes | None = None) -> ParsedFeed:
    """Read a body that arrived. Raises ParseError, with a text for people, and nothing else.

    What `marks`, of this source's last document, holds unchanged is left out, and its keys are in `present`.
    """
    if document.body.startswith(_PACKED):
        raise ParseError(document.url, "this is packed data, not a feed")
    decoded = charset.decode(document.body, document.content_type)
    if jsonfeed.is_json(decoded):
        raw = jsonfeed.parse(decoded, document.url)
        return _feed(raw, document, source_id, complete=document.complete)[0]
    gated = prolog.gate(decoded, document.url)
    local = gated.root.rpartition(":")[2].lower()
    if local in _NO_FEEDS:
        raise ParseError(document.url, _NO_FEEDS[local])
    cut = _cut(gated, document)
    known = marking.unpack(marks) if cut else None
    found = cut and known and _read_rest(gated, cut, known, document, source_id)
    return found or _read_whole(gated, cut, document, source_id)


def _cut(gated: Gated, document: Document) -> delta.Cut | None:
    if not (document.complete and prolog.is_closed(gated)):
        return None
    around = (document.url, *(word for link in document.links for word in link))
    return delta.find(gated.text, *around)


def _read_whole(
    gated: Gated, cut: delta.Cut | None, document: Document, source_id: str
) -> ParsedFeed:
    raw, complete = _read_xml(gated, document.url)
    complete = complete and document.complete
    found, evidence = _feed(raw, document, source_id, complete=complete)
    if cut is None or found.problem or not len(cut.hashes) == len(raw.entries) == len(found.items):
        return found
    about = wire.encode(replace(found, items=()))
    marked = delta.mark(found.items, cut.hashes, evidence)
    return replace(found, marks=marking.pack(cut.frame, about, marked))


def _read_rest(
    gated: Gated, cut: delta.Cut, last: marking.Marks, document: Document, source_id: str
) -> ParsedFeed | None:
    """What is new in a document; None where it does not qualify, and must be read as a whole."""
    known = delta.known(cut, last.items) if last.frame == cut.frame else None
    if not known or len(cut.hashes) > ITEMS:
        return None
    fresh = [found for found in cut.hashes if found not in known]
    try:
        found = wire.decode(last.feed, source_id=source_id, now=document.fetched_at)
    except ValueError:
        return None  # what another version said of a feed
    evidence: tuple[bytes, ...] = ()
    if fresh:
        seen = [mark.evidence for mark in known.values()]
        rest = _parse(replace(gated, text=cut.without(known)), document.url)
        found, evidence = _feed(rest, document, source_id, complete=True, seen=seen)
        if found.problem or not len(fresh) == len(rest.entries) == len(found.items):
            return None
        if not delta.is_apart(found.items, known):
            return None
    marked = [*known.values(), *delta.mark(found.items, fresh, evidence)]
    present = tuple(known[one].key for one in cut.hashes if one in known)
    return replace(found, present=present, marks=marking.pack(cut.frame, last.feed, marked))


def _parse(gated: Gated, url: str) -> RawFeed:
    raw = swift.parse(gated.body)
    if raw is None:
        from syndicate.normalize.formats import feed

        raw = feed.parse(gated.body, url)
    return replace(raw, hints=hints.read(gated.text))


def _read_xml(gated: Gated, url: str) -> tuple[RawFeed, bool]:
    """What feedparser finds, and whether the document was whole. Half an entry is none."""
    raw = _parse(gated, url)
    local = gated.root.rpartition(":")[2].lower()
    if not (raw.entries or raw.known or raw.title or local in _FEEDS):
        raise ParseError(url, f"this is not a feed: its first element is <{gated.root}>")
    if raw.fault is None or prolog.is_closed(gated):
        return raw, True
    if prolog.ends_within_entry(gated):
        raw = replace(raw, entries=raw.entries[:-1])
    return raw, False


def _feed(
    raw: RawFeed, document: Document, source_id: str, *, complete: bool, seen: Sequence[bytes] = ()
) -> tuple[ParsedFeed, tuple[bytes, ...]]:
    """The feed, and what each of its items tells of the source's furniture. `seen`: what others of them told."""
    site_url = absolute(raw.link, document.url)
    declared = language.tidy(raw.language)
    title = raw.title and text.title(raw.title.value, markup=raw.title.kind == "html")
    setting = item.Setting(
        source_id=source_id,
        now=document.fetched_at,
        base=site_url or document.url,
        site_url=site_url,
        language=declared,
        authors=raw.authors,
        title=title or None,
        literal_titles=raw.format != "rss",
        rights=item.rights(raw.rights, literal=raw.format != "rss"),
        licence_url=absolute(licence(raw.links), site_url or document.url),
    )
    items, evidence = item.with_evidence(_newest(raw.entries, document), setting, seen)
    found = ParsedFeed(
        format=raw.format,
        feed_id=_iri(raw.id),
        title=title or None,
        site_url=site_url,
        language=declared,
        items=items,
        hints=raw.hints,
        hubs=tuple(dict.fromkeys(_links(raw, document, "hub"))),
        self_url=next(_links(raw, document, "self"), None),
        problem="; ".join(_problems(raw, complete=complete)) or None,
        complete=complete,
    )
    return found, evidence


def _newest(entries: Sequence[RawEntry], document: Document) -> Sequence[RawEntry]:
    """Return what is read of very many entries, in their order: of a feed that grows at its end, too, what is new.

    An entry without a date is as old as the one before it, so that without any dates these are the first.
    """
    if len(entries) <= ITEMS:
        return entries
    at, ranked = document.fetched_at, []
    for place, entry in enumerate(entries):
        at = dates.claimed(entry.published or entry.updated, document.fetched_at) or at
        ranked.append((-at.timestamp(), place))
    return [entries[place] for place in sorted(place for _, place in sorted(ranked)[:ITEMS])]


def _iri(text: str | None) -> str | None:
    """Return the id of a feed if it is one: absolute, and without a login (RFC 4287, 4.2.6)."""
    return text if text and len(text) <= ID_LETTERS and _IRI.fullmatch(text) else None


def _links(raw: RawFeed, document: Document, rel: str) -> Iterator[str]:
    """Links of one kind: those of the response first (WebSub, 4)."""
    given = (*document.links, *((link.rel, link.href) for link in raw.links))
    for rels, href in given:
        url = absolute(href, document.url) if rel in rels.lower().split() else None
        if url:
            yield url


def _problems(raw: RawFeed, *, complete: bool) -> Iterator[str]:
    if not complete:
        yield "the document is cut off before its end; its whole entries were read"
    if raw.fault:
        yield text.clip(text.squeeze(raw.fault), text.NAME_BYTES)
    if len(raw.entries) > ITEMS:
        yield f"{len(raw.entries)} entries: only {ITEMS} were read: the newest, as far as their dates tell"
