"""Where everything stands under two configurations -> what differs, in an order that is always the same. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from syndicate.model import Address


@dataclass(frozen=True, slots=True)
class Place:
    """The story and the thread of an item; either is empty where it has none."""

    story: str = ""
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where items stand, and what readers see. `feeds` holds entries by their ids, with their titles.

    `known` leads from the address of a feed that was renamed, or was a thread, to the one that readers know it by,
    `leads` from addresses that feeds had before to where these are now.
    """

    places: Mapping[str, Place] = field(default_factory=dict)  # by item, in the order they came
    topics: Mapping[str, frozenset[str]] = field(default_factory=dict)
    feeds: Mapping[Address, Mapping[str, str]] = field(default_factory=dict)
    known: Mapping[Address, Address] = field(default_factory=dict)
    leads: Mapping[Address, Address] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moved:
    """An item that would stand elsewhere."""

    item: str
    before: Place
    after: Place


@dataclass(frozen=True, slots=True)
class ThreadChange:
    """A thread that would appear, vanish, or hold other items. `heir` has most of what a vanished one held."""

    id: str
    before: int  # items
    after: int
    entered: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    heir: str = ""


@dataclass(frozen=True, slots=True)
class TopicChange:
    """A topic that would appear, vanish, or hold other items; None where it is not declared."""

    slug: str
    before: int | None
    after: int | None
    entered: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedChange:
    """A feed in which subscribers would see other entries: (id, title); `was` is its address now, if another."""

    address: Address
    is_new: bool
    is_gone: bool
    come: tuple[tuple[str, str], ...] = ()
    gone: tuple[tuple[str, str], ...] = ()
    was: Address | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs."""

    moved: tuple[Moved, ...] = ()
    threads: tuple[ThreadChange, ...] = ()
    topics: tuple[TopicChange, ...] = ()
    feeds: tuple[FeedChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of so many items that have a place on both sides, how many stand in the same story, and in the same thread."""

    items: int
    same_story: int
    same_thread: int


def compare(before: Standing, after: Standing) -> Comparison:
    """Tell what would be otherwise. Items are told in the order they came, everything else by its name."""
    moved = tuple(
        Moved(item, place, after.places.get(item, Place()))
        for item, place in before.places.items()
        if place != after.places.get(item, Place())
    )
    return Comparison(
        moved=moved,
        threads=tuple(_threads(before, after, moved)),
        topics=tuple(_topics(before, after)),
        feeds=tuple(_feeds(before, after)),
    )


def agreement(stored: Mapping[str, Place], replayed: Mapping[str, Place]) -> Agreement:
    """Tell how far a replay is what happened."""
    pairs = [(stored[item], place) for item, place in replayed.items() if item in stored]
    return Agreement(
        items=len(pairs),
        same_story=sum(one.story == other.story for one, other in pairs),
        same_thread=sum(one.thread == other.thread for one, other in pairs),
    )


def touched(moved: Iterable[Moved]) -> tuple[str, ...]:
    """Name the threads that items would leave or enter, by their ids."""
    threads = {place.thread for one in moved for place in (one.before, one.after)}
    return tuple(sorted(threads - {""}))


def _threads(before: Standing, after: Standing, moved: tuple[Moved, ...]) -> Iterable[ThreadChange]:
    sizes = [Counter(place.thread for place in one.places.values()) for one in (before, after)]
    away = [one for one in moved if one.before.thread != one.after.thread]
    for thread in touched(away):
        left = [one for one in away if one.before.thread == thread]
        heirs = Counter(one.after.thread for one in left if one.after.thread)
        heir = min(heirs, key=lambda each: (-heirs[each], each), default="")
        yield ThreadChange(
            id=thread,
            before=sizes[0][thread],
            after=sizes[1][thread],
            entered=tuple(one.item for one in away if one.after.thread == thread),
            left=tuple(one.item for one in left),
            heir="" if sizes[1][thread] else heir,
        )


def _topics(before: Standing, after: Standing) -> Iterable[TopicChange]:
    here, there = ([Address("topics", slug) for slug in one.topics] for one in (before, after))
    for address, was, now in _paired(before, here, after, there):
        old = before.topics[was.name] if was else None
        new = after.topics[now.name] if now else None
        had, has = old or frozenset(), new or frozenset()
        if old == new:
            continue
        yield TopicChange(
            slug=address.name,
            before=None if old is None else len(old),
            after=None if new is None else len(new),
            entered=tuple(item for item in before.places if item in has - had),
            left=tuple(item for item in before.places if item in had - has),
        )


def _feeds(before: Standing, after: Standing) -> Iterable[FeedChange]:
    for address, old, new in _paired(before, before.feeds, after, after.feeds):
        had, has = before.feeds[old] if old else {}, after.feeds[new] if new else {}
        if old == new and had.keys() == has.keys():
            continue
        yield FeedChange(
            address=address,
            is_new=old is None,
            is_gone=new is None,
            come=tuple((key, title) for key, title in has.items() if key not in had),
            gone=tuple((key, title) for key, title in had.items() if key not in has),
            was=old if old and new and old != new else None,
        )


def _paired(
    before: Standing, old: Iterable[Address], after: Standing, new: Iterable[Address]
) -> list[tuple[Address, Address | None, Address | None]]:
    """The address of each feed, where it is before, and where it is after: as readers know it, else where it stands."""
    here = {before.known.get(address, address): address for address in old}
    there = {after.known.get(address, address): address for address in new}
    left = {
        after.leads.get(address, address): known
        for known, address in here.items()
        if known not in there
    }
    for known, address in [*there.items()]:
        if known not in here and address in left:
            there[left[address]] = there.pop(known)
    told = [(there.get(known) or here[known], known) for known in {**here, **there}]
    told.sort(key=lambda one: (one[0].kind, one[0].name, one[1].kind, one[1].name))
    return [(address, here.get(known), there.get(known)) for address, known in told]
