"""What is forgotten of items that their feeds no longer offer, and what never."""

from __future__ import annotations

from typing import Any

import pytest

from syndicate.model import Clustering, Item, Outcome
from syndicate.query import parse
from syndicate.store import Selection, Store
from syndicate.store.resting import Quiet
from tests.contract.store.builders import (
    DAY,
    NOW,
    a_source,
    a_state,
    a_story,
    a_thread,
    an_item,
    everything,
    follow,
    poll,
    put,
)


async def test_pruned_item_is_known_when_it_returns_and_not_news(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("old"))
    await poll(store, an_item("new", at=NOW + 3 * DAY), at=NOW + 3 * DAY)
    assert await store.items.prune(NOW + DAY) == 1
    assert list(await everything(store)) == ["is1new"]
    assert await store.items.newest(Selection(query=parse("old")), limit=5) == ()
    (overview,) = await store.sources.overview()
    assert overview.item_count == 1
    again = await poll(store, an_item("old", text="Again."), at=NOW + 4 * DAY)
    assert again == Outcome(offered=1, new=0, changed=0)
    assert list(await everything(store)) == ["is1new"]


async def test_item_that_its_feed_still_offers_is_not_pruned(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"))
    await poll(store, an_item("a"), at=NOW + 3 * DAY)
    assert await store.items.prune(NOW + DAY) == 0
    assert list(await everything(store)) == ["is1a"]


async def test_what_another_feed_still_offers_keeps_nothing_else(store: Store) -> None:
    """By the marks of a document, too, of which only keys come and no items."""
    await follow(store, a_source("s1"), a_source("s2"))
    await poll(store, an_item("a"), an_item("b"))
    await poll(store, an_item("c", "s2"), source="s2")
    late = NOW + 3 * DAY
    await store.polls.record(
        "s1", (), lambda _: a_state(at=late), late, present=[an_item("a").keys[0]]
    )
    await poll(store, an_item("d", "s2", at=late), source="s2", at=late)
    assert await store.items.prune(NOW + DAY) == 2
    assert sorted(await everything(store)) == ["is1a", "is2d"]


async def test_item_of_the_last_body_stays_however_long_its_feed_has_not_changed(
    store: Store,
) -> None:
    await follow(store)
    await poll(store, an_item("a"), an_item("b"))
    assert await store.items.prune(NOW + 400 * DAY) == 0


def a_lead(name: str, day: int) -> Item:
    """An article in the first place of a front page whose GUIDs are places."""
    return an_item(
        name,
        id="is1lead",
        keys=("guid:lead", f"url:{name}", f"day:{name}", f"words:{name}"),
        title=name.title(),
        summary=f"{name} {name[::-1]} {name * 2}.",
        at=NOW + day * DAY,
    )


async def test_id_of_an_item_that_was_forgotten_is_never_that_of_another(store: Store) -> None:
    await follow(store)
    ids: set[str] = set()
    for day, name in enumerate(("quay", "ferry", "strike", "harvest", "budget", "comet", "derby")):
        at = NOW + day * DAY
        assert (await poll(store, a_lead(name, day), at=at)).new == 1
        await store.items.prune(at - DAY)
        assert len(await everything(store)) < 4
        ids |= {*(await everything(store)).values()}
    assert len(ids) == 7


async def test_name_of_a_forgotten_item_may_be_given_to_another(store: Store) -> None:
    await follow(store)
    await poll(store, a_lead("quay", 0))
    (old,) = (await everything(store)).values()
    await poll(store, an_item("other", at=NOW + 3 * DAY), at=NOW + 3 * DAY)
    assert await store.items.prune(NOW + DAY) == 1
    again = await poll(store, a_lead("quay", 4), at=NOW + 4 * DAY)
    assert again.new == 0
    assert (await poll(store, a_lead("ferry", 5), at=NOW + 5 * DAY)).new == 1
    assert (await poll(store, a_lead("ferry", 5), at=NOW + 6 * DAY)).new == 0
    found = await everything(store)
    assert len(found) == 2
    assert old not in found.values()


async def test_forgotten_item_is_known_by_any_second_name_that_it_still_has(store: Store) -> None:
    await follow(store)
    item = a_lead("quay", 0)
    await poll(store, item)
    await poll(store, an_item("other", at=NOW + 3 * DAY), at=NOW + 3 * DAY)
    assert await store.items.prune(NOW + DAY) == 1
    for kept in (1, 2, 3):
        names = [f"{key}?moved" for key in item.keys]
        names[0], names[kept] = item.keys[0], item.keys[kept]
        again = an_item("quay", keys=tuple(names), link_key="moved", title="Moved", summary="So.")
        assert (await poll(store, again, at=NOW + 4 * DAY)).new == 0, names
    undated = an_item("quay", keys=("guid:lead", "url:moved", "words:moved"), link_key="moved")
    assert (await poll(store, undated, at=NOW + 4 * DAY)).new == 0, (
        "nothing tells it apart for sure"
    )


async def gone(store: Store, quiet: Quiet, **thread: Any) -> tuple[bytes, bytes]:
    """Forget the one item of a story, which is a thread's; give the sketches of both."""
    await follow(store)
    await poll(store, an_item("old"))
    found = Clustering(
        threads=(a_thread("t1", **thread),),
        stories=(a_story("e1", "t1"),),
        assignments=(put("is1old", "e1"),),
    )
    await store.threads.record(found, NOW)
    await poll(store, an_item("new", at=NOW + 3 * DAY), at=NOW + 3 * DAY)
    assert await store.items.prune(NOW + DAY, quiet) == 1
    return await sketches(store)


async def sketches(store: Store) -> tuple[bytes, bytes]:
    story, kept = await store.threads.story("e1"), await store.threads.get("t1")
    assert story is not None
    assert kept is not None
    assert (story.title, kept.title) == ("Story e1", "Thread t1")
    return bytes(story.sketch), bytes(kept.sketch)


LATER = NOW + DAY
OF_STORY, OF_THREAD = a_story("e1").sketch, a_thread("t1").sketch


async def test_what_nothing_can_join_any_more_keeps_its_name_and_no_sketch(store: Store) -> None:
    assert await gone(store, Quiet(LATER, LATER)) == (b"", b"")


async def test_what_may_still_be_joined_keeps_its_sketch(store: Store) -> None:
    assert await gone(store, Quiet(NOW, NOW)) == (OF_STORY, OF_THREAD)


async def test_thread_that_falls_asleep_long_after_its_items_went_lets_its_sketch_go(
    store: Store,
) -> None:
    assert await gone(store, Quiet(LATER, NOW)) == (b"", OF_THREAD)
    await store.items.prune(NOW, Quiet(LATER, LATER))
    assert await sketches(store) == (b"", b"")


async def test_sketch_stays_with_what_still_has_items(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("old"))
    await poll(store, an_item("new", at=NOW + 3 * DAY), at=NOW + 3 * DAY)
    found = Clustering(
        threads=(a_thread("t1"),),
        stories=(a_story("e1", "t1"),),
        assignments=(put("is1old", "e1"), put("is1new", "e1")),
    )
    await store.threads.record(found, NOW)
    assert await store.items.prune(NOW + DAY, Quiet(LATER, LATER)) == 1
    assert await sketches(store) == (OF_STORY, OF_THREAD)


@pytest.mark.parametrize("more", [{"is_titled": True}, {"story_count": 2}])
async def test_thread_of_some_weight_keeps_its_sketch(store: Store, more: dict[str, Any]) -> None:
    assert await gone(store, Quiet(LATER, LATER), **more) == (b"", OF_THREAD)
