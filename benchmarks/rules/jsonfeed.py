"""What JSON Feed 1.1 asks of a feed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from benchmarks.rules import forms, markup

_FEED = {
    "version", "title", "home_page_url", "feed_url", "description", "language", "authors", "items", "hubs", "icon",
    "favicon", "next_url", "expired", "user_comment",
}  # fmt: skip
_ITEM = {
    "id", "url", "external_url", "title", "content_html", "content_text", "summary", "image", "banner_image",
    "date_published", "date_modified", "authors", "tags", "language", "attachments",
}  # fmt: skip


def faults(body: bytes, at: str, schema: Any = None) -> Iterator[str]:
    """Tell every fault of a feed that stands at an address; `schema` is a validator of JSON Schema."""
    feed = json.loads(body)
    if schema is not None:
        yield from (
            f"schema: {error.json_path}: {error.message}" for error in schema.iter_errors(feed)
        )
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield f"version is {feed.get('version')!r}"
    if feed.get("feed_url") != at:
        yield f"feed_url is {feed.get('feed_url')!r}, not {at}"
    yield from forms.address(feed.get("home_page_url"), "home_page_url")
    yield from markup.plain(feed.get("title"), "title")
    yield from forms.language(feed.get("language"), "language")
    yield from _known(feed, _FEED)
    yield from _people(feed)
    yield from _empty(feed, "feed")
    items = feed.get("items", ())
    yield from forms.once([item.get("id") for item in items], "id")
    for item in items:
        yield from (f"item {item.get('id')}: {fault}" for fault in _item(item))


def _item(item: dict[str, Any]) -> Iterator[str]:
    yield from _known(item, _ITEM)
    yield from forms.identifier(item.get("id"), "id")
    yield from markup.plain(item.get("title"), "title")
    for name in ("url", "external_url", "image", "banner_image"):
        if name in item:
            yield from forms.address(item[name], name)
    for name in ("date_published", "date_modified"):
        yield from forms.instant(item.get(name), name)
    if not (item.get("content_html") or item.get("content_text")):
        yield "it has no content"
    yield from markup.html(item.get("content_html", ""), "content_html")
    yield from forms.language(item.get("language"), "language")
    yield from forms.once([*item.get("tags", ())], "tag")
    yield from _people(item)
    for each in item.get("attachments", ()):
        yield from forms.address(each.get("url"), "url of an attachment")
        yield from forms.media_type(each.get("mime_type", ""), "mime_type of an attachment")
        if "size_in_bytes" in each and not (
            isinstance(each["size_in_bytes"], int) and each["size_in_bytes"] >= 0
        ):
            yield f"size of an attachment is {each['size_in_bytes']!r}"
    ours = item.get("_syndicate", {})
    for each in (*ours.get("related", ()), *ours.get("via", ())):
        yield from forms.address(each.get("url"), "url of what is related")


def _known(node: dict[str, Any], names: set[str]) -> Iterator[str]:
    """Every other key is an extension's, and those begin with an underscore."""
    yield from (f"key {key} is unknown" for key in node if key not in names and key[0] != "_")


def _people(node: dict[str, Any]) -> Iterator[str]:
    for author in node.get("authors", ()):
        if not author.get("name"):
            yield "an author has no name"


def _empty(node: object, where: str) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key != "items" or where != "feed":
                yield from _empty(value, f"{where}.{key}")
            else:
                for item in value:
                    yield from _empty(item, "item")
    elif isinstance(node, list):
        for value in node:
            yield from _empty(value, where)
    if node is None or node in ("", [], {}):
        yield f"{where} is empty"
