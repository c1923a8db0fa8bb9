"""An origin on many ports that notes who asked when, and processes of Syndicate that follow it."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import asyncio
import os
import signal
import subprocess
import time
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

import psycopg
import yaml
from aiohttp import web

from benchmarks.proctree import processes

WINDOW = 8  # items in a feed
T = TypeVar("T")


@dataclass
class Origin:
    """Feeds that get news when told to, on many ports of loopback, each a host to whoever asks."""

    sources: int
    ports: int
    bases: list[str] = field(default_factory=list)
    asked: list[tuple[float, int]] = field(default_factory=list)  # when, which source
    newest: list[int] = field(default_factory=list)  # number of the newest item of each

    @property
    def urls(self) -> list[str]:
        """The address of every source."""
        return [f"{self.bases[n % self.ports]}/feed/{n}" for n in range(self.sources)]

    def publish(self, source: int) -> None:
        """Give a source one more item."""
        self.newest[source] += 1

    def links(self) -> set[str]:
        """The address of every item that was published so far."""
        return {
            _link(source, number)
            for source, newest in enumerate(self.newest)
            for number in range(1, newest + 1)
        }

    def offered(self) -> set[str]:
        """The address of every item that stands in a feed now."""
        return {
            _link(source, number)
            for source, newest in enumerate(self.newest)
            for number in range(max(newest - WINDOW, 0) + 1, newest + 1)
        }

    async def answer(self, request: web.Request) -> web.Response:
        """Answer with a feed, or say that nothing is new."""
        source = int(request.match_info["source"])
        self.asked.append((time.time(), source))
        tag = f'"{self.newest[source]}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        return web.Response(
            text=_feed(source, self.newest[source]),
            content_type="application/rss+xml",
            headers={"ETag": tag},
        )


@asynccontextmanager
async def serving(sources: int, ports: int, items: int) -> AsyncIterator[Origin]:
    """Serve until the end of the block."""
    origin = Origin(sources, ports, newest=[items] * sources)
    app = web.Application()
    app.router.add_get("/feed/{source}", origin.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        for _ in range(ports):
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
        origin.bases = [f"http://127.0.0.1:{address[1]}" for address in runner.addresses]
        yield origin
    finally:
        await runner.cleanup()


def _link(source: int, number: int) -> str:
    return f"https://source-{source}.example/{number}"


def _feed(source: int, newest: int) -> str:
    items = "".join(
        f"<item><title>{_words(source, number, 8)}</title><link>{_link(source, number)}</link>"
        f"<guid>{_link(source, number)}</guid><description>{_words(source, number, 40)}</description></item>"
        for number in range(newest, max(newest - WINDOW, 0), -1)
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Source {source}</title>'
        f"<link>https://source-{source}.example/</link><description>x</description>"
        f"<language>en</language>{items}</channel></rss>"
    )


def _words(source: int, number: int, count: int) -> str:
    """Words that no two items share by more than chance."""
    seed = source * 7919 + number * 104_729
    return " ".join(f"w{(seed * (n + 3) * 2_654_435_761 >> 7) % 20_000:x}" for n in range(count))


def rows(url: str, query: str) -> list[Any]:
    """Ask the store from outside."""
    with psycopg.connect(url) as connection:
        return connection.execute(query.encode()).fetchall()


def write_config(folder: Path, store: str, urls: Sequence[str], every: str) -> Path:
    """Follow these; one output shows everything."""
    document = {
        "title": "Nodes",
        "url": "http://127.0.0.1:8420",
        "store": store,
        "fetch": {"allow_networks": ["127.0.0.0/8"]},
        "clustering": {"vectors": "off"},
        "sources": [{"url": url, "every": every} for url in urls],
        "outputs": {"desk": {"title": "Everything", "limit": 1000}},
    }
    path = folder / "feeds.yaml"
    path.write_text(yaml.safe_dump(document, sort_keys=False))
    return path


@contextmanager
def cared_for(nodes: Sequence[Node]) -> Iterator[None]:
    """Leave none of the nodes behind, however this ends."""
    try:
        yield
    finally:
        for node in nodes:
            node.end(signal.SIGKILL)


def to_its_end(work: Coroutine[Any, Any, T]) -> T:
    """Run it. SIGTERM ends it as it ends a task, so that what it started is ended, too."""

    async def whole() -> T:
        task = asyncio.current_task()
        assert task is not None
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        return await work

    try:
        return asyncio.run(whole())
    except asyncio.CancelledError:
        raise SystemExit(128 + signal.SIGTERM) from None


@dataclass
class Node:
    """One process of Syndicate, and those that it started."""

    role: str
    config: Path
    log: Path
    url: str = ""
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; the log goes on where it was."""
        began = self.log.stat().st_size if self.log.exists() else 0
        command = [
            sys.executable,
            "-m",
            "syndicate",
            "run",
            "--config",
            str(self.config),
            "--log-json",
        ]
        if self.role != "alone":
            command += ["--role", self.role, "--port", "0"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, stdout=subprocess.DEVNULL, stderr=log, start_new_session=True
            )
        self._began = began

    async def ready(self) -> None:
        """Wait until it says that it is."""
        while True:
            for line in self.log.read_bytes()[self._began :].splitlines():
                if b'"event": "ready"' in line or b'"event":"ready"' in line:
                    self.url = str(yaml.safe_load(line)["url"]).rstrip("/")
                    return
            if self.process is None or self.process.poll() is not None:
                raise SystemExit(f"{self.role} did not start: {self.log.read_text()[-2000:]}")
            await asyncio.sleep(0.2)

    def send(self, sign: int) -> None:
        """Send a signal to the process and its workers, as a machine that dies or stops takes all."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, sign)

    def end(self, sign: int) -> None:
        """Send a signal and wait for the end."""
        self.send(sign)
        if self.process is not None:
            self.process.wait()
        self.process = None

    def cpu_s(self) -> float:
        """CPU seconds of the process and its workers so far."""
        assert self.process is not None
        mine = [one for one in processes() if one.session == self.process.pid]
        return sum(one.cpu_s + one.reaped_s for one in mine)


def server_cpu_s(data: Path) -> float:
    """CPU seconds of a PostgreSQL server so far, and of all that it started."""
    leader = int((data / "postmaster.pid").read_text().split()[0])
    every = {one.pid: one for one in processes()}
    return sum(
        one.cpu_s + (one.reaped_s if one.pid == leader else 0.0)
        for one in every.values()
        if leader in {one.pid, one.parent}
    )
