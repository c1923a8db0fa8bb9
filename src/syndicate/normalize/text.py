"""Any text -> text that may stand anywhere. Pure."""

from __future__ import annotations

import html
import re

from selectolax.lexbor import LexborHTMLParser

# What XML 1.0 cannot carry, lone surrogates among it (XML 1.0, 2.2).
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\r"))
_FFFE, _FFFF = "\ufffe".encode(), "\uffff".encode()
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]{0,15})(?=[\s/>])[^<>]{0,2000}>")
# Markup that people really put into titles; anything else in angle brackets is a writer's own.
_TITLE_MARKUP = """
    a abbr b bdi bdo br big center cite code del dfn div em font h1 h2 h3 h4 i img ins kbd mark
    nobr p q s samp small span strike strong style sub sup tt u var wbr
"""
_TITLE_TAGS = frozenset(_TITLE_MARKUP.split())
_DEEP = 200
_BLOCKS = "article|blockquote|div|figure|h[1-6]|ol|p|section|table|ul"
_OPENED = re.compile(rf"(?i)<(?:{_BLOCKS})(?:\s[^<>]{{0,2000}})?>")
_CLOSED = re.compile(rf"(?i)</(?:{_BLOCKS})\s?>$")

# Where a word may be parted, and marks of byte order. But scripts without spaces show with U+200B where a word ends,
# and what looks like a soft hyphen behind these letters is half of one that was read in a wrong charset.
_BROKEN = "[\u0080-\u00de]"
_SPACELESS = "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]"
_UNSEEN = re.compile(f"(?<!{_BROKEN})\u00ad|[\u2060\ufeff]|(?<!{_SPACELESS})\u200b(?!{_SPACELESS})")

TITLE_BYTES = 1024
NAME_BYTES = 256
SUMMARY_BYTES = 2048
_SENTENCE = re.compile(r"(?<!\.m)(?<!\sг)[.!?…]$")  # "7 p.m.", "2014 г." are none


def xml_legal(text: str) -> str:
    """Text without the characters that would make a whole feed unreadable.

    Nearly all text is legal, and its bytes tell so at a tenth of the price of a pattern.
    """
    try:
        raw = text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return _ILLEGAL.sub("", text)
    if len(raw.translate(None, _CONTROLS)) == len(raw) and _FFFE not in raw and _FFFF not in raw:
        return text
    return _ILLEGAL.sub("", text)


def squeeze(text: str) -> str:
    """Legal text on one line, with single spaces."""
    return " ".join(xml_legal(text).split())


def visible(text: str) -> str:
    """Text without soft hyphens and spaces of no width: nobody sees them, and they part words that people look for.

    Joiners and marks of direction stay.
    """
    if text.isascii() or not any(sign in text for sign in "\u00ad\u200b\u2060\ufeff"):
        return text
    return _UNSEEN.sub("", text)


def clip(text: str, limit_bytes: int) -> str:
    """At most so many bytes of UTF-8, cut between words where there are any."""
    raw = text.encode("utf-8", "ignore")
    if len(raw) <= limit_bytes:
        return text
    cut = raw[: limit_bytes - 3].decode("utf-8", "ignore")
    head, space, _ = cut.rpartition(" ")
    between = text[len(cut)].isspace() or not space or len(head) * 2 < len(cut)
    return (cut if between else head).rstrip(" ,;:.") + "…"


def plain(markup: str) -> str:
    """The words of a piece of HTML, on one line."""
    if "<" not in markup:
        return squeeze(html.unescape(markup))
    if markup.count("<") > 20 * _DEEP:
        markup = markup[: 256 * _DEEP]
    tree = LexborHTMLParser(f"<!DOCTYPE html><body>{xml_legal(markup)}")
    tree.strip_tags(["script", "style", "template", "noscript", "iframe", "svg", "math"])
    body = tree.body
    return "" if body is None else squeeze(body.text(separator="", strip=False))


def title(value: str, *, markup: bool, literal: bool = False) -> str:
    """A headline as plain text: markup removed, entities resolved once, at most 1 kB.

    `markup` says that the feed calls it HTML; `literal` that it says it is none (Atom's type="text").
    """
    value = xml_legal(value)
    if literal:
        return clip(squeeze(value), TITLE_BYTES)
    known = all(tag.lower() in _TITLE_TAGS for tag in _TAG.findall(value)) and _TAG.search(value)
    if known or (markup and "<" in value and _TAG.search(value)):
        return clip(plain(_block_spaces(value)), TITLE_BYTES)
    return clip(squeeze(entities(value)), TITLE_BYTES)


def name(value: str) -> str:
    """What somebody or something is called, as plain text, at most 256 bytes."""
    return clip(title(value, markup=False), NAME_BYTES)


def entities(value: str) -> str:
    """Resolve character references that are complete, once."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]), value)


def once_more(markup: str) -> str:
    """HTML of RSS that was escaped twice, escaped once; any other as it is.

    Nobody writes a text that is markup from its first sign to its last, and has no paragraph of its own.
    """
    given = markup.strip()
    if not given.startswith("&lt;") or not given.endswith("&gt;") or "<" in given:
        return markup
    once = entities(given)
    opened, closed = _OPENED.match(once), _CLOSED.search(once)
    return once if opened and closed else markup


def _block_spaces(value: str) -> str:
    return re.sub(r"(?i)<(br|p|div|h[1-4])\b", r" <\1", value)


def first_words(text: str) -> str:
    """A headline made from a text that has none: its first sentence, or its first words."""
    line = squeeze(text.strip().partition("\n")[0])
    sentence = re.match(r".{15,80}?[.!?。！？](?=\s|$)", line)
    if sentence:
        return sentence[0]
    if len(line) <= 80:
        return line
    head, space, _ = line[:80].rpartition(" ")
    return (head if space else line[:80]) + "…"


def excerpt(text: str, limit: int = 400) -> str:
    """The beginning of a text, ended at a sentence where one ends in time."""
    line = squeeze(text[: limit * 4])
    if len(line) <= limit:
        return line
    head = line[:limit]
    ends = [match.end() for match in re.finditer(r"[.!?。！？][\"'”’)]*(?=\s|$)", head)]
    if ends and ends[-1] > limit // 2:
        return head[: ends[-1]]
    return head.rpartition(" ")[0] + "…" if " " in head else head + "…"


def ends_sentence(line: str) -> bool:
    """Whether a line ends as sentences do, and not as a heading, a name or a time."""
    return _SENTENCE.search(line) is not None
