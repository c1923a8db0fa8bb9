"""Whatever is saved of what a clusterer remembers is told beside the image of it, or takes that away, at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from syndicate.errors import Overtaken, Tied
from syndicate.model import Assignment, Barred, Clustering, Parted, Term, Topic, TopicMatch
from syndicate.protocols import Row, Statement, Transaction
from syndicate.store import Fence, Partition, Store, open_store
from syndicate.store import since as since_image
from syndicate.store.partitions import PARTITION, SETTLING
from syndicate.store.since import Since, begun, told
from tests.contract.store.builders import DAY, NOW, WHY, a_story, a_thread, an_item, follow, poll

MINUTE = timedelta(minutes=1)
WORDS = Clustering(terms=(Term("en", "ship", 1.0, NOW),))


async def partition(store: Store, language: str, holder: str = "one") -> Partition:
    fence = await store.leases.take(PARTITION + language, holder, NOW, MINUTE)
    assert fence
    prospect = await store.partitions.prospect(NOW)
    return Partition(frozenset((language,)), fence, prospect.settled)


def _mark() -> Transaction[None]:
    yield Statement("UPDATE leases SET image = name WHERE name LIKE 'cluster %'")


def _marked() -> Transaction[Sequence[Row]]:
    return (yield Statement("SELECT image FROM leases WHERE image IS NOT NULL ORDER BY name"))


async def imaged(store: Store) -> list[str]:
    rows = await store.database.read(_marked())
    return [row["image"].removeprefix(PARTITION) for row in rows]


@pytest.fixture
async def english(store: Store) -> Partition:
    """English, with an image, as German has one."""
    english, _ = await partition(store, "en"), await partition(store, "de")
    await store.database.write(_mark())
    assert await imaged(store) == ["de", "en"]
    return english


async def since(store: Store, language: str) -> Since:
    return await store.database.read(told(PARTITION + language))


async def test_what_a_partition_saves_is_told_beside_its_image(
    store: Store, english: Partition
) -> None:
    both = a_thread("t1"), a_thread("t2", merged_into="t1")
    assert await store.threads.record(WORDS, NOW, english) == 0
    assert await store.threads.record(Clustering(threads=both), NOW, english) == 2
    assert await imaged(store) == ["de", "en"]
    assert await since(store, "en") == Since((), ("t1", "t2"), (("en", ("ship",)),))
    assert await since(store, "de") == Since()


async def test_without_an_image_nothing_is_told(store: Store, english: Partition) -> None:
    await store.images.drop(english)
    assert await store.threads.record(WORDS, NOW, english) is None
    assert await since(store, "en") == Since()


async def test_an_image_from_which_too_much_differs_is_dropped(
    store: Store, english: Partition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(since_image, "MOST", 2)
    one, two, three = (Clustering(threads=(a_thread(f"t{number}"),)) for number in range(3))
    assert await store.threads.record(one, NOW, english) == 1
    assert await store.threads.record(two, NOW, english) == 2
    assert await store.threads.record(three, NOW, english) is None
    assert await imaged(store) == ["de"]
    assert await since(store, "en") == Since()


async def test_all_that_changes_with_what_is_saved_is_told(
    store: Store, english: Partition
) -> None:
    """Stories that an item leaves, on which a topic votes, or whose thread ends, though nothing else is said of them."""
    await follow(store)
    await poll(store, *(an_item(name) for name in "abcd"))
    all_of_them = Clustering(
        assignments=tuple(Assignment(f"is1{name}", f"s{name}", (WHY,)) for name in "abcd"),
        stories=tuple(a_story(f"s{name}", f"t{name}") for name in "abcd"),
        threads=tuple(a_thread(f"t{name}") for name in "abcd"),
    )
    await store.threads.record(all_of_them, NOW, english)
    await store.database.write(begun(english.fence.name))

    async def changed(**what: Any) -> tuple[str, ...]:
        await store.threads.record(Clustering(**what), NOW, english)
        found = (await since(store, "en")).stories
        await store.database.write(begun(english.fence.name))
        return found

    assert await changed(parted=(Parted("is1a", "sb", WHY),)) == ("sa", "sb")
    assert await changed(matches=(TopicMatch("iraq", "is1c", WHY),)) == ("sc",)
    assert await changed(barred=(Barred("iraq", "is1d"),)) == ("sd",)
    assert await changed(threads=(a_thread("td", merged_into="tc"),)) == ("sd",)
    assert await changed(assignments=(Assignment("is1d", "sc", (WHY,)),)) == ("sc", "sd")
    assert await changed(stories=(a_story("sd", "tc", merged_into="sc"),)) == ("sc", "sd")


async def test_what_could_not_be_saved_leaves_the_image_true(
    store: Store, english: Partition
) -> None:
    french = Clustering(threads=(a_thread("t1", language="fr"),))
    with pytest.raises(Tied):
        await store.threads.record(french, NOW, english)
    assert await imaged(store) == ["de", "en"]


async def test_what_is_saved_by_no_lease_may_be_in_no_image(
    store: Store, english: Partition
) -> None:
    await store.threads.record(WORDS, NOW)
    assert await imaged(store) == []


async def test_what_people_decide_is_told_beside_all_images(
    store: Store, english: Partition
) -> None:
    claim = await store.leases.take(SETTLING, "one", NOW, MINUTE)
    assert isinstance(claim, Fence)
    assert await store.threads.record(WORDS, NOW, claim) is None
    assert await imaged(store) == ["de", "en"]
    for language in ("de", "en"):
        assert (await since(store, language)).words == (("en", ("ship",)),)


async def test_an_image_from_which_too_much_of_what_people_decide_differs_is_dropped(
    store: Store, english: Partition, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = await store.leases.take(SETTLING, "one", NOW, MINUTE)
    assert isinstance(claim, Fence)
    monkeypatch.setattr(since_image, "MOST", 0)
    one = Clustering(threads=(a_thread("t1"),))
    await store.threads.record(one, NOW, claim)
    assert await imaged(store) == []


async def test_what_a_topic_says_once_it_is_filled_may_be_in_no_image(
    store: Store, english: Partition
) -> None:
    await store.topics.sync((Topic("iraq", "Iraq", any=("Mosul",)),), NOW)
    assert await imaged(store) == ["de", "en"]
    await store.topics.filled("iraq")
    assert await imaged(store) == []


async def test_a_topic_of_another_name_may_be_in_no_image(store: Store, english: Partition) -> None:
    iraq = Topic("iraq", "Iraq", any=("Mosul",))
    await store.topics.sync((iraq,), NOW)
    await store.topics.sync((replace(iraq, slug="mosul", was=("iraq",)),), NOW)
    assert await imaged(store) == []


async def test_items_that_are_forgotten_may_be_in_any_image(
    store: Store, english: Partition
) -> None:
    await follow(store)
    await poll(store, an_item("old"))
    await poll(store, an_item("new", at=NOW + 3 * DAY), at=NOW + 3 * DAY)
    assert await imaged(store) == ["de", "en"]
    assert await store.items.prune(NOW + DAY) == 1
    assert await imaged(store) == []


async def test_an_image_outlasts_its_writer_and_what_the_next_saves_is_told(
    store: Store, english: Partition
) -> None:
    await store.partitions.leave("one", [english.fence])
    assert await imaged(store) == ["de", "en"]
    others = await partition(store, "en", "other")
    assert await imaged(store) == ["de", "en"]
    with pytest.raises(Overtaken):
        await store.threads.record(WORDS, NOW, english)
    assert await since(store, "en") == Since()
    await store.threads.record(WORDS, NOW, others)
    assert await imaged(store) == ["de", "en"]
    assert await since(store, "en") == Since(words=(("en", ("ship",)),))


async def test_who_lost_a_partition_says_nothing_of_its_image(
    store: Store, store_url: str, tmp_path: Path
) -> None:
    cached = await open_store(store_url, tmp_path)
    lost = await partition(cached, "en")
    await cached.images.save(lost, [b"a"], within_s=60)
    await cached.partitions.leave("one", [lost.fence])
    others = await partition(cached, "en", "other")
    assert await cached.images.take(others)
    for late in (cached.images.proved, cached.images.drop, cached.images.take):
        with pytest.raises(Overtaken):
            await late(lost)
    await cached.images.proved(others)
    assert await cached.images.take(others)
    await cached.close()


async def test_a_store_of_a_server_has_its_images_in_a_folder_or_none(
    store: Store, store_url: str, engine: str, tmp_path: Path
) -> None:
    english = await partition(store, "en")
    written = await store.images.save(english, [b"a", b"b"], within_s=60)
    found = await store.images.take(english)
    assert (written > 0) == (found is not None) == (engine == "sqlite")
    cached = await open_store(store_url, tmp_path)
    await cached.images.drop(english)
    assert await cached.images.save(english, [b"a", b"b"], within_s=60) == 18
    found = await cached.images.take(english)
    assert found
    assert found.path.parent == tmp_path
    assert list(found.parts()) == [b"a", b"b"]
    await cached.close()
