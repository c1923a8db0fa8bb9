"""Text -> words, in scripts with spaces between them and in those without. Pure.

Of a run of Chinese, Japanese, Thai, Lao, Burmese or Khmer every two signs that follow each other count as a word.
A sign is a letter with the marks that stand on it: Python's patterns end a word at a mark, as in Hindi and Thai.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

_SPANS = ((0x300, 0x1D00), (0x1DC0, 0x1E00), (0x20D0, 0x2100), (0xA800, 0xAC00), (0xFE20, 0xFE30))
MARKS = "".join(
    chr(code)
    for first, end in _SPANS
    for code in range(first, end)
    if unicodedata.category(chr(code))[0] == "M"
)
LETTERS = rf"\w{MARKS}\u200c\u200d"  # what may stand within a word; two join or part letters, and are none
# Thai and Lao, Burmese, Khmer, kana, Chinese characters.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_STACKERS = "\u1039\u17d2"  # Burmese and Khmer: the next letter stands below this one

_ASCII_WORD = re.compile(r"\w+", re.ASCII)
_WORD = re.compile(rf"\w[{LETTERS}]*")
HAS_UNSPACED = re.compile(f"[{UNSPACED}]")
_MOST_MARKS = 30  # on one letter: no language needs as many (UAX 15, Stream-Safe Text Format)
_VOICED = "\uff9e\uff9f"  # letters by their category, and marks in the forms KC and KD
_MAYBE_MARKS = re.compile(rf"[\W{_VOICED}]{{{_MOST_MARKS + 1},}}")
_RUN = re.compile(rf"([{UNSPACED}]+)|[^{UNSPACED}]+")
_SIGN = re.compile(rf"[^{MARKS}](?:[{_STACKERS}][^{MARKS}]|[{MARKS}])*")


def in_form(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """Give a text in a form of Unicode, without what stands beyond the thirtieth mark on a letter.

    Marks are put in order in a time that grows with the square of their number: minutes, for a long text of them.
    """
    if text.isascii():
        return text
    return unicodedata.normalize(form, _MAYBE_MARKS.sub(_thinned, text))


def _thinned(run: re.Match[str]) -> str:
    kept, marks = [], 0
    for sign in run[0]:
        is_mark = sign in _VOICED or unicodedata.category(sign)[0] == "M"
        marks = marks + 1 if is_mark else 0
        if marks <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def words(text: str) -> list[str]:
    """Split a text into its words, as they are written; two signs each where no spaces are."""
    if text.isascii():
        return _ASCII_WORD.findall(text)
    found = _WORD.findall(text)
    if not HAS_UNSPACED.search(text):
        return found
    return [part for word in found for part in _parts(word)]


def pairs(run: str) -> list[str]:
    """Every two signs that follow each other in a run without spaces; a single one is a pair by itself."""
    signs: list[str] = _SIGN.findall(run)
    return [one + two for one, two in pairwise(signs)] or signs


def _parts(word: str) -> Iterator[str]:
    for run in _RUN.finditer(word):
        yield from pairs(run[1]) if run[1] else (run[0],)
