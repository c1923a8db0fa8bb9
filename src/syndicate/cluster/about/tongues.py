"""Threads in different languages -> which of them tell the same, by mutual choice and two kinds of evidence. Pure.

A sentence vector alone is not believed: in a flood about one mega-event everything is near to everything. So a
link needs rare names or numbers in common, too, or a vector very near and the same day; and without vectors it
needs more of those names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

import numpy as np
import numpy.typing as npt

from syndicate.cluster.about.romanised import skeleton
from syndicate.cluster.meaning.sentences import Encode, Sentence
from syndicate.cluster.remembered.sketch import read_profile
from syndicate.cluster.words.terms import NAME
from syndicate.model import AlsoIn, Thread

# No capital tells a name: any word may be one.
CASELESS: Final = frozenset({"ar", "fa", "he", "ur"})
DAY: Final = 86400
_TELLING: Final = re.compile(r"#(?!(?:19|20)\d\d$)\d\d.*")  # a year or a digit says nothing
SHOWN: Final = 6  # keys that a link tells


@dataclass(frozen=True, slots=True)
class Card:
    """What of a thread can be compared across languages. `keys` are rare words: consonants of names, numbers."""

    id: str
    language: str
    first: int
    last: int
    keys: frozenset[str]
    sense: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """What two threads must have in common. Rarity is the logarithm of how few threads share a key."""

    cosine: float = 0.62
    rarity: float = 3.0  # of what they share, beside the vectors
    sure: float = 0.70  # a cosine that needs no more than that they speak of the same day
    rarity_alone: float = 12.0  # where there are no vectors
    keys_alone: int = 3
    days: float = 3.0  # between the times that they speak of
    weight: float = 0.03  # of rarity beside the cosine, in choosing the best


def card(thread: Thread, encode: Encode | None) -> Card | None:
    """Make the card of a thread; none where its sketch is of another version."""
    profile = read_profile(thread.sketch)
    if profile is None:
        return None
    keys = frozenset(_keys(profile.sum, thread.language))
    sense = encode(thread.title) if encode else None
    return Card(thread.id, thread.language, profile.first, profile.last, keys, sense)


def also_in(cards: Sequence[Card], bar: Bar) -> tuple[AlsoIn, ...]:
    """Link each thread to at most one of each other language: the two must be each other's best."""
    held = Counter(key for each in cards for key in each.keys)
    rarity = {key: log((len(cards) + 1) / count) for key, count in held.items()}
    by_language: dict[str, list[Card]] = {}
    for each in sorted(cards, key=lambda one: one.id):
        by_language.setdefault(each.language, []).append(each)
    languages = sorted(by_language)
    found: list[AlsoIn] = []
    for place, one in enumerate(languages):
        for other in languages[place + 1 :]:
            found.extend(_between(by_language[one], by_language[other], rarity, bar))
    return tuple(found)


def _between(
    ours: Sequence[Card], theirs: Sequence[Card], rarity: Mapping[str, float], bar: Bar
) -> Iterator[AlsoIn]:
    cosines = _cosines(ours, theirs)
    scores = np.full((len(ours), len(theirs)), -1.0)
    holders: dict[str, list[int]] = {}
    for row, each in enumerate(theirs):
        for key in each.keys:
            holders.setdefault(key, []).append(row)
    for row, each in enumerate(ours):
        near = {place for key in each.keys for place in holders.get(key, ())}
        if cosines is not None:
            near |= {int(place) for place in np.flatnonzero(cosines[row] >= bar.sure)}
        for place in sorted(near):
            scores[row, place] = _score(each, theirs[place], cosines, row, place, rarity, bar)
    for row, each in enumerate(ours):
        place = int(scores[row].argmax())
        if scores[row, place] > 0 and int(scores[:, place].argmax()) == row:
            other = theirs[place]
            cosine = None if cosines is None else round(float(cosines[row, place]), 3)
            shared = sorted(each.keys & other.keys, key=lambda key: (-rarity[key], key))
            yield AlsoIn(each.id, other.id, cosine, tuple(shared[:SHOWN]))


def _score(
    one: Card,
    other: Card,
    cosines: npt.NDArray[np.float64] | None,
    row: int,
    place: int,
    rarity: Mapping[str, float],
    bar: Bar,
) -> float:
    gap = max(0, one.first - other.last, other.first - one.last)
    if gap > bar.days * DAY:
        return -1.0
    shared = one.keys & other.keys
    rare = sum(rarity[key] for key in sorted(shared))
    if cosines is None:
        enough = rare >= bar.rarity_alone and len(shared) >= bar.keys_alone
        return rare if enough else -1.0
    cosine = float(cosines[row, place])
    enough = (cosine >= bar.cosine and rare >= bar.rarity) or (cosine >= bar.sure and gap <= DAY)
    return cosine + bar.weight * rare if enough else -1.0


def _cosines(ours: Sequence[Card], theirs: Sequence[Card]) -> npt.NDArray[np.float64] | None:
    mine = [each.sense for each in ours if each.sense is not None]
    others = [each.sense for each in theirs if each.sense is not None]
    if len(mine) < len(ours) or len(others) < len(theirs):
        return None
    # Whole steps, so that no machine adds them up another way.
    return np.round(np.stack(mine).astype(np.float64) @ np.stack(others).astype(np.float64).T, 6)


def _keys(terms: Mapping[str, float], language: str) -> Iterator[str]:
    for term in terms:
        bones = ""
        if term.startswith(NAME) or language in CASELESS:
            bones = skeleton(term.removeprefix(NAME))
        if key := term if _TELLING.fullmatch(term) else bones:
            yield key
