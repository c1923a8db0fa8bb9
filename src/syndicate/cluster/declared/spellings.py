"""A text in the one spelling in which declared words are looked for, on both sides alike. Pure.

It is for topics alone: what a story is placed by has words of its own (`spoken`), and they must not move.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from syndicate.scripts import HAS_UNSPACED, in_form
from syndicate.spoken import Token, tokens

JOINT = "_"  # between the letters and the number of a model: F_16
BREAK = Token("\n", "stop")  # no phrase goes on behind it

# Besides ’: the opening quotes, marks and letters that are typed for an apostrophe, as in Hawaiʻi.
_APOSTROPHES = "‘‛´′ʻʼʾʿ"
# What is not seen within a word: where it may be parted, which way it runs, how letters join, short vowels.
_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u0591-\u05bd\u0640\u064b-\u0652\u0670]+"
)
_SIGNED = re.compile(r"(?<!\w)(?:(\w{1,20})\+\+|([A-Za-z])#)(?![^\W\d]|[+#])(?=(\d?))")
_HYPHEN = re.compile(r"-(?<=[^\W\d_]-)(?=\d{1,4}s?(?![\w-]|[.,]\d))")
_MODEL = re.compile(rf"(.+){JOINT}(\d{{1,4}}s?)")
_ELIDING = frozenset({"ca", "fr", "it", "oc"})
_ELIDED = re.compile(r"(?:\w{,4}qu|[a-z]{,4}ll|nell|quest|[cdjlmnst]|un)'(?=\w)", re.IGNORECASE)
_HUNG_ON_CAPITALS = re.compile(r"\b([^\W\d_a-zçğıöşü]{2,5})['’][a-zçğıöşü]+")  # of ABD'nin
_PERSIAN = str.maketrans("يىك", "ییک")  # many keyboards have the Arabic letters


def even(text: str) -> str:
    """Leave out what is not seen; write apostrophes, the Turkish İ, C++, C# and models such as F-16 in one way."""
    text = text.replace("`", "'")
    if not text.isascii():
        text = _UNSEEN.sub("", text)
        for mark in _APOSTROPHES:
            text = text.replace(mark, "'")
        # A small İ is an i with a second dot, which nobody types.
        text = in_form("NFKC", text).replace("İ", "I").replace("i\u0307", "i")
        text = text.replace("\u2010", "-")
    if "++" in text or "#" in text:
        text = _SIGNED.sub(_spelled, text)
    return _HYPHEN.sub(JOINT, text)


def read(text: str, language: str) -> Iterator[Token]:
    """The words of a text without the articles that are written as one with them: Irak in l'Irak."""
    if language == "fa":
        text = text.translate(_PERSIAN)
    elif language == "tr":
        text = _HUNG_ON_CAPITALS.sub(r"\1", even(text))
    if language not in _ELIDING:
        return _spaced(text)
    return (
        replace(token, text=_ELIDED.sub("", token.text), joined=_ELIDED.sub("", token.joined))
        if "'" in token.text + token.joined
        else token
        for token in _spaced(text)
    )


def _spaced(text: str) -> Iterator[Token]:
    """Words between spaces, and at the edges of scripts without: ISIS in ISISは."""
    found = _walked(text)
    if not HAS_UNSPACED.search(text):
        yield from found
        return
    for token in found:
        if not HAS_UNSPACED.search(token.text):
            yield token
            continue
        yield BREAK
        for piece in HAS_UNSPACED.split(token.text):
            if piece:
                yield Token(piece, "word")
                yield BREAK


def _walked(text: str) -> Iterator[Token]:
    """The words of a text; of a model both parts, the second of which knows how the whole is written."""
    text = even(text)
    return _parted(tokens(text)) if JOINT in text else tokens(text)


def _parted(found: Iterable[Token]) -> Iterator[Token]:
    for token in found:
        model = _MODEL.fullmatch(token.text) if JOINT in token.text else None
        if model is None:
            yield token
        else:
            yield Token(model[1], "word", token.initial)
            yield Token(model[2], "number", joined=model[1] + model[2])


def whole(found: Iterable[Token]) -> list[str]:
    """Give the words with models written as one: F16."""
    words: list[str] = []
    for token in found:
        if token.joined:
            words[-1] = token.joined
        else:
            words.append(token.text)
    return words


def _spelled(found: re.Match[str]) -> str:
    name = f"{found[1]}plusplus" if found[1] else f"{found[2]}sharp"
    return f"{name} " if found[3] else name
