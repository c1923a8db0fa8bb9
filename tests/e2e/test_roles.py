"""One store, many processes: a scheduler, workers and web nodes, each of which may die."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import feedparser
import psycopg
import pytest

from tests.e2e.daemon import Daemon, syndicate_cli
from tests.e2e.desk import Desk
from tests.origins import Origin, Report, eventually, rss, running_origin

NODES = ("scheduler", "worker", "worker", "web", "web")
# Whoever was ended in the middle of a poll holds its source until the claim lapses: that is over now. How long it was.
LAPSED = """
WITH held AS (SELECT id, next_poll_at, extract(epoch FROM now()) * 1000000 AS now FROM sources WHERE claimed <> 0)
UPDATE sources SET next_poll_at = least(held.next_poll_at, held.now) FROM held WHERE sources.id = held.id
RETURNING (held.next_poll_at - held.now) / 1000000
"""


@dataclass
class Cluster:
    """Five processes over one PostgreSQL, and the origins that they follow."""

    desk: Desk
    url: str
    origins: list[Origin]
    nodes: ExitStack

    def start(self, role: str) -> Daemon:
        words = ["--role", role, "--port", "0"]
        return self.nodes.enter_context(Daemon(self.desk.config, words=words))

    def asked(self) -> Counter[str]:
        return Counter(
            {
                f"{origin.url}{path}": n
                for origin in self.origins
                for path, n in origin.asked.items()
            }
        )

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url) as connection:
            return connection.execute(query.encode()).fetchall()


@pytest.fixture
def cluster(desk: Desk, empty_postgres: str) -> Iterator[Cluster]:
    with ExitStack() as stack:
        origins = [stack.enter_context(running_origin()) for _ in range(4)]
        for host, origin in enumerate(origins):
            for number in range(5):
                report = Report(number, f"Report {number} of host {host} on the flood in Wessex")
                desk.follow(origin.put(f"/{number}", rss(f"Outlet {host}-{number}", [report])))
        desk.save({"store": empty_postgres})
        with ExitStack() as nodes:
            yield Cluster(desk, empty_postgres, origins, nodes)


def served(node: Daemon, place: str = "/outputs/desk.atom") -> tuple[bytes, str | None]:
    """The bytes of a feed, and their tag."""
    page = node.get(place)
    return page.body, page.headers["ETag"]


def entries(node: Daemon, place: str = "/outputs/desk.atom") -> list[str]:
    return [entry.id for entry in feedparser.parse(node.get(place).body).entries]


def test_what_workers_poll_every_web_node_serves_in_the_same_bytes(cluster: Cluster) -> None:
    scheduler, *workers, first, second = [cluster.start(role) for role in NODES]
    eventually("all that is followed is served", lambda: len(entries(first)) == 20)
    eventually("every story was placed", lambda: cluster.rows("SELECT 1 FROM unclustered") == [])
    eventually("by the other one in the same bytes", lambda: served(first) == served(second))
    assert len(entries(second)) == 20
    one = first.get("/outputs/desk.atom")
    assert second.get("/outputs/desk.atom", If_None_Match=one.headers["ETag"]).status == 304
    assert all(node.get("/readyz").status == 200 for node in (scheduler, *workers, first))
    assert scheduler.get("/outputs/desk.atom").status == 404  # it tells only how it is
    assert all(node.stop() == 0 for node in (scheduler, *workers, first, second))
    assert cluster.rows("SELECT 1 FROM procrastinate_jobs WHERE status = 'doing'") == []


def test_the_work_of_a_worker_that_was_killed_is_taken_over(cluster: Cluster) -> None:
    scheduler, worker, web = [cluster.start(role) for role in ("scheduler", "worker", "web")]
    eventually("it polls", lambda: len(cluster.asked()) == 20)
    held = "SELECT 1 FROM sources WHERE claimed <> 0"
    eventually("it is in the middle of a poll", lambda: bool(cluster.rows(held)))
    worker.kill()
    left = cluster.asked()
    for (seconds,) in cluster.rows(LAPSED):
        assert seconds < 301, "a claim is held for five minutes at most"
    cluster.start("worker")
    again = lambda: all(cluster.asked()[url] > left[url] for url in left)  # noqa: E731
    eventually("another one polls every source", again)
    eventually("nothing was lost", lambda: len(entries(web)) == 20)
    assert not scheduler.found("task failed")


def test_a_worker_that_was_stopped_and_goes_on_saves_nothing_that_is_another_s(
    cluster: Cluster,
) -> None:
    scheduler, stopped, _, web = [
        cluster.start(role) for role in ("scheduler", "worker", "worker", "web")
    ]
    eventually("all that is followed is served", lambda: len(entries(web)) == 20)
    shown = sorted(entries(web))
    stopped.send(signal.SIGSTOP)
    cluster.rows(LAPSED)  # else it may have all there is to poll
    before = cluster.asked().total()
    # What it locked in the middle of a transaction, the server lets go after half a minute.
    eventually("the other goes on", lambda: cluster.asked().total() > before + 40)
    stopped.send(signal.SIGCONT)
    goes_on = cluster.asked().total()
    eventually("both go on", lambda: cluster.asked().total() > goes_on + 40)
    assert sorted(entries(web)) == shown
    assert cluster.rows("SELECT 1 FROM items GROUP BY entry_id HAVING count(*) > 1") == []
    assert not [node for node in (scheduler, stopped) if node.found("task failed")]


def test_a_topic_that_is_declared_while_many_run_is_filled_for_all(cluster: Cluster) -> None:
    nodes = [cluster.start(role) for role in NODES]
    *_, first, second = nodes
    eventually("all that is followed is served", lambda: len(entries(first)) == 20)
    cluster.desk.topics = {"wessex": {"any": ["Wessex"]}}
    cluster.desk.save({"store": cluster.url})
    place = "/topics/wessex.atom"
    filled = lambda: all(len(entries(node, place)) == 20 for node in (first, second))  # noqa: E731
    eventually("both have what is stored", filled)
    assert not [node for node in nodes if node.found("task failed")]


def test_a_role_needs_a_store_that_many_may_use(desk: Desk) -> None:
    answer = syndicate_cli("run", "--role", "worker", "--config", desk.save())
    assert answer.returncode == 1
    assert "SQLite serves one" in answer.stderr
    assert not Path(desk.store).exists()
