from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from syndicate.errors import StoreError
from syndicate.model import (
    Companion,
    Dateline,
    Enclosure,
    Episode,
    Move,
    Outcome,
    Related,
    SourceState,
)
from syndicate.query import parse
from syndicate.store import Selection, Store
from tests.contract.store.builders import (
    DAY,
    MINUTE,
    NOW,
    a_source,
    a_state,
    an_item,
    everything,
    follow,
    poll,
)


async def test_item_comes_back_as_it_went_in(store: Store) -> None:
    await follow(store)
    item = an_item(
        "a",
        claimed_at=NOW - DAY,
        claimed_updated_at=NOW - MINUTE,
        authors=("Ann Author", "Bo"),
        categories=("world",),
        contributors=("Cy",),
        terms=(("world", "w-1"),),
        language="en",
        enclosures=(
            Enclosure("https://s1.example/a.mp3", "audio/mpeg", 12, "Episode 1", 3723),
            Enclosure("https://x/"),
        ),
        image_url="https://s1.example/a.png",
        episode=Episode(2, 5, (Companion("transcript", "https://x/t", None, "en"),)),
        dateline=Dateline(("WASHINGTON", "PARIS"), NOW.date(), "Xinhua"),
        byline="By Ann",
        agency="Xinhua",
        publisher="The Gazette",
        cited=("Le Monde", "NHK"),
        related=(Related("More", "https://x/", Dateline(("ROME",))), Related("Less", None)),
        furniture=("Share this",),
        seen_at=NOW + timedelta(microseconds=1),
    )
    await poll(store, item)
    stored = await store.items.get(item.id)
    assert stored is not None
    assert stored.item == item
    assert stored.changed_at == item.seen_at
    assert stored.entry_id.startswith("urn:uuid:")
    assert (stored.story_id, stored.thread_id, stored.copy_of) == (None, None, None)


async def test_same_poll_twice_changes_nothing(store: Store) -> None:
    await follow(store)
    items = [an_item(name) for name in "abc"]
    assert await poll(store, *items) == Outcome(offered=3, new=3, changed=0)
    before, revision = await everything(store), await store.revision()
    assert await poll(store, *items) == Outcome(offered=3, new=0, changed=0)
    assert (await everything(store), await store.revision()) == (before, revision)


async def test_text_that_no_database_takes_is_made_whole(store: Store) -> None:
    await follow(store)
    await poll(
        store,
        an_item(
            "a",
            title="nul \0 here",
            text="half \ud800 pair",
            authors=("A\0nn",),
            keys=("guid:\0a",),
        ),
    )
    stored = await store.items.get("is1a")
    assert stored is not None
    assert (stored.item.title, stored.item.text) == ("nul  here", "half ? pair")
    assert stored.item.authors == ("Ann",)


async def test_literal_that_looks_like_an_escape_stays(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a", authors=(r"C:\u0000\n",), title=":name %s %(x)s 'q'"))
    stored = await store.items.get("is1a")
    assert stored is not None
    assert stored.item.authors == (r"C:\u0000\n",)
    assert stored.item.title == ":name %s %(x)s 'q'"


async def test_state_is_saved_with_what_the_poll_brought(store: Store) -> None:
    await follow(store)
    told: list[Outcome] = []

    def settle(outcome: Outcome) -> SourceState:
        told.append(outcome)
        return a_state(next_poll_at=NOW + DAY, title="The feed", failures=outcome.new)

    await store.polls.record("s1", [an_item("a")], settle, NOW)
    state = await store.sources.state("s1")
    assert told == [Outcome(offered=1, new=1, changed=0)]
    assert state is not None
    assert (state.next_poll_at, state.title, state.failures) == (NOW + DAY, "The feed", 1)


async def test_poll_that_fails_half_way_leaves_nothing(store: Store) -> None:
    await follow(store)
    before = await store.sources.state("s1")
    revision = await store.revision()

    def settle(outcome: Outcome) -> SourceState:
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        await store.polls.record("s1", [an_item("a")], settle, NOW)
    assert await everything(store) == {}
    assert await store.items.unclustered(10) == ()
    assert await store.items.newest(Selection(query=parse("text")), limit=10) == ()
    assert (await store.sources.state("s1"), await store.revision()) == (before, revision)
    assert (await poll(store, an_item("a"))).new == 1


async def test_poll_of_an_unknown_source_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="s9 is not known"):
        await poll(store, an_item("a", "s9"), source="s9")


