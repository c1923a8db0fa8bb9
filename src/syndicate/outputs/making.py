"""Items -> entries, each made anew only when something that it is made of has changed.

Whoever writes entries sees by that which of them to write again: what did not change is the very object of before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from sys import getsizeof
from typing import Final

from syndicate.model import Address, Entry, Kind, Reason, SourceCard, StoredItem, Topic
from syndicate.outputs.bounded import Bounded
from syndicate.publish import prose
from syndicate.publish.entries import from_items, policy
from syndicate.publish.outputs import place
from syndicate.publish.why import line

LIMIT_BYTES: Final = 32 * 2**20
_OVERHEAD_BYTES: Final = 3000  # of the smaller fields of an item or an entry, and of what holds it


@dataclass(frozen=True, slots=True)
class Ingredients:
    """All that the entry of an item is made of: of the same ones the same entry is made, in every process."""

    stored: StoredItem
    carriers: tuple[StoredItem, ...]  # of the same text, that may be named
    cards: tuple[SourceCard | None, ...]  # of the item, and of each carrier
    reasons: tuple[Reason, ...]
    topics: tuple[Topic, ...]
    kind: Kind  # of the feed that it stands in
    site: str


@dataclass(frozen=True, slots=True)
class _Kept:
    made_of: Ingredients
    entry: Entry


class Making:
    """Keeps entries of items, as long as there is room. An item has another entry in each `scope`."""

    def __init__(self, limit_bytes: int = LIMIT_BYTES) -> None:
        self._kept: Bounded[tuple[str, str], _Kept] = Bounded(limit_bytes)

    def entries(self, made_of: Iterable[Ingredients], scope: str) -> tuple[Entry, ...]:
        """Give the entry of each item, in the order given."""
        return tuple(self._entry(each, scope) for each in made_of)

    def _entry(self, made_of: Ingredients, scope: str) -> Entry:
        key = scope, made_of.stored.item.id
        kept = self._kept.get(key)
        if kept is None or kept.made_of != made_of:
            kept = _Kept(made_of, entry_of(made_of))
            self._kept.keep(key, kept, _size_bytes(kept))
        return kept.entry


def entry_of(made_of: Ingredients) -> Entry:
    """Make an entry of its ingredients and nothing else."""
    item_id = made_of.stored.item.id
    sources = {card.id: card for card in made_of.cards if card}
    quote = policy(made_of.stored, sources) != "link"
    why = line(_label(made_of), made_of.stored, {item_id: made_of.reasons}, quote=quote)
    (entry,) = from_items(
        [made_of.stored],
        {item_id: made_of.carriers},
        sources,
        lambda _: why,
        {item_id: made_of.topics},
        made_of.site,
    )
    return entry


def _label(made_of: Ingredients) -> str:
    """Name the place that an entry says why it is in, by the kind of feed; a source's own need no reason."""
    match made_of.kind:
        case "threads":
            return "In this thread"
        case "topics":
            return "In this topic"
        case "sources":
            return ""
        case _ if made_of.stored.thread_id:
            here = place(Address("threads", made_of.stored.thread_id), made_of.site)
            return f"In {prose.link(here, 'its thread')}"
        case _:
            return "In its story"


def _size_bytes(kept: _Kept) -> int:
    held = kept.made_of.stored, *kept.made_of.carriers
    items = (each.item for each in held)
    texts = [text for item in items for text in (item.content_html, item.text, item.summary)]
    whole = sum(map(getsizeof, texts)) + getsizeof(kept.entry.content_html)
    return whole + _OVERHEAD_BYTES * (len(held) + 1)
