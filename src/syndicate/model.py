"""The nouns of the house: frozen data that walks from room to room.

Instants end in `_at` and are aware UTC; durations are `timedelta`; sizes end in `_bytes`; scores lie in [0, 1].
An *item* comes in, an *entry* goes out; a *source* is subscribed to, an *output* is published.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

Clock = Callable[[], datetime]
Republish = Literal["full", "excerpt", "link", "none"]
Mode = Literal["items", "stories", "developments", "digest"]
Relation = Literal["copy", "story", "thread", "topic"]


# What people declare in feeds.yaml


@dataclass(frozen=True, slots=True)
class Source:
    """A feed that we subscribe to.

    `url` is what is dialled and may hold secrets; `shown_url` is what people, logs, pages and the store get to see.
    `id` is made from the address as it stands in feeds.yaml, so that it outlives a changed secret.
    """

    id: str
    url: str = field(repr=False)
    shown_url: str
    title: str | None = None
    tags: tuple[str, ...] = ()
    every: timedelta | None = None  # None: adaptive
    republish: Republish = "full"
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Topic:
    """A thread that the user declared: what an item must, may and must not speak of."""

    slug: str
    title: str
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    like: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """A feed that we publish. Without `tags` it carries every source."""

    name: str
    title: str
    tags: tuple[str, ...] = ()
    mode: Mode = "items"
    limit: int = 100


# What the network gives


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes the next request conditional (RFC 9110, 8.8), verbatim as received."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A body that arrived. `moved_to` is set when every redirect on the way was permanent."""

    url: str
    body: bytes
    content_type: str
    validators: Validators
    fetched_at: datetime
    moved_to: str | None = None
    fresh_for: timedelta | None = None
    complete: bool = True
    links: tuple[tuple[str, str], ...] = ()  # (rel, href) of the Link header (RFC 8288)


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that nothing changed (RFC 9110, 15.4.5)."""

    fetched_at: datetime
    fresh_for: timedelta | None = None


# What is known of a source between two polls


@dataclass(frozen=True, slots=True)
class SourceState:
    """Where a source stands. `next_poll_at` is the only truth about when it is polled again."""

    source_id: str
    url: str
    next_poll_at: datetime
    validators: Validators = Validators()
    body_hash: str | None = None
    interval: timedelta | None = None
    last_poll_at: datetime | None = None
    last_success_at: datetime | None = None
    failures: int = 0
    problem: str | None = None
    title: str | None = None
    site_url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one poll brought, told by the store while it records it."""

    offered: int
    new: int
    changed: int


