"""Reports of one story -> its two halves, where these tell of two events. Pure.

The two that are most alike, on average over all their reports, become one, until two are left (average linkage).
They are two events where they have clearly less in common than the looser of them has in itself.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from syndicate.cluster import senses
from syndicate.cluster.similarity import Weights
from syndicate.cluster.sketch import Note
from syndicate.cluster.weights import STEPS

LEAST: Final = 3  # reports that are an event of their own

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Halves:
    """Two parts of a story, the larger first, and how much their reports have in common on average."""

    larger: tuple[str, ...]
    smaller: tuple[str, ...]
    across: float
    within: float  # the looser of the two

    def tell_two_events(self, loose: float) -> bool:
        """Tell whether so small a share of what holds each together holds both together."""
        return len(self.smaller) >= LEAST and self.across < loose * self.within


def halves(notes: Sequence[Note], by: Weights) -> Halves:
    """Part three reports or more in two. Of equal halves the one with the first report counts as the larger."""
    alike = _alike(notes, by)
    mask = _two(alike)
    if 2 * mask.sum() < len(notes) or (2 * mask.sum() == len(notes) and not mask[0]):
        mask = ~mask
    return Halves(
        larger=tuple(note.id for note, here in zip(notes, mask, strict=True) if here),
        smaller=tuple(note.id for note, here in zip(notes, mask, strict=True) if not here),
        across=_mean(alike[np.ix_(mask, ~mask)], 0),
        within=min(_mean(alike[np.ix_(half, half)], int(half.sum())) for half in (mask, ~mask)),
    )


def _alike(notes: Sequence[Note], by: Weights) -> Floats:
    """How much each two have in common, in whole steps: sums are exact, in whatever order. 0 with itself."""
    columns = {
        term: at for at, term in enumerate(dict.fromkeys(t for n in notes for t in n.vector))
    }
    words = np.zeros((len(notes), len(columns)))
    for row, note in zip(words, notes, strict=True):
        for term, weight in note.vector.items():
            row[columns[term]] = round(weight * STEPS)
    alike = (by.words + by.nearest) * (words @ words.T) / STEPS**2
    if by.meaning and all(note.sense for note in notes):
        directions = np.array([senses.read(note.sense) for note in notes], np.float64)
        products = directions @ directions.T
        sizes = np.sqrt(products.diagonal())
        alike += (by.meaning + by.nearest_meaning) * products / np.outer(sizes, sizes)
    alike = np.rint(alike * STEPS)
    np.fill_diagonal(alike, 0.0)
    return alike


def _two(alike: Floats) -> Mask:
    """Join the nearest two groups until two are left; give one of them."""
    total, sizes = alike.copy(), np.ones(len(alike))
    group = np.arange(len(alike))
    np.fill_diagonal(total, -math.inf)
    for _ in range(len(alike) - 2):
        nearest = int((total / np.outer(sizes, sizes)).argmax())
        one, other = sorted(divmod(nearest, len(alike)))
        total[one] += total[other]
        total[:, one] = total[one]
        total[other] = total[:, other] = -math.inf
        sizes[one] += sizes[other]
        group[group == other] = one
    found: Mask = group == group[0]
    return found


def _mean(alike: Floats, alone: int) -> float:
    """Of all pairs; of so many with themselves nothing is counted. One report by itself is wholly at one."""
    pairs = alike.size - alone
    return round(float(alike.sum()) / pairs / STEPS, 4) if pairs else 1.0
