"""How rare words are, and what the texts of a language have in common: what the clusterer weighs by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from syndicate.model import Term, Usual, micros, moment
from syndicate.protocols import Row, Statement, Transaction
from syndicate.store.rows import among, dumps, languages_in, maybe_micros

_LONGEST_TERM = 200
_BATCH = 10_000
_TERM = "SELECT language, text, documents, as_of FROM terms"


def terms_after(language: str, text: str, limit: int) -> Transaction[tuple[Term, ...]]:
    """Give the words of a language that follow one, in an order that is always the same."""
    rows = yield Statement(
        f"{_TERM} WHERE language = :language AND text > :text ORDER BY text LIMIT :limit",
        {"language": language, "text": text, "limit": limit},
    )
    return tuple(map(_term_of, rows))


def terms_named(engine: str, language: str, texts: Sequence[str]) -> Transaction[tuple[Term, ...]]:
    """Give these words of a language, as far as they are known."""
    rows = yield Statement(
        f"{_TERM} WHERE language = :language AND text IN ({among(engine, 'texts')}) ORDER BY text",
        {"language": language, "texts": dumps(texts)},
    )
    return tuple(map(_term_of, rows))


def forget(most: float, before: datetime) -> Transaction[int]:
    """Forget some of the words of no more than so many documents that were last met before an instant."""
    rows = yield Statement(
        "DELETE FROM terms WHERE (language, text) IN (SELECT language, text FROM terms "
        "WHERE documents <= :most AND as_of < :before LIMIT :limit) RETURNING language",
        {"most": most, "before": micros(before), "limit": _BATCH},
    )
    return len(rows)


def spoken() -> Transaction[tuple[str, ...]]:
    """Give the languages of which any word is known."""
    return languages_in("terms")


def usual() -> Transaction[tuple[Usual, ...]]:
    """Give what the texts of each language have in common."""
    rows = yield Statement("SELECT language, documents, total, as_of FROM usual ORDER BY language")
    return tuple(
        Usual(row["language"], row["documents"], row["total"], moment(row["as_of"])) for row in rows
    )


def _term_of(row: Row) -> Term:
    return Term(row["language"], row["text"], row["documents"], moment(row["as_of"]))


def save(terms: Sequence[Term], common: Sequence[Usual]) -> Transaction[None]:
    """Save what changed, as part of a transaction."""
    yield from _terms(terms)
    yield from _usual(common)


def _terms(terms: Sequence[Term]) -> Transaction[None]:
    yield Statement(
        "INSERT INTO terms (language, text, documents, as_of) "
        "VALUES (:language, :text, :documents, :as_of) ON CONFLICT (language, text) "
        "DO UPDATE SET documents = excluded.documents, as_of = excluded.as_of",
        many=[
            {
                "language": term.language,
                "text": term.text,
                "documents": float(term.documents),
                "as_of": maybe_micros(term.as_of),
            }
            for term in terms
            if len(term.text) <= _LONGEST_TERM
        ],
    )


def _usual(common: Sequence[Usual]) -> Transaction[None]:
    yield Statement(
        "INSERT INTO usual (language, documents, total, as_of) "
        "VALUES (:language, :documents, :total, :as_of) ON CONFLICT (language) DO UPDATE SET "
        "documents = excluded.documents, total = excluded.total, as_of = excluded.as_of",
        many=[
            {
                "language": one.language,
                "documents": one.documents,
                "total": one.total,
                "as_of": micros(one.as_of),
            }
            for one in common
        ],
    )
