"""An entry that has no title -> a name for it: people must be able to point at it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from syndicate.model import Enclosure
from syndicate.normalize import text
from syndicate.normalize.formats.raw import RawEntry
from syndicate.normalize.links.urls import canonical_key

_UNTITLED = "Untitled"
_MEDIA = re.compile(
    r"(?i)\S+\.(?:jpe?g|png|gif|webp|avif|heic|mp[34]|m4[abv]|ogg|opus|wav|mov|webm)"
)
_ALT = re.compile(r'<img(?: (?:[^<>"]++|"[^"]*+")*?)? alt="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Name:
    """What an entry is called. `is_said` where these are words of the entry; any other only points at it."""

    text: str
    is_said: bool


def given(title: str, url: str | None) -> Name:
    """A title of the entry's own, which may be no more than its address, the name of a file, or "Untitled"."""
    return Name(title, is_said=" " in title or not _points(title, url))


def _points(title: str, url: str | None) -> bool:
    if title == _UNTITLED or _MEDIA.fullmatch(title):
        return True
    place = canonical_key(title)
    return place is not None and place == canonical_key(url)


def known_by(entry: RawEntry, words: str, url: str | None, files: Sequence[Enclosure]) -> str:
    """By which it is known again: the words that it begins with, else anything else that it says. It stays as it is."""
    places = (canonical_key(url), *(file.url.rpartition("/")[2] for file in files))
    others = (*places, *map(text.plain, (*entry.categories, *entry.authors)), _rest(entry))
    return text.first_words(words) or _clipped(next(filter(None, others), _UNTITLED))


def shown(
    entry: RawEntry, known: str, words: str, markup: str, claimed_at: datetime | None
) -> Name:
    """What people see of that name: no GUID and no date as it was written.

    An entry without words is called by what the picture in its HTML shows, if it tells.
    """
    alt = None if words else _ALT.search(markup)
    if alt and (told := text.squeeze(unescape(alt[1]))):
        return Name(_clipped(told), is_said=True)
    if known not in (_UNTITLED, _clipped(_rest(entry))):
        return Name(known, is_said=bool(words))
    told = entry.rest
    for mark in _marks(entry):
        told = told.replace(mark, " ")
    day = f", {claimed_at.date().isoformat()}" if claimed_at else ""
    if said := _clipped(text.plain(told)):
        return Name(said, is_said=True)
    return Name(f"{_UNTITLED}{day}", is_said=False)


def _marks(entry: RawEntry) -> Iterable[str]:
    dates = (date.written for date in (entry.published, entry.updated) if date)
    return filter(None, (entry.guid, *dates))


def _rest(entry: RawEntry) -> str:
    return text.plain(entry.rest)


def _clipped(name: str) -> str:
    return text.clip(name, text.TITLE_BYTES)
