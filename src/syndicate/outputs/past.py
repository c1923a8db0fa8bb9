"""What an output has shown before: archive pages and pages of older items (RFC 5005), and what is newer than a point.

Everything that is stored of an output is cut into pages at items whose place in the store is a certain kind of number:
about every 64th. So where a page begins depends on nothing but the item that it begins with. What arrives later comes
behind the last cut, and what is withdrawn changes its own page alone. Nothing is counted and nothing is written down.

What the feed itself shows is cut off from that: the last archive page ends where the feed begins, and its address names
both ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from syndicate.model import Part, Position, StoredItem
from syndicate.outputs.windows import Shown, position
from syndicate.publish.positions import BEGINNING, behind
from syndicate.store import Store
from syndicate.store.selection import Selection, Stretch

MOST: Final = 1000  # entries of an archive page; what is older of it is a page of its own

Ways = tuple[tuple[str, Part | None], ...]  # relation -> part of the feed, or the feed as it is now


@dataclass(frozen=True, slots=True)
class Page:
    """A part of an output, the newest item first, and the ways from it to others."""

    items: tuple[StoredItem, ...]
    ways: Ways = ()
    is_archive: bool = False


async def page(store: Store, where: Selection, part: Part, limit: int) -> Page | None:
    """Give a part of an output; None where there is nothing."""
    match part.kind:
        case "archive":
            return await _archive(store, where, part)
        case "before":
            return await _older(store, where, part.at, limit)
        case "since":
            return await _newer(store, where, part.at, limit)


async def ways(store: Store, where: Selection, shown: Shown) -> Ways:
    """Give the ways from the feed as it is now into its past."""
    first = (("first", None),)
    if shown.whole_from is None:
        return first
    before = await _page_before(store, where, shown.whole_from)
    if before is None:
        return first
    older = Part("before", shown.whole_from)
    last = Part("since", BEGINNING)
    return (*first, ("next", older), ("last", last), ("prev-archive", before))


async def _archive(store: Store, where: Selection, part: Part) -> Page | None:
    end = part.until or await _next_start(store, where, part.at)
    found = await store.items.stretch(where, Stretch(start=part.at, before=end), limit=MOST + 1)
    if not found:
        return None
    items = found[:MOST]
    ways: Ways = (("current", None),)
    if len(found) > MOST:
        ways += (("prev-archive", Part("archive", part.at, position(items[-1]))),)
    elif part.at > BEGINNING and (before := await _page_before(store, where, part.at)):
        ways += (("prev-archive", before),)
    if part.until is None and end is not None:
        ways += (("next-archive", Part("archive", end)),)
    return Page(items, ways, is_archive=end is not None)


async def _page_before(store: Store, where: Selection, end: Position) -> Part | None:
    """Give the archive page of the newest item that is older than `end`."""
    start = _first(await store.items.stretch(where, Stretch(before=end, starts=True), limit=1))
    if start is None:  # what there is stands before the first cut
        if not await store.items.stretch(where, Stretch(before=end), limit=1):
            return None
        start = BEGINNING
    is_whole = await _next_start(store, where, start) == end
    return Part("archive", start, None if is_whole else end)


async def _next_start(store: Store, where: Selection, start: Position) -> Position | None:
    """Tell where the page that starts here ends and the next one starts."""
    later = Stretch(start=behind(start), starts=True, oldest_first=True)
    return _first(await store.items.stretch(where, later, limit=1))


async def _older(store: Store, where: Selection, before: Position, limit: int) -> Page | None:
    found = await store.items.stretch(where, Stretch(before=before), limit=limit + 1)
    if not found:
        return None
    items = found[:limit]
    ways: Ways = (("first", None), ("previous", Part("since", position(items[0]))))
    if len(found) > limit:
        ways += (("next", Part("before", position(items[-1]))),)
    return Page(items, (*ways, ("last", Part("since", BEGINNING))))


async def _newer(store: Store, where: Selection, since: Position, limit: int) -> Page:
    """What comes next after a point, not the newest of all: whoever goes on from there misses nothing."""
    later = Stretch(start=behind(since), oldest_first=True)
    found = await store.items.stretch(where, later, limit=limit + 1)
    items = found[:limit][::-1]
    ways: Ways = (("first", None),)
    if items:
        more = Part("since", position(items[0])) if len(found) > limit else None
        ways += (("previous", more),)
        if await store.items.stretch(where, Stretch(before=position(items[-1])), limit=1):
            ways += (("next", Part("before", position(items[-1]))),)
    return Page(items, (*ways, ("last", Part("since", BEGINNING))))


def _first(found: Sequence[StoredItem]) -> Position | None:
    return position(found[0]) if found else None
