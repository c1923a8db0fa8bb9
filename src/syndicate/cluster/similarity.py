"""Item and story -> how much they report the same event: a sum of parts that can each be shown. Pure."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from syndicate.cluster.meaning import senses
from syndicate.cluster.remembered.frozen import Report
from syndicate.cluster.remembered.sketch import Note, Profile
from syndicate.cluster.words import products

Parts = tuple[tuple[str, float], ...]
TIMES: Final = ("time", "age")
ROUNDED: Final = 0.001  # more than a score wins by being rounded


@dataclass(frozen=True, slots=True)
class Weights:
    """What the score is made of; full agreement is 1."""

    words: float
    nearest: float
    meaning: float = 0.0
    nearest_meaning: float = 0.0
    time: float = 0.10  # at most so much is taken off as hours pass
    hours: float = 36.0
    age: float = 0.10  # at most so much more, as the story that would hold the item grows longer than an event
    days: float = 3.0  # an event may be told for so long

    def aged(self, days: float) -> float:
        """What a story of so many days takes off: 0 or less. Two days past an event's, it is two thirds of it."""
        return self.age * (math.exp(-max(0.0, days - self.days) / 2.0) - 1.0)

    def taken(self, hours: float) -> float:
        """What so many hours between two reports take off: 0 or less."""
        return self.time * (math.exp(-hours / self.hours) - 1.0)


@dataclass(frozen=True, slots=True)
class Score:
    """A score, its parts, and the member that is nearest."""

    total: float
    parts: Parts = ()
    nearest: str | None = None

    @property
    def timeless(self) -> float:
        """What the two have in common, whenever they were told."""
        return self.total - sum(value for name, value in self.parts if name in TIMES)


@dataclass(frozen=True, slots=True)
class Near:
    """How much an item has in common with a story, and with each of its members."""

    centre: float
    words: Sequence[float]
    meaning: float = 0.0
    meanings: Sequence[float] = ()


def nearness(
    note: Note, profiles: Sequence[Profile], members: Sequence[Sequence[Note | Report]]
) -> list[Near]:
    """Compare an item with stories, and with the members of each: all at once, each member once."""
    # What a story of one report has from that report is compared once.
    alone = {
        those[0].id: place
        for place, (profile, those) in enumerate(zip(profiles, members, strict=True))
        if len(those) == 1 and those[0].vector is profile.sum and those[0].sense is profile.sense
    }
    others = {one.id: one for those in members for one in those if one.id not in alone}
    places = alone | {key: place for place, key in enumerate(others, len(profiles))}
    words = products.cosines(
        note.vector, [one.sum for one in profiles] + [one.vector for one in others.values()]
    )
    meanings = senses.cosines(
        note.sense, [one.sense for one in profiles] + [one.sense for one in others.values()]
    )
    return [
        Near(
            words[at] / profile.size,
            [words[places[one.id]] for one in those],
            meanings[at],
            [meanings[places[one.id]] for one in those],
        )
        for at, (profile, those) in enumerate(zip(profiles, members, strict=True))
    ]


def most(near: Near, by: Weights) -> float:
    """What a score can be at most: parts are rounded to four places, and hours take away."""
    words = by.words * near.centre + by.nearest * max(near.words, default=0.0)
    nearest = max((0.0, *near.meanings))
    return words + by.meaning * max(0.0, near.meaning) + by.nearest_meaning * nearest + ROUNDED


def score(
    note: Note, profile: Profile, members: Sequence[Note | Report], near: Near, by: Weights
) -> Score:
    """Compare an item with a story: its centre, its nearest member, time."""
    nearest, most, words, meaning = None, 0.0, 0.0, 0.0
    sensed = bool(by.meaning and note.sense and profile.sense)
    for other, likeness, told in zip(members, near.words, near.meanings, strict=True):
        sense = max(0.0, told) if sensed else 0.0
        words, meaning = max(words, likeness), max(meaning, sense)
        if (both := by.nearest * likeness + by.nearest_meaning * sense) > most:
            nearest, most = other.id, both
    parts = [("words", by.words * near.centre), ("nearest", by.nearest * words)]
    if sensed:
        parts += [
            ("meaning", by.meaning * near.meaning),
            ("nearest meaning", by.nearest_meaning * meaning),
        ]
    parts.append(("time", by.taken(gap(note.at, profile) / 3600)))
    days = max(note.at - profile.first, profile.last - note.at) / 86400
    return _summed([*parts, *([("age", by.aged(days))] if days > by.days else [])], nearest)


def alike(one: Profile, other: Profile, by: Weights) -> Score:
    """Compare two stories by their centres, on the scale of `score`."""
    (likeness,) = products.cosines(one.sum, [other.sum])
    likeness /= one.size * other.size
    parts = [("words", (by.words + by.nearest) * likeness)]
    if one.sense and other.sense:
        sense = senses.cosine(one.sense, other.sense)
        parts.append(("meaning", (by.meaning + by.nearest_meaning) * sense))
    hours = max(0, one.first - other.last, other.first - one.last) / 3600
    return _summed([*parts, ("time", by.taken(hours))], other.lead)


def _summed(parts: Iterable[tuple[str, float]], nearest: str | None) -> Score:
    told = tuple((name, round(value, 4)) for name, value in parts)
    return Score(round(sum(value for _, value in told), 4), told, nearest)


def gap(at: int, profile: Profile) -> int:
    """Seconds between an instant and the time a story covers."""
    return max(0, at - profile.last, profile.first - at)
