"""A way to say which items: along an index, or as a question to each of them. SQL of our own words. Pure."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

from dataclasses import dataclass

Sought = dict[str, int | float | str | bytes | None]

_SURVIVOR = "coalesce((SELECT t.merged_into FROM threads t WHERE t.id = :{id}), :{id})"
_MOST_WALKS = 16  # each is sorted into the others


@dataclass(frozen=True, slots=True)
class Walk:
    """A range of an index."""

    table: str
    item: str  # the column of the item's id
    range: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """A way to say which items: ranges of an index to walk, or a question to ask of each item."""

    walks: tuple[Walk, ...]
    question: str  # of the item {id}

    @property
    def is_walked(self) -> bool:
        """Whether there is an index to go along, and not too many ranges of it."""
        return 0 < len(self.walks) <= _MOST_WALKS


ALL = Criterion((Walk("items", "id", ""),), "")


def those(table: str, *conditions: str, item: str = "item_id") -> Criterion:
    """Items for which any of the conditions holds."""
    one_of = " OR ".join(f"f.{condition}" for condition in conditions) or "1 = 0"
    return Criterion(
        walks=tuple(Walk(table, item, f"w.{condition}") for condition in conditions),
        question=f"EXISTS (SELECT 1 FROM {table} f WHERE f.{item} = {{id}} AND ({one_of}))",
    )


def either(one: Criterion, other: Criterion) -> Criterion:
    """Items for which one or the other holds."""
    return Criterion((*one.walks, *other.walks), f"({one.question} OR {other.question})")


def of_threads(*names: str) -> Criterion:
    """Items of the threads in these values, or of those that took them in."""
    survivors = (f"thread_id = {_SURVIVOR.format(id=name)}" for name in names)
    return those("assignments", *survivors)
