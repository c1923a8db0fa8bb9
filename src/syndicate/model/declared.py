"""What people declare in feeds.yaml."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Literal

from syndicate.model.addresses import authority
from syndicate.model.queries import Query

if TYPE_CHECKING:  # which speaks of what is declared
    from syndicate.model.published import Address, SourceCard

# What only the client can say without being wrong about how an answer is read.
_OF_THE_CLIENT = frozenset(
    """
    accept-encoding connection content-length expect host if-modified-since if-none-match keep-alive range te trailer
    transfer-encoding upgrade
    """.split()  # noqa: SIM905 - a table of words reads best as words
)
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


def is_of_the_client(header: str) -> bool:
    """Whether a request header is for the client to set, so that no source can have it as its own."""
    name = header.lower()
    return name in _OF_THE_CLIENT or name.startswith("proxy-")


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

    def shows_less(self, before: Source | SourceCard) -> bool:
        """Whether items of it leave feeds that they stood in when it was as `before`."""
        is_hidden = self.republish == "none" and before.republish != "none"
        is_folded = self.fold_copies and not before.fold_copies
        return is_hidden or is_folded or not set(before.tags) <= set(self.tags)

    def takes_places(self, before: Source | SourceCard) -> bool:
        """Whether items of it come to stand for copies of them that were shown when it was as `before`."""
        is_back = self.republish != "none" and before.republish == "none"
        is_folded = self.fold_copies and not before.fold_copies
        return is_back or is_folded or not set(self.tags) <= set(before.tags)


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
    # The one that it was promoted from: its items belong, and its id is the topic's.
    thread: str | None = None
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
    was: tuple[str, ...] = ()  # slugs that it had before, the first one first

    @property
    def name(self) -> str:
        """Its slug: what its address ends in, as that of an output ends in its name."""
        return self.slug

    @property
    def first_name(self) -> str:
        """What its ids are made of, unless it was a thread."""
        return (*self.was, self.slug)[0]

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
    of it, from 0 to 1. None: the usual one. `was` are names that it had before, the first one first.
    """

    name: str
    title: str
    tags: tuple[str, ...] = ()
    mode: Mode = "items"
    limit: int = 100
    editions: Editions = field(default_factory=Editions)
    was: tuple[str, ...] = ()
    query: Query = Query()  # noqa: RUF009 - frozen
    max_age: timedelta | None = None
    share: float | None = None
    access: Access = "public"

    @property
    def first_name(self) -> str:
        """What its ids are made of."""
        return (*self.was, self.name)[0]


def name_now(declared: Iterable[Output | Topic], name: str) -> str:
    """Give the name now of what had this one before; this one, where something has it now or nothing ever had it."""
    former: dict[str, str] = {}
    for each in declared:
        if each.name == name:
            return name
        former.update(dict.fromkeys(each.was, each.name))
    return former.get(name, name)


def named_now(topics: Collection[Topic], query: Query) -> Query:
    """Put in what topics are called now that a query knows by a name that they had before."""
    if not query.topics:
        return query
    conditions = (
        replace(one, values=tuple({name_now(topics, each): None for each in one.values}))
        if one.key == "topic"
        else one
        for one in query.conditions
    )
    return replace(query, conditions=tuple(conditions))


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
        if kind == "outputs":  # what was renamed leads on
            known = self.outputs.get(name_now(self.outputs.values(), name))
        elif kind == "topics":
            known = self.topics.get(name_now(self.topics.values(), name))
        return (known or self).access == "public"

    def now(self, address: Address) -> Address:
        """Give the address now of what was renamed; every other one as it is."""
        kinds: dict[str, Iterable[Output | Topic]] = {
            "outputs": self.outputs.values(),
            "topics": self.topics.values(),
        }
        return replace(address, name=name_now(kinds.get(address.kind, ()), address.name))

    def first(self, address: Address) -> Address:
        """Give the address by which readers came to know a feed: its ids are made of it."""
        first = replace(address, part=None, door="")
        if address.kind == "outputs":
            return replace(first, name=self.outputs[address.name].first_name)
        if address.kind != "topics":
            return first
        topic = self.topics[address.name]
        if topic.thread:
            return replace(first, kind="threads", name=topic.thread)
        return replace(first, name=topic.first_name)

    def known_as(self, address: Address) -> str:
        """Give the kind and name by which readers know a feed: the first that it had, though it was a thread's."""
        first = self.first(address)
        return f"{first.kind}/{first.name}"

    def meant(self, query: Query) -> Query:
        """Give a query with the names that its topics have now."""
        return named_now(self.topics.values(), query)

    def names(self, slug: str) -> Topic | None:
        """Give a topic that may be named wherever its items stand; a private one only where all is private."""
        topic = self.topics.get(slug)
        hidden = topic is not None and topic.access == "private" and self.access == "public"
        return None if hidden else topic
