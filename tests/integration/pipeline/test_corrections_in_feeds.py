"""What a correction takes out of a feed leaves a tombstone there; what a thread takes in, its feed points to."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from syndicate.model import Address, Mode, Output, Topic
from syndicate.outputs.composing import compose
from tests.integration.pipeline.decided import NOW, decision, item
from tests.integration.pipeline.desk import (
    CHICKPEAS,
    DAY,
    KESTREL,
    SHIP,
    TUGS,
    Desk,
    Told,
    a_source,
    declared,
    fill,
)

BELLS = Told(
    "bells",
    "Chapel bells of Ostrov ring again after forty years",
    "The bells of the chapel in Ostrov were cast anew from pieces that villagers had kept in their cellars.",
)


async def feed_of(desk: Desk, thread_id: str | None) -> tuple[set[str], dict[str, Any], Any]:
    """The entries of a thread's feed, its tombstones, and when it changed."""
    feed = await compose(desk.store, desk.now, Address("threads", thread_id or ""))
    assert feed is not None
    gone = {each.entry_id: each.at for each in feed.departed}
    return {entry.id for entry in feed.entries}, gone, feed.updated_at


async def test_what_leaves_a_thread_leaves_a_tombstone_in_its_feed_until_it_is_back(
    any_desk: Desk,
) -> None:
    await fill(any_desk, NOW)
    ship, tugs = await item(any_desk, "port", SHIP), await item(any_desk, "mail", TUGS)
    entries, gone, before_at = await feed_of(any_desk, ship.thread_id)
    assert (ship.entry_id in entries, gone) == (True, {})
    any_desk.clock.forward(DAY)
    await any_desk.pipeline.correct([decision("exclude", ship.item.id, thread=ship.thread_id)])
    entries, gone, left_at = await feed_of(any_desk, ship.thread_id)
    assert entries == {tugs.entry_id}
    assert gone == {ship.entry_id: any_desk.clock.at}  # its copy was no entry of its own
    assert left_at == any_desk.clock.at > before_at
    elsewhere = await item(any_desk, "port", SHIP)
    entries, gone, _ = await feed_of(any_desk, elsewhere.thread_id)
    assert (entries, gone) == ({ship.entry_id}, {})
    any_desk.clock.forward(DAY)
    await any_desk.pipeline.correct([])
    entries, gone, back_at = await feed_of(any_desk, ship.thread_id)
    assert (entries, gone) == ({ship.entry_id, tugs.entry_id}, {})
    assert back_at >= left_at


async def test_a_merge_that_is_taken_back_leaves_tombstones_where_it_had_put_things(
    any_desk: Desk,
) -> None:
    await fill(any_desk, NOW)
    ship, kestrel = await item(any_desk, "port", SHIP), await item(any_desk, "mail", KESTREL)
    await any_desk.pipeline.correct([decision("merge", ship.thread_id, kestrel.thread_id)])
    entries, gone, _ = await feed_of(any_desk, ship.thread_id)
    assert (kestrel.entry_id in entries, gone) == (True, {})
    any_desk.clock.forward(DAY)
    await any_desk.pipeline.correct([])
    assert await feed_of(any_desk, kestrel.thread_id) == (
        {kestrel.entry_id},
        {},
        any_desk.clock.at,
    )
    entries, gone, _ = await feed_of(any_desk, ship.thread_id)
    assert gone == {kestrel.entry_id: any_desk.clock.at}
    assert kestrel.entry_id not in entries


async def test_the_feed_of_a_thread_points_to_the_threads_it_took_in_until_they_are_apart(
    any_desk: Desk,
) -> None:
    async def pointers() -> list[str]:
        feed = await compose(any_desk.store, any_desk.now, Address("threads", ship.thread_id or ""))
        assert feed is not None
        return [link.href for link in feed.links if link.rel == "predecessor-version"]

    await fill(any_desk, NOW)
    ship, kestrel = await item(any_desk, "port", SHIP), await item(any_desk, "mail", KESTREL)
    left = await compose(any_desk.store, any_desk.now, Address("threads", kestrel.thread_id or ""))
    assert left is not None
    assert await pointers() == []
    await any_desk.pipeline.correct([decision("merge", ship.thread_id, kestrel.thread_id)])
    assert await pointers() == [left.id]
    await any_desk.pipeline.correct([])
    assert await pointers() == []


