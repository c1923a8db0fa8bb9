"""What OPML 2.0 asks of a list of feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from benchmarks.rules import forms, markup

_CATEGORY = re.compile(r"/?[^,/]+(/[^,/]+)*\Z")


def faults(body: bytes) -> Iterator[str]:
    """Tell every fault of a list."""
    root = etree.fromstring(body)
    if (
        root.tag != "opml"
        or root.get("version") != "2.0"
        or [c.tag for c in root] != ["head", "body"]
    ):
        yield "this is no OPML 2.0 of head and body"
        return
    yield from markup.plain(root.findtext("head/title"), "title")
    outlines = root.findall("body//outline")
    feeds = [outline for outline in outlines if outline.get("type") == "rss"]
    yield from forms.once([feed.get("xmlUrl") for feed in feeds], "xmlUrl")
    for outline in outlines:
        name = outline.get("xmlUrl") or outline.get("text")
        yield from (f"{name}: {fault}" for fault in _outline(outline))


def _outline(outline: etree._Element) -> Iterator[str]:
    yield from markup.plain(outline.get("text"), "text")
    if outline.get("type") is None:
        if not len(outline) or outline.get("xmlUrl"):
            yield "it is neither a feed nor a folder of some"
        return
    yield from markup.plain(outline.get("title"), "title")
    yield from forms.address(outline.get("xmlUrl"), "xmlUrl")
    if outline.get("htmlUrl") is not None:
        yield from forms.address(outline.get("htmlUrl"), "htmlUrl")
    for category in (outline.get("category") or "none").split(","):
        if not _CATEGORY.match(category):
            yield f"category is {outline.get('category')!r}"
