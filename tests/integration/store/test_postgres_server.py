"""What only a server does to its clients: deadlocks, lost connections, changed answers."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from syndicate.errors import StoreBusy, StoreError, StoreFull
from syndicate.protocols import Statement, Transaction
from syndicate.store import Store, open_store
from syndicate.store.engines.migrate import Migration, migrations, version
from syndicate.store.engines.postgres import CONNECTIONS, PostgresDatabase, named, translated
from tests.postgres import at_work


@pytest.fixture
async def store(postgres_database: str) -> AsyncIterator[Store]:
    opened = await open_store(postgres_database)
    await opened.database.write(insert("a", "b"))
    yield opened
    await opened.close()


def insert(*names: str) -> Transaction[None]:
    yield Statement("INSERT INTO meta VALUES (:n, 0)", many=[{"n": name} for name in names])


def add(*names: str, pause: float = 0.2) -> Transaction[int]:
    """Add one to each, slowly."""
    steps = 0
    for name in names:
        yield Statement("UPDATE meta SET value = value + 1 WHERE name = :n", {"n": name})
        yield Statement("SELECT pg_sleep(:s)", {"s": pause})
        steps += 1
    return steps


def values() -> Transaction[dict[str, int]]:
    rows = yield Statement("SELECT name, value FROM meta WHERE length(name) = 1")
    return {row["name"]: row["value"] for row in rows}


async def test_deadlock_is_played_again(store: Store) -> None:
    results = await asyncio.gather(
        store.database.write(add("a", "b")), store.database.write(add("b", "a"))
    )
    assert list(results) == [2, 2]
    assert await store.database.read(values()) == {"a": 2, "b": 2}


async def cut_connections(url: str) -> None:
    connection = await psycopg.AsyncConnection.connect(url, autocommit=True)
    async with connection:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


async def test_lost_connection_is_made_anew_and_nothing_is_done_twice(
    store: Store, postgres_database: str
) -> None:
    work = asyncio.create_task(store.database.write(add("a", "b")))
    await asyncio.sleep(0.3)
    await cut_connections(postgres_database)
    assert await work == 2
    assert await store.database.read(values()) == {"a": 1, "b": 1}


async def test_store_recovers_when_idle_connections_were_cut(
    store: Store, postgres_database: str
) -> None:
    await asyncio.gather(*(store.database.read(values()) for _ in range(8)))
    await cut_connections(postgres_database)
    assert await store.database.read(values()) == {"a": 0, "b": 0}


async def test_a_lock_that_was_lost_with_its_connection_can_be_taken_again(
    store: Store, postgres_database: str
) -> None:
    await store.database.hold("daemon", shared=True)
    await cut_connections(postgres_database)
    await store.database.hold("daemon", shared=True)
    other = await open_store(postgres_database)
    with pytest.raises(StoreBusy):
        await other.database.hold("daemon")
    await other.close()


def connections_made(monkeypatch: pytest.MonkeyPatch) -> list[psycopg.AsyncConnection[Any]]:
    """Note every connection that is made beside those of the pool."""
    made: list[psycopg.AsyncConnection[Any]] = []
    connect = psycopg.AsyncConnection.connect

    async def connected(*args: Any, **more: Any) -> psycopg.AsyncConnection[Any]:
        made.append(await connect(*args, **more))
        return made[-1]

    monkeypatch.setattr(psycopg.AsyncConnection, "connect", connected)
    return made


async def test_a_lock_that_cannot_be_asked_for_leaves_no_connection_open(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it was taken after all, it would be held for as long as the process lives."""

    def fails(*_: str) -> Transaction[str | None]:
        yield Statement("SELECT 1 / 0")
        return None

    made = connections_made(monkeypatch)
    monkeypatch.setattr("syndicate.store.engines.postgres.take", fails)
    with pytest.raises(StoreError, match="division by zero"):
        await store.database.hold("daemon")
    assert [one.closed for one in made] == [True]


