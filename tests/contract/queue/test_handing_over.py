"""What is claimed is handed over, and polled once, whoever does it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

import pytest

from syndicate.model import Room, SourceState, Task
from syndicate.protocols import Claim, Queue, Transaction
from syndicate.store import Store
from tests.contract.queue.conftest import Make
from tests.contract.store.builders import MINUTE, NOW, a_source, claim_due, follow
from tests.postgres_queue import LEASE


def claim_of(store: Store, now: datetime = NOW) -> Claim:
    def claim(room: Room) -> Transaction[Sequence[SourceState]]:
        return store.sources.claiming_due(
            now, limit=room.sources, lease=LEASE, per_host=room.per_host, busy=room.busy
        )

    return claim


@asynccontextmanager
async def polling(queue: Queue, store: Store) -> AsyncIterator[Counter[str]]:
    """Polls that bring nothing, and are recorded."""
    polled: Counter[str] = Counter()

    async def perform(task: Task) -> None:
        polled[task.key] += 1
        assert task.state is not None
        await asyncio.sleep(0.001)
        await store.polls.settle(task.state, task.state)

    work = asyncio.create_task(queue.work(perform))
    try:
        yield polled
    finally:
        await queue.drain()
        await work


async def until(polled: Counter[str], count: int) -> None:
    async with asyncio.timeout(20):
        while polled.total() < count:  # noqa: ASYNC110 - what is counted tells nobody
            await asyncio.sleep(0.02)


async def test_what_is_due_is_polled_once(make_queue: Make, store: Store) -> None:
    await follow(
        store,
        *(a_source(f"s{n}", shown_url=f"https://host{n % 4}.example/{n}") for n in range(20)),
        a_source("nowhere", shown_url="urn:x"),
    )
    queue = await make_queue()
    async with polling(queue, store) as polled:
        await queue.dispatch(claim_of(store))
        await until(polled, 21)
        await queue.dispatch(claim_of(store))
        await queue.idle()
    assert set(polled.values()) == {1}
    assert len(polled) == 21


async def test_a_claim_that_fails_hands_nothing_over(make_queue: Make, store: Store) -> None:
    await follow(store, a_source("s1"))
    queue = await make_queue()

    def broken(room: Room) -> Transaction[Sequence[SourceState]]:
        yield from claim_of(store)(room)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await queue.dispatch(broken)
    async with polling(queue, store) as polled:
        await queue.idle()
        assert not polled
        await queue.dispatch(claim_of(store))
        await until(polled, 1)


async def test_one_slow_host_does_not_fill_the_queue(make_queue: Make, store: Store) -> None:
    crowd = [a_source(f"a{n:03}", shown_url=f"https://crowd.example/{n}") for n in range(100)]
    await follow(store, *crowd)
    queue = await make_queue()
    later = NOW + MINUTE  # so many that are new are spread over a minute
    await queue.dispatch(claim_of(store, later))
    await queue.dispatch(claim_of(store, later))
    left = await claim_due(store, later, limit=999, lease=LEASE)
    assert len(left) >= 60


async def test_what_waits_when_a_process_stops_is_polled_by_another(
    make_queue: Make, store: Store
) -> None:
    await follow(store, *(a_source(f"s{n}", shown_url=f"https://h{n}.example/") for n in range(9)))
    first, second = await make_queue(), await make_queue()
    await first.dispatch(claim_of(store))
    await first.drain()
    later = NOW + LEASE
    async with polling(second, store) as polled:
        await second.dispatch(claim_of(store, later))
        await until(polled, 9)
    assert set(polled.values()) == {1}
