"""Entries -> an RSS 2.0 feed, with what its usual modules add. Pure."""

from __future__ import annotations

import re
from datetime import datetime
from html import escape
from xml.etree import ElementTree as ET

from syndicate.model import Entry, Frame, Link, OutputFeed, Reply
from syndicate.publish.gate import clean_entry, clean_head
from syndicate.publish.instants import rfc822, rfc3339
from syndicate.publish.joined import Joined, put
from syndicate.publish.outputs import suffixed
from syndicate.publish.tombstones import element

# Names are written as they stand, prefix and all: a fragment is cut out of its document, and a
# prefix that ElementTree chose would be declared in every item anew.
_NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
    "xmlns:thr": "http://purl.org/syndication/thread/1.0",
}
_PROLOG = b'<?xml version="1.0" encoding="utf-8"?>\n'
_END = "</channel></rss>"
_TAG = re.compile(r"<[A-Za-z/!?]")


class RssEncoder(Joined):
    """Writes a feed as RSS 2.0."""

    suffix = "rss"
    content_type = "application/rss+xml; charset=utf-8"

    def frame(self, feed: OutputFeed) -> Frame:
        """Write what stands around the entries."""
        head = _head(clean_head(feed)).removesuffix(_END)
        gone = "".join(element(each) + "\n" for each in feed.departed)
        return Frame(_PROLOG + head.encode() + b"\n", b"\n", f"\n{gone}{_END}".encode())

    def dated(self, frame: Frame, updated_at: datetime) -> Frame:
        """Say when the feed changed."""
        return put(rfc822(updated_at), "lastBuildDate", frame)

    def entry(self, entry: Entry) -> bytes:
        """Write one item."""
        return ET.tostring(_element(clean_entry(entry)), encoding="unicode").encode()


def _head(feed: OutputFeed) -> str:
    root = ET.Element("rss", {"version": "2.0", **_NAMESPACES})
    channel = ET.SubElement(root, "channel")
    _text(channel, "title", _plain(feed.title))
    _text(channel, "link", feed.html_url)
    _text(channel, "description", escape(feed.subtitle or feed.title))
    here = {"rel": "self", "type": "application/rss+xml", "href": suffixed(feed.self_url, "rss")}
    ET.SubElement(channel, "atom:link", here)
    for hub in feed.hubs:
        ET.SubElement(channel, "atom:link", {"rel": "hub", "href": hub})
    for page in feed.pages:
        there = {"rel": page.rel, "type": "application/rss+xml", "href": suffixed(page.href, "rss")}
        ET.SubElement(channel, "atom:link", there)
    if feed.is_archive:  # RFC 5005, 4
        history = {"xmlns:fh": "http://purl.org/syndication/history/1.0"}
        ET.SubElement(channel, "fh:archive", history)
    if feed.licence_url:
        ET.SubElement(channel, "atom:link", {"rel": "license", "href": feed.licence_url})
    for link in feed.links:
        ET.SubElement(channel, "atom:link", _link(link))
    if feed.rights:
        _text(channel, "copyright", escape(feed.rights))
    if feed.language:
        _text(channel, "language", feed.language)
    for category in feed.categories:
        _text(channel, "category", category)
    _text(channel, "lastBuildDate", rfc822(feed.updated_at))
    _text(channel, "generator", "Syndicate")
    return ET.tostring(root, encoding="unicode")


def _element(entry: Entry) -> ET.Element:
    item = ET.Element("item")
    _text(item, "title", _plain(entry.title))
    if entry.url:
        _text(item, "link", entry.url)
    _text(item, "guid", entry.id, {"isPermaLink": "false"})
    _text(item, "pubDate", rfc822(entry.published_at))
    _text(item, "atom:updated", rfc3339(entry.updated_at))
    if entry.language:
        _text(item, "dc:language", entry.language)
    for name in entry.authors:
        _text(item, "dc:creator", name)
    for each in entry.categories:
        _text(item, "category", each.term, {"domain": each.scheme} if each.scheme else None)
    _text(item, "description", escape(entry.summary or entry.title, quote=False))
    if entry.content_html:
        _text(item, "content:encoded", entry.content_html)
    _add_media(item, entry)
    if entry.rights:
        _text(item, "dc:rights", entry.rights)
    for link in entry.links:
        if link.rel != "enclosure":  # RSS 2.0 has no words for them
            ET.SubElement(item, "atom:link", _link(link))
    _add_reply(item, entry.reply)
    if entry.source:
        _text(item, "source", entry.source.title, {"url": entry.source.feed_url})
    return item


def _add_reply(item: ET.Element, reply: Reply | None) -> None:
    """Add the entry that this one goes on from (RFC 4685)."""
    if reply:
        told = {"ref": reply.ref} | ({"href": reply.href} if reply.href else {})
        ET.SubElement(item, "thr:in-reply-to", told)


def _plain(title: str) -> str:
    """A title as RSS can carry it: some readers take it for HTML, so what looks like a tag is escaped once more."""
    return escape(title, quote=False) if _TAG.search(title) else title


def _link(link: Link) -> dict[str, str]:
    told = {"type": link.media_type, "hreflang": link.language, "title": link.title}
    known = {name: value for name, value in told.items() if value}
    return {"rel": link.rel, "href": link.href} | known


def _add_media(item: ET.Element, entry: Entry) -> None:
    """Add the files and the picture. RSS 2.0 has room for one enclosure; the others are told by Media RSS.

    The enclosure stands behind them: readers that keep one file take the last they meet, or the enclosure.
    """
    files = [link for link in entry.links if link.rel == "enclosure"]
    for file in files[1:]:
        told = {"type": file.media_type, "fileSize": file.length_bytes}
        known = {name: str(value) for name, value in told.items() if value}
        ET.SubElement(item, "media:content", {"url": file.href} | known)
    for file in files[:1]:
        ET.SubElement(item, "enclosure", _enclosure(file))
    if entry.image_url:
        ET.SubElement(item, "media:thumbnail", {"url": entry.image_url})


def _enclosure(link: Link) -> dict[str, str]:
    """Return what RSS demands of an enclosure, with its customs for what is not known."""
    return {
        "url": link.href,
        "length": str(link.length_bytes or 0),
        "type": link.media_type or "application/octet-stream",
    }


def _text(
    parent: ET.Element, name: str, text: str, attributes: dict[str, str] | None = None
) -> None:
    ET.SubElement(parent, name, attributes or {}).text = text
