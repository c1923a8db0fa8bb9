"""What is forgotten of items that their feeds no longer offer, and what never."""

from __future__ import annotations

from syndicate.model import Item, Outcome
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
