"""What all news of a language has in common, as a sentence vector: it tells nothing of one event. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import numpy as np

from syndicate.cluster import senses
from syndicate.cluster.index import HALF_LIFE
from syndicate.cluster.sentences import Sentence
from syndicate.model import Usual

SOME: Final = 4.0  # after so many documents, half of what they have in common is taken away


class Background:
    """The mean of the sentence vectors of each language, fading by half each 30 days."""

    def __init__(self) -> None:
        self._of: dict[str, Usual] = {}

    def learn(self, usual: Iterable[Usual]) -> None:
        """Take in what was saved."""
        self._of.update({one.language: one for one in usual})

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
