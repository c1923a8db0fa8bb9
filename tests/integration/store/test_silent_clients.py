"""A machine that is gone without a word leaves nothing behind with a real PostgreSQL that it reached by TCP."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from syndicate.protocols import Statement, Transaction
from tests.postgres import at_work, server_by_tcp

KEEPALIVE = 2  # as the kernel numbers its timers


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with server_by_tcp() as url:
        yield url


def asked_after_s(url: str) -> list[float]:
    """Tell when the server asks each of its silent clients whether it lives, as its kernel has it; inf: not at all."""
    port = f":{urlsplit(url).port or 0:04X}"
    rows = [line.split() for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]]
    timers = [row[5].split(":") for row in rows if row[1].endswith(port) and row[3] == "01"]
    ticks = os.sysconf("SC_CLK_TCK")
    return [
        int(when, 16) / ticks if int(timer, 16) == KEEPALIVE else float("inf")
        for timer, when in timers
    ]


def in_force() -> Transaction[dict[str, int]]:
    rows = yield Statement("SELECT name, setting FROM pg_settings WHERE name LIKE 'tcp_%'")
    return {row["name"]: int(row["setting"]) for row in rows}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of its timers so")
async def test_a_server_asks_every_connection_of_ours_whether_its_machine_lives(
    server: str,
) -> None:
    async with await psycopg.AsyncConnection.connect(server):
        assert max(asked_after_s(server)) > 60  # by itself after hours
    async with at_work(server), asyncio.timeout(30):
        while max(asked_after_s(server)) > 10:  # noqa: ASYNC110 - what was sent is acknowledged first
            await asyncio.sleep(0.05)
        assert len(asked_after_s(server)) >= 3


async def test_a_server_gives_up_a_silent_client_within_half_a_minute(server: str) -> None:
    async with at_work(server) as database:
        told = await database.read(in_force())
    silent = told["tcp_keepalives_idle"]
    silent += told["tcp_keepalives_interval"] * told["tcp_keepalives_count"]
    assert 0 < silent <= 30
    assert 0 < told["tcp_user_timeout"] <= 30_000


async def test_what_the_url_says_of_a_silent_server_goes_for_silent_clients_too(
    server: str,
) -> None:
    async with at_work(f"{server}?keepalives_idle=99&tcp_user_timeout=88000") as database:
        told = await database.read(in_force())
    assert (told["tcp_keepalives_idle"], told["tcp_user_timeout"]) == (99, 88_000)


async def test_whoever_wants_no_questions_is_asked_none(server: str) -> None:
    async with await psycopg.AsyncConnection.connect(server) as plain:
        rows = await plain.execute("SELECT name, setting FROM pg_settings WHERE name LIKE 'tcp_%'")
        theirs = {name: int(value) for name, value in await rows.fetchall()}
    async with at_work(f"{server}?keepalives=0") as database:
        assert await database.read(in_force()) == theirs
