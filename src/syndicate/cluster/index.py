"""Terms -> how rare they are. Pure; what changes is Memory's."""

import math
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from syndicate.cluster.lexicon import Lexicon
from syndicate.cluster.vectors import Vector, length
from syndicate.model import Term

HALF_LIFE = timedelta(days=30)
FORGOTTEN = timedelta(days=120)  # a word not met for so long counts as never met
RARE = 2.0  # the power of rarity: what a running subject has in common counts little
DOUBT = 12.0  # a word met once or twice is not yet rare: it may only be new to us
ALL_DOCUMENTS = "*"  # the row that counts the documents themselves; no term looks like it

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_HALF, _GONE = HALF_LIFE // _TICK, FORGOTTEN // _TICK


@dataclass(slots=True)
class _Counts:
    """How many documents held each word of a lexicon, as of when (in microseconds)."""

    lexicon: Lexicon = field(default_factory=Lexicon)
    documents: "array[float]" = field(default_factory=lambda: array("d"))
    as_of: "array[int]" = field(default_factory=lambda: array("q"))

    def put(self, text: str, documents: float, as_of: int) -> str:
        """Set a count. Return the one string for that word."""
        number = self.lexicon.number(text)
        missing = number + 1 - len(self.documents)
        if missing > 0:
            self.documents.extend([0.0] * missing)
            self.as_of.extend([0] * missing)
        self.documents[number], self.as_of[number] = documents, as_of
        return self.lexicon.texts[number]

    def of(self, text: str, at: int) -> float:
        """How many documents held a word, faded."""
        number = self.lexicon.numbers.get(text)
        if number is None or number >= len(self.documents):
            return 0.0
        documents, age = self.documents[number], at - self.as_of[number]
        if age <= 0:
            return documents
        return 0.0 if age >= _GONE else float(documents * 0.5 ** (age / _HALF))

    def last(self, text: str, at: int) -> int:
        """When a word was last counted, or an instant that is later."""
        number = self.lexicon.numbers.get(text)
        return at if number is None or number >= len(self.as_of) else max(at, self.as_of[number])


class Frequencies:
    """How many documents of each language held a term, fading by half each 30 days."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self._of: dict[str, _Counts] = {}
        for term in terms:
            self._counts(term.language).put(term.text, term.documents, ticks(term.as_of))

    def lexicon(self, language: str) -> Lexicon:
        """Give the words of a language."""
        return self._counts(language).lexicon

    def count(self, language: str, texts: Iterable[str], at: datetime) -> list[Term]:
        """Count one document more; give the rows that changed."""
        counts, now, changed = self._counts(language), ticks(at), []
        for text in (ALL_DOCUMENTS, *sorted(texts)):
            as_of = counts.last(text, now)
            documents = counts.of(text, as_of) + 1.0
            kept = counts.put(text, documents, as_of)
            changed.append(Term(language, kept, documents, instant(as_of)))
        return changed

    def documents(self, language: str, at: datetime) -> float:
        """How many documents of a language were read, fading."""
        return self._counts(language).of(ALL_DOCUMENTS, ticks(at))

    def weigh(self, language: str, counts: Vector, at: datetime) -> dict[str, float]:
        """Give a vector of length 1: how often a term stands here, times how rare it is elsewhere."""
        known, now = self._counts(language), ticks(at)
        total = known.of(ALL_DOCUMENTS, now)
        vector = {}
        for text in sorted(counts):
            rarity = math.log(1.0 + (total + 1.0) / (known.of(text, now) + DOUBT))
            vector[text] = (1.0 + math.log(counts[text])) * rarity**RARE
        size = length(vector) or 1.0
        return {text: round(weight / size, 4) for text, weight in vector.items()}

    def _counts(self, language: str) -> _Counts:
        counts = self._of.get(language)
        if counts is None:
            counts = self._of[language] = _Counts()
        return counts


def ticks(at: datetime) -> int:
    """An instant in microseconds."""
    return (at - _EPOCH) // _TICK


def instant(number: int) -> datetime:
    """Microseconds as an instant."""
    return _EPOCH + timedelta(microseconds=number)
