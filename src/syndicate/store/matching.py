"""Items of one document + known keys -> which stored item each of them is. Pure.

A key is an item's name as its source tells it. An item is the stored one that any of its keys leads to,
strongest first; but two items of one document are two, unless they share their strongest key.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from syndicate.model import Item

_LONGEST_KEY = 300


@dataclass(frozen=True, slots=True)
class Known:
    """A key that was seen before. Without `item_id` it was on several items, and leads nowhere."""

    item_id: str | None
    strongest: bool


@dataclass(frozen=True, slots=True)
class Match:
    """An item of the document and the id of the stored item that it is; None: it is new."""

    item: Item
    keys: tuple[str, ...]
    stored_id: str | None


def stored_key(key: str) -> str:
    """Give the key in a length that every index holds."""
    if len(key) <= _LONGEST_KEY:
        return key
    return "sha256:" + hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def distinct(items: Sequence[Item]) -> list[tuple[Item, tuple[str, ...]]]:
    """Give the items with their keys as stored; of those with one strongest key, the first."""
    found: dict[str, tuple[Item, tuple[str, ...]]] = {}
    for item in items:
        keys = tuple(dict.fromkeys(stored_key(key) for key in item.keys)) or (f"id:{item.id}",)
        found.setdefault(keys[0], (item, keys))
    return list(found.values())


def shared(document: Sequence[tuple[Item, tuple[str, ...]]]) -> set[str]:
    """Give the weaker keys that several items of the document have: they name none of them."""
    counts = Counter(key for _, keys in document for key in keys)
    strongest = {keys[0] for _, keys in document}
    return {key for key, count in counts.items() if count > 1 and key not in strongest}


def match(
    document: Sequence[tuple[Item, tuple[str, ...]]],
    known: Mapping[str, Known],
    taken: AbstractSet[str] = frozenset(),
) -> list[Match]:
    """Find the stored item of each, none of the `taken`. All strongest keys have their say before the next."""
    useless = shared(document)
    found: dict[int, str] = {}
    taken = set(taken)
    for strength in range(max((len(keys) for _, keys in document), default=0)):
        for place, (_, keys) in enumerate(document):
            if place in found or strength >= len(keys):
                continue
            key = keys[strength]
            if key in useless:
                continue
            stored_id = known[key].item_id if key in known else None
            if stored_id is not None and stored_id not in taken:
                found[place] = stored_id
                taken.add(stored_id)
    return [Match(item, keys, found.get(place)) for place, (item, keys) in enumerate(document)]
