"""Lines of several parts that tell of a post -> whether one is that, and whom it names. Pure.

"Par Rédaction | 3 juin 2018 | Agriculture | 0 commentaire", "Source: Xinhua | 2020-10-05 | Editor: roe", and of Chinese
portals "2018-08-08 20:10 来源：中新网 作者：王海".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from syndicate.normalize.furniture import below, posting, systems
from syndicate.normalize.markup.blocks import Line
from syndicate.normalize.text import ends_sentence

_LINE = 160  # characters
_MOST = 8  # parts
_CATEGORY = 3  # words
_BETWEEN = re.compile(r"\s*[|·•]\s*")
_MARKED = re.compile("[|·•]")
_BY = re.compile(
    r"(?i)(?:by|von|par|por|di|da|door|av|af|автор|autor|przez|yazar|作者)(?::\s?|\s|：)(?P<name>\S+(?:\s\S+){0,3})"
)
_KEYED = re.compile(
    r"(?:(?:来源|來源|稿源|作者|记者|責任編輯|责任编辑|编辑|編輯|责编|发布时间|时间|点击|浏览|阅读|字号)\s?[：:]\s?[^\s：:]{1,20}\s?){1,6}"
)


def told(line: Line, headline: str, near: date) -> tuple[str | None, bool] | None:
    """Whom a line of parts names, and whether each part is known; None where it is none, or has no day of the entry.

    What is not known may be a category: one part of a few words, beside the day and another that is known.
    """
    text = line.text
    if len(text) > _LINE:
        return None
    if not _MARKED.search(text):
        return (None, True) if not text.isascii() and _is_keyed(text, near) else None
    if not posting.DIGIT.search(text):
        return None
    parts = [part for part in _BETWEEN.split(text) if part]
    if not 1 < len(parts) <= _MOST or not any(posting.is_day(part, near) for part in parts):
        return None
    names = [match["name"] for part in parts if (match := _BY.fullmatch(part))]
    unknown = [part for part in parts if not _is_known(part, line, headline, near)]
    if not _may_be_category(unknown, len(parts)):
        return None
    return (names[0] if names else None), not unknown


def _may_be_category(unknown: Sequence[str], parts: int) -> bool:
    return not unknown or (
        len(unknown) == 1
        and parts > len(unknown) + 1
        and len(unknown[0].split()) <= _CATEGORY
        and not ends_sentence(unknown[0])
    )


def _is_known(part: str, line: Line, headline: str, near: date) -> bool:
    one = Line(part, line.href, len(part) if line.href else 0)
    return (
        posting.is_day(part, near)
        or below.is_desk(part)
        or _BY.fullmatch(part) is not None
        or systems.is_age(one)
        or systems.is_head(one, headline)
        or systems.is_foot(one, headline)
    )


def _is_keyed(text: str, near: date) -> bool:
    """Whether it is keys and what each stands for, behind the day of the entry."""
    keyed = _KEYED.search(text) if "：" in text or ":" in text else None
    return (
        keyed is not None
        and posting.is_day(text[: keyed.start()].strip(), near)
        and _KEYED.fullmatch(text, keyed.start()) is not None
    )
