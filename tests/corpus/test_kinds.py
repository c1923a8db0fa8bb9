"""Items of the kinds of feed that people follow beside news, invented and labelled: what is made of each.

An item of tests/corpus/kinds.txt begins with a line "## name"; then stands what must come of it ("field: JSON"), an empty
line, and the document, in which `{ns}` stands for the namespaces. `text`, with spaces for line ends, is all of it;
`text_in`, `text_out`, `html_in` and `html_out` are parts that must or may not be there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from syndicate.model import Document, Item, Validators
from syndicate.normalize.document import read

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
_PREFIXES = """
    content http://purl.org/rss/1.0/modules/content/;dc http://purl.org/dc/elements/1.1/
    media http://search.yahoo.com/mrss/;itunes http://www.itunes.com/dtds/podcast-1.0.dtd
    podcast https://podcastindex.org/namespace/1.0;slash http://purl.org/rss/1.0/modules/slash/
    georss http://www.georss.org/georss;yt http://www.youtube.com/xml/schemas/2015
    cap urn:oasis:names:tc:emergency:cap:1.2;feedburner http://rssnamespace.org/feedburner/ext/1.0
    arxiv http://arxiv.org/schemas/atom;wfw http://wellformedweb.org/CommentAPI/
    thr http://purl.org/syndication/thread/1.0
"""
_NAMESPACES = " ".join(
    'xmlns:{}="{}"'.format(*pair.split()) for pair in _PREFIXES.replace("\n", ";").split(";") if pair.strip()
)  # fmt: skip
# What comes out otherwise, and why it may.
MISSES = {
    "ap-is-course": "AP stands behind a name in capitals, as it does where it signs",
    "comic": "what a picture says is no text",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """An item, and what should come of it."""

    name: str
    expected: dict[str, Any]
    document: str

    def item(self) -> Item:
        """What is made of it."""
        body = self.document.replace("{ns}", _NAMESPACES)
        document = Document("https://site.example/feed", body.encode(), "", Validators(), NOW)
        (found,) = read(document, source_id="s").items
        return found


def kinds() -> Iterator[Kind]:
    """Give every item of the corpus."""
    whole = (Path(__file__).parent / "kinds.txt").read_text("utf-8")
    for part in f"\n{whole}".split("\n## ")[1:]:
        head, _, document = part.partition("\n\n")
        name, *told = head.split("\n")
        pairs = (line.split(": ", 1) for line in told)
        yield Kind(name, {field: json.loads(value) for field, value in pairs}, document)


_FOUND: dict[str, Callable[[Item], object]] = {
    "text": lambda item: " ".join(item.text.split()),
    "summary": lambda item: item.summary,
    "title": lambda item: item.title,
    "url": lambda item: item.url,
    "authors": lambda item: list(item.authors),
    "categories": lambda item: list(item.categories),
    "date": lambda item: item.claimed_at and item.claimed_at.isoformat(),
    "agency": lambda item: item.agency,
    "language": lambda item: item.language,
    "publisher": lambda item: item.publisher,
    "image": lambda item: item.image_url,
    "files": lambda item: [file.url for file in item.enclosures],
    "duration": lambda item: item.enclosures[0].duration_s,
    "dateline": lambda item: item.dateline,
    "places": lambda item: list(item.dateline.places) if item.dateline else None,
    "day": lambda item: str(item.dateline.on) if item.dateline else None,
    "related": lambda item: [one.text for one in item.related],
    "untitled": lambda item: item.is_untitled,
}


def wrong(kind: Kind) -> list[str]:
    """The fields of an item that came out otherwise than they are told."""
    item = kind.item()
    parts = {"text": " ".join(item.text.split()), "html": item.content_html}
    found = []
    for field, value in kind.expected.items():
        where, _, how = field.partition("_")
        if how:
            found += [field for part in value if (part in parts[where]) != (how == "in")]
        elif _FOUND[field](item) != value:
            found.append(field)
    return found


KINDS = tuple(kinds())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_an_item_of_any_kind_comes_out_as_it_is_told(kind: Kind) -> None:
    assert bool(wrong(kind)) == (kind.name in MISSES)


def test_every_kind_stands_once() -> None:
    names = [kind.name for kind in KINDS]
    assert len(names) == len(set(names)) >= 120
    assert set(names) >= MISSES.keys()
