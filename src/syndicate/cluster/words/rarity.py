"""Terms -> how rare they are. Pure; what changes is Memory's."""

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter, mul

import numpy as np
import numpy.typing as npt

from syndicate.cluster.words.lexicon import Lexicon, Packed
from syndicate.cluster.words.vectors import Vector
from syndicate.model import MICROSECOND, Term, micros, moment

HALF_LIFE = timedelta(days=30)
FORGOTTEN = timedelta(days=120)  # a word not met for so long counts as never met
# A word of which less is left counts as never met, too: what was met once is forgotten after 30 days.
LEAST = 0.5
RARE = 2.0  # the power of rarity: what a running subject has in common counts little
PLAIN = 1.0  # the power of rarity for who asks for a running subject
DOUBT = 12.0  # a word met once or twice is not yet rare: it may only be new to us
ALL_DOCUMENTS = "*"  # the row that counts the documents themselves; no term looks like it

_HALF, _GONE = HALF_LIFE // MICROSECOND, FORGOTTEN // MICROSECOND


@dataclass(slots=True)
class _Counts:
    """How many documents held each word of a lexicon, as of when (in microseconds)."""

    lexicon: Lexicon = field(default_factory=Lexicon)
    documents: "array[float]" = field(default_factory=lambda: array("d"))
    as_of: "array[int]" = field(default_factory=lambda: array("q"))

    def put(self, terms: Sequence[Term]) -> None:
        """Set counts."""
        numbers, documents, as_of = self.lexicon.numbers, self.documents, self.as_of
        places = [numbers[term.text] for term in terms]
        self._reach(len(numbers) - 1)
        for place, term in zip(places, terms, strict=True):
            documents[place], as_of[place] = term.documents, micros(term.as_of)

    def add(self, texts: Sequence[str], at: int) -> list[tuple[str, float, int]]:
        """Count a document more. Return the one string for each of its words, its count, and as of when that is."""
        numbers, known = self.lexicon.numbers, self.lexicon.texts
        places = [numbers[text] for text in texts]
        self._reach(len(numbers) - 1)
        documents, told = self.documents, self.as_of
        changed = []
        for place in places:
            before, count = told[place], documents[place]
            if before < at:
                told[place] = at
                if count:
                    count = faded(count, at - before)
            count += 1.0
            documents[place] = count
            changed.append((known[place], count, max(at, before)))
        return changed

    def of(self, text: str, at: int) -> float:
        """How many documents held a word, faded."""
        number = self.lexicon.numbers.get(text)
        if number is None or number >= len(self.documents):
            return 0.0
        return faded(self.documents[number], at - self.as_of[number])

    def all_of(self, texts: Sequence[str], at: int) -> list[float]:
        """How many documents held each of some words, faded."""
        numbers, documents, as_of = self.lexicon.numbers, self.documents, self.as_of
        end = len(documents)
        places = [numbers.get(text, end) for text in texts]
        return [
            0.0 if place >= end or not (count := documents[place])
            else count if (age := at - as_of[place]) <= 0
            else faded(count, age)
            for place in places
        ]  # fmt: skip

    def met(self, numbers: npt.NDArray[np.intp], at: int) -> npt.NDArray[np.float64]:
        """How many documents held each of some words, by their numbers, faded."""
        found = np.zeros(len(numbers))
        held = (numbers >= 0) & (numbers < len(self.documents))
        if held.any():
            places = numbers[held]
            documents = np.frombuffer(self.documents)[places]
            ages = np.maximum(at - np.frombuffer(self.as_of, np.int64)[places], 0)
            left = documents * np.exp2(ages * (-1.0 / _HALF))
            gone = (ages > 0) & ((ages >= _GONE) | (left < LEAST))
            found[held] = np.where(gone, 0.0, left)
        return found

    def _reach(self, number: int) -> None:
        missing = number + 1 - len(self.documents)
        if missing > 0:
            self.documents.extend([0.0] * missing)
            self.as_of.extend([0] * missing)


