"""Hashes -> the items that hold them, in little room. Pure; what changes is Memory's.

A table of buckets that grows by splitting one of them at a time (linear hashing), so no item waits for all to be
made anew. In a bucket stand hashes and, beside them, the numbers of the items that hold them.
"""

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Final

import numpy as np
import numpy.typing as npt

from syndicate.cluster.remembered.ids import Ids, named

FULL: Final = 32  # so many in a bucket, on average
MANY: Final = 64  # a hash that more hold has a set of its own
WAITING: Final = 1 << 19  # rows of many items are written together: each bucket is touched once

State = tuple[bytes, list[int], list[bytes], list[bytes], int, dict[int, set[int]], int]
Hashes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.uint32]


class Holders:
    """Which items hold a hash."""

    def __init__(self) -> None:
        self._items: list[str] = []  # by number; a number is free where there is no id
        self._free: list[int] = []
        self._hashes = [array("Q")]
        self._holders = [array("I")]
        self._round = 1  # buckets when this round of splitting began
        self._many: dict[int, set[int]] = {}
        self._held = 0
        self._waiting: list[tuple[Hashes, Numbers]] = []  # not written yet

    def __len__(self) -> int:
        """How many times any hash is held."""
        return self._held

    def of(self, key: int) -> Collection[str]:
        """Who holds a hash."""
        return [self._items[number] for number in self._numbers(key)]

    def few(self, key: int, most: int) -> Collection[str] | None:
        """Who holds a hash; None where more than `most` do."""
        numbers = self._numbers(key)
        return [self._items[number] for number in numbers] if len(numbers) <= most else None

    def everyone(self) -> set[str]:
        """All who hold any."""
        self._write()
        return {self._items[number] for number in set().union(*self._holders, *self._many.values())}

    def hold(self, item_id: str, keys: Iterable[int]) -> None:
        """Let an item hold hashes; it must hold none yet."""
        self._write()
        number = self._number(item_id)
        for key in set(keys):
            self._add(key, number)

    def hold_all(self, told: Mapping[str, Iterable[int]]) -> None:
        """Let many items hold hashes; they must hold none yet."""
        found = [set(keys) for keys in told.values()]
        sizes = list(map(len, found))
        hashes = np.fromiter(chain.from_iterable(found), np.uint64, sum(sizes))
        numbers = np.array([self._number(item_id) for item_id in told], np.uint32)
        self._waiting.append((hashes, np.repeat(numbers, sizes)))
        self._held += len(hashes)
        if sum(len(some) for some, _ in self._waiting) > WAITING:
            self._write()

    def state(self, ids: Ids) -> tuple[object, ...]:
        """Give all of it, as `restore` takes it."""
        self._write()
        return (
            ids.numbers(self._items), self._free, self._hashes, self._holders, self._round, self._many,
            self._held,
        )  # fmt: skip

    def restore(self, state: State, names: Sequence[str]) -> None:
        """Take over what another gave; nothing is held yet."""
        items, self._free, hashes, holders, self._round, self._many, self._held = state
        self._items = named(names, items)
        self._hashes = [array("Q", bucket) for bucket in hashes]
        self._holders = [array("I", bucket) for bucket in holders]

    def _write(self) -> None:
        """Write what waits."""
        if not self._waiting:
            return
        hashes, numbers = map(np.concatenate, zip(*self._waiting, strict=True))
        self._waiting = []
        many = np.isin(hashes, np.fromiter(self._many, np.uint64))
        for key, number in zip(hashes[many].tolist(), numbers[many].tolist(), strict=True):
            self._many[key].add(number)
        while self._held > FULL * len(self._hashes):
            self._split()
        self._spread(hashes[~many], numbers[~many])

    def _spread(self, hashes: Hashes, numbers: Numbers) -> None:
        """Write rows into their buckets."""
        at = hashes % np.uint64(2 * self._round)
        at[at >= len(self._hashes)] -= np.uint64(self._round)  # not split in this round yet
        order = np.argsort(at, kind="stable")
        buckets, starts = np.unique(at[order], return_index=True)
        ends = [*starts.tolist(), len(order)][1:]
        hashes, numbers = hashes[order], numbers[order]
        for bucket, start, end in zip(buckets.tolist(), starts.tolist(), ends, strict=True):
            self._hashes[bucket].frombytes(hashes[start:end].tobytes())
            self._holders[bucket].frombytes(numbers[start:end].tobytes())
            if len(self._hashes[bucket]) > MANY:
                self._relieve(bucket, hashes[start:end].tolist())

    def _number(self, item_id: str) -> int:
        if not self._free:
            self._free.append(len(self._items))
            self._items.append("")
        number = self._free.pop()
        self._items[number] = item_id
        return number

    def release(self, item_id: str, keys: Iterable[int]) -> None:
        """Let an item hold nothing any more: `keys` are all that it held."""
        number = -1
        for key in set(keys):
            if number < 0:
                number = next(one for one in self._numbers(key) if self._items[one] == item_id)
            self._take(key, number)
        if number >= 0:
            self._items[number] = ""
            self._free.append(number)

    def _numbers(self, key: int) -> Collection[int]:
        self._write()
        many = self._many.get(key)
        if many is not None:
            return many
        at = self._bucket(key)
        holders = self._holders[at]
        return [holders[place] for place in _places(self._hashes[at], key)]

    def _add(self, key: int, number: int) -> None:
        self._held += 1
        if key in self._many:
            self._many[key].add(number)
            return
        at = self._bucket(key)
        self._hashes[at].append(key)
        self._holders[at].append(number)
        self._relieve(at, [key])
        if self._held > FULL * len(self._hashes):
            self._split()

    def _relieve(self, at: int, keys: Iterable[int]) -> None:
        """Take out of a bucket what too many hold."""
        hashes = self._hashes[at]
        if len(hashes) <= MANY:
            return
        for key in set(keys):
            if hashes.count(key) > MANY:
                self._many[key] = set(self._numbers(key))
                self._keep(at, [place for place, held in enumerate(hashes) if held != key])
                hashes = self._hashes[at]

    def _take(self, key: int, number: int) -> None:
        self._held -= 1
        if key in self._many:
            self._many[key].discard(number)
            if not self._many[key]:
                del self._many[key]
            return
        at = self._bucket(key)
        hashes, holders = self._hashes[at], self._holders[at]
        place = next(place for place in _places(hashes, key) if holders[place] == number)
        hashes[place], holders[place] = hashes[-1], holders[-1]
        hashes.pop()
        holders.pop()

    def _bucket(self, key: int) -> int:
        at = key % self._round
        # Those before the next to be split were split in this round: one more bit tells which half.
        return key % (2 * self._round) if at < len(self._hashes) - self._round else at

    def _split(self) -> None:
        at = len(self._hashes) - self._round
        hashes, holders = self._hashes[at], self._holders[at]
        moving = [key % (2 * self._round) != at for key in hashes]
        rows = list(zip(moving, hashes, holders, strict=True))
        self._hashes.append(array("Q", [key for moves, key, _ in rows if moves]))
        self._holders.append(array("I", [number for moves, _, number in rows if moves]))
        self._keep(at, [place for place, moves in enumerate(moving) if not moves])
        if len(self._hashes) == 2 * self._round:
            self._round *= 2

    def _keep(self, at: int, places: list[int]) -> None:
        hashes, holders = self._hashes[at], self._holders[at]
        self._hashes[at] = array("Q", [hashes[place] for place in places])
        self._holders[at] = array("I", [holders[place] for place in places])


def _places(hashes: "array[int]", key: int) -> list[int]:
    """Where a hash stands in its bucket."""
    places: list[int] = []
    for _ in range(hashes.count(key)):
        places.append(hashes.index(key, places[-1] + 1 if places else 0))
    return places
