"""Declared terms in scripts without spaces -> where they stand in a text, and not merely occur. Pure.

There is no list of all words to cut such texts by. What can be told without one is told: a term in katakana is a
whole run of katakana (タイ is not in タイトル), Thai and its neighbours are not cut inside of a syllable's sign,
Latin letters and digits not inside of a word, and of Chinese place names those are known that hold another.
"""

import re

from syndicate.scripts import HAS_UNSPACED, MARKS, UNSPACED, in_form

_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff]")
_MARK = re.compile(f"[{MARKS}\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3]")
_LEADING_VOWELS = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4")
_HOLDING = """
    印度尼西亚 印度 印度尼西亞 印度 印度洋 印度 索马里 马里 索馬里 馬里 马里兰 马里 馬里蘭 馬里 马里奥 马里
    罗马尼亚 罗马 羅馬尼亞 羅馬 南苏丹 苏丹 南蘇丹 蘇丹 几内亚比绍 几内亚 赤道几内亚 几内亚
    巴布亚新几内亚 几内亚 东京都 京都 東京都 京都 阿曼达 阿曼 华盛顿邮报 华盛顿 纽约时报 纽约 紐約時報 紐約
    新墨西哥 墨西哥 新德里 德里 北爱尔兰 爱尔兰 北愛爾蘭 愛爾蘭 西班牙港 西班牙
""".split()  # noqa: SIM905 - the longer name, then the one that it holds and does not mean
_HELD: dict[str, list[str]] = {}
for _longer, _held in zip(_HOLDING[::2], _HOLDING[1::2], strict=True):
    _HELD.setdefault(_held, []).append(_longer)


def folded(text: str) -> str:
    """Give a text as it is searched: one form of every sign, small letters, no spaces between signs."""
    text = in_form("NFKC", text).casefold()
    return re.sub(rf"(?<=[{UNSPACED}])\s+(?=[{UNSPACED}])", "", text)


def place(text: str, term: str) -> int:
    """Where a folded term first stands in a folded text; -1 where it does not."""
    start = text.find(term)
    while start >= 0 and not stands(text, start, term):
        start = text.find(term, start + 1)
    return start


def stands(text: str, start: int, term: str) -> bool:
    """Whether a term that occurs here is there as a word, as far as can be told."""
    end = start + len(term)
    before, after = text[start - 1 : start], text[end : end + 1]
    if _MARK.match(after) or before in _LEADING_VOWELS:
        return False
    if _joined(before, term[0]) or _joined(term[-1], after):
        return False
    return not any(
        text.startswith(longer, start - offset)
        for longer in _HELD.get(term, ())
        if (offset := longer.find(term)) <= start
    )


def _joined(one: str, other: str) -> bool:
    """Whether two letters that follow each other belong to one word, by their script."""
    if not one or not other:
        return False
    if _KATAKANA.match(one) and _KATAKANA.match(other):
        return True
    return all(letter.isalnum() and not HAS_UNSPACED.match(letter) for letter in (one, other))
