"""Examples of topics -> how near an item is to them: by its words, weighed by rarity, and by its meaning. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

import numpy as np

from syndicate.cluster.declared import breadth
from syndicate.cluster.declared.meanings import Meanings
from syndicate.cluster.declared.words import ByWords, Flags, Floats, OfOne, Rows, Table
from syndicate.cluster.meaning.sentences import Encode, Sentence, meaning
from syndicate.cluster.words import terms
from syndicate.cluster.words.rarity import PLAIN, Frequencies
from syndicate.cluster.words.terms import Words
from syndicate.cluster.words.vectors import Vector

Sense = Callable[[], Sentence | None]  # what an item means; None where there is no encoder

# What likeness is made of: the centre of the examples and the nearest of them, each by words and by meaning.
CENTRE, NEAREST = 0.5, 0.5
WORDS, MEANING = 0.5, 0.5
# How much meaning counts where the languages differ, so that there are no words to share.
ACROSS = 0.65
MORE = 0.20  # by so much the bar would rise with examples without end
SPREAD = 0.25  # by so much may the nearest example be nearer in meaning than their centre; farther is not looked for
ROUNDED = 0.0001  # by less than this, rounding may lift a likeness


@dataclass(frozen=True, slots=True)
class Example:
    """A text that items are compared with."""

    text: str
    words: Words
    sense: Sentence | None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near an item is to the examples of one side of a topic, of what that is made, and the nearest of them."""

    total: float
    parts: tuple[tuple[str, float], ...]
    nearest: str


@dataclass(frozen=True, slots=True)
class Bar:
    """How near to one example an item must be: more text can agree more."""

    short: float  # a title alone, on either side
    long: float  # a title with 40 words, on both


@dataclass(frozen=True, slots=True)
class Bars:
    """The bar where the meaning of both is known, and the bar for words alone."""

    full: Bar
    words: Bar


@dataclass(frozen=True, slots=True)
class _Side:
    """The examples that a topic is like, or those that it is unlike."""

    topic: int
    wanted: bool
    bars: Bars
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """An item, as examples are compared with it."""

    language: str
    vector: Vector
    meant: Sentence | None
    centres: Sentence | None  # how near that is to the centre of each side
    known: Frequencies  # tells how rare words are by now
    at: datetime


