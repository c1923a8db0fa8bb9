"""What clustering finds, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Relation = Literal["copy", "story", "thread", "topic", "person"]
EventKind = Literal["merge", "split", "move", "rename", "promote"]
Maker = Literal["repair", "person"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something belongs where it is; shown to people as it stands."""

    relation: Relation
    score: float
    shared: tuple[str, ...] = ()  # names and words in common, most telling first
    parts: tuple[tuple[str, float], ...] = ()  # what the score is made of
    nearest: str | None = None  # id of the nearest item or story
    note: str = ""
    gap: int | None = None  # seconds after the nearest, by what they speak of; below 0: before
    almost: str = ""  # the veto or the rival that almost kept it from here


@dataclass(frozen=True, slots=True)
class Story:
    """Items that report the same event. `merged_into` names the story that took them all over.

    `sketch` is opaque to all but the clusterer.
    """

    id: str
    language: str
    title: str
    opened_at: datetime
    updated_at: datetime
    item_count: int
    thread_id: str | None = None
    sketch: bytes = field(default=b"", repr=False)
    merged_into: str | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """A running topic. Its id is permanent; `merged_into` names the survivor of a merge.

    `is_titled` where a person gave it its title, so that it is nobody's headline.
    """

    id: str
    language: str
    title: str
    opened_at: datetime
    updated_at: datetime
    story_count: int
    item_count: int
    merged_into: str | None = None
    sketch: bytes = field(default=b"", repr=False)
    is_titled: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """How many documents of a language held a word, fading with time; `as_of` is when it was last counted."""

    language: str
    text: str
    documents: float
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Usual:
    """What the texts of a language have in common: the sum of their sentence vectors, fading with time.

    `total` holds float64 values; `documents` is how many were added up, faded too, as of `as_of`.
    """

    language: str
    documents: float
    total: bytes = field(repr=False)
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where the clusterer put an item. `copy_of` is the id of the item whose text it repeats."""

    item_id: str
    story_id: str
    reasons: tuple[Reason, ...]
    copy_of: str | None = None
    sketch: bytes = field(default=b"", repr=False)


Vote = Literal["own", "with", "barred"]


@dataclass(frozen=True, slots=True)
class Member:
    """An item as the clusterer remembers it: where it is, and the sketch that was frozen when it came.

    `votes` are what declared topics say of it: that it belongs by itself, with its story, or must not.
    """

    item_id: str
    story_id: str
    language: str
    seen_at: datetime
    sketch: bytes = field(repr=False)
    votes: tuple[tuple[str, Vote], ...] = ()


@dataclass(frozen=True, slots=True)
class Remembered:
    """A part of what a clusterer goes on from: words, stories with all their items, threads."""

    stories: Sequence[Story] = ()
    threads: Sequence[Thread] = ()
    terms: Sequence[Term] = ()
    members: Sequence[Member] = ()  # the items of these stories, in stored order
    usual: Sequence[Usual] = ()


@dataclass(frozen=True, slots=True)
class Edited:
    """What an item that has a place says since its source edited it; `at` is when that was seen."""

    item_id: str
    title: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Parted:
    """An item that left its story for another when that was found to tell of two events; `reason` is one more."""

    item_id: str
    story_id: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Placed:
    """An item with its place, as it is stored."""

    assignment: Assignment
    seen_at: datetime
    title: str  # as its source writes it now


@dataclass(frozen=True, slots=True)
class Scene:
    """Threads with all their stories, and these with all their items, in stored order.

    Here `merged_into` names what took one in, which may have been merged away since; all on that way are there, too.
    """

    threads: tuple[Thread, ...] = ()
    stories: tuple[Story, ...] = ()
    placed: tuple[Placed, ...] = ()


def ends(ways: Mapping[str, str]) -> dict[str, str]:
    """Tell where each leads that was merged away, however far, of what took each in."""
    found: dict[str, str] = {}
    for name, into in ways.items():
        passed, last = {name}, into
        while last in ways and last not in passed:
            passed.add(last)
            last = ways[last]
        found[name] = last
    return found


@dataclass(frozen=True, slots=True)
class ThreadLink:
    """A story that joined a thread, and why."""

    story_id: str
    thread_id: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """An item that belongs to a declared topic, and why.

    `own` where it is a report that belongs by what it says, so that it counts for its story.
    """

    slug: str
    item_id: str
    reason: Reason
    own: bool = True


@dataclass(frozen=True, slots=True)
class Barred:
    """An item that a declared topic must not take, whatever its story is about."""

    slug: str
    item_id: str


@dataclass(frozen=True, slots=True)
class Event:
    """What was put elsewhere after it had found a place: `moved` went from `from_id` to `into_id`.

    Between threads stories move, between stories items do. A merge ends `from_id`, a split begins `into_id`,
    a move leaves both as they are. Of a promotion, `into_id` is the slug of the topic that `from_id` became.
    """

    kind: EventKind
    from_id: str
    into_id: str
    moved: tuple[str, ...] = ()
    by: Maker = "repair"
    reason: str = ""  # in words, for people
    thread_id: str = ""  # where the story `from_id` stood before, if its thread is another one now
    correction: str = ""  # the name of the correction that this carries out
    leads: tuple[tuple[str, str], ...] = ()  # stories and threads, and whose title each bore before


@dataclass(frozen=True, slots=True)
class PastEvent:
    """An event as the journal keeps it. `items` is how many changed their place with it."""

    id: int
    at: datetime
    event: Event
    items: int
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Clustering:
    """All that one step changed: stories and threads in their new form, saved in one transaction.

    `events` go into the journal; `undone` are the ids of events in it that this takes back.
    """

    assignments: tuple[Assignment, ...] = ()
    stories: tuple[Story, ...] = ()
    threads: tuple[Thread, ...] = ()
    links: tuple[ThreadLink, ...] = ()
    matches: tuple[TopicMatch, ...] = ()
    terms: tuple[Term, ...] = ()
    usual: tuple[Usual, ...] = ()
    events: tuple[Event, ...] = ()
    undone: tuple[int, ...] = ()
    barred: tuple[Barred, ...] = ()
    parted: tuple[Parted, ...] = ()  # of these assignments or of earlier ones
