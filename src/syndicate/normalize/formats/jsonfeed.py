"""JSON Feed 1.0 and 1.1 -> RawFeed (jsonfeed.org/version/1.1). Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from syndicate.errors import ParseError
from syndicate.normalize.formats.raw import Kind, RawDate, RawEntry, RawFeed, RawLink, RawText

Node = Mapping[str, Any]

_ADDRESS = ("http://", "https://")
_WEBSUB = ("websub", "pubsubhubbub")  # other hubs do not speak it


def is_json(text: str) -> bool:
    """Whether a document could be JSON: nothing else begins like that, and no XML does."""
    return text[:100].lstrip("\ufeff \t\r\n")[:1] in ("{", "[")


def parse(text: str, url: str) -> RawFeed:
    """Read a JSON Feed; one entry of a wrong kind does not spoil the others."""
    try:
        feed = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise ParseError(url, f"the JSON cannot be read: {str(error)[:200]}") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise ParseError(url, "this is JSON, but not a JSON Feed: it has no list of items")
    if not {"version", "title", "feed_url", "home_page_url"} & feed.keys():
        raise ParseError(
            url, "this is JSON, but not a JSON Feed: it names neither version nor title"
        )
    return RawFeed(
        format="json",
        title=_words(feed, "title", "text"),
        link=_string(feed.get("home_page_url")),
        language=_string(feed.get("language")),
        authors=_authors(feed),
        links=tuple(_feed_links(feed)),
        entries=tuple(_entry(item) for item in feed["items"] if isinstance(item, dict)),
    )


def _entry(item: Node) -> RawEntry:
    guid = _string(item.get("id"))
    link = _string(item.get("url")) or _string(item.get("external_url"))
    content = _words(item, "content_html", "html") or _words(item, "content_text", "text")
    images = (_string(item.get("image")), _string(item.get("banner_image")))
    return RawEntry(
        guid=guid,
        link=link or (guid if guid and guid.startswith(_ADDRESS) else None),
        title=_words(item, "title", "text"),
        content=content,
        summary=_words(item, "summary", "text"),
        published=_date(item.get("date_published")),
        updated=_date(item.get("date_modified")),
        authors=_authors(item),
        categories=tuple(tag for tag in map(_string, _list(item.get("tags"))) if tag),
        enclosures=tuple(_attachments(item)),
        images=tuple(href for href in images if href),
        language=_string(item.get("language")),
    )


def _string(value: object) -> str | None:
    """A string; a number too, since ids are often written as one."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        return str(value).strip() or None
    except ValueError:  # an integer of thousands of digits
        return None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _words(node: Node, key: str, kind: Kind) -> RawText | None:
    value = _string(node.get(key))
    return None if value is None else RawText(value, kind)


def _date(value: object) -> RawDate | None:
    written = _string(value)
    return RawDate(written[:200]) if written else None


def _authors(node: Node) -> tuple[str, ...]:
    """Version 1.1 has a list, 1.0 one author."""
    people = [*_list(node.get("authors")), node.get("author")]
    names = (_string(person.get("name")) for person in people if isinstance(person, dict))
    return tuple(dict.fromkeys(name for name in names if name))


def _attachments(item: Node) -> Iterator[RawLink]:
    for file in _list(item.get("attachments")):
        href = _string(file.get("url")) if isinstance(file, dict) else None
        if href:
            size = _string(file.get("size_in_bytes"))
            yield RawLink(
                href,
                "enclosure",
                _string(file.get("mime_type")),
                size,
                _string(file.get("title")),
                _string(file.get("duration_in_seconds")),
            )


def _feed_links(feed: Node) -> Iterator[RawLink]:
    address = _string(feed.get("feed_url"))
    if address:
        yield RawLink(address, "self")
    for hub in _list(feed.get("hubs")):
        href = _string(hub.get("url")) if isinstance(hub, dict) else None
        if href and str(hub.get("type") or "WebSub").casefold() in _WEBSUB:
            yield RawLink(href, "hub")
