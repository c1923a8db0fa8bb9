"""Names in Latin, Cyrillic, Greek and Arabic letters -> their consonants, in one alphabet: Байлз, Biles are PLS. Pure.

No spelling survives the way through four alphabets; consonants do, if those that one script cannot tell from each
other are taken for the same: Arabic has no p and no v, Greek writes b as mp, Russian has no h.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from syndicate.scripts import in_form

SHORTEST: Final = 3  # consonants: with fewer, too many names sound alike

_PAIRS: Final = {
    "ck": "k", "ch": "s", "cz": "s", "dj": "s", "dh": "d", "dz": "s", "gh": "k", "kh": "k", "ks": "ks",
    "mp": "p", "nt": "nt", "ph": "f", "ps": "ps", "qu": "k", "sch": "s", "sh": "s", "tch": "s",
    "th": "t", "ts": "s", "tz": "s", "zh": "s", "дж": "s", "кс": "ks", "μπ": "p", "ντ": "d", "γκ": "k",
    "τσ": "s", "τζ": "s", "тс": "s",
}  # fmt: skip
_LETTERS: Final = {
    **dict.fromkeys("bpбпπبپ", "p"), **dict.fromkeys("fvwфвβφفڤ", "f"),
    **dict.fromkeys("ckqgкгκγكقگغخχхx", "k"), **dict.fromkeys("dдδدذضظ", "d"),
    **dict.fromkeys("tтτθتطث", "t"), **dict.fromkeys("szjсзжшщчцσςζشسصزجچژћđ", "s"),
    **dict.fromkeys("lлλل", "l"), **dict.fromkeys("mмμم", "m"), **dict.fromkeys("nнνن", "n"),
    **dict.fromkeys("rрρر", "r"), "ξ": "ks", "ψ": "ps",
}  # fmt: skip
_VOWELS_AND_SILENT: Final = frozenset("aeiouyhаеёиоуыэюяйъьαεηιουωاأإآىيةهحعءو")
_SOFT: Final = frozenset({"", "e", "i", "y"})
UNKNOWN: Final = "?"  # a letter of another script


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """The consonants of a name; nothing where they are too few, or its script is another."""
    plain = "".join(
        letter for letter in in_form("NFD", name.lower()) if not unicodedata.combining(letter)
    )
    bones = "".join(_sounds(plain))
    once = "".join(
        letter for before, letter in zip(" " + bones, bones, strict=False) if letter != before
    )
    return once if len(once) >= SHORTEST and UNKNOWN not in once else ""


def _sounds(plain: str) -> Iterator[str]:
    place = 0
    while place < len(plain):
        length = next((n for n in (3, 2) if plain[place : place + n] in _PAIRS), 1)
        piece, following = plain[place : place + length], plain[place + length :][:1]
        yield _PAIRS[piece] if length > 1 else _sound(piece, place, following)
        place += length


def _sound(letter: str, place: int, following: str) -> str:
    if letter == "c" and following in _SOFT:  # cinema, Dončić
        return "s"
    if letter == "و" and not place:  # else it is a long u, or silent
        return "f"
    if letter in _VOWELS_AND_SILENT or not letter.isalpha():
        return ""
    return _LETTERS.get(letter, UNKNOWN)
