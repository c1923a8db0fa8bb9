"""Directions of sentence vectors -> the nearest of many. Pure; what changes is Memory's.

Few are compared one by one. Of many, those whose signs differ least are: first by 128 of the 512 signs, then by all of
them, then by the directions themselves. What is found depends on what is held, never on the way it came there.
"""

from array import array
from typing import Final

import numpy as np
import numpy.typing as npt

DIMENSIONS: Final = 512
EXACT: Final = 1024  # no more than so many are compared one by one
ALIKE: Final = 2048  # so many pass the first comparison of signs
CLOSE: Final = 192  # and so many the second

Bits = npt.NDArray[np.uint64]
Slots = npt.NDArray[np.intp]


class Directions:
    """The directions of the live stories of one language."""

    def __init__(self) -> None:
        self._slots: dict[str, int] = {}
        self._keys: list[str] = []
        # By slot.
        self._first = array("Q")
        self._second = array("Q")
        self._signs = bytearray()
        self._rows = bytearray()

    def __len__(self) -> int:
        """How many are held."""
        return len(self._keys)

    def put(self, key: str, direction: bytes) -> None:
        """Hold a direction, new or changed."""
        signs = _signs(direction)
        first, second = np.frombuffer(signs, np.uint64)[:2].tolist()
        slot = self._slots.get(key)
        if slot is None:
            self._slots[key] = len(self._keys)
            self._keys.append(key)
            self._first.append(first)
            self._second.append(second)
            self._signs += signs
            self._rows += direction
        else:
            self._first[slot], self._second[slot] = first, second
            self._signs[_place(slot, len(signs))] = signs
            self._rows[_place(slot, DIMENSIONS)] = direction

    def drop(self, key: str) -> None:
        """Hold a direction no longer: the last takes its place."""
        slot, last = self._slots.pop(key, None), len(self._keys) - 1
        if slot is None:
            return
        moved = self._keys.pop()
        if moved != key:
            self._keys[slot], self._slots[moved] = moved, slot
        for column in (self._first, self._second):
            column[slot] = column[last]
            column.pop()
        for rows in (self._signs, self._rows):
            size = len(rows) // (last + 1)
            rows[_place(slot, size)] = rows[_place(last, size)]
            del rows[_place(last, size)]

    def nearest(self, direction: bytes, count: int) -> list[str]:
        """Find the nearest by scalar product, best first; of equals the first by key."""
        if not direction or not self._keys:
            return []
        rows = np.frombuffer(self._rows, np.int8).reshape(-1, DIMENSIONS)
        slots = self._alike(direction, count) if len(rows) > EXACT else np.arange(len(rows))
        # Whole numbers below 2^24: sums are exact, in whatever order they are added up.
        products = rows[slots].astype(np.float32) @ np.frombuffer(direction, np.int8).astype(
            np.float32
        )
        leading = _least(-products, count)
        found = zip(products[leading].tolist(), slots[leading].tolist(), strict=True)
        return [key for _, key in sorted((-product, self._keys[slot]) for product, slot in found)][
            :count
        ]

    def _alike(self, direction: bytes, count: int) -> Slots:
        """Those whose signs differ least, and a few more."""
        signs = np.frombuffer(_signs(direction), np.uint64)
        apart = np.bitwise_count(np.frombuffer(self._first, np.uint64) ^ signs[0])
        apart += np.bitwise_count(np.frombuffer(self._second, np.uint64) ^ signs[1])
        alike = _least(apart, max(ALIKE, 2 * count))
        rows = np.frombuffer(self._signs, np.uint64).reshape(-1, len(signs))[alike]
        apart = np.bitwise_count(rows ^ signs).sum(axis=1, dtype=np.uint16)
        return alike[_least(apart, max(CLOSE, 2 * count))]


def _signs(direction: bytes) -> bytes:
    return np.packbits(np.frombuffer(direction, np.int8) > 0).tobytes()


def _place(slot: int, size: int) -> slice:
    return slice(slot * size, (slot + 1) * size)


def _least(values: "npt.NDArray[np.generic]", count: int) -> Slots:
    """Where the least values stand, with all that are equal to the last of them."""
    if len(values) <= count:
        return np.arange(len(values))
    return np.flatnonzero(values <= np.partition(values, count - 1)[count - 1])
