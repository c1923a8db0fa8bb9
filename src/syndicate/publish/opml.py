"""Lists of feeds -> OPML 2.0, as every reader imports it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from xml.etree import ElementTree as ET

from syndicate.publish.gate import line, said, web_url


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed in a list. Outlines of one `group`, next to each other, share a folder."""

    title: str
    feed_url: str
    html_url: str | None = None
    tags: tuple[str, ...] = ()
    group: str = ""


def write(title: str, outlines: Iterable[Outline]) -> bytes:
    """Return the list as OPML; an address that is not of the web is left out, as are credentials."""
    root = ET.Element("opml", {"version": "2.0"})
    ET.SubElement(ET.SubElement(root, "head"), "title").text = said(title)
    body = ET.SubElement(root, "body")
    for group, members in groupby(outlines, key=lambda outline: line(outline.group)):
        parent = ET.SubElement(body, "outline", {"text": group}) if group else body
        for outline in members:
            _add(parent, outline)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _add(parent: ET.Element, outline: Outline) -> None:
    feed_url, html_url = web_url(outline.feed_url), web_url(outline.html_url)
    if feed_url is None:
        return
    name = said(outline.title) or feed_url
    fields = {"type": "rss", "text": name, "title": name, "xmlUrl": feed_url}
    if html_url:
        fields["htmlUrl"] = html_url
    # A comma parts categories (OPML 2.0), and a slash their levels.
    tags = [line(tag.replace(",", " ").replace("/", " ")) for tag in outline.tags]
    if any(tags):
        fields["category"] = ",".join(dict.fromkeys(filter(None, tags)))
    ET.SubElement(parent, "outline", fields)
