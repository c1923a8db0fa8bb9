"""Short lines that nobody knows, among what systems write below a text -> furniture like those. Pure.

No table has every button. What stands between two lines that are surely below a text is there, too, if it reads like
a label and no more stands so than is known: "Similar Threads", "View my complete profile".
"""

from __future__ import annotations

import re

from syndicate.normalize.markup.blocks import Line
from syndicate.normalize.text import ends_sentence

_LETTERS = 40  # of a label
_UNSPACED = 12  # of one in a script that does not part words
_WORDS = 5
_LINKED = 4  # words of a link; one of more may be the headline of another story
_STRIP = re.compile(
    r"[|»›•·【】]|\s[/>]\s|[^\W\d]/[^\W\d].*/|(?<![.:\d])\d{1,2}[:.]\d\d(?![.:\d%])|\b(?:19|20)\d\d\b"
)
_RIGHTS = re.compile(
    r"(?i)\(?(?:copyright|©|\(c\)|hak cipta|版权所有|저작권자)[^.!?]{0,60}(?:(?:19|20)\d\d|rights reserved|©)"
    r"[^!?]{0,80}"
)
_PARTED = re.compile(r"\s?[|·•»]\s?|\s/\s")
_PART = 30  # characters
MOST = 6  # that are unknown below one text


def is_fragment(line: Line) -> bool:
    """Whether it may be a label: a few words, no sentence, no quotation, no figure, nothing that announces a list."""
    text = line.text
    if len(text) > _LETTERS or not text[0].isalpha() or text[0].islower():
        return False
    words = text.split()
    if len(words) > (_LINKED if line.href else _WORDS) or text[-1] in ":：,;…":
        return False
    if len(words) == 1 and not text.isascii() and not text[0].isupper() and len(text) > _UNSPACED:
        return False
    return not ends_sentence(text) and not any(map(str.isdigit, text))


def is_strip(text: str) -> bool:
    """Whether it reads like parts of a page in a row, or tells a time or a year, as no headline of a report does."""
    return _STRIP.search(text) is not None


def is_menu(text: str) -> bool:
    """Whether it is a few words, a mark, a few words: "Print | Back to list"."""
    parts = [part for part in _PARTED.split(text) if part]
    return (
        len(parts) > 1
        and not ends_sentence(text)
        and all(
            len(part) <= _PART and part.count(" ") < _LINKED and any(map(str.isalpha, part))
            for part in parts
        )
    )


def is_rights(text: str) -> bool:
    """Whether it is a note of copyright and no more: "Copyright © 2011. Harbour Blog - All Rights Reserved"."""
    return _RIGHTS.fullmatch(text) is not None
