"""What it costs to poll with many processes, beside one process on SQLite in the same run.

    python benchmarks/scale.py [--sources 2000] [--ports 100] [--seconds 30] [--workers 1 2 4] [--claims 1000000]

Every source is due all the time and has nothing new; so the processes poll as fast as they can. Sources per second are
of this machine, on which the origin, the server and all processes share the cores: the curve tells something only up
to their number. CPU is told for each 1000 polls: of our processes, and of the PostgreSQL server.

claims   how long the claim of 500 that are due takes among so many sources in PostgreSQL, and how long with its jobs
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import argparse
import asyncio
import signal
import sqlite3
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from tempfile import TemporaryDirectory

import psycopg

from benchmarks.many_nodes import (
    Node,
    Origin,
    cared_for,
    rows,
    server_cpu_s,
    serving,
    to_its_end,
    write_config,
)
from benchmarks.pg_server import postgres
from syndicate.protocols import Transaction
from syndicate.queue import jobs
from syndicate.queue.local import LocalQueue
from syndicate.queue.postgres import PostgresQueue
from syndicate.store import open_store
from syndicate.store.engines.postgres import PostgresDatabase

LEASE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Figure:
    """What a setting did in its time."""

    name: str
    polls: int
    seconds: float
    ours_s: float
    server_s: float

    def line(self, beside: Figure | None) -> str:
        """Tell it, and what it costs beside another."""
        each = 1000 / max(self.polls, 1)
        ours, server = self.ours_s * each, self.server_s * each
        text = (
            f"{self.name:28} {self.polls / self.seconds:8.1f} sources/s   CPU s per 1000 polls: "
            f"ours {ours:5.2f}  server {server:5.2f}"
        )
        if beside is not None and beside.polls:
            alone = (beside.ours_s + beside.server_s) * 1000 / beside.polls
            text += f"   all {(ours + server) / alone:4.2f} x one process"
        return text


async def measured(
    name: str,
    nodes: Sequence[Node],
    origin: Origin,
    seconds: int,
    *,
    waiting: Callable[[], int],
    server: Callable[[], float],
) -> Figure:
    """Start the nodes, wait until each source was read and each item placed once, and count from then on."""
    with cared_for(nodes):
        for node in nodes:
            node.start()
            await node.ready()
        begun = len(origin.asked)
        while len({source for _, source in origin.asked[begun:]}) < origin.sources:  # noqa: ASYNC110
            await asyncio.sleep(0.5)
        await asyncio.sleep(3)
        while await asyncio.to_thread(waiting):  # noqa: ASYNC110
            await asyncio.sleep(2)
        polls, at = len(origin.asked), time.monotonic()
        spent, served = sum(node.cpu_s() for node in nodes), server()
        await asyncio.sleep(seconds)
        figure = Figure(
            name,
            len(origin.asked) - polls,
            time.monotonic() - at,
            sum(node.cpu_s() for node in nodes) - spent,
            server() - served,
        )
        for node in nodes:
            node.end(signal.SIGTERM)
        return figure


async def curve(sources: int, ports: int, seconds: int, workers: Sequence[int]) -> None:
    """Print a line for each setting."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        async with serving(sources, ports, items=1) as origin:
            file = folder / "s.db"
            config = write_config(folder, f"sqlite:///{file}", origin.urls, "1s")
            alone = [Node("alone", config, folder / "alone.log")]
            beside = await measured(
                "one process, SQLite",
                alone,
                origin,
                seconds,
                waiting=lambda: _waiting_in(file),
                server=lambda: 0.0,
            )
            print(beside.line(None), flush=True)
            for count in workers:
                with postgres() as (url, data):
                    config = write_config(folder, url, origin.urls, "1s")
                    roles = ["scheduler", *["worker"] * count]
                    nodes = [
                        Node(role, config, folder / f"{count}-{n}.log")
                        for n, role in enumerate(roles)
                    ]
                    figure = await measured(
                        f"scheduler, {count} x worker",
                        nodes,
                        origin,
                        seconds,
                        waiting=partial(_waiting, url),
                        server=partial(server_cpu_s, data),
                    )
                    print(figure.line(beside), flush=True)


_WAITING = "SELECT count(*) FROM unclustered"


def _waiting(url: str) -> int:
    return int(rows(url, _WAITING)[0][0])


def _waiting_in(file: Path) -> int:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return int(connection.execute(_WAITING).fetchone()[0])


async def claims(sources: int) -> None:
    """Print how long a claim takes among so many."""
    with postgres() as (url, _):
        store = await open_store(url)
        database = store.database
        assert isinstance(database, PostgresDatabase)
        queue = PostgresQueue(
            pool=database.pool,
            local=LocalQueue(write=database.write, concurrency=1),
            write=database.write,
            take_up=lambda _ids, _claim: asyncio.sleep(0, ()),
            give_back=lambda _states: asyncio.sleep(0),
            works=False,
        )
        await queue.open()
        _fill(url, sources)
        now = datetime.now(UTC)

        def claim(limit: int) -> Transaction[object]:
            return store.sources.claiming_due(now, limit=limit, lease=LEASE, per_host=jobs.PER_HOST)

        alone, whole = [], []
        for _ in range(20):
            at = time.perf_counter()
            await database.write(claim(500))
            alone.append(1000 * (time.perf_counter() - at))
        for _ in range(20):
            at = time.perf_counter()
            await queue.dispatch(
                lambda room: store.sources.claiming_due(
                    now,
                    limit=room.sources,
                    lease=LEASE,
                    per_host=room.per_host,
                    busy=room.busy,
                )
            )
            whole.append(1000 * (time.perf_counter() - at))
            _empty(url)
        for name, times in (("claim of 500", alone), ("claim and its jobs", whole)):
            print(
                f"{name:28} among {sources} sources: median {statistics.median(times):.1f} ms, "
                f"least {min(times):.1f}, most {max(times):.1f}"
            )
        await store.close()


def _fill(url: str, sources: int) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            b"INSERT INTO sources (id, url_subscribed, url, host, tags, republish, next_poll_at) "
            b"SELECT 's' || n, 'https://h/' || n, 'https://h/' || n, 'h' || n / 5, '[]', 'full', n "
            b"FROM generate_series(1, %d) AS n" % sources
        )
        connection.execute(b"VACUUM ANALYZE sources")


def _empty(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(b"DELETE FROM procrastinate_jobs")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sources", type=int, default=2000)
    parser.add_argument("--ports", type=int, default=100)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2, 4])
    parser.add_argument("--claims", type=int, default=1_000_000)
    given = parser.parse_args()
    to_its_end(curve(given.sources, given.ports, given.seconds, given.workers))
    if given.claims:
        to_its_end(claims(given.claims))


if __name__ == "__main__":
    main()
