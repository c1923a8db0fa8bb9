"""What is asked of a long-lived store is looked up by an index on a server, too."""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator, Iterator, Mapping
from contextlib import suppress
from typing import Any

import pytest

from syndicate.model import Clustering, Event
from syndicate.protocols import Statement
from syndicate.store import Store, departures, former, journal, open_store
from syndicate.store.scene import scene
from tests.contract.store.builders import NOW, a_source, a_story, an_item, cluster, follow, poll

GROWING = {"assignments", "former_stories", "items", "journal", "stories", "threads"}
MERGED = Event("merge", "y", "z", ("i",), by="repair", reason="one event", thread_id="t")


@pytest.fixture
async def store(postgres_database: str) -> AsyncIterator[Store]:
    opened = await open_store(postgres_database)
    await follow(opened, a_source())
    await poll(opened, *(an_item(str(number)) for number in range(50)))
    await cluster(opened, "t", {"y": [f"is1{number}" for number in range(25)]})
    yield opened
    await opened.close()


def asked(transaction: Generator[Statement, Any, Any]) -> Iterator[Statement]:
    """Every statement of a transaction to which nothing is found, with the first of its values."""
    with suppress(StopIteration):
        statement = next(transaction)
        while True:
            if statement.many is None:
                yield statement
            else:
                yield from (Statement(statement.sql, values) for values in statement.many[:1])
            statement = transaction.send([])


async def passes(store: Store, statement: Statement) -> list[str]:
    """Name the growing tables of which a statement would look at every row."""

    def explain() -> Generator[Statement, Any, Any]:
        for way in ("seqscan", "hashjoin", "mergejoin"):  # of few rows, all are soon read
            yield Statement(f"SET LOCAL enable_{way} = off")
        rows = yield Statement(f"EXPLAIN (FORMAT JSON) {statement.sql}", statement.values)
        return rows[0]["QUERY PLAN"][0]["Plan"]

    return list(_passes(await store.database.write(explain())))


def _passes(node: Mapping[str, Any]) -> Iterator[str]:
    table, kind = node.get("Relation Name"), node["Node Type"]
    is_looked_up = "Index Cond" in node or kind == "Bitmap Heap Scan"
    is_looked_up &= "SubPlan" not in node.get("Filter", "")  # what is asked of each row by itself
    if table in GROWING and kind.endswith("Scan") and not is_looked_up:
        yield f"{kind} on {table}"
    for each in node.get("Plans", ()):
        yield from _passes(each)


@pytest.mark.parametrize(
    "transaction",
    [
        lambda: journal._moved_at("postgresql", ["y"]),
        lambda: former._of("postgresql", ["is11"]),
        lambda: journal.write("postgresql", [MERGED], NOW),
        lambda: departures.standing(
            "postgresql", Clustering(stories=(a_story("y", "t"),), events=(MERGED,))
        ),
        lambda: scene("postgresql", ["y", "is11"]),
    ],
    ids=["moved", "former", "journal", "departures", "scene"],
)
async def test_what_changes_its_place_is_found_without_a_look_at_all_there_is(
    store: Store, transaction: Any
) -> None:
    statements = list(asked(transaction()))
    assert statements
    for statement in statements:
        assert await passes(store, statement) == [], statement.sql
