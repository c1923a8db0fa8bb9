"""Origins on loopback for tests that run the daemon from outside: a thread answers, the test changes what."""

from __future__ import annotations

import socket
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MIB = 1024 * 1024
PUBLISHED_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Report:
    """What an outlet publishes: a title, a text, and where it stands."""

    number: int
    title: str
    text: str = "Nothing more is known."


@dataclass
class Origin:
    """Answers at every path that a test has put something at; the others are not found."""

    url: str = ""
    asked: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    closing: threading.Event = field(default_factory=threading.Event)
    _answers: dict[str, Answer] = field(default_factory=dict)

    def put(self, path: str, answer: Answer) -> str:
        """Answer so from now on; give the address."""
        self._answers[path] = answer
        return f"{self.url}{path}"

    def answer(self, exchange: Exchange) -> None:
        path = exchange.path.partition("?")[0]
        self.asked[path] += 1
        self._answers.get(path, status(404))(exchange)


class Exchange(BaseHTTPRequestHandler):
    """One request, and how to answer it."""

    protocol_version = "HTTP/1.1"
    timeout = 30
    origin: Origin

    def do_GET(self) -> None:
        try:
            self.origin.answer(self)
        except OSError:  # the daemon hung up, as it should on most of what is served here
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def begin(self, code: int, content_type: str, length: int | None) -> None:
        self.send_response(code)
        self.send_header("Content-Type", content_type)
        if length is None:
            self.send_header("Connection", "close")
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()


Answer = Callable[[Exchange], None]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler], host: str = "127.0.0.1") -> Iterator[str]:
    """Serve on a free port of a loopback address; gives the URL."""
    with _Server((host, 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://{host}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def running_origin() -> Iterator[Origin]:
    """Say what a test tells it to."""
    origin = Origin()
    with serving(type("BoundExchange", (Exchange,), {"origin": origin})) as origin.url:
        try:
            yield origin
        finally:
            origin.closing.set()


def body(content: bytes, content_type: str = "application/rss+xml", code: int = 200) -> Answer:
    """A well-formed answer."""

    def answer(exchange: Exchange) -> None:
        exchange.begin(code, content_type, len(content))
        exchange.wfile.write(content)

    return answer


def status(code: int) -> Answer:
    return body(b"", "text/plain", code)


def rss(title: str, reports: Sequence[Report]) -> Answer:
    return body(rss_bytes(title, reports))


def rss_bytes(title: str, reports: Sequence[Report]) -> bytes:
    """A feed of these reports, the first one on top; a report's address is made from its number."""
    slug = title.lower().replace(" ", "-")
    items = "".join(
        f"<item><title>{escape(report.title)}</title>"
        f"<link>https://{slug}.example/{report.number}</link>"
        f"<guid isPermaLink='false'>{slug}:{report.number}</guid>"
        f"<pubDate>{format_datetime(PUBLISHED_AT)}</pubDate>"
        f"<description>{escape(f'<p>{report.text}</p>')}</description></item>\n"
        for report in reports
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(title)}</title><link>https://{slug}.example/</link>"
        f"<description>{escape(title)}</description>\n{items}</channel></rss>\n"
    ).encode()


def hanging(exchange: Exchange) -> None:
    """Take the request and say nothing."""
    exchange.origin.closing.wait(60)


@dataclass
class Deaf:
    """Hosts that take every connection and never say a word: a port each, as clients spare single hosts."""

    listeners: list[socket.socket]
    connections: ExitStack

    @property
    def urls(self) -> list[str]:
        return [f"http://127.0.0.1:{one.getsockname()[1]}/feed" for one in self.listeners]

    def wait_until_all_are_asked(self) -> None:
        for listener in self.listeners:
            listener.settimeout(30)
            self.connections.enter_context(listener.accept()[0])


@contextmanager
def deaf_hosts(count: int) -> Iterator[Deaf]:
    with ExitStack() as stack:
        listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
        for listener in listeners:
            stack.enter_context(listener)
        yield Deaf(listeners, stack)


def endless(mebibytes: int) -> Answer:
    """So many mebibytes of a feed that never gets to the point."""

    def answer(exchange: Exchange) -> None:
        exchange.begin(200, "application/rss+xml", mebibytes * MIB)
        exchange.wfile.write(b"<rss version='2.0'><channel><title>")
        for _ in range(mebibytes):
            exchange.wfile.write(b"x" * MIB)
            if exchange.origin.closing.is_set():
                return

    return answer


def closed_port() -> int:
    """A port at which nothing answers, and that the system gives to nobody: a server may still be set up there."""
    kept = socket.socket()  # bound, and left so until this process ends
    kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    kept.bind(("127.0.0.1", 0))
    port = int(kept.getsockname()[1])
    kept.detach()
    return port


def eventually(what: str, check: Callable[[], bool], seconds: float = 90) -> None:
    """Return as soon as `check` holds; fail when it does not within so many seconds."""
    deadline = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < deadline, f"not within {seconds:g} s: {what}"
        time.sleep(0.05)
