"""A vector and others -> what it has in common with each: all at once, by the numbers of their words. Pure.

Weights are whole steps, so what is added up is exact, in whatever order.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from syndicate.cluster.words import lexicon
from syndicate.cluster.words.lexicon import Ints, Lexicon, Packed, Places
from syndicate.cluster.words.vectors import Vector
from syndicate.cluster.words.weights import STEPS

Rows = npt.NDArray[np.intp]
_NOTHING = np.zeros(1, np.int64)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What a vector shares with another, of all that both weigh, each from 0 to 1 (Bhattacharyya's coefficient)."""

    words: float
    some: float  # the same of some of its words alone


def overlaps(one: Vector, others: Sequence[Vector], some: Callable[[str], bool]) -> list[Overlap]:
    """Compare a vector with others of its language by the roots of weights: what is common counts for more then."""
    if not others:
        return []
    met = _met(one, others)
    roots = np.rint(np.sqrt(met.products))
    chosen = roots * np.array([False, *map(some, one)])[met.places]
    weighed = np.bincount(met.rows, met.theirs, minlength=len(others)) * int(met.ours.sum())
    whole = np.maximum(np.sqrt(weighed), 1.0)
    words, names = (
        (np.bincount(met.rows, told, minlength=len(others)) / whole).tolist()
        for told in (roots, chosen)
    )
    return [Overlap(*told) for told in zip(words, names, strict=True)]


def cosines(one: Vector, others: Sequence[Vector]) -> list[float]:
    """Scalar products of a vector with others; cosines, where all have length 1."""
    if not others:
        return []
    met = _met(one, others)
    sums = np.bincount(met.rows, met.products, minlength=len(others))
    found: list[float] = (sums / STEPS**2).tolist()
    return found


def size(vector: Vector) -> float:
    """The length of a vector in whole steps."""
    return (vector if isinstance(vector, Packed) else Lexicon().packed(vector)).size


def _lexicon(vectors: Sequence[Vector]) -> Lexicon:
    """The words that they are held in; some of their own for vectors that nobody holds."""
    return next((one.lexicon for one in vectors if isinstance(one, Packed)), None) or Lexicon()


@dataclass(frozen=True, slots=True)
class _Met:
    """The words of others, one vector after the other."""

    places: Places  # where each stands in the one, from 1 on; 0 where it does not
    rows: Rows  # which of the others it is of
    ours: Ints  # what the words of the one weigh, after a 0
    theirs: Ints  # what each weighs

    @property
    def products(self) -> Ints:
        """What each weighs, times what it weighs in the one."""
        return self.ours[self.places] * self.theirs


def _met(one: Vector, others: Sequence[Vector]) -> _Met:
    words = _lexicon((one, *others))
    mine, theirs = words.packed(one), [words.packed(other) for other in others]
    rows = np.repeat(np.arange(len(theirs)), [len(other) for other in theirs])
    places = words.places(lexicon.numbers(theirs), mine.numbers)
    return _Met(places, rows, np.concatenate((_NOTHING, mine.steps)), lexicon.steps(theirs))
