"""What waits is sorted by language, and what a partition saves is saved by right."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from syndicate.errors import Overtaken, Tied
from syndicate.model import Clustering
from syndicate.protocols import Statement, Transaction
from syndicate.store import Fence, Partition, Store
from syndicate.store.partitions import PARTITION, SETTLING
from syndicate.store.waiting import Backlog
from tests.contract.store.builders import (
    NOW,
    a_story,
    a_thread,
    an_item,
    follow,
    poll,
)

MINUTE = timedelta(minutes=1)
GERMAN = "Der Hafen ist seit gestern wieder offen und die Schiffe laufen aus"


async def test_items_wait_by_the_language_that_is_declared_or_read(store: Store) -> None:
    await follow(store)
    tagged = [an_item(name, language=tag) for name, tag in (("a", "pt-BR"), ("b", "en"))]
    await poll(store, *tagged, an_item("c", title=GERMAN, text=GERMAN), an_item("d", language="pt"))
    assert await store.items.waiting() == ("de", "en", "pt")
    assert [one.id for one in await store.items.unclustered(9, ["pt"])] == ["is1a", "is1d"]
    assert [one.id for one in await store.items.unclustered(9, ["de", "pt"])] == [
        "is1a",
        "is1c",
        "is1d",
    ]
    assert await store.items.unclustered(9, ["fr"]) == ()


async def test_how_many_items_wait_and_since_when_is_told(store: Store) -> None:
    await follow(store)
    assert await store.items.backlog() == Backlog(0, None)
    for number, name in enumerate("ab"):
        at = NOW + number * MINUTE
        await poll(store, an_item(name, at=at), at=at)
    assert await store.items.backlog() == Backlog(2, NOW)


async def test_an_edit_of_what_waits_may_change_its_language(store: Store) -> None:
    await follow(store)
    item = an_item("a", language="en")
    await poll(store, item)
    await poll(store, replace(item, language="de", digest="another"), at=NOW + MINUTE)
    assert await store.items.waiting() == ("de",)


async def test_what_waited_before_languages_were_told_is_told_when_asked_for(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a", language="fr"), an_item("b", title=GERMAN, text=GERMAN))
    await store.database.write(_forget_languages())
    assert await store.items.waiting() == ("",)
    assert (await store.partitions.prospect(NOW)).waiting == ("de", "fr")
    assert await store.items.waiting() == ("de", "fr")


def _forget_languages() -> Transaction[None]:
    yield Statement("UPDATE unclustered SET language = ''")


async def a_partition(store: Store, *languages: str) -> Partition:
    fence = await store.leases.take(PARTITION + min(languages), "one", NOW, MINUTE)
    assert fence
    prospect = await store.partitions.prospect(NOW)
    return Partition(frozenset(languages), fence, prospect.settled)


async def test_a_partition_saves_until_another_takes_it(store: Store) -> None:
    english = await a_partition(store, "en")
    found = Clustering(threads=(a_thread("t1"),))
    await store.threads.record(found, NOW, english)
    await store.leases.take(PARTITION + "en", "other", NOW + MINUTE, MINUTE)
    with pytest.raises(Overtaken):
        await store.threads.record(Clustering(threads=(a_thread("t2"),)), NOW, english)
    assert await store.threads.get("t2") is None


async def test_a_partition_saves_nothing_that_it_thought_out_before_threads_were_settled(
    store: Store,
) -> None:
    english = await a_partition(store, "en")
    settling = await store.leases.take(SETTLING, "other", NOW, MINUTE)
    assert settling
    await store.threads.record(Clustering(threads=(a_thread("t1"),)), NOW, settling)
    await store.leases.give_back(settling)
    with pytest.raises(Overtaken, match="put in order"):
        await store.threads.record(Clustering(threads=(a_thread("t2"),)), NOW, english)
    anew = await a_partition(store, "en")
    await store.threads.record(Clustering(threads=(a_thread("t2"),)), NOW, anew)


async def test_who_settles_too_late_saves_nothing(store: Store) -> None:
    late = await store.leases.take(SETTLING, "one", NOW, MINUTE)
    assert late
    await store.leases.take(SETTLING, "other", NOW + MINUTE, MINUTE)
    with pytest.raises(Overtaken):
        await store.threads.record(Clustering(threads=(a_thread("t1"),)), NOW, late)
    with pytest.raises(Overtaken):
        await store.partitions.tie(("de", "en"), late)
    assert (await store.partitions.prospect(NOW)).ties == ()


async def test_a_partition_never_changes_a_thread_of_another_language(store: Store) -> None:
    await store.threads.record(Clustering(threads=(a_thread("t1", language="de"),)), NOW)
    english = await a_partition(store, "en")
    with pytest.raises(Tied) as tied:
        await store.threads.record(Clustering(threads=(a_thread("t1"),)), NOW, english)
    assert tied.value.languages == {"de", "en"}
    thread = await store.threads.get("t1")
    assert thread
    assert thread.language == "de"
    both = await a_partition(store, "de", "en")
    await store.threads.record(Clustering(threads=(a_thread("t1"),)), NOW, both)


async def test_ties_join_languages_by_way_of_others(store: Store) -> None:
    settling = await store.leases.take(SETTLING, "one", NOW, MINUTE)
    assert settling
    for pair in (("de", "en"), ("fr", "nl"), ("en", "fr")):
        await store.partitions.tie(pair, settling)
    await follow(store)
    await poll(store, an_item("a", language="nl"), an_item("b", language="pt"))
    prospect = await store.partitions.prospect(NOW)
    assert prospect.of("nl") == {"de", "en", "fr", "nl"}
    assert prospect.of("pt") == {"pt"}
    assert prospect.waiting == ("de", "pt")
    assert (prospect.settler, prospect.lapsed) == ("one", False)
    assert (await store.partitions.prospect(NOW + MINUTE)).lapsed


async def test_who_takes_part_and_what_they_hold_is_known_while_it_is_renewed(
    store: Store,
) -> None:
    assert await store.partitions.keep("one", ["en"], NOW, MINUTE) == {
        "en": Fence(PARTITION + "en", 1)
    }
    kept = await store.partitions.keep("other", ["de", "en"], NOW, MINUTE)
    assert kept == {"de": Fence(PARTITION + "de", 1), "en": None}
    prospect = await store.partitions.prospect(NOW)
    assert prospect.held == {"de": "other", "en": "one"}
    assert prospect.clusterers == {"one", "other"}
    await store.partitions.leave("other", [fence for fence in kept.values() if fence])
    prospect = await store.partitions.prospect(NOW)
    assert (prospect.held, prospect.clusterers) == ({"en": "one"}, frozenset({"one"}))
    assert (await store.partitions.prospect(NOW + MINUTE)).clusterers == frozenset()


async def test_a_story_of_one_language_in_a_thread_of_another_ties_them(store: Store) -> None:
    foreign = replace(a_story("y1", "t1"), language="de")
    found = Clustering(threads=(a_thread("t1"),), stories=(foreign,), undone=(1,))
    await store.threads.record(found, NOW)
    assert (await store.partitions.prospect(NOW)).ties == (frozenset({"de", "en"}),)
