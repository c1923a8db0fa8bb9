"""Entries -> an Atom feed (RFC 4287). Only home of feedgen.

feedgen writes the head, and the form of an entry: one for all entries that have the same elements, which differ in
what stands in them. An entry is written once, and a feed is a join of what was written.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from html import escape
from itertools import count
from typing import Final, NamedTuple

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from syndicate.model import Entry, Frame, OutputFeed
from syndicate.publish.extension import completed
from syndicate.publish.gate import clean_entry, clean_head
from syndicate.publish.instants import second
from syndicate.publish.outputs import suffixed
from syndicate.publish.tags import put, quoted, told
from syndicate.publish.tombstones import element

_END = b"</feed>"
_ARCHIVE = b'<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>'  # RFC 5005, 4

# Instants that stand for others in a form.
_PUBLISHED: Final = datetime(1, 1, 1, tzinfo=UTC)
_UPDATED: Final = datetime(2, 1, 1, tzinfo=UTC)


class AtomEncoder:
    """Writes a feed as Atom."""

    suffix = "atom"
    content_type = "application/atom+xml; charset=utf-8"
    bare = Frame(b'<feed xmlns="http://www.w3.org/2005/Atom">\n', b"\n", b"\n" + _END)

    def frame(self, feed: OutputFeed) -> Frame:
        """Write what stands around the entries; by the grammar of RFC 4287 an extension stands before them."""
        head, end, rest = _head(clean_head(feed)).rpartition(_END)
        head += _ARCHIVE if feed.is_archive else b""
        gone = b"".join(element(each).encode() + b"\n" for each in feed.departed)
        return Frame(head + b"\n" + gone, b"\n", b"\n" + end + rest)

    def dated(self, frame: Frame, updated_at: datetime) -> Frame:
        """Say when the feed changed, as feedgen says it."""
        return put(second(updated_at).isoformat(), "updated", frame)

    def entry(self, entry: Entry) -> bytes:
        """Write one entry."""
        entry = clean_entry(entry)
        return completed(_form(_shape(entry)).format(*_values(entry)), entry).encode()


def _head(feed: OutputFeed) -> bytes:
    """Write all that stands above the entries, and the end tag."""
    writer = FeedGenerator()
    writer.id(feed.id)
    writer.title(feed.title)
    writer.updated(second(feed.updated_at))
    writer.author(name=feed.author)
    writer.generator("Syndicate")
    writer.link(href=suffixed(feed.self_url, "atom"), rel="self", type="application/atom+xml")
    writer.link(href=feed.html_url, rel="alternate", type="text/html")
    for hub in feed.hubs:
        writer.link(href=hub, rel="hub")
    for link in feed.pages:
        writer.link(href=suffixed(link.href, "atom"), rel=link.rel, type="application/atom+xml")
    if feed.licence_url:
        writer.link(href=feed.licence_url, rel="license")
    for link in feed.links:
        writer.link(
            href=link.href,
            rel=link.rel,
            type=link.media_type,
            hreflang=link.language,
            title=link.title,
        )
    for term in feed.categories:
        writer.category(term=term)
    if feed.rights:
        writer.rights(feed.rights)
    if feed.subtitle:
        writer.subtitle(feed.subtitle)
    if feed.language:
        writer.language(feed.language)
    document: bytes = writer.atom_str()
    return document


class _Shape(NamedTuple):
    """Which elements an entry has, whatever stands in them: entries of one shape are written in one form."""

    authors: int
    contributors: int
    categories: tuple[tuple[bool, bool], ...]  # whether they have a scheme, and a label
    has_summary: bool
    has_rights: bool


def _shape(entry: Entry) -> _Shape:
    return _Shape(
        len(entry.authors),
        len(entry.contributors),
        tuple((bool(each.scheme), bool(each.label)) for each in entry.categories),
        bool(entry.summary),
        bool(entry.rights),
    )


@lru_cache(maxsize=1024)
def _form(shape: _Shape) -> str:
    """Have feedgen write an entry of a shape, with a number in braces where each value stands (`_values`)."""
    writer = FeedEntry()
    places = (f"{{{number}}}" for number in count())
    writer.id(next(places))
    writer.title(next(places))
    writer.published(_PUBLISHED)
    writer.updated(_UPDATED)
    instants = {_PUBLISHED.isoformat(): next(places), _UPDATED.isoformat(): next(places)}
    writer.content(next(places), type="html")
    if shape.has_summary:
        writer.summary(next(places))
    if shape.has_rights:
        writer.rights(next(places))
    for _ in range(shape.authors):
        writer.author(name=next(places))
    for _ in range(shape.contributors):
        writer.contributor(name=next(places))
    for has_scheme, has_label in shape.categories:
        term, scheme, label = next(places), next(places), next(places)
        writer.category(
            term=term, scheme=scheme if has_scheme else None, label=label if has_label else None
        )
    form: str = etree.tostring(writer.atom_entry(), encoding="unicode")
    for instant, place in instants.items():
        form = form.replace(instant, place)
    return form


def _values(entry: Entry) -> list[str]:
    """Give what stands in the form of an entry, in the order of its numbers."""
    return [
        told(entry.id),
        told(entry.title),
        second(entry.published_at).isoformat(),
        second(entry.updated_at).isoformat(),
        told(entry.content_html or f"<p>{escape(entry.title)}</p>"),
        *map(
            told, filter(None, (entry.summary, entry.rights, *entry.authors, *entry.contributors))
        ),
        *(
            quoted(value or "")
            for each in entry.categories
            for value in (each.term, each.scheme, each.label)
        ),
    ]
