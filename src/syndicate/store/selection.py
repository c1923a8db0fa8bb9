"""Which items -> the SQL that finds the newest of them along one index. Pure."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from syndicate.store.rows import micros

Before = tuple[datetime, str]
_Sought = dict[str, int | float | str | bytes | None]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which items are meant: those for which everything that is set holds.

    `tags`: the source has any of them. `published_only` leaves out sources that must not be republished.
    """

    tags: tuple[str, ...] = ()
    source_id: str | None = None
    story_id: str | None = None
    thread_id: str | None = None
    topic: str | None = None
    originals_only: bool = False
    published_only: bool = False


@dataclass(frozen=True, slots=True)
class _Criterion:
    """A way to say which items: ranges of an index to walk, or a question to ask of each item."""

    table: str
    item: str  # the column of the item's id
    ranges: tuple[str, ...]
    question: str


_THREAD = "coalesce((SELECT t.merged_into FROM threads t WHERE t.id = :thread_id), :thread_id)"
_ALL = _Criterion("items", "id", ("",), "")
_ORIGINAL = (
    "NOT EXISTS (SELECT 1 FROM assignments o WHERE o.item_id = w.{item} AND o.copy_of IS NOT NULL)"
)
_PUBLISHED = (
    "EXISTS (SELECT 1 FROM items p JOIN sources q ON q.id = p.source_id "
    "WHERE p.id = w.{item} AND q.republish <> 'none')"
)


def choose(
    where: Selection, *, limit: int | None = None, before: Before | None = None
) -> tuple[str, _Sought]:
    """Give SQL for `seen_at` and `item_id` of the newest `limit`, or of all, and the values in it.

    The first criterion decides which index is walked, the others are asked of each item on the way.
    Several tags are several walks, united. `before` starts behind an item in the order of the walk.
    """
    values: _Sought = {}
    first, *rest = _criteria(where, values) or [_ALL]
    questions = [one.question for one in rest]
    if where.originals_only:
        questions.append(_ORIGINAL)
    if where.published_only:
        questions.append(_PUBLISHED)
    if before is not None:
        questions.append("(w.seen_at, w.{item}) < (:before_at, :before_id)")
        values |= {"before_at": micros(before[0]), "before_id": before[1]}
    end = ""
    if limit is not None:
        end = f" ORDER BY w.seen_at DESC, w.{first.item} DESC LIMIT :limit"
        values["limit"] = limit
    walks = []
    for range_ in first.ranges:
        asked = " AND ".join(filter(None, [range_, *questions])).format(item=first.item)
        walks.append(
            f"SELECT w.seen_at AS seen_at, w.{first.item} AS item_id FROM {first.table} w"
            + (f" WHERE {asked}" if asked else "")
            + end
        )
    if len(walks) == 1:
        return walks[0], values
    return " UNION ".join(f"SELECT * FROM ({sql}) u{n}" for n, sql in enumerate(walks)), values


def _criteria(where: Selection, values: _Sought) -> list[_Criterion]:
    """Give what was asked for, the narrowest first."""
    found = []
    if where.story_id is not None:
        values["story_id"] = where.story_id
        found.append(_of("assignments", "story_id = :story_id"))
    if where.thread_id is not None:
        values["thread_id"] = where.thread_id
        found.append(_of("assignments", f"thread_id = {_THREAD}"))
    if where.topic is not None:
        values["topic"] = where.topic
        found.append(_of("topic_items", "slug = :topic"))
    if where.source_id is not None:
        values["source_id"] = where.source_id
        found.append(_of("items", "source_id = :source_id", item="id"))
    if where.tags:
        names = [f"tag{number}" for number, _ in enumerate(where.tags)]
        values |= dict(zip(names, where.tags, strict=True))
        found.append(_of("item_tags", *(f"tag = :{name}" for name in names)))
    return found


def _of(table: str, *conditions: str, item: str = "item_id") -> _Criterion:
    one_of = " OR ".join(f"f.{condition}" for condition in conditions)
    return _Criterion(
        table=table,
        item=item,
        ranges=tuple(f"w.{condition}" for condition in conditions),
        question=f"EXISTS (SELECT 1 FROM {table} f WHERE f.{item} = w.{{item}} AND ({one_of}))",
    )
