"""What every Queue promises."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from syndicate.model import Task
from syndicate.protocols import Queue
from tests.contract.queue.conftest import Make

Perform = Callable[[Task], Awaitable[None]]


@asynccontextmanager
async def working(queue: Queue, perform: Perform) -> AsyncIterator[None]:
    work = asyncio.create_task(queue.work(perform))
    try:
        yield
    finally:
        await queue.drain()
        await work


@pytest.fixture
async def queue(make_queue: Make) -> Queue:
    return await make_queue()


async def test_every_task_is_performed_once(queue: Queue) -> None:
    done: list[str] = []

    async def perform(task: Task) -> None:
        done.append(task.key)

    async with working(queue, perform):
        for number in range(20):
            await queue.put(Task("poll", str(number)))
        await queue.idle()
    assert sorted(done, key=int) == [str(number) for number in range(20)]


async def test_a_task_that_waits_is_not_put_twice(queue: Queue) -> None:
    assert await queue.put(Task("poll", "a"))
    assert not await queue.put(Task("poll", "a"))
    assert queue.backlog == 1


async def test_a_task_that_runs_may_be_put_again_and_waits_for_it(queue: Queue) -> None:
    running = 0
    most = 0
    calls = 0
    started = asyncio.Event()

    async def perform(task: Task) -> None:
        nonlocal running, most, calls
        running, calls = running + 1, calls + 1
        most = max(most, running)
        started.set()
        await asyncio.sleep(0.01)
        running -= 1

    async with working(queue, perform):
        await queue.put(Task("cluster"))
        await started.wait()
        assert await queue.put(Task("cluster"))
        await queue.idle()
    assert (calls, most) == (2, 1)


async def test_no_more_run_at_once_than_allowed(queue: Queue) -> None:
    running = most = 0

    async def perform(task: Task) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.005)
        running -= 1

    async with working(queue, perform):
        for number in range(12):
            await queue.put(Task("poll", str(number)))
        await queue.idle()
    assert most == 3


async def test_an_error_in_one_task_is_counted_and_the_others_go_on(make_queue: Make) -> None:
    failures: list[int] = []
    queue = await make_queue(concurrency=1, on_failure=lambda: failures.append(1))
    done: list[str] = []

    async def perform(task: Task) -> None:
        if task.key == "bad":
            raise ValueError("bad")
        done.append(task.key)

    async with working(queue, perform):
        for key in ("a", "bad", "b"):
            await queue.put(Task("poll", key))
        await queue.idle()
    assert (done, len(failures)) == (["a", "b"], 1)


async def test_draining_waits_for_what_runs_and_forgets_what_waits(make_queue: Make) -> None:
    queue = await make_queue(concurrency=1)
    ended: list[str] = []
    started = asyncio.Event()

    async def perform(task: Task) -> None:
        started.set()
        await asyncio.sleep(0.02)
        ended.append(task.key)

    async with working(queue, perform):
        await queue.put(Task("poll", "runs"))
        await queue.put(Task("poll", "waits"))
        await started.wait()
        await queue.drain()
        assert ended == ["runs"]
        assert not await queue.put(Task("poll", "late"))
    assert ended == ["runs"]


async def test_a_slow_lane_holds_up_nobody_else(make_queue: Make) -> None:
    queue = await make_queue(concurrency=3, abreast=2)
    begun: list[str] = []
    all_that_may, go_on = asyncio.Event(), asyncio.Event()

    async def perform(task: Task) -> None:
        begun.append(task.key)
        if len(begun) == 5:
            all_that_may.set()
        if task.lane == "slow":
            await go_on.wait()

    for number in range(6):
        await queue.put(Task("poll", f"slow {number}", lane="slow"))
    for number in range(3):
        await queue.put(Task("poll", f"quick {number}", lane="quick"))
    async with working(queue, perform):
        await all_that_may.wait()
        assert sorted(begun) == ["quick 0", "quick 1", "quick 2", "slow 0", "slow 1"]
        go_on.set()
        await queue.idle()
    assert len(begun) == 9


async def test_a_task_that_has_left_its_lane_makes_room_while_it_works(make_queue: Make) -> None:
    queue = await make_queue(concurrency=3, abreast=1)
    begun: list[str] = []
    all_that_may, go_on = asyncio.Event(), asyncio.Event()

    async def perform(task: Task) -> None:
        begun.append(task.key)
        if len(begun) == 3:
            all_that_may.set()
        queue.leave(task)
        queue.leave(task)  # once is enough
        await go_on.wait()

    for number in range(5):
        await queue.put(Task("poll", str(number), lane="one"))
    async with working(queue, perform):
        await all_that_may.wait()
        await asyncio.sleep(0)
        assert begun == ["0", "1", "2"]  # no more than the queue allows at all
        go_on.set()
        await queue.idle()
    assert begun == ["0", "1", "2", "3", "4"]
