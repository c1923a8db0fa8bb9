"""The text and the links of an element, with the repairs that feedparser makes. Pure."""

from __future__ import annotations

import re
from contextlib import suppress
from html.entities import entitydefs
from xml.etree.ElementTree import Element

from syndicate.normalize.formats.dialects import HTML
from syndicate.normalize.formats.names import Unsure

_PLAIN_URL = re.compile(
    r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]+)?(?:/[\w.~!$&'()*+,=:@%/-]*)?(?:\?[\w.~!$&'()*+,=:@%/?-]+)?",
    re.ASCII,
)
_MARKED = re.compile(r"</\w+>|&#?\w+;")
_NAME = re.compile(r"</?(\w+)")
_ENTITY = re.compile(r"&(\w+);")
_C1 = re.compile("[\x80-\x9f]")
_CP1252 = {
    code: letter
    for code in range(0x80, 0xA0)
    if (letter := bytes((code,)).decode("cp1252", "ignore"))
}


def words(element: Element) -> str:
    """The text of an element that has no others in it, with the repairs that feedparser makes."""
    return repaired(written(element))


def written(element: Element) -> str:
    """The text of an element that has no others in it."""
    if len(element):
        raise Unsure
    return (element.text or "").strip()


def repaired(text: str) -> str:
    """Undo UTF-8 that was encoded twice, and give Windows's letters where Unicode has controls."""
    if text.isascii():
        return text
    with suppress(UnicodeError):
        text = text.encode("iso-8859-1").decode("utf-8")
    return text.translate(_CP1252) if _C1.search(text) else text


def resolved(href: str) -> str:
    """A link as feedparser keeps it."""
    if not href or _PLAIN_URL.fullmatch(href):
        return href
    from syndicate.normalize.formats import feed

    return feed.resolved(href)


def looks_like_html(text: str) -> bool:
    """Whether feedparser takes what an RSS feed calls text for HTML: it has marks of it, and all of them are known."""
    if not _MARKED.search(text):
        return False
    names = (name.lower() for name in _NAME.findall(text))
    return HTML.issuperset(names) and entitydefs.keys() >= set(_ENTITY.findall(text))
