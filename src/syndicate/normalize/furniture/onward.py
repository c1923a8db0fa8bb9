"""What stands behind the last sentence of a paragraph and is none of it -> apart from it. Pure.

A link that leads to the rest ("... Continue reading →"), and the mark with which a desk ends a report ("Enditem").
"""

from __future__ import annotations

import re

from syndicate.normalize import text
from syndicate.normalize.furniture import systems
from syndicate.normalize.markup.blocks import Line

# Behind the end of a sentence, so that it is no part of one; and all that is left of its line.
_LINK = re.compile(
    r"(?P<end>[.!?…\]][\"'”’»)]*)(?:\s|&nbsp;)*(?P<link><a\b[^<>]*>(?:[^<]|<(?!/?a\b)[^<>]*>){1,400}</a>)"
    r"(?=\s*(?:</(?:b|em|i|span|strong)>\s*)*(?:$|</?(?:blockquote|br|div|li|p|h[1-6])\b))"
)
_MARK = re.compile(
    r"(?P<end>[.!?…][\"'”’»)]{0,2})(?:\s|&nbsp;){1,3}(?P<mark>Enditem|\(END\))"
    r"(?=\s*(?:$|</?(?:blockquote|br|div|li|p)\b))"
)


def parted(markup: str) -> tuple[str, tuple[str, ...]]:
    """Sanitised HTML without such links and marks, and what they said."""
    found: list[str] = []

    def kept(match: re.Match[str]) -> str:
        words = text.plain(match["link"])
        if not systems.leads_on(Line(words, "", len(words))):
            return match[0]
        found.append(words)
        return match["end"]

    def ended(match: re.Match[str]) -> str:
        found.append(match["mark"])
        return match["end"]

    if "Enditem" in markup or "(END)" in markup:
        markup = _MARK.sub(ended, markup)
    return (_LINK.sub(kept, markup) if "</a>" in markup else markup), tuple(found)
