"""Scores -> reasons that a person can read. Pure."""

from collections.abc import Mapping

from syndicate.cluster.remembered.memory import Memory
from syndicate.cluster.remembered.sketch import Note
from syndicate.cluster.stories import Found
from syndicate.cluster.words.terms import NAME, NUMBER
from syndicate.cluster.words.vectors import Vector
from syndicate.model import Reason

SHOWN = 8


def reported(memory: Memory, note: Note, found: Found) -> Reason:
    """Tell why a report joined its story."""
    nearest = memory.notes.get(found.score.nearest or "")
    return Reason(
        "story",
        bounded(found.score.total),
        shared(note.vector, found.live.profile.sum),
        found.score.parts,
        found.score.nearest,
        "reports the same event",
        gap=note.at - nearest.at if nearest else None,
        almost=found.almost,
    )


def shared(one: Vector, other: Vector, *, names_first: bool = False) -> tuple[str, ...]:
    """Names and words in common, most telling first, or names before all; a name is told once."""
    weight = {term: one[term] * other[term] for term in sorted(one.keys() & other.keys())}
    told: dict[str, float] = {}
    for term, value in weight.items():
        word = term.removeprefix(NAME).removeprefix(NUMBER)
        told[word] = told.get(word, 0.0) + value
    names = [term.removeprefix(NAME) for term in weight if term.startswith(NAME)]
    for name in names:
        for stem in [word for word in told if word != name and _stem_of(word, name, weight)]:
            told[name] += told.pop(stem)
    last = frozenset(told.keys() - names) if names_first else frozenset()
    return tuple(sorted(told, key=lambda word: (word in last, -told[word], word))[:SHOWN])


def _stem_of(word: str, name: str, weight: Mapping[str, float]) -> bool:
    """A name's stem stands beside it: "baghdadi" and "@baghdadi", "mosul" and "@mosul's"."""
    return NAME + word not in weight and len(word) > 3 and name.startswith(word[:-1])


def bounded(total: float) -> float:
    """A score as it is stored: between 0 and 1."""
    return round(min(1.0, max(0.0, total)), 4)
