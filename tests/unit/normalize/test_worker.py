from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial

import pytest

from syndicate.errors import ParseError, Poison
from syndicate.model import Document, Validators
from syndicate.normalize.worker import Workers, _Worker
from tests.shares import gets

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
GOOD = b"<rss><channel><item><title>x</title></item></channel></rss>"
# feedparser's time grows with the square of an element's repetitions: about a minute for these.
LARGE = b"<rss><channel>" + b"<item><title>x</title></item>" * 300_000 + b"</channel></rss>"


def document(body: bytes) -> Document:
    return Document("https://g.example/feed", body, "text/xml", Validators(), NOW)


@pytest.fixture
async def workers() -> AsyncIterator[Workers]:
    found = Workers(wall_s=20, memory_bytes=160 * 1024 * 1024)
    yield found
    await found.close()


async def reason(workers: Workers, body: bytes) -> str:
    return (await error(workers, body)).reason


async def error(workers: Workers, body: bytes) -> ParseError:
    with pytest.raises(ParseError) as caught:
        await workers.read(document(body), source_id="s1")
    return caught.value


def busy(seconds: float) -> bytes:
    """Keep a worker busy for so much of its own time."""
    ends = time.process_time() + seconds
    while time.process_time() < ends:
        pass
    return b"read"


async def occupied(workers: Workers) -> ParseError:
    """What comes of a document that keeps its worker busy for longer than any may."""
    with pytest.raises(ParseError) as caught:
        await workers.run(partial(busy, 60), document(GOOD))
    return caught.value


async def count(workers: Workers) -> int:
    return len((await workers.read(document(GOOD), source_id="s1")).items)


def pids(workers: Workers) -> list[int]:
    return [worker.process.pid or 0 for worker in (*workers._idle, *workers._busy)]


async def test_document_is_read_elsewhere_and_its_error_comes_back(workers: Workers) -> None:
    assert await count(workers) == 1
    assert "web page" in await reason(workers, b"<html/>")
    assert os.getpid() not in pids(workers)


