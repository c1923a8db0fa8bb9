"""A word -> what it is without what its language writes as one with it: particles, prefixes, endings. Pure."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

# Of Korean, behind a word; the longer first.
_HUNG = """
    에서는 에게서 으로는 이라는 에서 에게 까지 부터 처럼 보다 으로 라는 들이 들은 들을
    은 는 이 가 을 를 의 에 와 과 도 로 만 측 인 군 들
"""
_PARTICLES = _HUNG.split()
_PREFIXES = frozenset("והבלמכש")
_ARABIC_PREFIX = re.compile("[وف]?[بلك]?")
_FOR_THE = re.compile("[وف]?لل(?=..)")
_ARTICLE = "ال"


@cache
def _without_particles(word: str) -> tuple[str, ...]:
    """A Korean word, and what is left of it without one particle, and without two."""
    found: list[str] = []
    for _ in range(2):
        ends = (each for each in _PARTICLES if word.endswith(each) and len(word) - len(each) >= 2)
        end = next(ends, "")
        if end:
            word = word.removesuffix(end)
            found.append(word)
    return tuple(found)


def _without_prefixes(word: str) -> tuple[str, ...]:
    """A Hebrew word without what is written before it: and, the, in, to, from, as, that."""
    cuts = [cut for cut in (1, 2) if len(word) - cut >= 3 and set(word[:cut]) <= _PREFIXES]
    return tuple(word[cut:] for cut in cuts)


def _without_arabic_prefixes(word: str) -> tuple[str, ...]:
    """An Arabic word without what is written before it: and, so, in, for, like; with its article, and without."""
    cuts = [cut for cut in (1, 2) if len(word) - cut >= 3 and _ARABIC_PREFIX.fullmatch(word[:cut])]
    found = [word[cut:] for cut in cuts]
    if (joined := _FOR_THE.match(word)) is not None:
        found.append(_ARTICLE + word[joined.end() :])
    found += [one[2:] for one in (word, *found) if one.startswith(_ARTICLE) and len(one) > 5]
    return tuple(found)


def _without_endings(word: str) -> tuple[str, ...]:
    """A Turkish name without what is written behind its apostrophe."""
    head, sign, _ = word.partition("'")
    return (head,) if sign else ()


# What a word in small letters may be, beside itself.
WITHOUT: Final[Mapping[str, Callable[[str], tuple[str, ...]]]] = {
    "ko": _without_particles,
    "he": _without_prefixes,
    "ar": _without_arabic_prefixes,
    "tr": _without_endings,
}
