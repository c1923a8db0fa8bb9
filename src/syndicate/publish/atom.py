"""Entries -> an Atom feed (RFC 4287). Only home of feedgen.

feedgen writes each entry once: what it wrote is kept, and a feed is a join of it.
"""

from __future__ import annotations

from datetime import datetime
from html import escape

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from syndicate.model import Entry, Frame, Link, OutputFeed
from syndicate.publish.extension import EntryExtension
from syndicate.publish.gate import clean_entry, clean_head
from syndicate.publish.instants import second
from syndicate.publish.joined import Joined, put
from syndicate.publish.outputs import suffixed
from syndicate.publish.tombstones import element

_END = b"</feed>"
_ARCHIVE = b'<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>'  # RFC 5005, 4


class AtomEncoder(Joined):
    """Writes a feed as Atom."""

    suffix = "atom"
    content_type = "application/atom+xml; charset=utf-8"

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
        return etree.tostring(_element(clean_entry(entry)), encoding="utf-8")


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


def _element(entry: Entry) -> etree._Element:
    writer = FeedEntry()
    writer.register_extension("syndicate", EntryExtension, rss=False)
    writer.id(entry.id)
    writer.title(entry.title)
    writer.published(second(entry.published_at))
    writer.updated(second(entry.updated_at))
    for name in entry.authors:
        writer.author(name=name)
    for each in entry.categories:
        writer.category(term=each.term, scheme=each.scheme, label=each.label)
    writer.content(entry.content_html or f"<p>{escape(entry.title)}</p>", type="html")
    if entry.summary:
        writer.summary(entry.summary)
    if entry.rights:
        writer.rights(entry.rights)
    extension: EntryExtension = writer.syndicate
    extension.links = ((Link("alternate", entry.url),) if entry.url else ()) + entry.links
    extension.source, extension.language = entry.source, entry.language
    extension.image_url, extension.reply = entry.image_url, entry.reply
    element: etree._Element = writer.atom_entry()
    return element
