"""A query -> criteria: which items it means, on either engine.

Words are looked up in the index of words (store/search.py): as a walk, its newest matches; as a question, whether
one item is among them.
"""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from syndicate.model import Condition, Query, authority, micros
from syndicate.protocols import Row, Statement, Transaction
from syndicate.store.criteria import Criterion, Sought, Walk, of_threads, those
from syndicate.store.words import words

# Which criterion is walked, if there are several: the one that is likely to leave the fewest to ask.
_NARROW = ("thread", "topic", "source")
_WIDE = ("agency", "tag", "lang")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a query comes to: `narrow` goes before other criteria, `wide` behind them; `questions` only ask."""

    narrow: tuple[Criterion, ...] = ()
    words: Criterion | None = None
    wide: tuple[Criterion, ...] = ()
    questions: tuple[str, ...] = ()


def asked(engine: str, query: Query, values: Sought, *, most: int | None) -> Asked:
    """Give the criteria of a query; what they name goes into `values`. `most` matches of words are walked."""
    sides: dict[str, list[Criterion]] = {key: [] for key in (*_NARROW, *_WIDE)}
    questions = list(_dates(query, values))
    for number, condition in enumerate(query.conditions):
        if condition.key == "text":
            continue
        names = [f"q{number}_{place}" for place, _ in enumerate(condition.values)]
        values |= dict(zip(names, condition.values, strict=True))
        criterion = _criterion(condition, names)
        if condition.negated:
            questions.append(f"NOT {criterion.question}")
        else:
            sides[condition.key].append(criterion)
    phrases = [one for one in query.conditions if one.key == "text"]
    refused = _words(engine, [one for one in phrases if one.negated], "refused", values, most=None)
    if refused:
        questions.append(f"NOT {refused.question}")
    return Asked(
        tuple(one for key in _NARROW for one in sides[key]),
        _words(engine, [one for one in phrases if not one.negated], "wanted", values, most=most),
        tuple(one for key in _WIDE for one in sides[key]),
        tuple(questions),
    )


def settled(query: Query) -> Transaction[Query]:
    """Put ids in the place of what sources are called: by id, by host, or by title."""
    if not any(one.key == "source" for one in query.conditions):
        return query
    rows = yield Statement(
        "SELECT id, url_subscribed, url, title, feed_title FROM sources ORDER BY id"
    )
    return replace(
        query,
        conditions=tuple(
            replace(one, values=_meant(one.values, rows)) if one.key == "source" else one
            for one in query.conditions
        ),
    )


def _meant(names: Sequence[str], rows: Sequence[Row]) -> tuple[str, ...]:
    wanted = {name.removeprefix("www.") for name in names}
    return tuple(row["id"] for row in rows if not wanted.isdisjoint(_called(row)))


def _called(row: Row) -> Iterator[str]:
    yield row["id"]
    for url in (row["url_subscribed"], row["url"]):
        yield authority(url).partition(":")[0].removeprefix("www.")
    for title in (row["title"], row["feed_title"]):
        if title:
            yield " ".join(title.casefold().split())


def _criterion(condition: Condition, names: Sequence[str]) -> Criterion:
    match condition.key:
        case "thread":
            return of_threads(*names)
        case "topic":
            return those("topic_items", *(f"slug = :{name}" for name in names))
        case "tag":
            return those("item_tags", *(f"tag = :{name}" for name in names))
        case key:
            column = {"source": "source_id", "agency": "agency", "lang": "main_language"}[key]
            return those("items", *(f"{column} = :{name}" for name in names), item="id")


def _dates(query: Query, values: Sought) -> Iterator[str]:
    for name, sign, instant in (("after", ">=", query.after), ("before", "<", query.before)):
        if instant is not None:
            values[f"seen_{name}"] = micros(instant)
            yield (
                "EXISTS (SELECT 1 FROM items d WHERE d.id = {id} "
                f"AND d.seen_at {sign} :seen_{name})"
            )


def _words(
    engine: str, conditions: Sequence[Condition], name: str, values: Sought, *, most: int | None
) -> Criterion | None:
    """Items with all of these words; of `refused` ones, with any."""
    phrases = [(words(one.values[0]), one.grows) for one in conditions]
    phrases = [(phrase, grows) for phrase, grows in phrases if phrase]
    if not phrases:
        return None
    is_any = name == "refused"
    end = "" if most is None else f" LIMIT {most}"
    if engine == "postgresql":
        values[name] = (" | " if is_any else " & ").join(_tsquery(*each) for each in phrases)
        match = f"s.words @@ CAST(:{name} AS tsquery)"
        found = (
            "SELECT i.seen_at, i.id FROM search s JOIN items i ON i.id = s.item_id "
            f"WHERE {match} ORDER BY i.sequence DESC{end}"
        )
        question = f"EXISTS (SELECT 1 FROM search s WHERE s.item_id = {{id}} AND {match})"
    else:
        values[name] = (" OR " if is_any else " AND ").join(_fts(*each) for each in phrases)
        found = (
            f"SELECT i.seen_at, i.id FROM (SELECT rowid AS place FROM search WHERE search MATCH :{name} "
            f"ORDER BY rowid DESC{end}) f JOIN items i ON i.sequence = f.place"
        )
        question = (
            f"EXISTS (SELECT 1 FROM search WHERE search MATCH :{name} "
            "AND rowid = (SELECT n.sequence FROM items n WHERE n.id = {id}))"
        )
    return Criterion((Walk(f"({found})", "id", ""),), question)


def _fts(phrase: Sequence[str], grows: bool) -> str:  # noqa: FBT001 (a pair, spread)
    """Words are letters and digits only, so quotes around them are all that FTS5 needs."""
    return '"' + " ".join(phrase) + '"' + (" *" if grows else "")


def _tsquery(phrase: Sequence[str], grows: bool) -> str:  # noqa: FBT001 (a pair, spread)
    return "(" + " <-> ".join(f"'{word}'" for word in phrase) + (":*)" if grows else ")")
