from __future__ import annotations

import math
from datetime import timedelta

import pytest

from syndicate.errors import StoreError
from syndicate.model import Clustering, Member, Reason, Term, ThreadLink
from syndicate.store import Horizon, Store, remembered
from tests.contract.store.builders import (
    DAY,
    NOW,
    WHY,
    a_story,
    a_thread,
    an_item,
    follow,
    memory,
    poll,
    put,
)

JOINED = Reason(relation="thread", score=0.5, note="same siege")


async def fill(store: Store) -> Clustering:
    await follow(store)
    await poll(store, an_item("a"), an_item("b"))
    found = Clustering(
        threads=(a_thread("t1"),),
        stories=(a_story("y1", "t1"), a_story("y2")),
        assignments=(put("is1a", "y1"), put("is1b", "y2", copy_of="is1a")),
        links=(ThreadLink("y1", "t1", JOINED),),
        terms=(Term("en", "siege", 2.5, NOW), Term("de", "siege", 0.1 + 0.2, NOW - DAY)),
    )
    await store.threads.record(found, NOW)
    return found


async def test_clustering_comes_back_as_it_went_in(store: Store) -> None:
    found = await fill(store)
    known = await memory(store, NOW - DAY)
    assert set(known.stories) == set(found.stories)
    assert set(known.threads) == set(found.threads)
    assert set(known.terms) == set(found.terms)
    assert known.members == (
        Member("is1a", "y1", "en", NOW, b"\x01\x00\xfe"),
        Member("is1b", "y2", "en", NOW - timedelta(microseconds=1), b"\x01\x00\xfe"),
    )


async def test_recording_again_changes_nothing_but_the_revision(store: Store) -> None:
    found = await fill(store)
    known = await memory(store, NOW - DAY)
    await store.threads.record(found, NOW)
    assert await memory(store, NOW - DAY) == known


async def test_words_are_forgotten_by_how_often_and_how_long_ago_they_were_met(
    store: Store,
) -> None:
    rows = [("once", 1.0, 31), ("lately", 1.0, 29), ("often", 8.0, 31), ("long-ago", 8.0, 121)]
    terms = tuple(Term("en", text, often, NOW - ago * DAY) for text, often, ago in rows)
    await store.threads.record(Clustering(terms=terms), NOW)
    await store.threads.forget_words([(1.0, NOW - 30 * DAY), (math.inf, NOW - 120 * DAY)])
    known = await memory(store, NOW)
    assert {term.text for term in known.terms} == {"lately", "often"}


async def test_memory_leaves_out_what_sleeps(store: Store) -> None:
    await fill(store)
    later = NOW + 5 * DAY
    await poll(store, an_item("c", at=later), at=later)
    fresh = Clustering(stories=(a_story("y3", at=later),), assignments=(put("is1c", "y3"),))
    await store.threads.record(fresh, later)
    known = await memory(store, NOW + DAY)
    assert [story.id for story in known.stories] == ["y3"]
    assert [member.item_id for member in known.members] == ["is1c"]
    assert known.threads == ()
    further = await memory(store, NOW + DAY, threads_since=NOW - DAY)
    assert [thread.id for thread in further.threads] == ["t1"]


async def test_recording_grows_the_revision_unless_only_terms_faded(store: Store) -> None:
    await fill(store)
    revision = await store.revision()
    await store.threads.record(Clustering(terms=(Term("en", "x", 1.0, NOW),)), NOW)
    assert await store.revision() == revision
    await store.threads.record(Clustering(stories=(a_story("y1", "t1"),)), NOW)
    assert await store.revision() > revision


async def test_story_that_joins_a_thread_takes_its_items_along(store: Store) -> None:
    await fill(store)
    await store.threads.record(Clustering(stories=(a_story("y2", "t1"),)), NOW)
    stored = await store.items.get("is1b")
    assert stored is not None
    assert (stored.story_id, stored.thread_id) == ("y2", "t1")


async def test_item_that_was_pruned_meanwhile_is_left_out(store: Store) -> None:
    await fill(store)
    await store.threads.record(Clustering(assignments=(put("igone", "y1"),)), NOW)
    assert await store.threads.reasons("igone") == ()


async def test_overview_shows_living_threads_newest_first(store: Store) -> None:
    await follow(store)
    await poll(store, *map(an_item, ("old", "new", "small")))
    threads = (
        a_thread("old", at=NOW - DAY),
        a_thread("new"),
        a_thread("small", item_count=1),
        a_thread("empty"),
        a_thread("merged", merged_into="new"),
    )
    stories = tuple(a_story(f"of-{name}", name) for name in ("old", "new", "small"))
    puts = tuple(put(f"is1{name}", f"of-{name}") for name in ("old", "new", "small"))
    await store.threads.record(Clustering(threads=threads, stories=stories, assignments=puts), NOW)
    overview = await store.threads.overview(limit=10)
    assert [thread.id for thread in overview] == ["new", "old"]
    assert [one.id for one in await store.threads.overview(limit=1, minimum_items=1)] == ["small"]
    assert await store.threads.count() == 2


async def test_merged_thread_names_the_last_survivor(store: Store) -> None:
    await store.threads.record(
        Clustering(threads=tuple(map(a_thread, ("a", "b", "c"))), stories=(a_story("y", "a"),)), NOW
    )
    await store.threads.record(Clustering(threads=(a_thread("a", merged_into="b"),)), NOW)
    await store.threads.record(Clustering(threads=(a_thread("b", merged_into="c"),)), NOW)
    merged = await store.threads.get("a")
    assert merged is not None
    assert merged.merged_into == "c"
    assert [story.id for story in await store.threads.stories("c")] == ["y"]