def faded(documents: float, age: int) -> float:
    """What is left of a count after so many microseconds."""
    if age <= 0:
        return documents
    left = 0.0 if age >= _GONE else float(documents * 0.5 ** (age / _HALF))
    return left if left >= LEAST else 0.0


def forgotten(now: datetime) -> tuple[tuple[float, datetime], ...]:
    """Tell what counts as never met: words of so many documents at most that were last met before an instant."""
    spans = range(1, FORGOTTEN // HALF_LIFE)
    fading = [(LEAST * 2**span, now - span * HALF_LIFE) for span in spans]
    return (*fading, (math.inf, now - FORGOTTEN))


class Frequencies:
    """How many documents of each language held a term, fading by half each 30 days."""

    def __init__(self) -> None:
        self._of: dict[str, _Counts] = {}

    def __len__(self) -> int:
        """How many words are held, of all languages."""
        return sum(len(counts.lexicon) for counts in self._of.values())

    def learn(self, terms: Iterable[Term]) -> None:
        """Take in counts that were saved."""
        of = attrgetter("language")
        for language, those in groupby(sorted(terms, key=of), key=of):
            self._counts(language).put(list(those))

    def state(self) -> dict[str, tuple[object, ...]]:
        """Give all words and counts, as `restore` takes them."""
        return {
            language: (counts.lexicon.texts, counts.documents, counts.as_of)
            for language, counts in self._of.items()
        }

    def restore(self, state: Mapping[str, tuple[list[str], bytes, bytes]]) -> None:
        """Take over what another gave; nothing is known yet."""
        for language, (texts, documents, as_of) in state.items():
            counts = self._counts(language)
            counts.lexicon.learn(texts)
            counts.documents, counts.as_of = array("d", documents), array("q", as_of)

    def lexicon(self, language: str) -> Lexicon:
        """Give the words of a language."""
        return self._counts(language).lexicon

    def count(self, language: str, texts: Iterable[str], at: datetime) -> list[Term]:
        """Count one document more; give the rows that changed."""
        counts, now = self._counts(language), micros(at)
        changed = counts.add((ALL_DOCUMENTS, *sorted(texts)), now)
        return [
            Term(language, text, documents, at if as_of == now else moment(as_of))
            for text, documents, as_of in changed
        ]

    def documents(self, language: str, at: datetime) -> float:
        """How many documents of a language were read, fading."""
        return self._counts(language).of(ALL_DOCUMENTS, micros(at))

    def weigh(
        self, language: str, counts: Vector, at: datetime, power: float = RARE
    ) -> dict[str, float]:
        """Give a vector of length 1: how often a term stands here, times a power of how rare it is elsewhere."""
        known, now, log = self._counts(language), micros(at), math.log
        total = known.of(ALL_DOCUMENTS, now) + 1.0
        texts = sorted(counts)
        vector = [
            (1.0 + log(counts[text])) * log(1.0 + total / (met + DOUBT)) ** power
            for text, met in zip(texts, known.all_of(texts, now), strict=True)
        ]
        size = math.sqrt(sum(map(mul, vector, vector))) or 1.0
        return {text: round(weight / size, 4) for text, weight in zip(texts, vector, strict=True)}

    def rarities(
        self, language: str, numbers: npt.NDArray[np.intp], at: datetime, power: float = RARE
    ) -> npt.NDArray[np.float64]:
        """How rare words are elsewhere, as in `weigh`, by their numbers in the lexicon; -1 was never met."""
        known, now = self._counts(language), micros(at)
        total = known.of(ALL_DOCUMENTS, now) + 1.0
        found: npt.NDArray[np.float64] = np.log(1.0 + total / (known.met(numbers, now) + DOUBT)) ** power  # fmt: skip
        return found

    def packed(self, language: str, counts: Vector, at: datetime) -> Packed:
        """Give the same in few bytes, as it is held."""
        return self.lexicon(language).counted(self.weigh(language, counts, at))

    def _counts(self, language: str) -> _Counts:
        counts = self._of.get(language)
        if counts is None:
            counts = self._of[language] = _Counts()
        return counts
