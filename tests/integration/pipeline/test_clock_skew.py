"""A node whose own clock is an hour off does what the others do, when they would do it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import psycopg
import pytest

from syndicate import house
from syndicate.house import open_house
from syndicate.model import Source
from syndicate.store.engines.time import ServerTime
from tests.settings import settings_of

HOUR = timedelta(hours=1)


def a_wall_clock(off: timedelta) -> type[datetime]:
    class Off(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + off

    return Off


@pytest.mark.parametrize("off", [HOUR, -HOUR], ids=["fast", "slow"])
async def test_it_claims_nothing_early_and_nothing_late(
    off: timedelta, postgres_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house, "datetime", a_wall_clock(off))
    assert abs(house.now() - datetime.now(UTC) - off) < HOUR / 2
    source = Source("s1", "https://s1.example/feed", "https://s1.example/feed")
    settings = settings_of(tmp_path, store=postgres_database, sources=(source,))
    async with open_house(settings, role="scheduler") as node:
        assert isinstance(node.clock, ServerTime)
        for minutes, jobs in ((30, 0), (-1, 1)):
            await due_in(postgres_database, minutes)
            await node.pipeline.dispatch()
            assert await jobs_of(postgres_database) == jobs


async def due_in(url: str, minutes: int) -> None:
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute(
            "UPDATE sources SET next_poll_at = "
            "CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint) + %s",
            [minutes * 60_000_000],
        )


async def jobs_of(url: str) -> int:
    async with await psycopg.AsyncConnection.connect(url) as connection:
        found = await connection.execute("SELECT count(*) FROM procrastinate_jobs")
        row = await found.fetchone()
        assert row is not None
        return int(row[0])
