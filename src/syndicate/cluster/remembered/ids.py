"""Ids <-> numbers, for what is written once and read once: an id stands in it a single time. Pure."""

from array import array
from collections.abc import Iterable, Sequence

from syndicate.cluster.words.lexicon import Lexicon


class Ids:
    """Numbers ids as they come."""

    def __init__(self) -> None:
        self._known = Lexicon()

    @property
    def names(self) -> list[str]:
        """All ids that have a number, in order."""
        return self._known.texts

    def numbers(self, ids: Iterable[str]) -> "array[int]":
        """Give the numbers of ids."""
        return array("I", map(self._known.numbers.__getitem__, ids))


def named(names: Sequence[str], numbers: bytes) -> list[str]:
    """Give the ids of numbers that were written: one string for each, wherever it stands."""
    return list(map(names.__getitem__, array("I", numbers)))
