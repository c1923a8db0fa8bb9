"""When a source is due, who gets it, and how many of one host."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from syndicate.model import CUT_OFF
from syndicate.protocols import Row, Statement, Transaction
from syndicate.store import Store
from syndicate.store.due import clamp
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


async def test_new_sources_are_due_now(store: Store) -> None:
    await follow(store, a_source("s1"), a_source("s2"))
    assert await store.sources.next_due_at() == NOW
    assert ids(await claim_due(store, NOW, limit=10, lease=LEASE)) == ("s1", "s2")


async def test_nothing_followed_is_never_due(store: Store) -> None:
    assert await store.sources.next_due_at() is None
    assert ids(await claim_due(store, NOW, limit=10, lease=LEASE)) == ()
    assert await store.sources.overview() == ()
    assert await store.sources.state("s1") is None


async def test_a_crowd_of_new_sources_is_spread_over_a_minute(store: Store) -> None:
    await follow(store, *(a_source(f"s{number}") for number in range(200)))
    at_once = await claim_due(store, NOW, limit=1000, lease=DAY)
    in_a_minute = await claim_due(store, NOW + MINUTE, limit=1000, lease=DAY)
    assert len(at_once) < 20
    assert len(at_once) + len(in_a_minute) == 200


async def test_a_crowd_that_comes_back_is_spread_over_a_minute(store: Store) -> None:
    """A file that was saved by halves has most of its sources leave, and come back."""
    crowd = [a_source(f"s{number}") for number in range(200)]
    await follow(store, *crowd)
    await follow(store, crowd[0])
    await claim_due(store, NOW + MINUTE, limit=1, lease=DAY)
    await follow(store, *crowd)
    at_once = await claim_due(store, NOW, limit=1000, lease=DAY)
    in_a_minute = await claim_due(store, NOW + MINUTE, limit=1000, lease=DAY)
    assert len(at_once) < 20
    assert len(at_once) + len(in_a_minute) == 199


async def test_claim_is_a_lease(store: Store) -> None:
    await follow(store)
    assert ids(await claim_due(store, NOW, limit=1, lease=LEASE)) == ("s1",)
    assert ids(await claim_due(store, NOW, limit=1, lease=LEASE)) == ()
    assert ids(await claim_due(store, NOW + LEASE, limit=1, lease=LEASE)) == ("s1",)


async def test_longest_due_are_claimed_first(store: Store) -> None:
    await follow(store, a_source("s1"), a_source("s2"), a_source("s3"))
    await store.sources.claim(["s1"], NOW, lease=3 * MINUTE)
    await store.sources.claim(["s2"], NOW, lease=1 * MINUTE)
    await store.sources.claim(["s3"], NOW, lease=2 * MINUTE)
    assert await store.sources.next_due_at() == NOW + MINUTE
    assert ids(await claim_due(store, NOW + DAY, limit=2, lease=LEASE)) == ("s2", "s3")


async def test_two_who_claim_at_once_never_get_the_same(store: Store) -> None:
    await follow(store, *(a_source(f"s{number:02}") for number in range(40)))
    claims = await asyncio.gather(*(claim_due(store, NOW, limit=7, lease=LEASE) for _ in range(8)))
    got = [source for claim in claims for source in ids(claim)]
    assert len(got) == len(set(got))
    while more := await claim_due(store, NOW, limit=7, lease=LEASE):
        got += ids(more)
    assert len(got) == len(set(got)) == 40


async def test_claim_by_name_asks_not_whether_it_is_due(store: Store) -> None:
    await follow(store, a_source("s1"), a_source("s2"))
    await claim_due(store, NOW, limit=10, lease=DAY)
    assert ids(await store.sources.claim(["s2", "unknown"], NOW, lease=LEASE)) == ("s2",)
    assert ids(await store.sources.claim(None, NOW, lease=LEASE)) == ("s1", "s2")
    assert ids(await store.sources.claim([], NOW, lease=LEASE)) == ()


async def test_what_was_claimed_is_due_again_when_its_claimer_is_known_to_be_gone(
    store: Store,
) -> None:
    await follow(store, a_source("s1"), a_source("s2"))
    await claim_due(store, NOW, limit=10, lease=DAY)
    await poll(store, an_item("a", "s2"), source="s2")
    later = NOW + MINUTE
    await store.sources.release(later)
    assert ids(await claim_due(store, later, limit=10, lease=DAY)) == ("s1",)


async def test_host_that_is_held_is_not_asked_and_not_all_at_once_afterwards(store: Store) -> None:
    many = [a_source(f"s{n}", shown_url=f"https://a.example/{n}") for n in range(30)]
    await follow(store, *many, a_source("other"))
    until = NOW + 2 * DAY
    assert await store.sources.hold_host("a.example", until, "s0") == 30
    assert ids(await claim_due(store, until - MINUTE, limit=99, lease=LEASE)) == ("other",)
    due = [
        one.state.next_poll_at
        for one in await store.sources.overview()
        if one.state.source_id != "other"
    ]
    assert until <= min(due) < max(due) < until + 2 * MINUTE
    assert len(set(due)) == 30


async def test_hold_leaves_alone_what_is_claimed_or_due_later(store: Store) -> None:
    await follow(store, *(a_source(f"s{n}", shown_url=f"https://a.example/{n}") for n in range(3)))
    await store.polls.record(
        "s1", (), lambda _: a_state("s1", host="a.example", next_poll_at=NOW + 9 * DAY), NOW
    )
    await store.sources.claim(["s0"], NOW, lease=LEASE)
    assert await store.sources.hold_host("a.example", NOW + DAY, "s1") == 1
    assert await store.sources.next_due_at() == NOW + LEASE
    later = await store.sources.state("s1")
    assert later is not None
    assert later.next_poll_at == NOW + 9 * DAY


async def test_wish_of_a_host_stays_known_to_who_was_told_and_to_all_of_its_sources(
    store: Store,
) -> None:
    await follow(
        store,
        a_source("s1"),
        *(a_source(f"a{n}", shown_url=f"https://a.example/{n}") for n in range(2)),
    )
    await store.sources.claim(["a1"], NOW, lease=LEASE)
    await store.sources.hold_host("a.example", NOW + DAY, "s1")
    await store.sources.hold_host("a.example", NOW + MINUTE, "a0")
    await poll(store, source="a1")
    held = {one.state.source_id: one.state.held_until for one in await store.sources.overview()}
    assert held == dict.fromkeys(("s1", "a0", "a1"), NOW + DAY)


async def test_due_time_that_no_wait_leads_to_is_mended(store: Store) -> None:
    await follow(store, *(a_source(name) for name in ("wrong", "held", "monthly")))
    month = 30 * DAY
    states = {
        "wrong": a_state("wrong", next_poll_at=NOW + 400 * DAY, interval=DAY),
        "held": a_state("held", next_poll_at=NOW + 7 * DAY),
        "monthly": a_state("monthly", next_poll_at=NOW + month * 1.1, interval=month),
    }
    for name, state in states.items():
        await store.polls.record(name, (), lambda _, state=state: state, NOW)  # type: ignore[misc]
    await store.sources.clamp(NOW)
    due = {one.state.source_id: one.state.next_poll_at for one in await store.sources.overview()}
    assert NOW <= due["wrong"] <= NOW + DAY
    assert (due["held"], due["monthly"]) == (NOW + 7 * DAY, NOW + month * 1.1)
    before = due
    await store.sources.clamp(NOW)
    due = {one.state.source_id: one.state.next_poll_at for one in await store.sources.overview()}
    assert due == before


async def test_clock_that_was_set_back_takes_the_due_times_along(store: Store) -> None:
    await follow(store)
    await poll(store, at=NOW + 3 * DAY)
    await store.sources.clamp(NOW, set_back=3 * DAY)
    assert await store.sources.next_due_at() == NOW + 15 * MINUTE


async def test_crowd_that_is_overdue_after_a_restart_is_spread(store: Store) -> None:
    await follow(store, *(a_source(f"s{number}") for number in range(200)))
    later = NOW + DAY
    await store.sources.clamp(later)
    assert len(await claim_due(store, later, limit=999, lease=DAY)) < 5
    soon = later + timedelta(seconds=10)
    assert len(await claim_due(store, soon, limit=999, lease=DAY)) > 190


async def test_what_another_process_claims_while_a_crowd_is_spread_stays_claimed(
    store: Store,
) -> None:
    """Of two transactions of a server, each statement sees what the other has saved by then."""
    await follow(store, *(a_source(f"s{number}") for number in range(60)))
    later = NOW + DAY
    spreading = clamp(later, timedelta())
    rows: Sequence[Row] = ()
    statement: Statement | None = next(spreading)
    claimed: tuple[str, ...] = ()
    while statement is not None:
        rows = await store.database.write(only(statement))
        if len(rows) == 60:
            claimed = ids(await store.sources.claim(["s1", "s2"], later, lease=LEASE))
        try:
            statement = spreading.send(rows)
        except StopIteration:
            statement = None
    assert claimed == ("s1", "s2")
    states = [await store.sources.state(name) for name in claimed]
    assert [state and state.next_poll_at for state in states] == [later + LEASE, later + LEASE]


def only(statement: Statement) -> Transaction[Sequence[Row]]:
    return (yield statement)


async def test_who_was_cut_off_is_due_at_once_where_there_may_be_a_way_again(store: Store) -> None:
    await follow(store, *(a_source(name) for name in ("cut", "failing", "good", "asked")))
    for name, problem in (
        ("cut", f"{CUT_OFF}the proxy is down"),
        ("failing", "404"),
        ("good", None),
        ("asked", f"{CUT_OFF}the proxy is down"),
    ):
        state = a_state(name, next_poll_at=NOW + DAY, problem=problem)
        await store.polls.record(name, (), lambda _, state=state: state, NOW)  # type: ignore[misc]
    await store.sources.claim(["asked"], NOW, lease=LEASE)
    await store.sources.reconnect(NOW)
    due = {one.state.source_id: one.state.next_poll_at for one in await store.sources.overview()}
    late = NOW + DAY
    assert due == {"cut": NOW, "failing": late, "good": late, "asked": NOW + LEASE}


async def test_few_that_are_overdue_are_not_kept_waiting(store: Store) -> None:
    await follow(store, *(a_source(f"s{number}") for number in range(20)))
    await store.sources.clamp(NOW + DAY)
    assert len(await claim_due(store, NOW + DAY, limit=999, lease=DAY)) == 20


async def test_no_more_of_one_host_are_claimed_than_allowed_and_the_room_goes_to_others(
    store: Store,
) -> None:
    crowd = [a_source(f"a{n}", shown_url=f"https://crowd.example/{n}") for n in range(6)]
    others = [a_source(f"b{n}", shown_url=f"https://other{n}.example/") for n in range(3)]
    await follow(store, *crowd, *others)
    claimed = await claim_due(store, NOW, limit=5, lease=LEASE, per_host=2)
    assert ids(claimed) == ("a0", "a1", "b0", "b1", "b2")
    rest = await claim_due(store, NOW, limit=9, lease=LEASE)  # the others are still due
    assert ids(rest) == ("a2", "a3", "a4", "a5")


async def test_busy_hosts_are_passed_over(store: Store) -> None:
    await follow(
        store,
        a_source("a", shown_url="https://busy.example/1"),
        a_source("b", shown_url="https://idle.example/1"),
    )
    claimed = await claim_due(store, NOW, limit=5, lease=LEASE, busy={"busy.example"})
    assert ids(claimed) == ("b",)
    assert ids(await claim_due(store, NOW, limit=5, lease=LEASE)) == ("a",)
