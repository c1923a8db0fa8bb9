"""Troubles: sources that could not be read for long, and those that can be read again."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from syndicate.model import SourceState, Trouble, moment
from syndicate.protocols import Database, Row, Statement, Transaction, Values
from syndicate.store.claims import OURS
from syndicate.store.rows import maybe_micros, maybe_moment

KEPT: Final = 1000  # the newest; beside them what still lasts: forgotten, it would be told anew


@dataclass(frozen=True, slots=True)
class Troubles:
    """Remembers them, those that ended too."""

    database: Database

    async def newest(self, limit: int) -> tuple[Trouble, ...]:
        """Give those that began or ended last, the newest change first."""
        return await self.database.read(_newest(limit))


def note(failures: int, state: SourceState, claim: int = 0) -> Transaction[None]:
    """Note what a poll makes of a source that failed so often before; nothing once somebody else has claimed it."""
    ours: dict[str, int | str] = {"id": state.source_id, "claim": claim}
    if failures and not state.failures:
        yield Statement(_END, {**ours, "at": maybe_micros(state.last_poll_at)})
    elif state.failures > failures and state.is_in_trouble:
        begun = yield Statement(_BEGIN, {**ours, **_told(state)})
        if begun:
            yield Statement(_FORGET, {"kept": KEPT})


def _told(state: SourceState) -> Values:
    return {
        "told_at": maybe_micros(state.last_poll_at),
        "began_at": maybe_micros(state.last_success_at),
        "problem": state.problem or "",
    }


def _newest(limit: int) -> Transaction[tuple[Trouble, ...]]:
    rows = yield Statement(
        "SELECT * FROM troubles ORDER BY coalesce(ended_at, told_at) DESC, source_id LIMIT :limit",
        {"limit": limit},
    )
    return tuple(map(_trouble_of, rows))


def _trouble_of(row: Row) -> Trouble:
    return Trouble(
        source_id=row["source_id"],
        told_at=moment(row["told_at"]),
        began_at=maybe_moment(row["began_at"]),
        problem=row["problem"],
        ended_at=maybe_moment(row["ended_at"]),
    )


_OPEN = "SELECT 1 FROM troubles WHERE source_id = :id AND ended_at IS NULL"
_BEGIN = f"""
INSERT INTO troubles (source_id, told_at, began_at, problem)
SELECT id, CAST(:told_at AS bigint), CAST(:began_at AS bigint), CAST(:problem AS text)
FROM sources WHERE {OURS} AND NOT EXISTS ({_OPEN})
ON CONFLICT (source_id, told_at) DO NOTHING RETURNING source_id"""
_END = f"""
UPDATE troubles SET ended_at = :at
WHERE source_id = :id AND ended_at IS NULL AND EXISTS (SELECT 1 FROM sources WHERE {OURS})"""
_FORGET = """
DELETE FROM troubles WHERE ended_at IS NOT NULL AND told_at < (SELECT min(told_at) FROM
(SELECT told_at FROM troubles ORDER BY told_at DESC LIMIT :kept) AS newest)"""
