"""The database goes away for a while: nobody dies of it, nobody says that all is well, and everybody goes on by himself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from urllib.parse import urlsplit

import feedparser
import psycopg

from tests.e2e.daemon import Daemon
from tests.e2e.desk import Desk
from tests.origins import Origin, Report, eventually, rss

ROLES = ("scheduler", "worker", "web")
FEED = "/outputs/desk.atom"


@contextmanager
def refusing_connections(server: str, url: str) -> Iterator[None]:
    """Throw everybody out of a database, and let nobody in meanwhile."""
    name = urlsplit(url).path.removeprefix("/")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false".encode())
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        try:
            yield
        finally:
            connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true".encode())


def status(node: Daemon, wanted: int) -> bool:
    return node.get("/readyz").status == wanted


def titles(node: Daemon) -> list[str]:
    return [entry.title for entry in feedparser.parse(node.get(FEED).body).entries]


# A worker in the midst of a job stays with it until the database takes its end; without one, it takes no jobs.
SAYS_SO = ("no jobs for now, the database does not answer", "the store does not answer")


def test_nodes_whose_database_goes_away_say_so_and_go_on_when_it_is_back(
    desk: Desk, origin: Origin, postgres_url: str, postgres_database: str
) -> None:
    before, after = Report(1, "Harbour reopens"), Report(2, "Lighthouse lit again")
    desk.follow(origin.put("/feed", rss("Paper", [before])))
    desk.save({"store": postgres_database})
    with ExitStack() as stack:
        nodes = [
            stack.enter_context(Daemon(desk.config, words=["--role", role, "--port", "0"]))
            for role in ROLES
        ]
        scheduler, worker, web = nodes
        eventually("the first report is served", lambda: titles(web) == ["Harbour reopens"])
        with refusing_connections(postgres_url, postgres_database):
            for node in nodes:
                eventually("it is not ready", partial(status, node, 503))
                assert node.get("/healthz").status == 200
            scheduler.wait_for("the store does not answer")
            eventually("the worker says so, too", lambda: any(map(worker.found, SAYS_SO)))
            origin.put("/feed", rss("Paper", [before, after]))
        for node in nodes:
            eventually("it is ready", partial(status, node, 200))
        eventually("what came meanwhile is served", lambda: len(titles(web)) == 2)
        assert [node.process.poll() for node in nodes] == [None, None, None]
        assert not [node for node in nodes if node.found("task failed")]
        assert [node.stop() for node in nodes] == [0, 0, 0]


def test_a_save_while_the_database_is_away_is_taken_over_when_it_is_back(
    desk: Desk, origin: Origin, postgres_url: str, postgres_database: str
) -> None:
    desk.follow(origin.put("/feed", rss("Paper", [Report(1, "Harbour reopens")])))
    desk.save({"store": postgres_database, "outputs": {"desk": {"title": "Before"}}})
    with Daemon(desk.config) as daemon:
        eventually("the report is served", lambda: titles(daemon) == ["Harbour reopens"])
        with refusing_connections(postgres_url, postgres_database):
            desk.save({"store": postgres_database, "outputs": {"desk": {"title": "After"}}})
            daemon.wait_for("feeds.yaml is not taken over yet")
        eventually(
            "what was saved is in force",
            lambda: feedparser.parse(daemon.get(FEED).body).feed.get("title") == "After",
        )
        assert daemon.stop() == 0


STOPPED_WITHIN_S = 15  # what a container waits for before it kills


def test_a_worker_that_is_stopped_while_the_database_is_away_ends_in_time(
    desk: Desk, origin: Origin, postgres_url: str, postgres_database: str
) -> None:
    for number in range(8):
        report = Report(number, f"Report {number} from the harbour")
        desk.follow(origin.put(f"/{number}", rss(f"Paper {number}", [report])))
    desk.save({"store": postgres_database})
    with ExitStack() as stack:
        _, worker = [
            stack.enter_context(Daemon(desk.config, words=["--role", role, "--port", "0"]))
            for role in ("scheduler", "worker")
        ]
        worker.wait_for("clustered")
        with refusing_connections(postgres_url, postgres_database):
            eventually("it is not ready", partial(status, worker, 503))
            began = time.monotonic()
            assert worker.stop() == 0
            assert time.monotonic() - began < STOPPED_WITHIN_S
        assert worker.found("not given back")
        assert not [line for line in worker.lines if "Traceback" in line]
