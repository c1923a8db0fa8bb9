"""What feedgen cannot say of an Atom entry: link relations, atom:source, a language and a picture of its own.

feedgen 1.0.0 writes every entry link as a bare `<link href>` and an `atom:source` of title and
link only; so it is told of neither. It hands each finished entry to its extensions, and there this
one adds them. feedgen's elements carry no namespace (its `xmlns` is a plain attribute), so ours are
made by its own function.
"""

from __future__ import annotations

from typing import Any

from feedgen.util import xml_elem
from lxml import etree

from syndicate.model import EntrySource, Link, Reply
from syndicate.publish.instants import rfc3339

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MEDIA = "http://search.yahoo.com/mrss/"
_THREAD = "http://purl.org/syndication/thread/1.0"  # RFC 4685


class EntryExtension:
    """Completes one entry of an Atom feed with what it was told to carry."""

    def __init__(self) -> None:
        self.links: tuple[Link, ...] = ()
        self.source: EntrySource | None = None
        self.language: str | None = None
        self.image_url: str | None = None
        self.reply: Reply | None = None

    def extend_atom(self, entry: Any) -> Any:
        """Mend the finished entry. Its source stands last: some readers stop at the first title."""
        if self.language:
            entry.attrib[_LANG] = self.language
        for link in self.links:
            write_link(entry, link)
        if self.image_url:
            name = f"{{{_MEDIA}}}thumbnail"
            etree.SubElement(entry, name, {"url": self.image_url}, nsmap={"media": _MEDIA})
        if self.reply:
            told = {"ref": self.reply.ref} | ({"href": self.reply.href} if self.reply.href else {})
            etree.SubElement(entry, f"{{{_THREAD}}}in-reply-to", told, nsmap={"thr": _THREAD})
        if self.source:
            _write_source(entry, self.source)
        return entry


def write_link(parent: Any, link: Link) -> None:
    """Write a link with all that is known of it (RFC 4287, 4.2.7)."""
    told = {"rel": link.rel, "href": link.href}
    if link.media_type:
        told["type"] = link.media_type
    if link.language:
        told["hreflang"] = link.language
    if link.title:
        told["title"] = link.title
    if link.length_bytes is not None:
        told["length"] = str(link.length_bytes)
    xml_elem("link", parent, **told)


def _write_source(entry: Any, source: EntrySource) -> None:
    """Write where an entry came from (RFC 4287, 4.2.11)."""
    element = xml_elem("source", entry)
    xml_elem("id", element).text = source.id
    xml_elem("title", element).text = source.title
    write_link(element, Link("self", source.feed_url))
    if source.site_url:
        write_link(element, Link("alternate", source.site_url))
    xml_elem("updated", element).text = rfc3339(source.updated_at)
    if source.rights:
        xml_elem("rights", element).text = source.rights
