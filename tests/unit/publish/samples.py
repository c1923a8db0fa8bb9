"""Plausible items, sources and feeds, each field open to change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from syndicate.model import (
    Category,
    Entry,
    EntrySource,
    Item,
    Link,
    OutputFeed,
    SourceCard,
    StoredItem,
    Story,
)
from syndicate.protocols import Encoder

NOON = datetime(2014, 11, 6, 12, 0, tzinfo=UTC)
SITE = "https://news.example.org"
SOURCES = {
    "s1": SourceCard(
        "s1", "Xinhua World", "https://xinhua.example/world.rss", "https://xinhua.example/"
    ),
    "s2": SourceCard("s2", "The Daily Copy", "https://copy.example/feed", "https://copy.example/"),
    "s3": SourceCard("s3", "Own Voice", "https://own.example/atom.xml"),
}


def item(number: int, source: str = "s1", **changes: Any) -> Item:
    at = NOON + timedelta(minutes=number)
    plain = Item(
        id=f"i{number}",
        source_id=source,
        keys=(f"guid:{number}",),
        url=f"https://{source}.example/{number}",
        link_key=None,
        title=f"Report number {number}",
        summary=f"What report {number} says in short.",
        content_html=f"<p>What report {number} says at length.</p>",
        text=f"What report {number} says at length.",
        seen_at=at,
        published_at=at - timedelta(minutes=30),
        digest=f"d{number}",
        language="en",
    )
    return replace(plain, **changes)


def stored(
    number: int, source: str = "s1", copy_of: str | None = None, **changes: Any
) -> StoredItem:
    made = item(number, source, **changes)
    return StoredItem(
        made, f"urn:uuid:00000000-0000-5000-8000-{number:012d}", made.seen_at, copy_of=copy_of
    )


def story(name: str = "y1", minutes: int = 60, **changes: Any) -> Story:
    plain = Story(
        id=name,
        language="en",
        title="Iraq asks for training",
        opened_at=NOON,
        updated_at=NOON + timedelta(minutes=minutes),
        item_count=3,
        thread_id="t1",
    )
    return replace(plain, **changes)


def entry(number: int = 1, **changes: Any) -> Entry:
    plain = Entry(
        id=f"urn:uuid:00000000-0000-5000-8000-{number:012d}",
        title=f"Entry {number} & more",
        url=f"https://xinhua.example/{number}?a=1&b=2",
        published_at=NOON,
        updated_at=NOON + timedelta(minutes=number),
        content_html="<p>Iraq &amp; others ask.</p>",
        summary="Iraq & others ask.",
        authors=("A. Writer", "B. Writer"),
        categories=(Category("World"), Category("Iraq")),
        language="en",
        links=(
            Link("enclosure", "https://xinhua.example/a.mp3", "audio/mpeg", length_bytes=1234),
            Link("related", "https://copy.example/1", title="The Daily Copy"),
        ),
        source=EntrySource(
            "urn:uuid:11111111-0000-5000-8000-000000000001",
            "Xinhua World",
            "https://xinhua.example/world.rss",
            "https://xinhua.example/",
            NOON,
        ),
    )
    return replace(plain, **changes)


def feed(*entries: Entry, **changes: Any) -> OutputFeed:
    plain = OutputFeed(
        id=f"{SITE}/outputs/desk",
        title="Desk & Co",
        subtitle="Everything",
        self_url=f"{SITE}/outputs/desk",
        html_url=f"{SITE}/outputs/desk",
        updated_at=max((each.updated_at for each in entries), default=NOON),
        author="Middle East desk",
        entries=entries,
        language="en",
    )
    return replace(plain, **changes)


def whole(encoder: Encoder, made: OutputFeed) -> bytes:
    """A whole document, every entry written anew, and each id once."""
    ids = [each.id for each in made.entries]
    first = [each for place, each in enumerate(made.entries) if each.id not in ids[:place]]
    return encoder.frame(made).around(map(encoder.entry, first))
