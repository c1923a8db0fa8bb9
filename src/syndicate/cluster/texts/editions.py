"""What items say since their sources edited them: reprints of that are copies, too. What changes is Memory's.

A note is frozen when its item comes, and its place goes by it for ever. The newest edition stands beside it, for
copies and for the headline that a story bears, and for as long as a story lives.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from syndicate.cluster.remembered.holders import Holders
from syndicate.cluster.remembered.sketch import Note
from syndicate.cluster.texts import marks


@dataclass(frozen=True, slots=True)
class _Edition:
    """The note that an item would have if it came as it is now."""

    note: Note
    at: datetime  # of the edit


class Editions:
    """The newest editions of items that are remembered."""

    def __init__(self) -> None:
        self._of: dict[str, _Edition] = {}
        self._held = Holders()

    def put(self, note: Note, first: Note, at: datetime) -> None:
        """Hold what an item says now, where that is something else than it said at first."""
        known = self._of.get(first.id)
        if known is not None and known.note.print == note.print and known.note.title == note.title:
            self._of[first.id] = replace(known, at=max(known.at, at))
            return
        self.drop(first.id)
        if note.print != first.print or note.title != first.title:
            edition = replace(first, title=note.title, print=note.print, vector={}, sense=b"")
            self._of[first.id] = _Edition(edition, at)
            self._held.hold(first.id, marks.of(edition))

    def of(self, item_id: str) -> Note | None:
        """What an item says now, if it was edited."""
        edition = self._of.get(item_id)
        return edition.note if edition else None

    def holding(self, mark: int) -> Collection[str]:
        """The items that bear a mark since they were edited."""
        return self._held.of(mark) if self._of else ()

    def drop(self, item_id: str) -> None:
        """Hold an item's edition no longer."""
        edition = self._of.pop(item_id, None)
        if edition is not None:
            self._held.release(item_id, marks.of(edition.note))

    def forget(self, before: datetime) -> None:
        """Hold no edition that was made before an instant."""
        for item_id in [key for key, edition in self._of.items() if edition.at < before]:
            self.drop(item_id)
