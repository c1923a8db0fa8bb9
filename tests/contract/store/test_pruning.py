"""What is forgotten of items that their feeds no longer offer, and what never."""

from __future__ import annotations

from syndicate.model import Outcome
from syndicate.query import parse
from syndicate.store import Selection, Store
from tests.contract.store.builders import DAY, NOW, an_item, everything, follow, poll


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


async def test_item_of_the_last_body_stays_however_long_its_feed_has_not_changed(
    store: Store,
) -> None:
    await follow(store)
    await poll(store, an_item("a"), an_item("b"))
    assert await store.items.prune(NOW + 400 * DAY) == 0
