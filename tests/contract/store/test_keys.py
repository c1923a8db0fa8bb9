"""By which of its keys an item is known again, and when a key names none."""

from __future__ import annotations

from syndicate.model import (
    Outcome,
)
from syndicate.store import Selection, Store
from tests.contract.store.builders import (
    a_source,
    an_item,
    everything,
    follow,
    moved,
    poll,
)


async def test_item_whose_guid_changed_is_known_by_its_url(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"))
    before = await everything(store)
    renamed = an_item("a", id="iother", keys=("guid:new", "url:https://s1.example/a"))
    assert (await poll(store, renamed)).new == 0
    only_new_guid = moved(renamed, keys=("guid:new",))
    assert (await poll(store, only_new_guid)).new == 0
    assert await everything(store) == before


async def test_keys_of_all_polls_are_kept(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a", keys=("guid:1", "url:u")))
    await poll(store, an_item("a", keys=("guid:2", "url:u")))
    stored = await store.items.get("is1a")
    assert stored is not None
    assert set(stored.item.keys) == {"guid:1", "guid:2", "url:u"}


async def test_items_of_one_document_are_one_only_by_their_strongest_key(store: Store) -> None:
    await follow(store)
    document = [
        an_item("a", keys=("guid:a", "url:home")),
        an_item("b", keys=("guid:b", "url:home")),
        an_item("again", keys=("guid:a", "url:elsewhere")),
    ]
    assert await poll(store, *document) == Outcome(offered=3, new=2, changed=0)
    assert await poll(store, *document) == Outcome(offered=3, new=0, changed=0)


async def test_url_shared_by_items_of_one_document_never_names_a_later_one(store: Store) -> None:
    await follow(store)
    await poll(
        store, an_item("a", keys=("guid:a", "url:home")), an_item("b", keys=("guid:b", "url:home"))
    )
    assert (await poll(store, an_item("c", keys=("guid:c", "url:home")))).new == 1


async def test_url_of_a_stored_item_found_on_several_names_none_of_them(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a", keys=("guid:a", "url:home")))
    outcome = await poll(
        store, an_item("c", keys=("guid:c", "url:home")), an_item("d", keys=("guid:d", "url:home"))
    )
    assert outcome == Outcome(offered=2, new=2, changed=0)
    assert (await poll(store, an_item("e", keys=("guid:e", "url:home")))).new == 1
    assert len(await everything(store)) == 4


async def test_two_items_that_lead_to_one_row_stay_two(store: Store) -> None:
    """R was known as url:u, then as guid:g; now each name comes with an item of its own."""
    await follow(store)
    await poll(store, an_item("r", id="iu", keys=("url:u",)))
    await poll(store, an_item("r", id="ig", keys=("guid:g", "url:u")))
    document = [an_item("r", id="ig", keys=("guid:g",)), an_item("n", id="iu", keys=("url:u",))]
    assert (await poll(store, *document)).new == 1
    before = await everything(store)
    assert len(before) == 2
    assert await poll(store, *document) == Outcome(offered=2, new=0, changed=0)
    assert await everything(store) == before


async def test_same_guid_from_another_source_never_overwrites(store: Store) -> None:
    await follow(store, a_source("s1"), a_source("s2"))
    mine = an_item("a", id="isame", keys=("guid:1", "url:u"))
    await poll(store, mine)
    theirs = an_item("a", "s2", id="isame", keys=("guid:1", "url:u"), text="Theirs.")
    assert (await poll(store, theirs, source="s2")).new == 1
    stored = await store.items.newest(Selection(), limit=10)
    assert {one.item.text for one in stored} == {mine.text, "Theirs."}
    assert len({one.entry_id for one in stored}) == 2
    assert (await poll(store, theirs, source="s2")).new == 0


async def test_keys_of_any_length_and_script_are_taken(store: Store) -> None:
    await follow(store)
    long = an_item(
        "a", keys=("guid:" + "é" * 9000, "url:" + "x" * 9000), url="https://x/" + "y" * 9000
    )
    assert (await poll(store, long)).new == 1
    assert (await poll(store, long)).new == 0
    assert (await poll(store, moved(long, keys=(long.keys[1],)))).new == 0
    assert await store.items.find(long.url or "") is not None
