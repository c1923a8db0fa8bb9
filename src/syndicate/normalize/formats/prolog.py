"""A body -> XML that may meet feedparser: one charset, no prolog, no illegal character. Pure.

Entity bombs, external entities and most of the patterns that keep a parser busy for minutes live before
the root element. Nothing there is of use to us, so nothing of it is passed on.
"""

from __future__ import annotations

import html.entities
import re
from dataclasses import dataclass

from syndicate.errors import ParseError
from syndicate.normalize.text import xml_legal

_DECLARATION = "<?xml version='1.0' encoding='utf-8'?>\n"
_NAME = re.compile(r"<([A-Za-z_][^\s<>/]{0,100})")
_FEED = re.compile(r"<(?:rss|feed|channel|(?:\w{1,40}:)?(?:RDF|feed|rss))(?=[\s>/])")
_WRAPPED = re.compile(r"<(?:rss|feed)\s[^<>]{0,500}(?:xmlns|version)\s{0,9}=")
_DOCTYPE_STEP = re.compile(r"""["'\[\]>]|<!--|<\?""")
_NUMBER = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_NAMED = re.compile(r"&(?!amp;|lt;|gt;|quot;|apos;|#)([A-Za-z][A-Za-z0-9]{1,9});")
_EMPTY_ROOT = re.compile(r"<[^<>]{1,2000}/>")
# What may quote any tag. One that never ends quotes all that follows, and is looked at once.
_QUOTED = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_JUNK = 64 * 1024  # characters of text before the root, such as a script's own warnings
_ROOT_TAG = 64 * 1024


@dataclass(frozen=True, slots=True)
class Gated:
    """XML without its prolog. `root` is the name of its first element."""

    text: str
    root: str

    @property
    def body(self) -> bytes:
        """UTF-8, and declared as such."""
        return (_DECLARATION + self.text).encode("utf-8", "ignore")


def gate(text: str, url: str) -> Gated:
    """Cut off everything before the root element; refuse what cannot be read so far."""
    at, root = _root(text, url)
    if not _FEED.match(text, at):
        pattern = _WRAPPED if root.lower() == "html" else _FEED
        later = None if root.lower() == "opml" else pattern.search(text, at, at + _JUNK)
        if later:
            at, root = later.start(), _name(text, later.start())
    if ">" not in text[at : at + _ROOT_TAG]:
        raise ParseError(url, f"the first element, <{root}>, does not end within 64 kB")
    return Gated(_characters(text[at:]), root)


def _root(text: str, url: str) -> tuple[int, str]:
    """Where the first element begins, in one pass over what stands before it."""
    at = 0
    junk = 0
    while (start := text.find("<", at)) >= 0:
        junk += start - at if text[at:start].strip() else 0
        if junk > _JUNK:
            break
        if _NAME.match(text, start):
            return start, _name(text, start)
        at = _past(text, start)
        if at < 0:
            break
    if not text.strip("\x00\ufeff \t\r\n"):
        raise ParseError(url, "the document is empty")
    if start >= 0:
        raise ParseError(
            url, "the beginning of the document cannot be read: something in it never ends"
        )
    raise ParseError(url, "this is not a feed: there is no XML in it")


def _name(text: str, at: int) -> str:
    match = _NAME.match(text, at)
    return match[1] if match else ""


def _past(text: str, start: int) -> int:
    """Where the piece of prolog that begins at `start` is over; -1 where it never is."""
    for opening, closing in (("<?", "?>"), ("<!--", "-->"), ("<![CDATA[", "]]>")):
        if text.startswith(opening, start):
            end = text.find(closing, start + len(opening))
            return end + len(closing) if end >= 0 else -1
    if text[start : start + 9].upper() == "<!DOCTYPE":
        return _past_doctype(text, start + 9)
    return text.find(">", start) + 1 or -1


def _past_doctype(text: str, at: int) -> int:
    """A DOCTYPE ends at the first > outside of quotes, comments and its internal subset."""
    depth = 0
    while step := _DOCTYPE_STEP.search(text, at):
        found = step[0]
        at = step.end()
        if found == ">" and depth == 0:
            return at
        if found in "[]":
            depth = max(0, depth + (1 if found == "[" else -1))
        elif found != ">":
            closing = {"<!--": "-->", "<?": "?>"}.get(found, found)
            end = text.find(closing, at)
            if end < 0:
                return -1
            at = end + len(closing)
    return -1


def _characters(text: str) -> str:
    """Legal characters only, written or referred to; HTML's names need no DTD any more."""
    text = xml_legal(text)
    if "&#" in text:
        text = _NUMBER.sub(_number, text)
    return _NAMED.sub(_named, text) if "&" in text else text


def _number(match: re.Match[str]) -> str:
    digits, base = (match[1], 16) if match[1] else (match[2], 10)
    significant = digits.lstrip("0")
    point = int(significant, base) if 0 < len(significant) <= 8 else -1
    return match[0] if 0 <= point <= 0x10FFFF and xml_legal(chr(point)) else ""


def _named(match: re.Match[str]) -> str:
    point = html.entities.name2codepoint.get(match[1])
    return match[0] if point is None else chr(point)


def is_closed(gated: Gated) -> bool:
    """Whether the root element ends: where it does not, the document was cut off."""
    return f"</{gated.root}" in _unquoted(gated.text) or _EMPTY_ROOT.match(gated.text) is not None


def ends_within_entry(gated: Gated) -> bool:
    """Whether the last entry that begins does not end."""
    text = _unquoted(gated.text)
    prefix, colon, _ = gated.root.rpartition(":")
    for name in ("item", "entry", f"{prefix}{colon}item", f"{prefix}{colon}entry"):
        begins = max(text.rfind(f"<{name}{end}") for end in (">", " ", "\n", "\r", "\t"))
        if begins > text.rfind(f"</{name}"):
            return True
    return False


def _unquoted(text: str) -> str:
    """The document without what may quote any tag: an entry may well tell how a feed ends."""
    return _QUOTED.sub("", text)
