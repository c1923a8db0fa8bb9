"""The store's revision: a number that grows with every change that a reader could see."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Final

from syndicate.protocols import Database, Statement, Transaction

# The last statement of its transaction: on PostgreSQL everyone who writes waits for this row.
GROW: Final = Statement("UPDATE meta SET value = value + 1 WHERE name = 'revision'")
BELIEVED_S: Final = 1.0  # for so long another process may have changed something unnoticed
HEARD_S: Final = 30.0  # the same where others are heard: a connection may be dead, and not know


class Meta:
    """Tells the revision, and for a moment remembers what it was."""

    def __init__(self, database: Database, clock: Callable[[], float] = monotonic) -> None:
        self._database = database
        self._clock = clock
        self._revision = 0
        self._changes = -1
        self._asked_at = float("-inf")

    async def revision(self) -> int:
        """Ask for the revision."""
        changes, asked_at = self._database.changes, self._clock()
        self._revision = await self._database.read(_revision())
        # What is heard while the answer is on its way may not be in it: then the answer is not believed.
        self._changes, self._asked_at = changes, asked_at
        return self._revision

    def known(self) -> int | None:
        """Tell the revision without asking: None if this process wrote since, or others did or may have."""
        believed_s = HEARD_S if self._database.hears else BELIEVED_S
        fresh = self._changes == self._database.changes
        return self._revision if fresh and self._clock() < self._asked_at + believed_s else None


def _revision() -> Transaction[int]:
    rows = yield Statement("SELECT value FROM meta WHERE name = 'revision'")
    return int(rows[0]["value"])
