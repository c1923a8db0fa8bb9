"""Items of one document + known keys -> which stored item each of them is. Pure.

A key is an item's name as its source tells it. An item is the stored one that any of its keys leads to,
strongest first; but two items of one document are two, unless they share their strongest key.
A name that leads to an item of which nothing else is the same was given away: it is the name of another one now. Of one
that was forgotten only names are left: there, address, headline and day must all be new.
Doubtful keys (headline and day; all words) are believed where they agree, or where half of what is new in a document
would be known by them: a source that moved to other software offers its old items under new names.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from syndicate.model import Item

ADDRESS, DAY = "url:", "day:"  # what keys begin with
_LONGEST_KEY = 300
_DOUBTFUL = (DAY, "words:")
_FLOOD = 3  # so many items that are known by doubtful keys alone
_ENOUGH = 5  # words
_ALIKE = 0.5  # of the words of the shorter
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Known:
    """A key that was seen before. Without `item_id` it was on several items, and leads nowhere."""

    item_id: str | None
    strongest: bool


@dataclass(frozen=True, slots=True)
class Stored:
    """What is asked of a stored item in order to compare it with an offered one."""

    digest: str
    last_seen_at: int  # microseconds
    keys: tuple[str, ...]
    title: str
    link_key: str | None
    summary: str


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
    stored: Mapping[str, Stored] | None = None,
) -> list[Match]:
    """Find the stored item of each, none of the `taken`. All strongest keys have their say before the next.

    `stored` are the items that the keys lead to; one whose content was forgotten is not there.
    """
    rows = stored or {}
    useless = shared(document)
    found: dict[int, str] = {}
    taken = set(taken)
    for strength in range(max((len(keys) for _, keys in document), default=0)):
        for place, (item, keys) in enumerate(document):
            if place in found or strength >= len(keys) or _is_doubtful(keys[strength], strength):
                continue
            stored_id = _leads_to(keys[strength], known, useless | taken)
            if stored_id is None or _is_another(item, keys, rows.get(stored_id)):
                continue
            if stored is not None and stored_id not in rows and _is_beyond(keys, stored_id, known):
                continue
            found[place] = stored_id
            taken.add(stored_id)
    found |= _aliases(document, found, known, useless | taken, rows)
    return [Match(item, keys, found.get(place)) for place, (item, keys) in enumerate(document)]


def _is_doubtful(key: str, strength: int) -> bool:
    return strength > 0 and key.startswith(_DOUBTFUL)


def _leads_to(key: str, known: Mapping[str, Known], out: AbstractSet[str]) -> str | None:
    """The stored item of a key; none where the key, or the item, is out of question."""
    stored_id = known[key].item_id if key in known and key not in out else None
    return None if stored_id in out else stored_id


def _is_another(item: Item, keys: Sequence[str], row: Stored | None) -> bool:
    """Whether an offered item shares a single name with a stored one, and nothing that it says."""
    if row is None or item.digest == row.digest or len({*row.keys} & {*keys}) > 1:
        return False
    if row.link_key is None or item.link_key in (None, row.link_key):
        return False
    return not _alike(item.title, row.title) and not _alike(item.summary, row.summary)


def _is_beyond(keys: Sequence[str], stored_id: str, known: Mapping[str, Known]) -> bool:
    """Whether an offered item has one name of a forgotten one, and neither its address nor its headline and day."""
    other = [key for key in keys if key not in known or known[key].item_id not in (stored_id, None)]
    return len(other) == len(keys) - 1 and all(
        any(key.startswith(kind) for key in other) for kind in (ADDRESS, DAY)
    )


def _aliases(
    document: Sequence[tuple[Item, tuple[str, ...]]],
    found: Mapping[int, str],
    known: Mapping[str, Known],
    out: AbstractSet[str],
    rows: Mapping[str, Stored],
) -> dict[int, str]:
    """What came under new names, by doubtful keys: surely, or because so much else did."""
    sure: dict[int, str] = {}
    likely: dict[int, str] = {}
    edited: dict[int, str] = {}
    for place, (item, keys) in enumerate(document):
        if place in found:
            continue
        doubtful = [key for key in keys[1:] if key.startswith(_DOUBTFUL)]
        leads = {key: _leads_to(key, known, out) for key in doubtful}
        ids = {one for one in leads.values() if one is not None}
        if len(ids) != 1:
            continue
        stored_id = ids.pop()
        is_sure = None not in leads.values() and (len(leads) > 1 or _is_telling(item))
        kind = likely if _may_be(item, rows.get(stored_id)) else edited
        (sure if is_sure else kind)[place] = stored_id
    if len(sure) >= _FLOOD:
        return _once(sure | likely | edited)
    both = sure | likely
    is_half = len(both) >= _FLOOD and 2 * len(both) >= len(document) - len(found)
    return _once(both if is_half else sure)


def _is_telling(item: Item) -> bool:
    """Whether an undated item says enough to be known by its words."""
    return item.claimed_at is None and len(_words(f"{item.title} {item.text[:200]}")) >= _ENOUGH


def _may_be(item: Item, row: Stored | None) -> bool:
    """Whether nothing speaks against it: an edit would have left most words, and the numbers, alone."""
    if row is None or item.digest == row.digest:
        return True
    numbers = [
        {word for word in _words(text) if word[0].isdigit()} for text in (item.summary, row.summary)
    ]
    return numbers[0] == numbers[1] and _alike(item.summary, row.summary)


def _once(found: Mapping[int, str]) -> dict[int, str]:
    """Each stored item for one place only; what several may be, none is."""
    count = Counter(found.values())
    return {place: stored_id for place, stored_id in found.items() if count[stored_id] == 1}


def _alike(one: str, other: str) -> bool:
    few, many = sorted((_words(one), _words(other)), key=len)
    return len(few & many) >= _ALIKE * len(few)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))
