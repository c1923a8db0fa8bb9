"""Item and story -> how much they report the same event: a sum of parts that can each be shown. Pure."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from syndicate.cluster import senses
from syndicate.cluster.sketch import Note, Profile
from syndicate.cluster.terms import NAME

Parts = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """What the score is made of; full agreement is 1."""

    words: float
    nearest: float
    meaning: float = 0.0
    nearest_meaning: float = 0.0
    time: float = 0.05  # at most so much is taken off as hours pass
    hours: float = 72.0

    def towards(self, other: "Weights", share: float) -> "Weights":
        """Between these and others: 0 are these, 1 the others."""
        return Weights(
            **{
                name: one + share * (getattr(other, name) - one)
                for name, one in ((field.name, getattr(self, field.name)) for field in fields(self))
            }
        )


@dataclass(frozen=True, slots=True)
class Score:
    """A score, its parts, and the member that is nearest."""

    total: float
    parts: Parts = ()
    nearest: str | None = None


def score(note: Note, profile: Profile, members: Iterable[Note], by: Weights) -> Score:
    """Compare an item with a story: its centre, its nearest member, time."""
    nearest, most, words, meaning = None, 0.0, 0.0, 0.0
    sensed = bool(by.meaning and note.sense and profile.sense)
    for other in members:
        likeness = cosine(note.vector, other.vector)
        sense = max(0.0, senses.cosine(note.sense, other.sense)) if sensed else 0.0
        words, meaning = max(words, likeness), max(meaning, sense)
        if (both := by.nearest * likeness + by.nearest_meaning * sense) > most:
            nearest, most = other.id, both
    parts = [
        ("words", by.words * cosine(note.vector, profile.sum) / profile.size),
        ("nearest", by.nearest * words),
    ]
    if sensed:
        parts += [
            ("meaning", by.meaning * senses.cosine(note.sense, profile.sense)),
            ("nearest meaning", by.nearest_meaning * meaning),
        ]
    hours = gap(note.at, profile) / 3600
    return _summed([*parts, ("time", by.time * (math.exp(-hours / by.hours) - 1.0))], nearest)


def alike(one: Profile, other: Profile, by: Weights) -> Score:
    """Compare two stories by their centres, on the scale of `score`."""
    likeness = cosine(one.sum, other.sum) / (one.size * other.size)
    parts = [("words", (by.words + by.nearest) * likeness)]
    if one.sense and other.sense:
        sense = senses.cosine(one.sense, other.sense)
        parts.append(("meaning", (by.meaning + by.nearest_meaning) * sense))
    hours = max(0, one.first - other.last, other.first - one.last) / 3600
    return _summed([*parts, ("time", by.time * (math.exp(-hours / by.hours) - 1.0))], other.lead)


def _summed(parts: Iterable[tuple[str, float]], nearest: str | None) -> Score:
    told = tuple((name, round(value, 4)) for name, value in parts)
    return Score(round(sum(value for _, value in told), 4), told, nearest)


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
