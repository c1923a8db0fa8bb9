"""The files of an entry, as they are kept. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from syndicate.model import Companion, Enclosure, Episode
from syndicate.normalize import text
from syndicate.normalize.formats.raw import RawEntry, RawLink
from syndicate.normalize.languages.language import tidy
from syndicate.normalize.links.urls import absolute

_DURATION = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,7})(?:[.]\d{0,9})?", re.ASCII)
_NUMBER = re.compile(r"\d{1,6}", re.ASCII)
_MOST = 50


def enclosures(links: Iterable[RawLink], base: str) -> tuple[Enclosure, ...]:
    """Files by http(s), each once, though what is said of it may be said in two places."""
    found: dict[str, Enclosure] = {}
    for link in links:
        url = absolute(link.href, base)
        if url and (url in found or len(found) < _MOST):
            file, known = _enclosure(url, link), found.get(url)
            found[url] = file if known is None else _more(known, file)
    return tuple(found.values())


def episode(entry: RawEntry, base: str) -> Episode | None:
    """Where an entry stands in its podcast, and what goes with its file; None where it says nothing of it."""
    found: dict[str, Companion] = {}
    for link in entry.companions[:_MOST]:
        url = absolute(link.href, base)
        if url:
            companion = Companion(link.rel, url, _media_type(link), tidy(link.language))
            found.setdefault(url, companion)
    told = Episode(_number(entry.season), _number(entry.episode), tuple(found.values()))
    return None if told == Episode() else told


def _number(written: str | None) -> int | None:
    digits = _NUMBER.fullmatch((written or "").strip())
    return int(digits[0]) or None if digits else None


def _enclosure(url: str, link: RawLink) -> Enclosure:
    title = text.title(link.title or "", markup=False) or None
    return Enclosure(url, _media_type(link), _length(link.length), title, _seconds(link.duration))


def _media_type(link: RawLink) -> str | None:
    return text.clip(text.squeeze(link.media_type or ""), text.NAME_BYTES) or None


def _more(known: Enclosure, again: Enclosure) -> Enclosure:
    """A file with the title and duration that it is given elsewhere."""
    return replace(
        known,
        title=known.title or again.title,
        duration_s=known.duration_s or again.duration_s,
    )


def _seconds(written: str | None) -> int | None:
    """How long a file lasts, to the second: as 3723, 3723.5, 62:03 or 1:02:03; None where it does not say."""
    found = _DURATION.fullmatch((written or "").strip())
    if not found:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds or None


def _length(written: str | None) -> int | None:
    digits = (written or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None
