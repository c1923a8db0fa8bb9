"""What makes an entry the same entry tomorrow. Pure.

Keys are identities, strongest first; all of an item's keys lead to one stored row. So a key may stand with one
entry of a document only: a GUID or a link that several share tells none of them from the others.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from syndicate.normalize.urls import canonical_key, fragment

_GUID_BYTES = 512


@dataclass(frozen=True, slots=True)
class Marks:
    """All that an entry may be known by."""

    guid: str | None
    url: str | None
    title: str
    text: str
    day: date | None = None

    @property
    def link(self) -> str | None:
        """The key of the link."""
        return canonical_key(self.url)

    @property
    def words(self) -> str:
        """A hash of all of its words."""
        return _hash(self.title, self.text)


def item_id(source_id: str, key: str) -> str:
    """The id of the item that a source's strongest key stands for."""
    digest = hashlib.sha256(f"{source_id}\n{key}".encode("utf-8", "ignore")).digest()
    return "i" + base64.b32encode(digest).decode("ascii").lower()[:20]


def digest(title: str, text: str, url: str | None, enclosures: Iterable[str]) -> str:
    """A hash of what a reader would call the item: markup, dates and counters leave it alone."""
    return _hash(" ".join(title.split()), " ".join(text.split()), url or "", *enclosures)


def keys(entries: Sequence[Marks], site_url: str | None = None) -> list[tuple[str, ...] | None]:
    """The keys of each entry of a document; None for an entry that repeats another word for word."""
    home = canonical_key(site_url)
    places = [(marks.guid, marks.link, fragment(marks.url or "")) for marks in entries]
    alike = Counter(places)
    first: dict[tuple[str | None, ...], int] = {}
    for at, (marks, place) in enumerate(zip(entries, places, strict=True)):
        first.setdefault((*place, marks.words if alike[place] > 1 else None), at)
    apart = set(first.values())
    count = _Count([entries[at] for at in sorted(apart)])
    used: set[str] = set()
    found: list[tuple[str, ...] | None] = []
    for at, marks in enumerate(entries):
        own = _keys(marks, count, home) if at in apart else ("",)
        found.append(None if own[0] in used or at not in apart else own)
        used.add(own[0])
    return found


class _Count:
    """How many entries of a document share a mark."""

    def __init__(self, entries: Sequence[Marks]) -> None:
        self.guid = Counter(marks.guid for marks in entries)
        self.link = Counter(marks.link for marks in entries)
        self.both = Counter((marks.guid, marks.link) for marks in entries)
        self.day = Counter((marks.title, marks.day) for marks in entries)


def _keys(marks: Marks, count: _Count, home: str | None) -> tuple[str, ...]:
    found = []
    if marks.guid:
        found.append(_guid_key(marks.guid, marks, count))
    link = marks.link
    if link and count.link[link] == 1 and link != home and ("/" in link or "?" in link):
        found.append(f"url:{link}")
    return tuple(found) or (_text_key(marks, count),)


def _guid_key(guid: str, marks: Marks, count: _Count) -> str:
    short = guid if len(guid.encode("utf-8", "ignore")) <= _GUID_BYTES else _hash(guid)
    if count.guid[guid] == 1:
        return f"guid:{short}"
    told_by_link = marks.link and count.both[guid, marks.link] == 1
    return f"guid:{short}|{marks.link if told_by_link else marks.words}"


def _text_key(marks: Marks, count: _Count) -> str:
    """Title and day, so that an edited text stays the same entry; its text where they do not suffice."""
    if marks.title and marks.day and count.day[marks.title, marks.day] == 1:
        return f"text:{_hash(marks.title, marks.day.isoformat())}"
    return f"text:{marks.words}"


def _hash(*parts: str) -> str:
    """Equal for equal parts only: JSON keeps them apart."""
    return hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()[:32]
