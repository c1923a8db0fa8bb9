"""A report and what was told before it -> the figures and names that are new in it. Pure.

What a reporter puts on top is the news: a figure or a name counts where the headline or the first lines
bring it, and is new where no earlier report of the story holds it anywhere. Dates, times, ages and what is part
of a word (Covid-19) are no figures. A name is two capital words or more, of which the text speaks more than
once: so no byline is one, and no headline in capitals. Scripts and languages that do not tell names by capitals
have figures alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

LEAD: Final = 400  # letters of a text that count as its first lines
_DIGITS: Final = 100  # of a figure; what is longer is compared as it is written
_NOUNS_IN_CAPITALS = frozenset({"de", "lb"})
_MONTH = (
    r"(?:jan|ene|gen|feb|fév|fev|mar|mär|apr|avr|abr|may|mai|mag|jun|jui|giu|jul|lug|aug|ago|aoû"
    r"|sep|set|oct|okt|out|ott|nov|dec|dez|dic|déc)[^\W\d_]*\.?"
)
_NO_FIGURE = re.compile(
    r"(?i)[a-zà-ɏа-я]-?\d[\d.,]*|\d{4}-\d\d?-\d\d?|\d\d?[/.]\d\d?[/.]\d{2,4}|\d\d?[:h]\d\d\b"
    r"|\d\d?(?:\.\d\d)?\s?(?:[ap]\.?m\b|gmt|utc|uhr|o'clock)"
    rf"|\b\d\d?(?:st|nd|rd|th|er|\.)?\s(?:de\s)?{_MONTH}|\b{_MONTH}\s\d\d?(?:st|nd|rd|th)?\b"
    r"|(?<!\d)\d++(?:\s?[年月日时時分歳岁]|[- ]?year[- ]olds?)|\b(?:19|20)\d\d\b(?![.,]\d)|\b\d+(?:st|nd|rd|th)\b"
)
_FIGURE = re.compile(r"\d{1,3}(?:[.,'\s\u202f]\d{3})+(?!\d)|\d+[.,]\d+|\d+")
_IN_WORDS = re.compile(r"(?i)\b(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b")
_VALUES = "three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905 - reads best as words
_ENDS = re.compile(r"[.!?:…][\"”’»)]*$")
_WORD = re.compile(r"[^\W\d_][\w’'-]+")


@dataclass(frozen=True, slots=True)
class Told:
    """What a report has told."""

    figures: frozenset[str]
    words: frozenset[str]

    @classmethod
    def by(cls, title: str, text: str) -> Told:
        """Read a report."""
        return cls(figures(f"{title}\n{text}"), _words(f"{title}\n{text}"))


@dataclass(frozen=True, slots=True)
class Brought:
    """What a report puts on top: figures by their values, and the words of names of which it speaks more than once."""

    figures: tuple[tuple[str, str], ...]  # value, as it writes it
    names: tuple[tuple[str, frozenset[str]], ...]

    @classmethod
    def by(cls, title: str, text: str, language: str | None = None) -> Brought:
        """Read a report."""
        lead = text[:LEAD].rpartition(" ")[0] if len(text) > LEAD else text
        has_names = (language or "").partition("-")[0] not in _NOUNS_IN_CAPITALS
        return cls(
            tuple(dict(_figures(f"{title}\n{lead}")).items()),
            tuple(_spoken_of(lead, text)) if has_names else (),
        )


def new_in(brought: Brought, earlier: Collection[Told]) -> tuple[str, ...]:
    """Give the figures and names of a report that no earlier one told, as it writes them, in their order."""
    fresh = [
        written
        for value, written in brought.figures
        if all(value not in told.figures for told in earlier)
    ]
    fresh += [
        name
        for name, words in brought.names
        if all(words.isdisjoint(told.words) for told in earlier)
    ]
    return tuple(dict.fromkeys(fresh))


def figures(text: str) -> frozenset[str]:
    """Give the figures in a text, whatever signs stand between their digits."""
    return frozenset(value for value, _ in _figures(text))


def _figures(text: str) -> list[tuple[str, str]]:
    text = _NO_FIGURE.sub(" – ", text)
    digits = [(_value(written), written) for written in _FIGURE.findall(text)]
    words = [(_VALUES.index(word.lower()) + 3, word) for word in _IN_WORDS.findall(text)]
    return digits + [(str(value), word) for value, word in words]


def _value(written: str) -> str:
    parts = re.split(r"[.,'\s\u202f]", written)
    if len(parts) > 1 and all(len(part) == 3 for part in parts[1:]):
        return _whole("".join(parts))
    whole, *rest = parts
    return ".".join([_whole(whole), *rest])


def _whole(digits: str) -> str:
    return str(int(digits)) if len(digits) <= _DIGITS else digits


def _spoken_of(lead: str, text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Give the names in the first lines that the text repeats, each with its words."""
    counts = Counter(_folded(word) for word in _WORD.findall(text))
    for name in _names(lead):
        words = _words(name)
        if any(counts[word] > 1 for word in words):
            yield name, words


def _names(text: str) -> list[str]:
    """Give what stands in two capital words or more; the first word of a sentence tells nothing."""
    found: list[list[str]] = [[]]
    begins = True
    for written in text.split():
        word = written.strip(",;.!?:…()[]\"'“”„‘’«»")
        if not begins and word[:1].isupper() and not word.isupper():
            found[-1].append(word)
        else:
            found.append([])
        if written[-1] in ",;)":
            found.append([])
        begins = _ENDS.search(written) is not None
    return [" ".join(words) for words in found if len(words) > 1]


def _words(text: str) -> frozenset[str]:
    return frozenset(map(_folded, _WORD.findall(text)))


def _folded(word: str) -> str:
    return word.casefold().removesuffix("'s").removesuffix("’s")
