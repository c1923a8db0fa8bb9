"""Former stories: where items stood before they were put elsewhere, as rows changed and not as the journal words it.

Of what repair or a person moves the journal says what was meant. What is taken back goes home from wherever it is by
then, with what joined it since: so each change of an item's story is noted by itself.
"""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from syndicate.model import Clustering, micros, moment
from syndicate.protocols import Database, Row, Statement, Transaction, Values
from syndicate.store.rows import among, dumps

Left = tuple[tuple[datetime, str], ...]  # when it left which story, in this order


@dataclass(frozen=True, slots=True)
class Former:
    """Remembers them. It is written by `Threads.record`, with the change itself."""

    database: Database

    async def of(self, item_ids: Sequence[str]) -> Mapping[str, Left]:
        """Tell which stories items left, and when, first to last; those that left none are left out."""
        return await self.database.read(_of(self.database.engine, item_ids))


def _of(engine: str, item_ids: Sequence[str]) -> Transaction[Mapping[str, Left]]:
    rows = yield Statement(
        "SELECT item_id, story_id, left_at FROM former_stories "
        f"WHERE item_id IN ({among(engine, 'ids')}) ORDER BY item_id, number",
        {"ids": dumps(list(item_ids))},
    )
    found: defaultdict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for row in rows:
        found[row["item_id"]].append((moment(row["left_at"]), row["story_id"]))
    return {item_id: tuple(left) for item_id, left in found.items()}


def note(
    engine: str, before: Sequence[Row], clustering: Clustering, now: datetime
) -> Transaction[None]:
    """Note what no longer stands in the story in which it stood before a step."""
    if not (before or clustering.events):
        return
    came = {one.item_id for one in clustering.assignments} - {row["item_id"] for row in before}
    names = [*(row["item_id"] for row in before), *came]
    rows = yield Statement(
        f"SELECT item_id, story_id FROM assignments WHERE item_id IN ({among(engine, 'ids')})",
        {"ids": dumps(sorted(names))},
    )
    stands = {row["item_id"]: row["story_id"] for row in rows}
    stood = {row["item_id"]: row["story_id"] for row in before}
    stood |= _opened(clustering, came)
    yield Statement(
        "INSERT INTO former_stories (item_id, story_id, left_at) VALUES (:item, :story, :at)",
        many=list(_left(stood, stands, now)),
    )


def _left(stood: Mapping[str, str], stands: Mapping[str, str], now: datetime) -> Iterator[Values]:
    for item_id, story_id in sorted(stood.items()):
        if item_id in stands and stands[item_id] != story_id:
            yield {"item": item_id, "story": story_id, "at": micros(now)}


def _opened(clustering: Clustering, came: set[str]) -> dict[str, str]:
    """Tell in which stories items were put at first that came with this very step, and were moved by it."""
    first: dict[str, str] = {}
    for event in clustering.events:
        for item_id in came.intersection(event.moved):
            first.setdefault(item_id, event.from_id)
    return first
