"""The index of words: what makes items findable by what they say; FTS5 or tsvector. Asked in store/asking.py."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

from collections.abc import Sequence

from syndicate.protocols import Row, Statement, Transaction, Values
from syndicate.store.rows import among, dumps
from syndicate.store.words import folded, words


def written(engine: str, ids: Sequence[str]) -> Transaction[None]:
    """Make stored items findable. Those that wait for the clusterer stay out until they are placed.

    Building the index costs more than all the rest of a poll, and least in large transactions: so a poll leaves
    it to the step that comes next.
    """
    rows = yield from _placed(engine, ids)
    if engine == "postgresql":
        yield Statement(
            "INSERT INTO search (item_id, words) VALUES (:id, CAST(:words AS tsvector)) "
            "ON CONFLICT (item_id) DO UPDATE SET words = excluded.words",
            many=[{"id": row["id"], "words": _tsvector(row["title"], row["text"])} for row in rows],
        )
        return
    yield Statement(
        "INSERT INTO search (rowid, title, body) VALUES (:sequence, :title, :body)",
        many=[_folded(row) for row in rows],
    )


def unwritten(engine: str, ids: Sequence[str]) -> Transaction[None]:
    """Forget the words of items while their rows still hold what was indexed.

    FTS5 without content is told what to take out; PostgreSQL replaces a row, or loses it with its item.
    """
    if engine == "postgresql":
        return
    rows = yield from _placed(engine, ids)
    yield Statement(
        "INSERT INTO search (search, rowid, title, body) VALUES ('delete', :sequence, :title, :body)",
        many=[_folded(row) for row in rows],
    )


def _placed(engine: str, ids: Sequence[str]) -> Transaction[Sequence[Row]]:
    if not ids:
        return ()
    return (
        yield Statement(
            f"SELECT id, sequence, title, text FROM items WHERE id IN ({among(engine, 'ids')}) "
            "AND NOT EXISTS (SELECT 1 FROM unclustered u WHERE u.item_id = items.id) "
            "ORDER BY sequence",
            {"ids": dumps(list(ids))},
        )
    )


def _folded(row: Row) -> Values:
    return {
        "sequence": row["sequence"],
        "title": folded(row["title"]),
        "body": folded(row["text"]),
    }


def _tsvector(title: str, text: str) -> str:
    """Write the words with their places, title first, past the reach of any parser's opinion."""
    places: dict[str, list[str]] = {}
    headline = words(title)
    for place, word in enumerate(headline, 1):
        places.setdefault(word, []).append(f"{place}A")
    for place, word in enumerate(words(text), len(headline) + 2):
        if place < 16384:
            places.setdefault(word, []).append(str(place))
        else:
            places.setdefault(word, [])
    return " ".join(
        f"'{word}':{','.join(where[:255])}" if where else f"'{word}'"
        for word, where in places.items()
    )
