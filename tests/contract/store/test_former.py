"""In which stories items stood before, as they were really moved, whatever the journal says was meant."""

from __future__ import annotations

import re

from syndicate.model import Clustering, Event
from syndicate.protocols import Statement, Transaction
from syndicate.store import Store
from syndicate.store.engines.migrate import migrations
from tests.contract.store.builders import (
    DAY,
    MINUTE,
    NOW,
    a_story,
    a_thread,
    an_item,
    follow,
    poll,
    put,
)

MERGE = Event("merge", "y2", "y1", ("is1b",))
OUT = Event("move", "y1", "y2", ("is1b", "is1c"))
A, B, C = "is1a", "is1b", "is1c"


async def fill(store: Store) -> None:
    """A in one story, B and C, which is a copy of it, in another."""
    await follow(store)
    await poll(store, an_item("a"), an_item("b"), an_item("c"))
    first = Clustering(
        threads=(a_thread("t1"),),
        stories=(a_story("y1", "t1"), a_story("y2", "t1")),
        assignments=(put(A, "y1"), put(B, "y2"), put(C, "y2", copy_of=B)),
    )
    await store.threads.record(first, NOW)


async def test_what_only_came_left_no_story(store: Store) -> None:
    await fill(store)
    assert await store.former.of([A, B, C]) == {}


async def test_what_a_merge_takes_along_left_its_story_though_the_journal_does_not_name_it(
    store: Store,
) -> None:
    await fill(store)
    away = a_story("y2", "t1", merged_into="y1")
    await store.threads.record(Clustering(stories=(away,), events=(MERGE,)), NOW + DAY)
    left = ((NOW + DAY, "y2"),)
    assert await store.former.of([A, B, C]) == {B: left, C: left}
    assert await store.former.of([A]) == {}


async def test_what_is_put_back_left_in_turn_whatever_the_clock_says(store: Store) -> None:
    await fill(store)
    away = a_story("y2", "t1", merged_into="y1")
    await store.threads.record(Clustering(stories=(away,), events=(MERGE,)), NOW + DAY)
    back = Clustering(stories=(a_story("y2", "t1"),), assignments=(put(B, "y2"),), undone=(1,))
    await store.threads.record(back, NOW + DAY)
    again = Clustering(stories=(a_story("y3", "t1"),), assignments=(put(B, "y3"),), events=(OUT,))
    await store.threads.record(again, NOW + MINUTE)
    left = await store.former.of([B])
    assert left == {B: ((NOW + DAY, "y2"), (NOW + DAY, "y1"), (NOW + MINUTE, "y2"))}


async def test_what_is_moved_by_the_step_with_which_it_came_left_the_story_that_it_came_to(
    store: Store,
) -> None:
    await follow(store)
    await poll(store, an_item("a"), an_item("b"))
    both = Clustering(
        threads=(a_thread("t1"),),
        stories=(a_story("y1", "t1"), a_story("y2", "t1", merged_into="y1")),
        assignments=(put(A, "y1"), put(B, "y2")),
        events=(MERGE,),
    )
    await store.threads.record(both, NOW)
    assert await store.former.of([A, B]) == {B: ((NOW, "y2"),)}


async def test_what_is_forgotten_left_nothing_behind(store: Store) -> None:
    await fill(store)
    moved = Clustering(assignments=(put(B, "y1"), put(C, "y1", copy_of=B)), events=(MERGE,))
    await store.threads.record(moved, NOW + DAY)
    await poll(store, an_item("a"), at=NOW + 3 * DAY)
    assert await store.items.prune(NOW + 2 * DAY) == 2
    assert await store.former.of([B, C]) == {}


async def test_an_older_store_knows_it_from_its_journal(store: Store) -> None:
    await fill(store)
    out = Event("move", "y1", "y3", ("is1b",))
    await store.threads.record(Clustering(events=(MERGE,)), NOW)
    await store.threads.record(Clustering(events=(out,)), NOW + MINUTE)
    second, _ = await store.journal.listed(limit=2)
    back = Clustering(undone=(second.id,), events=(Event("move", "y1", "y4", (B, "gone")),))
    await store.threads.record(back, NOW + DAY)
    await store.database.write(_come_from_older(store.database.engine))
    assert await store.former.of([B]) == {
        B: ((NOW, "y2"), (NOW + MINUTE, "y1"), (NOW + DAY, "y3"), (NOW + DAY, "y1"))
    }


def _come_from_older(engine: str) -> Transaction[None]:
    """Fill what is new in the form as for a store that comes from the one before."""
    (step,) = (one for one in migrations(engine) if one.name.endswith("former_stories"))
    yield Statement("DELETE FROM former_stories")
    (fill,) = re.findall(r"^INSERT .+?;", step.sql, re.DOTALL | re.MULTILINE)
    yield Statement(fill)
