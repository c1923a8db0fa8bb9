"""Entries as they stand in feeds, each written and verified once, whatever feeds it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from syndicate.model import Entry
from syndicate.outputs.bounded import Bounded
from syndicate.protocols import Encoder
from syndicate.publish.press import write

LIMIT_BYTES: Final = 32 * 2**20
_OVERHEAD_BYTES: Final = 1500  # of an Entry's smaller fields and of what holds it


@dataclass(frozen=True, slots=True)
class Fault:
    """An entry that could not be written."""

    entry_id: str
    error: Exception


class Fragments:
    """Keeps what was written of entries, as long as there is room. An entry that changed is another entry."""

    def __init__(self, limit_bytes: int = LIMIT_BYTES) -> None:
        self._kept: Bounded[tuple[str, Entry], bytes] = Bounded(limit_bytes)

    def written(self, entry: Entry, encoder: Encoder, faults: list[Fault]) -> bytes | None:
        """Give an entry as it stands in feeds; nothing of one that cannot be written.

        That is told in `faults` when it is found out, and not again as long as it is remembered.
        """
        key = encoder.suffix, entry
        found = self._kept.get(key)
        if found is None:
            found = _attempt(entry, encoder, faults)
            size_bytes = len(found) + len(entry.content_html) + _OVERHEAD_BYTES
            self._kept.keep(key, found, size_bytes)
        return found or None


def _attempt(entry: Entry, encoder: Encoder, faults: list[Fault]) -> bytes:
    """Write an entry. Whatever fails in it, a fault of ours included, fails for this entry alone."""
    try:
        return write(entry, encoder)
    except Exception as error:
        faults.append(Fault(entry.id, error))
        return b""
