"""What topics say of the items of stories: part of what the clusterer goes on from, and of filling a topic."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

from collections.abc import Mapping, Sequence

from syndicate.model import Barred, Member, Vote, moment
from syndicate.protocols import Row, Statement, Transaction, Values
from syndicate.store.rows import among, dumps

Votes = Mapping[str, tuple[tuple[str, Vote], ...]]

_MEMBER = "SELECT a.item_id, a.story_id, s.language, a.seen_at, a.sketch FROM assignments a"
# What a fill said of an item that waited for its place tells of a report, whatever it turned out to be.
_OWN = "CASE WHEN a.copy_of IS NULL THEN v.own ELSE 0 END"
_STORY = "JOIN stories s ON s.id = a.story_id"


def bar(barred: Sequence[Barred]) -> Transaction[None]:
    """Save what topics must not take. Those of a topic or an item that is gone meanwhile are left out."""
    yield Statement(
        "INSERT INTO topic_barred (slug, item_id) SELECT t.slug, i.id FROM topics t CROSS JOIN items i "
        "WHERE t.slug = :slug AND i.id = :item_id ON CONFLICT (slug, item_id) DO NOTHING",
        many=[{"slug": one.slug, "item_id": one.item_id} for one in barred],
    )


def members_of(
    stories: str, values: Values, votes: str = "1 = 1", order: str = "i.sequence"
) -> Transaction[tuple[Member, ...]]:
    """Give the items of stories `s` and the votes `v` on them, in stored order."""
    told = yield from _votes(f"{stories} AND {votes}", values)
    rows = yield Statement(
        f"{_MEMBER} {_STORY} JOIN items i ON i.id = a.item_id WHERE {stories} ORDER BY {order}",
        values,
    )
    return tuple(_member_of(row, told) for row in rows)


def _votes(condition: str, values: Values) -> Transaction[Votes]:
    """Give the votes on the items of some stories, by item."""
    rows = yield Statement(
        " UNION ALL ".join(
            f"SELECT v.slug, v.item_id, {kind} AS own FROM {table} v "
            f"JOIN assignments a ON a.item_id = v.item_id {_STORY} WHERE {condition}"
            for table, kind in (("topic_items", _OWN), ("topic_barred", "-1"))
        ),
        values,
    )
    found: dict[str, list[tuple[str, Vote]]] = {}
    for row in rows:
        vote: Vote = "barred" if row["own"] < 0 else "own" if row["own"] else "with"
        found.setdefault(row["item_id"], []).append((row["slug"], vote))
    return {item_id: tuple(sorted(told)) for item_id, told in found.items()}


def members(engine: str, item_ids: Sequence[str]) -> Transaction[Mapping[str, Member]]:
    """Give these items as the clusterer remembers them; those without a place are left out."""
    rows = yield Statement(
        f"{_MEMBER} {_STORY} WHERE a.item_id IN ({among(engine, 'ids')})",
        {"ids": dumps(list(item_ids))},
    )
    return {row["item_id"]: _member_of(row, {}) for row in rows}


def casts(slug: str) -> Transaction[tuple[Member, ...]]:
    """Give all items of the stories in which a topic has a report of its own, story by story, in stored order."""
    of_topic = (
        "s.id IN (SELECT b.story_id FROM topic_items o JOIN assignments b ON b.item_id = o.item_id "
        "WHERE o.slug = :slug AND o.own = 1)"
    )
    return (
        yield from members_of(
            of_topic, {"slug": slug}, "v.slug = :slug", order="a.story_id, i.sequence"
        )
    )


def _member_of(row: Row, told: Votes) -> Member:
    """Row -> member, with what topics say of it."""
    return Member(
        item_id=row["item_id"],
        story_id=row["story_id"],
        language=row["language"],
        seen_at=moment(row["seen_at"]),
        sketch=bytes(row["sketch"]),
        votes=told.get(row["item_id"], ()),
    )
