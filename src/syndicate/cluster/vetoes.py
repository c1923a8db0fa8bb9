"""Two headlines that differ in a number or a place only tell two events, however alike they are. Pure."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from syndicate.cluster import fingerprint, matches, terms
from syndicate.cluster.counting import COUNTING
from syndicate.cluster.sketch import Note
from syndicate.cluster.variants import is_place, peoples

_DIRECTIONS = frozenset(
    """
    north south east west northern southern eastern western central upper lower
    northeast northwest southeast southwest northeastern northwestern southeastern southwestern
    """.split()  # noqa: SIM905 - a table of words reads best as words
)
# An agency counts its versions of one report: "UPDATE 2-".
_VERSION = re.compile(
    r"(?:(?:corrected|refile)-)?(?:update|corrected|refile|wrapup) \d{1,2}-", re.IGNORECASE
)
# Of one event, too, more and more become known; but a toll is paid on roads, and a bilan is of a year, too.
_TOLL = re.compile(
    r"\b(?:toll(?! (?:roads?|bridges?|booths?|gates?|lanes?|plazas?)\b)"
    r"|(?:dead|deaths?|died|killed|casualties|injured|wounded|missing|cases|infections|victims) "
    r"(?:rises?|rose|climbs?|climbed|jumps?|jumped|grows?|grew|mounts?|reach(?:es|ed)?|pass(?:es|ed)?|tops?|topped"
    r"|nears?|hits?|exceeds?|surpass(?:es|ed)?|up|now)"
    r"|zahl der (?:toten|todesopfer|opfer|verletzten)"
    r"|(?:bilan|bilancio)(?! (?:19|20)\d\d)|dodental|dödstal"
    r"|(?:cifra|número|balance) de (?:muertos|víctimas|mortos|vítimas)|число (?:погибших|жертв|пострадавших))\b"
)


def against(new: Note, members: Iterable[Note]) -> str:
    """Tell what keeps an item from a story, or nothing."""
    words = _words(new.title)
    match = matches.told(new.title)
    for member in members:
        # Most headlines differ in length, and are of no match: nothing else is asked of them.
        near = match or len(_words(member.title)) == len(words)
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
    words, old_words = _words(new.title), _words(old.title)
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
    words, old_words = _words(new.title), _words(old.title)
    if len(words) != len(old_words):
        return ""
    pairs = [(a, b) for a, b in zip(words, old_words, strict=True) if _number(a) != _number(b)]
    places = [pair for pair in pairs if _elsewhere(*pair)]
    numbers = [pair for pair in pairs if all(_number(word)[0].isdigit() for word in pair)]
    turned = [pair for pair in pairs if all(word in _DIRECTIONS for word in pair)]
    rest = set(pairs).difference(places, numbers, turned)
    # In another place, others do the same.
    if rest and not (places and _are_names(rest, new.title, old.title)):
        return ""
    if places:
        return f"the same headline with another place ({_told(places[0], new.title, old.title)})"
    if numbers and not _TOLL.search(" ".join(words)):
        return f"the same headline with another number ({_told(numbers[0], new.title, old.title)})"
    return ""


@lru_cache(maxsize=8192)
def _words(title: str) -> Sequence[str]:
    """The words of a headline, in the form in which headlines are compared."""
    version = _VERSION.match(title)
    return fingerprint.normal(title[version.end() :] if version else title).split()


def _number(word: str) -> str:
    """A word, or the number that it is: what is told in words is the same in digits."""
    return COUNTING.get(word, word)


def _are_names(pairs: Iterable[tuple[str, str]], new: str, old: str) -> bool:
    """Whether both headlines write these words with capitals, and not all their words."""
    if any(terms.all_capitals(list(terms.tokens(title))) for title in (new, old)):
        return False
    return all(_written(a, new)[0].isupper() and _written(b, old)[0].isupper() for a, b in pairs)


def _told(pair: tuple[str, str], new: str, old: str) -> str:
    return f"{_written(pair[1], old)}, here {_written(pair[0], new)}"


def _written(word: str, title: str) -> str:
    """A word as a headline writes it: what is compared is in small letters."""
    found = re.search(rf"\b{re.escape(word)}\b", title, re.IGNORECASE)
    return found[0] if found else word


def _elsewhere(one: str, other: str) -> bool:
    return is_place(one) and is_place(other) and other not in peoples(one)