@dataclass(slots=True)
class Examples:
    """All examples of all topics: their words as a table of each language, what they mean as matrices."""

    sides: list[_Side] = field(default_factory=list)
    _tables: dict[str, Table] = field(default_factory=dict)
    _sensed: Meanings | None = None
    _bars: Floats | None = None

    def add(self, topic: int, examples: Sequence[Example], *, wanted: bool, bars: Bars) -> None:
        """Compare items with the examples of one side of a topic, as far as they come near the bar."""
        if examples:
            self.sides.append(_Side(topic, wanted, bars, tuple(examples)))

    def near(
        self, words: Words, sense: Sense, known: Frequencies, at: datetime
    ) -> Mapping[tuple[int, bool], Likeness]:
        """How near an item is to each side that it is near enough to: (topic, wanted) -> likeness.

        Where no word is shared, only examples in other languages are looked at. `sense` is asked only where needed.
        """
        if not self.sides:
            return {}
        table = self._table(words.language)
        vector = known.weigh(words.language, words.counts, at, PLAIN)
        shared = table.at_most(vector)
        if not (shared.any() or table.foreign.any()):
            return {}
        heard = self.heard(words.language, vector, sense(), known, at)
        bars = self.bars(words.length, full=heard.meant is not None)
        some = np.flatnonzero(self._at_most(shared, table.foreign, heard.centres) >= bars)
        found = self.compare(heard, some, bars[some]) if some.size else {}
        return {(self.sides[at].topic, self.sides[at].wanted): found[at] for at in found}

    def heard(
        self,
        language: str,
        vector: Vector,
        meant: Sentence | None,
        known: Frequencies,
        at: datetime,
    ) -> Heard:
        """An item by its words, weighed plainly, and by what it means."""
        centres = None if meant is None else self._meanings.centres(meant)
        return Heard(language, vector, meant, centres, known, at)

    def compare(self, heard: Heard, sides: Rows, bars: Floats) -> dict[int, Likeness]:
        """How near an item is to those of some sides that it is near enough to.

        What all of them come to is found at once, about; only those that reach the bar are told, exactly.
        """
        by = self._table(heard.language).compare(heard.vector, sides, heard.known, heard.at)
        about = self._about(by, sides, heard)
        found = {}
        for place in np.flatnonzero(about >= bars - ROUNDED).tolist():
            side = int(sides[place])
            told = self._told(side, by.of(place), heard.meant)
            if told.total >= bars[place]:
                found[side] = told
        return found

    def bars(self, length: int, *, full: bool) -> Floats:
        """How near an item of so many words must be to each side, by the shorter of the two."""
        if self._bars is None:
            self._bars = np.array([_row(side) for side in self.sides])
        words, *bars = self._bars.T
        short, long = bars[:2] if full else bars[2:]
        share = np.clip((np.minimum(words, length) - 10) / 40, 0.0, 1.0)
        found: Floats = short + share * (long - short)
        return found

    def _table(self, language: str) -> Table:
        if language not in self._tables:
            words = [[one.words for one in side.examples] for side in self.sides]
            self._tables[language] = Table(language, words)
        return self._tables[language]

    @property
    def _meanings(self) -> Meanings:
        if self._sensed is None:
            self._sensed = Meanings([[one.sense for one in side.examples] for side in self.sides])
        return self._sensed

    def _at_most(self, shared: Floats, foreign: Flags, centres: Sentence | None) -> Floats:
        """How near an item can be to each side, before its words are compared with theirs."""
        if centres is None:
            return shared
        meaning = centres + SPREAD
        of_own = np.where(shared > 0, WORDS * shared + MEANING * meaning, 0.0)
        found: Floats = np.where(foreign, ACROSS * meaning, of_own)
        return found

    def _about(self, by: ByWords, sides: Rows, heard: Heard) -> Floats:
        """How near an item is to some sides, but for the last digits."""
        by_words = CENTRE * by.centre + NEAREST * by.nearest
        if heard.meant is None or heard.centres is None:
            return by_words
        nearest = self._meanings.nearest(heard.meant, sides)
        meaning = np.maximum(0.0, CENTRE * heard.centres[sides] + NEAREST * nearest)
        both = np.where(by.spoken, WORDS * by_words + MEANING * meaning, ACROSS * meaning)
        found: Floats = np.where(self._meanings.whole[sides], both, by_words)
        return found

    def _told(self, number: int, by: OfOne, meant: Sentence | None) -> Likeness:
        """How near an item is to one side. Without a vector of its meaning, or theirs, words alone tell."""
        examples = self.sides[number].examples
        by_words = CENTRE * by.centre + NEAREST * float(by.each.max())
        if meant is None or not self._meanings.whole[number]:
            nearest = examples[int(by.each.argmax())].text
            return Likeness(round(by_words, 4), (("words", round(by_words, 3)),), nearest)
        centre, each = self._meanings.of(number, meant)
        by_meaning = max(0.0, CENTRE * centre + NEAREST * float(each.max()))
        nearest = examples[int((WORDS * by.each + MEANING * each).argmax())].text
        if not by.spoken:
            across = round(ACROSS * by_meaning, 4)
            return Likeness(across, (("meaning", round(across, 3)),), nearest)
        parts = (
            ("words", round(WORDS * by_words, 3)),
            ("meaning", round(MEANING * by_meaning, 3)),
        )
        return Likeness(round(WORDS * by_words + MEANING * by_meaning, 4), parts, nearest)


@lru_cache(maxsize=16_384)
def read(text: str, encode: Encode | None) -> Example:
    """Read an example: its first line is its headline. Without an encoder, its words are all that it has."""
    heading, _, body = text.partition("\n")
    return Example(heading, terms.read_text(heading, body), meaning(encode, heading, body))


def _row(side: _Side) -> tuple[float, ...]:
    count = len(side.examples)
    words = sum(one.words.length for one in side.examples) / count
    sensed = [one.sense for one in side.examples if one.sense is not None]
    wide = breadth.by_meaning(sensed), breadth.by_words([one.words for one in side.examples])
    more = MORE * (1.0 - count**-0.5)
    told = zip(wide, (side.bars.full, side.bars.words), strict=True)
    return words, *(times * (bar + more) for times, by in told for bar in (by.short, by.long))
