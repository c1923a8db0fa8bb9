"""Two headlines that differ in a number or a place only tell two events, however alike they are. Pure."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from syndicate.cluster import fingerprint
from syndicate.cluster.sketch import Note
from syndicate.cluster.variants import is_place, peoples


def against(new: Note, members: Iterable[Note]) -> str:
    """Tell what keeps an item from a story, or nothing."""
    words = _words(new.title)
    for member in members:
        # Most headlines differ in length: nothing else is asked of them.
        if len(_words(member.title)) == len(words) and (veto := between(new, member)):
            return veto
    return ""


def between(new: Note, old: Note) -> str:
    """Tell what keeps two items apart: the same headline from the same source again, another number, another place."""
    words, old_words = _words(new.title), _words(old.title)
    if words == old_words:
        again = new.source_id == old.source_id and new.print.whole != old.print.whole
        return "the same headline again from the same source" if again else ""
    if len(words) != len(old_words):
        return ""
    pairs = [(a, b) for a, b in zip(words, old_words, strict=True) if a != b]
    if all(a[0].isdigit() and b[0].isdigit() for a, b in pairs):
        return f"the same headline with another number ({pairs[0][1]}, here {pairs[0][0]})"
    if all(_elsewhere(a, b) for a, b in pairs):
        here, there = (
            _written(*told) for told in zip(pairs[0], (new.title, old.title), strict=True)
        )
        return f"the same headline with another place ({there}, here {here})"
    return ""


@lru_cache(maxsize=8192)
def _words(title: str) -> Sequence[str]:
    """The words of a headline, in the form in which headlines are compared."""
    return fingerprint.normal(title).split()


def _written(word: str, title: str) -> str:
    """A word as a headline writes it: what is compared is in small letters."""
    found = re.search(rf"\b{re.escape(word)}\b", title, re.IGNORECASE)
    return found[0] if found else word


def _elsewhere(one: str, other: str) -> bool:
    return is_place(one) and is_place(other) and other not in peoples(one)
