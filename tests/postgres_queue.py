"""A queue over a real PostgreSQL, as the house opens it."""

from __future__ import annotations

from typing import Final

from syndicate.queue.local import LocalQueue
from syndicate.queue.postgres import PostgresQueue
from syndicate.store import Store
from syndicate.store.engines.postgres import PostgresDatabase
from tests.contract.store.builders import MINUTE, NOW

LEASE: Final = 5 * MINUTE


async def open_postgres_queue(store: Store, local: LocalQueue, *, works: bool) -> PostgresQueue:
    """Open the queue of one process of those that share the store."""
    assert isinstance(store.database, PostgresDatabase)
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
