"""What the examples of topics mean, as matrices -> how near an item is by meaning to each side of each topic. Pure."""

from collections.abc import Sequence

import numpy as np

from syndicate.cluster.declared.words import Floats, Rows, spans
from syndicate.cluster.meaning.senses import DIMENSIONS
from syndicate.cluster.meaning.sentences import Sentence


class Meanings:
    """Sentence vectors of all examples, one side after the other, and the centre of each side."""

    def __init__(self, sides: Sequence[Sequence[Sentence | None]]) -> None:
        nothing = np.zeros(DIMENSIONS, np.float32)
        told = [[nothing if one is None else one for one in side] for side in sides]
        self.whole = np.array([all(one is not None for one in side) for side in sides])
        self._each = np.vstack([one for side in told for one in side])
        self._centres = np.vstack([_centre(side) for side in told])
        self._ends = np.cumsum([0, *map(len, told)])

    def centres(self, meant: Sentence) -> Sentence:
        """How near an item is to the centre of each side."""
        return _along(self._centres, meant)

    def nearest(self, meant: Sentence, sides: Rows) -> Floats:
        """How near an item is to the nearest example of each of some sides."""
        sizes = np.diff(self._ends)[sides]
        each = _along(self._each[spans(self._ends[sides], sizes)], meant)
        return np.maximum.reduceat(each, np.cumsum(sizes) - sizes).astype(np.float64)

    def of(self, side: int, meant: Sentence) -> tuple[float, Sentence]:
        """How near an item is to the centre of one side, and to each of its examples."""
        each: Sentence = self._each[self._ends[side] : self._ends[side + 1]] @ meant
        return float(self._centres[side] @ meant), each


def _along(rows: Sentence, meant: Sentence) -> Sentence:
    """Products of many vectors with one, by this thread alone: a BLAS that has more waits for them busily."""
    found: Sentence = np.einsum("ij,j->i", rows, meant)
    return found


def _centre(side: Sequence[Sentence]) -> Sentence:
    total = sum(side, np.zeros(DIMENSIONS, np.float32))
    size = float(np.sqrt(total @ total))
    return total / np.float32(size) if size else total
