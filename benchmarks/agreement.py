"""How far one grouping agrees with another: B-cubed, weighed as you like, and pairs that bridge labels."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from statistics import mean

Groups = Mapping[str, str]  # unit -> the group it is in


@dataclass(frozen=True)
class Agreement:
    """Precision and recall, each in [0, 1]."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        """As three columns."""
        return f"{self.precision:.3f} {self.recall:.3f} {self.f1:.3f}"


def middle(several: Iterable[Agreement]) -> Agreement:
    """Precision and recall on average."""
    return Agreement(*map(mean, zip(*map(astuple, several), strict=True)))


def bcubed(found: Groups, gold: Groups, weights: Mapping[str, float] | None = None) -> Agreement:
    """B-cubed over the units of `gold`. A unit of weight 2 counts as two that lie together."""
    weigh = dict.fromkeys(gold, 1.0) if weights is None else weights
    cells: dict[tuple[str, str], float] = defaultdict(float)
    ours: dict[str, float] = defaultdict(float)
    theirs: dict[str, float] = defaultdict(float)
    for unit, right in gold.items():
        cells[found[unit], right] += weigh[unit]
        ours[found[unit]] += weigh[unit]
        theirs[right] += weigh[unit]
    total = sum(weigh[unit] for unit in gold)
    return Agreement(
        sum(size * size / ours[group] for (group, _), size in cells.items()) / total,
        sum(size * size / theirs[right] for (_, right), size in cells.items()) / total,
    )


def bridges(found: Groups, gold: Groups, parts: Groups) -> Agreement:
    """Pairs of units of two different parts only: of those found together how many belong together, and back."""
    together = _pairs(found, parts)
    meant = _pairs(gold, parts)
    both = _pairs({unit: f"{found[unit]} {gold[unit]}" for unit in gold}, parts)
    return Agreement(both / together if together else 1.0, both / meant if meant else 1.0)


def _pairs(groups: Groups, parts: Groups) -> int:
    whole = Counter(groups.values())
    within = Counter((group, parts[unit]) for unit, group in groups.items())
    return sum(n * (n - 1) // 2 for n in whole.values()) - sum(
        n * (n - 1) // 2 for n in within.values()
    )
