"""An item that says something else than before: what is an edit, and what is kept of the text that it had."""

from __future__ import annotations

from dataclasses import replace

from syndicate.model import (
    Clustering,
    Companion,
    Edited,
    Enclosure,
    Episode,
    Outcome,
)
from syndicate.store import Store
from tests.contract.store.builders import (
    DAY,
    MINUTE,
    NOW,
    an_item,
    cluster,
    follow,
    poll,
    put,
)


async def test_edit_keeps_name_and_instants_and_the_old_text(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a", text="First words."))
    before = await store.items.get("is1a")
    later = NOW + DAY
    edited = an_item("a", at=later, text="Other words.", title="New title")
    assert await poll(store, edited, at=later) == Outcome(offered=1, new=0, changed=1)
    after = await store.items.get("is1a")
    assert before is not None
    assert after is not None
    assert (after.item.text, after.item.title) == ("Other words.", "New title")
    assert (after.entry_id, after.item.id) == (before.entry_id, before.item.id)
    assert (after.item.seen_at, after.item.published_at) == (NOW, NOW)
    assert after.changed_at == later
    (old,) = await store.items.versions("is1a")
    assert (old.text, old.title, old.began_at, old.ended_at) == (
        "First words.",
        "Title of a",
        NOW,
        later,
    )


async def test_what_was_edited_since_an_instant_is_told_where_it_has_a_place(store: Store) -> None:
    await follow(store)
    names = [f"n{number}" for number in range(110)]
    await poll(store, *map(an_item, names))
    await cluster(store, "t1", {"y1": [f"is1{name}" for name in names[2:]]})
    copy = Clustering(assignments=(put("is1n1", "y1", copy_of="is1n2"),))
    await store.threads.record(copy, NOW)
    for name, minutes in (("n2", 1), *((name, 2) for name in names)):
        edited = an_item(name, text=f"Edited after {minutes}.")
        await poll(store, edited, at=NOW + minutes * MINUTE)
    told = await store.items.edited(NOW + 2 * MINUTE, ["en"])
    assert told[0] == Edited("is1n2", "Title of n2", "Edited after 2.", NOW + 2 * MINUTE)
    assert [one.item_id for one in told] == [f"is1{name}" for name in names[2:]]
    assert await store.items.edited(NOW + 2 * MINUTE) == told
    assert await store.items.edited(NOW + 2 * MINUTE, ["de"]) == ()
    assert await store.items.edited(NOW + 3 * MINUTE) == ()


async def test_who_corrects_a_story_is_told_what_its_headlines_say_now(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"), an_item("b"))
    await cluster(store, "t1", {"y1": ["is1a", "is1b"]})
    await poll(store, an_item("a", text="Other words.", title="New title"), at=NOW + MINUTE)
    scene = await store.threads.scene(["y1"])
    told = {one.assignment.item_id: one.title for one in scene.placed}
    assert told == {"is1a": "New title", "is1b": "Title of b"}


async def test_of_an_item_that_is_edited_again_and_again_the_first_text_and_the_newest_are_kept(
    store: Store,
) -> None:
    await follow(store)
    for turn in range(60):
        await poll(store, an_item("a", text=f"Turn {turn}."), at=NOW + turn * MINUTE)
    kept = [version.text for version in await store.items.versions("is1a")]
    assert kept == ["Turn 0.", *(f"Turn {turn}." for turn in range(10, 59))]
    assert await store.items.first_said(["is1a", "is1b"]) == {"is1a": ("Title of a", "Turn 0.")}


async def test_edit_seen_by_a_clock_that_went_back_never_lowers_changed_at(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"))
    await poll(store, an_item("a", text="Other."), at=NOW - DAY)
    after = await store.items.get("is1a")
    assert after is not None
    assert after.changed_at == NOW


async def test_item_that_moved_to_another_address_is_no_edit(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"))
    moved_to = an_item("a", url="https://new.example/a", link_key="new.example/a")
    outcome = await poll(store, moved_to, at=NOW + MINUTE)
    assert outcome == Outcome(offered=1, new=0, changed=0)
    stored = await store.items.get("is1a")
    assert stored is not None
    assert (stored.item.url, stored.changed_at) == ("https://new.example/a", NOW)
    assert await store.items.versions("is1a") == ()


async def test_item_that_is_cleaned_in_a_new_way_is_no_edit(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a", digest="1-abc", text="Text and more."))
    outcome = await poll(store, an_item("a", digest="2-def", text="Text."), at=NOW + MINUTE)
    assert outcome == Outcome(offered=1, new=0, changed=0)
    stored = await store.items.get("is1a")
    assert stored is not None
    assert (stored.item.text, stored.changed_at) == ("Text.", NOW)
    assert await store.items.versions("is1a") == ()
    assert (await poll(store, an_item("a", digest="2-ghi"), at=NOW + MINUTE)).changed == 1


async def test_edit_of_nothing_but_what_the_source_repeats_is_no_edit(store: Store) -> None:
    await follow(store)
    files = (Enclosure("https://s1.example/a.mp3"),)
    item = an_item("a", enclosures=files, furniture=("Read our paper in the summer.",))
    await poll(store, item)
    again = replace(item, digest="other words", furniture=("Read our paper in the autumn.",))
    outcome = await poll(store, again, at=NOW + MINUTE)
    assert outcome == Outcome(offered=1, new=0, changed=0)
    stored = await store.items.get("is1a")
    assert stored is not None
    assert (stored.item, stored.changed_at) == (again, NOW)
    assert await store.items.versions("is1a") == ()
    beside = Episode(companions=(Companion("transcript", "https://s1.example/a.vtt"),))
    again = replace(again, digest="with a transcript", episode=beside)
    assert (await poll(store, again, at=NOW + 2 * MINUTE)).changed == 0
    stored = await store.items.get("is1a")
    assert stored is not None
    assert (stored.item.episode, stored.changed_at) == (beside, NOW)
    without = replace(again, digest="no file", enclosures=())
    assert (await poll(store, without, at=NOW + DAY)).changed == 1
