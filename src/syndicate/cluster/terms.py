"""Item -> weighted terms: stems, names (@), numbers (#), pairs of signs where no spaces are written. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from syndicate.cluster import languages
from syndicate.model import Item
from syndicate.scripts import LETTERS, UNSPACED, pairs

LEAD_WORDS = 40  # the whole text is no better than its beginning, and slower
TITLE_WEIGHT = 2.0
LONGEST = 40  # a longer run of letters is no word
NAME, NUMBER = "@", "#"
_APOSTROPHES = ("'", "’")

_TOKEN = re.compile(
    r"(?P<acronym>(?:[^\W\d_]\.){2,})"
    r"|(?P<number>\d+(?:[.,]\d+)*)(?!\w)"
    rf"|(?P<word>\w[{LETTERS}]*(?:['’&]\w[{LETTERS}]*)*)"
    r"|(?P<stop>[.!?:;…]|[\"“”«»])"
)
# Korean has spaces, but hangs so much on its words that their parts tell more.
_UNSPACED = re.compile(rf"[{UNSPACED}\uac00-\ud7af]+")
_OUTLET = re.compile(
    r"\s+(?:\||::|»)\s+[^|]{2,40}$"
    r"|\s+[-–—]\s+(?:The [A-Z][\w.]*(?: [A-Z][\w.]*){0,3}"
    r"|(?:[A-Z][\w.&']* ){0,4}(?:News|Times|Post|Herald|Journal|Tribune|Telegraph|Guardian|Gazette"
    r"|Chronicle|Standard|Star|Sun|Mail|Express|Observer|Independent|Today|Online|Magazine|Radio|TV"
    r"|Press|Blog|Reuters|AFP|AP|BBC|CNN|NPR|CNBC|Bloomberg|Review|Report|Daily|Weekly|[\w.-]+\.(?:com|org|net))"
    r"(?: [A-Z][\w]*){0,2})$"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it stands. `initial` where a capital says nothing: it opens a sentence."""

    text: str
    kind: str
    initial: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What an item says, in terms. `length` is in words."""

    language: str
    counts: dict[str, float]
    length: int


def headline(title: str) -> str:
    """Cut the publisher from the end of a headline: "... - The Post", "... | Outlet"."""
    cut = _OUTLET.sub("", title.strip())
    return cut if len(cut.split()) >= 4 else title.strip()


def tokens(text: str) -> Iterator[Token]:
    """Walk over words and numbers."""
    initial = True
    for found in _TOKEN.finditer(text):
        kind, word = found.lastgroup or "word", found.group()
        if kind == "stop":
            initial = True
            continue
        if kind == "acronym":
            word = word.replace(".", "")
        elif kind == "number":
            word = word.replace(",", "")
        elif word[-1] in "sS" and word[-2:-1] in _APOSTROPHES:
            word = word[:-2]
        yield Token(word, kind, initial)
        initial = False


def read(item: Item) -> Words:
    """Take the terms of an item from its title and the beginning of its text."""
    return read_text(item.title, item.text, item.language)


def read_text(heading: str, text: str = "", tag: str | None = None) -> Words:
    """Take the terms of a headline and the text below it."""
    title = list(tokens(headline(heading)))
    lead = [token for token, _ in zip(tokens(text[:1000]), range(LEAD_WORDS), strict=False)]
    language = languages.primary(tag) or languages.guess(
        [token.text.lower() for token in (*title, *lead)]
    )
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
    shouted = sum(token.text.isupper() for token in found) > len(found) / 2
    for token in found:
        if token.kind == "number" and len(token.text) <= LONGEST:
            told.append(NUMBER + token.text)
            continue
        if pieces := _UNSPACED.findall(token.text):
            told.extend(pair for piece in pieces for pair in pairs(piece))
            continue
        lower = token.text.lower()
        acronym = not shouted and 1 < len(lower) <= LONGEST and token.text.isupper()
        if acronym:
            told.append(NAME + lower)
        if lower in common and not acronym:
            continue
        if not 2 <= len(lower) <= LONGEST:
            continue
        plain.append(lower)
        if names and not acronym and not token.initial and not shouted and token.text[0].isupper():
            told.append(NAME + lower)
    return languages.stems(plain, language) + told


def all_capitals(title: list[Token]) -> bool:
    """A Headline In Title Case: its capitals tell no names."""
    long = [token.text for token in title if len(token.text) > 3 and token.kind == "word"]
    return sum(word[0].isupper() for word in long) > 0.7 * len(long)
