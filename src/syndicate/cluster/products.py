"""A vector and others -> what it has in common with each: all at once, by the numbers of their words. Pure.

Weights are whole steps, so what is added up is exact, in whatever order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from syndicate.cluster import lexicon
from syndicate.cluster.lexicon import Lexicon, Packed, Places
from syndicate.cluster.vectors import Vector
from syndicate.cluster.weights import STEPS

Rows = npt.NDArray[np.intp]
_NOTHING = np.zeros(1, np.int64)


@dataclass(frozen=True, slots=True)
class Met:
    """The scalar product of one vector with each of others, and which of its words each has."""

    products: list[float]
    shared: "npt.NDArray[np.bool_]"  # a row for each of the others, a column for each word


def meet(one: Vector, others: Sequence[Vector]) -> Met:
    """Compare a vector with others of its language."""
    places, rows, products = _met(one, others)
    shared = np.zeros((len(others), len(one) + 1), np.bool_)
    shared[rows, places] = True
    return Met(products, shared[:, 1:])


def cosines(one: Vector, others: Sequence[Vector]) -> list[float]:
    """Scalar products of a vector with others; cosines, where all have length 1."""
    return _met(one, others)[2] if others else []


def size(vector: Vector) -> float:
    """The length of a vector in whole steps."""
    return (vector if isinstance(vector, Packed) else Lexicon().packed(vector)).size


def _lexicon(vectors: Sequence[Vector]) -> Lexicon:
    """The words that they are held in; some of their own for vectors that nobody holds."""
    return next((one.lexicon for one in vectors if isinstance(one, Packed)), None) or Lexicon()


def _met(one: Vector, others: Sequence[Vector]) -> tuple[Places, Rows, list[float]]:
    """Where each word of each of the others stands in the one (from 1 on), in which row, and the products."""
    words = _lexicon((one, *others))
    mine, theirs = words.packed(one), [words.packed(other) for other in others]
    rows = np.repeat(np.arange(len(theirs)), [len(other) for other in theirs])
    places = words.places(lexicon.numbers(theirs), mine.numbers)
    told = np.concatenate((_NOTHING, mine.steps))[places] * lexicon.steps(theirs)
    sums = np.bincount(rows, told, minlength=len(theirs))
    return places, rows, (sums / STEPS**2).tolist()
