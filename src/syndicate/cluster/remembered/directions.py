"""Directions of sentence vectors -> the nearest of many. Pure; what changes is Memory's.

Few are compared one by one. Of many, those whose signs differ least are: all 512 signs of each are looked at, 64 at a
time, which is quick. What is found depends on what is held, never on the way it came there.
"""

from array import array
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from syndicate.cluster.meaning.senses import DIMENSIONS
from syndicate.cluster.remembered.ids import Ids, named

EXACT: Final = 1024  # no more than so many are compared one by one
ALIKE: Final = 512  # of more, so many whose signs differ least

Slots = npt.NDArray[np.intp]


class Directions:
    """The directions of the live stories of one language."""

    def __init__(self) -> None:
        self._slots: dict[str, int] = {}
        self._keys: list[str] = []
        # By slot.
        self._signs = [array("Q") for _ in range(DIMENSIONS // 64)]
        self._rows = bytearray()
        self._asked: tuple[bytes, int, list[str]] | None = None  # the last question, while it holds

    def __len__(self) -> int:
        """How many are held."""
        return len(self._keys)

    def put(self, key: str, direction: bytes) -> None:
        """Hold a direction, new or changed."""
        slot = self._slots.get(key)
        if slot is not None and self._rows[_place(slot)] == direction:
            return
        self._asked = None
        signs = _signs(direction).tolist()
        if slot is None:
            self._slots[key] = len(self._keys)
            self._keys.append(key)
            for column, word in zip(self._signs, signs, strict=True):
                column.append(word)
            self._rows += direction
        else:
            for column, word in zip(self._signs, signs, strict=True):
                column[slot] = word
            self._rows[_place(slot)] = direction

    def of(self, key: str) -> bytes:
        """Give a direction that is held, or nothing."""
        slot = self._slots.get(key)
        return b"" if slot is None else bytes(self._rows[_place(slot)])

    def drop(self, key: str) -> None:
        """Hold a direction no longer: the last takes its place."""
        slot, last = self._slots.pop(key, None), len(self._keys) - 1
        if slot is None:
            return
        self._asked = None
        moved = self._keys.pop()
        if moved != key:
            self._keys[slot], self._slots[moved] = moved, slot
        for column in self._signs:
            column[slot] = column[last]
            column.pop()
        self._rows[_place(slot)] = self._rows[_place(last)]
        del self._rows[_place(last)]

    def state(self, ids: Ids) -> tuple[object, ...]:
        """Give all of it, as `restore` takes it."""
        return ids.numbers(self._keys), self._signs, self._rows

    def restore(self, state: tuple[bytes, list[bytes], bytes], names: Sequence[str]) -> None:
        """Take over what another gave; nothing is held yet."""
        keys, signs, rows = state
        self._keys = named(names, keys)
        self._slots = {key: slot for slot, key in enumerate(self._keys)}
        self._signs = [array("Q", column) for column in signs]
        self._rows = bytearray(rows)

    def nearest(self, direction: bytes, count: int) -> list[str]:
        """Find the nearest by scalar product, best first; of equals the first by key."""
        if not direction or not self._keys:
            return []
        # What opens a story is compared with stories first, then with the threads of fewer of them.
        if self._asked is None or self._asked[0] != direction or self._asked[1] < count:
            self._asked = direction, count, self._nearest(direction, count)
        return self._asked[2][:count]

    def _nearest(self, direction: bytes, count: int) -> list[str]:
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
        apart = np.zeros(len(self._keys), np.uint16)
        for column, word in zip(self._signs, _signs(direction), strict=True):
            apart += np.bitwise_count(np.frombuffer(column, np.uint64) ^ word)
        # How many differ in no more signs than so many: counting is quicker than sorting.
        within = np.bincount(apart).cumsum()
        slots: Slots = np.flatnonzero(apart <= np.searchsorted(within, max(ALIKE, 2 * count)))
        return slots


def _signs(direction: bytes) -> npt.NDArray[np.uint64]:
    return np.packbits(np.frombuffer(direction, np.int8) > 0).view(np.uint64)


def _place(slot: int) -> slice:
    return slice(slot * DIMENSIONS, (slot + 1) * DIMENSIONS)


def _least(values: "npt.NDArray[np.generic]", count: int) -> Slots:
    """Where the least values stand, with all that are equal to the last of them."""
    if len(values) <= count:
        return np.arange(len(values))
    return np.flatnonzero(values <= np.partition(values, count - 1)[count - 1])
