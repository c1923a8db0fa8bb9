"""What left a thread or a topic is told while it stays away, and no more of it than a feed has entries."""

from __future__ import annotations

from syndicate.model import Clustering, Event, Reason, Topic, TopicMatch
from syndicate.store import Store
from syndicate.store.departures import KEPT
from tests.contract.store.builders import (
    DAY,
    MINUTE,
    NOW,
    a_source,
    a_story,
    a_thread,
    an_item,
    follow,
    poll,
    put,
)

IRAQ = Topic("iraq", "Iraq", any=("Iraq",))
OTHER = Topic("iraq", "Iraq", any=("Baghdad",))
WORD = Reason("topic", 1.0)


async def gone(store: Store, **where: str) -> list[str]:
    return [each.entry_id for each in (await store.departures.of(**where)).items]


async def entry_of(store: Store, name: str) -> str:
    stored = await store.items.get(f"is1{name}")
    assert stored is not None
    return stored.entry_id


async def test_a_text_that_moves_is_gone_from_where_it_stood_and_not_where_it_was_never(
    store: Store,
) -> None:
    await follow(store)
    await poll(store, an_item("a"), an_item("b"), an_item("c"))
    first = Clustering(
        threads=(a_thread("t1"), a_thread("t2")),
        stories=(a_story("y1", "t1"), a_story("y2", "t2")),
        assignments=(put("is1a", "y1"), put("is1b", "y1"), put("is1c", "y1", copy_of="is1b")),
    )
    await store.threads.record(first, NOW)
    assert (await store.departures.of(thread="t1")).changed_at is None
    moved = Clustering(
        assignments=(put("is1b", "y2"), put("is1c", "y2", copy_of="is1b")),
        events=(Event("move", "y1", "y2", ("is1b", "is1c"), thread_id="t1"),),
    )
    await store.threads.record(moved, NOW + DAY)
    assert await gone(store, thread="t1") == [await entry_of(store, "b")]
    assert await gone(store, thread="t2") == []
    await store.threads.record(
        Clustering(assignments=(put("is1b", "y1"), put("is1c", "y1")), undone=(1,)), NOW + 2 * DAY
    )
    assert await gone(store, thread="t1") == []
    assert (await store.departures.of(thread="t1")).changed_at == NOW + DAY  # never back
    assert await gone(store, thread="t2") == [await entry_of(store, "b")]
    await store.sources.sync([a_source(republish="none")], NOW)
    assert await gone(store, thread="t2") == []


async def test_no_more_is_kept_of_a_place_than_its_feed_has_entries(store: Store) -> None:
    await follow(store)
    names = [f"{number:03}" for number in range(KEPT + 5)]
    # The first of them was seen last.
    seen = {name: NOW + MINUTE * (KEPT + 5 - at) for at, name in enumerate(names)}
    await poll(store, *(an_item(name, at=seen[name]) for name in names))
    here = [put(f"is1{name}", "y1") for name in names]
    both = (a_story("y1", "t1"), a_story("y2", "t2"))
    await store.threads.record(
        Clustering(threads=(a_thread("t1"), a_thread("t2")), stories=both, assignments=tuple(here)),
        NOW,
    )
    away = tuple(put(f"is1{name}", "y2") for name in names)
    event = Event("move", "y1", "y2", tuple(f"is1{name}" for name in names))
    await store.threads.record(Clustering(assignments=away, events=(event,)), NOW + DAY)
    assert len(await gone(store, thread="t1")) == KEPT
    newest = [await entry_of(store, name) for name in sorted(names, key=seen.__getitem__)[-KEPT:]]
    assert sorted(await gone(store, thread="t1")) == sorted(newest)


async def test_a_topic_that_is_declared_anew_tells_what_is_not_its_own_any_more(
    store: Store,
) -> None:
    await follow(store)
    await poll(store, an_item("a"), an_item("b"))
    await store.topics.sync([IRAQ], NOW)
    matches = [TopicMatch("iraq", f"is1{name}", WORD) for name in "ab"]
    await store.topics.record(matches)
    await store.topics.filled("iraq")
    await store.topics.sync([OTHER], NOW + DAY)
    assert await gone(store, topic="iraq") == []  # nobody knows yet what comes back
    await store.topics.record(matches[:1])
    await store.topics.filled("iraq")
    assert await gone(store, topic="iraq") == [await entry_of(store, "b")]
    assert (await store.departures.of(topic="iraq")).changed_at == NOW + DAY
    await store.topics.sync([], NOW + DAY)
    assert (await store.departures.of(topic="iraq")).changed_at is None
