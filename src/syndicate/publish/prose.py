"""The little HTML that we write ourselves into entries. Pure: every text is escaped here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from html import escape
from urllib.parse import urlsplit

from syndicate.model import Item, Republish, StoredItem
from syndicate.publish.gate import line, said, web_url

EXCERPT_LETTERS = 300
# Hebrew, Arabic and their kin, and what turns a text round, to the end of its paragraph if nobody turns it back.
_FROM_THE_RIGHT = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def title(item: Item) -> str:
    """Return an item's title; an untitled note is called by how it begins."""
    return said(item.title) or excerpt(item.text or item.summary, 80) or "Untitled"


def excerpt(text: str, letters: int = EXCERPT_LETTERS) -> str:
    """Return the beginning of a plain text, cut between words."""
    whole = line(text)
    if len(whole) <= letters:
        return whole
    cut = whole[:letters]
    head = cut.rpartition(" ")[0]
    return (head if len(head) > letters // 2 else cut).rstrip(" ,;:-") + "…"


def body(item: Item, republish: Republish) -> str:
    """Return as much of an item's text as its source lets us give."""
    if republish == "full" and item.content_html:
        return item.content_html
    if republish == "full":
        return paragraph(escape(line(item.text or item.summary)))
    if republish == "excerpt":
        return paragraph(escape(excerpt(item.summary or item.text)))
    return ""


def credit(stored: StoredItem, copies: Iterable[tuple[StoredItem, str]]) -> str:
    """Tell who wrote a text first and where else it can be read."""
    places = [link(copy.item.url, name) for copy, name in copies]
    by = agency(stored.item)
    parts = [
        f"Text: {escaped(by)}." if by else "",
        f"Also at {', '.join(places)}." if places else "",
    ]
    return paragraph(" ".join(filter(None, parts)))


def terms(rights: str, licence_url: str | None) -> str:
    """Say on what terms a text is given; nothing where nobody says so."""
    licence = link(licence_url, "licence") if licence_url else ""
    return "; ".join(filter(None, (escape(line(rights)), licence)))


def agency(item: Item) -> str | None:
    """Return the wire service that a text credits."""
    return item.agency or (item.dateline.agency if item.dateline else None)


def paragraph(html: str) -> str:
    """Wrap HTML in a paragraph; nothing stays nothing."""
    return f"<p>{html}</p>" if html else ""


def escaped(text: str) -> str:
    """Write a text in HTML, on one line. What runs from right to left moves nothing beside it."""
    words = escape(line(text))
    return f"<bdi>{words}</bdi>" if _FROM_THE_RIGHT.search(words) else words


def bullets(lines: Iterable[str]) -> str:
    """Make a list of HTML lines; nothing stays nothing."""
    items = "".join(f"<li>{each}</li>" for each in lines)
    return f"<ul>{items}</ul>" if items else ""


def link(url: str | None, text: str) -> str:
    """Link a text to a web address; without one it stands alone."""
    href, words = web_url(url), escaped(text)
    return f'<a href="{escape(href)}">{words}</a>' if href else words


def when(instant: datetime) -> str:
    """Write an instant as people read it: 6 Nov 2014, 14:05 UTC."""
    return f"{instant.day} {instant:%b %Y, %H:%M} UTC"


def host(url: str | None) -> str:
    """Name a page by its site."""
    return urlsplit(web_url(url) or "").hostname or "elsewhere"
