"""XML as text: what stands between tags, and in them. Pure.

A tree of elements takes several times as long to make and to write as the text that comes of it, and what was written
is read again anyway, before it is published (publish/press.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from syndicate.model import Frame, Link


def told(text: str) -> str:
    """Escape what stands between two tags. A parser would take a bare carriage return for a line feed."""
    return escape(text, quote=False).replace("\r", "&#13;")


def quoted(text: str) -> str:
    """Escape what stands in an attribute, between double quotes: one line."""
    return escape(text, quote=False).replace('"', "&quot;")


def known(attributes: Mapping[str, str | None]) -> str:
    """Write the attributes of a tag, those that are known."""
    return "".join([f' {name}="{quoted(text)}"' for name, text in attributes.items() if text])


def pointing(link: Link) -> dict[str, str | None]:
    """Say where a link leads, as the attributes of `atom:link` do (RFC 4287, 4.2.7)."""
    return {
        "rel": link.rel,
        "href": link.href,
        "type": link.media_type,
        "hreflang": link.language,
        "title": link.title,
    }


def put(text: str, tag: str, frame: Frame) -> Frame:
    """Put a text into the first element of a name above the entries. What else stands there has its `<` escaped."""
    before, start, rest = frame.opening.partition(f"<{tag}>".encode())
    _, end, after = rest.partition(f"</{tag}>".encode())
    opening = b"".join((before, start, text.encode(), end, after))
    return Frame(opening, frame.separator, frame.closing)
