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
    """Which items are meant: those for which everything that is set holds; of a topic, those of `grown_from` too.

    `tags`: the source has any of them. `published_only` leaves out sources that must not be republished,
    `placed_only` what waits for the clusterer. `originals_only` shows every text once: a copy is left out
    where its original is meant too, or an earlier copy of it; else it stands for the text. A source that
    folds no copies keeps out of this: what is its own stands alone, and hides nothing.
    """

    tags: tuple[str, ...] = ()
    source_id: str | None = None
    story_id: str | None = None
    thread_id: str | None = None
    topic: str | None = None
    grown_from: str | None = None  # the thread that the topic was promoted from
    originals_only: bool = False
    published_only: bool = False
    placed_only: bool = False


@dataclass(frozen=True, slots=True)
class _Walk:
    """A range of an index."""

    table: str
    item: str  # the column of the item's id
    range: str


@dataclass(frozen=True, slots=True)
class _Criterion:
    """A way to say which items: ranges of an index to walk, or a question to ask of each item."""

    walks: tuple[_Walk, ...]
    question: str  # of the item {id}


_SURVIVOR = "coalesce((SELECT t.merged_into FROM threads t WHERE t.id = :{id}), :{id})"
_ALL = _Criterion((_Walk("items", "id", ""),), "")
_PUBLISHED = (
    "EXISTS (SELECT 1 FROM items p JOIN sources q ON q.id = p.source_id "
    "WHERE p.id = {id} AND q.republish <> 'none')"
)
_PLACED = "EXISTS (SELECT 1 FROM assignments h WHERE h.item_id = {id})"
_FOLDS = (
    "EXISTS (SELECT 1 FROM items e JOIN sources g ON g.id = e.source_id "
    "WHERE e.id = {id} AND g.fold_copies = 1)"
)
# Who else brings the text of a copy: its original, and the copies stored before it.
_RIVALS = (
    "r.item_id = c.copy_of",
    """r.copy_of = c.copy_of AND (SELECT sequence FROM items WHERE id = r.item_id)
        < (SELECT sequence FROM items WHERE id = c.item_id)""",
)


def choose(
    where: Selection, *, limit: int | None = None, before: Before | None = None
) -> tuple[str, _Sought]:
    """Give SQL for `seen_at` and `item_id` of the newest `limit`, or of all, and the values in it.

    The first criterion decides which index is walked, the others are asked of each item on the way.
    Several tags, or a topic and its thread, are several walks, united.
    `before` starts behind an item in the order of the walk.
    """
    values: _Sought = {}
    criteria = _criteria(where, values)
    first, *rest = criteria or [_ALL]
    rules = [_PUBLISHED] if where.published_only else []
    questions = [*(one.question for one in rest), *rules]
    if where.placed_only:
        questions.append(_PLACED)
    if where.originals_only:
        questions += _folded([*(one.question for one in criteria), *rules])
    if before is not None:
        questions.append("(w.seen_at, {id}) < (:before_at, :before_id)")
        values |= {"before_at": micros(before[0]), "before_id": before[1]}
    if limit is not None:
        values["limit"] = limit
    walks = []
    for walk in first.walks:
        asked = " AND ".join(filter(None, [walk.range, *questions])).format(id=f"w.{walk.item}")
        end = f" ORDER BY w.seen_at DESC, w.{walk.item} DESC LIMIT :limit"
        walks.append(
            f"SELECT w.seen_at AS seen_at, w.{walk.item} AS item_id FROM {walk.table} w"
            + (f" WHERE {asked}" if asked else "")
            + (end if limit is not None else "")
        )
    if len(walks) == 1:
        return walks[0], values
    return " UNION ".join(f"SELECT * FROM ({sql}) u{n}" for n, sql in enumerate(walks)), values


def _folded(questions: list[str]) -> list[str]:
    """Ask that nobody who would be shown, too, brings the text of this copy."""
    shown = "".join(f" AND {question}" for question in (*questions, _FOLDS)).format(id="r.item_id")
    folds = _FOLDS.format(id="c.item_id")
    return [
        "NOT EXISTS (SELECT 1 FROM assignments c JOIN assignments r "
        f"ON {rival} WHERE c.item_id = {{id}} AND {folds}{shown})"
        for rival in _RIVALS
    ]


def _criteria(where: Selection, values: _Sought) -> list[_Criterion]:
    """Give what was asked for, the narrowest first."""
    found = []
    if where.story_id is not None:
        values["story_id"] = where.story_id
        found.append(_of("assignments", "story_id = :story_id"))
    if where.thread_id is not None:
        values["thread_id"] = where.thread_id
        found.append(_of("assignments", f"thread_id = {_SURVIVOR.format(id='thread_id')}"))
    if where.topic is not None:
        values["topic"] = where.topic
        topic = _of("topic_items", "slug = :topic")
        if where.grown_from is not None:
            values["grown_from"] = where.grown_from
            thread = _of("assignments", f"thread_id = {_SURVIVOR.format(id='grown_from')}")
            topic = _either(topic, thread)
        found.append(topic)
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
        walks=tuple(_Walk(table, item, f"w.{condition}") for condition in conditions),
        question=f"EXISTS (SELECT 1 FROM {table} f WHERE f.{item} = {{id}} AND ({one_of}))",
    )


def _either(one: _Criterion, other: _Criterion) -> _Criterion:
    return _Criterion((*one.walks, *other.walks), f"({one.question} OR {other.question})")
