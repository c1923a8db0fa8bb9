from __future__ import annotations

from dataclasses import replace

from syndicate.model import AlsoIn, Clustering
from syndicate.store import Store
from tests.contract.store.builders import DAY, NOW, a_thread

EN, FR, FR2 = a_thread("en1"), a_thread("fr1", language="fr"), a_thread("fr2", language="fr")
EN2 = a_thread("en2")


async def fill(store: Store) -> None:
    await store.threads.record(Clustering(threads=(EN, EN2, FR, FR2)), NOW)


async def linked(store: Store, *names: str) -> dict[str, list[str]]:
    found = await store.tongues.of(names or ("en1", "en2", "fr1", "fr2"))
    return {key: [each.id for each in threads] for key, threads in found.items()}


async def test_link_leads_both_ways(store: Store) -> None:
    await fill(store)
    assert await store.tongues.record([AlsoIn("en1", "fr1", 0.7, ("#41", "pls"))]) == 1
    assert await linked(store) == {"en1": ["fr1"], "fr1": ["en1"]}
    assert await store.tongues.of([]) == {}


async def test_link_that_is_known_changes_nothing(store: Store) -> None:
    await fill(store)
    await store.tongues.record([AlsoIn("en1", "fr1")])
    revision = await store.revision()
    assert await store.tongues.record([AlsoIn("en1", "fr1"), AlsoIn("fr1", "en1")]) == 0
    assert await store.revision() == revision
    assert await store.tongues.record([]) == 0
    assert await store.tongues.record([AlsoIn("en2", "fr2")]) == 1
    assert await store.revision() > revision


async def test_thread_has_one_partner_in_a_language_and_the_old_one_is_free(store: Store) -> None:
    await fill(store)
    await store.tongues.record([AlsoIn("en1", "fr1")])
    await store.tongues.record([AlsoIn("en1", "fr2")])
    assert await linked(store) == {"en1": ["fr2"], "fr2": ["en1"]}
    await store.tongues.record([AlsoIn("en2", "fr2")])
    assert await linked(store) == {"en2": ["fr2"], "fr2": ["en2"]}


async def test_link_to_a_thread_that_was_merged_leads_to_the_survivor(store: Store) -> None:
    await fill(store)
    await store.tongues.record([AlsoIn("en1", "fr1")])
    await store.threads.record(Clustering(threads=(replace(FR, merged_into="fr2"),)), NOW)
    assert await linked(store, "en1") == {"en1": ["fr2"]}


async def test_recent_threads_are_those_that_moved_and_live(store: Store) -> None:
    await fill(store)
    more = (
        a_thread("old", at=NOW - 5 * DAY),
        a_thread("gone", merged_into="en1"),
    )
    await store.threads.record(Clustering(threads=more), NOW)
    found = await store.tongues.recent(NOW - DAY, 3)
    assert [each.id for each in found] == ["fr2", "fr1", "en2"]
