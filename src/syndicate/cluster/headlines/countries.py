"""Words of headlines -> the countries that they name, or their people, in English and as vocabulary/ has them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from syndicate.cluster.vocabulary.every import DIRECTIONS, EVERY, rows
from syndicate.cluster.words import languages
from syndicate.cluster.words.variants import is_place, peoples

Stems = tuple[str, ...]
_NOWHERE: frozenset[str] = frozenset()


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
    if found := _written(language).get(name):
        return found
    known = _known(language)
    stems = tuple(languages.stems(name.split("_"), language))
    if stems in known or len(stems) > 1:
        return known.get(stems, _NOWHERE)
    return next((known[form,] for form in _forms(stems[0], language) if (form,) in known), _NOWHERE)


def _forms(stem: str, language: str) -> Iterator[str]:
    """Give a stem without the endings that its stemmer leaves, and without the direction of a part of a country.

    In German, such a part may be one word with it: Nordsyrien.
    """
    vocabulary = EVERY[language]
    ends = [end for end in vocabulary.endings.split() if stem.endswith(end)]
    forms = [stem, *(stem.removesuffix(end) for end in ends)]
    if not set(forms).isdisjoint(languages.stems(vocabulary.apart.split(), language)):
        return
    yield from forms
    for form in forms:
        yield from (form.removeprefix(one) for one in DIRECTIONS if form.startswith(one))


@cache
def _written(language: str) -> Mapping[str, frozenset[str]]:
    """The countries by their names as they are written: two may have one stem."""
    found: dict[str, frozenset[str]] = {}
    for row in rows(EVERY[language].countries):
        country, _, names = row.partition(":")
        for name in names.casefold().split():
            found[name] = found.get(name, _NOWHERE) | {country}
    return found


@cache
def _known(language: str) -> Mapping[Stems, frozenset[str]]:
    """The countries by the stems of their names in a language."""
    found: dict[Stems, frozenset[str]] = {}
    for name, countries in _written(language).items():
        stems = tuple(languages.stems(name.split("_"), language))
        found[stems] = found.get(stems, _NOWHERE) | countries
    return found


@cache
def _lengths(language: str) -> Mapping[str, Sequence[int]]:
    """How many words names of several have, the most first, by the stem of their first."""
    found: dict[str, set[int]] = {}
    for stems in _known(language) if language in EVERY else ():
        if len(stems) > 1:
            found.setdefault(stems[0], set()).add(len(stems))
    return {stem: sorted(lengths, reverse=True) for stem, lengths in found.items()}
