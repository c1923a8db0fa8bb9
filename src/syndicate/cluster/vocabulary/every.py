"""Every vocabulary, by the tag of its language; and its phrases word by word. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from types import MappingProxyType
from typing import Final

from syndicate.cluster.vocabulary.de import GERMAN
from syndicate.cluster.vocabulary.es import SPANISH
from syndicate.cluster.vocabulary.form import Vocabulary
from syndicate.cluster.vocabulary.fr import FRENCH
from syndicate.cluster.vocabulary.it import ITALIAN
from syndicate.cluster.vocabulary.pt import PORTUGUESE
from syndicate.cluster.vocabulary.ru import RUSSIAN

EVERY: Final[Mapping[str, Vocabulary]] = MappingProxyType(
    {"de": GERMAN, "es": SPANISH, "fr": FRENCH, "it": ITALIAN, "pt": PORTUGUESE, "ru": RUSSIAN}
)
DIRECTIONS: Final = sorted({word for one in EVERY.values() for word in one.directions.split()})
WORD: Final = re.compile(r"\w+")
WHEN: Final = "when"  # the word that stands for any of those phrases

Words = tuple[str, ...]


def rows(text: str) -> list[str]:
    """Split what has a ";" between its parts."""
    return [row.strip() for row in text.split(";")]


def phrases(text: str, days: Sequence[str] = ()) -> Iterator[Words]:
    """Give every way to say the phrases of a field."""
    for row in rows(text):
        for chosen in product(*(_choices(word, days) for word in row.split())):
            yield tuple(WORD.findall(" ".join(chosen)))


def _choices(word: str, days: Sequence[str]) -> list[str]:
    """What may stand at one place of a phrase; nothing, where a word may be missing."""
    ways = word.strip("[]").replace("_", " ").split("/")
    named = [way.replace("{day}", day) for way in ways for day in (days if "{day}" in way else "-")]
    return ["", *named] if word.startswith("[") else named
