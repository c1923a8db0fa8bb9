"""A source whose address in feeds.yaml is another one goes on under its id, and begins anew with its address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from syndicate.model import Move, Source, SourceState, Validators
from syndicate.store import Selection, Store
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

NEW = "https://new.example:8443/feed"
HOUR = 60 * MINUTE


def moved(name: str = "s1", url: str = NEW, **more: Any) -> Source:
    return a_source(name, **{"url": url, "shown_url": url, **more})


async def stand(store: Store, **fields: Any) -> SourceState:
    """A source that was polled, and how it stands."""
    await follow(store)
    (claimed,) = await store.sources.claim(["s1"], NOW, lease=MINUTE)
    state = replace(a_state(), host="s1.example", **fields)
    await store.polls.record("s1", [an_item("a")], lambda _: state, NOW, claim=claimed.claim)
    found = await store.sources.state("s1")
    assert found is not None
    return found


async def test_items_and_what_is_known_of_the_publication_stay(store: Store) -> None:
    before = await stand(
        store, interval=HOUR, gap=HOUR, window=20, title="Old", feed_id="urn:x", last_success_at=NOW
    )
    assert (await store.sources.cards())["s1"].feed_url != NEW
    found = await store.sources.sync([moved()], NOW + MINUTE)
    assert [(one.source.shown_url, one.id, one.address) for one in found.moved] == [
        (NEW, "s1", "https://s1.example/feed")
    ]
    after = await store.sources.state("s1")
    assert after is not None
    for name in ("interval", "gap", "window", "title", "feed_id", "last_success_at"):
        assert getattr(after, name) == getattr(before, name) is not None, name
    (shown,) = await store.sources.overview()
    assert (shown.url_subscribed, shown.item_count, shown.standing) == (NEW, 1, "good")
    assert (await store.sources.cards())["s1"].feed_url == NEW
    assert len(await store.items.newest(Selection(source_id="s1"), limit=9)) == 1
    assert (await poll(store, an_item("a"))).new == 0


async def test_nothing_that_is_known_of_the_old_address_is_told_to_the_new_one(
    store: Store,
) -> None:
    await stand(
        store, validators=Validators('"v1"', "Mon, 02 Nov 2026 12:00:00 GMT"), body_hash="h", marks=b"m",
        move=Move("https://else.example/", NOW), push_until=NOW + DAY, failures=7,
        problem="410 Gone", next_poll_at=NOW + 7 * DAY, held_until=NOW + DAY,
    )  # fmt: skip
    revision = await store.revision()
    await store.sources.sync([moved()], NOW + MINUTE)
    after = await store.sources.state("s1")
    assert after is not None
    assert (after.url, after.subscribed, after.host) == (NEW, NEW, "new.example:8443")
    assert after.next_poll_at == NOW + MINUTE, "a week of waiting was for the old one"
    assert after.validators == Validators()
    assert (after.body_hash, after.marks, after.move, after.push_until) == (None, None, None, None)
    assert (after.failures, after.problem, after.held_until) == (0, None, None)
    assert await store.revision() > revision


async def test_a_host_that_wants_peace_gets_it_from_who_moves_there(store: Store) -> None:
    await follow(store, a_source("s1"), a_source("s2"))
    await store.sources.hold_host("s2.example", NOW + HOUR, "s2")
    await store.sources.sync([moved(url="https://s2.example/other"), a_source("s2")], NOW)
    state = await store.sources.state("s1")
    assert state is not None
    assert state.held_until == NOW + HOUR


async def test_where_it_was_read_by_a_redirect_already_nothing_begins_anew(store: Store) -> None:
    await stand(
        store, url=NEW, move=Move(NEW, NOW, 3), validators=Validators('"v2"'), body_hash="h", failures=2
    )  # fmt: skip
    await store.sources.sync([moved()], NOW + MINUTE)
    after = await store.sources.state("s1")
    assert after is not None
    assert (after.url, after.subscribed, after.has_moved) == (NEW, NEW, False)
    assert (after.validators, after.body_hash, after.failures) == (Validators('"v2"'), "h", 2)
    assert after.next_poll_at == NOW + MINUTE


@pytest.mark.parametrize("url", [NEW, "https://redirected.example/"])
@pytest.mark.parametrize("first", ["the old poll", "a new one"])
async def test_whoever_polls_the_old_address_meanwhile_is_overtaken(
    store: Store, url: str, first: str
) -> None:
    await stand(store, url=NEW, move=Move(NEW, NOW, 3), next_poll_at=NOW)
    (early,) = await claim_due(store, NOW, limit=9, lease=5 * MINUTE)
    await store.sources.sync([moved(url=url)], NOW)
    if first == "a new one":
        (now,) = await claim_due(store, NOW, limit=9, lease=5 * MINUTE)
        assert now.claim > early.claim
    late = replace(early, validators=Validators('"old"'), url="https://s1.example/feed")
    outcome = await store.polls.record("s1", [an_item("b")], lambda _: late, NOW, claim=early.claim)
    await store.polls.settle(early, replace(late, failures=1))
    assert outcome.overtaken
    after = await store.sources.state("s1")
    assert after is not None
    assert (after.url, after.failures, after.validators) == (url, 0, Validators())


async def test_a_second_start_finds_nothing_that_moved(store: Store) -> None:
    await stand(store)
    await store.sources.sync([moved()], NOW)
    revision = await store.revision()
    assert (await store.sources.sync([moved()], NOW)).moved == ()
    assert await store.revision() == revision


async def test_who_was_given_up_comes_back_at_another_address(store: Store) -> None:
    await stand(store)
    await follow(store, a_source("s2"))
    await store.sources.sync([moved(), a_source("s2")], NOW + DAY)
    assert ids(await store.sources.claim(None, NOW + DAY, lease=MINUTE)) == ("s1", "s2")
    one = next(x for x in await store.sources.overview() if x.state.source_id == "s1")
    assert (one.url_subscribed, one.item_count, one.retired_at) == (NEW, 1, None)


async def test_a_crowd_that_moves_is_spread_over_a_minute(store: Store) -> None:
    names = [f"s{number:03}" for number in range(200)]
    await follow(store, *map(a_source, names))
    await store.sources.sync([moved(name, f"https://new.example/{name}") for name in names], NOW)
    at_once = await claim_due(store, NOW, limit=1000, lease=DAY)
    in_a_minute = await claim_due(store, NOW + MINUTE, limit=1000, lease=DAY)
    assert len(at_once) < 20
    assert len(at_once) + len(in_a_minute) == 200


@pytest.mark.parametrize(
    "new",
    [
        a_source("s9", url="http://s1.example/feed/", shown_url="http://s1.example/feed/"),
        a_source("s9", url=NEW, shown_url=NEW),
        a_source("s9", url="https://z.example/", shown_url="https://z.example/", was=(NEW,)),
        a_source("s9", url="https://z.example/", shown_url="https://z.example/", was=("https://s1.example/feed/",)),
    ],
    ids=["nearly its address", "where its redirect led", "where it is, by another way", "a slip in `was`"],
)  # fmt: skip
async def test_who_is_new_where_another_one_left_is_told_with_whom(
    store: Store, new: Source
) -> None:
    await stand(store, url=NEW, move=Move(NEW, NOW, 3))
    found = await store.sources.sync([new, a_source("s2")], NOW)
    assert [(one.source.id, one.id, one.address) for one in found.strange] == [
        ("s9", "s1", "https://s1.example/feed")
    ]
    assert (await store.sources.sync([new, a_source("s2")], NOW)).strange == ()


async def test_who_is_new_beside_all_others_is_no_stranger(store: Store) -> None:
    await stand(store)
    beside = a_source("s9", url="http://s1.example/feed", shown_url="http://s1.example/feed")
    found = await store.sources.sync([a_source("s1"), beside], NOW)
    assert (found.moved, found.strange) == ((), ())
