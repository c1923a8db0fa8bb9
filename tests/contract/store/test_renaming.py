"""A topic that has another name keeps all that belongs to it."""

from __future__ import annotations

from dataclasses import replace

from syndicate.model import Barred, Reason, Topic, TopicMatch
from syndicate.store import Selection, Store
from tests.contract.store.builders import DAY, NOW, an_item, cluster, follow, memory, poll

OLD = Topic("iraq", "Iraq", any=("Iraq",))
NEW = replace(OLD, slug="mesopotamia", was=("iraq",))
OTHER = Topic("rain", "Rain", any=("rain",))
WHY = Reason("topic", 0.9, shared=("Iraq",))


def is_shared(store: Store) -> bool:
    """Whether other processes may be at work on the store by an older feeds.yaml."""
    return store.database.engine == "postgresql"


async def matched(store: Store, slug: str) -> list[str]:
    return [one.item.id for one in await store.items.newest(Selection(topic=slug), limit=9)]


async def stand(store: Store, topic: Topic) -> None:
    """A topic of two items, and what it says of a third."""
    await follow(store)
    await poll(store, an_item("a"), an_item("b"), an_item("c"))
    await cluster(store, "t1", {"s1": ["is1a", "is1b", "is1c"]})
    await store.topics.sync([topic, OTHER], NOW)
    matches = [TopicMatch(topic.slug, f"is1{one}", WHY) for one in "ab"]
    await store.topics.record(matches, [Barred(topic.slug, "is1c")])
    for slug in (topic.slug, "rain"):
        await store.topics.filled(slug)


async def test_its_items_are_its_own_at_once_and_nothing_is_looked_for_anew(store: Store) -> None:
    await stand(store, OLD)
    revision = await store.revision()
    waiting = await store.topics.sync([NEW, OTHER], NOW + DAY)
    assert waiting == (("mesopotamia",) if is_shared(store) else ())
    assert await matched(store, "mesopotamia") == ["is1a", "is1b"]
    assert await matched(store, "iraq") == []
    votes = {one.item_id: one.votes for one in (await memory(store, NOW)).members}
    assert votes["is1a"] == (("mesopotamia", "own"),)
    assert votes["is1c"] == (("mesopotamia", "barred"),)
    assert [one.slug for one in await store.topics.overview()] == ["mesopotamia", "rain"]
    assert await store.revision() > revision


async def test_what_left_it_is_told_under_the_new_name(store: Store) -> None:
    await stand(store, OLD)
    wider = replace(OLD, any=("Iraq", "Mosul"))
    await store.topics.sync([wider, OTHER], NOW)
    await store.topics.record([TopicMatch("iraq", "is1a", WHY)])
    await store.topics.filled("iraq")
    before = await store.departures.of(topic="iraq")
    assert len(before.items) == 1
    await store.topics.sync([replace(NEW, any=wider.any), OTHER], NOW + DAY)
    await store.topics.filled("mesopotamia")
    assert await store.departures.of(topic="mesopotamia") == before
    assert (await store.departures.of(topic="iraq")).changed_at is None


async def test_one_that_was_promoted_stays_so_without_a_word_of_it(store: Store) -> None:
    await stand(store, replace(OLD, thread="t1"))
    await store.topics.sync([replace(NEW, thread="t1"), OTHER], NOW + DAY)
    (told,) = await store.journal.listed(limit=9)
    assert (told.event.kind, told.event.into_id, told.undone_at) == ("promote", "mesopotamia", None)


async def test_of_several_that_it_was_the_last_one_goes_on(store: Store) -> None:
    await stand(store, OLD)
    await store.topics.sync([OLD, replace(OLD, slug="empty"), OTHER], NOW)
    newest = replace(OLD, slug="newest", was=("empty", "iraq"))
    await store.topics.sync([newest, OTHER], NOW)
    assert await matched(store, "newest") == ["is1a", "is1b"]
    assert [one.slug for one in await store.topics.overview()] == ["newest", "rain"]


