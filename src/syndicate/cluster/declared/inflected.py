"""A declared word -> its forms in a language, where no stemmer tells them, or one cuts too much off. Pure.

For topics alone: what a story is placed by has stems of its own (`words.languages`), and they must not move.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cache

import Stemmer

from syndicate.cluster.declared import endings, peoples
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
_APART = {
    "nigerin": "", "nigeri": "nigeri", "nigéria": "nigeri", "нигери": "нигери", "нігері": "нігері",
    "liban": "liban", "líban": "liban",
}  # fmt: skip
_ROOTS = tuple(_APART)
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
        (_root(word) or stem) if word.startswith(_ROOTS) else stem
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
    if name and peoples.known(lower, language):
        known = frozenset(key for key in known if not key.startswith(STEM)) | (known & cut)
    keys = {*(known - cut), *_turned(lower, language), *_ended(lower, language)}
    if cut & known or language in _STEMMERS:
        keys |= _own(lower, language, name=name)
    if language in _CUTTING:
        keys.add(STEM + lower)
    if name:
        keys.update(_hung(lower, language))
        keys |= _of_peoples(lower, language, cut)
    return frozenset(key for key in keys if _root(key.lstrip(MARKS + NAME + STEM)) == _root(lower))


def _of_peoples(name: str, language: str, cut: AbstractSet[str]) -> set[str]:
    """What a place's people are called: as it is known, or by rule."""
    told = peoples.known(name, language)
    if not told or language == "ru":  # of most countries, only the adjective is known in Russian
        told = (*told, *_by_rule(name, language))
    keys = set[str]()
    for people in told:
        keys |= {*_genders(people, language), *_ended(people, language), *_turned(people, language)}
        # The stem of "français" is that of "franc" again.
        keys |= {STEM + stem for stem in stems([people], language)} - cut
    return keys


def _root(word: str) -> str:
    """What is left of the name of a place whose stem would be another's; nothing of other words."""
    return next((root for start, root in _APART.items() if word.startswith(start)), "")


def _own(word: str, language: str, *, name: bool) -> set[str]:
    """The stem of a word; of a name, where it may be that of another word as well, with the capital of a name."""
    stem = stems([word], language)[0]
    if language in _CUTTING:
        return {STEM + stem} if len(stem) >= _LEAST and not name else set()
    if not name or stem == _root(word):
        return {STEM + stem}
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
        yield from (people, people + "s", people + "es")


def _by_rule(name: str, language: str) -> Iterator[str]:
    """What may be made of a place's name for its people."""
    if len(name) < _LEAST_OF_NAME:
        return
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
        yield from (name + ending for ending in ("i", "iak", last + "al", last + "el"))
    if language == "ru" and last not in endings.VOWELS:
        yield from (name + ending for ending in endings.RUSSIAN.split())
    if language == "fi":
        base = name if last in "aeiouyäö" else name + "i"
        for one in {base, base[:-3] + endings.WEAK.get(base[-3:-1], base[-3:-1]) + base[-1]}:
            yield from (one + ending for ending in (*endings.FINNISH.split(), one[-1] + "n"))
