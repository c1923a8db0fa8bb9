"""The seam itself: all or nothing, one state seen, one holder."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from syndicate.errors import StoreBusy, StoreError
from syndicate.protocols import Statement, Transaction, Values
from syndicate.store import Selection, Store, open_store
from tests.contract.store.builders import NOW, a_source, an_item, follow, poll

GROW = Statement("UPDATE meta SET value = value + 1 WHERE name = 'revision'")
SEEDED = {"cards", "revision"}  # what stands there in a new store
LOOK = Statement("SELECT value FROM meta WHERE name = 'revision'")


def add(name: str, value: int = 0) -> Transaction[None]:
    yield Statement("INSERT INTO meta (name, value) VALUES (:n, :v)", {"n": name, "v": value})


def names() -> Transaction[set[str]]:
    rows = yield Statement("SELECT name FROM meta")
    return {row["name"] for row in rows}


async def test_transaction_gives_its_result(store: Store) -> None:
    def double() -> Transaction[int]:
        rows = yield LOOK
        yield GROW
        again = yield LOOK
        return int(rows[0]["value"]) + 10 * int(again[0]["value"])

    assert await store.database.write(double()) == 10


async def test_error_of_the_engine_is_ours_and_leaves_nothing(store: Store) -> None:
    def broken() -> Transaction[None]:
        yield from add("half")
        yield Statement("SELECT no_such_column FROM meta")

    with pytest.raises(StoreError, match="no_such_column"):
        await store.database.write(broken())
    assert await store.database.read(names()) == SEEDED


async def test_error_between_statements_leaves_nothing(store: Store) -> None:
    def broken() -> Transaction[None]:
        yield from add("half")
        raise KeyError("ours")

    with pytest.raises(KeyError):
        await store.database.write(broken())
    assert await store.database.read(names()) == SEEDED
    await store.database.write(add("whole"))
    assert await store.database.read(names()) == SEEDED | {"whole"}


async def test_failing_row_of_many_leaves_nothing(store: Store) -> None:
    def broken() -> Transaction[None]:
        rows: list[Values] = [{"n": "a", "v": 1}, {"n": "a", "v": 2}]
        yield Statement("INSERT INTO meta (name, value) VALUES (:n, :v)", many=rows)

    with pytest.raises(StoreError):
        await store.database.write(broken())
    assert await store.database.read(names()) == SEEDED


async def test_reading_changes_nothing(store: Store) -> None:
    with pytest.raises(StoreError):
        await store.database.read(add("no"))
    assert await store.database.read(names()) == SEEDED


async def test_reader_sees_one_state(store: Store) -> None:
    """What is written between two of its statements is not there for it."""
    paused, go_on = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    async def write() -> None:
        await paused.wait()
        await store.database.write(add("meanwhile"))
        go_on.set()

    def look_twice() -> Transaction[tuple[int, int]]:
        first = yield Statement("SELECT name FROM meta")
        if store.database.engine == "sqlite":  # it runs in a thread, which may wait
            loop.call_soon_threadsafe(paused.set)
            asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result(10)
        else:
            paused.set()
            for _ in range(20):
                yield Statement("SELECT pg_sleep(0.02)")
        second = yield Statement("SELECT name FROM meta")
        return len(first), len(second)

    (first, second), _ = await asyncio.gather(store.database.read(look_twice()), write())
    assert first == second == len(SEEDED)
    assert await store.database.read(names()) == SEEDED | {"meanwhile"}


async def test_many_tasks_write_at_once_and_nothing_is_lost(store: Store) -> None:
    sources = [a_source(f"s{number}") for number in range(8)]
    await follow(store, *sources)

    async def polls(source: str) -> None:
        for turn in range(5):
            await poll(store, *(an_item(f"{turn}-{n}", source) for n in range(4)), source=source)

    await asyncio.gather(
        *(polls(source.id) for source in sources), *(polls("s0") for _ in range(3))
    )
    stored = await store.items.newest(Selection(), limit=1000)
    assert len(stored) == 8 * 5 * 4
    assert {one.item_count for one in await store.sources.overview()} == {20}
    assert len(await store.items.unclustered(1000)) == 160


async def test_one_that_fails_among_many_takes_none_along(store: Store) -> None:
    def fail(name: str) -> Transaction[None]:
        yield from add(name)
        raise RuntimeError(name)

    work = [store.database.write(add(f"good{n}") if n % 2 else fail(f"bad{n}")) for n in range(20)]
    results = await asyncio.gather(*work, return_exceptions=True)
    assert sum(isinstance(one, RuntimeError) for one in results) == 10
    assert await store.database.read(names()) == SEEDED | {f"good{n}" for n in range(1, 20, 2)}


async def test_cancelled_waiter_leaves_all_or_nothing(store: Store) -> None:
    await follow(store)
    for delay in (0.0, 0.001, 0.003, 0.01):
        task = asyncio.create_task(poll(store, *(an_item(f"{delay}-{n}") for n in range(30))))
        await asyncio.sleep(delay)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await poll(store)  # what was handed over before is finished now
    stored = await store.items.newest(Selection(), limit=1000)
    assert len(stored) % 30 == 0
    assert (await store.sources.overview())[0].item_count == len(stored)


async def test_lock_has_one_holder_who_is_named(store: Store, store_url: str) -> None:
    await store.database.hold("daemon")
    await store.database.hold("daemon")  # again: it is ours
    other = await open_store(store_url)
    try:
        with pytest.raises(StoreBusy, match=rf"process {os.getpid()}\b.*stop that process"):
            await other.database.hold("daemon")
        await other.database.hold("clusterer")
        await store.close()
        await other.database.hold("daemon")
    finally:
        await other.close()


async def test_lock_of_another_process_ends_with_it(store: Store, store_url: str) -> None:
    program = (
        "import asyncio, sys\n"
        "from syndicate.store import open_store\n"
        "async def main():\n"
        "    store = await open_store(sys.argv[1])\n"
        "    await store.database.hold('daemon')\n"
        "    print('held', flush=True)\n"
        "    await asyncio.sleep(60)\n"
        "asyncio.run(main())\n"
    )
    holder = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, store_url, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout is not None
        assert await holder.stdout.readline() == b"held\n"
        with pytest.raises(StoreBusy, match=rf"process {holder.pid}\b"):
            await store.database.hold("daemon")
    finally:
        holder.kill()
        await holder.communicate()
    for _ in range(100):
        try:
            await store.database.hold("daemon")
        except StoreBusy:  # the server has not noticed yet
            await asyncio.sleep(0.05)
        else:
            break
    await store.database.hold("daemon")


async def test_closed_store_says_so(store: Store) -> None:
    await store.close()
    await store.close()
    with pytest.raises(StoreError, match="closed"):
        await store.items.get("i")
    with pytest.raises(StoreError, match="closed"):
        await follow(store)


async def test_store_is_not_carried_into_a_child(store: Store) -> None:
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            store.items.get("i").send(None)
        except StoreError as error:
            code = 0 if "forked" in str(error) else 2
        finally:
            os._exit(code)
    _, status = await asyncio.to_thread(os.waitpid, pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert await store.items.get("i") is None


async def test_opening_again_finds_everything(store: Store, store_url: str) -> None:
    await follow(store)
    await poll(store, an_item("a"))
    before = await store.items.newest(Selection(), limit=5)
    await store.close()
    again = await open_store(store_url)
    try:
        assert await again.items.newest(Selection(), limit=5) == before
        assert await again.revision() > 0
    finally:
        await again.close()


async def test_many_processes_may_open_a_new_store_at_once(empty_url: str) -> None:
    stores = await asyncio.gather(*(open_store(empty_url) for _ in range(4)))
    try:
        await follow(stores[0])
        await asyncio.gather(*(poll(store, an_item("a")) for store in stores))
        assert len(await stores[0].items.newest(Selection(), limit=5)) == 1
    finally:
        for store in stores:
            await store.close()


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://x/y", "no such kind of store"),
        ("nothing", "no such kind of store"),
        ("sqlite://", "names no file"),
        ("sqlite:///", "names no file"),
        ("sqlite:////no/such/folder/a.db", "/no/such/folder/a.db: .*check that its folder exists"),
    ],
)
async def test_url_that_leads_nowhere_says_what_to_do(url: str, says: str) -> None:
    with pytest.raises(StoreError, match=says):
        await open_store(url)


async def test_unreachable_server_is_named_without_its_secrets() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(StoreError) as caught:
            await open_store(f"postgresql://zoe9:s3cr%21t@127.0.0.1:{port}/news?sslpassword=hid")
    text = str(caught.value)
    assert f"postgresql://127.0.0.1:{port}/news" in text
    assert "check the server" in text
    for secret in ("s3cr", "hid", "zoe9"):
        assert secret not in text


async def test_a_short_password_takes_no_letters_out_of_what_went_wrong() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(StoreError) as caught:
            await open_store(f"postgresql://zoe9:e@127.0.0.1:{port}/news")
    assert "connection" in str(caught.value)
    assert "***" not in str(caught.value)


async def test_a_short_password_is_masked_where_it_stands_alone() -> None:
    with pytest.raises(StoreError) as caught:
        await open_store("postgresql://zoe9:%zq@127.0.0.1/news")
    assert '"***"' in str(caught.value)
    assert "%zq" not in str(caught.value)


async def test_instants_keep_their_microseconds(store: Store) -> None:
    await follow(store)
    instants = [
        NOW + timedelta(microseconds=1),
        datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    ]
    await poll(store, *(an_item(str(n), at=at) for n, at in enumerate(instants)))
    for number, at in enumerate(instants):
        stored = await store.items.get(f"is1{number}")
        assert stored is not None
        assert stored.item.seen_at == at