# What a source published


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A media file that belongs to an item."""

    url: str
    media_type: str | None = None
    length_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a report opens with: "WASHINGTON, Nov. 6 (Xinhua) --"."""

    places: tuple[str, ...] = ()
    on: date | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """Another story that an item's page points to; never part of the item's text."""

    text: str
    url: str | None = None
    dateline: Dateline | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a source published, in our clean form.

    `keys` are its identities, strongest first ("guid:...", "url:..."); all of them lead to one stored row.
    `id` is made from the source and the strongest key; the store keeps the id that was minted first.
    `claimed_at` is what the source says; `seen_at` when we first saw it; `published_at` is the sane one of them:
    never later than `seen_at`, and `seen_at` itself where nothing is claimed.
    `text` is plain and free of furniture (what was cut is kept in `furniture`); `content_html` is sanitised.
    `digest` covers what a reader would call the item, so that a trivial edit leaves it alone.
    """

    id: str
    source_id: str
    keys: tuple[str, ...]
    url: str | None
    link_key: str | None
    title: str
    summary: str
    content_html: str
    text: str
    seen_at: datetime
    published_at: datetime
    digest: str
    claimed_at: datetime | None = None
    claimed_updated_at: datetime | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    language: str | None = None
    enclosures: tuple[Enclosure, ...] = ()
    image_url: str | None = None
    dateline: Dateline | None = None
    byline: str | None = None
    agency: str | None = None
    related: tuple[Related, ...] = ()
    furniture: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What a document says, cleaned. `problem` tells what was wrong with a feed that could still be read."""

    title: str | None
    site_url: str | None
    language: str | None
    items: tuple[Item, ...]
    ttl: timedelta | None = None
    hubs: tuple[str, ...] = ()
    self_url: str | None = None
    problem: str | None = None
    complete: bool = True


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An item with what only the store knows. `entry_id` is an IRI, minted once, published for ever."""

    item: Item
    entry_id: str
    changed_at: datetime  # when we saw its last change of substance; `item.seen_at` at first
    story_id: str | None = None
    thread_id: str | None = None
    copy_of: str | None = None


# What clustering finds


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something belongs where it is; shown to people as it stands."""

    relation: Relation
    score: float
    shared: tuple[str, ...] = ()  # names and words in common, most telling first
    parts: tuple[tuple[str, float], ...] = ()  # what the score is made of
    nearest: str | None = None  # id of the nearest item or story
    note: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """Items that report the same event. `sketch` is opaque to all but the clusterer."""

    id: str
    language: str
    title: str
    opened_at: datetime
    updated_at: datetime
    item_count: int
    thread_id: str | None = None
    sketch: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Thread:
    """A running topic. Its id is permanent; `merged_into` names the survivor of a merge."""

    id: str
    language: str
    title: str
    opened_at: datetime
    updated_at: datetime
    story_count: int
    item_count: int
    merged_into: str | None = None
    sketch: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Term:
    """How many documents of a language held a word, fading with time; `as_of` is when it was last counted."""

    language: str
    text: str
    documents: float
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where the clusterer put an item. `copy_of` is the id of the item whose text it repeats."""

    item_id: str
    story_id: str
    reasons: tuple[Reason, ...]
    copy_of: str | None = None
    sketch: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Member:
    """An item as the clusterer remembers it: where it is, and the sketch that was frozen when it came."""

    item_id: str
    story_id: str
    language: str
    seen_at: datetime
    sketch: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ThreadLink:
    """A story that joined a thread, and why."""

    story_id: str
    thread_id: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """An item that belongs to a declared topic, and why."""

    slug: str
    item_id: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Clustering:
    """All that one step changed: stories and threads in their new form, saved in one transaction."""

    assignments: tuple[Assignment, ...] = ()
    stories: tuple[Story, ...] = ()
    threads: tuple[Thread, ...] = ()
    links: tuple[ThreadLink, ...] = ()
    matches: tuple[TopicMatch, ...] = ()
    terms: tuple[Term, ...] = ()


# What goes out


@dataclass(frozen=True, slots=True)
class Link:
    """A typed link of an entry or an output (RFC 4287, 4.2.7)."""

    rel: str
    href: str
    media_type: str | None = None
    title: str | None = None
    length_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class EntrySource:
    """The feed that an entry came from (atom:source; RFC 4287, 4.2.11)."""

    id: str
    title: str
    feed_url: str
    site_url: str | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in an output: an item, a story, or a development of a story."""

    id: str
    title: str
    url: str | None
    published_at: datetime
    updated_at: datetime
    content_html: str = ""
    summary: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    language: str | None = None
    links: tuple[Link, ...] = ()
    source: EntrySource | None = None


@dataclass(frozen=True, slots=True)
class OutputFeed:
    """A feed about to be published: the same for every encoder."""

    id: str
    title: str
    subtitle: str
    self_url: str  # without the suffix; an encoder adds its own
    html_url: str
    updated_at: datetime
    author: str
    entries: tuple[Entry, ...]
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """Which output is meant, and in which format: `/threads/{name}.atom`."""

    kind: Literal["outputs", "topics", "threads", "sources", "tags"]
    name: str
    suffix: Literal["atom", "rss", "json"] = "atom"


@dataclass(frozen=True, slots=True)
class Publication:
    """Bytes ready to be served. `etag` is strong and bare: the web adds the quotes and the coding."""

    content_type: str
    body: bytes
    gzip_body: bytes
    etag: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Task:
    """Work for the queue; two tasks of one `lock` never run at the same time."""

    name: Literal["poll", "cluster", "prune"]
    key: str = ""

    @property
    def lock(self) -> str:
        """What must be held while the task runs."""
        return f"{self.name}:{self.key}"
