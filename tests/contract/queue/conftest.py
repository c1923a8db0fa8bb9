"""Every test of this folder runs on both engines: tasks in memory over SQLite, jobs on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from syndicate.protocols import Queue
from syndicate.queue.local import LocalQueue
from syndicate.store import Store, open_store
from tests.postgres_queue import open_postgres_queue

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
        if store.database.engine == "sqlite":
            return local
        return await open_postgres_queue(store, local, works=works)

    return make
