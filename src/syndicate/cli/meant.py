"""What somebody typed -> the thread, topic, item or story that is meant; and what a decision about it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from syndicate.errors import SyndicateError
from syndicate.model import Correction

if TYPE_CHECKING:
    from syndicate.model import StoredItem, Thread
    from syndicate.store import Store
    from syndicate.store.topics import TopicOverview

_LONGEST = 60  # of a headline in a note
_CANDIDATES = 5  # that are named where several begin alike


async def named(store: Store, text: str) -> Thread:
    """Give the thread, merged away or not, of an id, the beginning of one, or the address of its page or feed."""
    found = await store.threads.find(_last(text))
    if found is None:
        alike = await store.threads.beginning(_last(text), limit=_CANDIDATES + 1)
        _refuse_alike("threads", text, [(one.id, one.title) for one in alike])
        raise SyndicateError(f"no thread is known as {text}; `syndicate threads --all` lists them")
    return found


async def thread(store: Store, text: str) -> Thread:
    """Give the living thread that is meant."""
    found = await named(store, text)
    return (await store.threads.get(found.merged_into) if found.merged_into else None) or found


async def topic(store: Store, text: str) -> TopicOverview:
    """Give the topic of a name in feeds.yaml, or of the address of its page or feed."""
    known = {one.slug: one for one in await store.topics.overview()}
    if (slug := _last(text)) in known:
        return known[slug]
    part = [one for one in known if slug and slug.casefold() in one]
    near = ", ".join(part[:3] or get_close_matches(slug, known, 3))
    hint = f"did you mean {near}?" if near else "`syndicate topics` lists them"
    raise SyndicateError(f"no topic is known as {text}; {hint}")


async def item(store: Store, text: str) -> StoredItem:
    """Give the item of an id, the beginning of one, its address, or that of our page about it."""
    found = await store.items.find(text)
    if found is None and "/items/" in text:
        found = await store.items.get(_last(text))
    if found is None and _last(text) and (home := await store.threads.find(_last(text))):
        raise SyndicateError(
            f"{text} is a thread, not an item; `syndicate threads {home.id}` tells of it"
        )
    if found is None:
        alike = await store.items.beginning(text, limit=_CANDIDATES + 1)
        _refuse_alike("items", text, [(one.item.id, one.item.title) for one in alike])
        raise SyndicateError(f"no item is known as {text}; give its id, or its address")
    return found


def _refuse_alike(what: str, text: str, alike: Sequence[tuple[str, str]]) -> None:
    """Name those whose ids begin alike, where some do: which of them is meant, nobody can tell."""
    if not alike:
        return
    named = [f"\n  {found}  {_short(title)}" for found, title in alike[:_CANDIDATES]]
    more = ["\n  …"] if len(alike) > _CANDIDATES else []
    raise SyndicateError(
        f"more than one of the {what} begin with {text}; give more of the id:{''.join(named + more)}"
    )


def _last(address: str) -> str:
    """Give the id that an address of ours ends in; an id as it is."""
    path = address.strip().partition("?")[0].partition("#")[0]
    return path.rstrip("/").rsplit("/", 1)[-1].partition(".")[0]


async def text_of(store: Store, text: str) -> StoredItem:
    """Give the item that is meant; for a copy, the one that it repeats: both stand where one stands."""
    found = await item(store, text)
    return (await store.items.get(found.copy_of) if found.copy_of else None) or found


async def merge(store: Store, names: Sequence[str]) -> list[Correction]:
    """Several threads are one: the oldest takes in the others."""
    found = {one.id: one for one in [await thread(store, name) for name in names]}
    if len(found) < 2:
        raise SyndicateError("these are one thread already; give two that are not")
    old, *young = sorted(found.values(), key=lambda one: (one.opened_at, one.id))
    return [
        Correction(
            "merge", (old.id, one.id), note=f"{_short(one.title)} goes to {_short(old.title)}"
        )
        for one in young
    ]


async def split(store: Store, name: str, items: Sequence[str]) -> Correction:
    """Some items leave a thread. It is the smaller part that leaves, so that the larger keeps the id."""
    found = await thread(store, name)
    members = await store.items.of_stories(
        [one.id for one in await store.threads.stories(found.id)]
    )
    chosen = {text for one in items for text in await _texts(store, members, one)}
    everything = {one.item.id for each in members.values() for one in each}
    if chosen == everything:
        raise SyndicateError(f"that is all of {found.id}; rename it if it is about something else")
    leaving = chosen if 2 * len(chosen) <= len(everything) else everything - chosen
    ids = [name for story_id, each in members.items() for name in _told(story_id, each, leaving)]
    count = "1 item" if len(leaving) == 1 else f"{len(leaving)} items"
    return Correction("split", tuple(ids), found.id, note=f"{count} out of {_short(found.title)}")


async def pin(store: Store, name: str, home: str) -> Correction:
    """An item belongs to a thread."""
    found, into = await text_of(store, name), await thread(store, home)
    note = f"{_short(found.item.title)} into {_short(into.title)}"
    return Correction("pin", (found.item.id,), into.id, note=note)


async def exclude(store: Store, name: str, home: str | None) -> Correction:
    """An item does not belong to a thread; if none is named, to the one where it stands."""
    found = await text_of(store, name)
    if home is None and found.thread_id is None:
        raise SyndicateError(f"{found.item.id} stands in no thread yet; name the THREAD")
    out_of = await thread(store, home or found.thread_id or "")
    note = f"{_short(found.item.title)} out of {_short(out_of.title)}"
    return Correction("exclude", (found.item.id,), out_of.id, note=note)


async def rename(store: Store, name: str, title: str) -> Correction:
    """A thread bears a title of our own."""
    found = await thread(store, name)
    told = " ".join(title.split())
    if not told:
        raise SyndicateError("give a title; `syndicate thread undo` gives the thread its own again")
    return Correction("rename", thread=found.id, title=told, note=f"was {_short(found.title)}")


@dataclass(frozen=True, slots=True)
class Promotion:
    """A thread became a topic; to take that back, the topic leaves feeds.yaml."""

    slug: str


async def undo(
    store: Store, held: Sequence[Correction], which: str
) -> Correction | Promotion | str:
    """What to write, or the name of what to remove, so that a decision or an event is taken back."""
    if which in {one.name for one in held}:
        return which
    past = await store.journal.get(int(which)) if which.isdecimal() and len(which) < 18 else None
    if past is None:
        hint = "`syndicate thread log` and `syndicate thread corrections` list what there is"
        raise SyndicateError(f"nothing is known as {which}; {hint}")
    if past.undone_at is not None:
        raise SyndicateError(f"{which} was taken back on {past.undone_at:%Y-%m-%d %H:%M} UTC")
    event = past.event
    if event.correction:
        if event.correction not in {one.name for one in held}:
            raise SyndicateError(f"{event.correction} is not in corrections.yaml any more")
        return event.correction
    if event.kind == "promote":
        return Promotion(event.into_id)
    pair = (event.from_id, event.into_id)
    if event.kind == "merge":
        return Correction("apart", pair, note=f"repair merged them (event {which})")
    return Correction("merge", pair, note=f"repair split them (event {which})")


async def _texts(store: Store, members: Mapping[str, Sequence[StoredItem]], name: str) -> set[str]:
    """The items of a story, or an item with its copies; all of them in the thread."""
    if name in members:
        return {one.item.id for one in members[name]}
    item_id = (await text_of(store, name)).item.id
    here = [one for each in members.values() for one in each]
    found = {one.item.id for one in here if item_id in (one.item.id, one.copy_of)}
    if not found:
        raise SyndicateError(f"{name} does not stand in this thread")
    return found


def _told(story_id: str, members: Sequence[StoredItem], leaving: set[str]) -> list[str]:
    """Name a story that leaves as a whole, or its items; copies follow."""
    ids = [one.item.id for one in members]
    if leaving.issuperset(ids):
        return [story_id]
    return [one.item.id for one in members if one.item.id in leaving and one.copy_of is None]


def _short(title: str) -> str:
    text = " ".join(title.split())
    return f"“{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'}”"
