"""Text -> what knows it again: a hash of the whole, of every four words, and few to look up by. Pure."""

import hashlib
import re
import unicodedata
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import numpy as np

MOST_WORDS = 256  # a copy is judged by its beginning
SHINGLE = 4
WINDOW = 8  # any 11 words in a row that two texts share give them a mark in common

_WORD = re.compile(r"\w+")
_CUT = re.compile(r"\s*\S*\s*(?:\[?(?:…|\.\.\.)\]?)\s*$")
_CUT_MARKS = ("…", "...", "…]", "...]")
_NAME = re.compile(r"(?<![.!?:\"“]\s)(?<!^)\b[A-Z]\w{2,}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of a text in order to know a copy of it."""

    whole: str  # hash of all its words
    words: int
    shingles: "array[int]"  # in the order of the text
    names: frozenset[str]
    numbers: frozenset[str]


def take(text: str) -> Fingerprint:
    """Take the fingerprint of a text, without the word that an excerpt breaks off in."""
    if text.rstrip().endswith(_CUT_MARKS):
        text = _CUT.sub("", text)
    text = unicodedata.normalize("NFKC", text)
    words = _WORD.findall(text.casefold())
    whole = hashlib.blake2b(" ".join(words).encode(), digest_size=10).hexdigest()
    words = words[:MOST_WORDS]
    opening = text[: 12 * MOST_WORDS]
    return Fingerprint(
        whole=whole,
        words=len(words),
        shingles=shingles(words),
        names=frozenset(_NAME.findall(opening)),
        numbers=frozenset(number.replace(",", "") for number in _NUMBER.findall(opening)),
    )


def shingles(words: Sequence[str]) -> "array[int]":
    """Hash every run of four words, in order."""
    encoded = [word.encode() for word in words]
    text = b" ".join(encoded)
    begins = [0, *accumulate(len(word) + 1 for word in encoded)]
    ends = begins[SHINGLE:]
    runs = zip(begins, ends, strict=False)
    return array("I", [zlib.crc32(text[begin : end - 1]) for begin, end in runs])


def marks(text_shingles: "array[int]") -> frozenset[int]:
    """Pick the smallest hash of each window (winnowing): few, yet any long run in common shares one."""
    if len(text_shingles) <= WINDOW:
        return frozenset([min(text_shingles)]) if text_shingles else frozenset()
    least = np.frombuffer(text_shingles, np.uint32)
    for step in (1, 2, 4):  # the least of 2, of 4, of WINDOW in a row
        least = np.minimum(least[:-step], least[step:])
    return frozenset(least.tolist())


@lru_cache(maxsize=8192)
def normal(title: str) -> str:
    """A headline by its words alone."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", title).casefold()))


def series(title: str) -> str:
    """What the headlines of a series have in common: "Day 3" and "Day 4" without the number."""
    words = [word for word in normal(title).split() if not word[0].isdigit()]
    return " ".join(words) if len(words) >= 2 else ""
