"""Sentence vectors in whole steps, so that sums and comparisons are exact, in whatever order and wherever. Pure."""

import math
from collections.abc import Sequence
from itertools import groupby
from typing import Final

import numpy as np
import numpy.typing as npt

# A vector of length 1 is held in steps of 1/512: its direction is off by about a hundredth.
STEP: Final = 512
MOST: Final = 127
DIMENSIONS: Final = 512

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
_WIDTHS: Final = ("i1", "<i2", "<i4")


def steps(vector: npt.ArrayLike) -> bytes:
    """Write a vector of any length as a direction; nothing where it has none."""
    values = np.asarray(vector, np.float64)
    size = math.sqrt(float(values @ values))
    if size == 0.0:
        return b""
    held = np.clip(np.rint(values * (STEP / size)), -MOST, MOST)
    return held.astype(np.int8).tobytes()


def read(held: bytes) -> Ints:
    """Read what was written, by its width: a direction, or a sum of directions."""
    return np.frombuffer(held, _width(len(held))).astype(np.int64)


def add(one: bytes, other: bytes) -> bytes:
    """Sum of two."""
    if not one or not other:
        return one or other
    return _write(read(one) + read(other))


def centre(held: bytes) -> bytes:
    """The direction of a sum."""
    return held if len(held) <= DIMENSIONS else steps(read(held))


def between(one: bytes, other: bytes, times: int) -> bytes:
    """The direction between two, of which the first counts so many times."""
    if not one or not other:
        return one or other
    first, second = (
        values / math.sqrt(int(values @ values)) for values in (read(one), read(other))
    )
    return steps(times * first + second)


def cosine(one: bytes, other: bytes) -> float:
    """How much two directions agree; 0 where one has none."""
    if not one or not other:
        return 0.0
    first, second = read(one), read(other)
    product = int(first @ second)
    return product / math.sqrt(int(first @ first) * int(second @ second))


def cosines(one: bytes, others: Sequence[bytes]) -> list[float]:
    """How much a direction agrees with each of others; 0 where one of the two has none."""
    if not one:
        return [0.0] * len(others)
    first = read(one)
    size = math.sqrt(int(first @ first))
    return [product / size for product in along([first], others)[0]]


def along(vectors: Sequence[Ints], directions: Sequence[bytes]) -> list[list[float]]:
    """The scalar product of each vector with each direction, as if that had length 1; 0 where it is none."""
    told = [one for one in directions if one]
    if not told:
        return [[0.0] * len(directions) for _ in vectors]
    rows = _rows(told)
    # Whole numbers, far below 2^53: sums are exact.
    sizes = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    products = [iter((rows @ vector.astype(np.float64) / sizes).tolist()) for vector in vectors]
    return [[next(found) if one else 0.0 for one in directions] for found in products]


def _rows(held: Sequence[bytes]) -> Floats:
    """Directions and sums, a row each; those of one width are read at once."""
    return np.concatenate(
        [
            np.frombuffer(b"".join(some), _width(size)).reshape(-1, DIMENSIONS)
            for size, some in groupby(held, len)
        ]
    ).astype(np.float64)


def _width(size: int) -> str:
    """How wide the numbers of so many bytes are."""
    return _WIDTHS[size // DIMENSIONS // 2]


def _write(values: Ints) -> bytes:
    most = int(np.abs(values).max(initial=0))
    width = 0 if most <= MOST else 1 if most < 1 << 15 else 2
    return values.astype(_WIDTHS[width]).tobytes()
