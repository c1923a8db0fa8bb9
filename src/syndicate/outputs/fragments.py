"""Entries as they stand in feeds, each written and verified once, whatever feeds it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from syndicate.model import Entry
from syndicate.outputs.bounded import Bounded
from syndicate.protocols import Encoder
from syndicate.publish.press import Written, write

LIMIT_BYTES: Final = 32 * 2**20
_OVERHEAD_BYTES: Final = 1500  # of an Entry's smaller fields and of what holds it


@dataclass(frozen=True, slots=True)
class Fault:
    """An entry that could not be written."""

    entry_id: str
    error: Exception


@dataclass(frozen=True, slots=True)
class _Kept:
    entry: Entry
    written: Written | None


class Fragments:
    """Keeps what was written of entries, as long as there is room. An entry that changed is another entry."""

    def __init__(self, limit_bytes: int = LIMIT_BYTES) -> None:
        self._kept: Bounded[tuple[str, str, int], _Kept] = Bounded(limit_bytes)

    def written(self, entry: Entry, encoder: Encoder, faults: list[Fault]) -> Written | None:
        """Give an entry as it stands in feeds; nothing of one that cannot be written.

        That is told in `faults` when it is found out, and not again as long as it is remembered.
        """
        # What did not change is most often the very object of before. To compare an entry takes half as long as to
        # hash it. It may say something else in another feed, which has most often a text of another length.
        key = encoder.suffix, entry.id, len(entry.content_html)
        kept = self._kept.get(key)
        if kept is None or (kept.entry is not entry and kept.entry != entry):
            kept = _Kept(entry, _attempt(entry, encoder, faults))
            size_bytes = len(kept.written.text) if kept.written else 0
            self._kept.keep(key, kept, size_bytes + len(entry.content_html) + _OVERHEAD_BYTES)
        return kept.written


def _attempt(entry: Entry, encoder: Encoder, faults: list[Fault]) -> Written | None:
    """Write an entry. Whatever fails in it, a fault of ours included, fails for this entry alone."""
    try:
        return write(entry, encoder)
    except Exception as error:
        faults.append(Fault(entry.id, error))
        return None
