"""A link behind a paragraph that leads to the rest of it ("... Continue reading →") -> apart from it. Pure."""

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


def parted(markup: str) -> tuple[str, tuple[str, ...]]:
    """Sanitised HTML without such links, and what they said."""
    found: list[str] = []

    def kept(match: re.Match[str]) -> str:
        words = text.plain(match["link"])
        if not systems.leads_on(Line(words, "", len(words))):
            return match[0]
        found.append(words)
        return match["end"]

    return (_LINK.sub(kept, markup) if "</a>" in markup else markup), tuple(found)
