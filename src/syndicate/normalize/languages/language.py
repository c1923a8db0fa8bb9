"""Which language a text is in: as declared, unless it is surely in another; else the best guess. Pure."""

from __future__ import annotations

import re

from syndicate.normalize.languages import langdetect, trigrams
from syndicate.normalize.languages.trigrams import Guess

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")
_LETTERS = 20  # fewer are a name, which is in no language
# Languages so near to each other that a guess may take one for another: what is declared of them is believed.
_NEAR = tuple(
    frozenset(group.split())
    for group in (
        "nb nn no da",
        "hr sr bs sh cnr",
        "id ms",
        "pt gl",
        "cs sk",
        "fa prs tg",
        "zh yue wuu ja",
        "tl fil",
        "he iw yi",
    )
)


def tidy(tag: str | None) -> str | None:
    """A language tag in its usual case (BCP 47, 2.1.1): "en_us" -> "en-US"; None where it is none."""
    given = (tag or "").strip().replace("_", "-")
    if not _TAG.fullmatch(given) or given.lower() in ("und", "mul", "zxx", "mis"):
        return None
    first, *rest = given.split("-")
    return "-".join((first.lower(), *map(_subtag, rest)))


def _subtag(part: str) -> str:
    if len(part) == 2:
        return part.upper()
    return part.title() if len(part) == 4 and part.isalpha() else part.lower()


def settled(declared: str | None, text: str) -> str | None:
    """The language of a text, of which a tidied tag may be declared, which also knows the region.

    A feed's tag is often that of its template: a text that is long enough and surely in another language is believed.
    """
    if declared is None:
        return guess(text)
    primary = declared.partition("-")[0]
    if len(text) < _LETTERS or trigrams.speaks(text, primary):
        return declared
    found = _best(text) if len(text) > trigrams.SURE_LETTERS else trigrams.by_script(text)
    if found is None or not found.is_sure or _is_near(found.language, primary):
        return declared
    return found.language


def guess(text: str) -> str | None:
    """The language that a text is most likely in; None where it is too short to tell."""
    found = _best(text)
    return found.language if found else None


def _best(text: str) -> Guess | None:
    """A script of its own tells most, then whoever knows the most languages."""
    sample = text[: trigrams.SAMPLE]
    found = trigrams.by_script(sample)
    if found or sum(map(str.isalpha, sample)) < _LETTERS:
        return found
    if langdetect.is_here() and len(sample) > trigrams.SURE_LETTERS:
        return langdetect.guess(sample)  # where it cannot tell, nobody can
    return langdetect.guess(sample) or trigrams.guess(sample)


def _is_near(one: str, other: str) -> bool:
    return one == other or any({one, other} <= near for near in _NEAR)