async def test_what_was_told_of_a_story_stays_told_whatever_is_put_where_and_back(
    any_desk: Desk,
) -> None:
    """A report that brings nothing new is told once it is taken out, and then for good."""

    async def told() -> tuple[set[str], datetime]:
        feed = await compose(any_desk.store, any_desk.now, Address("outputs", "news"))
        assert feed is not None
        return {entry.id for entry in feed.entries}, feed.updated_at

    news = Output("news", "News", mode="developments")
    await any_desk.declare(declared([a_source("port")], outputs=[news]))
    await any_desk.walk("port", SHIP)
    await any_desk.walk("port", SHIP, TUGS)
    ship, still = await item(any_desk, "port", SHIP), await item(any_desk, "port", TUGS)
    assert (ship.story_id, still.copy_of) == (still.story_id, None)
    (first,), _ = await told()
    out = decision("exclude", still.item.id, thread=still.thread_id)
    any_desk.clock.forward(DAY)
    await any_desk.pipeline.correct([out])
    both, moved_at = await told()
    assert both > {first}
    any_desk.clock.forward(DAY)
    await any_desk.pipeline.correct([])
    assert (await item(any_desk, "port", TUGS)).story_id == ship.story_id
    await any_desk.reopen()
    assert await told() == (both, moved_at)
    any_desk.clock.forward(DAY)
    await any_desk.pipeline.correct([out])
    apart = (await item(any_desk, "port", TUGS)).story_id
    await any_desk.pipeline.correct([decision("merge", ship.story_id, apart)])
    assert await told() == (both, moved_at)


async def test_a_story_that_a_decision_changed_is_not_pushed_out_by_what_came_before_it(
    any_desk: Desk,
) -> None:
    """What waited for its place is told late, with the `updated` of when it was seen."""

    async def told() -> datetime:
        feed = await compose(any_desk.store, any_desk.now, Address("outputs", "news"))
        assert feed is not None
        return feed.updated_at

    sources = [a_source("port"), a_source("mail"), a_source("blog")]
    news = Output("news", "News", mode="stories", limit=3)
    await any_desk.declare(declared(sources, outputs=[news]))
    await any_desk.walk("port", SHIP)
    await any_desk.walk("mail", TUGS)
    any_desk.clock.forward(DAY)
    await any_desk.poll("blog", KESTREL, CHICKPEAS, BELLS)
    any_desk.clock.forward(DAY)
    tugs = await item(any_desk, "mail", TUGS)
    await any_desk.pipeline.correct([decision("exclude", tugs.item.id, thread=tugs.thread_id)])
    before = await told()
    await any_desk.pipeline.cluster()
    assert await told() == before == any_desk.clock.at


@pytest.mark.parametrize("mode", ["items", "stories", "developments", "digest"])
async def test_what_leaves_a_topic_that_a_thread_became_is_a_change_of_its_feed(
    desk: Desk, mode: Mode
) -> None:
    """What is told of items one by one leaves tombstones."""
    await fill(desk, NOW)
    ship = await item(desk, "port", SHIP)
    topic = Topic("varna", "Varna", any=("Breakwater of Burgas",), thread=ship.thread_id, mode=mode)
    await desk.declare(replace(NOW, topics={"varna": topic}))
    while await desk.pipeline.fill():
        pass
    desk.clock.forward(DAY)
    await desk.walk("mail", KESTREL, replace(TUGS, guid="later"))
    address = Address("topics", "varna")
    before = await compose(desk.store, desk.now, address)
    desk.clock.forward(DAY)
    await desk.pipeline.correct([decision("exclude", ship.item.id, thread=ship.thread_id)])
    feed = await compose(desk.store, desk.now, address)
    assert before is not None
    assert feed is not None
    assert feed.updated_at == desk.clock.at
    gone = {entry.id for entry in before.entries} - {entry.id for entry in feed.entries}
    assert gone <= {each.entry_id for each in feed.departed}
    assert bool(gone) == (mode in ("items", "developments"))
