"""Too much, too slow, too often: each fetch ends within its limits, and who means well is answered meanwhile."""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest

from syndicate.errors import Refused
from syndicate.fetch.client import Limits
from tests.hostile import origin as hostile
from tests.hostile.conftest import HURRIED, NONE, OpenClient, fetched, refusal
from tests.hostile.documents import GOOD
from tests.integration.fetch.hostile_origin import MIB, Answer, Origin, feed, redirect, running

FLOODS: dict[str, tuple[Callable[[], Answer], str]] = {
    "headers": (hostile.endless_headers, "headers are too long"),
    "promises": (hostile.endless_promises, ""),
    "tiny chunks": (hostile.endless_tiny_chunks, ""),
    "chunk extension": (hostile.endless_chunk_extension, ""),
    "trailers": (hostile.endless_trailers, ""),
    "body": (hostile.endless_body, ""),
    "status line": (hostile.endless_status_line, "headers are too long"),
    "redirects": (hostile.endless_redirects, "more than 5 redirects"),
    "gzip members": (hostile.many_members, ""),
    "drip before the head": (lambda: hostile.drip(b"HTTP/1.1 200 "), ""),
    "drip of headers": (lambda: hostile.endless_headers(0.05), "took more than"),
    "drip of promises": (lambda: hostile.endless_promises(0.05), "took more than"),
    "drip of a body": (lambda: hostile.drip(hostile.OK + b"\r\n"), "took more than"),
    "drip of chunks": (lambda: hostile.drip(hostile.CHUNKED, b"1\r\nx\r\n"), "took more than"),
    "silence": (lambda: hostile.silence, "silent for 2 s"),
}


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
async def test_gibibyte_in_a_small_body_is_never_unpacked(
    open_client: OpenClient, origin: Origin, coding: str
) -> None:
    client = open_client("127.0.0.1/32", limits=Limits(body_bytes=8 * MIB, total_s=20))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    error = await refusal(client, origin.put("/", hostile.packed_gibibyte(coding)))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert isinstance(error, Refused)
    assert "larger than" in error.reason
    assert grown < 100 * MIB


async def test_all_floods_at_once_end_in_errors_and_others_are_served_meanwhile(
    open_client: OpenClient, origin: Origin
) -> None:
    """Each from a host of its own, as two connections are all that one host is given."""
    client = open_client("127.0.0.0/8", limits=replace(HURRIED, total_s=6.0, read_s=2.0))
    origin.put("/good", feed((), GOOD))
    served = 0

    async def ask_the_good_one(done: asyncio.Event) -> None:
        nonlocal served
        while not done.is_set():
            assert (await fetched(client, origin.url("/good"))).body == GOOD
            served += 1
            await asyncio.sleep(0.05)

    async def suffer(number: int, answer: Answer) -> str:
        async with running(f"127.0.1.{number}") as bad:
            bad.put("/hop", answer)
            return (await refusal(client, bad.put("/", answer))).reason

    done = asyncio.Event()
    good = asyncio.create_task(ask_the_good_one(done))
    async with asyncio.timeout(40):
        told = await asyncio.gather(
            *(suffer(number, make()) for number, (make, _) in enumerate(FLOODS.values(), 1))
        )
    done.set()
    await good
    for name, reason in zip(FLOODS, told, strict=True):
        assert FLOODS[name][1] in reason, (name, reason)
        assert reason.isprintable()
    assert served > 3


async def test_circle_of_hosts_is_left(open_client: OpenClient, origin: Origin) -> None:
    client = open_client("127.0.0.0/8")
    async with running("127.0.0.2", origin.port) as other:
        origin.put("/", redirect(other.url()))
        other.put("/", redirect(origin.url()))
        assert "in a circle" in (await refusal(client, origin.url())).reason
        assert len(origin.requests) + len(other.requests) == 2


async def test_thousand_sources_due_at_once_ask_at_most_fifty_at_a_time_and_two_of_a_host(
    open_client: OpenClient,
) -> None:
    client = open_client("127.0.0.0/8", limits=Limits())
    now: dict[str, int] = {}
    most, most_of_one = 0, 0

    async def answer(request: object, writer: asyncio.StreamWriter) -> None:
        nonlocal most, most_of_one
        host = str(writer.get_extra_info("sockname")[0])
        now[host] = now.get(host, 0) + 1
        most, most_of_one = max(most, sum(now.values())), max(most_of_one, now[host])
        await asyncio.sleep(0.02)
        now[host] -= 1
        await feed((), GOOD)(request, writer)  # type: ignore[arg-type]

    hosts = [f"127.0.2.{number}" for number in range(1, 101)]
    async with AsyncExitStack() as stack:
        crowd = [await stack.enter_async_context(running(host)) for host in hosts]
        urls = [one.put("/", answer) for one in crowd] * 10
        got = await asyncio.gather(*(client.fetch(url, validators=NONE) for url in urls))
    assert len(got) == 1000
    assert 10 < most <= 50
    assert most_of_one <= 2


@pytest.mark.parametrize(
    "after",
    [
        b"",
        b"HTTP/1.1 2",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",
        hostile.CHUNKED,
        hostile.CHUNKED + b"5",
        b"HTTP/1.1 302 Found\r\nLocation: /",
        b"HTTP/1.1 304 ",
    ],
)
async def test_connection_reset_at_any_stage_is_told_and_the_next_fetch_works(
    open_client: OpenClient, origin: Origin, after: bytes
) -> None:
    client = open_client("127.0.0.1/32")
    error = await refusal(client, origin.put("/", hostile.reset(after)))
    assert "broke" in error.reason
    assert (await fetched(client, origin.put("/", feed((), GOOD)))).body == GOOD


async def test_handshake_that_never_ends_is_given_up(
    open_client: OpenClient, origin: Origin
) -> None:
    """To a server that speaks plainly, the greeting of TLS is half a request: it waits for the rest."""
    client = open_client("127.0.0.1/32", limits=HURRIED)
    error = await refusal(client, origin.url().replace("http:", "https:"))
    assert "within 0.6 s" in error.reason or "more than 1 s" in error.reason
    assert not origin.requests
