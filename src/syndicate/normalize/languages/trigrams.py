"""Which language a text is in: by its script, its small words, telling letters and runs of three. Pure.

What is seen speaks for every language in whose specimen it stands, the louder the fewer they are. For where no
library that knows better is installed (langdetect.py).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from math import log
from typing import NamedTuple

from syndicate.normalize.languages.specimens import LETTERS, SMALL_WORDS, SPECIMENS

SAMPLE = 160  # characters that are looked at; the rest says the same
SURE_LETTERS = 100  # fewer do not tell for sure
_SURE_LEAD = 1.4  # over the language that comes second
# Of weight for each letter: a text in a language that has no specimen gets about a third of one that has.
_LIKELY, _SURE = 0.4, 0.8
_HEARD = 0.04  # of words alone
_CLEAR, _CLEAR_LEAD = 0.25, 2.0  # of words alone
_HALF_SO_MUCH = 0.5  # of the best one's words: still a language that is spoken here

_ALL = 60  # languages, more than there are: what all write says next to nothing
_SHARED = 12  # a run that more of them share says nothing
# Weights, tried on headlines in nine languages and on sentences of our own.
_WORD, _LETTER, _RUN = 3.5, 5.0, 300.0

# Scripts that one language writes almost alone, by where they begin and end.
_ALONE = (
    ("el", 0x370, 0x400), ("hy", 0x530, 0x590), ("he", 0x590, 0x600), ("bn", 0x980, 0xA00), ("pa", 0xA00, 0xA80),
    ("gu", 0xA80, 0xB00), ("or", 0xB00, 0xB80), ("ta", 0xB80, 0xC00), ("te", 0xC00, 0xC80), ("kn", 0xC80, 0xD00),
    ("ml", 0xD00, 0xD80), ("si", 0xD80, 0xE00), ("th", 0xE00, 0xE80), ("lo", 0xE80, 0xF00), ("bo", 0xF00, 0x1000),
    ("my", 0x1000, 0x10A0), ("ka", 0x10A0, 0x1100), ("am", 0x1200, 0x1380), ("km", 0x1780, 0x1800),
    ("ja", 0x3040, 0x3100), ("zh", 0x3400, 0xA000), ("ko", 0xAC00, 0xD7B0),
)  # fmt: skip
_STARTS = [start for _, start, _ in _ALONE]
_IN_ANY = re.compile(
    "[" + "".join(f"{chr(start)}-{chr(end - 1)}" for _, start, end in _ALONE) + "]"
)
_MUST_SHARE = 4  # one letter in so many makes it the script of the text; of kana one in 20
_KANA_SHARE = 20
# Letters and the marks of Arabic and Devanagari.
_BETWEEN = re.compile(r"[^\w\u0900-\u0963\u0971-\u097f\u064b-\u0652\u200c]+|[\d_]+")

Voices = Mapping[
    str, tuple[tuple[str, float], ...]
]  # what is seen -> the languages it speaks for, and how loudly


class Guess(NamedTuple):
    """A language, and whether that can hardly be wrong."""

    language: str
    is_sure: bool


class Known(NamedTuple):
    """What the specimens tell."""

    runs: Voices
    words: Voices
    letters: Voices


def guess(text: str) -> Guess | None:
    """The language that a text is most likely in; None where little speaks for any."""
    sample = text[:SAMPLE]
    found = by_script(sample)
    if found:
        return found
    spaced = _spaced(sample)
    score = _score(spaced, _known().words, spaced.split())
    clear = _clear(score, len(spaced))
    if clear:
        return clear
    if len(spaced) > SURE_LETTERS and max(score.values(), default=0.0) < _HEARD * len(spaced):
        return None  # a sentence without a small word that we know is in no language that we know
    score = _score(spaced, _known().runs, _threes(spaced), score)
    best = sorted(score.items(), key=lambda pair: (-pair[1], pair[0]))[:2]
    weight = best[0][1] / len(spaced) if best else 0.0
    if weight < _LIKELY:
        return None
    leads = len(best) == 1 or best[0][1] > _SURE_LEAD * best[1][1]
    is_sure = len(spaced) > SURE_LETTERS and weight > _SURE and leads
    return Guess(best[0][0], is_sure)


def _clear(score: Mapping[str, float], letters: int) -> Guess | None:
    """The language whose small words leave no doubt: most texts need no closer look."""
    best = sorted(score.items(), key=lambda pair: (-pair[1], pair[0]))[:2]
    if letters <= SURE_LETTERS or not best or best[0][1] < _CLEAR * letters:
        return None
    is_alone = len(best) == 1 or best[0][1] > _CLEAR_LEAD * best[1][1]
    return Guess(best[0][0], is_sure=True) if is_alone else None


def speaks(text: str, language: str) -> bool:
    """Whether the small words of a text are those of this language, or might be. Costs a tenth of a guess."""
    sample = text[:SAMPLE]
    found = by_script(sample)
    if found:
        return found.language == language
    spaced = _spaced(sample)
    score = _score(spaced, _known().words, spaced.split())
    return 0 < max(score.values(), default=0) * _HALF_SO_MUCH <= score.get(language, 0)


def by_script(sample: str) -> Guess | None:
    """The language that writes most of a text alone; None for a script that several share."""
    found = _IN_ANY.findall(sample)
    if not found or len(found) * _MUST_SHARE <= sum(map(str.isalpha, sample)):
        return None
    scripts = Counter(bisect_right(_STARTS, ord(letter)) - 1 for letter in found)
    counts = {_ALONE[at][0]: times for at, times in scripts.items()}
    if counts.get("ja", 0) * _KANA_SHARE > len(found):
        return Guess("ja", is_sure=True)
    best = max(counts, key=lambda name: (counts[name], name))
    return Guess(best, is_sure=counts[best] * 2 > sum(map(str.isalpha, sample)))


def _spaced(sample: str) -> str:
    """Words in lower case, a space around each."""
    return f" {_BETWEEN.sub(' ', sample.lower()).strip()} "


def _threes(spaced: str) -> Iterable[str]:
    return map("".join, zip(spaced, spaced[1:], spaced[2:], strict=False))


def _score(
    spaced: str, voices: Voices, seen: Iterable[str], score: dict[str, float] | None = None
) -> dict[str, float]:
    """Add up what speaks for each language; its telling letters are heard once, with the words."""
    told = [voices[one] for one in seen if one in voices]
    if score is None:
        score = {}
        letters = () if spaced.isascii() else sorted(set(spaced))
        told += [_known().letters[one] for one in letters if one in _known().letters]
    for loud in told:
        for language, weight in loud:
            score[language] = score.get(language, 0.0) + weight
    return score


@cache
def _known() -> Known:
    runs: dict[str, dict[str, float]] = {}
    for language, text in SPECIMENS.items():
        counts = Counter(_threes(_spaced(f"{text} {SMALL_WORDS[language]}")))
        total = counts.total()
        for run, times in counts.items():
            runs.setdefault(run, {})[language] = log(1 + _RUN * times / total)
    owners: dict[str, dict[str, float]] = {}
    for language, words in SMALL_WORDS.items():
        for word in words.split():
            owners.setdefault(word, {})[language] = _WORD
    letters = {one: dict.fromkeys(names.split(), _LETTER) for one, names in LETTERS.items()}
    few = {run: share for run, share in runs.items() if len(share) <= _SHARED}
    return Known(_voices(few), _voices(owners), _voices(letters))


def _voices(shares: Mapping[str, Mapping[str, float]]) -> Voices:
    """The more languages share something, the less it says for each."""
    return {
        seen: tuple(
            (language, weight * log(_ALL / len(share))) for language, weight in share.items()
        )
        for seen, share in shares.items()
    }
