"""What goes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from syndicate.model.declared import Republish
from syndicate.model.items import Episode

Kind = Literal["outputs", "topics", "threads", "sources", "tags", "search"]
Suffix = Literal["atom", "rss", "json"]
Coding = Literal["identity", "gzip", "br", "zstd"]  # as HTTP names them (RFC 9110, 8.4.1)


@dataclass(frozen=True, slots=True)
class Link:
    """A typed link of an entry or an output (RFC 4287, 4.2.7)."""

    rel: str
    href: str
    media_type: str | None = None
    title: str | None = None
    length_bytes: int | None = None
    language: str | None = None
    duration_s: int | None = None


@dataclass(frozen=True, slots=True)
class Category:
    """What an entry is filed under. Without a scheme it is a word of the source itself."""

    term: str
    scheme: str | None = None
    label: str | None = None

    @property
    def word(self) -> str:
        """What stands for it in a format that has one word for each: of its source, that for people."""
        return self.term if self.scheme else self.label or self.term


@dataclass(frozen=True, slots=True)
class EntrySource:
    """The feed that an entry came from (atom:source; RFC 4287, 4.2.11)."""

    id: str
    title: str
    feed_url: str
    site_url: str | None
    updated_at: datetime
    rights: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """The entry of the same output that another one goes on from (RFC 4685): its id, and where it can be read."""

    ref: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in an output: an item, a story, or a development of a story.

    Its licence is a link with rel=license (RFC 4946), what it was taken from one with rel=via: a feed, or, with
    the media type of a page, the text of which it is a copy.
    """

    id: str
    title: str
    url: str | None
    published_at: datetime
    updated_at: datetime
    content_html: str = ""
    summary: str = ""
    authors: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    language: str | None = None
    links: tuple[Link, ...] = ()
    source: EntrySource | None = None
    rights: str = ""
    image_url: str | None = None
    episode: Episode | None = None
    reply: Reply | None = None


@dataclass(frozen=True, slots=True)
class SourceCard:
    """What entries and pages tell of a source; its address is cleaned where it is written."""

    id: str
    title: str
    feed_url: str
    site_url: str | None = None
    tags: tuple[str, ...] = ()
    republish: Republish = "full"
    fold_copies: bool = True
    rights: str | None = None
    licence: str | None = None
    feed_id: str | None = None  # its atom:id, where it has one


@dataclass(frozen=True, slots=True)
class Departure:
    """An entry that stood in an output and no longer does: its tombstone (RFC 6721)."""

    entry_id: str
    at: datetime


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
    rights: str = ""
    licence_url: str | None = None
    categories: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()  # to what is related: the same topic in another language
    departed: tuple[Departure, ...] = ()
    hubs: tuple[str, ...] = ()  # who tells when it changes (WebSub, 4)
    pages: tuple[Link, ...] = ()  # to other parts of it, without the suffix
    is_archive: bool = False  # a part that will not change (RFC 5005, 4)
    is_private: bool = False  # for subscribers only


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the entries of a written feed, and between them."""

    opening: bytes
    separator: bytes
    closing: bytes

    def around(self, entries: Iterable[bytes]) -> bytes:
        """Join entries that were written before to a whole document."""
        parts = list(entries) or [b""]
        parts[0] = self.opening + parts[0]
        parts[-1] += self.closing
        return self.separator.join(parts)


Position = tuple[datetime, str]  # in the order of feeds: when an item was first seen, and its id


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an output: the archive page that starts at an item, what is older than one, or newer.

    A page ends where the next one starts, or at `until`; what stands there is not in it.
    """

    kind: Literal["archive", "before", "since"]
    at: Position
    until: Position | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """Which output is meant, and in which format: `/threads/{name}.atom`. The name of a search is its query.

    `door` is the path before it by which subscribers come to what is private: it may hold a token.
    """

    kind: Kind
    name: str
    suffix: Suffix = "atom"
    part: Part | None = None
    door: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Publication:
    """Bytes ready to be served, in one coding. `etag` is that of the bytes as they are without it, and bare.

    `updated_at` is since when this process knows them, and makes no difference between two. `links` is the header Link
    of a feed that names hubs (WebSub, 4), else empty. What `is_private` is kept by no cache that others use.
    """

    content_type: str
    body: bytes
    etag: str
    updated_at: datetime = field(compare=False)
    coding: Coding = "identity"
    links: str = ""
    is_private: bool = False
