"""The clock that a PostgreSQL server sets: whatever the clock of this machine says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from syndicate.store.engines import time as store_time
from syndicate.store.engines.time import ServerTime

THEN = datetime(2031, 5, 4, 3, 2, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


class Steady:
    """The steady clock of this machine, which moves when it is told to."""

    def __init__(self) -> None:
        self.at_s = 1000.0

    def monotonic(self) -> float:
        return self.at_s

    def time(self) -> float:
        raise AssertionError("the wall clock was asked")


class Server:
    """Tells its time, after the question has taken a while and before the answer has."""

    def __init__(self, steady: Steady) -> None:
        self.now = THEN
        self.way_s = 0.0
        self._steady = steady

    async def read(self, transaction: Any) -> Any:
        next(transaction)
        self._steady.at_s += self.way_s
        told = round((self.now - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(microseconds=1))
        self._steady.at_s += self.way_s
        try:
            transaction.send([{"now": told}])
        except StopIteration as end:
            return end.value
        raise AssertionError


@pytest.fixture
def steady(monkeypatch: pytest.MonkeyPatch) -> Steady:
    clock = Steady()
    monkeypatch.setattr(store_time, "time", clock)
    return clock


async def test_it_goes_on_from_what_the_server_said_by_the_steady_clock(steady: Steady) -> None:
    clock = ServerTime(Server(steady))  # type: ignore[arg-type]
    await clock.set()
    assert clock() == THEN
    steady.at_s += 90
    assert clock() == THEN + 90 * SECOND


async def test_half_of_the_way_there_and_back_is_the_way_back(steady: Steady) -> None:
    server = Server(steady)
    server.way_s = 2
    clock = ServerTime(server)  # type: ignore[arg-type]
    await clock.set()
    assert clock() == THEN + 2 * SECOND


async def test_what_went_wrong_meanwhile_is_set_right(steady: Steady) -> None:
    server = Server(steady)
    clock = ServerTime(server)  # type: ignore[arg-type]
    await clock.set()
    steady.at_s += 60
    server.now += 59 * SECOND  # its steady clock is fast
    await clock.set()
    assert clock() == THEN + 59 * SECOND


def test_it_tells_no_time_before_it_was_set(steady: Steady) -> None:
    with pytest.raises(RuntimeError, match="never set"):
        ServerTime(Server(steady))()  # type: ignore[arg-type]
