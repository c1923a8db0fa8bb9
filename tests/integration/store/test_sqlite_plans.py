"""The questions that a million items must not make slow are answered along an index."""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from syndicate.model import AlsoIn
from syndicate.protocols import Statement
from syndicate.query import parse
from syndicate.store import (
    Selection,
    Store,
    arrivals,
    claims,
    journal,
    open_store,
    resting,
    tongues,
    waiting,
)
from syndicate.store import items as items_room
from syndicate.store import running as running_room
from syndicate.store import sources as sources_room
from syndicate.store.matching import Match
from syndicate.store.resting import Quiet
from syndicate.store.selection import Stretch, choose
from tests.contract.store.builders import NOW, a_source, an_item, cluster, follow, poll

CURSOR = (NOW, "i")
QUIET = Quiet(NOW, NOW)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await open_store(f"sqlite:///{tmp_path / 'store.db'}")
    await follow(opened, a_source(tags=("a", "b")))
    await poll(opened, *(an_item(str(number)) for number in range(50)))
    await cluster(opened, "t", {"y": [f"is1{number}" for number in range(25)]})
    yield opened
    await opened.close()


async def plan(store: Store, transaction: Generator[Statement, Any, Any]) -> list[str]:
    """The steps of the transaction's first statement."""
    statement = next(transaction)
    transaction.close()
    return await explained(store, statement)


async def explained(store: Store, statement: Statement) -> list[str]:
    def explain() -> Generator[Statement, Any, list[str]]:
        rows = yield Statement(f"EXPLAIN QUERY PLAN {statement.sql}", statement.values)
        return [row["detail"] for row in rows]

    return await store.database.read(explain())


@pytest.mark.parametrize("before", [None, CURSOR], ids=["first page", "next page"])
@pytest.mark.parametrize(
    ("where", "index"),
    [
        (Selection(), "items_newest"),
        (Selection(source_id="s1"), "items_of_source"),
        (Selection(thread_id="t"), "assignments_of_thread"),
        (Selection(story_id="y"), "assignments_of_story"),
        (Selection(topic="x"), "topic_items_newest"),
        (Selection(tags=("a",)), "PRIMARY KEY (tag="),
        (Selection(tags=("a", "b")), "PRIMARY KEY (tag="),
        (
            Selection(thread_id="t", originals_only=True, published_only=True),
            "assignments_of_thread",
        ),
        (Selection(published_only=True, originals_only=True), "items_newest"),
        (Selection(query=parse("agency:AFP")), "items_of_agency"),
        (Selection(query=parse("lang:en -agency:AFP")), "items_of_language"),
        (Selection(query=parse("tag:a lang:en -sport"), originals_only=True), "(tag="),
        (Selection(query=parse("topic:x lang:en title")), "topic_items_newest"),
        (Selection(query=parse("thread:t title")), "assignments_of_thread"),
        (Selection(query=parse("-title after:2014-11-06")), "items_newest"),
    ],
    ids=str,
)
async def test_newest_walks_an_index(
    store: Store, where: Selection, index: str, before: tuple[Any, str] | None
) -> None:
    steps = await plan(store, items_room._stretch("sqlite", where, 100, Stretch(before=before)))
    walk = next(step for step in steps if " w " in f"{step} ")
    assert index.replace("PRIMARY KEY (tag=", "(tag=") in walk
    assert not [step for step in steps if step.startswith("SCAN i") and "items i" in step]
    # Only the hundred that were chosen may be sorted, never those that they are chosen from.
    first_sort = next((n for n, step in enumerate(steps) if "TEMP B-TREE FOR ORDER BY" in step), 99)
    assert first_sort > steps.index(walk)
    assert sum("TEMP B-TREE FOR ORDER BY" in step for step in steps) <= 1 + len(where.tags) // 2


async def test_what_the_walk_through_a_thread_knows_is_not_asked_of_each_item(store: Store) -> None:
    """Nor who published it, where nobody's items must not be published: of whom that holds an index knows."""
    where = Selection(thread_id="t", originals_only=True, published_only=True, placed_only=True)
    steps = await explained(store, Statement(*choose("sqlite", where, limit=100)))
    placed_or_original = ("SEARCH h ", "SEARCH o ")
    assert not [step for step in steps if step.startswith(placed_or_original)]
    silent = [step for step in steps if step.startswith("SCAN") and "json_each" not in step]
    assert silent
    assert all("INDEX sources_silent" in step for step in silent)


async def test_what_is_due_is_a_range_of_an_index(store: Store) -> None:
    steps = await plan(store, claims.due_ones("sqlite", NOW, 10, NOW + timedelta(minutes=5), 8, ()))
    assert any("sources_due (next_poll_at<?)" in step for step in steps)
    assert not any("TEMP B-TREE" in step for step in steps)


