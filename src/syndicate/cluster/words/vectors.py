"""Arithmetic of vectors: sums, the strongest terms, length 1. Weights have four places. Pure."""

import math
from collections.abc import Mapping
from operator import mul

Vector = Mapping[str, float]


def length(vector: Vector) -> float:
    """Euclidean length."""
    weights = vector.values()
    return math.sqrt(sum(map(mul, weights, weights)))


def product(one: Vector, other: Vector) -> float:
    """Scalar product."""
    return sum(weight * other[term] for term, weight in one.items() if term in other)


def add(one: Vector, other: Vector, times: float = 1.0) -> dict[str, float]:
    """Sum of two vectors."""
    total = dict(one)
    for term, weight in other.items():
        total[term] = round(total.get(term, 0.0) + times * weight, 4)
    return total


def strongest(vector: Vector, count: int) -> dict[str, float]:
    """The strongest terms of a vector, of equals the first by alphabet."""
    told = dict(vector)
    kept = sorted(sorted(told), key=told.__getitem__, reverse=True)[:count]  # a stable sort
    return {term: told[term] for term in sorted(kept)}


def unit(vector: Vector, count: int) -> dict[str, float]:
    """A vector's strongest terms, made length 1."""
    size = length(vector) or 1.0
    return {term: round(weight / size, 4) for term, weight in strongest(vector, count).items()}
