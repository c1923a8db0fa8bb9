"""Reports of one story -> its two halves, where these tell of two events. Pure.

What all of them have tells nothing of two events, so it counts for little. The two that are most alike, on average
over all their reports, become one, until all are (average linkage). Of all groups that met so, and all others, the
halves are those that have least in common: odd reports, which come in last, hide no event. They are two events
where a report has clearly less in common with the nearest of the other half than with the nearest of its own: the
nearest, because a half may itself be of several events, whose reports have little in common on average.

Some reports may be settled: they stay where readers have long seen them. Then only the others become one, of which some
may be of a later event, and hours tell that apart, too.
"""

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from syndicate.cluster.meaning import senses
from syndicate.cluster.remembered.sketch import Note
from syndicate.cluster.similarity import Weights
from syndicate.cluster.words.weights import STEPS

LEAST: Final = 3  # reports that are an event of their own
NEAREST: Final = 3  # reports that one is compared with
USUAL: Final = 3  # one part in so many of what all reports mean on average is taken away

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Halves:
    """Two parts of a story: the smaller, and how much a report has in common with the nearest of the others."""

    smaller: tuple[str, ...]
    across: float  # of the half that is nearer to the other
    within: float  # of the looser

    @property
    def share(self) -> float:
        """How much of what holds each together holds both together."""
        return self.across / self.within if self.within > 0.0 else math.inf

    def tell_two_events(self, loose: float) -> bool:
        """Tell whether both are large enough for an event, and so small a share holds both together."""
        return len(self.smaller) >= LEAST and self.share < loose


def halves(notes: Sequence[Note], by: Weights, settled: Collection[str] = ()) -> Halves:
    """Part reports in two; those with an id in `settled` are in the larger half.

    What belongs to neither half is with the larger; of equal ones that is the first's.
    """
    alike = _alike(notes, by)
    if settled:
        alike += _hours(notes, by)
    free = np.array([note.id not in settled for note in notes])
    masks = [mask for mask in _groups(alike, free) if 2 * mask.sum() <= len(notes)]
    masks = masks or [_first(notes, 1)]  # one report by itself is no event
    return min((_told(notes, alike, mask) for mask in masks), key=lambda one: one.share)


def between(firsts: Sequence[Note], seconds: Sequence[Note], by: Weights) -> Halves:
    """Take two stories for the halves of one."""
    notes = [*firsts, *seconds]
    return _told(notes, _alike(notes, by), _first(notes, len(firsts)))


def _first(notes: Sequence[Note], count: int) -> Mask:
    return np.arange(len(notes)) < count


def _told(notes: Sequence[Note], alike: Floats, mask: Mask) -> Halves:
    if 2 * mask.sum() < len(notes) or (2 * mask.sum() == len(notes) and not mask[0]):
        mask = ~mask
    return Halves(
        smaller=tuple(note.id for note, here in zip(notes, mask, strict=True) if not here),
        across=max(_near(alike, mask, ~mask), _near(alike, ~mask, mask)),
        within=min(_near(alike, half, half) for half in (mask, ~mask)),
    )


def _alike(notes: Sequence[Note], by: Weights) -> Floats:
    """How much each two have in common, in whole steps: sums are exact, in whatever order. Nothing with itself."""
    alike = (by.words + by.nearest) * _cosines(_words(notes))
    if by.meaning and all(note.sense for note in notes):
        alike += (by.meaning + by.nearest_meaning) * _cosines(_meanings(notes))
    alike = np.rint(alike * STEPS)
    np.fill_diagonal(alike, -math.inf)
    return alike


def _hours(notes: Sequence[Note], by: Weights) -> Floats:
    """What the time between each two takes off (`Weights.taken`, of all at once), in whole steps."""
    at = np.array([note.at for note in notes], np.float64)
    hours = np.abs(at[:, None] - at) / 3600
    taken: Floats = np.rint(by.time * (np.exp(-hours / by.hours) - 1.0) * STEPS)
    return taken


def _words(notes: Sequence[Note]) -> Floats:
    """Products of the words of each two; each counts by how many reports lack it."""
    held = Counter(term for note in notes for term in note.vector)
    columns = {term: at for at, term in enumerate(held)}
    words = np.zeros((len(notes), len(columns)))
    for row, note in zip(words, notes, strict=True):
        for term, weight in note.vector.items():
            row[columns[term]] = round(weight * STEPS)
    lacking = len(notes) - np.array(list(held.values()), np.float64)
    return _products(words * lacking, words)


def _meanings(notes: Sequence[Note]) -> Floats:
    """Products of what each two mean, apart from what all do."""
    directions = np.array([senses.read(note.sense) for note in notes], np.float64)
    apart = USUAL * len(notes) * directions - directions.sum(axis=0)
    return _products(apart, apart)


def _products(rows: Floats, others: Floats) -> Floats:
    """The scalar product of each two, by this thread alone: a BLAS that has more waits for them busily."""
    products: Floats = np.einsum("ij,kj->ik", rows, others)
    return products


def _cosines(products: Floats) -> Floats:
    """What has no length has nothing in common with anything."""
    sizes = np.sqrt(products.diagonal())
    sizes[sizes == 0.0] = 1.0
    cosines: Floats = products / np.outer(sizes, sizes)
    return cosines


def _groups(alike: Floats, free: Mask) -> list[Mask]:
    """Join the nearest two groups of what is free until all are one; those that could be events, the last first."""
    total, sizes = np.where(np.outer(free, free), alike, -math.inf), np.ones(len(alike))
    group = np.arange(len(alike))
    met: list[Mask] = []
    for _ in range(free.sum() - 1):
        nearest = int((total / np.outer(sizes, sizes)).argmax())
        one, other = sorted(divmod(nearest, len(alike)))
        met += [group == one, group == other]
        total[one] += total[other]
        total[:, one] = total[one]
        total[other] = total[:, other] = -math.inf
        sizes[one] += sizes[other]
        group[group == other] = one
    return [mask for mask in (free, *reversed(met)) if mask.sum() >= LEAST]


def _near(alike: Floats, here: Mask, there: Mask) -> float:
    """What the reports of a half have in common with the nearest of a half, on average; one by itself is at one."""
    told = np.sort(alike[np.ix_(here, there)], axis=1)[:, -NEAREST:]
    told = told[np.isfinite(told)]
    return round(float(told.sum()) / told.size / STEPS, 4) if told.size else 1.0
