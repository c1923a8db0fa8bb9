from __future__ import annotations

from dataclasses import replace

import pytest

from syndicate.errors import Overtaken
from syndicate.model import Assignment, Barred, Clustering, Reason, Story, Thread, Topic, TopicMatch
from syndicate.store import Selection, Store
from syndicate.store.partitions import SETTLING
from tests.contract.store.builders import MINUTE, NOW, a_source, an_item, follow, memory, poll

IRAQ = Topic("iraq", "Iraq", any=("Iraq",), none=("game",))
RAIN = Topic("rain", "A rainy topic", like=("It rains in Spain",))
WHY = Reason("topic", 0.9, shared=("Iraq",))


async def matched(store: Store, slug: str) -> list[str]:
    return [one.item.id for one in await store.items.newest(Selection(topic=slug), limit=9)]


async def test_topic_is_asked_for_until_it_is_filled(store: Store) -> None:
    assert await store.topics.sync([IRAQ, RAIN], NOW) == ("iraq", "rain")
    assert await store.topics.unfilled() == {"iraq", "rain"}
    await store.topics.filled("iraq")
    assert await store.topics.sync([IRAQ, RAIN], NOW) == ("rain",)
    assert await store.topics.unfilled() == {"rain"}


async def test_a_topic_that_was_declared_otherwise_meanwhile_is_still_to_be_filled(
    store: Store,
) -> None:
    await store.topics.sync([IRAQ], NOW)
    wider = replace(IRAQ, any=("Iraq", "Mosul"))
    assert await store.topics.sync([wider], NOW) == ("iraq",)
    await store.topics.filled("iraq", asked=IRAQ)
    assert await store.topics.unfilled() == {"iraq"}
    await store.topics.filled("iraq", asked=wider)
    assert await store.topics.unfilled() == set()


async def test_who_lost_the_right_to_settle_fills_no_topic(store: Store) -> None:
    await store.topics.sync([IRAQ], NOW)
    lost = await store.leases.take(SETTLING, "one", NOW, MINUTE)
    assert await store.leases.take(SETTLING, "two", NOW + MINUTE, MINUTE)
    with pytest.raises(Overtaken):
        await store.topics.filled("iraq", lost)
    assert await store.topics.unfilled() == {"iraq"}


async def test_what_is_placed_without_a_topic_that_is_filled_has_it_filled_again(
    store: Store,
) -> None:
    await store.topics.sync([IRAQ, RAIN], NOW)
    for slug in ("iraq", "rain"):
        await store.topics.filled(slug)
    await store.threads.record(Clustering(), NOW, asked=[IRAQ, RAIN])
    assert await store.topics.unfilled() == set()
    await store.threads.record(Clustering(), NOW, asked=[replace(IRAQ, any=("Irak",)), RAIN])
    assert await store.topics.unfilled() == {"iraq"}
    await store.threads.record(Clustering(), NOW, asked=[])
    assert await store.topics.unfilled() == {"iraq", "rain"}


