"""Item and story -> how much they report the same event: a sum of parts that can each be shown. Pure."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from syndicate.cluster.sketch import Note, Profile
from syndicate.cluster.terms import NAME


@dataclass(frozen=True, slots=True)
class Weights:
    """What the score is made of; set by hand on labelled news (docs/clustering.md)."""

    centroid: float = 0.70
    member: float = 0.30
    time: float = 0.05
    hours: float = 72.0


@dataclass(frozen=True, slots=True)
class Score:
    """A score, its parts, and the member that is nearest."""

    total: float
    parts: tuple[tuple[str, float], ...] = ()
    nearest: str | None = None


def score(note: Note, profile: Profile, members: Iterable[Note], by: Weights) -> Score:
    """Compare an item with a story: its centre, its nearest member, time."""
    centre = cosine(note.vector, profile.sum) / profile.size
    nearest, member = None, 0.0
    for other in members:
        likeness = cosine(note.vector, other.vector)
        if likeness > member:
            nearest, member = other.id, likeness
    parts = (
        ("words", by.centroid * centre),
        ("nearest", by.member * member),
        ("time", by.time * (math.exp(-gap(note.at, profile) / (by.hours * 3600)) - 1.0)),
    )
    total = sum(value for _, value in parts)
    return Score(total, tuple((name, round(value, 3)) for name, value in parts), nearest)


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Scalar product of two vectors of length 1."""
    return sum([one[term] * other[term] for term in sorted(one.keys() & other.keys())])


def names(vector: Mapping[str, float], profile: Mapping[str, float]) -> float:
    """How much of the names' weight is shared."""
    mine = {term: weight for term, weight in vector.items() if term.startswith(NAME)}
    shared = sum(weight for term, weight in mine.items() if term in profile)
    return shared / sum(mine.values()) if mine else 0.0


def gap(at: int, profile: Profile) -> int:
    """Seconds between an instant and the time a story covers."""
    return max(0, at - profile.last, profile.first - at)
