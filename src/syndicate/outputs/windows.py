"""Which of the items of an output its feed shows: the newest, but no source more than its share, and none too old.

All of it is told from the store alone. Age is counted back from the newest item, not from now: a feed in which
nothing happens keeps its bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import islice
from typing import Final

from syndicate.model import (
    Address,
    Condition,
    Declared,
    Entry,
    Output,
    Position,
    Source,
    StoredItem,
    Topic,
)
from syndicate.store import Store
from syndicate.store.items import Selection

LIMIT: Final = 100
SHARE: Final = 0.5  # of one source, where there are others
_FEW: Final = 3  # sources; with fewer, half a window each is no help


@dataclass(frozen=True, slots=True)
class Window:
    """How many entries a feed has, how old they may be, and how many may be of one source."""

    limit: int = LIMIT
    max_age: timedelta | None = None
    most: int = LIMIT


@dataclass(frozen=True, slots=True)
class Shown:
    """What a feed shows. All that is newer than `whole_from` is shown, and nothing is where that is None."""

    items: tuple[StoredItem, ...] = ()
    whole_from: Position | None = None


def window_of(declared: Declared, address: Address) -> Window:
    """Say what the window of a feed is."""
    match address.kind:
        case "outputs":
            return _window(declared.outputs[address.name], declared)
        case "topics":
            return _window(declared.topics[address.name], declared)
        case "tags":
            carried = (address.name in source.tags for source in declared.sources.values())
            return Window(most=_most(LIMIT, _usual(carried)))
        case _:
            return Window()


def _window(one: Output | Topic, declared: Declared) -> Window:
    conditions = one.query.conditions if isinstance(one, Output) else ()
    carried = (
        (not one.tags or not set(one.tags).isdisjoint(source.tags))
        and all(_may_carry(source, condition) for condition in conditions)
        for source in declared.sources.values()
    )
    return Window(one.limit, one.max_age, _most(one.limit, one.share or _usual(carried)))


def _usual(carried: Iterable[bool]) -> float:
    """Give the share of a source, told of each source whether the feed carries it: few are told by the first."""
    few = len(list(islice(filter(None, carried), _FEW))) < _FEW
    return 1.0 if few else SHARE


def _may_carry(source: Source, condition: Condition) -> bool:
    """Whether anything of a source can stand where this is asked for; yes, where that cannot be told."""
    if condition.key == "tag":
        meant = not set(condition.values).isdisjoint(source.tags)
    elif condition.key == "source":
        host = source.host.partition(":")[0].removeprefix("www.")
        called = {source.id, host, (source.title or "").casefold()}
        meant = not called.isdisjoint(name.removeprefix("www.") for name in condition.values)
    else:
        return True
    return meant != condition.negated


def _most(limit: int, share: float) -> int:
    return max(1, int(limit * share))


@dataclass(slots=True)
class _Filling:
    """A window that is being filled, the newest item first."""

    window: Window
    items: list[StoredItem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    over: set[str] = field(default_factory=set)  # sources that have their share
    whole_from: Position | None = None
    is_full: bool = False

    def take(self, page: Sequence[StoredItem]) -> None:
        """Take what there is room for."""
        for stored in page:
            source = stored.item.source_id
            if self._is_too_old(stored) or len(self.items) == self.window.limit:
                self.is_full = True
                return
            if self.counts[source] == self.window.most:
                self.over.add(source)
                continue
            self.counts[source] += 1
            self.items.append(stored)
            if not self.over:
                self.whole_from = position(stored)

    def _is_too_old(self, stored: StoredItem) -> bool:
        if self.window.max_age is None or not self.items:
            return False
        return self.items[0].item.seen_at - stored.item.seen_at > self.window.max_age


def position(stored: StoredItem) -> Position:
    """Say where an item stands in the order of feeds."""
    return stored.item.seen_at, stored.item.id


async def shown(store: Store, where: Selection, window: Window) -> Shown:
    """Give what a feed shows. A source that has its share is passed over from there on."""
    filling = _Filling(window)
    before: Position | None = None
    while not filling.is_full:
        passing = replace(where, passing=tuple(sorted(filling.over)))
        page = await store.items.newest(passing, limit=window.limit, before=before)
        filling.take(page)
        if len(page) < window.limit or len(filling.items) == window.limit:
            break
        before = position(page[-1])
    return Shown(tuple(filling.items), filling.whole_from)


def within(entries: Sequence[Entry], max_age: timedelta | None) -> tuple[Entry, ...]:
    """Leave out entries whose last change lies further than `max_age` behind that of the newest."""
    if max_age is None or not entries:
        return tuple(entries)
    newest_at = max(entry.updated_at for entry in entries)
    return tuple(entry for entry in entries if newest_at - entry.updated_at <= max_age)
