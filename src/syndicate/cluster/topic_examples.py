"""Examples of topics -> how near an item is to them: by its words, weighed by rarity, and by its meaning. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from syndicate.cluster import breadth, terms
from syndicate.cluster.sentences import Encode, Sentence, meaning
from syndicate.cluster.terms import Words
from syndicate.cluster.vectors import Vector, length, product

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]
Sense = Callable[[], Sentence | None]  # what an item means; None where there is no encoder
Weigh = Callable[[Vector], Vector]  # counts of terms -> how much each tells today; length 1
DIMENSIONS = 512

# What likeness is made of: the centre of the examples and the nearest of them, each by words and by meaning.
CENTRE, NEAREST = 0.5, 0.5
WORDS, MEANING = 0.5, 0.5
ACROSS = (
    0.65  # how much meaning counts where the languages differ, so that there are no words to share
)
MORE = 0.20  # by so much the bar would rise with examples without end
SPREAD = 0.25  # by so much may the nearest example be nearer in meaning than their centre; farther is not looked for


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


@dataclass(slots=True)
class Examples:
    """All examples of all topics: their words as postings, their centres of meaning as one matrix."""

    sides: list[_Side] = field(default_factory=list)
    _postings: dict[str, list[int]] = field(default_factory=dict)
    _rows: dict[str, Rows] = field(default_factory=dict)
    _foreign: dict[str, npt.NDArray[np.bool_]] = field(default_factory=dict)
    _matrix: Sentence | None = None
    _table: Floats | None = None

    def add(self, topic: int, examples: Sequence[Example], *, wanted: bool, bars: Bars) -> None:
        """Compare items with the examples of one side of a topic, as far as they come near the bar."""
        if not examples:
            return
        for term in {key for one in examples for key in _keys(one.words)}:
            self._postings.setdefault(term, []).append(len(self.sides))
        self.sides.append(_Side(topic, wanted, bars, tuple(examples)))

    def near(self, words: Words, sense: Sense, weigh: Weigh) -> Mapping[tuple[int, bool], Likeness]:
        """How near an item is to each side that it is near enough to: (topic, wanted) -> likeness.

        Where no word is shared, only examples in other languages are looked at. `sense` is asked only where needed.
        """
        if not self.sides:
            return {}
        vector = weigh(words.counts)
        shared = self._shared(words, vector)
        foreign = self._of_others(words.language)
        if not (shared.any() or foreign.any()):
            return {}
        meant = sense()
        bars = self.bars(words.length, full=meant is not None)
        at_most = shared if meant is None else self._at_most(shared, foreign, meant)
        found = {}
        for number in np.flatnonzero(at_most >= bars):
            side = self.sides[number]
            likeness = compare(side.examples, words, vector, meant, weigh)
            if likeness.total >= bars[number]:
                found[side.topic, side.wanted] = likeness
        return found

    def bars(self, length: int, *, full: bool) -> Floats:
        """How near an item of so many words must be to each side, by the shorter of the two."""
        if self._table is None:
            self._table = np.array([_row(side) for side in self.sides])
        words, *bars = self._table.T
        short, long = bars[:2] if full else bars[2:]
        share = np.clip((np.minimum(words, length) - 10) / 40, 0.0, 1.0)
        found: Floats = short + share * (long - short)
        return found

    def _shared(self, words: Words, vector: Vector) -> Floats:
        """How near by words an item can be to each side: no nearer than all that it shares with it."""
        shared = np.zeros(len(self.sides))
        for term, weight in vector.items():
            rows = self._rows_of(f"{words.language}:{term}")
            if rows is not None:
                shared[rows] += weight * weight
        found: Floats = np.sqrt(shared) / (length(vector) or 1.0)
        return found

    def _of_others(self, language: str) -> npt.NDArray[np.bool_]:
        """Which sides have no example in a language."""
        if language not in self._foreign:
            told = [all(one.words.language != language for one in side.examples) for side in self.sides]  # fmt: skip
            self._foreign[language] = np.array(told, np.bool_)
        return self._foreign[language]

    def _at_most(
        self, shared: Floats, foreign: npt.NDArray[np.bool_], meant: Sentence
    ) -> npt.NDArray[np.float64]:
        if self._matrix is None:
            self._matrix = np.vstack([_centre(side.examples) for side in self.sides])
        meaning = self._matrix @ meant + SPREAD
        of_own = np.where(shared > 0, WORDS * shared + MEANING * meaning, 0.0)
        found: Floats = np.where(foreign, ACROSS * meaning, of_own)
        return found

    def _rows_of(self, key: str) -> Rows | None:
        if key in self._postings and key not in self._rows:
            self._rows[key] = np.array(self._postings[key])
        return self._rows.get(key)


def compare(
    examples: Sequence[Example], words: Words, vector: Vector, sense: Sentence | None, weigh: Weigh
) -> Likeness:
    """How near an item is to some examples. Without a vector of its meaning, or theirs, words alone tell."""
    told = [weigh(one.words.counts) if one.words.language == words.language else {} for one in examples]  # fmt: skip
    size = length(vector) or 1.0
    each = np.array([product(vector, one) / size for one in told])
    total: dict[str, float] = {}
    for one in told:
        for term, weight in one.items():
            total[term] = total.get(term, 0.0) + weight
    middle = product(vector, total) / (size * (length(total) or 1.0))
    by_words = CENTRE * middle + NEAREST * float(each.max())
    sensed = [one.sense for one in examples if one.sense is not None]
    if sense is None or len(sensed) < len(examples):
        nearest = examples[int(each.argmax())].text
        return Likeness(round(by_words, 4), (("words", round(by_words, 3)),), nearest)
    meant = np.vstack(sensed) @ sense
    by_meaning = CENTRE * float(_centre(examples) @ sense) + NEAREST * float(meant.max())
    by_meaning = max(0.0, by_meaning)
    nearest = examples[int((WORDS * each + MEANING * meant).argmax())].text
    if not any(told):
        across = round(ACROSS * by_meaning, 4)
        return Likeness(across, (("meaning", round(across, 3)),), nearest)
    parts = (("words", round(WORDS * by_words, 3)), ("meaning", round(MEANING * by_meaning, 3)))
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


def _centre(examples: Sequence[Example]) -> Sentence:
    total = sum((one.sense for one in examples if one.sense is not None), np.zeros(DIMENSIONS, np.float32))  # fmt: skip
    size = float(np.sqrt(total @ total))
    return total / np.float32(size) if size else total


def _keys(words: Words) -> list[str]:
    return [f"{words.language}:{term}" for term in words.counts]
