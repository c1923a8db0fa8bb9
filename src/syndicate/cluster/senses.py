"""Sentence vectors in whole steps, so that sums and comparisons are exact, in whatever order and wherever. Pure."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

STEP: Final = (
    512  # a vector of length 1 is held in steps of 1/512: its direction is off by about a hundredth
)
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
    width = len(held) // DIMENSIONS
    return np.frombuffer(held, _WIDTHS[width // 2]).astype(np.int64)


def add(one: bytes, other: bytes, kept: tuple[int, int] = (1, 1)) -> bytes:
    """Sum of two; `kept` is the share (numerator, denominator) of the first that still counts."""
    if not one or not other:
        return one or other
    return _write(read(one) * kept[0] // kept[1] + read(other))


def centre(held: bytes) -> bytes:
    """The direction of a sum."""
    return held if len(held) <= DIMENSIONS else steps(read(held))


def cosine(one: bytes, other: bytes) -> float:
    """How much two directions agree; 0 where one has none."""
    if not one or not other:
        return 0.0
    first, second = read(one), read(other)
    product = int(first @ second)
    return product / math.sqrt(int(first @ first) * int(second @ second))


def _write(values: Ints) -> bytes:
    most = int(np.abs(values).max(initial=0))
    width = 0 if most <= MOST else 1 if most < 1 << 15 else 2
    return values.astype(_WIDTHS[width]).tobytes()


class Senses:
    """The directions of the live stories of one language, and the nearest of these."""

    def __init__(self) -> None:
        self._rows = np.zeros((0, DIMENSIONS), np.float32)
        self._slots: dict[str, int] = {}
        self._keys: list[str] = []

    def put(self, key: str, direction: bytes) -> None:
        """Hold a direction, new or changed."""
        slot = self._slots.get(key)
        if slot is None:
            slot = self._slots[key] = len(self._keys)
            self._keys.append(key)
            if slot >= len(self._rows):
                more = np.zeros((max(64, len(self._rows)), DIMENSIONS), np.float32)
                self._rows = np.vstack((self._rows, more))
        self._rows[slot] = read(direction)

    def drop(self, key: str) -> None:
        """Hold a direction no longer: the last takes its place."""
        slot = self._slots.pop(key, None)
        if slot is None:
            return
        last = self._keys.pop()
        if last != key:
            self._keys[slot], self._slots[last] = last, slot
            self._rows[slot] = self._rows[len(self._keys)]

    def nearest(self, direction: bytes, count: int) -> Sequence[str]:
        """Find the nearest, best first; of equals the first by key. Whole numbers below 2^24: sums are exact."""
        held = len(self._keys)
        if not direction or not held:
            return ()
        products = self._rows[:held] @ read(direction).astype(np.float32)
        bar = np.partition(products, -count)[-count] if held > count else -np.inf
        few = np.flatnonzero(products >= bar)
        ranked = sorted((-float(products[slot]), self._keys[slot]) for slot in few)
        return [key for _, key in ranked[:count]]
