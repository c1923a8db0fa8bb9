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
SPARE = 16  # lines of a log that are not worth settling

Floats = npt.NDArray[np.float64]


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
        products = self._products(vector)
        slots = np.flatnonzero(products)
        if between is not None:
            begin, end = between
            firsts = np.frombuffer(self._firsts, np.int64)[slots]
            lasts = np.frombuffer(self._lasts, np.int64)[slots]
            slots = slots[(firsts <= end) & (lasts >= begin)]
        scores = products[slots] / np.frombuffer(self._sizes, np.float64)[slots] / STEPS**2
        if len(slots) > count:
            kept = scores >= np.partition(scores, -count)[-count]
            slots, scores = slots[kept], scores[kept]
        found = zip(scores.tolist(), slots.tolist(), strict=True)
        ranked = sorted((-score, self._keys[slot]) for score, slot in found)
        return [(-score, key) for score, key in ranked[:count]]

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
        for told in rows[rare:]:
            if np.count_nonzero(products) >= ENOUGH:
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
        if self._free:
            slot = self._free.pop()
            self._keys[slot] = key
            return slot
        self._keys.append(key)
        self._sums.append({})
        self._sizes.append(1.0)
        self._firsts.append(0)
        self._lasts.append(0)
        return len(self._keys) - 1

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
