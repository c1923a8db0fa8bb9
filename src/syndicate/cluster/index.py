"""Terms -> how rare they are. Pure; what changes is Memory's."""

import math
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from syndicate.model import Term

HALF_LIFE = timedelta(days=30)
FORGOTTEN = timedelta(days=120)  # a word not met for so long counts as never met
DOUBT = 12.0  # a word met once or twice is not yet rare: it may only be new to us
ALL_DOCUMENTS = "*"  # the row that counts the documents themselves; no term looks like it

_NO_TIME = timedelta()

Vector = Mapping[str, float]


class Frequencies:
    """How many documents of each language held a term, fading by half each 30 days."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self._terms = {(term.language, term.text): term for term in terms}

    def count(self, language: str, texts: Iterable[str], at: datetime) -> list[Term]:
        """Count one document more; give the rows that changed."""
        changed = []
        for text in (ALL_DOCUMENTS, *sorted(texts)):
            old = self._terms.get((language, text))
            as_of = max(at, old.as_of) if old else at
            kept = old.text if old else text  # one string for a term, wherever it is held
            term = Term(language, kept, self._documents(old, as_of) + 1.0, as_of)
            self._terms[language, text] = term
            changed.append(term)
        return changed

    def documents(self, language: str, at: datetime) -> float:
        """How many documents of a language were read, fading."""
        return self._documents(self._terms.get((language, ALL_DOCUMENTS)), at)

    def weigh(self, language: str, counts: Vector, at: datetime) -> dict[str, float]:
        """Give a vector of length 1: how often a term stands here, times how rare it is elsewhere."""
        total = self.documents(language, at)
        vector = {}
        for text in sorted(counts):
            term = self._terms.get((language, text))
            rarity = math.log(1.0 + (total + 1.0) / (self._documents(term, at) + DOUBT))
            vector[term.text if term else text] = (1.0 + math.log(counts[text])) * rarity
        length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        return {text: round(weight / length, 4) for text, weight in vector.items()}

    @staticmethod
    def _documents(term: Term | None, at: datetime) -> float:
        if term is None:
            return 0.0
        age = at - term.as_of
        if age <= _NO_TIME:
            return term.documents
        return 0.0 if age >= FORGOTTEN else float(term.documents * 0.5 ** (age / HALF_LIFE))


def length(vector: Vector) -> float:
    """Euclidean length."""
    return math.sqrt(sum(weight * weight for weight in vector.values()))
