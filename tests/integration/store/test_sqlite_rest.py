"""What is let go of a file of SQLite makes room in it: shorter rows alone do not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from syndicate.model import Clustering
from syndicate.protocols import Statement, Transaction
from syndicate.store import Store, open_store
from syndicate.store.resting import Quiet, asleep
from tests.contract.store.builders import (
    DAY,
    NOW,
    a_story,
    a_thread,
    an_item,
    follow,
    poll,
    put,
)

COUNT, SKETCH = 300, b"\x02" * 1900
QUIET = Quiet(NOW + DAY, NOW + DAY)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """Items of which each is a story and a thread by itself."""
    opened = await open_store(f"sqlite:///{tmp_path / 'store.db'}")
    await follow(opened)
    names = [f"{number:03}" for number in range(COUNT)]
    await poll(opened, *(an_item(name) for name in names))
    found = Clustering(
        threads=tuple(a_thread(f"t{name}", sketch=SKETCH) for name in names),
        stories=tuple(a_story(f"e{name}", f"t{name}", sketch=SKETCH) for name in names),
        assignments=tuple(put(f"is1{name}", f"e{name}") for name in names),
    )
    await opened.threads.record(found, NOW)
    await poll(opened, an_item("new", at=NOW + 3 * DAY), at=NOW + 3 * DAY)
    yield opened
    await opened.close()


def used() -> Transaction[int]:
    rows = yield Statement("PRAGMA page_count")
    free = yield Statement("PRAGMA freelist_count")
    return int(str(rows[0]["page_count"])) - int(str(free[0]["freelist_count"]))


async def test_sketches_that_are_let_go_give_their_pages_back(store: Store) -> None:
    await store.items.prune(NOW + DAY)
    before = await store.database.read(used())
    await store.database.write(asleep("sqlite", QUIET))
    after = await store.database.read(used())
    assert before - after > 0.8 * COUNT * len(SKETCH) / 4096


async def test_threads_that_rest_and_those_that_came_since_never_get_into_each_others_way(
    store: Store,
) -> None:
    await store.items.prune(NOW + DAY, QUIET)
    for day in range(4, 8):
        at, name = NOW + day * DAY, f"day {day}"
        await poll(store, an_item(name, at=at), at=at)
        found = Clustering(
            threads=(a_thread(f"t{name}", at=at, sketch=SKETCH),),
            stories=(a_story(f"e{name}", f"t{name}", at=at, sketch=SKETCH),),
            assignments=(put(f"is1{name}", f"e{name}"),),
        )
        await store.threads.record(found, at)
        await store.items.prune(at, Quiet(at, at))
    sketches = [(await store.threads.get(f"tday {day}")) for day in range(4, 8)]
    assert [len(one.sketch) for one in sketches if one] == [0, 0, 0, len(SKETCH)]
