"""Troubles: what is told of a source that cannot be read, once, and once more when it can."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from syndicate.model import SourceState, Trouble
from syndicate.store import Store
from tests.contract.store.builders import DAY, MINUTE, NOW, a_source, a_state, follow, poll

WELL = a_state(last_poll_at=NOW, last_success_at=NOW)


def failing(state: SourceState, at: datetime, **more: Any) -> SourceState:
    told: dict[str, Any] = {
        "failures": state.failures + 1,
        "problem": "no answer",
        "next_poll_at": at + MINUTE,
    }
    return replace(state, last_poll_at=at, **told | more)


async def fail(store: Store, state: SourceState, at: datetime, **more: Any) -> SourceState:
    after = failing(state, at, **more)
    await store.polls.settle(state, after)
    return after


async def in_trouble(store: Store) -> SourceState:
    await follow(store)
    await store.polls.settle(a_state(), WELL)
    state = WELL
    for minutes in (0, 1, 2):
        state = await fail(store, state, NOW + DAY + minutes * MINUTE)
    return state


TOLD = Trouble("s1", NOW + DAY + MINUTE, NOW, "no answer")


async def test_what_fails_for_a_day_is_told_once(store: Store) -> None:
    await in_trouble(store)
    assert await store.troubles.newest(9) == (TOLD,)


async def test_what_fails_for_less_is_not_told(store: Store) -> None:
    await follow(store)
    await store.polls.settle(a_state(), WELL)
    state = WELL
    for minutes in range(1, 9):
        state = await fail(store, state, NOW + minutes * MINUTE)
    assert await store.troubles.newest(9) == ()


async def test_time_in_which_a_source_was_not_followed_is_no_trouble(store: Store) -> None:
    await follow(store)
    await store.polls.settle(a_state(), WELL)
    await follow(store, a_source("s2"))
    back = NOW + 300 * DAY
    await store.sources.sync([a_source()], back)
    state = await store.sources.state("s1")
    assert state is not None
    for minutes in range(1, 9):
        state = await fail(store, state, back + minutes * MINUTE)
    assert await store.troubles.newest(9) == ()
    for minutes in (0, 1):
        state = await fail(store, state, back + DAY + minutes * MINUTE)
    (told,) = await store.troubles.newest(9)
    assert (told.told_at, told.began_at) == (back + DAY, NOW)


async def test_what_is_not_asked_again_for_long_is_told_at_once(store: Store) -> None:
    await follow(store)
    await store.polls.settle(a_state(), WELL)
    at = NOW + MINUTE
    await fail(store, WELL, at, problem="gone", next_poll_at=at + 7 * DAY)
    assert await store.troubles.newest(9) == (Trouble("s1", at, NOW, "gone"),)


async def test_what_could_never_be_read_is_told_at_the_third_time(store: Store) -> None:
    await follow(store)
    state = a_state()
    for minutes in range(4):
        state = await fail(store, state, NOW + minutes * MINUTE)
    assert await store.troubles.newest(9) == (Trouble("s1", NOW + 2 * MINUTE, None, "no answer"),)


@pytest.mark.parametrize("brings", [True, False])
async def test_it_ends_with_the_next_poll_that_succeeds(store: Store, brings: bool) -> None:
    state = await in_trouble(store)
    at = NOW + 2 * DAY
    if brings:
        await poll(store, at=at)
    else:
        again = replace(state, failures=0, problem=None, last_poll_at=at, last_success_at=at)
        await store.polls.settle(state, again)
    assert await store.troubles.newest(9) == (replace(TOLD, ended_at=at),)


async def test_the_next_time_is_another_trouble(store: Store) -> None:
    state = await in_trouble(store)
    at = NOW + 2 * DAY
    well = replace(state, failures=0, problem=None, last_poll_at=at, last_success_at=at)
    await store.polls.settle(state, well)
    state = well
    for minutes in (0, 1):
        state = await fail(store, state, NOW + 4 * DAY + minutes * MINUTE)
    newest, before = await store.troubles.newest(9)
    assert (newest.began_at, newest.ended_at, before.ended_at) == (at, None, at)
    assert await store.troubles.newest(1) == (newest,)


async def test_time_that_passes_while_nobody_can_be_reached_is_no_fault(store: Store) -> None:
    await follow(store)
    await store.polls.settle(a_state(), WELL)
    state = await fail(store, WELL, NOW + MINUTE)
    state = await fail(store, state, NOW + 2 * MINUTE)
    await store.polls.settle(state, replace(state, last_poll_at=NOW + 3 * DAY))
    assert await store.troubles.newest(9) == ()


async def test_who_comes_too_late_tells_nothing(store: Store) -> None:
    state = await in_trouble(store)
    (claimed,) = await store.sources.claim(["s1"], NOW + 2 * DAY, lease=DAY)
    late = replace(state, claim=claimed.claim + 1)
    at = NOW + 2 * DAY
    await store.polls.settle(late, replace(late, failures=0, last_poll_at=at, last_success_at=at))
    assert await store.troubles.newest(9) == (TOLD,)


async def test_the_oldest_that_ended_are_forgotten(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("syndicate.store.troubles.KEPT", 2)
    await follow(store, *(a_source(f"s{number}") for number in range(4)))
    for number in range(4):
        at = NOW + number * DAY
        state = await fail(store, a_state(f"s{number}"), at, next_poll_at=at + 7 * DAY)
        well = at + MINUTE
        again = replace(state, failures=0, problem=None, last_poll_at=well, last_success_at=well)
        await store.polls.settle(state, again)
    assert [each.source_id for each in await store.troubles.newest(9)] == ["s3", "s2"]


async def test_trouble_that_lasts_is_told_once_however_many_others_there_are(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("syndicate.store.troubles.KEPT", 2)
    names = ["s0", "s1", "s2", "s3"]
    await follow(store, *map(a_source, names))
    told = []
    states = {name: a_state(name) for name in names}
    for at in (NOW, NOW + 7 * DAY, NOW + 14 * DAY):
        for place, name in enumerate(names):
            when = at + place * MINUTE
            states[name] = await fail(store, states[name], when, next_poll_at=when + 7 * DAY)
        told.append(await store.troubles.newest(9))
    assert [each.source_id for each in told[0]] == ["s3", "s2", "s1", "s0"]
    assert told[1] == told[2] == told[0]
