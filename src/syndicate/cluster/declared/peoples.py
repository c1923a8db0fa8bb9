"""A country's name -> what its people are called, in the languages in which `vocabulary` has them. Pure."""

from collections.abc import Iterator, Mapping
from functools import cache

from syndicate.cluster.vocabulary.every import EVERY, rows

_ALIKE = 3  # letters that a name has in common with that of its people, where a row has several countries
_OF_SEVERAL = "Britain"


def known(name: str, language: str) -> tuple[str, ...]:
    """Give the words for a country's people in small letters, each in one of its forms; none for other names."""
    return _table(language).get(name, ()) if language in EVERY else ()


@cache
def _table(language: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in rows(EVERY[language].countries):
        country, _, words = row.partition(":")
        for places, peoples in _groups(words.split(), language):
            for place in places:
                told = [
                    word for word in peoples if country != _OF_SEVERAL or word[:_ALIKE] in place
                ]
                found[place] = (*found.get(place, ()), *told)
    return found


def _groups(words: list[str], language: str) -> Iterator[tuple[list[str], list[str]]]:
    """Names of places, with a capital, and behind them those of their people: England, English, Scotland, Scottish."""
    places, peoples = list[str](), list[str]()
    for word in words:
        # A German's name has a capital, too.
        alike = language == "de" and any(word[:_ALIKE].casefold() == one[:_ALIKE] for one in places)
        if word[0].islower() or alike:
            peoples.append(word.casefold())
        else:
            if peoples:
                yield places, peoples
                places, peoples = [], []
            places.append(word.casefold())
    yield places, peoples
