from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from syndicate.errors import StoreError
from syndicate.model import (
    Clustering,
    Companion,
    Dateline,
    Edited,
    Enclosure,
    Episode,
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
    cluster,
    everything,
    follow,
    moved,
    poll,
    put,
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


async def test_edit_keeps_name_and_instants_and_the_old_text(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a", text="First words."))
    before = await store.items.get("is1a")
    later = NOW + DAY
    edited = an_item("a", at=later, text="Other words.", title="New title")
    assert await poll(store, edited, at=later) == Outcome(offered=1, new=0, changed=1)
    after = await store.items.get("is1a")
    assert before is not None
    assert after is not None
    assert (after.item.text, after.item.title) == ("Other words.", "New title")
    assert (after.entry_id, after.item.id) == (before.entry_id, before.item.id)
    assert (after.item.seen_at, after.item.published_at) == (NOW, NOW)
    assert after.changed_at == later
    (old,) = await store.items.versions("is1a")
    assert (old.text, old.title, old.began_at, old.ended_at) == (
        "First words.",
        "Title of a",
        NOW,
        later,
    )


async def test_what_was_edited_since_an_instant_is_told_where_it_has_a_place(store: Store) -> None:
    await follow(store)
    names = [f"n{number}" for number in range(110)]
    await poll(store, *map(an_item, names))
    await cluster(store, "t1", {"y1": [f"is1{name}" for name in names[2:]]})
    copy = Clustering(assignments=(put("is1n1", "y1", copy_of="is1n2"),))
    await store.threads.record(copy, NOW)
    for name, minutes in (("n2", 1), *((name, 2) for name in names)):
        edited = an_item(name, text=f"Edited after {minutes}.")
        await poll(store, edited, at=NOW + minutes * MINUTE)
    told = await store.items.edited(NOW + 2 * MINUTE, ["en"])
    assert told[0] == Edited("is1n2", "Title of n2", "Edited after 2.", NOW + 2 * MINUTE)
    assert [one.item_id for one in told] == [f"is1{name}" for name in names[2:]]
    assert await store.items.edited(NOW + 2 * MINUTE) == told
    assert await store.items.edited(NOW + 2 * MINUTE, ["de"]) == ()
    assert await store.items.edited(NOW + 3 * MINUTE) == ()


async def test_of_an_item_that_is_edited_again_and_again_the_first_text_and_the_newest_are_kept(
    store: Store,
) -> None:
    await follow(store)
    for turn in range(60):
        await poll(store, an_item("a", text=f"Turn {turn}."), at=NOW + turn * MINUTE)
    kept = [version.text for version in await store.items.versions("is1a")]
    assert kept == ["Turn 0.", *(f"Turn {turn}." for turn in range(10, 59))]
    assert await store.items.first_said(["is1a", "is1b"]) == {"is1a": ("Title of a", "Turn 0.")}


async def test_edit_seen_by_a_clock_that_went_back_never_lowers_changed_at(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"))
    await poll(store, an_item("a", text="Other."), at=NOW - DAY)
    after = await store.items.get("is1a")
    assert after is not None
    assert after.changed_at == NOW


async def test_item_whose_guid_changed_is_known_by_its_url(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"))
    before = await everything(store)
    renamed = an_item("a", id="iother", keys=("guid:new", "url:https://s1.example/a"))
    assert (await poll(store, renamed)).new == 0
    only_new_guid = moved(renamed, keys=("guid:new",))
    assert (await poll(store, only_new_guid)).new == 0
    assert await everything(store) == before


async def test_keys_of_all_polls_are_kept(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a", keys=("guid:1", "url:u")))
    await poll(store, an_item("a", keys=("guid:2", "url:u")))
    stored = await store.items.get("is1a")
    assert stored is not None
    assert set(stored.item.keys) == {"guid:1", "guid:2", "url:u"}


async def test_items_of_one_document_are_one_only_by_their_strongest_key(store: Store) -> None:
    await follow(store)
    document = [
        an_item("a", keys=("guid:a", "url:home")),
        an_item("b", keys=("guid:b", "url:home")),
        an_item("again", keys=("guid:a", "url:elsewhere")),
    ]
    assert await poll(store, *document) == Outcome(offered=3, new=2, changed=0)
    assert await poll(store, *document) == Outcome(offered=3, new=0, changed=0)


async def test_url_shared_by_items_of_one_document_never_names_a_later_one(store: Store) -> None:
    await follow(store)
    await poll(
        store, an_item("a", keys=("guid:a", "url:home")), an_item("b", keys=("guid:b", "url:home"))
    )
    assert (await poll(store, an_item("c", keys=("guid:c", "url:home")))).new == 1


async def test_url_of_a_stored_item_found_on_several_names_none_of_them(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a", keys=("guid:a", "url:home")))
    outcome = await poll(
        store, an_item("c", keys=("guid:c", "url:home")), an_item("d", keys=("guid:d", "url:home"))
    )
    assert outcome == Outcome(offered=2, new=2, changed=0)
    assert (await poll(store, an_item("e", keys=("guid:e", "url:home")))).new == 1
    assert len(await everything(store)) == 4


async def test_two_items_that_lead_to_one_row_stay_two(store: Store) -> None:
    """R was known as url:u, then as guid:g; now each name comes with an item of its own."""
    await follow(store)
    await poll(store, an_item("r", id="iu", keys=("url:u",)))
    await poll(store, an_item("r", id="ig", keys=("guid:g", "url:u")))
    document = [an_item("r", id="ig", keys=("guid:g",)), an_item("n", id="iu", keys=("url:u",))]
    assert (await poll(store, *document)).new == 1
    before = await everything(store)
    assert len(before) == 2
    assert await poll(store, *document) == Outcome(offered=2, new=0, changed=0)
    assert await everything(store) == before


async def test_same_guid_from_another_source_never_overwrites(store: Store) -> None:
    await follow(store, a_source("s1"), a_source("s2"))
    mine = an_item("a", id="isame", keys=("guid:1", "url:u"))
    await poll(store, mine)
    theirs = an_item("a", "s2", id="isame", keys=("guid:1", "url:u"), text="Theirs.")
    assert (await poll(store, theirs, source="s2")).new == 1
    stored = await store.items.newest(Selection(), limit=10)
    assert {one.item.text for one in stored} == {mine.text, "Theirs."}
    assert len({one.entry_id for one in stored}) == 2
    assert (await poll(store, theirs, source="s2")).new == 0


async def test_keys_of_any_length_and_script_are_taken(store: Store) -> None:
    await follow(store)
    long = an_item(
        "a", keys=("guid:" + "é" * 9000, "url:" + "x" * 9000), url="https://x/" + "y" * 9000
    )
    assert (await poll(store, long)).new == 1
    assert (await poll(store, long)).new == 0
    assert (await poll(store, moved(long, keys=(long.keys[1],)))).new == 0
    assert await store.items.find(long.url or "") is not None


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


async def test_item_that_moved_to_another_address_is_no_edit(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"))
    moved_to = an_item("a", url="https://new.example/a", link_key="new.example/a")
    outcome = await poll(store, moved_to, at=NOW + MINUTE)
    assert outcome == Outcome(offered=1, new=0, changed=0)
    stored = await store.items.get("is1a")
    assert stored is not None
    assert (stored.item.url, stored.changed_at) == ("https://new.example/a", NOW)
    assert await store.items.versions("is1a") == ()


async def test_item_that_is_cleaned_in_a_new_way_is_no_edit(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a", digest="1-abc", text="Text and more."))
    outcome = await poll(store, an_item("a", digest="2-def", text="Text."), at=NOW + MINUTE)
    assert outcome == Outcome(offered=1, new=0, changed=0)
    stored = await store.items.get("is1a")
    assert stored is not None
    assert (stored.item.text, stored.changed_at) == ("Text.", NOW)
    assert await store.items.versions("is1a") == ()
    assert (await poll(store, an_item("a", digest="2-ghi"), at=NOW + MINUTE)).changed == 1


async def test_edit_of_nothing_but_what_the_source_repeats_is_no_edit(store: Store) -> None:
    await follow(store)
    files = (Enclosure("https://s1.example/a.mp3"),)
    item = an_item("a", enclosures=files, furniture=("Read our paper in the summer.",))
    await poll(store, item)
    again = replace(item, digest="other words", furniture=("Read our paper in the autumn.",))
    outcome = await poll(store, again, at=NOW + MINUTE)
    assert outcome == Outcome(offered=1, new=0, changed=0)
    stored = await store.items.get("is1a")
    assert stored is not None
    assert (stored.item, stored.changed_at) == (again, NOW)
    assert await store.items.versions("is1a") == ()
    beside = Episode(companions=(Companion("transcript", "https://s1.example/a.vtt"),))
    again = replace(again, digest="with a transcript", episode=beside)
    assert (await poll(store, again, at=NOW + 2 * MINUTE)).changed == 0
    stored = await store.items.get("is1a")
    assert stored is not None
    assert (stored.item.episode, stored.changed_at) == (beside, NOW)
    without = replace(again, digest="no file", enclosures=())
    assert (await poll(store, without, at=NOW + DAY)).changed == 1


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
