from __future__ import annotations

from datetime import timedelta

from syndicate.model import Moves
from syndicate.store import Store
from syndicate.store.running import Called
from tests.contract.store.builders import DAY, MINUTE, NOW, a_source, an_item, cluster, follow, poll

WEEKS = timedelta(days=28)


async def fill(store: Store) -> None:
    await follow(store, a_source(), a_source("s2", republish="none"))
    for name, ago in (("a", 50 * DAY), ("b", 40 * DAY), ("c", 2 * DAY), ("d", 61 * MINUTE)):
        await poll(store, an_item(name, at=NOW - ago, text="x" * 5000))
    await poll(store, an_item("e", at=NOW - MINUTE), an_item("f", at=NOW - 2 * MINUTE))
    await poll(store, an_item("g", "s2", at=NOW), source="s2")
    await cluster(store, "t", {"y": [f"is1{name}" for name in "abcdef"], "z": ["is2g"]})


async def test_moves_count_whole_hours_back_from_an_instant(store: Store) -> None:
    await fill(store)
    found = await store.running.moves(["t"], NOW, WEEKS)
    assert found == {"t": Moves(NOW - 50 * DAY, NOW - 40 * DAY, {0: 3, 1: 1, 48: 1})}


async def test_thread_without_items_has_no_moves(store: Store) -> None:
    await fill(store)
    await cluster(store, "empty", {"w": []})
    assert await store.running.moves(["empty", "unknown"], NOW, WEEKS) == {}
    assert await store.running.moves([], NOW, WEEKS) == {}


async def test_thread_that_only_slept_has_moves_without_hours(store: Store) -> None:
    await fill(store)
    found = await store.running.moves(["t"], NOW + 100 * DAY, WEEKS)
    assert found == {"t": Moves(NOW - 50 * DAY, NOW, {})}


async def test_glance_shows_the_newest_and_the_first(store: Store) -> None:
    await fill(store)
    found = await store.running.glance("t", 2)
    assert [each.item.id for each in found] == ["is1e", "is1f", "is1a", "is1b", "is1c", "is1d"]


async def test_glance_takes_the_beginning_of_a_text_and_no_html(store: Store) -> None:
    await fill(store)
    first = (await store.running.glance("t", 300))[-1].item
    assert (first.id, len(first.text), first.content_html) == ("is1a", 1200, "")


async def test_glance_reads_again_only_what_is_not_as_it_was(store: Store) -> None:
    await fill(store)
    before = {each.item.id: each for each in await store.running.glance("t", 300)}
    await poll(store, an_item("e", at=NOW - MINUTE, text="Edited"))
    await cluster(store, "t", {"w": ["is1f"]})
    after = {each.item.id: each for each in await store.running.glance("t", 300)}
    assert (after["is1e"].item.text, after["is1f"].story_id) == ("Edited", "w")
    assert {name for name in after if after[name] is not before[name]} == {"is1e", "is1f"}


async def test_glance_leaves_out_what_must_not_be_shown(store: Store) -> None:
    await fill(store)
    assert "is2g" not in {each.item.id for each in await store.running.glance("t", 300)}


async def test_items_and_stories_are_called_by_their_titles(store: Store) -> None:
    await fill(store)
    assert await store.running.called(["is1a", "y", "nobody"]) == {
        "is1a": Called("Title of a", "t", "s1"),
        "y": Called("Story y", "t"),
    }
    assert await store.running.called([]) == {}
