"""Terms -> which stories (or threads) hold them, and the nearest of these. Pure; what changes is Memory's."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

import numpy as np
import numpy.typing as npt

from syndicate.cluster.index import Vector
from syndicate.cluster.sketch import Profile

STEPS = 10_000  # weights have four places: counted in steps, sums are exact in whatever order
COMMON = 2000  # a term held by more is looked up only while few are found
ENOUGH = 20
BLOCK = 64  # slots are made by the block: the best of each tells where the best of all can be
SPARE = 16  # lines of a log that are not worth settling

Floats = npt.NDArray[np.float64]
Slots = npt.NDArray[np.intp]


@dataclass(slots=True)
class _Row:
    """Who holds a term: a log of (slot, steps more or less). What a slot holds is the sum of its lines."""

    holders: int = 0
    log: "array[int]" = field(default_factory=lambda: array("i"))

    def write(self, slot: int, change: int) -> None:
        """Write a line; now and then settle the log, so that it never grows beyond its holders."""
        log = self.log
        log.append(slot)
        log.append(change)
        if len(log) > 4 * self.holders + 2 * SPARE:
            self.log = settled(log)


class Postings:
    """The live stories (or threads) of one language, by the terms they hold."""

    def __init__(self) -> None:
        self._rows: dict[str, _Row] = {}
        self._slots: dict[str, int] = {}
        self._free: list[int] = []
        # By slot.
        self._keys: list[str] = []
        self._sums: list[Vector] = []
        self._sizes = array("d")
        self._firsts = array("q")
        self._lasts = array("q")

    def put(self, key: str, profile: Profile) -> None:
        """Hold a story, new or changed."""
        slot = self._slots.get(key)
        if slot is None:
            slot = self._slots[key] = self._take(key)
        self._turn(slot, self._sums[slot], profile.sum)
        self._sums[slot], self._sizes[slot] = profile.sum, profile.size
        self._firsts[slot], self._lasts[slot] = profile.first, profile.last

    def drop(self, key: str) -> None:
        """Hold a story no longer."""
        slot = self._slots.pop(key)
        self._turn(slot, self._sums[slot], {})
        self._sums[slot] = {}
        self._free.append(slot)

    def nearest(
        self, vector: Vector, count: int, between: tuple[int, int] | None = None
    ) -> list[tuple[float, str]]:
        """Find the nearest by scalar product over size, best first; of equals the first by key.

        The terms that everyone holds are passed over, so the value is for ranking only.
        """
        scores = self._products(vector) / np.frombuffer(self._sizes, np.float64)
        slots = _leading(scores, count)
        if between is not None:
            # Most often those that lead are of this time; only else are all asked.
            outside = self._outside(*between, slots)
            slots = slots[~outside]
            if len(slots) < count and outside.any():
                scores[self._outside(*between, np.arange(len(scores)))] = 0.0
                slots = _leading(scores, count)
        found = zip(scores[slots].tolist(), slots.tolist(), strict=True)
        ranked = sorted((-score, self._keys[slot]) for score, slot in found)
        return [(-score / STEPS**2, key) for score, key in ranked[:count]]

    def _outside(self, begin: int, end: int, slots: Slots) -> npt.NDArray[np.bool_]:
        """Which slots cover no part of a time."""
        firsts = np.frombuffer(self._firsts, np.int64)[slots]
        lasts = np.frombuffer(self._lasts, np.int64)[slots]
        return (firsts > end) | (lasts < begin)

    def _products(self, vector: Vector) -> Floats:
        """Scalar product with every slot, rare terms first; the commonest only while few are found."""
        rows = [
            (row.holders, term, steps(weight), row)
            for term, weight in vector.items()
            if (row := self._rows.get(term)) is not None
        ]
        rows.sort(key=lambda told: told[:2])
        rare = sum(holders <= COMMON for holders, *_ in rows)
        products = self._added([told[2:] for told in rows[:rare]])
        enough = rare > 0 and rows[rare - 1][0] >= ENOUGH
        for told in rows[rare:]:
            if enough or np.count_nonzero(products) >= ENOUGH:
                break
            products += self._added([told[2:]])
        return products

    def _added(self, rows: Sequence[tuple[int, _Row]]) -> Floats:
        """What each slot holds of some terms, times how much these weigh."""
        if not rows:
            return np.zeros(len(self._keys))
        logs = np.frombuffer(b"".join([row.log for _, row in rows]), np.int32)
        lines = [len(row.log) // 2 for _, row in rows]
        times = np.repeat(np.array([weight for weight, _ in rows], np.float64), lines)
        held = np.bincount(logs[0::2], times * logs[1::2], minlength=len(self._keys))
        return cast("Floats", held)

    def _take(self, key: str) -> int:
        """Find a place; whoever had it before has taken all back."""
        if not self._free:
            size = len(self._keys)
            self._free.extend(reversed(range(size, size + BLOCK)))
            self._keys.extend([""] * BLOCK)
            self._sums.extend({} for _ in range(BLOCK))
            self._sizes.extend([1.0] * BLOCK)
            self._firsts.extend([0] * BLOCK)
            self._lasts.extend([0] * BLOCK)
        slot = self._free.pop()
        self._keys[slot] = key
        return slot

    def _turn(self, slot: int, old: Vector, new: Vector) -> None:
        """Write down what a slot holds more or less than before."""
        if old is new:
            return
        for term in old.keys() - new.keys():
            row = self._rows[term]
            row.holders -= 1
            if row.holders:
                row.write(slot, -steps(old[term]))
            else:
                del self._rows[term]
        for term, weight in new.items():
            before = old.get(term)
            if before == weight:
                continue
            if (known := self._rows.get(term)) is None:
                known = self._rows[term] = _Row()
            if before is None:
                known.holders += 1
                known.write(slot, steps(weight))
            else:
                known.write(slot, steps(weight) - steps(before))


def _leading(scores: Floats, count: int) -> Slots:
    """Slots with the best scores (above 0), with all that are equal to the last of them."""
    tops = scores.reshape(-1, BLOCK).max(axis=1, initial=0.0)
    # So many blocks have a slot that reaches this bar: no slot below it is among the best.
    bar = np.partition(tops, -count)[-count] if len(tops) >= count else 0.0
    slots: Slots = np.flatnonzero(scores >= bar if bar > 0.0 else scores)
    if len(slots) <= count:
        return slots
    left = scores[slots]
    leading: Slots = slots[left >= np.partition(left, -count)[-count]]
    return leading


def settled(log: "array[int]") -> "array[int]":
    """Write a log anew, one line for each slot that holds anything."""
    lines = np.frombuffer(log, np.int32)
    slots, places = np.unique(lines[0::2], return_inverse=True)
    sums = np.bincount(places, lines[1::2]).astype(np.int32)
    kept = sums != 0
    return array("i", np.column_stack((slots[kept], sums[kept])).tobytes())


def steps(weight: float) -> int:
    """A weight in whole steps."""
    return round(weight * STEPS)
