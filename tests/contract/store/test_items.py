from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from syndicate.model import Admission, Clustering, Reason, TopicMatch
from syndicate.model import Topic as Declared
from syndicate.store import Selection, Store
from tests.contract.store.builders import (
    DAY,
    MINUTE,
    NOW,
    a_source,
    a_state,
    a_story,
    a_thread,
    an_item,
    cluster,
    follow,
    poll,
    put,
)


async def ids(store: Store, where: Selection, limit: int = 10) -> list[str]:
    return [one.item.id for one in await store.items.newest(where, limit=limit)]


async def test_what_one_poll_brings_stands_in_the_order_of_its_dates(store: Store) -> None:
    await follow(store)
    dates = {"b": 5, "d": 1, "a": 3, "c": 2}
    await poll(store, *(an_item(name, published_at=NOW - n * DAY) for name, n in dates.items()))
    assert await ids(store, Selection()) == ["is1d", "is1c", "is1a", "is1b"]
    found = await store.items.newest(Selection(), limit=9)
    assert [one.item.published_at for one in found] == [NOW - n * DAY for n in (1, 2, 3, 5)]
    assert found[0].item.seen_at == NOW
    assert all(NOW - one.item.seen_at < timedelta(milliseconds=1) for one in found)


async def test_what_one_poll_brings_without_dates_stands_as_in_its_document(store: Store) -> None:
    await follow(store)
    await poll(store, *map(an_item, "badc"))
    assert await ids(store, Selection()) == ["is1b", "is1a", "is1d", "is1c"]
    found = await store.items.newest(Selection(), limit=9)
    assert all(one.item.published_at == one.item.seen_at for one in found)


async def test_what_a_flood_brought_stands_in_the_order_of_its_dates_once_released(
    store: Store,
) -> None:
    await follow(store)
    dates = {"b": 5, "d": 1, "a": 3}
    items = [an_item(name, published_at=NOW - n * DAY) for name, n in dates.items()]
    nothing = Admission(taken=frozenset(), held=frozenset(range(3)))
    await store.polls.record("s1", items, lambda _: a_state(), NOW, admit=lambda _: nothing)
    assert await store.held.release("s1", NOW + MINUTE) == 3
    assert await ids(store, Selection()) == ["is1d", "is1a", "is1b"]


@pytest.fixture
async def newsroom(store: Store) -> Store:
    """Three sources, six items a minute apart, two stories in a thread, a copy, a topic."""
    await follow(
        store,
        a_source("s1", tags=("world", "wire")),
        a_source("s2", tags=("world",)),
        a_source("s3", tags=("quiet",), republish="none"),
    )
    for number, source in enumerate(("s1", "s2", "s3", "s1", "s2", "s3")):
        at = NOW + number * MINUTE
        await poll(store, an_item(str(number), source, at=at), source=source, at=at)
    await store.topics.sync([Declared("iraq", "Iraq", any=("Iraq",))], NOW)
    match = TopicMatch("iraq", "is24", Reason("topic", 1.0))
    await store.threads.record(
        Clustering(
            threads=(a_thread("t1"),),
            stories=(a_story("y1", "t1"), a_story("y2", "t1"), a_story("y3")),
            assignments=(
                put("is10", "y1"),
                put("is21", "y1", copy_of="is10"),
                put("is32", "y2"),
                put("is13", "y3"),
            ),
            matches=(match, TopicMatch("iraq", "is10", Reason("topic", 0.5))),
        ),
        NOW,
    )
    return store


async def test_newest_comes_first(newsroom: Store) -> None:
    assert await ids(newsroom, Selection()) == ["is35", "is24", "is13", "is32", "is21", "is10"]


