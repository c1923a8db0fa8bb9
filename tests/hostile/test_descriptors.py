"""With few file descriptors there are few connections, and all is polled in the end."""

from __future__ import annotations

import asyncio
import json
import resource
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from syndicate.fetch import descriptors
from syndicate.fetch.limits import CONNECTIONS
from tests.e2e.daemon import environment
from tests.e2e.desk import Desk
from tests.integration.fetch.hostile_origin import Answer, Request, Writer, running, status
from tests.origins import Report, rss_bytes

CRAMPED = Path(__file__).with_name("cramped.py")


@pytest.mark.parametrize(
    ("most", "at_once"), [(0, 2), (64, 6), (256, CONNECTIONS), (1024, CONNECTIONS)]
)
def test_connections_are_as_many_as_descriptors_are_left(most: int, at_once: int) -> None:
    assert descriptors.connections(most) == at_once


@pytest.fixture
def lowered() -> Iterator[int]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 512), hard))
    yield hard
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_limit_is_raised_to_what_the_system_allows(lowered: int) -> None:
    wanted = min(lowered, 65536) if lowered != resource.RLIM_INFINITY else 65536
    assert descriptors.raise_limit() >= wanted
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] >= wanted


async def test_two_hundred_sources_on_sixty_hosts_are_polled_with_64_descriptors(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path)
    async with AsyncExitStack() as stack:
        hosts = [
            await stack.enter_async_context(running(f"127.0.3.{number}")) for number in range(1, 61)
        ]
        desk.sources += [
            hosts[number % 60].put(f"/{number}", answering(number)) for number in range(200)
        ]
        polling = await asyncio.create_subprocess_exec(
            *(sys.executable, "-W", "error", CRAMPED, "poll", "--log-json"),
            *("--config", desk.save()),
            env=environment(),
            stderr=asyncio.subprocess.PIPE,
        )
        _, told = await polling.communicate()
    events = [json.loads(line) for line in told.splitlines()]
    assert polling.returncode == 0, [event for event in events if event["level"] != "info"][:3]
    assert sum(event["event"] == "polled" for event in events) == 200


def answering(number: int) -> Answer:
    feed = rss_bytes(f"Outlet {number}", [Report(number, f"Story {number}")])

    async def answer(request: Request, writer: Writer) -> None:
        await asyncio.sleep(0.02)
        await status(200, (("Content-Type", "application/rss+xml"),), feed)(request, writer)

    return answer
