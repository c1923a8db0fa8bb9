"""A document + what its predecessor held -> the document without the items that are known. Pure.

Items are found by a scan, not by a parser: it steps over CDATA, comments and instructions, which in a well-formed
document are the only places where something that looks like a tag is none. What is found counts only if nothing
but space stands between the items. All around them is the frame: what items inherit, and what the feed says of itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

from syndicate.model import Item
from syndicate.model.volatile import CLOSING, steady
from syndicate.normalize.formats.marking import Mark

_STEP = re.compile(
    r"<!\[CDATA\[|<!--|<\?|<(/?)((?:[\w.-]{1,40}:)?(?:item|entry))(?=[\s/>])", re.IGNORECASE
)
_SKIPPED = (("<items>", "</items>"),)  # RSS 1.0 lists its items before it gives them


@dataclass(frozen=True, slots=True)
class Cut:
    """Where the items of a document stand, and what each of them is in its bytes."""

    text: str
    places: tuple[tuple[int, int], ...]
    hashes: tuple[bytes, ...]
    frame: bytes

    def without(self, known: Mapping[bytes, Mark]) -> str:
        """The document without what is known."""
        kept: list[str] = []
        copied = 0
        for (start, end), found in zip(self.places, self.hashes, strict=True):
            if found in known:
                kept.append(self.text[copied:start])
                copied = end
        return "".join(kept) + self.text[copied:]


def find(text: str, *setting: str) -> Cut | None:
    """Find the items of a document; None where that is not certain. `setting` counts as part of its frame."""
    places = _places(text)
    if not places:
        return None
    first, last = places[0][0], places[-1][1]
    if any(text[end:start].strip() for (_, end), (start, _) in pairwise(places)):
        return None
    head, tail = text[:first].rstrip(), text[last:].lstrip()
    if not (head.endswith(">") and tail.startswith("<")):
        return None
    frame = "\0".join((*setting, _unlisted(steady(head)), steady(tail)))
    hashes = tuple(_hash(text[start:end]) for start, end in places)
    return Cut(text, places, hashes, _hash(frame, 16))


def known(cut: Cut, marks: Sequence[Mark]) -> dict[bytes, Mark] | None:
    """The marks of the items that stand here unchanged; None where one stands here twice."""
    by_hash = {mark.hash: mark for mark in marks}
    found = [one for one in cut.hashes if one in by_hash]
    return None if len(set(found)) < len(found) else {one: by_hash[one] for one in found}


def is_apart(items: Sequence[Item], known: Mapping[bytes, Mark]) -> bool:
    """Whether these items have nothing in common with the known ones that either could be known by.

    Keys depend on all items of a document: a GUID or a link that several share names none of them,
    and an item that is known by its words only is compared with all others.
    """
    if any(item.keys[0].startswith("text:") for item in items):
        return False
    names = {mark.key for mark in known.values()}
    links = {mark.link for mark in known.values() if mark.link}
    return not any(
        link_hash(item.link_key) in links or not names.isdisjoint(_spellings(item.keys[0]))
        for item in items
    )


def mark(items: Sequence[Item], hashes: Sequence[bytes], evidence: Sequence[bytes]) -> list[Mark]:
    """Mark the items whose identity is their own, whatever else stands in the document."""
    shared = Counter(item.link_key for item in items)
    return [
        Mark(found, item.keys[0], link_hash(item.link_key), told)
        for item, found, told in zip(items, hashes, evidence, strict=True)
        if item.keys[0].startswith(("guid:", "url:"))
        and "|" not in item.keys[0]
        and (item.link_key is None or shared[item.link_key] == 1)
    ]


def link_hash(key: str | None) -> bytes:
    """What stands for the key of a link in a mark."""
    return _hash(key) if key else b""


def _spellings(key: str) -> list[str]:
    """A key, and what it could have been without the others of its GUID (identity.py)."""
    return [key, *(key[:at] for at, character in enumerate(key) if character == "|")]


def _places(text: str) -> tuple[tuple[int, int], ...]:
    places: list[tuple[int, int]] = []
    at = 0
    start, name = -1, ""
    while step := _STEP.search(text, at):
        at = step.end()
        if step[2] is None:
            at = text.find(CLOSING[step[0]], at) + len(CLOSING[step[0]])
            if at < step.end():
                return ()
        elif not step[1]:
            closed = text.find(">", at)
            if start >= 0 or closed < 0 or text[closed - 1] == "/":
                return ()  # one within another, or an empty one
            start, name = step.start(), step[2]
        else:
            closed = text.find(">", at)
            if start < 0 or step[2] != name or text[at:closed].strip():
                return ()
            at = closed + 1
            places.append((start, at))
            start = -1
    return tuple(places) if start < 0 else ()


def _unlisted(head: str) -> str:
    for opening, closing in _SKIPPED:
        before, found, rest = head.partition(opening)
        listed, end, after = rest.partition(closing)
        if found and end and "<!" not in listed:
            return before + after
    return head


def _hash(text: str, size: int = 8) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).digest()
