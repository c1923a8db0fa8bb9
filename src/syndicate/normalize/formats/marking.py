"""Marks: what is kept of a document to tell its items from new ones. Pure.

They are ours, yet they were in a store: what is garbled, or was written by another version, is as good as none.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

MOST = 2000
_VERSION = b"syn4"  # to be raised whenever the same bytes would make other items
_HASH = 8
_SUM = 8
_FRAME = 16
_LONGEST_KEY = 255
_UNPACKED = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Mark:
    """One item: a hash of its text, its strongest key, a hash of its link's key (b"" where it has none).

    `evidence` is what it tells of the furniture of its source (learned.py).
    """

    hash: bytes
    key: str
    link: bytes
    evidence: bytes = b""


@dataclass(frozen=True, slots=True)
class Marks:
    """One document: a hash of its frame, what the feed says of itself (wire.py), and its items."""

    frame: bytes
    feed: bytes
    items: tuple[Mark, ...]


def pack(frame: bytes, feed: bytes, items: Sequence[Mark]) -> bytes | None:
    """Marks as they are stored. Items with endless names go without; a document of too many items has none."""
    if len(items) > MOST or not items:
        return None
    rows = []
    for mark in items:
        key = mark.key.encode("utf-8", "surrogatepass")
        if len(key) <= _LONGEST_KEY:
            lengths = bytes((len(mark.evidence), len(key)))
            rows.append(mark.hash + (mark.link or bytes(_HASH)) + lengths + mark.evidence + key)
    packed = zlib.compress(len(feed).to_bytes(4) + feed + b"".join(rows), 1)
    whole = _VERSION + frame + packed
    return whole + _sum(whole)


def unpack(marks: bytes | None) -> Marks | None:
    """Marks as they were packed; None for anything else."""
    if not marks or not marks.startswith(_VERSION) or _sum(marks[:-_SUM]) != marks[-_SUM:]:
        return None
    at = len(_VERSION)
    try:
        rows = zlib.decompressobj().decompress(marks[at + _FRAME : -_SUM], _UNPACKED)
        feed_end = 4 + int.from_bytes(rows[:4])
        return Marks(marks[at : at + _FRAME], rows[4:feed_end], tuple(_items(rows, feed_end)))
    except (zlib.error, UnicodeDecodeError, IndexError):
        return None


def _items(rows: bytes, at: int) -> list[Mark]:
    found = []
    while at < len(rows):
        link_at = at + _HASH
        told_at = link_at + _HASH + 2
        key_at = told_at + rows[told_at - 2]
        end = key_at + rows[told_at - 1]
        link = rows[link_at : link_at + _HASH]
        key = rows[key_at:end].decode("utf-8", "surrogatepass")
        link = link if any(link) else b""
        found.append(Mark(rows[at:link_at], key, link, rows[told_at:key_at]))
        at = end
    return found


def _sum(data: bytes) -> bytes:
    return blake2b(data, digest_size=_SUM).digest()
