"""The text and the links of an element, with the repairs that feedparser makes. Pure."""

from __future__ import annotations

import re
from contextlib import suppress
from xml.etree.ElementTree import Element

from syndicate.normalize import feed
from syndicate.normalize.names import Unsure

_PLAIN_URL = re.compile(
    r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]+)?(?:/[\w.~!$&'()*+,=:@%/-]*)?(?:\?[\w.~!$&'()*+,=:@%/?-]+)?",
    re.ASCII,
)
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
    return href if not href or _PLAIN_URL.fullmatch(href) else feed.resolved(href)
