from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from syndicate.model import Outcome, Source, SourceState, Validators
from syndicate.protocols import Statement, Transaction
from syndicate.store import Selection, Store, open_store
from syndicate.store.sources import Tally
from tests.contract.store.builders import (
    DAY,
    MINUTE,
    NOW,
    a_source,
    a_state,
    an_item,
    claim_due,
    follow,
    ids,
    poll,
)

LEASE = 5 * MINUTE


async def test_source_that_left_is_retired_and_keeps_its_items(store: Store) -> None:
    await follow(store, a_source("s1"), a_source("s2"))
    await poll(store, an_item("a"))
    await follow(store, a_source("s2"))
    assert ids(await store.sources.claim(None, NOW, lease=LEASE)) == ("s2",)
    assert ids(await claim_due(store, NOW + DAY, limit=9, lease=LEASE)) == ("s2",)
    assert [one.state.source_id for one in await store.sources.overview()] == ["s2"]
    retired = [one for one in await store.sources.overview(include_retired=True) if one.retired_at]
    assert [(one.state.source_id, one.retired_at) for one in retired] == [("s1", NOW)]
    assert await store.items.get("is1a") is not None


async def test_a_card_says_what_the_overview_does_of_every_source_that_was_ever_followed(
    store: Store,
) -> None:
    plain = replace(a_source("s3"), title=None, tags=("sea", "town"), republish="excerpt")
    bare = replace(plain, rights="(c) S3", licence="https://s3.example/terms", fold_copies=False)
    await follow(store, a_source("s1"), a_source("s2"), bare)
    await poll(store, an_item("a"))
    await follow(store, a_source("s2"), bare)
    whole = await store.sources.overview(include_retired=True)
    assert await store.sources.cards() == {one.state.source_id: one.card for one in whole}
    assert len(whole) == 3


async def test_what_is_told_of_one_source_is_what_the_overview_tells(store: Store) -> None:
    await follow(store, a_source("s1"), a_source("s2"))
    await poll(store, an_item("a"))
    await follow(store, a_source("s2"))
    whole = await store.sources.overview(include_retired=True)
    assert [await store.sources.one(each.state.source_id) for each in whole] == list(whole)
    assert len(whole) == 2
    assert await store.sources.one("s3") is None


async def test_cards_of_those_that_are_followed_leave_out_who_left(store: Store) -> None:
    await follow(store, a_source("s1"), a_source("s2"), a_source("s3"))
    await follow(store, a_source("s3"), a_source("s2"))
    cards = await store.sources.cards()
    assert await store.sources.followed() == (cards["s2"], cards["s3"])


async def test_the_tally_counts_who_is_followed_and_who_fails(store: Store) -> None:
    await follow(store, a_source("s1"), a_source("s2"), a_source("s3"))
    assert await store.sources.tally() == Tally(3, 0, None)
    await poll(store, an_item("a", "s1", at=NOW + DAY), source="s1")
    await poll(store, an_item("b", "s2", at=NOW + MINUTE), source="s2")
    await store.polls.record("s3", [], lambda _: a_state("s3", problem="gone", failures=1), NOW)
    ill_formed = a_state("s2", problem="not well-formed", failures=0)
    await store.polls.record("s2", [], lambda _: ill_formed, NOW)
    assert await store.sources.tally() == Tally(3, 1, NOW + DAY)
    await follow(store, a_source("s2"), a_source("s3"))
    assert await store.sources.tally() == Tally(2, 1, NOW + MINUTE)


def settling(state: SourceState) -> Callable[[Outcome], SourceState]:
    return lambda _: state


async def test_cards_are_read_again_when_one_of_them_changed_and_not_before(
    store: Store, store_url: str
) -> None:
    another = await open_store(store_url)
    await follow(store, a_source("s1"), a_source("s2"))
    first = await store.sources.cards()
    (state,) = await store.sources.claim(["s1"], NOW, lease=LEASE)
    await store.polls.record("s1", [an_item("a")], settling(state), NOW, claim=state.claim)
    await store.sources.sync([a_source("s1")], NOW)
    assert await store.sources.cards() is first
    for change in (
        {"title": "Named"},
        {"republish": "excerpt"},
        {"tags": ("sea",)},
        {"rights": "(c)"},
        {"licence": "https://l.example/"},
        {"fold_copies": False},
    ):
        before, revision = await another.sources.cards(), await another.revision()
        await follow(store, replace(a_source("s1"), **change))
        after = await another.sources.cards()
        assert before != after == await store.sources.cards()
        assert await another.revision() > revision
    await another.close()


