"""Two headlines that differ in a number or a place only tell two events, however alike they are. Pure."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from syndicate.cluster.headlines import countries, matches, tolls
from syndicate.cluster.remembered.sketch import Note
from syndicate.cluster.texts import fingerprint
from syndicate.cluster.vocabulary.every import DIRECTIONS, EVERY, rows
from syndicate.cluster.words import terms
from syndicate.cluster.words.counting import COUNTING

_DIRECTIONS = frozenset(DIRECTIONS).union(
    """
    north south east west northern southern eastern western central upper lower
    northeast northwest southeast southwest northeastern northwestern southeastern southwestern
    """.split()  # noqa: SIM905 - a table of words reads best as words
)
# An agency counts its versions of one report: "UPDATE 2-".
_VERSIONS = "|".join(word for one in EVERY.values() for word in one.versions.split())
_VERSION = re.compile(
    rf"(?:(?:corrected|refile)-)?(?:(?:update|corrected|refile|wrapup) \d{{1,2}}-|(?:{_VERSIONS}) \d{{1,2}}[-:/])",
    re.IGNORECASE,
)
_JOINTS = {language: frozenset(one.joints.split()) for language, one in EVERY.items()}
_NUMBERS = {
    language: {word: number for number, *told in map(str.split, rows(one.numbers)) for word in told}
    for language, one in EVERY.items()
}
_NOUNS_IN_CAPITALS = frozenset({"de"})  # a capital tells no name there


def against(new: Note, members: Iterable[Note]) -> str:
    """Tell what keeps an item from a story, or nothing."""
    words = _words(new.title, new.language)
    match = matches.told(new.title)
    for member in members:
        # Most headlines differ in length, and are of no match: nothing else is asked of them.
        near = match or len(_words(member.title, new.language)) == len(words)
        if near and (veto := between(new, member)):
            return veto
    return ""


def between(new: Note, old: Note) -> str:
    """Tell what keeps two items apart.

    The same headline from the same source again, or for another day; another number, place or match.
    """
    return _of_source(new, old) or _of_match(new.title, old.title) or _of_words(new, old)


def _of_source(new: Note, old: Note) -> str:
    """What tells two items of one source apart: a headline that comes again, or but for the day."""
    if new.source_id != old.source_id or new.print.whole == old.print.whole:
        return ""
    if fingerprint.normal(new.title) == fingerprint.normal(old.title):
        return "the same headline again from the same source"
    words, old_words = (_words(one.title, new.language) for one in (new, old))
    if len(words) == len(old_words):
        pairs = [(a, b) for a, b in zip(words, old_words, strict=True) if a != b]
        if pairs and all(fingerprint.is_day(a) and fingerprint.is_day(b) for a, b in pairs):
            return f"the same headline for another day ({_told(pairs[0], new.title, old.title)})"
    return ""


def _of_match(new: str, old: str) -> str:
    here, there = matches.told(new), matches.told(old)
    if here is None or there is None or not here.is_another(there):
        return ""
    return f"another match ({there}, here {here})"


def _of_words(new: Note, old: Note) -> str:
    """What tells headlines of the same words but for numbers and places apart."""
    words, old_words = (_words(one.title, new.language) for one in (new, old))
    if len(words) != len(old_words):
        return ""
    language = new.language
    pairs = [
        (a, b)
        for a, b in zip(words, old_words, strict=True)
        if _number(a, language) != _number(b, language)
    ]
    places = [pair for pair in pairs if countries.are_two(*pair, language)]
    numbers = [pair for pair in pairs if all(_number(word, language)[0].isdigit() for word in pair)]
    turned = [pair for pair in pairs if all(word in _DIRECTIONS for word in pair)]
    rest = set(pairs).difference(places, numbers, turned)
    # In another place, others do the same.
    if rest and not (places and _are_names(rest, new, old)):
        return ""
    if places:
        return f"the same headline with another place ({_told(places[0], new.title, old.title)})"
    if numbers and not tolls.tells(new.title, language):
        return f"the same headline with another number ({_told(numbers[0], new.title, old.title)})"
    return ""


@lru_cache(maxsize=8192)
def _words(title: str, language: str) -> Sequence[str]:
    """The words of a headline, in the form in which headlines are compared: names whole, nothing before them."""
    version = _VERSION.match(title)
    told = fingerprint.normal(title[version.end() :] if version else title).split()
    joints = _JOINTS.get(language, frozenset())
    return [word for word in countries.whole(told, language) if word not in joints]


def _number(word: str, language: str) -> str:
    """A word, or the number that it is: what is told in words is the same in digits."""
    return COUNTING.get(word) or _NUMBERS.get(language, {}).get(word, word)


def _are_names(pairs: Iterable[tuple[str, str]], new: Note, old: Note) -> bool:
    """Whether both headlines write these words with capitals, and not all their words."""
    titles = new.title, old.title
    if new.language in _NOUNS_IN_CAPITALS or any(
        terms.all_capitals(list(terms.tokens(one))) for one in titles
    ):
        return False
    return all(
        _written(word, title)[0].isupper()
        for pair in pairs
        for word, title in zip(pair, titles, strict=True)
    )


def _told(pair: tuple[str, str], new: str, old: str) -> str:
    return f"{_written(pair[1], old)}, here {_written(pair[0], new)}"


def _written(word: str, title: str) -> str:
    """A word as a headline writes it: what is compared is in small letters."""
    told = r"\W+".join(map(re.escape, word.split("_")))
    found = re.search(rf"\b{told}\b", title, re.IGNORECASE)
    return found[0] if found else word
