"""Topics are filled by a tick of the daemon, a moment at a time."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from syndicate import ticks
from syndicate.model import Source, Topic
from syndicate.pipeline import Pipeline
from tests.contract.store.builders import an_item, poll
from tests.integration.pipeline.desk import Clock
from tests.integration.websub.hubs import newsroom
from tests.origins import closed_port

SHIP = Topic("ship", "The ship", any=("ship",))


async def test_a_start_does_not_wait_for_a_fill_and_its_ticks_do_it(tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{closed_port()}/feed"
    source = Source("s1", url, url)
    async with newsroom(tmp_path, Clock(), closed_port(), source, topics=(SHIP,)) as room:
        store = room.house.store
        assert await store.topics.unfilled() == {"ship"}
        await poll(store, an_item("1", title="Ship adrift"))
        schedule = ticks.wind_up(room.house)
        try:
            async with asyncio.timeout(60):
                while await store.topics.unfilled():  # noqa: ASYNC110 - ticks come when they come
                    await asyncio.sleep(0.05)
        finally:
            await schedule.stop()
        assert await store.topics.of(["is11"]) == {"is11": ("ship",)}


async def test_a_stop_waits_for_no_more_than_a_moment_of_a_fill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = asyncio.Event()

    async def endless(_: Pipeline) -> bool:
        begun.set()
        await asyncio.sleep(0)
        return True

    monkeypatch.setattr(Pipeline, "fill", endless)
    monkeypatch.setattr(ticks, "FILL_FOR_S", 0.05)
    async with newsroom(tmp_path, Clock(), closed_port()) as room, asyncio.timeout(60):
        schedule = ticks.wind_up(room.house)
        await begun.wait()
        await schedule.stop()