async def test_items_seen_at_once_have_one_order(store: Store) -> None:
    await follow(store)
    for name in ("b", "2", "a", "z"):
        await poll(store, an_item(name))
    assert await ids(store, Selection()) == ["is1z", "is1b", "is1a", "is12"]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Selection(source_id="s2"), ["is24", "is21"]),
        (Selection(tags=("wire",)), ["is13", "is10"]),
        (Selection(tags=("wire", "quiet")), ["is35", "is13", "is32", "is10"]),
        (Selection(tags=("world", "wire")), ["is24", "is13", "is21", "is10"]),
        (Selection(tags=("unknown",)), []),
        (Selection(story_id="y1"), ["is21", "is10"]),
        (Selection(thread_id="t1"), ["is32", "is21", "is10"]),
        (Selection(topic="iraq"), ["is24", "is10"]),
        (Selection(topic="iraq", tags=("wire",)), ["is10"]),
        (Selection(thread_id="t1", originals_only=True), ["is32", "is10"]),
        (Selection(thread_id="t1", source_id="s2"), ["is21"]),
        (Selection(thread_id="t1", published_only=True), ["is21", "is10"]),
        (Selection(published_only=True), ["is24", "is13", "is21", "is10"]),
        (Selection(tags=("quiet",), published_only=True), []),
        (Selection(originals_only=True), ["is35", "is24", "is13", "is32", "is10"]),
        (Selection(story_id="y1", thread_id="t1", topic="iraq", tags=("world", "x")), ["is10"]),
    ],
    ids=str,
)
async def test_selection(newsroom: Store, where: Selection, expected: list[str]) -> None:
    assert await ids(newsroom, where) == expected
    assert await ids(newsroom, where, limit=1) == expected[:1]
    everything = await ids(newsroom, Selection())
    alone = replace(where, originals_only=False)  # which no item can tell by itself
    assert await newsroom.items.meant(alone, everything) == {*await ids(newsroom, alone)}
    paged: list[str] = []
    before = None
    while page := await newsroom.items.newest(where, limit=1, before=before):
        paged.append(page[0].item.id)
        before = (page[0].item.seen_at, page[0].item.id)
    assert paged == expected
    change = await newsroom.items.newest_change(where)
    assert change == (NOW + int(expected[0][-1]) * MINUTE if expected else None)


async def test_newest_change_sees_edits(newsroom: Store) -> None:
    await poll(newsroom, an_item("0", text="Edited."), at=NOW + DAY)
    assert await newsroom.items.newest_change(Selection()) == NOW + DAY
    assert await newsroom.items.newest_change(Selection(thread_id="t1")) == NOW + DAY
    assert await newsroom.items.newest_change(Selection(source_id="s2")) == NOW + 4 * MINUTE


async def test_stored_item_says_where_it_was_put(newsroom: Store) -> None:
    stored = await newsroom.items.get("is21")
    assert stored is not None
    assert (stored.story_id, stored.thread_id, stored.copy_of) == ("y1", "t1", "is10")


async def test_copies_by_the_item_they_repeat(newsroom: Store) -> None:
    copies = await newsroom.items.copies(["is10", "is32", "unknown"])
    assert {key: [one.item.id for one in found] for key, found in copies.items()} == {
        "is10": ["is21"]
    }
    assert await newsroom.items.copies([]) == {}


async def test_places_are_those_of_the_newest_items(newsroom: Store) -> None:
    where = Selection(tags=("world",))
    items = await newsroom.items.newest(where, limit=9)
    places = [(each.item.seen_at, each.item.id, each.story_id) for each in items]
    found = await newsroom.items.places(where, limit=9)
    assert [(one.seen_at, one.item_id, one.story_id) for one in found] == places
    assert len(places) == 4
    assert await newsroom.items.places(where, limit=1, before=places[1][:2]) == found[2:3]


async def test_in_brief_items_of_stories_say_the_same_but_for_their_content(
    newsroom: Store,
) -> None:
    stored = [each for each in await newsroom.items.newest(Selection(), limit=9) if each.story_id]
    names = sorted({each.story_id for each in stored if each.story_id})
    brief = await newsroom.items.of_stories(names, brief=True)
    assert brief == {
        name: tuple(replace(each, item=replace(each.item, content_html="")) for each in items)
        for name, items in (await newsroom.items.of_stories(names)).items()
    }
    assert brief