async def test_cards_are_read_again_when_a_poll_brings_another_name(store: Store) -> None:
    await follow(store, replace(a_source("s1"), title=None))
    (state,) = await store.sources.claim(["s1"], NOW, lease=LEASE)
    for number, title in enumerate(("First", "Second")):
        before, revision = await store.sources.cards(), await store.revision()
        named = replace(state, title=title, site_url=f"https://s1.example/{number}", feed_id=title)
        if number:
            await store.polls.settle(state, named)
        else:
            items = [an_item("a")]
            await store.polls.record("s1", items, settling(named), NOW, claim=state.claim)
        card = (await store.sources.cards())["s1"]
        assert (card.title, card.site_url, card.feed_id) == (title, named.site_url, title)
        assert before["s1"] != card
        assert await store.revision() > revision
        (state,) = await store.sources.claim(["s1"], NOW, lease=LEASE)


async def test_source_that_comes_back_is_due_and_knows_its_items(store: Store) -> None:
    await follow(store, a_source("s1"))
    await poll(store, an_item("a"))
    await store.sources.sync([], NOW)
    await store.sources.sync([a_source("s1")], NOW + DAY)
    assert ids(await claim_due(store, NOW + DAY, limit=9, lease=LEASE)) == ("s1",)
    assert (await poll(store, an_item("a"))).new == 0
    (overview,) = await store.sources.overview()
    assert (overview.item_count, overview.retired_at) == (1, None)


async def test_sync_again_changes_nothing(store: Store) -> None:
    sources = [a_source("s1", tags=("a", "b"), title="One"), a_source("s2")]
    await store.sources.sync(sources, NOW)
    revision, before = await store.revision(), await store.sources.overview()
    await store.sources.sync(list(reversed(sources)), NOW + DAY)
    assert (await store.revision(), await store.sources.overview()) == (revision, before)


async def test_headers_are_never_kept(store: Store) -> None:
    secret = ("Authorization", "Bearer very-secret")
    await follow(store, a_source(headers=(secret,)))
    assert "very-secret" not in await store.database.read(_all_sources())


def _all_sources() -> Transaction[str]:
    rows = yield Statement("SELECT * FROM sources")
    return repr(list(map(dict, rows)))


async def test_new_tags_hold_for_items_that_are_there_already(store: Store) -> None:
    await follow(store, a_source(tags=("old", "both")))
    await poll(store, an_item("a"))
    await follow(store, a_source(tags=("both", "new", "new")))
    found = {
        tag: [one.item.id for one in await store.items.newest(Selection(tags=(tag,)), limit=5)]
        for tag in ("old", "both", "new")
    }
    assert found == {"old": [], "both": ["is1a"], "new": ["is1a"]}


async def test_overview_tells_what_people_ask(store: Store) -> None:
    await follow(
        store,
        a_source("s1", title="Zebra", tags=("x",), republish="excerpt"),
        a_source("s2"),
        Source(id="s3", url="https://a.example/", shown_url="https://a.example/"),
    )
    await poll(store, an_item("a", "s2"), an_item("b", "s2", at=NOW + MINUTE), source="s2")
    third, second, first = await store.sources.overview()
    assert (first.title, first.tags, first.republish) == ("Zebra", ("x",), "excerpt")
    assert (first.item_count, first.newest_at) == (0, None)
    assert (second.state.source_id, second.item_count) == ("s2", 2)
    assert second.newest_at == NOW + MINUTE
    assert (third.title, third.url_subscribed) == (None, "https://a.example/")


async def test_configured_title_outranks_the_feeds_own(store: Store) -> None:
    await follow(store)
    await store.polls.record("s1", [], lambda _: a_state(title="Its own"), NOW)
    assert (await store.sources.overview())[0].title == "Its own"
    await follow(store, a_source(title="Ours"))
    assert (await store.sources.overview())[0].title == "Ours"


async def test_state_comes_back_as_it_went_in(store: Store) -> None:
    await follow(store)
    state = a_state(
        url="https://moved.example/feed",
        validators=Validators('W/"1"', "Fri, 06 Nov 2026 12:00:00 GMT"),
        body_hash="abc",
        interval=timedelta(minutes=17, microseconds=3),
        last_poll_at=NOW,
        last_success_at=NOW - DAY,
        failures=3,
        problem="timed out",
        title="T",
        site_url="https://s1.example/",
        language="en",
    )
    await store.polls.record("s1", [], lambda _: state, NOW)
    assert await store.sources.state("s1") == state