async def test_state_of_another_source_is_refused(store: Store) -> None:
    await follow(store)
    with pytest.raises(ValueError, match="s2 is not that of s1"):
        await store.polls.record("s1", [], lambda _: a_state("s2"), NOW)


@pytest.mark.parametrize("further", [None, Move("https://c.example/", NOW + DAY, 2)])
async def test_move_comes_back_as_it_went_in(store: Store, further: Move | None) -> None:
    await follow(store)
    move = Move("https://b.example/", NOW, 3, further)
    await store.polls.record("s1", [], lambda _: a_state(url=move.url, move=move), NOW)
    state = await store.sources.state("s1")
    assert state is not None
    assert state.move == move


async def test_empty_poll_saves_the_state(store: Store) -> None:
    await follow(store)
    assert await poll(store, at=NOW + DAY) == Outcome(offered=0, new=0, changed=0)
    state = await store.sources.state("s1")
    assert state is not None
    assert state.last_poll_at == NOW + DAY


async def test_new_title_of_a_feed_grows_the_revision(store: Store) -> None:
    await follow(store)
    revision = await store.revision()
    await store.polls.record("s1", [], lambda _: a_state(title="New name"), NOW)
    assert await store.revision() > revision


async def test_five_hundred_items_come_in_one_poll(store: Store) -> None:
    await follow(store, a_source(tags=("world",)))
    items = [an_item(f"n{number}") for number in range(500)]
    assert (await poll(store, *items)).new == 500
    assert (await poll(store, *items)).new == 0
    assert [item.id for item in await store.items.unclustered(1000)] == [item.id for item in items]
    assert len(await store.items.newest(Selection(tags=("world",)), limit=1000)) == 500


async def test_polls_that_end_together_are_recorded_each_for_itself(store: Store) -> None:
    """One of an unknown source, one whose state is another's: neither harms those that share their moment."""
    await follow(store, *(a_source(f"s{number}") for number in range(6)))
    known = [f"s{number}" for number in range(6)]

    def record(source_id: str, state: SourceState, *titles: str) -> Coroutine[Any, Any, Outcome]:
        items = [an_item(title, source_id) for title in titles]
        return store.polls.record(source_id, items, lambda _: state, NOW)

    outcomes = await asyncio.gather(
        record("s0", a_state("s0", last_poll_at=NOW)),
        record("s1", a_state("s1", last_poll_at=NOW), "one", "two"),
        record("unknown", a_state("unknown")),
        record("s2", a_state("s2", last_poll_at=NOW), "one"),
        record("s3", a_state("s2")),
        record("s4", a_state("s4", last_poll_at=NOW)),
        record("s5", a_state("s4"), "lost"),
        return_exceptions=True,
    )
    new = [one.new if isinstance(one, Outcome) else type(one) for one in outcomes]
    assert new == [0, 2, StoreError, 1, ValueError, 0, ValueError]
    states = [await store.sources.state(source_id) for source_id in known]
    polled = [state.source_id for state in states if state and state.last_poll_at]
    assert polled == ["s0", "s1", "s2", "s4"]
    assert len(await everything(store)) == 3


async def test_a_title_that_came_without_items_is_news_to_readers(store: Store) -> None:
    await follow(store, a_source("s1"))
    before = await store.revision()
    await store.polls.record("s1", (), lambda _: a_state("s1"), NOW)
    unchanged = await store.revision()
    titled = replace(a_state("s1"), title="The Harbour Post")
    await store.polls.record("s1", (), lambda _: titled, NOW)
    assert (unchanged - before, await store.revision() - unchanged) == (0, 1)
