"""What fails again and again is told now and then, and when it is over."""

from __future__ import annotations

import logging

import pytest

from syndicate.errors import StoreError
from syndicate.log import TELL_EVERY_S
from syndicate.ticks import WAIT_FOR_S, Trouble


class Store:
    def __init__(self) -> None:
        self.problem = ""

    async def tick(self) -> None:
        if self.problem:
            raise StoreError(self.problem)


AGAIN = "the store answers again"


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records]


async def test_a_store_that_does_not_answer_is_told_once_a_minute(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "syndicate")
    now, store = [0.0], Store()
    trouble, store.problem = Trouble(lambda: now[0]), "the disk is full"
    for second in range(int(2 * TELL_EVERY_S)):
        now[0] = float(second)
        await trouble.run(store.tick, "dispatch")
        await trouble.run(store.tick, "sweep")
    assert said(caplog) == ["the store does not answer"] * 2
    store.problem = "the file is gone"
    await trouble.run(store.tick, "dispatch")
    assert len(said(caplog)) == 3, "another reason is news"


async def test_that_it_answers_again_is_told_when_every_tick_goes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "syndicate")
    store, other = Store(), Store()
    trouble = Trouble(lambda: 0.0)
    await trouble.run(store.tick, "dispatch")
    assert not said(caplog)
    store.problem = other.problem = "the database is down"
    await trouble.run(store.tick, "dispatch")
    await trouble.run(other.tick, "sweep")
    store.problem = ""
    await trouble.run(store.tick, "dispatch")
    assert len(said(caplog)) == 1
    other.problem = ""
    await trouble.run(other.tick, "sweep")
    assert said(caplog)[1:] == [AGAIN]
    other.problem = "the database is down"
    await trouble.run(other.tick, "sweep")
    assert len(said(caplog)) == 3, "what begins anew is told at once"


async def test_a_tick_that_comes_twice_a_day_is_not_waited_for(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "syndicate")
    now, store = [0.0], Store()
    trouble, store.problem = Trouble(lambda: now[0]), "the database is down"
    await trouble.run(store.tick, "dispatch")
    await trouble.run(store.tick, "prune")
    store.problem = ""
    await trouble.run(store.tick, "dispatch")
    assert AGAIN not in said(caplog)
    now[0] = WAIT_FOR_S + 1
    await trouble.run(store.tick, "dispatch")
    assert said(caplog)[1:] == [AGAIN]
