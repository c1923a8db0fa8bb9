"""How figures are told: the median, and from where to where they went."""

from __future__ import annotations

import statistics
from collections.abc import Iterable


def told(figures: Iterable[float], form: str = ".2f") -> str:
    """Say a median, the least and the most."""
    known = sorted(figures)
    return f"{statistics.median(known):{form}} ({known[0]:{form}}-{known[-1]:{form}})"
