"""Items that were seen by a clock that was ahead: how many there are, what speaks for it, and dating them anew.

The order in which items were stored is the order in which they came, whatever any clock said; those of one poll came
together, a microsecond apart in the order of their dates.
"""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from syndicate.model import micros
from syndicate.protocols import Row, Statement, Transaction
from syndicate.store import floors
from syndicate.store.leases import Fence
from syndicate.store.meta import GROW
from syndicate.store.partitions import claimed

AHEAD: Final = timedelta(minutes=1)  # clocks differ by less
DOUBTERS: Final = 10  # one in so many may claim an instant that is still to come
_BATCH: Final = 500
_POLL: Final = 100_000  # microseconds in which the items of one poll lie


@dataclass(frozen=True, slots=True)
class Ahead:
    """Items that were seen later than it is: how many of them claim an instant that is over, or still to come."""

    items: int = 0
    over: int = 0
    to_come: int = 0

    @property
    def is_wrong(self) -> bool:
        """Whether they were seen by a clock that was ahead.

        Else it may be the clock of now that is behind: then sources, too, speak of what is still to come.
        """
        return self.over > DOUBTERS * self.to_come


def ahead(now: datetime) -> Transaction[Ahead]:
    """Count them."""
    rows = yield Statement(
        "SELECT count(*) AS items, coalesce(sum(CASE WHEN published_at <= :now THEN 1 ELSE 0 END), 0) AS past, "
        "coalesce(sum(CASE WHEN published_at > :now AND published_at < seen_at THEN 1 ELSE 0 END), 0) AS to_come "
        "FROM items WHERE seen_at > :limit",
        {"now": micros(now), "limit": micros(now + AHEAD)},
    )
    return Ahead(rows[0]["items"], rows[0]["past"], rows[0]["to_come"])


def redate(engine: str, now: datetime, claim: Fence) -> Transaction[int]:
    """Date what was seen later than it is before what came next, and everything else that is later than it is by now.

    How far feeds had come is noted. What anybody remembers of stories is void. Return how many items it were.
    """
    yield from claimed(engine, claim)
    at = {"now": micros(now), "limit": micros(now + AHEAD)}
    rows = yield Statement(
        "SELECT id, source_id, seen_at FROM items WHERE sequence >= "
        "(SELECT min(sequence) FROM items WHERE seen_at > :limit) ORDER BY sequence DESC",
        {"limit": at["limit"]},
    )
    dated = list(_dated(_as_they_came(rows), at["now"], at["limit"]))
    for first in range(0, len(dated), _BATCH):
        yield from floors.leave(engine, [item for item, _ in dated[first : first + _BATCH]])
    yield Statement(
        "UPDATE items SET seen_at = :to, published_at = CASE WHEN published_at > :to THEN :to ELSE published_at END, "
        "changed_at = CASE WHEN changed_at > :limit THEN :to ELSE changed_at END WHERE id = :id",
        many=[{"id": item, "to": to, "limit": at["limit"]} for item, to in dated],
    )
    for sql in _FOLLOWING:
        needed = {name: value for name, value in at.items() if f":{name}" in sql}
        yield Statement(sql, needed)
    yield GROW
    return len(dated)


def _as_they_came(rows: Iterable[Row]) -> Iterator[tuple[str, int]]:
    """(Id, seen at) of items, the last first: those of one poll as their dates order them, not as its document does."""
    poll: list[Row] = []
    for row in rows:
        is_of_poll = bool(poll) and (
            row["source_id"] == poll[-1]["source_id"]
            and abs(row["seen_at"] - poll[-1]["seen_at"]) <= _POLL
        )
        if not is_of_poll:
            yield from _newest_first(poll)
            poll = []
        poll.append(row)
    yield from _newest_first(poll)


def _newest_first(poll: Iterable[Row]) -> list[tuple[str, int]]:
    return [(row["id"], row["seen_at"]) for row in sorted(poll, key=lambda row: -row["seen_at"])]


def _dated(items: Iterable[tuple[str, int]], now: int, limit: int) -> Iterator[tuple[str, int]]:
    """(Id, seen at), the last stored first -> those that were seen beyond the limit, each before what came next."""
    bound = now
    for item, seen_at in items:
        if seen_at > limit:
            bound -= 1
            yield item, bound
        else:
            bound = min(bound, seen_at)


_NEWEST_ITEM: Final = "(SELECT max(a.seen_at) FROM assignments a WHERE a.story_id = stories.id)"
_NEWEST_STORY: Final = (
    "(SELECT max(s.updated_at) FROM stories s "
    "WHERE s.thread_id = threads.id AND s.merged_into IS NULL)"
)
_LATER: Final = (  # table, column, and what it is to be
    *(
        (table, "seen_at", f"(SELECT i.seen_at FROM items i WHERE i.id = {table}.item_id)")
        for table in ("item_tags", "assignments", "topic_items")
    ),
    ("items", "changed_at", ":now"),
    ("items", "last_seen_at", ":now"),
    ("item_versions", "began_at", ":now"),
    ("item_versions", "ended_at", ":now"),
    ("journal", "at", ":now"),
    ("journal", "undone_at", ":now"),
    ("departures", "at", ":now"),
    ("former_stories", "left_at", ":now"),
    ("sources", "newest_at", "(SELECT max(i.seen_at) FROM items i WHERE i.source_id = sources.id)"),
    ("stories", "updated_at", f"coalesce({_NEWEST_ITEM}, :now)"),
    ("threads", "updated_at", f"coalesce({_NEWEST_STORY}, :now)"),
    ("stories", "opened_at", "updated_at"),
    ("threads", "opened_at", "updated_at"),
)
_FOLLOWING: Final = tuple(
    f"UPDATE {table} SET {column} = {value} WHERE {column} > :limit"
    for table, column, value in _LATER
)
