"""Words of sketches -> their numbers in a lexicon, of many sketches at once. Pure; it lasts as long as a start.

To look up each word by itself is the longest part of a start: a word, its number and where that stands are far from
those of the next. A word of few bytes is two whole numbers, and these tell the one place of a table where it can
stand: what stands there is compared, so nothing is guessed. All others are looked up by themselves.
"""

from collections.abc import Collection, Iterable
from typing import Final

import numpy as np
import numpy.typing as npt

from syndicate.cluster.words.lexicon import NUMBER, Lexicon, Numbers

HALF: Final = 8
LONGEST: Final = 2 * HALF  # bytes of a word that is looked up in the table
ROOM: Final = 8  # places of the table for each word, at least
KEPT: Final = 4096  # spellings: a story mostly has its report's, a thread its story's

_MASKS = np.array([(1 << 8 * size) - 1 for size in range(HALF + 1)], np.uint64)
_TIMES = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_FOLD = np.uint64(29)

Halves = npt.NDArray[np.uint64]
Places = npt.NDArray[np.intp]


class Numbering:
    """The numbers of spellings: words, one in a line."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._table = _Table(())
        self._known: dict[bytes, bytes] = {}

    def learn(self, spellings: Iterable[bytes]) -> None:
        """Look up the words of many."""
        if len(self._known) > KEPT:
            self._known = {}
        new = [one for one in dict.fromkeys(spellings) if one not in self._known]
        if not new:
            return
        if len(self._lexicon) > 2 * len(self._table):
            self._table = _Table(self._lexicon.texts)
        numbers = self._numbers(b"\n".join(new)).tobytes()
        place = 0
        for one in new:
            end = place + NUMBER * (one.count(b"\n") + 1)
            self._known[one] = numbers[place:end]
            place = end

    def of(self, spelling: bytes) -> bytes:
        """Give the numbers of words that were among the last to be learnt."""
        return self._known[spelling]

    def _numbers(self, told: bytes) -> Numbers:
        lines = _Lines(told)
        numbers, missed = self._table.find(lines)
        known = self._lexicon.numbers
        numbers[missed] = [known[word.decode()] for word in lines.some(missed)]
        return numbers


class _Lines:
    """Words, one in a line: how long each is, and the bytes that it begins with as two numbers."""

    def __init__(self, told: bytes) -> None:
        self._told = told
        signs = np.frombuffer(told + b"\n" + bytes(LONGEST), np.uint8)
        ends = np.flatnonzero(signs[: len(told) + 1] == ord("\n"))
        self._starts = np.concatenate((np.zeros(1, np.intp), ends[:-1] + 1))
        self.sizes = ends - self._starts
        # The eight bytes from every sign on, as a number; no byte is copied for that.
        runs: Halves = np.ndarray(len(signs) - HALF + 1, "<u8", signs, strides=(1,))
        self.halves = [
            runs[self._starts + np.minimum(self.sizes, before)]
            & _MASKS[np.clip(self.sizes - before, 0, HALF)]
            for before in (0, HALF)
        ]

    def some(self, places: Places) -> list[bytes]:
        """Give some of the words."""
        starts, sizes = self._starts[places].tolist(), self.sizes[places].tolist()
        return [self._told[start : start + size] for start, size in zip(starts, sizes, strict=True)]


class _Table:
    """Words by the bytes that they begin with."""

    def __init__(self, texts: Collection[str]) -> None:
        self._count = len(texts)
        bits = (ROOM * len(texts) + 1).bit_length()
        self._shift = np.uint64(64 - bits)
        self._numbers = np.zeros(1 << bits, np.uint32)
        lines = _Lines("\n".join(texts).encode())
        self._sizes, self._halves = lines.sizes, lines.halves
        # As many as there are lines: no word holds a break.
        self._numbers[self._at(lines)] = np.arange(max(1, self._count), dtype=np.uint32)

    def __len__(self) -> int:
        """How many words there are."""
        return self._count

    def find(self, lines: _Lines) -> tuple[Numbers, Places]:
        """Give the numbers of words; and which of them are not known here."""
        numbers, sizes = self._numbers[self._at(lines)], lines.sizes
        # Where there is no word yet, an empty one seems to stand.
        same = (self._sizes[numbers] == sizes) & (sizes > 0) & (sizes <= LONGEST)
        for mine, theirs in zip(self._halves, lines.halves, strict=True):
            same &= mine[numbers] == theirs
        return numbers, np.flatnonzero(~same)

    def _at(self, lines: _Lines) -> Halves:
        first, second = (half * times for half, times in zip(lines.halves, _TIMES, strict=True))
        mixed = first ^ second
        mixed ^= mixed >> _FOLD
        places: Halves = mixed * _TIMES[0] >> self._shift
        return places
