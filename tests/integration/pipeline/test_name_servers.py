"""A name server that does not answer keeps polls waiting, and nobody else."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from syndicate.house import CONCURRENT_TASKS, open_house
from syndicate.model import Source
from tests.settings import settings_of


async def test_what_is_worked_out_beside_the_loop_waits_for_no_name_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = Event()

    def silent(*_: Any, **__: Any) -> None:
        answers.wait(60)
        raise socket.gaierror(socket.EAI_AGAIN, "no answer")

    urls = [f"http://{number}.paper.example.org/feed" for number in range(CONCURRENT_TASKS)]
    sources = tuple(Source(f"s{at}", url, url) for at, url in enumerate(urls))
    async with open_house(settings_of(tmp_path, sources=sources)) as house:
        monkeypatch.setattr(socket, "getaddrinfo", silent)
        polls = asyncio.create_task(house.pipeline.poll_all())
        try:
            await asyncio.sleep(1)
            async with asyncio.timeout(5):
                await asyncio.to_thread(lambda: None)
        finally:
            answers.set()
        assert await polls == CONCURRENT_TASKS