async def test_with_other_words_it_is_filled_again(store: Store) -> None:
    await stand(store, OLD)
    assert await store.topics.sync([replace(NEW, any=("Mosul",)), OTHER], NOW) == ("mesopotamia",)
    assert await matched(store, "mesopotamia") == []


async def test_topics_that_change_places_take_their_items_along_once(store: Store) -> None:
    await stand(store, replace(OLD, thread="t1"))
    await store.topics.record([TopicMatch("rain", "is1c", WHY)])
    iraq = replace(OTHER, slug="iraq", was=("rain",))
    rain = replace(OLD, slug="rain", was=("iraq",), thread="t1")
    for _ in range(2):
        waiting = await store.topics.sync([iraq, rain], NOW + DAY)
        assert waiting == (("iraq", "rain") if is_shared(store) else ())
        assert await matched(store, "rain") == ["is1a", "is1b"]
        assert await matched(store, "iraq") == ["is1c"]
        votes = {one.item_id: one.votes for one in (await memory(store, NOW)).members}
        assert dict(votes["is1c"]) == {"rain": "barred", "iraq": "own"}
        assert [one.slug for one in await store.topics.overview()] == ["rain", "iraq"]
        (told,) = await store.journal.listed(limit=9)
        assert (told.event.kind, told.event.into_id) == ("promote", "rain")
    back = replace(OLD, was=("iraq", "rain"), thread="t1"), replace(OTHER, was=("rain", "iraq"))
    await store.topics.sync(back, NOW + DAY)
    assert (await matched(store, "iraq"), await matched(store, "rain")) == (
        ["is1a", "is1b"],
        ["is1c"],
    )


async def test_what_left_topics_that_change_places_is_told_of_each(store: Store) -> None:
    await stand(store, OLD)
    wider = replace(OLD, any=("Iraq", "Mosul"))
    await store.topics.sync([wider, OTHER], NOW)
    await store.topics.record([TopicMatch("iraq", "is1a", WHY)])
    await store.topics.filled("iraq")
    before = await store.departures.of(topic="iraq")
    iraq = replace(OTHER, slug="iraq", was=("rain",))
    rain = replace(wider, slug="rain", was=("iraq",))
    await store.topics.sync([iraq, rain], NOW + DAY)
    for slug in ("iraq", "rain"):
        await store.topics.filled(slug)
    assert await store.departures.of(topic="rain") == before
    assert (await store.departures.of(topic="iraq")).changed_at is None


async def test_topics_that_change_places_and_words_are_filled_again(store: Store) -> None:
    await stand(store, OLD)
    iraq = replace(OTHER, slug="iraq", was=("rain",), any=("hail",))
    rain = replace(OLD, slug="rain", was=("iraq",))
    assert sorted(await store.topics.sync([iraq, rain], NOW)) == ["iraq", "rain"]
    assert (await matched(store, "iraq"), await matched(store, "rain")) == ([], [])


async def test_names_that_are_handed_on_take_their_items_along(store: Store) -> None:
    await stand(store, OLD)
    await store.topics.record([TopicMatch("rain", "is1c", WHY)])
    first, second = replace(OTHER, slug="iraq", was=("rain",)), replace(NEW, was=("iraq",))
    await store.topics.sync([first, second], NOW)
    assert await matched(store, "mesopotamia") == ["is1a", "is1b"]
    assert await matched(store, "iraq") == ["is1c"]
    assert [one.slug for one in await store.topics.overview()] == ["mesopotamia", "iraq"]


async def test_a_topic_that_keeps_its_name_takes_nothing_of_one_that_goes(store: Store) -> None:
    await stand(store, OLD)
    only = replace(OLD, slug="rain", was=("iraq",))
    assert await store.topics.sync([only], NOW) == ("rain",)
    assert await matched(store, "rain") == []


async def test_a_name_that_nobody_had_makes_a_new_topic(store: Store) -> None:
    assert await store.topics.sync([NEW], NOW) == ("mesopotamia",)
