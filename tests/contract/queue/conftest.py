"""Every test of this folder runs on both engines: tasks in memory over SQLite, jobs on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from syndicate.protocols import Queue
from syndicate.queue.local import LocalQueue
from syndicate.queue.postgres import PostgresQueue
from syndicate.store import Store, open_store
from syndicate.store.postgres import PostgresDatabase
from tests.contract.store.builders import MINUTE, NOW

LEASE = 5 * MINUTE
Make = Callable[..., Awaitable[Queue]]


@pytest.fixture(params=["local", "postgresql"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    local = request.param == "local"
    url = f"sqlite:///{tmp_path / 'store.db'}" if local else None
    opened = await open_store(url or str(request.getfixturevalue("postgres_database")))
    yield opened
    await opened.close()


@pytest.fixture
def make_queue(store: Store) -> Make:
    """Make queues of as many processes as are wanted, over one store."""

    async def make(*, works: bool = True, **how: Any) -> Queue:
        local = LocalQueue(write=store.database.write, **{"concurrency": 3, **how})
        if not isinstance(store.database, PostgresDatabase):
            return local
        queue = PostgresQueue(
            pool=store.database.pool,
            local=local,
            write=store.database.write,
            take_up=lambda ids, claim: store.sources.take_up(ids, claim, NOW, lease=LEASE),
            give_back=lambda states: store.sources.give_back(states, NOW),
            works=works,
        )
        await queue.open()
        return queue

    return make
