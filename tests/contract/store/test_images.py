"""Whatever is saved of what a clusterer remembers takes the image of it away, in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from syndicate.errors import Overtaken, Tied
from syndicate.model import Clustering, Term
from syndicate.protocols import Row, Statement, Transaction
from syndicate.store import Fence, Partition, Store
from syndicate.store.partitions import PARTITION, SETTLING
from tests.contract.store.builders import DAY, NOW, a_thread, an_item, follow, poll

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


async def test_what_a_partition_saves_is_not_in_its_image(store: Store, english: Partition) -> None:
    await store.threads.record(WORDS, NOW, english)
    assert await imaged(store) == ["de"]


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


async def test_what_people_decide_may_be_in_no_image(store: Store, english: Partition) -> None:
    claim = await store.leases.take(SETTLING, "one", NOW, MINUTE)
    assert isinstance(claim, Fence)
    await store.threads.record(WORDS, NOW, claim)
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


async def test_an_image_outlasts_its_writer_and_not_what_the_next_saves(
    store: Store, english: Partition
) -> None:
    await store.partitions.leave("one", [english.fence])
    assert await imaged(store) == ["de", "en"]
    others = await partition(store, "en", "other")
    assert await imaged(store) == ["de", "en"]
    with pytest.raises(Overtaken):
        await store.threads.record(WORDS, NOW, english)
    assert await imaged(store) == ["de", "en"]
    await store.threads.record(WORDS, NOW, others)
    assert await imaged(store) == ["de"]


async def test_only_a_store_in_a_file_keeps_images(store: Store, engine: str) -> None:
    english = await partition(store, "en")
    assert store.images.are_kept == (engine == "sqlite")
    written = await store.images.save(english, [b"a", b"b"], within_s=60)
    found = await store.images.take(english)
    assert (written > 0) == (found is not None) == (engine == "sqlite")
