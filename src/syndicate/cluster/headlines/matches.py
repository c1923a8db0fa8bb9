"""Headlines of matches: "Kestrel Town 2-1 Alder Rovers: ...", "Kestrel 2 Alder 1", "Kestrel Town v Alder Rovers". Pure.

Reports of one round share most of their words, and those of two matches of one team even more: who met whom is what
tells them apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_TEAM = r"[^\W\d_a-z][\w.’'&]*(?:\s(?:[^\W_a-z][\w.’'&]*|of|and|de)){0,3}?"
_END = r"\s*(?:$|[:|,;(–—]|\s-\s)"
# A headline of a sentence, with capitals: "Colts Beat Chiefs 20-13 To Go Through".
_SAYING = frozenset(
    """
    after as at beat beats before by defeat defeats down downs draw draws edge edges for from hold holds in into lead
    leads lose loses on over past rout routs see sink sinks stun stuns take takes thrash to top tops trail win wins with
    """.split()  # noqa: SIM905 - a table of words reads best as words
)
_JOINTS = frozenset({"of", "and", "de"})
_SHORT = 4  # letters of a name that is cut short
_FORMS = [
    re.compile(pattern)
    for pattern in (
        rf"(?:^|:\s)(?P<one>{_TEAM})\s(?P<first>\d{{1,3}})\s?[-–:]\s?(?P<second>\d{{1,3}})\s(?P<other>{_TEAM}){_END}",
        rf"^(?P<one>{_TEAM})\s(?P<first>\d{{1,3}}),?\s(?P<other>{_TEAM})\s(?P<second>\d{{1,3}}){_END}",
        rf"^(?P<one>{_TEAM})\s[-–]\s(?P<other>{_TEAM})\s(?P<first>\d{{1,3}})\s?[-–:]\s?(?P<second>\d{{1,3}}){_END}",
        rf"(?:^|:\s)(?P<one>{_TEAM})\s(?:v|vs)\.?\s(?P<other>{_TEAM}){_END}",
    )
]


@dataclass(frozen=True, slots=True)
class Match:
    """Who meets whom, and how it ends; as headlines tell it."""

    teams: tuple[str, str]
    points: tuple[int, ...] = ()

    def __str__(self) -> str:
        """The two as a headline names them."""
        return " v ".join(self.teams)

    def is_another(self, match: Match) -> bool:
        """Tell whether two headlines must speak of two matches.

        A team may be called by several names: where none is the same, only another result tells.
        """
        (one, other), theirs = self.teams, match.teams
        if any(_may_be(one, a) and _may_be(other, b) for a, b in (theirs, theirs[::-1])):
            return False
        if any(_is_same(ours, their) for ours in self.teams for their in theirs):
            return sorted(self.points) != sorted(match.points) or not self.points
        return bool(self.points and match.points) and sorted(self.points) != sorted(match.points)


@lru_cache(maxsize=8192)
def told(title: str) -> Match | None:
    """Give the match that a headline is of, if it says so."""
    for form in _FORMS:
        found = form.search(title)
        if found is None:
            continue
        teams, told = (found["one"], found["other"]), found.groupdict()
        if not all(map(_is_team, teams)):
            continue
        return Match(teams, tuple(int(told[name]) for name in ("first", "second") if name in told))
    return None


def _is_team(name: str) -> bool:
    capitals = all(not word[0].islower() for word in name.split() if word not in _JOINTS)
    return capitals and _SAYING.isdisjoint(_words(name))


def _is_same(team: str, other: str) -> bool:
    """Whether one name is some words of the other."""
    return not all(_apart(team, other))


def _may_be(team: str, other: str) -> bool:
    """Whether two names may be of one team: the same, or with words that are cut short, as in Man Utd and USA."""
    few, many = sorted(_apart(team, other), key=len)
    if len(few) == len(many):
        return all(map(_is_short, few, many))
    return not few or (len(few) == 1 and _is_initials(few[0], many))


def _apart(team: str, other: str) -> tuple[list[str], list[str]]:
    """The words of either name that the other has not."""
    ours, theirs = _words(team), _words(other)
    return [each for each in ours if each not in theirs], [
        each for each in theirs if each not in ours
    ]


def _is_short(one: str, other: str) -> bool:
    """Whether the shorter word is written for the longer: Wed for Wednesday, Utd for United."""
    short, long = sorted((one, other), key=len)
    if short[0] != long[0] or len(short) > _SHORT:
        return False
    letters = iter(long)
    return long.startswith(short) or (
        len(short) < _SHORT and all(each in letters for each in short)
    )


def _is_initials(word: str, words: list[str]) -> bool:
    """Whether a word is the first letters of others, or begins with them: USA for United States."""
    return len(word) <= _SHORT and word.startswith("".join(each[0] for each in words))


@lru_cache(maxsize=4096)
def _words(team: str) -> tuple[str, ...]:
    return tuple(filter(None, team.casefold().replace(".", "").split()))
