"""A desk whose hub is on, and who follows it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.integration.pipeline.desk import Clock
from tests.integration.websub.followers import Callback, a_desk, tell
from tests.integration.websub.hubs import Newsroom, Paper, serving


@pytest.fixture
async def desk(tmp_path: Path, clock: Clock, port: int, paper: Paper) -> AsyncIterator[Newsroom]:
    async with a_desk(tmp_path, clock, port, paper) as opened:
        await opened.poll()
        await tell(opened)
        yield opened


@pytest.fixture
async def callback() -> AsyncIterator[Callback]:
    one = Callback()
    async with serving(callback=one.answer) as base:
        one.url = f"{base}/callback?key=1"
        yield one
