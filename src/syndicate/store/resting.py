"""Stories and threads of which every item is forgotten: past the clusterer's reach, their sketches are of no use.

What they are called stays, for their addresses do. Threads of several stories, and those that a person named, keep
their sketches, too.
"""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from syndicate.model import MICROSECOND, micros
from syndicate.protocols import Row, Statement, Transaction, Values
from syndicate.store.rows import among, dumps

_SPAN: Final = timedelta(days=30)  # threads that fell asleep within it are looked through
_EMPTY: Final = (
    "sketch <> :nothing AND NOT EXISTS (SELECT 1 FROM assignments a WHERE a.{0}_id = {1}.id)"
)
_SINGLE: Final = "story_count = 1 AND is_titled = 0 AND merged_into IS NULL"
_NOTHING: Final = b""
# SQLite gives no page back for rows that grow shorter, only for those that leave it: they go where all are short.
_BEFORE_ALL: Final = ", rowid = min(0, (SELECT rowid FROM {0} ORDER BY rowid LIMIT 1)) - 1"


@dataclass(frozen=True, slots=True)
class Quiet:
    """What got its last item before these instants is not in the clusterer's reach any more."""

    stories: datetime
    threads: datetime


def homes(engine: str, item_ids: list[str]) -> Transaction[tuple[Row, ...]]:
    """Tell in which stories and threads items stand that are about to go."""
    rows = yield Statement(
        "SELECT DISTINCT story_id, thread_id FROM assignments "
        f"WHERE item_id IN ({among(engine, 'ids')}) ORDER BY story_id",
        {"ids": dumps(item_ids)},
    )
    return tuple(rows)


def rest(engine: str, left: tuple[Row, ...], quiet: Quiet) -> Transaction[None]:
    """Let the sketches of these go, as far as nothing stands there now."""
    named = f"id IN ({among(engine, 'ids')}) AND updated_at < :before"
    stories = dumps([row["story_id"] for row in left])
    threads = dumps(sorted({row["thread_id"] for row in left if row["thread_id"]}))
    yield from _let_go(engine, "stories", named, {"ids": stories, "before": micros(quiet.stories)})
    both = f"{named} AND {_SINGLE}"
    yield from _let_go(engine, "threads", both, {"ids": threads, "before": micros(quiet.threads)})


def asleep(engine: str, quiet: Quiet) -> Transaction[None]:
    """The same of threads that went to sleep of late, whose items may have gone long before."""
    before = micros(quiet.threads)
    span = {"after": before - _SPAN // MICROSECOND, "before": before}
    lately = f"updated_at >= :after AND updated_at < :before AND {_SINGLE}"
    yield from _let_go(engine, "threads", lately, span)


def _let_go(engine: str, table: str, which: str, values: Values) -> Transaction[None]:
    kind = {"stories": "story", "threads": "thread"}[table]
    rows = yield Statement(
        f"SELECT id FROM {table} WHERE {which} AND {_EMPTY.format(kind, table)} ORDER BY id",
        {**values, "nothing": _NOTHING},
    )
    moved = _BEFORE_ALL.format(table) if engine == "sqlite" else ""
    yield Statement(
        f"UPDATE {table} SET sketch = :nothing{moved} WHERE id = :id",
        many=[{"id": row["id"], "nothing": _NOTHING} for row in rows],
    )
