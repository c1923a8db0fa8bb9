"""What a feed says, whatever its format: plain data, uncleaned. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from syndicate.model import Hints

Kind = Literal["html", "text", "guess"]


@dataclass(frozen=True, slots=True)
class RawText:
    """Words as the feed gives them. `guess`: the format does not say whether they are HTML."""

    value: str
    kind: Kind = "guess"
    base: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class RawDate:
    """An instant as it is written, and as the parser understood it, if it did."""

    written: str
    parsed: datetime | None = None


@dataclass(frozen=True, slots=True)
class RawLink:
    """A typed link, unresolved."""

    href: str
    rel: str = "alternate"
    media_type: str | None = None
    length: str | None = None
    title: str | None = None
    duration: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry of a feed."""

    guid: str | None = None
    link: str | None = None
    title: RawText | None = None
    content: RawText | None = None
    summary: RawText | None = None
    published: RawDate | None = None
    updated: RawDate | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()  # of categories that have a label: that, and the term
    enclosures: tuple[RawLink, ...] = ()
    images: tuple[str, ...] = ()
    season: str | None = None
    episode: str | None = None
    companions: tuple[RawLink, ...] = ()  # of its file, by their kind: chapters, transcript
    language: str | None = None
    publisher: str | None = None  # of this entry, or the feed that it was taken from
    rights: RawText | None = None
    licence: str | None = None  # an address
    rest: str = ""  # any other words, where there are none of these


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A whole document. `fault` is what the parser complained of, and could live with."""

    format: Literal["atom", "rss", "json"]
    id: str | None = None
    title: RawText | None = None
    link: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    links: tuple[RawLink, ...] = ()
    rights: RawText | None = None
    hints: Hints = Hints()  # noqa: RUF009 - frozen
    entries: tuple[RawEntry, ...] = ()
    known: bool = True  # the format was recognised
    fault: str | None = None
