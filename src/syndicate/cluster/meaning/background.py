"""What all news of a language has in common, as a sentence vector: it tells nothing of one event. Pure."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

import numpy as np

from syndicate.cluster.meaning import senses
from syndicate.cluster.meaning.sentences import Sentence
from syndicate.cluster.words.rarity import HALF_LIFE
from syndicate.model import Usual, micros, moment

SOME: Final = 4.0  # after so many documents, half of what they have in common is taken away
FINE: Final = 1 << 12  # the mean is added in whole steps of this, so sums are exact


class Background:
    """The mean of the sentence vectors of each language, fading by half each 30 days."""

    def __init__(self) -> None:
        self._of: dict[str, Usual] = {}

    def learn(self, usual: Iterable[Usual]) -> None:
        """Take in what was saved."""
        self._of.update({one.language: one for one in usual})

    def state(self) -> dict[str, tuple[float, bytes, int]]:
        """Give all of it, as `restore` takes it."""
        return {key: (one.documents, one.total, micros(one.as_of)) for key, one in self._of.items()}

    def restore(self, state: Mapping[str, tuple[float, bytes, int]]) -> None:
        """Take over what another gave; nothing is known yet."""
        for language, (documents, total, as_of) in state.items():
            self._of[language] = Usual(language, documents, total, moment(as_of))

    def apart(self, language: str, vector: Sentence, at: datetime) -> tuple[bytes, Usual]:
        """Take from a vector what is usual; give its direction, and what is usual with it.

        Subtracting the mean sets the texts of one long-running subject apart from each other (as IDF does for words).
        """
        old = self._of.get(language)
        own = vector.astype(np.float64)
        if old is None:
            told = Usual(language, 1.0, own.tobytes(), at)
            self._of[language] = told
            return senses.steps(own), told
        as_of = max(at, old.as_of)
        faded = 0.5 ** ((as_of - old.as_of) / HALF_LIFE)
        total, documents = np.frombuffer(old.total) * faded, old.documents * faded
        direction = senses.steps(own - total / (documents + SOME))
        told = Usual(language, documents + 1.0, (total + own).tobytes(), as_of)
        self._of[language] = told
        return direction, told

    def beyond(self, language: str, one: bytes, others: Sequence[bytes]) -> list[float]:
        """How much more than any two texts of a language directions agree, once what is usual is put back.

        What a long affair has in common with much that is read tells what it is about, and `apart` has taken that
        away. A vector of length 1 is taken for its direction, as far as the mean leaves room, and the mean.
        """
        old = self._of.get(language)
        if old is None or not one:
            return senses.cosines(one, others)
        first = senses.read(one)
        mean = np.rint(np.frombuffer(old.total) * (FINE / (old.documents + SOME))).astype(np.int64)
        alike, theirs = senses.along([first, mean], others)
        size = math.sqrt(int(first @ first))
        expected = int(mean @ mean) / FINE**2
        left = math.sqrt(max(0.0, 1.0 - expected))
        own = left * int(first @ mean) / size / FINE
        found = []
        for product, share in zip(alike, theirs, strict=True):
            other = left * share / FINE
            both = left * left * product / size + own + other + expected
            found.append(_cosine(both, 1 + 2 * own, 1 + 2 * other) - expected)
        return found


def _cosine(product: float, one: float, other: float) -> float:
    """Of two vectors, by their product and the squares of their lengths."""
    return product / math.sqrt(one * other) if one > 0.0 and other > 0.0 else 0.0
