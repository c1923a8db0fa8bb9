"""Examples of a topic -> how wide it is: the less they are like each other, the less an item must be like them. Pure.

Three reports of one event ask for that event; three of a long affair ask for the affair.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import Final

from syndicate.cluster.meaning.sentences import Sentence
from syndicate.cluster.words.terms import Words
from syndicate.cluster.words.vectors import length, product

LEAST: Final = 0.7  # of the bar, where the examples have next to nothing in common
# Cosines of each two, on average: from where on they are as unlike as can be, and of one event.
MEANINGS: Final = 0.35, 0.70
WORDS: Final = 0.20, 0.70


def by_meaning(examples: Sequence[Sentence]) -> float:
    """What share of the bar an item must reach, by what the examples mean."""
    return _share([float(one @ other) for one, other in combinations(examples, 2)], *MEANINGS)


def by_words(examples: Sequence[Words]) -> float:
    """What share of the bar an item must reach, by the words of examples in one language."""
    pairs = [pair for pair in combinations(examples, 2) if pair[0].language == pair[1].language]
    return _share([_cosine(one, other) for one, other in pairs], *WORDS)


def _share(cosines: Sequence[float], unlike: float, alike: float) -> float:
    if not cosines:
        return 1.0
    mean = sum(cosines) / len(cosines)
    return LEAST + (1.0 - LEAST) * min(1.0, max(0.0, (mean - unlike) / (alike - unlike)))


def _cosine(one: Words, other: Words) -> float:
    size = length(one.counts) * length(other.counts)
    return product(one.counts, other.counts) / size if size else 0.0