async def test_a_wait_for_a_lock_that_is_given_up_leaves_no_connection_open(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def waits(*_: str) -> Transaction[str | None]:
        yield Statement("SELECT pg_sleep(60)")
        return None

    made = connections_made(monkeypatch)
    monkeypatch.setattr("syndicate.store.engines.postgres.take", waits)
    asking = asyncio.create_task(store.database.hold("daemon"))
    while not made:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert [one.closed for one in made] == [True]


NEWEST = migrations("postgresql")[-1].number
NEXT = Migration(NEWEST + 1, "next", "ALTER TABLE meta ADD COLUMN note text;\n")


@pytest.fixture
def _next_is_known(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every store but that of the test opened in the next form."""
    monkeypatch.setattr(
        "syndicate.store.engines.opening.migrations", lambda engine: (*migrations(engine), NEXT)
    )


@pytest.mark.usefixtures("_next_is_known")
async def test_form_is_not_changed_below_an_older_process_at_work(
    store: Store, postgres_database: str
) -> None:
    await store.database.hold("daemon", shared=True)
    with pytest.raises(
        StoreBusy, match=rf"process {os.getpid()} .*, an older Syndicate, is at work"
    ):
        await open_store(postgres_database)
    assert await version(store.database) == NEWEST
    await store.close()
    for opened in await asyncio.gather(*(open_store(postgres_database) for _ in range(4))):
        await opened.database.hold("daemon", shared=True)
        assert await version(opened.database) == NEWEST + 1
        await opened.close()


@pytest.mark.usefixtures("_next_is_known")
async def test_a_lock_that_is_let_go_in_a_moment_turns_nobody_away(
    store: Store, postgres_database: str
) -> None:
    await store.database.hold("daemon", shared=True)
    opening = asyncio.create_task(open_store(postgres_database))
    await asyncio.sleep(0.3)
    await store.close()
    newer = await opening
    assert await version(newer.database) == NEWEST + 1
    await newer.close()


def waiting_for(table: str) -> Transaction[bool]:
    rows = yield Statement(
        "SELECT 1 FROM pg_locks WHERE relation = CAST(:table AS regclass) AND NOT granted",
        {"table": table},
    )
    return bool(rows)


@pytest.mark.usefixtures("_next_is_known")
async def test_nobody_begins_to_work_while_the_form_changes(
    store: Store, postgres_database: str
) -> None:
    async with await psycopg.AsyncConnection.connect(postgres_database) as other:
        await other.execute("LOCK TABLE meta IN SHARE MODE")
        opening = asyncio.create_task(open_store(postgres_database))
        async with asyncio.timeout(30):
            while not await store.database.read(waiting_for("meta")):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        with pytest.raises(StoreBusy, match="is held by"):
            await store.database.hold("daemon", shared=True)
    newer = await opening
    await newer.database.hold("daemon", shared=True)
    await newer.close()


@asynccontextmanager
async def crowded(store: Store) -> AsyncIterator[None]:
    """Have every connection of the pool in somebody's hands."""
    assert isinstance(store.database, PostgresDatabase)
    async with AsyncExitStack() as hands:
        for _ in range(CONNECTIONS):
            await hands.enter_async_context(store.database.pool.connection())
        yield


@asynccontextmanager
async def noted(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[list[dict[str, str]]]:
    """Note by what words every connection is asked for that is made meanwhile."""
    found: list[dict[str, str]] = []
    connect = psycopg.AsyncConnection.connect

    async def note(line: str, **words: Any) -> psycopg.AsyncConnection[Any]:
        connection = await connect(line, **words)
        timeout = conninfo_to_dict(line, **words).get("connect_timeout")
        found.append({**connection.info.get_parameters(), "connect_timeout": str(timeout)})
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(psycopg.AsyncConnection, "connect", note)
        yield found


async def test_a_server_that_is_gone_without_a_word_is_given_up_within_half_a_minute(
    postgres_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with noted(monkeypatch) as found, at_work(postgres_database):
        assert len(found) >= 4
    for one in found:
        silent = int(one["keepalives_idle"])
        silent += int(one["keepalives_interval"]) * int(one["keepalives_count"])
        assert 0 < silent <= 30
        assert 0 < int(one["tcp_user_timeout"]) <= 30_000
        assert 0 < int(one["connect_timeout"]) <= 30


async def test_what_the_url_says_of_a_silent_server_counts(
    postgres_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = "&" if "?" in postgres_database else "?"
    url = f"{postgres_database}{mark}keepalives_idle=99&connect_timeout=88"
    async with noted(monkeypatch) as found, at_work(url):
        pass
    assert {(one["keepalives_idle"], one["connect_timeout"]) for one in found} == {("99", "88")}


async def test_of_what_cannot_be_called_off_the_log_says_nothing_in_words_of_a_library(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    begun, called_off = asyncio.Event(), asyncio.Event()

    def add_slowly() -> Transaction[None]:
        yield Statement("UPDATE meta SET value = value + 1 WHERE name = 'a'")
        begun.set()
        yield Statement("SELECT pg_sleep(1)")

    async def fail(*_: object, **__: object) -> None:
        called_off.set()
        raise psycopg.OperationalError("cancellation timeout expired")

    monkeypatch.setattr(psycopg.AsyncConnection, "cancel_safe", fail)
    work = asyncio.create_task(store.database.write(add_slowly()))
    await begun.wait()
    await asyncio.sleep(0)  # the server is asked to sleep
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert called_off.is_set()
    assert not caplog.records


async def test_who_finds_the_pool_full_waits_for_a_connection(store: Store) -> None:
    async with crowded(store):
        waiting = [asyncio.create_task(store.database.write(add("a", pause=0))) for _ in range(40)]
        await asyncio.sleep(0.2)
        assert not any(each.done() for each in waiting)
    assert await asyncio.gather(*waiting) == [1] * 40
    assert await store.database.read(values()) == {"a": 40, "b": 0}


async def test_a_pool_that_stays_full_is_told_and_nothing_is_saved_by_halves(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(store.database, PostgresDatabase)
    monkeypatch.setattr(store.database.pool, "timeout", 0.3)
    async with crowded(store):
        with pytest.raises(StoreError, match=r"no connection within .* not overloaded"):
            await store.database.write(add("a", "b", pause=0))
    assert await store.database.read(values()) == {"a": 0, "b": 0}
    assert await store.database.write(add("a", "b", pause=0)) == 2


async def test_a_server_that_has_no_connection_left_is_told(
    store: Store, postgres_url: str, postgres_database: str
) -> None:
    role = urlsplit(postgres_database).path.removeprefix("/")
    async with await psycopg.AsyncConnection.connect(postgres_url, autocommit=True) as server:
        await server.execute(f"CREATE ROLE {role} LOGIN CONNECTION LIMIT 1".encode())
        url = postgres_database.replace("//postgres:@", f"//{role}:@")
        assert url != postgres_database
        async with await psycopg.AsyncConnection.connect(url):
            with pytest.raises(StoreError, match="it has no connection left; allow more"):
                await open_store(url)
        await server.execute(f"DROP ROLE {role}".encode())


async def test_a_disk_of_the_server_that_is_full_is_told_as_such(store: Store) -> None:
    def fail() -> Transaction[None]:
        yield Statement(
            "DO $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$"
        )

    with pytest.raises(StoreFull, match=r"its disk is full; free some space.*no space left"):
        await store.database.write(fail())


async def test_transaction_that_was_told_otherwise_the_first_time_is_given_up(
    store: Store, postgres_database: str
) -> None:
    looked = asyncio.Event()

    def look_then_add() -> Transaction[None]:
        yield Statement("SELECT value FROM meta WHERE name = 'a'")
        looked.set()
        yield from add("b", pause=60)  # it is cut off long before

    work = asyncio.create_task(store.database.write(look_then_add()))
    await looked.wait()
    await store.database.write(add("a", pause=0))
    await cut_connections(postgres_database)
    with pytest.raises(StoreError, match=r"changed by another process.*|in the way"):
        await work
    assert await store.database.read(values()) == {"a": 1, "b": 0}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("a = :a AND b = :b_2", "a = %(a)s AND b = %(b_2)s"),
        ("x::text", "x::text"),
        (":x::text", "%(x)s::text"),
        ("a % b", "a %% b"),
        ("'it''s :not' || :a", "'it''s :not' || %(a)s"),
        ("LIKE '%:x%'", "LIKE '%%:x%%'"),
    ],
)
def test_placeholders_are_translated(ours: str, theirs: str) -> None:
    assert translated(ours) == theirs


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (
            "postgresql://u:p@db.example:5433/news?sslmode=require",
            "postgresql://db.example:5433/news",
        ),
        ("postgresql:///news?host=/run/postgresql&user=u", "postgresql:///run/postgresql/news"),
        ("postgresql://[broken", "postgresql"),
    ],
)
def test_database_is_named_without_its_secrets(url: str, name: str) -> None:
    assert named(url) == name
