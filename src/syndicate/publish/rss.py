"""Entries -> an RSS 2.0 feed, with what its usual modules add. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html import escape

from syndicate.model import Entry, Frame, Link, OutputFeed
from syndicate.publish import podcast
from syndicate.publish.gate import clean_entry, clean_head
from syndicate.publish.instants import rfc822, rfc3339
from syndicate.publish.outputs import suffixed
from syndicate.publish.tags import known, pointing, put, told
from syndicate.publish.tombstones import element

_NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "xmlns:media": "http://search.yahoo.com/mrss/",
    "xmlns:thr": "http://purl.org/syndication/thread/1.0",
}
_PROLOG = '<?xml version="1.0" encoding="utf-8"?>\n'
_START = f"<rss{known({'version': '2.0', **_NAMESPACES})}><channel>"
_END = "</channel></rss>"
_TAG = re.compile(r"<[A-Za-z/!?]")


class RssEncoder:
    """Writes a feed as RSS 2.0."""

    suffix = "rss"
    content_type = "application/rss+xml; charset=utf-8"
    bare = Frame(f"{_START}\n".encode(), b"\n", f"\n{_END}".encode())

    def frame(self, feed: OutputFeed) -> Frame:
        """Write what stands around the entries."""
        head = "".join(_head(clean_head(feed)))
        gone = "".join(element(each) + "\n" for each in feed.departed)
        return Frame(f"{_PROLOG}{head}\n".encode(), b"\n", f"\n{gone}{_END}".encode())

    def dated(self, frame: Frame, updated_at: datetime) -> Frame:
        """Say when the feed changed."""
        return put(rfc822(updated_at), "lastBuildDate", frame)

    def entry(self, entry: Entry) -> bytes:
        """Write one item."""
        return f"<item>{''.join(_said(clean_entry(entry)))}</item>".encode()


def _head(feed: OutputFeed) -> Iterator[str]:
    """Write all that stands above the items."""
    yield _START
    yield _tag("title", _plain(feed.title))
    yield _tag("link", feed.html_url)
    yield _tag("description", escape(feed.subtitle or feed.title, quote=False))
    yield _empty("atom:link", _here("self", feed.self_url))
    for hub in feed.hubs:
        yield _empty("atom:link", {"rel": "hub", "href": hub})
    for page in feed.pages:
        yield _empty("atom:link", _here(page.rel, page.href))
    if feed.is_archive:  # RFC 5005, 4
        yield _empty("fh:archive", {"xmlns:fh": "http://purl.org/syndication/history/1.0"})
    if feed.licence_url:
        yield _empty("atom:link", {"rel": "license", "href": feed.licence_url})
    for link in feed.links:
        yield _empty("atom:link", pointing(link))
    if feed.rights:
        yield _tag("copyright", escape(feed.rights, quote=False))
    if feed.language:
        yield _tag("language", feed.language)
    for category in feed.categories:
        yield _tag("category", category)
    yield _tag("lastBuildDate", rfc822(feed.updated_at))
    yield _tag("generator", "Syndicate")


def _here(rel: str, url: str) -> dict[str, str | None]:
    """Say where this feed is, or another part of it."""
    return {"rel": rel, "type": "application/rss+xml", "href": suffixed(url, "rss")}


def _said(entry: Entry) -> Iterator[str]:
    """Write what an item says."""
    yield _tag("title", _plain(entry.title))
    if entry.url:
        yield _tag("link", entry.url)
    yield _tag("guid", entry.id, {"isPermaLink": "false"})
    yield _tag("pubDate", rfc822(entry.published_at))
    yield _tag("atom:updated", rfc3339(entry.updated_at))
    if entry.language:
        yield _tag("dc:language", entry.language)
    for name in entry.authors:
        yield _tag("dc:creator", name)
    for name in entry.contributors:
        yield _tag("dc:contributor", name)
    for each in entry.categories:
        yield _tag("category", each.word, {"domain": each.scheme})
    yield _tag("description", escape(entry.summary or entry.title, quote=False))
    if entry.content_html:
        yield _tag("content:encoded", entry.content_html)
    yield from _media(entry)
    yield from _around(entry)


def _around(entry: Entry) -> Iterator[str]:
    """Write where an item comes from, and what it belongs to."""
    if entry.rights:
        yield _tag("dc:rights", entry.rights)
    for link in entry.links:
        if link.rel != "enclosure":  # RSS 2.0 has no words for them
            yield _empty("atom:link", pointing(link))
    if entry.reply:  # the entry that this one goes on from (RFC 4685)
        yield _empty("thr:in-reply-to", {"ref": entry.reply.ref, "href": entry.reply.href})
    if entry.source:
        yield _tag("source", entry.source.title, {"url": entry.source.feed_url})


def _plain(title: str) -> str:
    """A title as RSS can carry it: some readers take it for HTML, so what looks like a tag is escaped once more."""
    return escape(title, quote=False) if _TAG.search(title) else title


def _media(entry: Entry) -> Iterator[str]:
    """Write the files and the picture. RSS 2.0 has room for one enclosure; the others are told by Media RSS.

    The enclosure stands behind them: readers that keep one file take the last they meet, or the enclosure.
    """
    files = [link for link in entry.links if link.rel == "enclosure"]
    for file in files[1:]:
        yield _content(file)
    for file in files[:1]:
        yield _empty("enclosure", _enclosure(file))
    if entry.image_url:
        yield _empty("media:thumbnail", {"url": entry.image_url})
    yield from podcast.elements(entry)


def _content(link: Link) -> str:
    """Write a file as Media RSS does."""
    attributes = {
        "url": link.href,
        "type": link.media_type,
        "fileSize": str(link.length_bytes) if link.length_bytes else None,
        "duration": str(link.duration_s) if link.duration_s else None,
    }
    if not link.title:
        return _empty("media:content", attributes)
    title = _tag("media:title", link.title)
    return f"<media:content{known(attributes)}>{title}</media:content>"


def _enclosure(link: Link) -> dict[str, str | None]:
    """Return what RSS demands of an enclosure, with its customs for what is not known."""
    return {
        "url": link.href,
        "length": str(link.length_bytes or 0),
        "type": link.media_type or "application/octet-stream",
    }


def _tag(name: str, text: str, attributes: dict[str, str | None] | None = None) -> str:
    return f"<{name}{known(attributes or {})}>{told(text)}</{name}>"


def _empty(name: str, attributes: dict[str, str | None]) -> str:
    return f"<{name}{known(attributes)} />"
