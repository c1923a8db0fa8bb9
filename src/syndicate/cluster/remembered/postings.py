"""Terms -> which stories (or threads) hold them, and the nearest of these. Pure; what changes is Memory's."""

from array import array
from collections.abc import Mapping, Sequence
from typing import cast

import numpy as np
import numpy.typing as npt

from syndicate.cluster.remembered.ids import Ids, named
from syndicate.cluster.remembered.lines import Lines, State
from syndicate.cluster.remembered.sketch import Profile
from syndicate.cluster.words import lexicon
from syndicate.cluster.words.lexicon import Ints, Lexicon, Numbers
from syndicate.cluster.words.vectors import Vector
from syndicate.cluster.words.weights import STEPS

LOOKED_AT = 4000  # holders, of a text's terms from the rarest on; the others are looked up only while few are found
ENOUGH = 20
BLOCK = 64  # slots are made by the block: the best of each tells where the best of all can be
WAITING = 1 << 18  # lines of many stories are written together: each term is touched once

Floats = npt.NDArray[np.float64]
Slots = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


class Postings:
    """The live stories (or threads) of one language, by the terms they hold."""

    def __init__(self, words: Lexicon | None = None) -> None:
        self._lexicon = Lexicon() if words is None else words
        self._lines = Lines()
        self._slots: dict[str, int] = {}
        self._free: list[int] = []
        # By slot.
        self._keys: list[str] = []
        self._sizes = array("d")
        self._firsts = array("q")
        self._lasts = array("q")
        self._marked = bytearray()
        self._places = np.zeros(0, np.int32)
        # The last scores: a new story asks for stories, then for threads, by the same words.
        self._asked: tuple[Vector, Slots, Floats] | None = None
        self._waiting: list[tuple[Numbers, Ints, Ints]] = []  # lines that are not written yet

    def __contains__(self, key: object) -> bool:
        """Tell whether a story is held."""
        return key in self._slots

    def mark(self, key: str, *, marked: bool) -> None:
        """Let a story that is held be found among the marked ones too, or no longer."""
        self._marked[self._slots[key]] = marked

    def put(self, key: str, profile: Profile, before: Vector) -> None:
        """Hold a story, new or changed; `before` is the sum that it was held with."""
        slot = self._slots.get(key)
        self._asked = None
        if slot is None:
            slot = self._slots[key] = self._take(key)
        self._turn(slot, before, profile.sum)
        self._sizes[slot] = profile.size
        self._firsts[slot], self._lasts[slot] = profile.first, profile.last

    def put_all(self, profiles: Mapping[str, Profile]) -> None:
        """Hold stories, all of them new."""
        self._asked = None
        slots = [self._take(key) for key in profiles]
        self._slots.update(zip(profiles, slots, strict=True))
        packed = [self._lexicon.packed(one.sum) for one in profiles.values()]
        lengths = [len(one) for one in packed]
        self._waiting.append(
            (lexicon.numbers(packed), np.repeat(slots, lengths), lexicon.steps(packed))
        )
        if sum(len(numbers) for numbers, _, _ in self._waiting) > WAITING:
            self._write()
        for slot, one in zip(slots, profiles.values(), strict=True):
            self._sizes[slot] = one.size
            self._firsts[slot], self._lasts[slot] = one.first, one.last

    def state(self, ids: Ids) -> State:
        """Give all of it, as `restore` takes it."""
        self._write()
        slots = self._sizes, self._firsts, self._lasts, self._marked
        return self._lines.state(), ids.numbers(self._keys), self._free, slots

    def restore(self, state: State, names: Sequence[str]) -> None:
        """Take over what another held, whose words have the same numbers; nothing is held yet."""
        rows, keys, self._free, (sizes, firsts, lasts, marked) = state
        self._lines.restore(*rows)
        self._keys, free = named(names, keys), set(self._free)
        self._slots = {key: slot for slot, key in enumerate(self._keys) if slot not in free}
        self._sizes, self._firsts, self._lasts = (
            array("d", sizes),
            array("q", firsts),
            array("q", lasts),
        )
        self._marked = bytearray(marked)

    def _write(self) -> None:
        """Write the lines that wait."""
        if self._waiting:
            numbers, slots, steps = zip(*self._waiting, strict=True)
            self._waiting = []
            self._lines.reach(len(self._lexicon))
            self._lines.add(np.concatenate(numbers), np.concatenate(slots), np.concatenate(steps))

    def drop(self, key: str, held: Vector) -> None:
        """Hold a story no longer; `held` is the sum that it was held with."""
        slot = self._slots.pop(key)
        self._turn(slot, held, {})
        self._marked[slot] = False
        self._free.append(slot)

    def nearest(
        self,
        vector: Vector,
        count: int,
        between: tuple[int, int] | None = None,
        *,
        marked: bool = False,
    ) -> list[tuple[float, str]]:
        """Find the nearest, or the nearest marked, by scalar product over size, best first; of equals the first by key.

        The terms that everyone holds are passed over, so the value is for ranking only.
        """
        if self._asked is None or self._asked[0] is not vector:
            self._asked = vector, *self._scored(vector)
        _, slots, scores = self._asked
        if marked:
            are = np.frombuffer(self._marked, np.bool_)[slots]
            slots, scores = slots[are], scores[are]
        leading = _leading(scores, count)
        if between is not None:
            # Most often those that lead are of this time; only else are all asked.
            outside = self._outside(*between, slots[leading])
            if outside.any():
                inside = ~self._outside(*between, slots)
                slots, scores = slots[inside], scores[inside]
                leading = _leading(scores, count)
        found = zip(scores[leading].tolist(), slots[leading].tolist(), strict=True)
        ranked = sorted((-score, self._keys[slot]) for score, slot in found)
        return [(-score / STEPS**2, key) for score, key in ranked[:count]]

    def _outside(self, begin: int, end: int, slots: Slots) -> npt.NDArray[np.bool_]:
        """Which slots cover no part of a time."""
        firsts = np.frombuffer(self._firsts, np.int64)[slots]
        lasts = np.frombuffer(self._lasts, np.int64)[slots]
        return (firsts > end) | (lasts < begin)

    def _scored(self, vector: Vector) -> tuple[Slots, Floats]:
        """The slots that hold any of a vector's terms, and their scalar product with it over their size.

        Rare terms first; the commonest only while few are found.
        """
        self._write()
        holders = self._lines.holders
        packed = self._lexicon.packed(vector)
        numbers, steps = packed.numbers, packed.steps
        known = numbers < len(holders)
        if not known.all():
            numbers, steps = numbers[known], steps[known]
        counts = np.frombuffer(holders, np.int32)[numbers].astype(np.int64)
        common = _common(counts)
        asked = (counts > 0) & ~common
        slots, products = self._added(numbers[asked], steps[asked])
        if counts[asked].max(initial=0) < ENOUGH:
            for at in self._rarest_first(np.flatnonzero(common).tolist(), numbers, counts):
                if np.count_nonzero(products) >= ENOUGH:
                    break
                asked[at] = True
                slots, products = self._added(numbers[asked], steps[asked])
        return slots, products / np.frombuffer(self._sizes, np.float64)[slots]

    def _rarest_first(self, places: list[int], numbers: Numbers, counts: Ints) -> list[int]:
        texts = self._lexicon.texts
        return sorted(places, key=lambda at: (counts[at], texts[numbers[at]]))

    def _added(self, numbers: Numbers, steps: Ints) -> tuple[Slots, Floats]:
        """The slots that have a line of some terms; and what each holds of these, times how much they weigh."""
        if not len(numbers):
            return np.zeros(0, np.intp), np.zeros(0)
        held, changes, counts = self._lines.read(numbers)
        slots, times = held.astype(np.intp), np.repeat(steps, counts)
        distinct = self._distinct(slots)
        # Added up by their places among these few: not all slots are gone through.
        self._places[distinct] = np.arange(len(distinct), dtype=np.int32)
        return distinct, cast("Floats", np.bincount(self._places[slots], times * changes))

    def _distinct(self, slots: Slots) -> Slots:
        """Each slot once: of all its lines, the one that is told of last."""
        if len(self._places) < len(self._keys):
            self._places = np.zeros(2 * len(self._keys), np.int32)
        lines = np.arange(len(slots), dtype=np.int32)
        self._places[slots] = lines
        distinct: Slots = slots[self._places[slots] == lines]
        return distinct

    def _take(self, key: str) -> int:
        """Find a place; whoever had it before has taken all back."""
        if not self._free:
            size = len(self._keys)
            self._free.extend(reversed(range(size, size + BLOCK)))
            self._keys.extend([""] * BLOCK)
            self._sizes.extend([1.0] * BLOCK)
            self._firsts.extend([0] * BLOCK)
            self._lasts.extend([0] * BLOCK)
            self._marked.extend(bytes(BLOCK))
        slot = self._free.pop()
        self._keys[slot] = key
        return slot

    def _turn(self, slot: int, old: Vector, new: Vector) -> None:
        """Write down what a slot holds more or less than before."""
        if old is new:
            return
        self._asked = None
        self._write()
        if not old:
            packed = self._lexicon.packed(new)
            self._lines.reach(len(self._lexicon))
            self._lines.begin(slot, packed.numbers.tolist(), packed.held)
            return
        held, told = self._told(old), self._told(new)
        write = self._lines.write
        self._lines.reach(len(self._lexicon))
        for number in held.keys() - told.keys():
            write(number, slot, -held[number], -1)
        for number, step in told.items():
            before = held.get(number)
            if before is None:
                write(number, slot, step, 1)
            elif before != step:
                write(number, slot, step - before, 0)

    def _told(self, vector: Vector) -> dict[int, int]:
        """What a vector holds, by the numbers of its words, in whole steps."""
        packed = self._lexicon.packed(vector)
        return dict(zip(packed.numbers.tolist(), packed.held, strict=True))


def _common(counts: Ints) -> Flags:
    """Tell which terms are held by too many: with them, those that are as rare or rarer have more than LOOKED_AT."""
    ranked = np.sort(counts)
    first = int(ranked.cumsum().searchsorted(LOOKED_AT, "right"))
    if first == len(ranked):
        return np.zeros(len(counts), np.bool_)
    flags: Flags = counts >= ranked[first]
    return flags


def _leading(scores: Floats, count: int) -> Slots:
    """Where the best scores (above 0) stand, with all that are equal to the last of them."""
    if len(scores) <= BLOCK * count:
        return _best(scores, count)
    tops = np.maximum.reduce(scores[: len(scores) // BLOCK * BLOCK].reshape(-1, BLOCK), axis=1)
    tops.partition(len(tops) - count)
    # So many blocks have a score that reaches this bar: none below it is among the best.
    left: Slots = (scores >= tops[-count]).nonzero()[0]
    return left[_best(scores[left], count)]


def _best(scores: Floats, count: int) -> Slots:
    ranked = np.sort(scores)
    bar = ranked[-count] if len(ranked) >= count else 0.0
    best: Slots = (scores >= bar if bar > 0.0 else scores > 0.0).nonzero()[0]
    return best
