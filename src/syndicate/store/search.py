"""Search: items by the words in them, newest first; FTS5 and tsvector behind one method."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from syndicate.model import StoredItem
from syndicate.protocols import Database, Row, Statement, Transaction, Values
from syndicate.store.rows import STORED, among, dumps, stored_of
from syndicate.store.words import folded, open_ended, phrases, words


@dataclass(frozen=True, slots=True)
class Search:
    """Finds items by words: all must occur, "quoted ones" side by side, the last may be a beginning."""

    database: Database

    async def find(self, query: str, limit: int) -> tuple[StoredItem, ...]:
        """Give the newest items that match. Nothing that can be typed is an error."""
        wanted = phrases(query)
        if not wanted:
            return ()
        grows = open_ended(query, wanted[-1])
        engine = self.database.engine
        match = (
            _tsquery(wanted, grows=grows) if engine == "postgresql" else _fts(wanted, grows=grows)
        )
        return await self.database.read(_find(engine, match, limit))


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


def _find(engine: str, match: str, limit: int) -> Transaction[tuple[StoredItem, ...]]:
    if engine == "postgresql":
        found = (
            "search s JOIN items i ON i.id = s.item_id LEFT JOIN assignments a ON a.item_id = i.id "
            "WHERE s.words @@ CAST(:match AS tsquery) ORDER BY i.sequence DESC LIMIT :limit"
        )
    else:
        found = (
            "(SELECT rowid AS sequence FROM search WHERE search MATCH :match "
            "ORDER BY rowid DESC LIMIT :limit) s JOIN items i ON i.sequence = s.sequence "
            "LEFT JOIN assignments a ON a.item_id = i.id ORDER BY i.sequence DESC"
        )
    values: Values = {"match": match, "limit": limit}
    rows = yield Statement(f"SELECT {STORED} FROM {found}", values)
    return tuple(map(stored_of, rows))


def _folded(row: Row) -> Values:
    return {
        "sequence": row["sequence"],
        "title": folded(row["title"]),
        "body": folded(row["text"]),
    }


def _fts(wanted: Sequence[Sequence[str]], *, grows: bool) -> str:
    """Words are letters and digits only, so quotes around them are all that FTS5 needs."""
    parts = ['"' + " ".join(phrase) + '"' for phrase in wanted]
    return " AND ".join(parts) + (" *" if grows else "")


def _tsquery(wanted: Sequence[Sequence[str]], *, grows: bool) -> str:
    parts = ["(" + " <-> ".join(f"'{word}'" for word in phrase) + ")" for phrase in wanted]
    query = " & ".join(parts)
    return query.removesuffix(")") + ":*)" if grows else query


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
