"""Items get their place once, whatever breaks, restarts or comes at the same time."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from syndicate.corridors import clustering as corridors
from syndicate.errors import StoreError
from syndicate.model import Clustering, Remembered, Task, Topic
from syndicate.protocols import Statement, Transaction
from syndicate.store import Horizon
from syndicate.store.threads import Threads
from tests.integration.pipeline.desk import (
    CHICKPEAS,
    DAY,
    HOUR,
    KESTREL,
    SHIP,
    TOW,
    TUGS,
    Desk,
    Found,
    Told,
    a_source,
    declared,
    found,
)

VARNA = Topic("varna", "Varna", any=("Varna",))
NOW = declared([a_source("port"), a_source("mail"), a_source("copy")], topics=[VARNA])
# What comes, in this order; every line is one poll.
ARRIVALS: Sequence[tuple[str, Told]] = (
    ("port", SHIP),
    ("mail", KESTREL),
    ("copy", replace(SHIP, guid="again")),
    ("mail", TUGS),
    ("copy", CHICKPEAS),
    ("copy", replace(TUGS, guid="tugs again")),
    ("port", TOW),
    ("mail", replace(TOW, guid="tow again")),
)


async def arrive(
    desk: Desk, *, cluster_after: Sequence[int], restart_after: Sequence[int] = ()
) -> Found:
    said: dict[str, list[Told]] = {}
    for number, (name, told) in enumerate(ARRIVALS):
        await desk.poll(name, *said.setdefault(name, []), told)
        said[name].append(told)
        if number in cluster_after:
            await desk.pipeline.cluster()
        if number in restart_after:
            await desk.reopen()
    await desk.pipeline.cluster()
    return await found(desk.store)


@pytest.mark.parametrize("restarts", [False, True])
async def test_what_a_clock_saw_that_was_far_ahead_hides_nothing_from_what_comes_after(
    desk: Desk, restarts: bool
) -> None:
    await desk.declare(NOW)
    await desk.walk("port", SHIP)
    desk.clock.forward(30 * DAY)
    await desk.walk("mail", KESTREL)
    desk.clock.forward(-30 * DAY)
    if restarts:
        await desk.reopen()
    again = replace(SHIP, guid="again")
    await desk.walk("copy", again)
    await desk.walk("mail", KESTREL, TUGS)
    ship, copy, tugs = [
        await desk.item(*each) for each in (("port", SHIP), ("copy", again), ("mail", TUGS))
    ]
    assert copy.copy_of == ship.item.id
    assert tugs.story_id == ship.story_id


async def test_items_get_a_story_a_thread_and_reasons(any_desk: Desk) -> None:
    await any_desk.declare(NOW)
    await arrive(any_desk, cluster_after=())
    ship, tugs, chickpeas = [
        await any_desk.item(*each) for each in (("port", SHIP), ("mail", TUGS), ("copy", CHICKPEAS))
    ]
    copy = await any_desk.item("copy", replace(SHIP, guid="again"))
    assert ship.story_id == tugs.story_id == copy.story_id != chickpeas.story_id
    assert ship.thread_id == tugs.thread_id != chickpeas.thread_id
    assert copy.copy_of == ship.item.id
    assert ship.copy_of is tugs.copy_of is None
    reasons = {stored.item.id: await any_desk.store.threads.reasons(stored.item.id)
               for stored in await any_desk.items()}  # fmt: skip
    assert all(reasons.values())
    assert [reason.relation for reason in reasons[copy.item.id]] == ["copy", "thread"]
    assert {stored.item.title for stored in await any_desk.items(topic="varna")} >= {
        SHIP.title,
        TUGS.title,
    }


async def test_clustering_again_places_nothing_and_changes_nothing(desk: Desk) -> None:
    await desk.declare(NOW)
    before = await arrive(desk, cluster_after=())
    revision = await desk.store.revision()
    assert await desk.pipeline.cluster() == 0
    desk.restart()
    assert await desk.pipeline.cluster() == 0
    assert await found(desk.store) == before
    assert await desk.store.revision() == revision


async def test_garbage_is_collected_again_even_where_what_is_remembered_could_not_be_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.declare(NOW)
    await desk.poll("port", SHIP)

    def fails(threads: Threads, horizon: Horizon) -> AsyncIterator[Remembered]:
        assert not gc.isenabled()
        raise StoreError("the disk is gone")

    monkeypatch.setattr(Threads, "remembered", fails)
    with pytest.raises(StoreError):
        await desk.pipeline.cluster()
    assert gc.isenabled()


async def test_garbage_is_collected_again_even_where_a_step_fails(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.declare(NOW)
    await desk.poll("port", SHIP)

    def fails(*_: object) -> Clustering:
        assert not gc.isenabled()
        raise ArithmeticError

    monkeypatch.setattr(corridors, "step", fails)
    with pytest.raises(ArithmeticError):
        await desk.pipeline.cluster()
    assert gc.isenabled()


async def test_a_lexicon_that_outgrew_its_bound_is_read_anew_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = await Desk.open(f"sqlite:///{tmp_path / 'one.db'}")
    crowded = await Desk.open(f"sqlite:///{tmp_path / 'other.db'}")
    for desk in (usual, crowded):
        await desk.declare(NOW)
    expected = await arrive(usual, cluster_after=range(8))
    monkeypatch.setattr(corridors, "WORDS", -1_000_000)
    assert await arrive(crowded, cluster_after=range(8)) == expected
    assert crowded.pipeline._rooms.clusterer is not None
    assert crowded.pipeline._rooms.clusterer._known == {}
    await crowded.pipeline.prune()
    assert await found(crowded.store) == expected
    for desk in (usual, crowded):
        await desk.store.close()


@pytest.mark.parametrize("fails_at", [0, 3, 6])
async def test_a_step_that_cannot_be_saved_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    undisturbed = await Desk.open(f"sqlite:///{tmp_path / 'one.db'}")
    disturbed = await Desk.open(f"sqlite:///{tmp_path / 'other.db'}")
    for desk in (undisturbed, disturbed):
        await desk.declare(NOW)
    expected = await arrive(undisturbed, cluster_after=range(8))
    record, calls = Threads.record, 0

    async def fails_once(threads: Threads, *args: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == fails_at + 1:
            raise StoreError("the disk is full")
        await record(threads, *args)

    monkeypatch.setattr(Threads, "record", fails_once)
    said: dict[str, list[Told]] = {}
    for number, (name, told) in enumerate(ARRIVALS):
        await disturbed.poll(name, *said.setdefault(name, []), told)
        said[name].append(told)
        if number == fails_at:
            before = await found(disturbed.store)
            with pytest.raises(StoreError):
                await disturbed.pipeline.cluster()
            assert disturbed.pipeline._rooms.clusterer is not None
            assert disturbed.pipeline._rooms.clusterer._known == {}
            assert await found(disturbed.store) == before
        await disturbed.pipeline.cluster()
    assert await found(disturbed.store) == expected
    await undisturbed.store.close()
    await disturbed.store.close()


async def test_the_same_arrivals_give_the_same_threads_in_any_portions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = []
    for number, (batch, cluster_after, restart_after) in enumerate(
        [
            (200, (), ()),
            (200, range(8), ()),
            (1, (), ()),
            (3, (1, 2, 5), ()),
            (200, range(8), range(8)),
            (2, (2, 6), (3, 6)),
        ]
    ):
        monkeypatch.setattr(corridors, "CLUSTER_BATCH", batch)
        desk = await Desk.open(f"sqlite:///{tmp_path / f'{number}.db'}")
        await desk.declare(NOW)
        results.append(await arrive(desk, cluster_after=cluster_after, restart_after=restart_after))
        await desk.store.close()
    assert all(result == results[0] for result in results[1:])


async def test_a_restart_continues_threads_under_their_ids(any_desk: Desk) -> None:
    await any_desk.declare(NOW)
    await any_desk.walk("port", SHIP)
    await any_desk.reopen()
    await any_desk.walk("mail", TUGS)
    await any_desk.reopen()
    any_desk.clock.forward(3 * DAY)
    await any_desk.walk("port", SHIP, TOW)
    items = [
        await any_desk.item("port", SHIP),
        await any_desk.item("mail", TUGS),
        await any_desk.item("port", TOW),
    ]
    assert len({stored.thread_id for stored in items}) == 1


@pytest.mark.parametrize("restarts", [False, True], ids=["stays up", "restarts"])
async def test_a_thread_that_slept_for_weeks_wakes_under_its_id(desk: Desk, restarts: bool) -> None:
    """Stories live for a week, threads for months: a restart may not forget those that sleep."""
    await desk.declare(NOW)
    await desk.walk("port", SHIP)
    await desk.walk("mail", TUGS)
    desk.clock.forward(20 * DAY)
    await desk.walk("copy", KESTREL)
    desk.clock.forward(10 * DAY)
    if restarts:
        await desk.reopen()
    await desk.walk("port", SHIP, TOW)
    ship, tow = await desk.item("port", SHIP), await desk.item("port", TOW)
    assert ship.story_id != tow.story_id
    assert ship.thread_id == tow.thread_id


async def test_an_item_with_a_very_old_date_does_not_recall_the_whole_archive(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.declare(NOW)
    asked = []
    remembered = Threads.remembered

    def noting(threads: Threads, horizon: Horizon) -> AsyncIterator[Remembered]:
        asked.append(horizon.stories[0])
        return remembered(threads, horizon)

    monkeypatch.setattr(Threads, "remembered", noting)
    read = desk.feeds.read

    async def long_ago(document: Any, **known: Any) -> Any:
        feed = await read(document, **known)
        old = tuple(replace(i, published_at=i.seen_at - 4000 * DAY) for i in feed.items)
        return replace(feed, items=old)

    monkeypatch.setattr(desk.feeds, "read", long_ago)
    desk.restart()
    await desk.walk("port", SHIP)
    assert asked == [desk.clock.at - 7 * DAY]


async def test_two_calls_at_once_place_every_item_once(desk: Desk) -> None:
    await desk.declare(NOW)
    for name in ("port", "mail", "copy"):
        await desk.poll(name, *(told for source, told in ARRIVALS if source == name))
    placed = await asyncio.gather(*(desk.pipeline.cluster() for _ in range(5)))
    assert sum(placed) == len(ARRIVALS)
    result = await found(desk.store)
    assert sum(story.item_count for story in result.stories) == len(ARRIVALS)


async def test_a_call_that_is_cancelled_loses_and_doubles_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.declare(NOW)
    for name in ("port", "mail", "copy"):
        await desk.poll(name, *(told for source, told in ARRIVALS if source == name))
    saving = asyncio.Event()
    record = Threads.record

    async def telling(threads: Threads, *args: Any) -> None:
        saving.set()
        await record(threads, *args)

    monkeypatch.setattr(Threads, "record", telling)
    call = asyncio.create_task(desk.pipeline.cluster())
    await saving.wait()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    await desk.pipeline.cluster()
    assert await desk.store.items.unclustered(10) == ()
    result = await found(desk.store)
    assert sum(story.item_count for story in result.stories) == len(ARRIVALS)


async def test_an_edit_moves_no_item(desk: Desk) -> None:
    await desk.declare(NOW)
    await desk.walk("port", SHIP)
    before = await desk.item("port", SHIP)
    desk.clock.forward(HOUR)
    await desk.walk("port", replace(SHIP, text=CHICKPEAS.text))
    after = await desk.item("port", SHIP)
    assert (after.story_id, after.thread_id, after.entry_id) == (
        before.story_id,
        before.thread_id,
        before.entry_id,
    )


@pytest.mark.parametrize("restarts", [False, True], ids=["stays up", "restarts"])
async def test_a_reprint_of_an_edited_text_is_a_copy_of_it(any_desk: Desk, restarts: bool) -> None:
    await any_desk.declare(NOW)
    await any_desk.walk("port", SHIP)
    any_desk.clock.forward(HOUR)
    await any_desk.poll("port", replace(SHIP, text=TUGS.text))
    if restarts:
        await any_desk.reopen()
    any_desk.clock.forward(HOUR)
    for name, text in (("mail", TUGS.text), ("copy", SHIP.text)):
        await any_desk.walk(name, Told("again", "Freighter in trouble", text))
    original = await any_desk.item("port", SHIP)
    for name in ("mail", "copy"):
        copy = await any_desk.item(name, Told("again", "", ""))
        assert copy.copy_of == original.item.id


async def test_items_of_a_store_that_was_brought_back_under_the_process_are_placed_again(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """As by pg_restore: what the process remembers is ahead of what is stored, under the same lease."""
    await desk.declare(NOW)
    await desk.walk("port", SHIP)
    before = await desk.item("port", SHIP)
    await desk.store.database.write(brought_back())
    async with asyncio.timeout(20):
        assert await desk.pipeline.place() == 1
    assert (await desk.item("port", SHIP)).entry_id == before.entry_id
    assert not await desk.store.items.unclustered(10)
    assert "what is remembered is not what is stored" in caplog.text


def brought_back() -> Transaction[None]:
    yield Statement("DELETE FROM assignments")
    yield Statement(
        "INSERT INTO unclustered (sequence, item_id, language) SELECT sequence, id, 'en' FROM items"
    )


async def test_a_task_that_cannot_be_saved_is_told_in_a_line_and_done_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await desk.declare(NOW)
    name, told = ARRIVALS[0]
    await desk.poll(name, told)

    async def fails(threads: Threads, *args: Any) -> None:
        raise StoreError("the disk is full")

    with monkeypatch.context() as broken, caplog.at_level(logging.WARNING, "syndicate"):
        broken.setattr(Threads, "record", fails)
        await desk.pipeline.perform(Task("cluster"))
        await desk.pipeline.perform(Task("cluster"))
    assert [record.message for record in caplog.records] == ["not saved"], "once a minute"
    assert await desk.store.items.unclustered(10)
    await desk.pipeline.perform(Task("cluster"))
    assert not await desk.store.items.unclustered(10)
