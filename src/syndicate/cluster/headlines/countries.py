"""Words of headlines -> the countries that they name, or their people, in English and as vocabulary/ has them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from syndicate.cluster.vocabulary.every import EVERY, rows
from syndicate.cluster.words import languages
from syndicate.cluster.words.variants import is_place, peoples

Stems = tuple[str, ...]
_NOWHERE: frozenset[str] = frozenset()
_DIRECTIONS = sorted({word for one in EVERY.values() for word in one.directions.split()})


def are_two(one: str, other: str, language: str) -> bool:
    """Tell whether two names, as `whole` gives them, must be of two countries, or of the people of two."""
    if language not in EVERY:
        return is_place(one) and is_place(other) and other not in peoples(one)
    here, there = _named(one, language), _named(other, language)
    return bool(here and there) and here.isdisjoint(there)


def whole(words: Sequence[str], language: str) -> list[str]:
    """Write names of several words as one: "reino", "unido" -> "reino_unido"."""
    lengths = _lengths(language)
    stems = languages.stems(words, language) if lengths else words
    told, place = list[str](), 0
    while place < len(words):
        ends = (place + length for length in lengths.get(stems[place], ()))
        end = next((end for end in ends if tuple(stems[place:end]) in _known(language)), place + 1)
        told.append("_".join(words[place:end]))
        place = end
    return told


@lru_cache(maxsize=4096)
def _named(name: str, language: str) -> frozenset[str]:
    """What a name may be of: North Korea or South Korea, if it is Korea."""
    known = _known(language)
    stems = tuple(languages.stems(name.split("_"), language))
    if stems in known:
        return known[stems]
    # In German, a part of a country may be one word with it: Nordsyrien.
    (stem, *_) = stems
    parts = (
        stem.removeprefix(direction) for direction in _DIRECTIONS if stem.startswith(direction)
    )
    return next((known[part,] for part in parts if (part,) in known), _NOWHERE)


@cache
def _known(language: str) -> Mapping[Stems, frozenset[str]]:
    """The countries by their names in a language."""
    found: dict[Stems, frozenset[str]] = {}
    for row in rows(EVERY[language].countries):
        country, _, names = row.partition(":")
        for name in names.casefold().split():
            stems = tuple(languages.stems(name.split("_"), language))
            found[stems] = found.get(stems, _NOWHERE) | {country}
    return found


@cache
def _lengths(language: str) -> Mapping[str, Sequence[int]]:
    """How many words names of several have, the most first, by the stem of their first."""
    found: dict[str, set[int]] = {}
    for stems in _known(language) if language in EVERY else ():
        if len(stems) > 1:
            found.setdefault(stems[0], set()).add(len(stems))
    return {stem: sorted(lengths, reverse=True) for stem, lengths in found.items()}
