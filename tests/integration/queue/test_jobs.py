"""Polls as jobs of Procrastinate on a real PostgreSQL: what survives, what is refused, what is done once."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Sequence

import procrastinate.sql
import psycopg
import pytest

from syndicate.errors import SchemaTooNew
from syndicate.model import Room, SourceState, Task
from syndicate.protocols import Transaction
from syndicate.queue import jobs
from syndicate.queue.local import LocalQueue
from syndicate.queue.postgres import PostgresQueue
from syndicate.store import Store, open_store
from tests.contract.store.builders import NOW, a_source, follow
from tests.postgres_queue import LEASE, open_postgres_queue


@pytest.fixture
async def store(postgres_database: str) -> AsyncIterator[Store]:
    opened = await open_store(postgres_database)
    yield opened
    await opened.close()


async def open_queue(store: Store, *, works: bool = True) -> PostgresQueue:
    local = LocalQueue(write=store.database.write, concurrency=4)
    return await open_postgres_queue(store, local, works=works)


def waiting(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'"
        ).fetchone()
    assert row is not None
    return int(row[0])


async def polled_by(queue: PostgresQueue, store: Store, count: int) -> list[str]:
    """Let a process work until it has polled so many."""
    polled: list[str] = []
    enough = asyncio.Event()

    async def perform(task: Task) -> None:
        assert task.state is not None
        await store.polls.settle(task.state, task.state)
        polled.append(task.key)
        if len(polled) == count:
            enough.set()

    work = asyncio.create_task(queue.work(perform))
    async with asyncio.timeout(20):
        await enough.wait()
    await queue.drain()
    await work
    return sorted(polled)


async def test_a_job_of_a_process_that_died_is_run_by_another(
    store: Store, postgres_database: str
) -> None:
    await follow(store, a_source("s1"), a_source("s2"))
    queue = await open_queue(store)
    await queue.dispatch(lambda room: claiming(store, room))
    with psycopg.connect(postgres_database) as connection:  # taken by one who is silent since
        connection.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')"
        )
        connection.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = 1")
    assert waiting(postgres_database) == 0
    await queue.sweep()
    assert waiting(postgres_database) == 2
    assert await polled_by(queue, store, 2) == ["s1", "s2"]
    assert waiting(postgres_database) == 0


async def test_a_job_of_a_process_that_lives_is_left_to_it(
    store: Store, postgres_database: str
) -> None:
    await follow(store, a_source("s1"))
    queue = await open_queue(store)
    await queue.dispatch(lambda room: claiming(store, room))
    with psycopg.connect(postgres_database) as connection:
        connection.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
        connection.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = 1")
    await queue.sweep()
    assert waiting(postgres_database) == 0


REFUSED_TWICE = """
CREATE SEQUENCE refusals;
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF nextval('refusals') <= 2 THEN RAISE 'statement timeout' USING ERRCODE = '57014'; END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER refused BEFORE DELETE ON procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION refuse()
"""


# What a connection has prepared to read is of another type after pg_restore, and fails each time it is asked.
MADE_ANEW = """
CREATE TABLE before AS SELECT pid FROM pg_stat_activity;
ALTER FUNCTION procrastinate_fetch_job_v2 RENAME TO fetch_anew;
CREATE FUNCTION procrastinate_fetch_job_v2 (queues varchar[], worker bigint)
RETURNS procrastinate_jobs LANGUAGE plpgsql AS $$ BEGIN
    IF pg_backend_pid() IN (SELECT pid FROM before) THEN
        RAISE 'cached plan must not change result type' USING ERRCODE = '0A000';
    END IF;
    RETURN fetch_anew(queues, worker);
