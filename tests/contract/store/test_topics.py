from __future__ import annotations

from dataclasses import replace

from syndicate.model import Reason, Topic, TopicMatch
from syndicate.store import Selection, Store
from tests.contract.store.builders import DAY, MINUTE, NOW, an_item, follow, poll

IRAQ = Topic("iraq", "Iraq", any=("Iraq",), none=("game",))
RAIN = Topic("rain", "A rainy topic", like=("It rains in Spain",))
WHY = Reason("topic", 0.9, shared=("Iraq",))


async def matched(store: Store, slug: str) -> list[str]:
    return [one.item.id for one in await store.items.newest(Selection(topic=slug), limit=9)]


async def test_topic_is_asked_for_until_it_is_filled(store: Store) -> None:
    assert await store.topics.sync([IRAQ, RAIN], NOW) == ("iraq", "rain")
    await store.topics.filled("iraq")
    assert await store.topics.sync([IRAQ, RAIN], NOW) == ("rain",)


async def test_changed_definition_drops_old_matches(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"))
    await store.topics.sync([IRAQ, RAIN], NOW)
    await store.topics.record(
        [TopicMatch("iraq", "is1a", WHY), TopicMatch("rain", "is1a", WHY)], NOW
    )
    for slug in ("iraq", "rain"):
        await store.topics.filled(slug)
    wider = replace(IRAQ, any=("Iraq", "Mosul"))
    assert await store.topics.sync([wider, RAIN], NOW) == ("iraq",)
    assert (await matched(store, "iraq"), await matched(store, "rain")) == ([], ["is1a"])


async def test_new_title_alone_keeps_matches(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"))
    await store.topics.sync([IRAQ], NOW)
    await store.topics.record([TopicMatch("iraq", "is1a", WHY)], NOW)
    await store.topics.filled("iraq")
    revision = await store.revision()
    assert await store.topics.sync([replace(IRAQ, title="Irak")], NOW) == ()
    (overview,) = await store.topics.overview()
    assert (overview.title, overview.item_count) == ("Irak", 1)
    assert await store.revision() > revision


async def test_topic_that_left_is_gone_with_its_matches(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"))
    await store.topics.sync([IRAQ], NOW)
    await store.topics.record([TopicMatch("iraq", "is1a", WHY)], NOW)
    await store.topics.sync([], NOW)
    assert await store.topics.overview() == ()
    assert await store.topics.reasons("is1a") == ()
    await store.topics.record([TopicMatch("iraq", "is1a", WHY)], NOW)
    assert await matched(store, "iraq") == []


async def test_overview_counts_and_dates(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"), an_item("b", at=NOW + MINUTE))
    await store.topics.sync([RAIN, IRAQ], NOW)
    await store.topics.record(
        [TopicMatch("iraq", item, WHY) for item in ("is1a", "is1b", "igone")], NOW + DAY
    )
    rain, iraq = await store.topics.overview()
    assert (rain.slug, rain.item_count, rain.updated_at) == ("rain", 0, None)
    assert (iraq.slug, iraq.item_count, iraq.updated_at) == ("iraq", 2, NOW + MINUTE)


async def test_reasons_name_the_topic_and_say_why(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"))
    await store.topics.sync([IRAQ, RAIN], NOW)
    better = replace(WHY, score=1.0)
    await store.topics.record([TopicMatch("iraq", "is1a", WHY)], NOW)
    await store.topics.record([TopicMatch("iraq", "is1a", better)], NOW)
    assert await store.topics.reasons("is1a") == (TopicMatch("iraq", "is1a", better),)


async def test_reasons_of_many_items_in_one_topic_at_once(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"), an_item("b"))
    await store.topics.sync([IRAQ, RAIN], NOW)
    matches = [TopicMatch("iraq", "is1a", WHY), TopicMatch("rain", "is1b", WHY)]
    await store.topics.record(matches, NOW)
    assert await store.topics.reasons_in("iraq", ["is1a", "is1b", "igone"]) == {"is1a": (WHY,)}
    assert await store.topics.reasons_in("iraq", []) == {}
    assert await store.topics.reasons_in("other", ["is1a"]) == {}
