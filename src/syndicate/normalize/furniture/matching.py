"""Phrases of systems, as tables of them write them -> what tells whether a line is one. Pure.

A phrase is words in lower case, without marks but the colon, as `folded` gives a line. `#` stands for a number, `@` for
an address, `*` for up to 25 words, `%` for services, `a/b` for either. `~` before it: only where the line holds a link,
or the headline; `-`: there, or where it is no sentence; `=`: only there, and where it is no sentence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+|[:@]")
_URL = re.compile(r"https?://\S+")
_FIRST = 60  # characters in which the first word is
ByWord = dict[str, list[tuple[re.Pattern[str], str]]]
SERVICES = """
    facebook twitter x instagram linkedin whatsapp telegram pinterest reddit tumblr pocket email mail e threads
    google bluesky mastodon youtube tiktok twitch discord patreon vk vkontakte вконтакте одноклассники flipboard xing
    messenger viber line
""".split()  # noqa: SIM905 - a table of words reads best as words


def phrases(table: str) -> frozenset[str]:
    """The phrases of a table, which end with a line or a semicolon, in the letters that lines are compared in."""
    return frozenset(filter(None, map(str.strip, table.casefold().replace("\n", ";").split(";"))))


def folded(text: str) -> str:
    """A line as words and colons, in lower case, addresses as one mark."""
    text = _URL.sub(" @ ", text) if "://" in text else text
    text = text.replace("：", ":")
    return " ".join(_WORD.findall(text.casefold()))


def choices(text: str, by_word: ByWord) -> list[tuple[re.Pattern[str], str]] | None:
    """The phrases that may be this line, by its first word; None for nearly every line of a text."""
    found = _WORD.search(text[:_FIRST].casefold())
    first = found[0] if found else ""
    return by_word.get("#" if first.isdigit() else first)


def compiled(tables: Iterable[str]) -> ByWord:
    """The phrases by the word that they begin with: a line is compared with few."""
    found: defaultdict[str, list[tuple[re.Pattern[str], str]]] = defaultdict(list)
    for phrase in sorted(frozenset().union(*map(phrases, tables))):
        mark = phrase[0] if phrase[0] in "~-=" else ""
        words = [part for word in phrase.removeprefix(mark).split() for part in _parts(word)]
        pattern = re.compile("".join(map(_expression, words)))
        for first in SERVICES if words[0] == "%" else words[0].split("/"):
            found[first].append((pattern, mark))
    return dict(found)


def _parts(word: str) -> list[str]:
    """A word of a phrase as `folded` gives it: the vowel signs of some scripts part it."""
    return [word] if "/" in word or word in "#*%" else _WORD.findall(word)


def _expression(word: str) -> str:
    match word:
        case "#":
            return r" \d+"
        case "*":
            return r"(?: \S+){0,25}"
        case "%":
            return rf"(?: (?:{'|'.join(SERVICES)}))+"
        case _:
            return f" (?:{'|'.join(map(re.escape, word.split('/')))})"
