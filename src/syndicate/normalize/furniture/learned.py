"""Lines that repeat over the items of a document are furniture, whatever they say. Pure.

What is remembered of an item is its evidence: four bytes that stand for all of its lines, then four for each line near
its edges. It depends on the item alone, so that evidence of items that are not parsed again counts as if they were.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence

from syndicate.normalize.markup.blocks import Line

_HASH = 4
_TOP, _BOTTOM = 4, 8  # lines that are remembered
FEWEST = 5  # items with a text
_TIMES = 4  # items that hold a line
_SHARE = 0.4  # of all items
_SENTENCE = 6  # words of a line that is furniture wherever it stands
_REMAINS = 1 / 3  # of the characters of an item, at least
_LONGEST = 320
MOST_BYTES = _HASH * (1 + _TOP + _BOTTOM)


def evidence(lines: Sequence[Line]) -> bytes:
    """What an item, without what is known as furniture, tells of its source; nothing if it has no text."""
    if not lines:
        return b""
    edges = lines if len(lines) <= _TOP + _BOTTOM else (*lines[:_TOP], *lines[-_BOTTOM:])
    everything = zlib.crc32("\n".join(line.text for line in lines).encode("utf-8", "surrogatepass"))
    told = dict.fromkeys(_hash(line) for line in edges if _may_be_furniture(line))
    return b"".join((everything.to_bytes(_HASH), *told))


def learn(seen: Iterable[bytes]) -> frozenset[bytes]:
    """The lines that repeat over items of different texts."""
    # In an order of their own: texts that are equal but for their links are told by one evidence, always the same.
    apart = {one[:_HASH]: one for one in sorted(set(seen)) if one}
    if len(apart) < FEWEST:
        return frozenset()
    times = Counter(
        one[at : at + _HASH] for one in apart.values() for at in range(_HASH, len(one), _HASH)
    )
    enough = max(_TIMES, _SHARE * len(apart))
    return frozenset(line for line, count in times.items() if count >= enough)


def repeated(lines: Sequence[Line], known: frozenset[bytes]) -> set[int]:
    """Which lines of an item are to be cut: at its edges one after the other, within it whole sentences only."""
    if not known:
        return set()
    found = {
        at for at, line in enumerate(lines) if _may_be_furniture(line) and _hash(line) in known
    }
    top = next((at for at in range(len(lines)) if at not in found), len(lines))
    bottom = next((at for at in reversed(range(len(lines))) if at not in found), -1)
    cut = {
        at for at in found if at < top or at > bottom or len(lines[at].text.split()) >= _SENTENCE
    }
    kept = sum(len(line.text) for at, line in enumerate(lines) if at not in cut)
    everything = sum(len(line.text) for line in lines)
    return cut if kept >= _REMAINS * everything else set()


def _may_be_furniture(line: Line) -> bool:
    """Labels, single words and figures are what data is made of: they repeat, and are no furniture."""
    text = line.text
    if len(text) > _LONGEST or text.endswith((":", "：")):
        return False
    words = len(text.split())
    if line.is_link or words >= _SENTENCE or "©" in text:
        return True
    says = words >= 3 and len(text) >= 12
    says = says or (not text.isascii() and " " not in text and len(text) >= 10)
    return says and not any(character.isdigit() for character in text)


def _hash(line: Line) -> bytes:
    return zlib.crc32(line.text.encode("utf-8", "surrogatepass")).to_bytes(_HASH)
