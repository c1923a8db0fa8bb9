"""A web page -> the item that its feed only began. Pure; runs in a worker. Only home of trafilatura (extra `fulltext`).

What the library takes for the text goes the way of any other body: sanitised, without furniture, its dateline read.
Its own downloader is never used: it would dial past our address policy.
"""

from __future__ import annotations

import re
from dataclasses import replace

import trafilatura

from syndicate.errors import ParseError
from syndicate.model import Document, Item
from syndicate.normalize import item, text
from syndicate.normalize.formats import charset
from syndicate.normalize.formats.raw import RawEntry, RawText

_HTML = ("text/html", "application/xhtml+xml", "")
_ALIKE = 0.6  # of the feed's words must stand on the page: a wall for cookies or payment has none of them
_COMPARED = 400  # letters of them
# Whatever the library raises on a page is the page's fault, but for a lack of memory.
_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
_NO_LETTERS = re.compile(r"[\W\d_]+")


def read(document: Document, given: Item) -> Item:
    """Return the item with the text of its page. Raise ParseError where the page does not say more."""
    markup = _extracted(document)
    setting = item.Setting(source_id=given.source_id, now=given.seen_at, base=document.url)
    found = item.items([_entry(given, markup)], setting)
    if not found or len(found[0].text) <= len(given.text):
        raise ParseError(document.url, "the page says no more than the feed")
    if not _holds(found[0].text, given.text or given.summary):
        raise ParseError(document.url, "the page does not hold the text of the feed")
    return replace(found[0], dateline=found[0].dateline or given.dateline)


def _extracted(document: Document) -> str:
    kind = document.content_type.partition(";")[0].strip().lower()
    if kind not in _HTML:
        raise ParseError(document.url, "what stands there is no web page")
    page = text.xml_legal(charset.decode_page(document.body, document.content_type))
    try:
        markup = trafilatura.extract(
            page,
            url=document.url,
            output_format="html",
            include_comments=False,
            include_formatting=True,
            include_images=True,
            include_links=True,
            include_tables=True,
        )
    except _FAULTS as error:
        reason = f"the page cannot be read: {type(error).__name__} while parsing it"
        raise ParseError(document.url, reason) from error
    if not markup:
        raise ParseError(document.url, "no text was found on the page")
    return str(markup)


def _entry(given: Item, markup: str) -> RawEntry:
    """The item as if its feed had brought all of it."""
    return RawEntry(
        link=given.url,
        title=RawText(given.title, "text"),
        content=RawText(markup, "html"),
        authors=given.authors,
        images=(given.image_url,) if given.image_url else (),
        language=given.language,
    )


def _holds(page: str, words: str) -> bool:
    """Whether what the feed says stands on the page, by trigrams of letters: not every script has spaces."""
    wanted = _trigrams(words[:_COMPARED])
    return len(wanted & _trigrams(page)) >= _ALIKE * len(wanted)


def _trigrams(words: str) -> set[str]:
    letters = _NO_LETTERS.sub("", words.casefold())
    return {letters[at : at + 3] for at in range(len(letters) - 2)}