async def test_unclustered_are_those_without_a_place_in_stored_order(newsroom: Store) -> None:
    assert [item.id for item in await newsroom.items.unclustered(10)] == ["is24", "is35"]
    assert [item.id for item in await newsroom.items.unclustered(1)] == ["is24"]


async def test_since_gives_stored_order_in_pages(newsroom: Store) -> None:
    got: list[str] = []
    after = 0
    while page := await newsroom.items.since(NOW + MINUTE, after=after, limit=2):
        got += [item.id for _, item in page]
        after = page[-1][0]
    assert got == ["is21", "is32", "is13", "is24", "is35"]


async def test_find_by_any_name(newsroom: Store) -> None:
    stored = await newsroom.items.get("is24")
    assert stored is not None
    for text in ("is24", f" {stored.entry_id}\n", "https://s2.example/4"):
        assert await newsroom.items.find(text) == stored
    await poll(newsroom, an_item("long-name"))
    assert (found := await newsroom.items.find("is1l")) is not None
    assert found.item.id == "is1long-name"
    for text in ("is2", "", "%", "unknown", "is24x", "'", "is1\0"):
        assert await newsroom.items.find(text) is None


async def test_those_that_begin_alike_are_given_in_the_order_of_ids(newsroom: Store) -> None:
    async def begin(text: str, limit: int) -> list[str]:
        return [each.item.id for each in await newsroom.items.beginning(text, limit=limit)]

    assert await begin(" is1 ", 9) == ["is10", "is13"]
    assert await begin("is", 1) == ["is10"]
    assert await begin("none", 9) == await begin("", 9) == []


async def test_merged_threads_items_are_those_of_the_survivor(newsroom: Store) -> None:
    await cluster(newsroom, "t2", {"y9": ["is35"]})
    merged = Clustering(threads=(a_thread("t1", merged_into="t2"),))
    await newsroom.threads.record(merged, NOW)
    expected = ["is35", "is32", "is21", "is10"]
    assert await ids(newsroom, Selection(thread_id="t2")) == expected
    assert await ids(newsroom, Selection(thread_id="t1")) == expected
    stored = await newsroom.items.get("is10")
    assert stored is not None
    assert stored.thread_id == "t2"


async def test_pruning_takes_places_and_matches_along(newsroom: Store) -> None:
    for source in ("s1", "s2", "s3"):
        newest = an_item("new", source, at=NOW + 2 * DAY)
        await poll(newsroom, newest, source=source, at=NOW + 2 * DAY)
    assert await newsroom.items.prune(NOW + DAY) == 6
    assert len(await ids(newsroom, Selection())) == 3
    assert await ids(newsroom, Selection(topic="iraq")) == []
    assert len(await newsroom.items.unclustered(10)) == 3
    assert await newsroom.threads.reasons("is10") == ()
    assert await newsroom.items.prune(NOW + DAY) == 0


@pytest.mark.parametrize("more", [{}, {"source_id": "s1", "originals_only": True}])
async def test_a_topic_that_grew_from_a_thread_holds_what_stands_there_too(
    store: Store, more: dict[str, Any]
) -> None:
    await follow(store)
    await poll(store, *(an_item(name) for name in "abcd"))
    await cluster(store, "t1", {"y1": ["is1a", "is1b"]})
    await cluster(store, "t2", {"y2": ["is1c", "is1d"]})
    await store.topics.sync([Declared("siege", "Siege", any=("siege",))], NOW)
    why = Reason("topic", 1.0)
    found = [TopicMatch("siege", "is1b", why), TopicMatch("siege", "is1c", why)]
    await store.topics.record(found)
    where = Selection(topic="siege", grown_from="t1", **more)
    assert await ids(store, where) == ["is1a", "is1b", "is1c"]
    assert await store.items.newest_change(where) == NOW
    await store.threads.record(Clustering(threads=(a_thread("t1", merged_into="t2"),)), NOW)
    assert await ids(store, where) == ["is1a", "is1b", "is1c", "is1d"]