async def test_changed_definition_drops_old_matches(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"))
    await store.topics.sync([IRAQ, RAIN], NOW)
    await store.topics.record([TopicMatch("iraq", "is1a", WHY), TopicMatch("rain", "is1a", WHY)])
    for slug in ("iraq", "rain"):
        await store.topics.filled(slug)
    wider = replace(IRAQ, any=("Iraq", "Mosul"))
    assert await store.topics.sync([wider, RAIN], NOW) == ("iraq",)
    assert (await matched(store, "iraq"), await matched(store, "rain")) == ([], ["is1a"])


async def test_a_topic_that_becomes_private_keeps_its_matches(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"))
    await store.topics.sync([IRAQ], NOW)
    await store.topics.record([TopicMatch("iraq", "is1a", WHY)])
    await store.topics.filled("iraq")
    assert await store.topics.sync([replace(IRAQ, access="private")], NOW) == ()
    assert await matched(store, "iraq") == ["is1a"]


async def test_new_title_alone_keeps_matches(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"))
    await store.topics.sync([IRAQ], NOW)
    await store.topics.record([TopicMatch("iraq", "is1a", WHY)])
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
    await store.topics.record([TopicMatch("iraq", "is1a", WHY)])
    await store.topics.sync([], NOW)
    assert await store.topics.overview() == ()
    assert await store.topics.reasons("is1a") == ()
    await store.topics.record([TopicMatch("iraq", "is1a", WHY)])
    assert await matched(store, "iraq") == []


async def test_overview_counts_and_dates(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"), an_item("b", at=NOW + MINUTE))
    await store.topics.sync([RAIN, IRAQ], NOW)
    await store.topics.record([TopicMatch("iraq", item, WHY) for item in ("is1a", "is1b", "igone")])
    rain, iraq = await store.topics.overview()
    assert (rain.slug, rain.item_count, rain.updated_at) == ("rain", 0, None)
    assert (iraq.slug, iraq.item_count, iraq.updated_at) == ("iraq", 2, NOW + MINUTE)


async def test_reasons_name_the_topic_and_say_why(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"))
    await store.topics.sync([IRAQ, RAIN], NOW)
    better = replace(WHY, score=1.0)
    await store.topics.record([TopicMatch("iraq", "is1a", WHY)])
    await store.topics.record([TopicMatch("iraq", "is1a", better)])
    assert await store.topics.reasons("is1a") == (TopicMatch("iraq", "is1a", better),)


async def test_reasons_of_many_items_in_one_topic_at_once(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"), an_item("b"))
    await store.topics.sync([IRAQ, RAIN], NOW)
    matches = [TopicMatch("iraq", "is1a", WHY), TopicMatch("rain", "is1b", WHY)]
    await store.topics.record(matches)
    assert await store.topics.reasons_in("iraq", ["is1a", "is1b", "igone"]) == {"is1a": (WHY,)}
    assert await store.topics.reasons_in("iraq", []) == {}
    assert await store.topics.reasons_in("other", ["is1a"]) == {}


async def test_the_topics_of_many_items_at_once(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"), an_item("b"), an_item("c"))
    await store.topics.sync([RAIN, IRAQ], NOW)
    matches = [("rain", "is1a"), ("iraq", "is1a"), ("rain", "is1b"), ("iraq", "is1c")]
    await store.topics.record([TopicMatch(slug, item, WHY) for slug, item in matches])
    found = await store.topics.of(["is1a", "is1b", "igone"])
    assert found == {"is1a": ("iraq", "rain"), "is1b": ("rain",)}
    assert await store.topics.of([]) == {}


async def test_a_topic_with_tags_is_asked_for_again_when_a_source_gets_one(store: Store) -> None:
    sea = Topic("sea", "Sea", any=("tug",), tags=("sea",))
    await follow(store)
    await store.topics.sync([sea], NOW)
    await store.topics.filled("sea")
    assert await store.topics.sync([sea], NOW) == ()
    await store.sources.sync([replace(a_source("s1"), tags=("sea",))], NOW)
    assert await store.sources.tags() == {"s1": ("sea",)}
    assert await store.topics.sync([sea], NOW) == ("sea",)


async def test_what_an_example_said_is_known_after_its_item_is_gone(store: Store) -> None:
    link = "https://port.example/1"
    topic = replace(RAIN, like=(link,), texts=((link, "It rains in Spain"),))
    await store.topics.sync([topic], NOW)
    assert await store.topics.texts() == {link: "It rains in Spain"}


async def test_the_clusterer_is_told_what_topics_say_of_each_item(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"), an_item("b"), an_item("c"))
    await store.topics.sync([IRAQ, RAIN], NOW)
    story = Story("s-1", "en", "A", NOW, NOW, 3, "t-1")
    thread = Thread("t-1", "en", "A", NOW, NOW, 1, 3)
    placed = [Assignment(f"is1{one}", "s-1", (WHY,)) for one in "abc"]
    matches = (TopicMatch("iraq", "is1a", WHY), TopicMatch("iraq", "is1b", WHY, own=False))
    barred = (Barred("iraq", "is1c"), Barred("rain", "is1a"), Barred("gone", "is1a"))
    await store.threads.record(
        Clustering(tuple(placed), (story,), (thread,), matches=matches, barred=barred), NOW
    )
    known = await memory(store, NOW)
    assert {one.item_id: one.votes for one in known.members} == {
        "is1a": (("iraq", "own"), ("rain", "barred")),
        "is1b": (("iraq", "with"),),
        "is1c": (("iraq", "barred"),),
    }
    assert await store.topics.barred_from("is1c") == ("iraq",)
    assert await store.topics.barred_from("is1b") == ()
    cast = await store.topics.casts("iraq")
    assert [(one.item_id, one.story_id, one.votes) for one in cast] == [
        ("is1a", "s-1", (("iraq", "own"),)),
        ("is1b", "s-1", (("iraq", "with"),)),
        ("is1c", "s-1", (("iraq", "barred"),)),
    ]
    assert await store.topics.casts("rain") == ()
    assert (await store.threads.members(["is1a", "gone"])).keys() == {"is1a"}
    await store.topics.sync([replace(IRAQ, any=("Mosul",)), RAIN], NOW)
    members = (await memory(store, NOW)).members
    assert [one.votes for one in members] == [(("rain", "barred"),), (), ()]
