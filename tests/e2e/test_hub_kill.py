"""kill -9 in the middle of a delivery of our hub: after the restart it is made again, once, and nothing is lost."""

from __future__ import annotations

import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from tests.e2e.daemon import Daemon
from tests.e2e.desk import Desk
from tests.origins import Report, closed_port, eventually, rss, running_origin, serving

FEED = "/outputs/desk.atom"


@dataclass
class Follower:
    """Gives challenges back and keeps what it is brought; while it holds, it has it and does not say so."""

    url: str = ""
    brought: list[str] = field(default_factory=list)
    lets_go: threading.Event = field(default_factory=threading.Event)

    def editions(self, newest: str) -> list[str]:
        """What was brought of the edition in which this was the newest report."""
        return [body for body in self.brought if _newest(body) == newest]


class _Callback(BaseHTTPRequestHandler):
    follower: Follower

    def do_GET(self) -> None:
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        self._say(200, query["hub.challenge"][0].encode())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.follower.brought.append(body.decode())
        self.follower.lets_go.wait(60)
        try:
            self._say(204)
        except OSError:  # it was killed meanwhile
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def _say(self, code: int, body: bytes = b"") -> None:
        self.send_response(code)
        if body:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def following(host: str) -> Iterator[Follower]:
    follower = Follower()
    follower.lets_go.set()
    with serving(type("Bound", (_Callback,), {"follower": follower}), host) as url:
        follower.url = f"{url}/"
        try:
            yield follower
        finally:
            follower.lets_go.set()


def test_a_delivery_that_died_with_the_hub_is_made_again_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path, port=closed_port())
    site = {"url": f"http://127.0.0.1:{desk.port}"}
    reports = [Report(1, "One")]
    with (
        running_origin() as origin,
        following("127.0.0.1") as held,
        following("127.0.0.2") as quick,
    ):

        def both(newest: str) -> bool:
            return bool(held.editions(newest) and quick.editions(newest))

        desk.follow(origin.put("/a", rss("Alpha", reports)))
        with Daemon(desk.save(site)) as daemon:
            eventually("published", lambda: "One" in daemon.get(FEED).text)
            for follower in (held, quick):
                _subscribe(daemon, follower)
            daemon.wait_for("follower verified", count=2)
            held.lets_go.clear()
            reports.insert(0, Report(2, "Two"))
            origin.put("/a", rss("Alpha", reports))
            eventually("brought", lambda: both("Two"))
            daemon.kill()
        held.lets_go.set()
        with Daemon(desk.config) as daemon:
            eventually("brought again", lambda: len(held.editions("Two")) == 2)
            assert held.editions("Two") == [daemon.get(FEED).text] * 2
            reports.insert(0, Report(3, "Three"))
            origin.put("/a", rss("Alpha", reports))
            eventually("the next", lambda: both("Three"))
        assert len(held.editions("Two")) == 2
        assert len(quick.editions("Two")) in {1, 2}


def _subscribe(daemon: Daemon, follower: Follower) -> None:
    form = {
        "hub.mode": "subscribe",
        "hub.topic": f"{daemon.url}{FEED}",
        "hub.callback": follower.url,
    }
    with urllib.request.urlopen(
        f"{daemon.url}/hub", urllib.parse.urlencode(form).encode(), timeout=20
    ) as answer:
        assert answer.status == 202


def _newest(body: str) -> str:
    return next(title for title in ("Three", "Two", "One") if title in body)
