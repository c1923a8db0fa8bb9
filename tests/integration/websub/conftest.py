"""A paper, its hub, and our daemon, all on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from syndicate.model import Source
from tests.integration.pipeline.desk import Clock
from tests.integration.websub.hubs import Hub, Newsroom, Paper, newsroom, serving
from tests.origins import closed_port


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def hub() -> AsyncIterator[Hub]:
    one = Hub()
    async with serving(hub=one.answer) as base:
        one.url = f"{base}/hub"
        yield one


@pytest.fixture
async def paper(hub: Hub) -> AsyncIterator[Paper]:
    one = Paper(hub=hub.url)
    async with serving(paper=one.answer) as base:
        one.url = f"{base}/paper"
        yield one


def a_source(paper: Paper, name: str = "paper") -> Source:
    return Source(id=name, url=paper.url, shown_url=paper.url)


@pytest.fixture
def port() -> int:
    return closed_port()


@pytest.fixture
async def desk(tmp_path: Path, clock: Clock, port: int, paper: Paper) -> AsyncIterator[Newsroom]:
    async with newsroom(tmp_path, clock, port, a_source(paper)) as opened:
        yield opened
