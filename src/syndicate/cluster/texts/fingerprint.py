"""Text -> what knows it again: a hash of the whole, its words as numbers, and few to look it up by. Pure.

A word is 30 bits of its hash and 2 that tell its kind: plain, a name, a number, or opening a sentence, where a
capital tells nothing. Scripts without spaces are read in pairs of letters; where letters have no case, every
word may be a name.
"""

import hashlib
import re
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from syndicate.cluster.headlines import columns
from syndicate.cluster.vocabulary.every import EVERY
from syndicate.cluster.words import opening
from syndicate.cluster.words.counting import COUNTING, IDEOGRAPHS
from syndicate.scripts import HAS_UNSPACED, UNSPACED, in_form

MOST_WORDS = 256  # a copy is judged by its beginning
SHINGLE = 4
WINDOW = 8  # any 11 words in a row that two texts share give them a mark in common
PLAIN, NAME, NUMBER, OPENS = range(4)
KINDS = 2  # bits

_ABROAD = frozenset(day for one in EVERY.values() for day in one.days.split())
# In Portuguese some are called the second, the fourth: those are numbers.
_DAYS = opening.DATES.union(day for day in _ABROAD if COUNTING.get(day, day) == day)
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(
    rf"[{UNSPACED}]+|\d+(?:[.,]\d+)*|[^\W\d_{UNSPACED}]+|[.!?:;…“\"](?=\s|[“\"])|[“\"]"
)
_STOPS = frozenset('.!?:;…“"')
_LEAST_UNSPACED = UNSPACED[0]  # no letter before it is one
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
# Read from the end: whichever way it goes on is told by the next letter, so that no text is gone through twice.
_CUT = re.compile(rf"\s*\]?(?:…|\.\.\.)+\[?\s*[^\s{UNSPACED}]*\s*")
_CUT_MARKS = ("…", "...", "…]", "...]")
_STEPS = tuple(np.uint32(step) for step in (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F))
_MIX = np.uint32(0x7FEB352D), np.uint32(0x846CA68B)

Shingles = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of a text in order to know a copy of it."""

    whole: int  # 64-bit hash of all its words
    words: "array[int]"  # the first of them, in order


def take(text: str) -> Fingerprint:
    """Take the fingerprint of a text, without its dateline and the word that an excerpt breaks off in."""
    if text.rstrip().endswith(_CUT_MARKS) and (broken := _CUT.match(text[::-1])):
        text = text[: len(text) - broken.end()]
    if not text.isascii():
        text = in_form("NFKC", text).translate(_INVISIBLE)
    text = opening.cut(text)
    return Fingerprint(hashed(" ".join(_WORD.findall(text.casefold()))), words(text))


def words(text: str) -> "array[int]":
    """Number the first words of a text."""
    found: list[int] = []
    opens = True
    for token in _TOKEN.findall(text[: 12 * MOST_WORDS]):
        if token in _STOPS:
            opens = True
            continue
        if token >= _LEAST_UNSPACED and len(token) > 1 and HAS_UNSPACED.match(token):
            found.extend([_pair(one + other) for one, other in pairwise(token)])
        else:
            found.append(_word(token, opens))
        opens = False
    return array("I", found[:MOST_WORDS])


@lru_cache(maxsize=16384)
def _word(token: str, opens: bool) -> int:  # noqa: FBT001
    folded = token.casefold()
    number = COUNTING.get(folded)
    if number is not None:
        return _numbered(number, NUMBER)
    if folded[0].isdigit():
        return _numbered(folded.replace(",", ""), NUMBER)
    if token[0].islower():
        return _numbered(folded, PLAIN)
    if token[0].isupper() and (len(token) < 2 or (len(token) == 2 and token[1].islower())):
        return _numbered(folded, PLAIN)
    return _numbered(folded, OPENS if opens and token[0].isupper() else NAME)


def _pair(pair: str) -> int:
    return _numbered(pair, NAME if IDEOGRAPHS.isdisjoint(pair) else NUMBER)


def _numbered(word: str, kind: int) -> int:
    return zlib.crc32(word.encode()) >> KINDS << KINDS | kind


def shingles(numbers: "array[int]") -> Shingles:
    """Hash every run of four words, in order."""
    bare = np.frombuffer(numbers, np.uint32) >> np.uint32(KINDS)
    count = max(0, len(bare) - SHINGLE + 1)
    runs = np.zeros(count, np.uint32)
    for at, step in enumerate(_STEPS):
        runs += bare[at : at + count] * step
    for times in _MIX:  # or the least would be the sums of small numbers
        runs ^= runs >> np.uint32(16)
        runs *= times
    return runs


def marks(runs: Shingles) -> frozenset[int]:
    """Pick the smallest hash of each window (winnowing): few, yet any long run in common shares one."""
    if len(runs) <= WINDOW:
        return frozenset([int(runs.min())]) if len(runs) else frozenset()
    return frozenset(_least(runs).tolist())


def marks_of(texts: Sequence["array[int]"]) -> list[frozenset[int]]:
    """Pick those of many texts: all are hashed at once, one behind the other."""
    runs = shingles(array("I", b"".join([text.tobytes() for text in texts])))
    least = _least(runs) if len(runs) > WINDOW else runs
    found, place = [], 0
    for text in texts:
        count = len(text) - SHINGLE + 1
        if count <= WINDOW:
            found.append(marks(runs[place : place + max(0, count)]))
        else:
            found.append(frozenset(least[place : place + count - WINDOW + 1].tolist()))
        place += len(text)
    return found


def _least(runs: Shingles) -> Shingles:
    """The least of each window."""
    for step in (1, 2, 4):  # the least of 2, of 4, of WINDOW in a row
        runs = np.minimum(runs[:-step], runs[step:])
    return runs


def hashed(text: str) -> int:
    """Hash a text to 64 bits."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())


@lru_cache(maxsize=8192)
def heading(title: str) -> "array[int]":
    """The words of a headline, numbered."""
    return words(in_form("NFKC", title))


@lru_cache(maxsize=8192)
def normal(title: str) -> str:
    """A headline by its words alone."""
    return " ".join(_WORD.findall(in_form("NFKC", title).casefold()))


def series(title: str) -> str:
    """What the headlines of a series have in common: "Day 3" and "Day 4" without the number; the name of a column."""
    column = columns.name(title)
    words = normal(column or title).split()
    told = [word for word in words if not word[0].isdigit() and not is_day(word)]
    return " ".join(told) if len(told) >= 2 or column else ""


def is_day(word: str) -> bool:
    """Tell whether a word in small letters names a day of the week, or a month."""
    return word in _DAYS


def numbers(text: Sequence[int]) -> list[int]:
    """The numbers among numbered words."""
    return [word for word in text if word & 3 == NUMBER]


def bare(text: Sequence[int]) -> list[int]:
    """Words without their kind."""
    return [word >> KINDS for word in text]
