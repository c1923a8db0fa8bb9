"""Who polls what: a claim has a token, and who comes too late saves nothing."""

from __future__ import annotations

from datetime import datetime

from syndicate.model import Outcome, SourceState
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
)

LEASE = 5 * MINUTE


async def claimed(store: Store, at: datetime = NOW) -> SourceState:
    (state,) = await claim_due(store, at, limit=9, lease=LEASE)
    return state


async def record(store: Store, state: SourceState, at: datetime = NOW) -> Outcome:
    return await store.polls.record(
        state.source_id,
        [an_item("a")],
        lambda _: a_state(state.source_id, at=at, last_poll_at=at),
        at,
        claim=state.claim,
    )


async def test_a_poll_is_recorded_while_nobody_else_has_claimed_the_source(store: Store) -> None:
    await follow(store)
    state = await claimed(store)
    late = NOW + DAY  # its lease lapsed, but nobody took it
    assert (await record(store, state, late)).new == 1
    assert (await claimed(store, late + DAY)).claim > state.claim


async def test_a_poll_that_was_overtaken_changes_nothing(store: Store) -> None:
    await follow(store)
    slow = await claimed(store)
    quick = await claimed(store, NOW + LEASE)
    revision = await store.revision()
    outcome = await record(store, slow, NOW + LEASE)
    assert outcome.overtaken
    assert outcome.new == 0
    assert await store.items.newest(Selection(), limit=9) == ()
    await store.polls.settle(slow, a_state(at=NOW, problem="too late"))
    assert await store.sources.state("s1") == quick
    assert await store.revision() == revision
    assert (await record(store, quick, NOW + LEASE)).new == 1


async def test_polls_recorded_beside_one_that_was_overtaken_are_saved(store: Store) -> None:
    await follow(store, a_source("s1"), a_source("s2"))
    first, other = await claim_due(store, NOW, limit=9, lease=LEASE)
    await store.sources.claim(["s1"], NOW, lease=LEASE)
    assert (await record(store, first)).overtaken
    assert not (await record(store, other)).overtaken


async def test_a_claim_is_taken_up_once(store: Store) -> None:
    await follow(store, a_source("s1"), a_source("s2"), a_source("s3"))
    first, *_ = await claim_due(store, NOW, limit=2, lease=LEASE)
    wanted = ["s1", "s2", "s3", "unknown"]
    taken = await store.sources.take_up(wanted, first.claim, NOW, lease=LEASE)
    assert ids(taken) == ("s1", "s2")
    assert all(state.claim > first.claim for state in taken)
    assert await store.sources.take_up(wanted, first.claim, NOW, lease=LEASE) == ()


async def test_a_claim_is_renewed_where_it_is_taken_up(store: Store) -> None:
    await follow(store)
    state = await claimed(store)
    begun = NOW + LEASE - MINUTE
    await store.sources.take_up(["s1"], state.claim, begun, lease=LEASE)
    assert await claim_due(store, NOW + LEASE, limit=9, lease=LEASE) == ()
    assert len(await claim_due(store, begun + LEASE, limit=9, lease=LEASE)) == 1


async def test_what_is_given_back_is_due_at_once_unless_somebody_has_it(store: Store) -> None:
    await follow(store, a_source("s1"), a_source("s2"))
    states = await claim_due(store, NOW, limit=9, lease=LEASE)
    (taken,) = await store.sources.claim(["s2"], NOW, lease=LEASE)
    await store.sources.give_back(states, NOW)
    assert ids(await claim_due(store, NOW, limit=9, lease=LEASE)) == ("s1",)
    assert await store.sources.state("s2") == taken
