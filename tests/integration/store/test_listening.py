"""What one process writes is known to another at once, by the notices of a real PostgreSQL server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import psycopg
import pytest

from syndicate.protocols import Statement, Transaction
from syndicate.store import Store, open_store
from syndicate.store.engines.listening import Listener
from syndicate.store.meta import BELIEVED_S, HEARD_S, Meta
from tests.contract.store.builders import NOW, a_source
from tests.origins import closed_port

SOON_S = HEARD_S - 5  # far longer than it takes; later it would be asked for anyhow


@pytest.fixture
async def store(postgres_database: str) -> AsyncIterator[Store]:
    opened = await open_store(postgres_database)
    await opened.database.listen()
    await until(lambda: opened.database.hears)
    yield opened
    await opened.close()


@pytest.fixture
async def other(store: Store, postgres_database: str) -> AsyncIterator[Store]:
    opened = await open_store(postgres_database)
    yield opened
    await opened.close()


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(SOON_S):
        while not holds():  # noqa: ASYNC110 - what a server tells comes when it comes
            await asyncio.sleep(0.005)


async def cut_listener(url: str) -> None:
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        found = await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND query LIKE 'LISTEN%'"
        )
        assert await found.fetchall() == [(True,)]


async def test_a_revision_is_believed_until_another_process_lets_it_grow(
    store: Store, other: Store
) -> None:
    at = 0.0
    meta = Meta(store.database, lambda: at)
    before = await meta.revision()
    at = HEARD_S - 0.001
    assert meta.known() == before
    await other.sources.sync([a_source("s1")], NOW)
    await until(lambda: meta.known() is None)
    assert await meta.revision() == before + 1
    at += HEARD_S
    assert meta.known() is None  # a connection may be dead and not know


async def test_a_revision_is_not_believed_when_it_grows_while_it_is_asked_for(
    store: Store, other: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = store.database.read

    async def slowly(transaction: Transaction[int]) -> int:
        answer = await ask(transaction)
        heard = store.database.changes
        await other.sources.sync([a_source("s1")], NOW)
        await until(lambda: store.database.changes > heard)
        return answer

    monkeypatch.setattr(store.database, "read", slowly)
    before = await store.revision()
    assert store.meta.known() is None
    monkeypatch.undo()
    assert await store.revision() == before + 1 == store.meta.known()


async def test_what_changes_nothing_for_readers_is_not_told(store: Store, other: Store) -> None:
    await store.revision()
    heard = store.database.changes
    await other.leases.take("hub", "other", NOW, NOW - NOW)
    await other.database.write(_grow())
    await until(lambda: store.database.changes > heard)
    assert store.database.changes == heard + 1


async def test_a_listener_that_is_cut_off_comes_back_and_makes_up_for_what_it_missed(
    store: Store, other: Store, postgres_database: str
) -> None:
    before = await store.revision()
    assert store.meta.known() == before
    await cut_listener(postgres_database)
    await other.sources.sync([a_source("s1")], NOW)
    await until(lambda: store.meta.known() is None)
    await until(lambda: store.database.hears)
    after = await store.revision()
    assert after == before + 1
    await other.sources.sync([], NOW)
    await until(lambda: store.meta.known() is None)


async def test_while_nothing_is_heard_a_revision_is_believed_for_a_moment(
    postgres_database: str,
) -> None:
    at = 0.0
    store = await open_store(postgres_database)
    meta = Meta(store.database, lambda: at)
    before = await meta.revision()
    at = BELIEVED_S - 0.001
    assert meta.known() == before
    at = BELIEVED_S
    assert meta.known() is None
    await store.close()


async def test_a_listener_waits_longer_between_tries_while_there_is_no_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pauses: list[float] = []
    enough = asyncio.Event()

    async def sleep(pause_s: float) -> None:
        pauses.append(pause_s)
        if len(pauses) > 10:
            enough.set()
            await asyncio.Event().wait()

    monkeypatch.setattr("syndicate.store.engines.listening.asyncio.sleep", sleep)
    listener = Listener(f"postgresql://127.0.0.1:{closed_port()}/none", "test", lambda: None)
    listener.start()
    await asyncio.wait_for(enough.wait(), SOON_S)
    await listener.stop()
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (0.2, 10.0)
    assert not listener.hears


def _grow() -> Transaction[None]:
    yield Statement("UPDATE meta SET value = value + 1 WHERE name = 'revision'")
