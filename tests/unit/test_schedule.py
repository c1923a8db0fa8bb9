from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from time import process_time

import pytest
from time_machine import travel

from syndicate.schedule import Schedule


async def test_a_tick_comes_again_and_again_and_never_beside_itself() -> None:
    running = most = calls = 0
    enough = asyncio.Event()

    async def tick() -> None:
        nonlocal running, most, calls
        running, calls = running + 1, calls + 1
        most = max(most, running)
        await asyncio.sleep(0.03)
        running -= 1
        if calls == 3:
            enough.set()

    schedule = Schedule()
    schedule.every(timedelta(milliseconds=10), tick, "tick")
    schedule.start()
    async with asyncio.timeout(10):
        await enough.wait()
    await schedule.stop()
    assert most == 1


async def test_a_tick_that_comes_seldom_comes_soon_after_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    came = asyncio.Event()

    async def tick() -> None:
        came.set()

    monkeypatch.setattr("syndicate.schedule.SOON", timedelta(milliseconds=10))
    schedule = Schedule()
    schedule.every(timedelta(hours=6), tick, "tick")
    schedule.start()
    async with asyncio.timeout(10):
        await came.wait()
    await schedule.stop()


async def test_stopping_twice_or_before_the_start_does_no_harm() -> None:
    schedule = Schedule()
    await schedule.stop()
    schedule.start()
    await schedule.stop()
    await schedule.stop()


@pytest.mark.parametrize("patience_s", [5.0, 0.05])
async def test_tick_under_way_ends_before_the_stop_does_or_is_cancelled_without_an_alarm(
    caplog: pytest.LogCaptureFixture, patience_s: float
) -> None:
    begun, ended, cancelled = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def tick() -> None:
        begun.set()
        try:
            await asyncio.sleep(0.3 if patience_s > 1 else 60)
            ended.set()
        except asyncio.CancelledError:
            cancelled.set()
            raise

    schedule = Schedule()
    schedule.every(timedelta(milliseconds=10), tick, "tick")
    schedule.start()
    async with asyncio.timeout(10):
        await begun.wait()
        try:
            await asyncio.wait_for(schedule.stop(), patience_s)
        except TimeoutError:
            await cancelled.wait()
    await asyncio.sleep(0)
    assert ended.is_set() == (patience_s > 1)
    assert not [told for told in caplog.records if told.levelno >= logging.ERROR]


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=400)], ids=["back", "ahead"])
async def test_ticks_go_on_at_their_pace_when_the_clock_on_the_wall_is_set(jump: timedelta) -> None:
    """Neither are they waited for until it is that late again, nor is what was left out reckoned up."""
    calls = 0

    async def tick() -> None:
        nonlocal calls
        calls += 1

    schedule = Schedule()
    schedule.every(timedelta(milliseconds=200), tick, "tick")
    schedule.start()
    await asyncio.sleep(0.5)
    calls, spent_s = 0, process_time()
    with travel(datetime.now(UTC) + jump):
        await asyncio.sleep(3)
    await schedule.stop()
    assert 5 <= calls <= 20
    assert process_time() - spent_s < 1
