"""A thread -> what a topic of its subject asks for: central headlines, and the names that most of it gives. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import sqrt
from typing import Final

from syndicate.cluster.headlines import headline
from syndicate.cluster.remembered.sketch import read_profile
from syndicate.cluster.words import terms
from syndicate.model import Item, Thread

EXAMPLES: Final = 5
NAMES: Final = 2
TOLD_BY: Final = 0.6  # of all members: a name that fewer give would lose too many of them
ALIKE: Final = 0.7  # of the shorter headline's terms; one of two such headlines is enough


def central(thread: Thread, members: Sequence[Item]) -> tuple[str, ...]:
    """Choose the headlines that stand nearest to the thread's centre, no two of them nearly the same."""
    profile = read_profile(thread.sketch)
    weights = profile.sum if profile else {}
    ranked = []
    for item in members:
        title = terms.headline(item.title)
        found = frozenset(terms.read_text(title, "", thread.language).counts)
        worth = sum(weights.get(term, 0.0) for term in sorted(found)) / sqrt(len(found) or 1)
        ranked.append((-worth * headline.merit(title), item.seen_at, item.id, title, found))
    chosen: list[tuple[str, frozenset[str]]] = []
    for _, _, _, title, found in sorted(ranked):
        apart = all(len(found & other) < ALIKE * min(len(found), len(other)) for _, other in chosen)
        if title and apart:
            chosen.append((title, found))
    return tuple(title for title, _ in chosen[:EXAMPLES])


def common(names: Sequence[str], members: Sequence[Item]) -> tuple[str, ...]:
    """Choose of these names the first few that most members give."""
    found = [name for name in names if _share(name, members) >= TOLD_BY]
    return tuple(found[:NAMES])


def _share(name: str, members: Sequence[Item]) -> float:
    whole = re.compile(rf"(?<!\w){re.escape(name)}", re.IGNORECASE)
    told = sum(bool(whole.search(f"{item.title} {item.text}")) for item in members)
    return told / len(members) if members else 0.0
