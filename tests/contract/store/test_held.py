"""What came in a flood is held: known, unseen, and not lost."""

from __future__ import annotations

from collections.abc import Sequence

from syndicate.model import Admission, Item, Outcome, SourceState
from syndicate.store import Selection, Store
from tests.contract.store.builders import DAY, MINUTE, NOW, a_state, an_item, follow


async def flood(store: Store, *names: str, taken: Sequence[int] = (), held: bool = True) -> Outcome:
    def settle(_: Outcome) -> SourceState:
        return a_state()

    def admit(new: Sequence[Item]) -> Admission:
        others = frozenset(range(len(new))) - {*taken}
        return Admission(
            frozenset(taken) & frozenset(range(len(new))), others if held else frozenset()
        )

    items = [an_item(name) for name in names]
    return await store.polls.record("s1", items, settle, NOW, admit=admit)


async def shown(store: Store) -> list[str]:
    return [one.item.id for one in await store.items.newest(Selection(source_id="s1"), limit=99)]


async def test_held_items_are_neither_shown_nor_clustered_nor_found(store: Store) -> None:
    await follow(store)
    outcome = await flood(store, "a", "b", "c", taken=[1])
    assert outcome == Outcome(offered=3, new=1, changed=0, held=2)
    assert await shown(store) == ["is1b"]
    assert [item.id for item in await store.items.unclustered(9)] == ["is1b"]
    held = await store.held.listed("s1", limit=9)
    assert [(one.item_id, one.title) for one in held] == [
        ("is1a", "Title of a"),
        ("is1c", "Title of c"),
    ]
    (overview,) = await store.sources.overview()
    assert (overview.held, overview.item_count) == (2, 1)


async def test_held_items_offered_again_are_no_news_and_held_once(store: Store) -> None:
    await follow(store)
    await flood(store, "a", "b")
    assert await flood(store, "a", "b") == Outcome(offered=2, new=0, changed=0, held=0)
    assert len(await store.held.listed(limit=9)) == 2


async def test_released_items_are_news_of_the_hour_of_their_release(store: Store) -> None:
    await follow(store)
    await flood(store, "a", "b")
    revision = await store.revision()
    assert await store.held.release("s1", NOW + DAY) == 2
    assert await store.revision() > revision
    assert sorted(await shown(store)) == ["is1a", "is1b"]
    stored = await store.items.get("is1a")
    assert stored is not None
    assert (stored.item.seen_at, stored.item.published_at) == (NOW + DAY, NOW)
    assert stored.item.keys == an_item("a").keys
    assert len(await store.items.unclustered(9)) == 2
    assert await store.held.release("s1", NOW + DAY) == 0
    (overview,) = await store.sources.overview()
    assert (overview.held, overview.item_count, overview.newest_at) == (0, 2, NOW + DAY)
    assert (await flood(store, "a", "b")).new == 0


async def test_discarded_items_stay_known(store: Store) -> None:
    await follow(store)
    await flood(store, "a", "b")
    assert await store.held.discard("s1") == 2
    assert await store.held.listed(limit=9) == ()
    assert await flood(store, "a", "b") == Outcome(offered=2, new=0, changed=0, held=0)
    assert await shown(store) == []


async def test_items_passed_over_are_known_and_nothing_more(store: Store) -> None:
    await follow(store)
    outcome = await flood(store, "a", "b", taken=[0], held=False)
    assert outcome == Outcome(offered=2, new=1, changed=0, held=0)
    assert await store.held.listed(limit=9) == ()
    assert (await flood(store, "a", "b")).new == 0


async def test_id_of_a_held_item_is_never_minted_again(store: Store) -> None:
    await follow(store)
    await flood(store, "a")
    reused = an_item("a", keys=("guid:other",))

    def settle(_: Outcome) -> SourceState:
        return a_state()

    await store.polls.record("s1", [reused], settle, NOW + MINUTE)
    (found,) = await shown(store)
    assert found != "is1a"
    assert await store.held.release("s1", NOW + DAY) == 1
    assert len(await shown(store)) == 2
