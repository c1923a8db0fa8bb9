"""Text -> words to search by, the same on every engine and in every locale. Pure.

Case and accents are folded away; scripts written without spaces give one word per character.
"""

from __future__ import annotations

import re

from syndicate.scripts import in_form

LONGEST_TEXT = 100_000
LONGEST_WORD = 64

# Thai to Lao, Myanmar, Khmer, kana, Han.
_ALONE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[{_ALONE}]|[^\W_{_ALONE}]+")
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_LONG = re.compile(rf"[^\W_]{{{LONGEST_WORD + 1}}}")


def words(text: str) -> list[str]:
    """Split a text into its words, folded."""
    text = text[:LONGEST_TEXT].casefold()
    if not text.isascii():
        text = _MARKS.sub("", in_form("NFKD", text))
        # Folded once more: letters drawn bold, in circles or squares come out of it as capitals.
        text = in_form("NFKC", text).casefold()
    return [word[:LONGEST_WORD] for word in _WORD.findall(text)]


def folded(text: str) -> str:
    """Give a text whose words, split by anything that is no letter or digit, are `words` of it."""
    if text.isascii() and not _LONG.search(text):
        return text[:LONGEST_TEXT].lower()
    return " ".join(words(text))
