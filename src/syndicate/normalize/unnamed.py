"""An entry that has no title -> a name for it: people must be able to point at it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import unescape

from syndicate.model import Enclosure
from syndicate.normalize import text
from syndicate.normalize.raw import RawEntry
from syndicate.normalize.urls import canonical_key

_UNTITLED = "Untitled"
_ALT = re.compile(r'<img(?: (?:[^<>"]++|"[^"]*+")*?)? alt="([^"]+)"')


def known_by(entry: RawEntry, words: str, url: str | None, files: Sequence[Enclosure]) -> str:
    """By which it is known again: the words that it begins with, else anything else that it says. It stays as it is."""
    places = (canonical_key(url), *(file.url.rpartition("/")[2] for file in files))
    others = (*places, *map(text.plain, (*entry.categories, *entry.authors)), _rest(entry))
    return text.first_words(words) or _clipped(next(filter(None, others), _UNTITLED))


def shown(entry: RawEntry, known: str, picture: str, claimed_at: datetime | None) -> str:
    """What people see of that name: no GUID and no date as it was written.

    `picture` is the HTML of an entry without words: it is called by what it shows, if it tells.
    """
    if (alt := _ALT.search(picture)) and (told := text.squeeze(unescape(alt[1]))):
        return _clipped(told)
    if known not in (_UNTITLED, _clipped(_rest(entry))):
        return known
    told = entry.rest
    for mark in _marks(entry):
        told = told.replace(mark, " ")
    day = f", {claimed_at.date().isoformat()}" if claimed_at else ""
    return _clipped(text.plain(told)) or f"{_UNTITLED}{day}"


def _marks(entry: RawEntry) -> Iterable[str]:
    dates = (date.written for date in (entry.published, entry.updated) if date)
    return filter(None, (entry.guid, *dates))


def _rest(entry: RawEntry) -> str:
    return text.plain(entry.rest)


def _clipped(name: str) -> str:
    return text.clip(name, text.TITLE_BYTES)
