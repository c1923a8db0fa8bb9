"""A page that was flattened into one line -> the lines it had. Pure.

What shortens texts for a feed drops the markup first: path, headline, signature, report and the stories below it
run into each other. They are parted where two of headline, signature and dateline begin the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from syndicate.normalize.datelines import dateline
from syndicate.normalize.furniture import bylines, systems, top
from syndicate.normalize.furniture.headline import folded
from syndicate.normalize.markup import blocks, html
from syndicate.normalize.markup.blocks import Line

_PLAIN_LINE = re.compile(  # all that there is, or what stands above paragraphs
    r"(?:<(?:div|p|pre|span)>)*[^<]*(?:</(?:div|p|pre|span)>)*"
    r"|(?:<p>)?\s*[^<\s][^<]*(?:</p>)?\s*(?P<rest><p>.*)",
    re.DOTALL,
)
_LONGEST = 100_000  # characters
_PATH = 120  # characters, before the headline
_SOME_DAY = date(2000, 1, 1)
_HEADING = re.compile(r"\s(?=(?P<all>(?P<words>[^\W\d_]+(?:\s[^\W\d_]+){0,2})\s?[:：]\s))")
_STORY_ENDS = re.compile(r"(?i)(?<=\bfull story)\s+")
_OPENING = 400  # characters, in which a dateline is looked for
_HEADLINES = 3
_FOOT_LINES = 9
_FOOT_WORDS = 6


def unfolded(read: blocks.Blocks, title: str) -> blocks.Blocks:
    """A text whose first line is without any markup, with the lines that its page had."""
    plain = _PLAIN_LINE.fullmatch(read.markup) if read.lines else None
    found = lines(read.lines[0].text, title) if plain else []
    if plain is None or len(found) < 2:
        return read
    return blocks.read(html.from_plain("\n\n".join(found)) + (plain["rest"] or ""))


def lines(text: str, title: str) -> list[str]:
    """The lines of a page; the text alone where it is not certain that it was one."""
    if len(text) > _LONGEST:
        return [text]
    headlines, rest = _headlines(text, title)
    end = bylines.signature_end(rest)
    signature, rest = ([rest[:end]] if end else []), rest[end:].strip()
    found = (headlines, signature, _is_report(rest))
    if not rest or sum(map(bool, found)) < 2:
        return [text]
    return [*headlines, *signature, *_below(rest)]


def _headlines(text: str, title: str) -> tuple[list[str], str]:
    """The headline that begins a text, by itself, behind a path, or twice; and what is below."""
    at = text.find(title, 0, _PATH + len(title)) if title else -1
    if at < 0 or (at and not top.is_path(text[: at + len(title)], folded(title))):
        return [], text
    found = [text[: at + len(title)]]
    rest = text[at + len(title) :].strip()
    while rest.startswith(title) and len(found) < _HEADLINES:
        found.append(title)
        rest = rest[len(title) :].strip()
    return found, rest


def _below(rest: str) -> Iterator[str]:
    """The report, the stories that are related to it, and the foot of the page."""
    rest, foot = _foot(rest)
    for match in _HEADING.finditer(rest):
        begins = match.end("all")
        if not systems.heads_related(match["words"]):
            continue
        if _is_report(rest[begins : begins + _OPENING]):
            yield rest[: match.start()]
            yield f"{match['words']}:"
            yield from _STORY_ENDS.split(rest[begins:])
            break
    else:
        yield rest
    yield from foot


def _foot(rest: str) -> tuple[str, list[str]]:
    """What systems write below a text: two lines of it at least, as one may well be how a sentence ends."""
    found: list[str] = []
    words = rest.split()
    while len(found) < _FOOT_LINES and (at := _foot_begins(words)):
        found.insert(0, " ".join(words[at:]))
        words = words[:at]
    return (" ".join(words), found) if len(found) > 1 else (rest, [])


def _foot_begins(words: list[str]) -> int:
    """Where the last words begin that are a line of the foot; 0 where they are none."""
    places = range(max(1, len(words) - _FOOT_WORDS), len(words))
    return next((at for at in places if systems.is_foot(Line(" ".join(words[at:])), "")), 0)


def _is_report(text: str) -> bool:
    return dateline.read(text, _SOME_DAY) is not None