END $$
"""


async def test_tables_that_are_made_anew_under_a_worker_are_read_by_other_connections(
    store: Store, postgres_database: str
) -> None:
    await follow(store, a_source("s1"))
    queue = await open_queue(store)
    with psycopg.connect(postgres_database) as connection:
        connection.execute(MADE_ANEW)
    await queue.dispatch(lambda room: claiming(store, room))
    assert await polled_by(queue, store, 1) == ["s1"]


async def test_a_job_whose_end_could_not_be_written_keeps_its_host_from_nobody(
    store: Store, postgres_database: str, caplog: pytest.LogCaptureFixture
) -> None:
    await follow(store, a_source("s1"))
    queue = await open_queue(store)
    await queue.dispatch(lambda room: claiming(store, room))
    with psycopg.connect(postgres_database) as connection:
        connection.execute(REFUSED_TWICE)

    async def perform(task: Task) -> None:
        assert task.state is not None
        await store.polls.settle(task.state, task.state)

    work = asyncio.create_task(queue.work(perform))
    async with asyncio.timeout(20):
        while left(postgres_database):  # noqa: ASYNC110 - only the server knows
            await asyncio.sleep(0.1)
    await queue.drain()
    await work
    gc.collect()  # a task that nobody asked how it ended tells so when it is gone
    assert not caplog.records


async def test_the_end_of_a_job_that_another_process_has_by_now_is_left_to_that_one(
    store: Store, postgres_database: str, caplog: pytest.LogCaptureFixture
) -> None:
    await follow(store, a_source("s1"))
    queue = await open_queue(store)
    await queue.dispatch(lambda room: claiming(store, room))
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def perform(_: Task) -> None:
        begun.set()
        await go_on.wait()

    work = asyncio.create_task(queue.work(perform))
    async with asyncio.timeout(20):
        await begun.wait()
    with psycopg.connect(postgres_database) as connection:  # it was taken for dead meanwhile
        connection.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
        connection.execute(
            "UPDATE procrastinate_jobs SET worker_id = (SELECT max(id) FROM procrastinate_workers)"
        )
    go_on.set()
    await queue.drain()
    await work
    gc.collect()
    assert left(postgres_database) == 1
    assert not caplog.records


def left(url: str) -> int:
    with psycopg.connect(url) as connection:
        return len(connection.execute("SELECT 1 FROM procrastinate_jobs").fetchall())


async def test_a_job_that_runs_a_second_time_polls_nothing(store: Store) -> None:
    await follow(store, a_source("s1"), a_source("s2"))
    first, second = await open_queue(store), await open_queue(store)
    states = await store.database.write(claiming(store, Room(9, 9)))
    await store.database.write(jobs_again(states))
    assert await polled_by(first, store, 2) == ["s1", "s2"]
    await store.database.write(jobs_again(states))
    performed: list[Task] = []

    async def perform(task: Task) -> None:
        performed.append(task)

    work = asyncio.create_task(second.work(perform))
    await asyncio.sleep(0.5)
    await second.drain()
    await work
    assert performed == []


async def test_schedulers_that_dispatch_at_once_hand_nothing_out_twice(
    store: Store, postgres_database: str
) -> None:
    await follow(store, *(a_source(f"s{n}", shown_url=f"https://h{n}.example/") for n in range(20)))
    schedulers = [await open_queue(store, works=False) for _ in range(4)]
    await asyncio.gather(
        *(each.dispatch(lambda room: claiming(store, room)) for each in schedulers)
    )
    assert waiting(postgres_database) == 20


async def test_no_more_waits_than_those_who_poll_can_do(
    store: Store, postgres_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "WAITING_EACH", 3)
    await follow(store, *(a_source(f"s{n}", shown_url=f"https://h{n}.example/") for n in range(20)))
    queue = await open_queue(store)
    for _ in range(3):
        await queue.dispatch(lambda room: claiming(store, room))
    assert waiting(postgres_database) == 3


async def test_tables_of_a_newer_procrastinate_are_refused(
    store: Store, postgres_database: str
) -> None:
    await open_queue(store)
    await open_queue(store)  # they are there already
    with psycopg.connect(postgres_database) as connection:
        connection.execute("INSERT INTO queue_steps (name) VALUES ('99.00.00_01_pre_news.sql')")
    with pytest.raises(SchemaTooNew, match="newer Procrastinate"):
        await open_queue(store)


def test_jobs_are_made_by_the_function_that_procrastinate_calls_itself() -> None:
    assert "procrastinate_defer_jobs_v1(" in procrastinate.sql.queries["defer_jobs"]
    assert "procrastinate_job_to_defer_v1[]" in procrastinate.sql.queries["defer_jobs"]


def claiming(store: Store, room: Room) -> Transaction[Sequence[SourceState]]:
    return store.sources.claiming_due(
        NOW, limit=room.sources, lease=LEASE, per_host=room.per_host, busy=room.busy
    )


def jobs_again(states: Sequence[SourceState]) -> Transaction[Sequence[SourceState]]:
    def claim(_: Room) -> Transaction[Sequence[SourceState]]:
        yield from ()
        return states

    return jobs.handing_over(claim, 30.0)
