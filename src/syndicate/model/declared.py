"""What people declare in feeds.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, time, timedelta, tzinfo
from typing import Literal

from syndicate.model.addresses import authority
from syndicate.model.queries import Query

_LINK = re.compile(r"https?://\S+")
Republish = Literal["full", "excerpt", "link", "none"]
Access = Literal["public", "private"]
Mode = Literal["items", "stories", "developments", "digest"]
Span = Literal["day", "week"]
Breadth = Literal["broad", "normal", "narrow"]
Dial = Literal["loose", "normal", "strict"] | float  # a number is how many times the usual bar


def is_link(text: str) -> bool:
    """Whether an example is the address of an item, not a text."""
    return bool(_LINK.fullmatch(text))


@dataclass(frozen=True, slots=True)
class Source:
    """A feed that we subscribe to.

    `url` is what is dialled and may hold secrets; `shown_url` is what people, logs, pages and the store get to see.
    `id` is made from the address as it stands in feeds.yaml, so that it outlives a changed secret; of one that was
    followed under other addresses before (`was`, as they may be shown), from the first of these.
    """

    id: str
    url: str = field(repr=False)
    shown_url: str
    title: str | None = None
    tags: tuple[str, ...] = ()
    every: timedelta | None = None  # None: adaptive
    republish: Republish = "full"
    fold_copies: bool = True  # whether its items may be folded with copies of the same text
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    backfill: int = 100  # items taken of the first document
    full_text: bool = False  # ask the pages of its items for what its feed leaves out
    rights: str | None = None  # as people say it; else as the feed does
    licence: str | None = None  # an address
    was: tuple[str, ...] = ()

    @property
    def host(self) -> str:
        """The host and port that is asked: what publishers' limits are counted by."""
        return authority(self.shown_url)


@dataclass(frozen=True, slots=True)
class Editions:
    """When a digest comes out: each day, or each week on a `weekday` (0 is Monday), at a local time."""

    every: Span = "day"
    at: time = time()
    weekday: int = 0
    zone: tzinfo = UTC


@dataclass(frozen=True, slots=True)
class Topic:
    """A thread that the user declared: what an item must, may and must not speak of.

    `names` are the names that it speaks of and that have others, the name itself first: where it asks for one, each
    will do. `like` and `unlike` are texts, or addresses of stored items: what these say is in `texts`.
    `tags`, `agencies` and `languages` say where to look; each that is empty lets everything pass.
    """

    slug: str
    title: str
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    fold_copies: bool = True
    thread: str | None = (
        None  # that it was promoted from: its items belong, and its id is the topic's
    )
    phrase: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    names: tuple[tuple[str, ...], ...] = ()
    tags: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    breadth: Breadth = "normal"
    texts: tuple[tuple[str, str], ...] = ()
    mode: Mode = "items"
    editions: Editions = field(default_factory=Editions)
    limit: int = 100
    max_age: timedelta | None = None
    share: float | None = None
    access: Access = "public"

    @property
    def links(self) -> tuple[str, ...]:
        """The examples that are addresses of items."""
        return tuple(text for text in (*self.like, *self.unlike) if is_link(text))

    @property
    def waits(self) -> bool:
        """Whether the item of an example was not there when the topic was declared."""
        return len(dict(self.texts)) < len(set(self.links))

    def examples(self, of: Sequence[str]) -> tuple[str, ...]:
        """Give the texts of examples. One whose item is not there yet is left out."""
        told = dict(self.texts)
        return tuple(filter(None, (told.get(text) if is_link(text) else text for text in of)))


@dataclass(frozen=True, slots=True)
class Output:
    """A feed that we publish. Without `tags` it carries every source; of these, what `query` asks for.

    An entry that is older than `max_age`, counted back from the newest, leaves it; no source has more than its `share`
    of it, from 0 to 1. None: the usual one. `id` is the name that its ids are made of, where it had another one before.
    """

    name: str
    title: str
    tags: tuple[str, ...] = ()
    mode: Mode = "items"
    limit: int = 100
    editions: Editions = field(default_factory=Editions)
    id: str = ""
    query: Query = Query()  # noqa: RUF009 - frozen
    max_age: timedelta | None = None
    share: float | None = None
    access: Access = "public"

    @property
    def first_name(self) -> str:
        """What its ids are made of."""
        return self.id or self.name


@dataclass(frozen=True, slots=True)
class Dials:
    """How much must agree before an item joins a story, and a story a thread, and whether meaning counts."""

    stories: Dial = "normal"
    threads: Dial = "normal"
    vectors: bool = True


@dataclass(frozen=True, slots=True)
class Declared:
    """What feeds.yaml says. A reload puts another one in its place, whole.

    `push_url` is `url` where hubs can reach it and may push, else empty; `hub_url` is our own hub, where there is one,
    and `hubs` are those of others that are told what is new in outputs and topics. What no feed has offered for as
    long as `keep` is forgotten; without it, nothing is.
    """

    title: str
    url: str
    sources: Mapping[str, Source]
    topics: Mapping[str, Topic]
    outputs: Mapping[str, Output]
    push_url: str = ""
    hub_url: str = ""
    hubs: tuple[str, ...] = ()
    access: Access = "public"
    keep: timedelta | None = None
    dials: Dials = field(default_factory=Dials)

    def is_open(self, kind: str, name: str) -> bool:
        """Tell whether everybody may read a feed. What says nothing of it is as open as the site."""
        known: Output | Topic | None = None
        if kind == "outputs":
            known = self.output(name)  # what was renamed leads on
        elif kind == "topics":
            known = self.topics.get(name)
        return (known or self).access == "public"

    def output(self, name: str) -> Output | None:
        """Give the output that has a name; where none has, the one that had it before."""
        former = (each for each in self.outputs.values() if each.id == name)
        return self.outputs.get(name) or next(former, None)

    def names(self, slug: str) -> Topic | None:
        """Give a topic that may be named wherever its items stand; a private one only where all is private."""
        topic = self.topics.get(slug)
        hidden = topic is not None and topic.access == "private" and self.access == "public"
        return None if hidden else topic
