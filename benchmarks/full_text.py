"""How much of a page's text is taken, and how much of its furniture: over pages of our own (tests/corpus/layouts.py).

python benchmarks/full_text.py
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from syndicate.errors import ParseError
from syndicate.model import Document, Item, Validators
from syndicate.normalize.pages import fulltext
from tests.corpus.layouts import PAGES, Page

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Taken:
    """What came of one page: letters of text kept and lost, letters of furniture left and there in all."""

    page: Page
    kept: int
    text: int
    left: int
    furniture: int
    milliseconds: float
    refused: str = ""


def measure(page: Page) -> Taken:
    """Read a page as if its feed had said the first half of its first paragraph."""
    lead = page.text[0][: len(page.text[0]) // 2]
    started = time.process_time()
    refused = ""
    try:
        found = fulltext.read(_document(page), _begun(page.title, lead)).text
    except ParseError as error:
        found, refused = lead, error.reason
    spent = 1000 * (time.process_time() - started)
    return Taken(
        page,
        kept=sum(len(each) for each in page.text if each in found),
        text=sum(map(len, page.text)),
        left=sum(len(each) for each in page.furniture if each in found),
        furniture=sum(map(len, page.furniture)),
        milliseconds=spent,
        refused=refused,
    )


def _document(page: Page) -> Document:
    return Document("https://g.example/page", page.body, page.content_type, Validators(), NOW)


def _begun(title: str, lead: str) -> Item:
    return Item(
        id="i" + "a2" * 10,
        source_id="s1",
        keys=("guid:1",),
        url="https://g.example/page",
        link_key="g.example/page",
        title=title,
        summary=lead,
        content_html=f"<p>{lead}</p>",
        text=lead,
        seen_at=NOW,
        published_at=NOW,
        digest="d",
    )


def main() -> None:
    """Print a table."""
    found = [measure(page) for page in PAGES]
    print("| page | text kept | furniture left | |\n| --- | ---: | ---: | --- |")
    for one in found:
        print(
            f"| {one.page.name} | {one.kept / one.text:.0%} | {one.left / one.furniture:.0%} | {one.refused} |"
        )
    kept = sum(one.kept for one in found) / sum(one.text for one in found)
    left = sum(one.left for one in found) / sum(one.furniture for one in found)
    print(f"| all {len(found)} | {kept:.1%} | {left:.1%} | |")
    spent = sorted(one.milliseconds for one in found[1:])
    print(f"CPU of a page: median {spent[len(spent) // 2]:.1f} ms, most {spent[-1]:.1f} ms")


if __name__ == "__main__":
    main()