async def test_thread_merged_in_one_step_into_a_merged_one_names_the_survivor(store: Store) -> None:
    threads = (a_thread("a", merged_into="b"), a_thread("b", merged_into="c"), a_thread("c"))
    for order in (threads, tuple(reversed(threads))):
        await store.threads.record(Clustering(threads=order, stories=(a_story("y", "a"),)), NOW)
        merged = await store.threads.get("a")
        assert merged is not None
        assert merged.merged_into == "c"
        assert [story.id for story in await store.threads.stories("c")] == ["y"]


async def test_stories_of_a_thread_newest_first(store: Store) -> None:
    stories = (
        a_story("y1", "t", at=NOW - DAY),
        a_story("y2", "t"),
        a_story("y3", "t"),
        a_story("z"),
    )
    await store.threads.record(Clustering(threads=(a_thread("t"),), stories=stories), NOW)
    assert [story.id for story in await store.threads.stories("t")] == ["y3", "y2", "y1"]
    assert await store.threads.story("z") == a_story("z")
    assert await store.threads.story("no") is None


async def test_reasons_tell_of_the_story_and_of_its_thread(store: Store) -> None:
    await fill(store)
    assert await store.threads.reasons("is1a") == (WHY, JOINED)
    assert await store.threads.reasons("is1b") == (WHY,)


async def test_find_by_id_or_by_its_beginning(store: Store) -> None:
    threads = (a_thread("tabc"), a_thread("tabd"), a_thread("txyz"))
    await store.threads.record(Clustering(threads=threads), NOW)
    found = await store.threads.find(" tx ")
    assert found is not None
    assert found.id == "txyz"
    assert await store.threads.find("tab") is None
    assert await store.threads.beginning(" tab ", limit=9) == threads[:2]
    assert await store.threads.beginning("t", limit=2) == threads[:2]
    assert await store.threads.beginning("", limit=9) == ()
    assert await store.threads.find("") is None
    assert await store.threads.get("tab") is None


async def test_endless_word_is_no_term(store: Store) -> None:
    endless = Term("en", "x" * 5000, 1.0, NOW)
    await store.threads.record(Clustering(terms=(endless, Term("en", "word", 1.0, NOW))), NOW)
    known = await memory(store, NOW)
    assert [term.text for term in known.terms] == ["word"]


async def test_clustering_that_cannot_be_saved_leaves_nothing(store: Store) -> None:
    broken = Clustering(threads=(a_thread("t"),), stories=(a_story("y", "no-such-thread"),))
    with pytest.raises(StoreError):
        await store.threads.record(broken, NOW)
    assert await store.threads.get("t") is None


async def test_reasons_of_many_items_at_once(store: Store) -> None:
    await fill(store)
    assert await store.threads.reasons_of(["is1a", "is1b", "igone"]) == {
        "is1a": (WHY, JOINED),
        "is1b": (WHY,),
    }
    assert await store.threads.reasons_of([]) == {}


async def test_a_thread_of_one_story_comes_right_after_the_page_with_that(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "PAGE", 2)
    names = "abcd"
    await follow(store)
    await poll(store, *(an_item(name) for name in names))
    at = {name: NOW + DAY * number for number, name in enumerate(names)}
    found = Clustering(
        threads=tuple(
            a_thread(f"t{name}", at=at[name], story_count=1 + (name == "c")) for name in names
        ),
        stories=tuple(a_story(f"y{name}", f"t{name}", at=at[name]) for name in names),
        assignments=tuple(put(f"is1{name}", f"y{name}") for name in names),
    )
    await store.threads.record(found, NOW)
    horizon = Horizon((NOW, 100), (NOW, 100), (NOW, 100))
    pages = [
        [*(one.id for one in page.stories), *(one.id for one in page.threads)]
        async for page in store.threads.remembered(horizon)
    ]
    assert [page for page in pages if page] == [
        ["yd", "yc"],
        ["td"],
        ["yb", "ya"],
        ["tb", "ta"],
        ["tc"],
    ]


async def test_what_is_remembered_comes_in_pages_the_newest_first(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "PAGE", 2)
    monkeypatch.setattr(remembered, "TERMS_PAGE", 2)
    names = "abcdefg"
    await follow(store)
    await poll(store, *(an_item(name) for name in names))
    at = {name: NOW + DAY * (number // 2) for number, name in enumerate(names)}
    found = Clustering(
        threads=tuple(
            a_thread(f"t{name}", at=at[name], story_count=1 + (name > "d")) for name in names
        ),
        stories=tuple(a_story(f"y{name}", f"t{name}", at=at[name]) for name in names),
        assignments=tuple(put(f"is1{name}", f"y{name}") for name in names),
        terms=tuple(Term(language, name, 1.0, NOW) for language in ("de", "en") for name in names),
    )
    await store.threads.record(found, NOW)
    known = await memory(store, NOW)
    assert [one.id for one in known.stories] == [f"y{name}" for name in reversed(names)]
    assert {one.item_id for one in known.members} == {f"is1{name}" for name in names}
    assert [one.id for one in known.threads] == ["td", "tc", "tb", "ta", "tg", "tf", "te"]
    assert known.terms == found.terms
    few = await memory(store, NOW, most=3)
    assert [one.id for one in few.stories] == ["yg", "yf", "ye"]
    assert {one.item_id for one in few.members} == {"is1e", "is1f", "is1g"}
    assert [one.id for one in few.threads] == ["td", "tc", "tb", "tg", "tf", "te"]
