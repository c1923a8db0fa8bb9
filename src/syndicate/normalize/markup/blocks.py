"""Sanitised HTML -> the lines a reader sees, and HTML again without some of them. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from syndicate.normalize.markup.html import VOID

_INLINE_NAMES = """
    a abbr acronym audio b bdi bdo big cite code del dfn em font i img ins kbd mark picture q rp rt
    ruby s samp small source span strike strong sub sup time tt u var video wbr
"""
_INLINE = frozenset(_INLINE_NAMES.split())
_CELLS = frozenset(("td", "th"))
_PICTURES = frozenset(("img", "source"))
_MAY_BE_EMPTY = _CELLS | {"audio", "video"}
_ATTRIBUTES = r'(?:[^<>"]++|"[^"]*+")*+'
_WITHIN_LINES = "|".join(sorted(_INLINE | _CELLS, key=len, reverse=True))
_TOKEN = re.compile(rf"<(/?)([a-z][a-z0-9]*)({_ATTRIBUTES})>|([^<]+|<)")
_TAG = re.compile(rf"<(/?)([a-z][a-z0-9]*)({_ATTRIBUTES})>")
# What ends a line: any tag but those that stand within one.
_BOUNDARY = re.compile(rf"</?(?!(?:{_WITHIN_LINES})[ >])[a-z]{_ATTRIBUTES}>")
_CAPTION = re.compile(r"<figcaption\b[^>]*>(.*?)</figcaption>", re.DOTALL)
_QUOTED_FIRST = re.compile(r"\s*<blockquote\b[^>]*>(.*?)</blockquote>(.*)", re.DOTALL)
_HREF = re.compile(r' href="([^"]*)"')


class Token(NamedTuple):
    """A tag or a run of text. `tag` is empty for text; `line` tells whose part it is."""

    source: str
    tag: str = ""
    closing: bool = False
    line: int = -1


@dataclass(frozen=True, slots=True)
class Line:
    """What stands between two block boundaries. `linked` is how much of the text is link."""

    text: str
    href: str | None = None
    linked: int = 0

    @property
    def is_link(self) -> bool:
        """Whether nearly all of the line is a link."""
        return self.href is not None and self.linked * 10 >= len(self.text) * 8


@dataclass(frozen=True, slots=True)
class Blocks:
    """A piece of sanitised HTML, seen as lines."""

    markup: str
    lines: tuple[Line, ...]

    def without(self, cut: Collection[int]) -> str:
        """The HTML without some of its lines, and without what is empty then; without all of them its pictures."""
        if not cut:
            return self.markup
        shown = _PICTURES if len(cut) >= len(self.lines) else frozenset()
        kept: list[Token] = []
        after_cut = False
        for token in _tokens(self.markup):
            if (
                token.line in cut
                and token.line >= 0
                and (not token.tag or token.tag in VOID - shown)
            ):
                after_cut = True
            elif token.tag == "br" and after_cut:
                after_cut = False
            else:
                after_cut = after_cut and bool(token.tag in _INLINE or not token.source.strip())
                kept.append(token)
        return "".join(token.source for token in _pruned(kept)).strip()


def read(markup: str) -> Blocks:
    """See sanitised HTML as lines."""
    return Blocks(markup, tuple(_lines(markup)))


def captions(markup: str) -> frozenset[str]:
    """The lines that are said of pictures."""
    found = _CAPTION.findall(markup) if "<figcaption" in markup else ()
    return frozenset(line.text for caption in found for line in _lines(caption))


def quotes_first(markup: str) -> bool:
    """Whether it opens with a quotation, and says more than that quotes."""
    match = _QUOTED_FIRST.fullmatch(markup)
    quoted, rest = (
        (sum(len(line.text) for line in _lines(part)) for part in match.groups())
        if match
        else (0, 0)
    )
    return rest > quoted > 0


def _lines(markup: str) -> Iterator[Line]:
    """What stands between block boundaries, where anything can be read there. A link may go on from line to line."""
    href: str | None = None
    for part in _BOUNDARY.split(markup):
        if "<" not in part and href is None:
            text = " ".join(html.unescape(part).split())
            if text:
                yield Line(text)
            continue
        line, href = _line(part, href)
        if line is not None:
            yield line


def _line(part: str, href: str | None) -> tuple[Line | None, str | None]:
    """A line, and the address of the link that is open at its end."""
    words: list[str] = []
    linked, target = 0, None
    at = 0
    for tag in (*_TAG.finditer(part), None):
        words.append(html.unescape(part[at : tag.start() if tag else None]))
        if href is not None and (length := len(words[-1].strip())):
            linked, target = linked + length, target or href
        if tag is None:
            break
        at = tag.end()
        closing, name, attributes = tag.groups()
        if name == "a":
            found = None if closing else _HREF.search(attributes)
            href = html.unescape(found[1]) if found else None
        elif name in _CELLS:
            words.append(" ")
    text = " ".join("".join(words).split())
    return (Line(text, target, linked) if text else None), href


def _tokens(markup: str) -> list[Token]:
    """Tags and text, each with the line that it is part of; tags around lines are of none."""
    tokens: list[Token] = []
    line, start, said = 0, 0, False
    for match in _TOKEN.finditer(markup):
        closing, tag, _, text = match.groups()
        if text is not None:
            said = said or bool(html.unescape(text).strip())
            tokens.append(Token(text, line=line))
        elif tag in _INLINE:
            tokens.append(Token(match[0], tag, bool(closing), line))
        elif tag in _CELLS:
            tokens.append(Token(match[0], tag, bool(closing)))
        else:
            line, said = _ended(tokens, start, line, said), False
            tokens.append(Token(match[0], tag, bool(closing)))
            start = len(tokens)
    _ended(tokens, start, line, said)
    return tokens


def _ended(tokens: list[Token], start: int, line: int, said: bool) -> int:  # noqa: FBT001
    """The number of the next line. A line in which nothing can be read is none."""
    if said:
        return line + 1
    tokens[start:] = [Token(token.source, token.tag, token.closing) for token in tokens[start:]]
    return line


def _pruned(tokens: list[Token]) -> list[Token]:
    """Drop elements that hold nothing, the innermost first, in one pass."""
    kept: list[Token] = []
    for token in tokens:
        if token.closing and token.tag not in _MAY_BE_EMPTY:
            at = len(kept) - 1
            while at >= 0 and not kept[at].tag and not kept[at].source.strip():
                at -= 1
            if at >= 0 and kept[at].tag == token.tag and not kept[at].closing:
                del kept[at:]
                continue
        kept.append(token)
    return kept