@pytest.mark.parametrize(
    ("transaction", "index"),
    [
        (lambda: items_room._assigned("sqlite", "copy_of", ["a"]), "assignments_copies"),
        (lambda: items_room._prune("sqlite", "s1", 5), "items_last_seen"),
        (items_room._ends, "items_last_seen"),
        (lambda: resting.asleep("sqlite", QUIET), "threads_newest (updated_at>? AND updated_at<?)"),
        (lambda: resting.asleep("sqlite", QUIET), "assignments_of_thread (thread_id=?)"),
        (lambda: resting.rest("sqlite", (), QUIET), "autoindex_stories_1 (id=?)"),
        (lambda: resting.rest("sqlite", (), QUIET), "assignments_of_story (story_id=?)"),
        (lambda: waiting.first("sqlite", 10, None), "INTEGER PRIMARY KEY"),
        (lambda: waiting.first("sqlite", 10, ["en"]), "unclustered_of_language (language=?)"),
        (waiting.spoken_in, "unclustered_of_language (language>?)"),
        (lambda: items_room._since(NOW, 5, 10), "INTEGER PRIMARY KEY"),
        (lambda: items_room._get("i"), "sqlite_autoindex_items_1"),
        (sources_room._next_due_at, "sources_due"),
    ],
)
async def test_lookup_uses_its_index(store: Store, transaction: Any, index: str) -> None:
    steps = await plan(store, transaction())
    assert any(index in step for step in steps), steps


async def test_when_a_thread_last_changed_is_looked_up_however_long_the_journal(
    store: Store,
) -> None:
    steps = await plan(store, journal._changed_at("t"))
    assert sum("SEARCH journal USING INDEX" in step for step in steps) == 3
    assert not [step for step in steps if step.startswith("SCAN")], steps


@pytest.mark.parametrize("asked", [journal._standing, journal._emptying])
async def test_what_corrections_did_is_found_however_much_repair_did(
    store: Store, asked: Any
) -> None:
    steps = await plan(store, asked())
    assert steps[0] == "SCAN journal USING INDEX journal_corrected"
    assert not any("TEMP B-TREE" in step for step in steps), steps


async def test_whether_an_id_is_taken_is_looked_up_however_much_of_a_flood_waits(
    store: Store,
) -> None:
    new = [Match(an_item("a"), ("guid:a",), None)]
    steps = await plan(store, arrivals.minted("sqlite", new, {}))
    assert any("held_items_of_item" in step for step in steps), steps
    assert not [step for step in steps if step.startswith("SCAN") and "json_each" not in step]


async def test_links_of_a_thread_are_found_however_many_threads_there_are(store: Store) -> None:
    transaction, steps = tongues._record("sqlite", [AlsoIn("t", "u", None, ())]), []
    statement = next(transaction)
    with suppress(StopIteration):
        while True:
            for values in statement.many or [statement.values or {}]:
                steps += await explained(store, Statement(statement.sql, values))
            statement = transaction.send([])
    assert len(steps) > 6
    assert not [step for step in steps if step.startswith("SCAN") and "json_each" not in step]


async def test_what_is_forgotten_is_never_looked_for_among_all_items_of_its_source(
    store: Store,
) -> None:
    transaction, steps = items_room._prune("sqlite", "s1", 5, QUIET), []
    answer = iter([[{"id": "is11"}]])
    statement = next(transaction)
    with suppress(StopIteration):
        while True:
            if statement.many is None:
                steps += await explained(store, statement)
            statement = transaction.send(next(answer, []))
    assert len(steps) > 5
    assert not [step for step in steps if "items_of_source" in step or step.startswith("SCAN i")]


async def test_moves_of_threads_are_read_from_an_index_alone(store: Store) -> None:
    transaction = running_room._moves("sqlite", ["t"], NOW, timedelta(days=28))
    for statement in (next(transaction), transaction.send([])):
        steps = await explained(store, statement)
        walks = [
            step for step in steps if "assignments" in step or step[:8] in {"SEARCH a", "SEARCH f"}
        ]
        assert walks
        assert all("COVERING INDEX assignments_of_thread" in step for step in walks), steps
        assert not [step for step in steps if step.startswith("SCAN") and "json_each" not in step]


async def test_glance_sorts_only_what_it_shows(store: Store) -> None:
    steps = await plan(store, running_room._glance("sqlite", "t", 10))
    assert any("SEARCH w USING" in step and "assignments_of_thread" in step for step in steps)
    steps = await plan(store, running_room._first("t"))
    walk = next(step for step in steps if step.startswith("SEARCH w"))
    assert "assignments_of_thread (thread_id=?)" in walk
    assert sum("TEMP B-TREE" in step for step in steps) <= 1
