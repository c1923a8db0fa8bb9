"""A reader that gives up takes its question with it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from syndicate.protocols import Statement, Transaction
from syndicate.store import open_store

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


def endless() -> Transaction[None]:
    yield Statement(ENDLESS)


async def test_read_that_nobody_waits_for_ends_and_the_next_is_answered(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path / 'store.db'}")
    for _ in range(3):  # there are two readers
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await store.database.read(endless())
    assert await store.revision() == 0
    await store.close()
