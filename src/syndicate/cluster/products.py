"""A vector and others -> what it has in common with each: all at once, by the numbers of their words. Pure.

Weights are whole steps, so what is added up is exact, in whatever order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from syndicate.cluster import lexicon
from syndicate.cluster.lexicon import Lexicon, Packed
from syndicate.cluster.vectors import Vector
from syndicate.cluster.weights import STEPS


@dataclass(frozen=True, slots=True)
class Met:
    """The scalar product of one vector with each of others, and which of its words each has."""

    products: list[float]
    shared: "npt.NDArray[np.bool_]"  # a row for each of the others, a column for each word


def meet(one: Vector, others: Sequence[Vector]) -> Met:
    """Compare a vector with others of its language."""
    words = _lexicon((one, *others))
    return _met(words.packed(one), [words.packed(other) for other in others])


def cosines(one: Vector, others: Sequence[Vector]) -> list[float]:
    """Scalar products of a vector with others; cosines, where all have length 1."""
    return meet(one, others).products if others else []


def size(vector: Vector) -> float:
    """The length of a vector in whole steps."""
    return (vector if isinstance(vector, Packed) else Lexicon().packed(vector)).size


def _lexicon(vectors: Sequence[Vector]) -> Lexicon:
    """The words that they are held in; some of their own for vectors that nobody holds."""
    return next((one.lexicon for one in vectors if isinstance(one, Packed)), None) or Lexicon()


def _met(one: Packed, others: Sequence[Packed]) -> Met:
    count = len(one)
    shared = np.zeros((len(others), count), np.bool_)
    if not count:
        return Met([0.0] * len(others), shared)
    mine = one.numbers
    order = np.argsort(mine)
    ranked = mine[order]
    theirs = lexicon.numbers(others)
    places = np.searchsorted(ranked, theirs)
    places[places == count] = 0
    found = np.flatnonzero(ranked[places] == theirs)
    rows = np.repeat(np.arange(len(others)), [len(other) for other in others])[found]
    columns = order[places[found]]
    shared[rows, columns] = True
    told = np.array(one.held, np.int64)[columns] * lexicon.steps(others)[found]
    sums = np.bincount(rows, told, minlength=len(others))
    return Met((sums / STEPS**2).tolist(), shared)
