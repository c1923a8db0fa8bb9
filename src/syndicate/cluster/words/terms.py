"""Item -> weighted terms: stems, names (@), numbers (#), pairs of signs where no spaces are written. Pure."""

import re
from dataclasses import dataclass

from syndicate.cluster.words import languages
from syndicate.cluster.words.opening import placed
from syndicate.model import Item
from syndicate.scripts import UNSPACED, pairs
from syndicate.spoken import LEAD_WORDS, Token, headline, language_of, opening, tokens

__all__ = [
    "LEAD_WORDS",
    "Token",
    "Words",
    "all_capitals",
    "headline",
    "read",
    "read_text",
    "tokens",
    "told",
]

TITLE_WEIGHT = 2.0
LONGEST = 40  # a longer run of letters is no word
NAME, NUMBER = "@", "#"
# Korean has spaces, but hangs so much on its words that their parts tell more.
_UNSPACED = re.compile(rf"[{UNSPACED}\uac00-\ud7af]+")


@dataclass(frozen=True, slots=True)
class Words:
    """What an item says, in terms. `length` is in words."""

    language: str
    counts: dict[str, float]
    length: int


def read(item: Item) -> Words:
    """Take the terms of an item from its title and the beginning of its text."""
    return read_text(told(item), item.text, item.language)


def told(item: Item) -> str:
    """The title of an item, or nothing: the address that an entry without a word is called by does not speak for it."""
    return "" if item.is_untitled else item.title


def read_text(heading: str, text: str = "", tag: str | None = None) -> Words:
    """Take the terms of a headline and the text below it."""
    title, lead = opening(heading, text)
    language = language_of(tag, title, lead)
    if (below := placed(text)) is not text:
        _, lead = opening("", below)
    of_title = _terms(title, language, names=not all_capitals(title))
    of_lead = _terms(lead, language, names=True)
    counts: dict[str, float] = {}
    for term in of_title:
        counts[term] = counts.get(term, 0.0) + TITLE_WEIGHT
    for term in of_lead:
        counts[term] = counts.get(term, 0.0) + 1.0
    return Words(language, counts, len(title) + len(lead))


def _terms(found: list[Token], language: str, *, names: bool) -> list[str]:
    """Stems of the words that tell something, and each name once more as a name."""
    told: list[str] = []
    plain: list[str] = []
    common = languages.common(language)
    uppers = [token.text.isupper() for token in found]
    shouted = sum(uppers) > len(found) / 2
    names = names and not shouted
    for token, upper in zip(found, uppers, strict=True):
        text = token.text
        if token.kind == "number" and len(text) <= LONGEST:
            told.append(NUMBER + text)
            continue
        if not text.isascii() and (pieces := _UNSPACED.findall(text)):
            told.extend(pair for piece in pieces for pair in pairs(piece))
            continue
        lower = text.lower()
        acronym = upper and not shouted and 1 < len(lower) <= LONGEST
        if acronym:
            told.append(NAME + lower)
        elif lower in common or not 2 <= len(lower) <= LONGEST:
            continue
        plain.append(lower)
        if names and not acronym and not token.initial and text[0].isupper():
            told.append(NAME + lower)
    return languages.stems(plain, language) + told


def all_capitals(title: list[Token]) -> bool:
    """A Headline In Title Case: its capitals tell no names."""
    long = [token.text for token in title if len(token.text) > 3 and token.kind == "word"]
    return sum(word[0].isupper() for word in long) > 0.7 * len(long)
