"""A declared word -> its forms in a language, where no stemmer tells them, or one cuts too much off. Pure.

For topics alone: what a story is placed by has stems of its own (`words.languages`), and they must not move.
"""

from collections.abc import Iterable, Iterator
from functools import cache

import Stemmer

from syndicate.cluster.declared import endings
from syndicate.cluster.words import languages, variants
from syndicate.cluster.words.variants import MARKS, STEM

NAME = "§"  # before a stem: the word must have a capital that tells a name

# Stemmers that came after those by which stories are placed.
_STEMMERS = {"bs": "serbian", "cs": "czech", "fa": "persian", "hr": "serbian", "pl": "polish"}
# These cut so much off a name that others are left with the same: Irán and Irak are "ir" in Hungarian.
_CUTTING = frozenset({"fi", "hu", "tr"})
# What becomes of a name in these does not change its end: France is not a franc, Gaza no gas.
_UNDECLINED = frozenset({"ca", "es", "fr", "it", "pt"})
# How the names of places begin that a stemmer, or a rule for peoples, would take for another: Niger, Libya.
_APART = ("nigeri", "нигери", "нігері", "liban", "líban")
_LEAST = 3  # letters that are left of a word
_LEAST_OF_NAME = 4


def stems(words: Iterable[str], language: str) -> list[str]:
    """Give the stem of each word, in more languages than stories are placed by, and no other place's."""
    told = list(words)
    name = _STEMMERS.get(language)
    found = Stemmer.Stemmer(name, 0).stemWords(told) if name else languages.stems(told, language)
    if language == "en":
        return found  # its names are never cut
    return [
        _root(word) if word.startswith(_APART) else stem
        for word, stem in zip(told, found, strict=True)
    ]


@cache
def forms(word: str, language: str) -> frozenset[str]:
    """Every form by which a text in a language has this word; some with a mark of what they need."""
    known = variants.forms(word, language)
    lower = word.casefold()
    if word.isupper() or len(lower) < _LEAST or not lower.isalpha():
        return known
    name = word[0].isupper()
    cut = {STEM + stem for stem in languages.stems([lower], language)}
    keys = {*(known - cut), *_turned(lower, language), *_ended(lower, language)}
    if cut & known or language in _STEMMERS:
        keys |= _own(stems([lower], language)[0], language, name=name)
    if language in _CUTTING:
        keys |= {STEM + lower, *(_hung(lower, language) if name else ())}
    if name and len(lower) >= _LEAST_OF_NAME:
        for people in _peoples(lower, language):
            keys |= {
                *_genders(people, language),
                *_ended(people, language),
                *_turned(people, language),
            }
            # The stem of "français" is that of "franc" again.
            keys |= {STEM + stem for stem in stems([people], language)} - cut
    return frozenset(key for key in keys if _root(key.lstrip(MARKS + NAME + STEM)) == _root(lower))


def _root(word: str) -> str:
    """What is left of the name of a place whose stem would be another's; nothing of other words."""
    return next((root for root in _APART if word.startswith(root)), "")


def _own(stem: str, language: str, *, name: bool) -> set[str]:
    """The stem of a word; of a name, where it may be that of another word as well, with the capital of a name."""
    if not name:
        return {STEM + stem} if len(stem) >= _LEAST or language not in _CUTTING else set()
    if language in _CUTTING:
        return set()
    told = language in _UNDECLINED or len(stem) < _LEAST_OF_NAME
    return {(NAME if told else "") + STEM + stem}


def _turned(word: str, language: str) -> Iterator[str]:
    """A word in forms that no stemmer leads back to it."""
    for end, others in endings.TURNED.get(language, {}).items():
        if word.endswith(end) and len(word) - len(end) >= 2:
            yield from (word.removesuffix(end) + other for other in others.split())


def _ended(word: str, language: str) -> Iterator[str]:
    """A word with each ending of a language that has no stemmer."""
    way = next((way for way in endings.WAY.get(language, ()) if word.endswith(way)), "")
    base = word.removesuffix(way)
    if len(base) >= _LEAST:
        yield from (base + ending for ending in endings.ENDINGS.get(language, "").split())


def _genders(people: str, language: str) -> Iterator[str]:
    """The name of a people in each gender and number."""
    end, others = endings.GENDERS.get(language, ("", ("",)))
    if people.endswith(end):
        yield from (people.removesuffix(end) + other for other in others)
    else:
        yield people


def _peoples(name: str, language: str) -> Iterator[str]:
    """What may be made of a place's name for its people."""
    base = name.rstrip(endings.VOWELS) if len(name) > _LEAST_OF_NAME and language != "tr" else name
    for ending in endings.PEOPLES.get(language, ()):
        people = base + ending
        for met, told in endings.MET.get(language, {}).items():
            if people.endswith(met):
                people = people.removesuffix(met) + told
                break
        yield people


def _hung(name: str, language: str) -> Iterator[str]:
    """A name with what is written as one with it, where its stem would be that of others as well."""
    last = name[-1]
    if language == "hu":
        long = name[:-1] + endings.LONG.get(last, last)
        yield from (long + ending for ending in endings.HUNGARIAN.split())
        yield from (name + last + ending for ending in ("al", "el"))
    if language == "fi":
        base = name if last in "aeiouyäö" else name + "i"
        for one in {base, base[:-3] + endings.WEAK.get(base[-3:-1], base[-3:-1]) + base[-1]}:
            yield from (one + ending for ending in (*endings.FINNISH.split(), one[-1] + "n"))
