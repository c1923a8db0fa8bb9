"""A desk over a store of its own, on one engine or on both."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.integration.pipeline.desk import Desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    opened = await Desk.open(f"sqlite:///{tmp_path / 'store.db'}")
    yield opened
    await opened.store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    return str(request.getfixturevalue("postgres_database"))


@pytest.fixture
async def any_desk(store_url: str) -> AsyncIterator[Desk]:
    """A desk on each engine."""
    opened = await Desk.open(store_url)
    yield opened
    await opened.store.close()
