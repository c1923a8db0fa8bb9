"""Sanitised HTML -> the lines a reader sees, and HTML again without some of them. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from syndicate.normalize.html import VOID

_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^<>"]++|"[^"]*+")*+)>|([^<]+|<)')
_HREF = re.compile(r' href="([^"]*)"')
_SRC = re.compile(r' src="([^"]*)"')
_INLINE_NAMES = """
    a abbr acronym audio b bdi bdo big cite code del dfn em font i img ins kbd mark picture q rp rt
    ruby s samp small source span strike strong sub sup time tt u var video wbr
"""
_INLINE = frozenset(_INLINE_NAMES.split())
_CELLS = frozenset(("td", "th"))
_MAY_BE_EMPTY = _CELLS | {"audio", "video"}


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
    """A piece of sanitised HTML, cut into tokens and seen as lines."""

    tokens: tuple[Token, ...]
    lines: tuple[Line, ...]

    def without(self, cut: Collection[int]) -> str:
        """The HTML without some of its lines, and without what is empty then."""
        if not cut:
            return "".join(token.source for token in self.tokens)
        kept: list[Token] = []
        after_cut = False
        for token in self.tokens:
            if token.line in cut and token.line >= 0 and (not token.tag or token.tag in VOID):
                after_cut = True
            elif token.tag == "br" and after_cut:
                after_cut = False
            else:
                after_cut = after_cut and bool(token.tag in _INLINE or not token.source.strip())
                kept.append(token)
        return "".join(token.source for token in _pruned(kept)).strip()


def read(markup: str) -> Blocks:
    """Cut sanitised HTML into lines, in one pass."""
    reading = _Reading()
    for match in _TOKEN.finditer(markup):
        reading.take(match)
    reading.end_line()
    return Blocks(tuple(reading.tokens), tuple(reading.lines))


def first_image(markup: str) -> str | None:
    """The address of the first picture."""
    tag = re.search(r'<img(?: (?:[^<>"]++|"[^"]*+")*+)>', markup)
    source = _SRC.search(tag[0]) if tag else None
    return html.unescape(source[1]) if source else None


class _Reading:
    """Where the pass stands: the lines that are done, and the one that grows."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.lines: list[Line] = []
        self._words: list[str] = []
        self._linked = 0
        self._href: str | None = None
        self._open: str | None = None
        self._start = 0

    def take(self, match: re.Match[str]) -> None:
        closing, tag, attributes, text = match.groups()
        if text is not None:
            self._take_text(text)
        elif tag not in _INLINE:
            if tag in _CELLS:
                self._words.append(" ")
            else:
                self.end_line()
            self.tokens.append(Token(match[0], tag, bool(closing)))
            if tag not in _CELLS:
                self._start = len(self.tokens)
        else:
            if tag == "a":
                href = None if closing else _HREF.search(attributes)
                self._open = html.unescape(href[1]) if href else None
            self.tokens.append(Token(match[0], tag, bool(closing), len(self.lines)))

    def _take_text(self, text: str) -> None:
        words = html.unescape(text)
        self._words.append(words)
        if self._open is not None and words.strip():
            self._linked += len(words.strip())
            self._href = self._href or self._open
        self.tokens.append(Token(text, line=len(self.lines)))

    def end_line(self) -> None:
        """Close the line that grows, if anything can be read in it."""
        text = " ".join("".join(self._words).split())
        if text:
            self.lines.append(Line(text, self._href, self._linked))
        elif self._start < len(self.tokens):
            self.tokens[self._start :] = [
                Token(token.source, token.tag, token.closing)
                for token in self.tokens[self._start :]
            ]
        self._words, self._linked, self._href = [], 0, None
        self._start = len(self.tokens)


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
