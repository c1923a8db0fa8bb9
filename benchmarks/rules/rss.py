"""What RSS 2.0, the best practices of the RSS Advisory Board, and validators ask of a feed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from benchmarks.rules import forms, markup

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
THREAD = "{http://purl.org/syndication/thread/1.0}"
ARCHIVE = "{http://purl.org/syndication/history/1.0}archive"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
MEDIA = "{http://search.yahoo.com/mrss/}"

# What may stand in each place, and how often at most.
_MANY = 10**6
_CHANNEL = {
    "title": 1, "link": 1, "description": 1, "language": 1, "copyright": 1, "lastBuildDate": 1, "pubDate": 1,
    "generator": 1, "docs": 1, "ttl": 1, "image": 1, "category": _MANY, "item": _MANY, f"{ATOM}link": _MANY,
    ARCHIVE: 1, TOMBSTONE: _MANY,
}  # fmt: skip
_ITEM = {
    "title": 1, "link": 1, "guid": 1, "pubDate": 1, "description": 1, "enclosure": 1, "source": 1, "comments": 1,
    "category": _MANY, f"{ATOM}link": _MANY, f"{ATOM}updated": 1, f"{CONTENT}encoded": 1, f"{DC}creator": _MANY,
    f"{DC}language": 1, f"{DC}rights": 1, f"{MEDIA}content": _MANY, f"{MEDIA}thumbnail": 1,
    f"{THREAD}in-reply-to": _MANY, f"{DC}contributor": _MANY, f"{ITUNES}duration": 1,
    f"{ITUNES}image": 1, f"{ITUNES}season": 1, f"{ITUNES}episode": 1, f"{PODCAST}chapters": 1,
    f"{PODCAST}transcript": _MANY,
}  # fmt: skip


def faults(body: bytes, at: str) -> Iterator[str]:
    """Tell every fault of a feed that stands at an address."""
    root = etree.fromstring(body)
    channels = root.findall("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or len(channels) != 1 or len(root) != 1:
        yield "this is not one channel of RSS 2.0"
        return
    (channel,) = channels
    yield from (f"channel: {fault}" for fault in _channel(channel, at))
    items = channel.findall("item")
    yield from forms.once([item.findtext("guid") for item in items], "guid")
    for item in items:
        yield from (f"item {item.findtext('guid')}: {fault}" for fault in _item(item))


def _counts(parent: etree._Element, most: dict[str, int]) -> Iterator[str]:
    for name, count in Counter(str(child.tag) for child in parent).items():
        if count > most.get(name, 0):
            yield f"{name} stands {count} times and may stand {most.get(name, 0)} times"


def _channel(channel: etree._Element, at: str) -> Iterator[str]:
    yield from _counts(channel, _CHANNEL)
    yield from _title(channel)
    yield from forms.address(channel.findtext("link"), "link")
    if not (channel.findtext("description") or "").strip():
        yield "description is empty"
    yield from markup.html(channel.findtext("description") or "", "description")
    yield from forms.mail_date(channel.findtext("lastBuildDate"), "lastBuildDate")
    yield from forms.language(channel.findtext("language"), "language")
    here = [dict(link.attrib) for link in channel.iterfind(f"{ATOM}link[@rel='self']")]
    if here != [{"rel": "self", "type": "application/rss+xml", "href": at}]:
        yield f"its self link is {here}, not {at}"
    yield from _links(channel)


def _item(item: etree._Element) -> Iterator[str]:
    yield from _counts(item, _ITEM)
    yield from _title(item)
    if item.find("link") is not None:
        yield from forms.address(item.findtext("link"), "link")
    guid = item.find("guid")
    if guid is None or guid.get("isPermaLink") != "false" or not (guid.text or "").strip():
        yield "guid is missing, or is not said to be no address"
    yield from forms.mail_date(item.findtext("pubDate"), "pubDate")
    yield from forms.instant(item.findtext(f"{ATOM}updated"), "atom:updated")
    yield from forms.language(item.findtext(f"{DC}language"), "dc:language")
    for name in ("description", f"{CONTENT}encoded"):
        if item.find(name) is not None:
            if not (item.findtext(name) or "").strip():
                yield f"{name} is empty"
            yield from markup.html(item.findtext(name) or "", name)
    named = ("category", f"{DC}creator", f"{DC}contributor", f"{ITUNES}duration")
    for each in (each for name in named for each in item.iterfind(name)):
        if not (each.text or "").strip():
            yield f"{each.tag!r} is empty"
    pairs = [f"{each.get('domain')} {each.text}" for each in item.iterfind("category")]
    yield from forms.once([*pairs], "category")
    yield from _media(item)
    source = item.find("source")
    if source is not None:
        yield from forms.address(source.get("url"), "url of source")
        if not (source.text or "").strip():
            yield "source has no name"
    yield from _links(item)


def _title(parent: etree._Element) -> Iterator[str]:
    """Some readers take a title for HTML: one that speaks of tags is escaped twice."""
    yield from markup.untagged(parent.findtext("title"), "title")


def _media(item: etree._Element) -> Iterator[str]:
    for each in item.iterfind("enclosure"):
        if set(each.attrib) != {"url", "length", "type"}:
            yield f"enclosure has {sorted(each.attrib)}"
        yield from forms.address(each.get("url"), "url of enclosure")
        yield from forms.size(each.get("length"), "length of enclosure")
        yield from forms.media_type(each.get("type"), "type of enclosure")
    for each in (*item.iterfind(f"{MEDIA}content"), *item.iterfind(f"{MEDIA}thumbnail")):
        yield from forms.address(each.get("url"), f"url of {each.tag!r}")
        yield from forms.size(each.get("fileSize"), "fileSize")
        yield from forms.media_type(each.get("type"), f"type of {each.tag!r}")
    for each in (*item.iterfind(f"{PODCAST}chapters"), *item.iterfind(f"{PODCAST}transcript")):
        yield from forms.address(each.get("url"), f"url of {each.tag!r}")
        yield from forms.media_type(each.get("type") or "none", f"type of {each.tag!r}")
        yield from forms.language(each.get("language"), f"language of {each.tag!r}")


def _links(parent: etree._Element) -> Iterator[str]:
    for link in parent.iterfind(f"{ATOM}link"):
        name = f"atom:link rel={link.get('rel')}"
        yield from forms.address(link.get("href"), name)
        yield from forms.media_type(link.get("type"), f"{name}: type")
        yield from forms.language(link.get("hreflang"), f"{name}: hreflang")
        if len(link) or (link.text or "").strip():
            yield f"{name} is not empty"
