"""What readers meet while a reload is under way: the old feeds.yaml or the new one, never some of each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from syndicate.corridors import declaring
from syndicate.model import Output, Source, Topic
from tests.contract.store.builders import an_item, cluster, poll
from tests.integration.pipeline.desk import Clock
from tests.integration.websub.hubs import newsroom
from tests.origins import closed_port

SOURCE = Source("s1", "https://s1.example/feed", "https://s1.example/feed")
TUGS = Topic("tugs", "Tugs", any=("tug",))
BEFORE: dict[str, Any] = {"outputs": (Output("desk", "Desk"),), "topics": (TUGS,)}
AFTER: dict[str, Any] = {
    "outputs": (Output("coast", "The coast", was=("desk",)),),
    "topics": (
        Topic("ship", "The ship", any=("ship",), thread="t1"),
        replace(TUGS, slug="towing", was=("tugs",)),
    ),
}
ADDRESSES = {  # what answers before the reload, and after it
    "/threads/t1.atom": (200, 302),
    "/topics/ship.atom": (404, 200),
    "/topics/ship": (404, 200),
    "/topics/tugs.json": (200, 301),
    "/topics/tugs": (200, 301),
    "/topics/towing.atom": (404, 200),
    "/topics/towing": (404, 200),
    "/outputs/desk.atom": (200, 301),
    "/outputs/desk": (200, 301),
    "/outputs/coast.atom": (404, 200),
    "/outputs/coast": (404, 200),
}


async def test_feeds_pages_and_where_old_addresses_lead_change_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    met: list[list[int]] = []
    async with (
        newsroom(tmp_path, Clock(), closed_port(), SOURCE, **BEFORE) as room,
        ClientSession() as session,
    ):
        house = room.house

        async def look() -> None:
            statuses = []
            for path in ADDRESSES:
                url = f"{house.settings.url}{path}"
                async with session.get(url, allow_redirects=False) as got:
                    statuses.append(got.status)
            met.append(statuses)

        def looking(where: object, name: str) -> None:
            honest = getattr(where, name)

            async def looked(*args: Any, **more: Any) -> Any:
                await look()
                return await honest(*args, **more)

            monkeypatch.setattr(where, name, looked)

        await poll(house.store, an_item("1", title="Ship adrift"))
        await cluster(house.store, "t1", {"y1": ["is11"]})
        looking(declaring, "with_texts")
        looking(declaring.Filler, "keep")
        looking(declaring.Filler, "go_on")
        await house.declare(replace(house.settings, **AFTER))
        assert not await house.pipeline.fill()
        await look()
    before, after = ([answers[n] for answers in ADDRESSES.values()] for n in (0, 1))
    assert met == [before, after, after, after]
