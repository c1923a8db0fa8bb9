"""The words of all examples of topics -> how near an item is by them to each side of each topic. Pure.

A word tells more or less with each item that is read, so examples are weighed anew for each: many at once, by arrays.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from syndicate.cluster.words.lexicon import Listed
from syndicate.cluster.words.rarity import PLAIN, Frequencies
from syndicate.cluster.words.terms import Words
from syndicate.cluster.words.vectors import Vector, length
from syndicate.cluster.words.weights import STEPS

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class OfOne:
    """How near an item is by words to one side."""

    each: Floats  # to each example
    centre: float
    spoken: bool  # whether the side has any words in the item's language


@dataclass(frozen=True, slots=True)
class ByWords:
    """How near an item is by words to some sides."""

    each: Floats  # to each example, one side after the other
    ends: Rows  # where those of each side begin, and the last end
    centre: Floats  # to the centre of each side
    spoken: Flags

    @property
    def nearest(self) -> Floats:
        """To the nearest example of each side."""
        return np.maximum.reduceat(self.each, self.ends[:-1])

    def of(self, place: int) -> OfOne:
        """To one of the sides."""
        each = self.each[self.ends[place] : self.ends[place + 1]]
        return OfOne(each, float(self.centre[place]), bool(self.spoken[place]))


class Table:
    """The words of all examples that are in one language, example after example, side after side."""

    def __init__(self, language: str, sides: Sequence[Sequence[Words]]) -> None:
        self.foreign = np.array([all(one.language != language for one in side) for side in sides])
        self._language = language
        self._ids: dict[str, int] = {}
        words, factors, lengths, places = [], [], [], []
        sums: list[int] = []
        ends = [(0, 0, 0)]  # of words, of examples and of sums
        for side in sides:
            of_side: dict[str, int] = {}
            for one in side:
                texts = sorted(one.counts) if one.language == language else []
                words += [self._ids.setdefault(text, len(self._ids)) for text in texts]
                factors += [1.0 + math.log(one.counts[text]) for text in texts]
                lengths.append(len(texts))
                places += [of_side.setdefault(text, len(sums) + len(of_side)) for text in texts]
            sums += [self._ids[text] for text in of_side]
            ends.append((len(words), len(lengths), len(sums)))
        self._words, self._factors = np.array(words, np.intp), np.array(factors, np.float64)
        self._lengths = np.array(lengths, np.intp)  # how many words each example has
        self._places = np.array(places, np.intp)  # in the sum of which word of its side each stands
        self._sums = np.array(sums, np.intp)  # the word of each such sum
        self._ends = np.array(ends, np.intp).T
        self._listed = Listed(tuple(self._ids))
        holders = np.repeat(np.arange(len(sides)), np.diff(self._ends[2]))
        self._holders = holders[np.argsort(self._sums, kind="stable")]
        counts = np.bincount(self._sums, minlength=len(self._ids))
        self._held = np.concatenate(([0], np.cumsum(counts)))

    def at_most(self, vector: Vector) -> Floats:
        """How near an item can be to each side: no nearer than all that it shares with it."""
        shared = np.zeros(len(self.foreign))
        for text, weight in vector.items():
            number = self._ids.get(text)
            if number is not None:
                holders = self._holders[self._held[number] : self._held[number + 1]]
                shared[holders] += weight * weight
        found: Floats = np.sqrt(shared) / (length(vector) or 1.0)
        return found

    def compare(self, vector: Vector, sides: Rows, known: Frequencies, at: datetime) -> ByWords:
        """How near an item is to some sides, of which each has an example."""
        first, example, start = self._ends[:, sides]
        words, examples, sums = self._ends[:, sides + 1] - self._ends[:, sides]
        lengths = self._lengths[spans(example, examples)]
        theirs = spans(first, words)
        ids = self._words.take(theirs)
        told = self._factors.take(theirs) * self._rarities(ids, known, at).take(ids)
        told /= np.repeat(_or_one(np.sqrt(_added(told * told, lengths))), lengths)
        weights = np.rint(told * STEPS) / STEPS
        ours, size = self._ours(vector), length(vector) or 1.0
        each = _added(weights * ours.take(ids), lengths) / size
        places = self._places.take(theirs) + np.repeat(_before(sums) - start, words)
        centre = np.bincount(places, weights, int(sums.sum())).astype(np.float64, copy=False)
        products = _added(centre * ours.take(self._sums.take(spans(start, sums))), sums)
        whole = _or_one(np.sqrt(_added(centre * centre, sums)))
        ends = np.concatenate(([0], np.cumsum(examples)))
        return ByWords(each, ends, products / (size * whole), words > 0)

    def _ours(self, vector: Vector) -> Floats:
        """What each word weighs in an item."""
        ours = np.zeros(len(self._ids))
        for text, weight in vector.items():
            number = self._ids.get(text)
            if number is not None:
                ours[number] = weight
        return ours

    def _rarities(self, ids: Rows, known: Frequencies, at: datetime) -> Floats:
        """How rare each word is by now; only of those that are asked for."""
        asked = np.zeros(len(self._ids), np.bool_)
        asked[ids] = True
        some = np.flatnonzero(asked)
        numbers = self._listed.numbers(known.lexicon(self._language), some)
        found = np.empty(len(self._ids))
        found[some] = known.rarities(self._language, numbers, at, PLAIN)
        return found


def spans(starts: Rows, sizes: Rows) -> Rows:
    """So many numbers from each start on."""
    found: Rows = np.repeat(starts - _before(sizes), sizes) + np.arange(int(sizes.sum()))
    return found


def _before(sizes: Rows) -> Rows:
    found: Rows = np.cumsum(sizes) - sizes
    return found


def _added(values: Floats, sizes: Rows) -> Floats:
    """Sums of so many values each, one after the other."""
    found, some = np.zeros(len(sizes)), sizes > 0
    if some.any():
        found[some] = np.add.reduceat(values, _before(sizes)[some])
    return found


def _or_one(lengths: Floats) -> Floats:
    """Lengths to divide by: what has none is left as it is."""
    return np.where(lengths > 0.0, lengths, 1.0)
