from __future__ import annotations

from dataclasses import replace
from typing import Any

from syndicate.model import Outcome, SourceState, Subscription
from syndicate.store import Selection, Store
from tests.contract.store.builders import (
    DAY,
    MINUTE,
    NOW,
    a_source,
    a_state,
    an_item,
    follow,
    poll,
)


def a_subscription(token: str = "t1", source: str = "s1", **more: Any) -> Subscription:
    values: dict[str, Any] = {
        "hub": "https://hub.example/",
        "topic": f"https://{source}.example/feed",
        "callback": f"https://desk.example/push/{token}",
        "secret": "a secret",
        "due_at": NOW,
    }
    return Subscription(token=token, source_id=source, **values | more)


ACTIVE: dict[str, Any] = {
    "standing": "active",
    "verified_at": NOW,
    "lease_until": NOW + 10 * DAY,
    "due_at": NOW + 8 * DAY,
}


async def test_a_subscription_comes_back_as_it_went_in(store: Store) -> None:
    await follow(store)
    one = a_subscription(**ACTIVE, pending="subscribe", failures=3, problem="slow")
    await store.subscriptions.add(one)
    assert await store.subscriptions.find("t1") == one
    assert await store.subscriptions.of_source("s1") == one
    assert await store.subscriptions.current() == {"s1": one}
    assert await store.subscriptions.find("t2") is None


async def test_a_source_has_one_that_counts_beside_those_it_leaves(store: Store) -> None:
    await follow(store)
    old = a_subscription("old", standing="leaving", verified_at=NOW)
    new = a_subscription("new")
    for one in (old, new, a_subscription("second")):
        await store.subscriptions.add(one)
    assert await store.subscriptions.of_source("s1") == new
    assert await store.subscriptions.all() == (new, old)


async def test_push_is_trusted_as_long_as_the_lease_of_an_active_one_with_a_secret(
    store: Store,
) -> None:
    async def until() -> object:
        state = await store.sources.state("s1")
        return state and state.push_until

    await follow(store)
    await store.subscriptions.add(a_subscription())
    assert await until() is None
    await store.subscriptions.change("t1", lambda one: replace(one, **ACTIVE))
    assert await until() == NOW + 10 * DAY
    await poll(store, an_item("a"))  # which knew nothing of it when it began
    assert await until() is None
    await store.subscriptions.change("t1", lambda one: one)
    assert await until() == NOW + 10 * DAY
    await store.subscriptions.change("t1", lambda one: replace(one, secret=None))
    assert await until() is None
    await store.subscriptions.change("t1", lambda one: replace(one, **ACTIVE, secret="x"))
    await store.subscriptions.change("t1", lambda _: None)
    assert (await until(), await store.subscriptions.all()) == (None, ())


async def test_a_step_on_what_is_gone_is_not_taken(store: Store) -> None:
    def never(_: Subscription) -> Subscription:
        raise AssertionError

    assert await store.subscriptions.change("t1", never) is None


async def test_due_ones_are_claimed_once_the_longest_due_first(store: Store) -> None:
    await follow(store, *(a_source(f"s{number}") for number in range(3)))
    for number in range(3):
        due = NOW - number * MINUTE
        await store.subscriptions.add(a_subscription(f"t{number}", f"s{number}", due_at=due))

    async def claim() -> list[str]:
        claimed = await store.subscriptions.claim_due(NOW, limit=2, lease=5 * MINUTE)
        return [one.token for one in claimed]

    assert await claim() == ["t1", "t2"]
    assert await claim() == ["t0"]
    assert await claim() == []


async def test_a_delivery_saves_items_and_leaves_polling_alone(store: Store) -> None:
    await follow(store)
    await poll(store, an_item("a"))
    before = await store.sources.state("s1")
    revision = await store.revision()
    outcome = await store.polls.deliver("s1", [an_item("a"), an_item("b")], NOW + MINUTE)
    assert outcome == Outcome(offered=2, new=1, changed=0)
    assert await store.sources.state("s1") == before
    assert await store.revision() > revision
    (overview,) = await store.sources.overview()
    assert overview.item_count == 2


async def test_a_delivery_again_and_the_poll_after_it_change_nothing(store: Store) -> None:
    await follow(store)
    await store.polls.deliver("s1", [an_item("a")], NOW)
    (first,) = await store.items.newest(Selection(), limit=9)
    revision = await store.revision()
    assert (await store.polls.deliver("s1", [an_item("a")], NOW + MINUTE)).new == 0
    assert (await poll(store, an_item("a"), at=NOW + 2 * MINUTE)).new == 0
    assert await store.items.newest(Selection(), limit=9) == (first,)
    assert await store.revision() == revision


async def test_a_hastened_source_is_due_unless_it_fails_or_is_polled(store: Store) -> None:
    async def settle(**more: Any) -> None:
        def state(_: Outcome) -> SourceState:
            return a_state("s1", **more)

        await store.polls.record("s1", [], state, NOW)

    await follow(store)
    await settle()
    await store.sources.hasten("s1", NOW)
    assert await store.sources.next_due_at() == NOW
    await settle(failures=1)
    await store.sources.hasten("s1", NOW)
    assert await store.sources.next_due_at() == NOW + 15 * MINUTE
    await settle()
    await store.sources.claim(["s1"], NOW, lease=5 * MINUTE)
    await store.sources.hasten("s1", NOW)
    assert await store.sources.next_due_at() == NOW + 5 * MINUTE