async def test_document_that_takes_too_long_is_stopped_and_the_loop_runs_on(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    gets(monkeypatch, share=1)
    assert await count(workers) == 1
    late = 0.0

    async def watch() -> None:
        nonlocal late
        while True:
            start = time.perf_counter()
            await asyncio.sleep(0.01)
            late = max(late, time.perf_counter() - start - 0.01)

    watching = asyncio.create_task(watch())
    start = time.perf_counter()
    workers._wall_s = 1.5
    assert "1.5 s" in (await occupied(workers)).reason
    assert time.perf_counter() - start < 4
    watching.cancel()
    assert late < 1.2, "the loop waited as long as the parser took"
    workers._wall_s = 20
    assert await count(workers) == 1


async def test_a_worker_that_was_stopped_says_nothing_of_its_document() -> None:
    workers = Workers(wall_s=0.7)
    assert await count(workers) == 1
    os.kill(pids(workers)[0], signal.SIGSTOP)
    stopped = await error(workers, GOOD)
    assert "hardly any time" in stopped.reason
    assert not isinstance(stopped, Poison)
    workers._wall_s = 20
    assert await count(workers) == 1
    await workers.close()


async def test_a_document_is_read_though_its_worker_gets_only_a_share_of_a_busy_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gets(monkeypatch, share=0.2)
    workers = Workers(wall_s=1)
    assert await count(workers) == 1
    assert await workers.run(partial(takes, 1.4), document(GOOD)) == b"read"  # of 4.5 s that it has
    await workers.close()


@pytest.mark.parametrize("share", [0.12, 0.25])
async def test_what_never_ends_on_a_busy_machine_is_ended_all_the_same(
    monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    gets(monkeypatch, share=share)
    workers = Workers(wall_s=0.5)
    assert await count(workers) == 1
    with pytest.raises(ParseError) as caught:
        await asyncio.wait_for(workers.run(partial(takes, 60), document(GOOD)), 10)
    assert isinstance(caught.value, Poison) == (share == 0.25)
    await workers.close()


def takes(seconds: float) -> bytes:
    time.sleep(seconds)
    return b"read"


async def test_document_that_takes_too_much_memory_is_stopped(workers: Workers) -> None:
    workers._wall_s = 120
    assert "160 MiB" in await reason(workers, LARGE)
    assert await count(workers) == 1


async def test_pool_survives_the_death_of_a_worker(workers: Workers) -> None:
    assert await count(workers) == 1
    os.kill(pids(workers)[0], signal.SIGKILL)  # idle
    await workers._idle[0].ended()
    assert await count(workers) == 1
    assert isinstance(await killed_at_work(workers, signal.SIGKILL), Poison)
    assert await count(workers) == 1


async def killed_at_work(workers: Workers, how: signal.Signals) -> ParseError:
    reading = asyncio.create_task(occupied(workers))
    await asyncio.sleep(0.5)
    os.kill(pids(workers)[0], how)
    return await reading


async def test_document_is_not_blamed_when_the_system_stops_its_worker(workers: Workers) -> None:
    assert await count(workers) == 1
    stopped = await killed_at_work(workers, signal.SIGTERM)
    assert "stopped" in stopped.reason
    assert not isinstance(stopped, Poison)


async def test_document_that_costs_a_worker_is_told_by_its_hash(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    gets(monkeypatch, share=1)
    workers._wall_s = 1.5
    caught = await occupied(workers)
    assert isinstance(caught, Poison)
    assert caught.body_hash == document(GOOD).body_hash
    assert not isinstance(await error(workers, b"<html/>"), Poison)


async def test_fault_of_the_parser_is_not_told_as_a_limit_of_the_document(workers: Workers) -> None:
    with pytest.raises(Poison, match="its parser failed, a fault of ours"):
        await workers.run(partial(bytes.fromhex, "no number"), document(GOOD))
    assert await count(workers) == 1


async def test_marks_go_there_and_back(workers: Workers) -> None:
    body = GOOD.replace(b"<title>", b"<guid>1</guid><title>")
    first = await workers.read(document(body), source_id="s1")
    assert first.marks
    again = await workers.read(document(body), source_id="s1", marks=first.marks)
    assert (again.items, again.present) == ((), ("guid:1",))


async def test_worker_is_replaced_after_so_many_documents(workers: Workers) -> None:
    assert await count(workers) == 1
    (first,) = pids(workers)
    workers._idle[0].left = 1
    assert await count(workers) == 1
    assert await count(workers) == 1
    assert pids(workers) != [first]


@pytest.mark.parametrize("answer", [b"f{}", b"fnonsense", b"f" + b"[" * 100_000, b"f\xff"])
async def test_worker_that_gives_no_sane_answer_is_not_believed(
    workers: Workers, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    async def ask(self: _Worker, question: bytes) -> tuple[bytes, bytes]:
        return answer[:1], answer[1:]

    monkeypatch.setattr(_Worker, "ask", ask)
    assert "no sane answer" in await reason(workers, GOOD)


@pytest.mark.parametrize("told", [b"\xff\xff\xff\xff", b"\0\0\0\0", b"\0\0\0\1?", b"+"])
async def test_worker_that_breaks_the_protocol_is_ended(workers: Workers, told: bytes) -> None:
    assert await count(workers) == 1
    worker = workers._idle[0]
    honest, worker.channel = worker.channel, None  # type: ignore[assignment]
    worker.channel, liar = socket.socketpair()
    worker.channel.settimeout(0)
    with honest, liar:
        liar.sendall(told)
        liar.shutdown(socket.SHUT_WR)
        assert isinstance(await error(workers, GOOD), Poison | ParseError)
    assert worker not in workers._idle
    assert await count(workers) == 1


async def test_reader_that_gives_up_leaves_the_pool_usable(workers: Workers) -> None:
    reading = asyncio.create_task(occupied(workers))
    await asyncio.sleep(0.5)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert await count(workers) == 1


async def test_close_stops_busy_workers_and_answers_those_who_wait() -> None:
    workers = Workers(wall_s=20)
    assert await count(workers) == 1
    reading = asyncio.create_task(occupied(workers))
    await asyncio.sleep(0.1)  # it is at work
    running = pids(workers)
    start = time.perf_counter()
    await workers.close()
    assert time.perf_counter() - start < 2
    assert "closed" in (await asyncio.wait_for(reading, 2)).reason
    for pid in running:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    assert "closed" in await reason(workers, GOOD)


async def test_another_worker_starts_for_who_waits_too_long_and_no_more_than_are_allowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workers = Workers(count=2, wall_s=20)
    assert await count(workers) == 1
    monkeypatch.setattr("syndicate.normalize.worker._PATIENCE_S", 60.0)
    assert await asyncio.gather(*(count(workers) for _ in range(10))) == [1] * 10
    assert len(pids(workers)) == 1
    monkeypatch.setattr("syndicate.normalize.worker._PATIENCE_S", 0.3)
    slow = [asyncio.create_task(occupied(workers))]
    await asyncio.sleep(0.1)  # it is at work
    assert await count(workers) == 1
    assert len(pids(workers)) == 2
    slow.append(asyncio.create_task(occupied(workers)))
    waiting = asyncio.create_task(count(workers))
    await asyncio.sleep(1.5)
    assert (len(pids(workers)), waiting.done()) == (2, False)
    waiting.cancel()
    await workers.close()
    assert ["closed" in (await one).reason for one in slow] == [True, True]


async def test_worker_is_not_told_what_the_environment_keeps_for_its_parent(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_PASSWORD", "hunter2")
    monkeypatch.setenv("TZ", "UTC")
    told = json.loads(await workers.run(environment, document(GOOD)))
    assert (told.get("DESK_PASSWORD"), told.get("TZ")) == (None, "UTC")


def environment() -> bytes:
    return json.dumps(dict(os.environ)).encode()


async def test_worker_that_nobody_is_left_to_hear_ends_without_a_word(
    capfd: pytest.CaptureFixture[str],
) -> None:
    worker = _Worker(20, 160 * 1024 * 1024, "syndicate.normalize.document")
    worker.channel.close()
    assert await worker.ended() == 0
    assert capfd.readouterr().err == ""


async def test_nothing_starts_before_the_first_document() -> None:
    workers = Workers()
    assert pids(workers) == []
    await workers.close()
