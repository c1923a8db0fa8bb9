"""Items that wait for the clusterer, by the language in which it reads them."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from syndicate.model import Item
from syndicate.protocols import Row, Statement, Transaction, Values
from syndicate.spoken import spoken
from syndicate.store.rows import (
    STORED,
    among,
    dumps,
    item_of,
    languages_in,
    maybe_moment,
    of_languages,
)

_BATCH: Final = 200
_CAME: Final = (
    "SELECT u.item_id, i.title, i.is_untitled, i.text, i.language "
    "FROM unclustered u JOIN items i ON i.sequence = u.sequence"
)


@dataclass(frozen=True, slots=True)
class Backlog:
    """Items that wait for the clusterer: how many, and when the first of them was seen; None where none waits."""

    count: int
    since: datetime | None


def wait(engine: str, new: Sequence[Values]) -> Transaction[None]:
    """Let new items wait, of which these are the rows."""
    by_language: dict[str, list[str]] = {}
    for row in new:
        by_language.setdefault(_spoken(row), []).append(str(row["id"]))
    for language, ids in by_language.items():
        yield Statement(
            "INSERT INTO unclustered (sequence, item_id, language) "
            f"SELECT sequence, id, CAST(:language AS text) FROM items WHERE id IN ({among(engine, 'ids')})",
            {"ids": dumps(ids), "language": language},
        )


def reread(engine: str, item_ids: Sequence[str]) -> Transaction[None]:
    """Tell anew the language of items that were edited while they waited."""
    rows = yield Statement(
        f"{_CAME} WHERE u.item_id IN ({among(engine, 'ids')})", {"ids": dumps(list(item_ids))}
    )
    yield from _tell(rows)


def tell() -> Transaction[int]:
    """Tell the language of some of those that waited before languages were told; return of how many."""
    rows = yield Statement(
        f"{_CAME} WHERE u.language = '' ORDER BY u.sequence LIMIT :limit", {"limit": _BATCH}
    )
    yield from _tell(rows)
    return len(rows)


def spoken_in() -> Transaction[tuple[str, ...]]:
    """The languages in which items wait."""
    return languages_in("unclustered")


def backlog() -> Transaction[Backlog]:
    """How many wait, and since when."""
    rows = yield Statement(
        "SELECT count(*) AS waiting, (SELECT seen_at FROM items "
        "WHERE sequence = (SELECT min(sequence) FROM unclustered)) AS since FROM unclustered"
    )
    return Backlog(rows[0]["waiting"], maybe_moment(rows[0]["since"]))


def first(
    engine: str, limit: int, languages: Collection[str] | None
) -> Transaction[tuple[Item, ...]]:
    """The first that wait, in stored order."""
    chosen, values = of_languages(engine, "u.language", languages)
    rows = yield Statement(
        f"SELECT {STORED} FROM unclustered u JOIN items i ON i.sequence = u.sequence "
        f"LEFT JOIN assignments a ON a.item_id = i.id WHERE {chosen} ORDER BY u.sequence LIMIT :limit",
        values | {"limit": limit},
    )
    return tuple(map(item_of, rows))


def _tell(rows: Sequence[Row]) -> Transaction[None]:
    yield Statement(
        "UPDATE unclustered SET language = :language WHERE item_id = :id",
        many=[{"id": row["item_id"], "language": _spoken(row)} for row in rows],
    )


def _spoken(row: Row) -> str:
    return spoken("" if row["is_untitled"] else row["title"], row["text"], row["language"])
