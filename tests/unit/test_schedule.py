from __future__ import annotations

import asyncio
from datetime import timedelta

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
    schedule.stop()
    assert most == 1


async def test_stopping_twice_or_before_the_start_does_no_harm() -> None:
    schedule = Schedule()
    schedule.stop()
    schedule.start()
    schedule.stop()
    schedule.stop()
