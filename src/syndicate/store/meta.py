"""The store's revision: a number that grows with every change that a reader could see."""

from __future__ import annotations

from syndicate.protocols import Statement, Transaction

# The last statement of its transaction: on PostgreSQL everyone who writes waits for this row.
GROW = Statement("UPDATE meta SET value = value + 1 WHERE name = 'revision'")


def revision() -> Transaction[int]:
    """Tell the revision."""
    rows = yield Statement("SELECT value FROM meta WHERE name = 'revision'")
    return int(rows[0]["value"])
