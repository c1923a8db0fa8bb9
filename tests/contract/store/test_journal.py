"""What was put elsewhere is told for ever: who did it, what moved, and whether it was taken back."""

from __future__ import annotations

from dataclasses import replace

from syndicate.model import Clustering, Event, Parted, ThreadLink, Topic
from syndicate.store import Store
from tests.contract.store.builders import (
    DAY,
    MINUTE,
    NOW,
    WHY,
    a_story,
    a_thread,
    an_item,
    follow,
    memory,
    poll,
    put,
)

MERGE = Event("merge", "t2", "t1", moved=("y2",), reason="continues the same topic")
PIN = Event(
    "move",
    "y1",
    "y3",
    moved=("is1a",),
    by="person",
    correction="cpin",
    leads=(("y1", "is1a"), ("t1", "y1")),
)


async def fill(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"), an_item("b"), an_item("c"))
    found = Clustering(
        threads=(a_thread("t1"), a_thread("t2")),
        stories=(a_story("y1", "t1"), a_story("y2", "t2")),
        assignments=(put("is1a", "y1"), put("is1b", "y2"), put("is1c", "y2", copy_of="is1b")),
        links=(ThreadLink("y1", "t1", WHY), ThreadLink("y2", "t2", WHY)),
    )
    await store.threads.record(found, NOW)


async def test_an_event_comes_back_as_it_happened_with_the_number_of_items(store: Store) -> None:
    await fill(store)
    await store.threads.record(Clustering(events=(MERGE, PIN)), NOW + MINUTE)
    pin, merge = await store.journal.listed(limit=10)
    assert (pin.event, merge.event) == (PIN, MERGE)
    assert (pin.items, merge.items) == (1, 2)
    assert merge.at == NOW + MINUTE
    assert merge.undone_at is None
    assert await store.journal.get(merge.id) == merge
    assert await store.journal.get(merge.id + 100) is None


async def test_events_are_found_by_what_they_touched(store: Store) -> None:
    await store.threads.record(Clustering(events=(MERGE, PIN)), NOW)
    assert [past.event for past in await store.journal.listed(limit=9, about="t2")] == [MERGE]
    assert [past.event for past in await store.journal.listed(limit=9, about="y3")] == [PIN]
    assert await store.journal.listed(limit=9, about="t9") == ()
    assert await store.journal.changed_at("t1") == NOW
    assert await store.journal.changed_at("t9") is None


async def test_only_what_corrections_did_and_nobody_took_back_stands(store: Store) -> None:
    await store.threads.record(Clustering(events=(MERGE, PIN)), NOW)
    (standing,) = await store.journal.standing()
    assert standing.event == PIN
    await store.threads.record(Clustering(undone=(standing.id,)), NOW + DAY)
    assert await store.journal.standing() == ()
    undone = await store.journal.get(standing.id)
    assert undone is not None
    assert undone.undone_at == NOW + DAY
    assert await store.journal.changed_at("y3") == NOW + DAY
    assert await store.journal.undone_since(NOW) == (undone,)
    assert await store.journal.undone_since(NOW + DAY) == ()


async def test_what_repair_merged_of_a_pair_is_found_from_either_side(store: Store) -> None:
    by_hand = replace(MERGE, from_id="t4", by="person")
    await store.threads.record(Clustering(events=(MERGE, by_hand)), NOW)
    for pair in (("t1", "t2"), ("t2", "t1")):
        assert [past.event for past in await store.journal.between([pair])] == [MERGE]
    assert await store.journal.between([("t1", "t4"), ("t2", "t3")]) == ()


async def test_topic_that_goes_takes_back_nothing_but_that_it_was_promoted(store: Store) -> None:
    await fill(store)
    grown = Topic("iraq", "Iraq", any=("Iraq",), thread="t1")
    await store.topics.sync([grown, replace(grown, slug="rain", thread="t2")], NOW)
    await store.threads.record(Clustering(events=(MERGE, PIN)), NOW)
    await store.topics.sync([replace(grown, slug="rain", thread="t2")], NOW + DAY)
    undone = {past.event.into_id for past in await store.journal.listed(limit=9) if past.undone_at}
    assert undone == {"iraq"}


async def test_what_a_correction_did_is_emptying_while_its_thread_lives_and_is_empty(
    store: Store,
) -> None:
    await fill(store)
    pin = replace(PIN, thread_id="t1")
    await store.threads.record(Clustering(events=(MERGE, pin)), NOW)
    assert await store.journal.emptying() == ()
    empty = replace(a_thread("t1"), story_count=0)
    await store.threads.record(Clustering(threads=(empty,)), NOW)
    assert [past.event for past in await store.journal.emptying()] == [pin]
    await store.threads.record(Clustering(threads=(replace(empty, merged_into="t2"),)), NOW)
    assert await store.journal.emptying() == ()


async def test_churn_counts_what_repair_moved(store: Store) -> None:
    await fill(store)
    assert (await store.journal.churn()).share == 0.0
    await store.threads.record(Clustering(events=(MERGE, PIN)), NOW)
    churn = await store.journal.churn()
    assert (churn.merges, churn.splits, churn.undone) == (1, 0, 0)
    assert (churn.moved, churn.placed) == (2, 3)
    assert round(churn.share, 2) == 0.67


async def test_a_merged_story_leads_to_the_one_that_lives_with_all_its_items(store: Store) -> None:
    await fill(store)
    merged = replace(a_story("y2", "t2"), merged_into="y1")
    await store.threads.record(Clustering(stories=(merged,)), NOW)
    for name in ("b", "c"):
        stored = await store.items.get(f"is1{name}")
        assert stored is not None
        assert (stored.story_id, stored.thread_id) == ("y1", "t1")
    found = await store.threads.story("y2")
    assert found is not None
    assert found.merged_into == "y1"
    assert await store.threads.stories("t2") == ()
    known = await memory(store, NOW - DAY)
    assert [story.id for story in known.stories] == ["y1"]


async def test_items_of_a_story_that_was_parted_stand_in_the_new_one_and_say_why(
    store: Store,
) -> None:
    await fill(store)
    told = replace(WHY, relation="story", note="told apart")
    parted = tuple(Parted(name, "y3", told) for name in ("is1b", "is1c", "gone"))
    await store.threads.record(Clustering(stories=(a_story("y3", "t2"),), parted=parted), NOW)
    for name in ("b", "c"):
        stored = await store.items.get(f"is1{name}")
        assert stored is not None
        assert (stored.story_id, stored.thread_id) == ("y3", "t2")
    why = await store.threads.reasons("is1b")
    assert why[-1] == told
    assert len(why) == 2
    members = (await memory(store, NOW - DAY)).members
    assert {one.item_id: one.story_id for one in members if one.story_id != "y1"} == {
        "is1b": "y3",
        "is1c": "y3",
    }


async def test_what_stays_of_a_story_that_is_merged_and_told_apart_anew_at_once_stands_where_it_stays(
    store: Store,
) -> None:
    await fill(store)
    told = replace(WHY, relation="story", note="told apart")
    merge = Event("merge", "y2", "y1", ("is1b", "is1c"))
    split = Event("split", "y1", "y2", ("is1b",))
    again = Clustering(
        stories=(a_story("y1", "t1"), a_story("y2", "t1")),
        parted=(Parted("is1b", "y2", told),),
        events=(merge, split),
    )
    await store.threads.record(again, NOW)
    members = (await memory(store, NOW - DAY)).members
    assert {one.item_id: one.story_id for one in members} == {
        "is1a": "y1",
        "is1b": "y2",
        "is1c": "y1",
    }


async def test_an_item_that_left_twice_at_once_stands_in_the_last_and_says_why_both_times(
    store: Store,
) -> None:
    await fill(store)
    first, second = (replace(WHY, relation="story", note=note) for note in ("first", "second"))
    stories = (a_story("y3", "t2"), a_story("y4", "t2"))
    parted = (Parted("is1b", "y4", first), Parted("is1b", "y3", second))
    await store.threads.record(Clustering(stories=stories, parted=parted), NOW)
    stored = await store.items.get("is1b")
    assert stored is not None
    assert stored.story_id == "y3"
    assert (await store.threads.reasons("is1b"))[-2:] == (first, second)


async def test_a_story_merged_twice_leads_to_the_last(store: Store) -> None:
    await fill(store)
    await store.threads.record(Clustering(stories=(a_story("y3", "t1"),)), NOW)
    for away, into in (("y2", "y1"), ("y1", "y3")):
        merged = replace(a_story(away, "t1"), merged_into=into)
        await store.threads.record(Clustering(stories=(merged,)), NOW)
    found = await store.threads.story("y2")
    assert found is not None
    assert found.merged_into == "y3"
    stored = await store.items.get("is1b")
    assert stored is not None
    assert stored.story_id == "y3"


async def test_a_thread_that_became_a_topic_is_told_and_taken_back_when_the_topic_goes(
    store: Store,
) -> None:
    grown = Topic("iraq", "Iraq", any=("Iraq",), thread="t1")
    await store.topics.sync([grown, Topic("other", "Other", any=("Rain",))], NOW)
    await store.topics.sync([replace(grown, title="In Iraq")], NOW + MINUTE)
    (told,) = await store.journal.listed(limit=10, about="t1")
    assert (told.event.kind, told.event.by) == ("promote", "person")
    assert (told.event.from_id, told.event.into_id, told.at) == ("t1", "iraq", NOW)
    assert told.undone_at is None
    assert await store.journal.standing() == ()  # no correction: feeds.yaml holds it
    await store.topics.sync([replace(grown, thread="t2")], NOW + DAY)
    second, first = await store.journal.listed(limit=10)
    assert (first.undone_at, second.event.from_id) == (NOW + DAY, "t2")
    await store.topics.sync([], NOW + 2 * DAY)
    assert (await store.journal.listed(limit=1))[0].undone_at == NOW + 2 * DAY


async def test_a_story_was_moved_when_something_last_came_or_left_or_that_was_taken_back(
    store: Store,
) -> None:
    there = Event("merge", "y2", "y1", moved=("is1b", "is1c"))
    on = Event("split", "y1", "y4", moved=("is1b",))
    await store.threads.record(Clustering(events=(there,)), NOW)
    await store.threads.record(Clustering(events=(on,)), NOW + MINUTE)
    assert await store.journal.moved_at(["y4", "y1", "y9"]) == {
        "y1": NOW + MINUTE,
        "y4": NOW + MINUTE,
    }
    first, *_ = await store.journal.listed(limit=9, about="y4")
    await store.threads.record(Clustering(undone=(first.id,)), NOW + DAY)
    assert await store.journal.moved_at(["y2", "y4"]) == {"y2": NOW, "y4": NOW + DAY}


async def test_what_happened_at_an_instant_is_not_later_than_it(store: Store) -> None:
    await fill(store)
    await store.threads.record(Clustering(events=(MERGE,)), NOW)
    await store.threads.record(Clustering(events=(PIN,)), NOW + MINUTE)
    merge, pin = await store.journal.after(NOW - MINUTE)
    assert [merge.event.kind, pin.event.kind] == ["merge", "move"]
    assert await store.journal.after(NOW) == (pin,)
    assert await store.journal.after(NOW + MINUTE) == ()
    await store.threads.record(Clustering(undone=(merge.id,)), NOW + 2 * MINUTE)
    assert [past.event for past in await store.journal.after(NOW + MINUTE)] == [MERGE]
    assert await store.journal.after(NOW + 2 * MINUTE) == ()
