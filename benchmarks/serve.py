"""What an answer costs the server: a feed that stands as it was, packed and as 304, beside others that serve the same.

    python benchmarks/serve.py [--rounds 5] [--seconds 2] [--items 40] [--install]

Requests per second of the server's CPU (user and system, of all its processes), not per second of the clock.
`syndicate run` follows one loopback feed and publishes it; what it answers is given to the two others to answer with:
aiohttp by a handler of ten lines, nginx from a file that was packed before. Rounds go in turn over all of them, so that
what else the machine does meets all alike. The load is wrk's (32 connections); nginx and wrk are the system's
packages, --install installs them (as root, with apt-get). Ratios are taken within each round.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import argparse
import os
import re
import shutil
import socket
import statistics
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from tempfile import TemporaryDirectory

from benchmarks.figures import told
from benchmarks.origins import feeds_yaml, origin
from benchmarks.proctree import session

HERE = Path(__file__).parent
PACKAGES = {"nginx-light": "nginx", "wrk": "wrk"}
PATH = "/outputs/all.atom"
READER = {"User-Agent": "bench/1.0", "Accept": "application/atom+xml, */*;q=0.5"}
WAIT_S = 60.0

NGINX = """\
daemon off; worker_processes 1; pid {home}/pid; error_log {home}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
  types {{ application/atom+xml atom; }}
  client_body_temp_path {home}/b; proxy_temp_path {home}/p; fastcgi_temp_path {home}/f;
  uwsgi_temp_path {home}/u; scgi_temp_path {home}/s;
  open_file_cache max=10 inactive=1h; open_file_cache_valid 1h;
  server {{ listen 127.0.0.1:{port}; root {home}/www; gzip_static on; gzip_vary on; }}
}}
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server says once."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Server:
    """A server at work. `leader` is the process that leads its session."""

    name: str
    port: int
    leader: int
    rates: dict[str, list[float]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where the feed is."""
        return f"http://127.0.0.1:{self.port}{PATH}"

    def cpu_s(self) -> float:
        """CPU seconds of all its processes so far."""
        return sum(one.cpu_s for one in session(self.leader))

    def ask(self, **headers: str) -> Answer:
        """Ask once, as readers do."""
        asked = {**READER, **{name.replace("_", "-"): value for name, value in headers.items()}}
        request = urllib.request.Request(self.url, headers=asked)
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, dict(error.headers), b"")


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(name: str, command: Sequence[str], port: int) -> Iterator[Server]:
    """Run a server until the end of the block."""
    with subprocess.Popen(
        command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        server = Server(name, port, process.pid)
        try:
            until = time.monotonic() + WAIT_S
            while not _answers(server):
                if process.poll() is not None or time.monotonic() > until:
                    raise SystemExit(f"{name} does not answer: {' '.join(command)}")
                time.sleep(0.2)
            yield server
        finally:
            process.terminate()


def _answers(server: Server) -> bool:
    try:
        return server.ask().status == 200
    except OSError:
        return False


def settled(server: Server) -> Answer:
    """Wait until every item has found its place, and give the feed as it stands from then on."""
    until = time.monotonic() + WAIT_S
    stood = 0
    last = server.ask(Accept_Encoding="gzip")
    while time.monotonic() < until and stood < 4:
        time.sleep(1)
        now = server.ask(Accept_Encoding="gzip")
        same = now.headers["ETag"] == last.headers["ETag"] and len(now.body) > 5000
        stood, last = (stood + 1 if same else 0), now
    return last


def syndicate(folder: Path, source: str, port: int) -> list[str]:
    """Follow one feed, publish it as an output."""
    path = feeds_yaml(folder, [source])
    more = f"server: {{port: {port}}}\noutputs: {{all: {{title: All}}}}\n"
    path.write_text(more + path.read_text())
    return [sys.executable, "-m", "syndicate", "run", "--config", str(path)]


def nginx(folder: Path, feed: Answer, plain: bytes, port: int) -> list[str]:
    """Serve the feed from a file beside which it lies packed."""
    home = folder / "nginx"
    file = home / "www" / PATH.removeprefix("/")
    file.parent.mkdir(parents=True)
    file.write_bytes(plain)
    Path(f"{file}.gz").write_bytes(feed.body)
    (home / "conf").write_text(
        ("user root; " if os.getuid() == 0 else "") + NGINX.format(home=home, port=port)
    )
    return ["nginx", "-p", str(home), "-c", str(home / "conf"), "-e", str(home / "error.log")]


def load(server: Server, kind: str, tag: str, seconds: int) -> float:
    """Have it asked as fast as it can answer; tell requests per second of its CPU."""
    headers = {
        **READER,
        "Accept-Encoding": "gzip",
        **({"If-None-Match": tag} if kind == "304" else {}),
    }
    said = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", "-c32", f"-d{seconds}s", *said, server.url]
    before = server.cpu_s()
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    spent = server.cpu_s() - before
    found = re.search(r"(\d+) requests in", run.stdout)
    if found is None or "Non-2xx" in run.stdout or "Socket errors" in run.stdout:
        raise SystemExit(f"{server.name}: {run.stdout}")
    return int(found[1]) / spent


def missing(*, install: bool) -> list[str]:
    """Name the packages that are not there."""
    lacking = [name for name, program in PACKAGES.items() if shutil.which(program) is None]
    if lacking and install:
        subprocess.run(["apt-get", "install", "-y", "-q", *lacking], check=True)
        return []
    return lacking


def measure(options: argparse.Namespace) -> None:
    """Start all, ask all in turn, print the table."""
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        served = stack.enter_context(origin(1, items=options.items))
        port = free_port()
        ours = stack.enter_context(
            started("syndicate", syndicate(folder, served.urls[0], port), port)
        )
        feed = settled(ours)
        (folder / "packed").write_bytes(feed.body)
        port = free_port()
        command = [sys.executable, str(HERE / "bare_server.py"), str(port), str(folder / "packed")]
        servers = [ours, stack.enter_context(started("bare aiohttp", command, port))]
        port = free_port()
        command = nginx(folder, feed, ours.ask().body, port)
        servers.append(stack.enter_context(started("nginx", command, port)))
        tags = {one.name: check(one, feed) for one in servers}
        print(
            f"{len(ours.ask().body)} bytes, {len(feed.body)} packed; {options.rounds} rounds of {options.seconds} s"
        )
        for _ in range(options.rounds):
            for kind in ("200", "304"):
                for one in servers:
                    rate = load(one, kind, tags[one.name], options.seconds)
                    one.rates.setdefault(kind, []).append(rate)
        report(servers)


def check(server: Server, feed: Answer) -> str:
    """See that a server answers as the others do; tell the tag by which it knows the feed."""
    whole = server.ask(Accept_Encoding="gzip")
    tag = whole.headers["ETag"]
    if (
        whole.body != feed.body
        or server.ask(Accept_Encoding="gzip", If_None_Match=tag).status != 304
    ):
        raise SystemExit(f"{server.name} does not answer as it should")
    return tag


def report(servers: Sequence[Server]) -> None:
    """Print requests per CPU second, and how we stand to the others."""
    ours = servers[0]
    for server in servers:
        print(f"{server.name:13}", end="")
        for kind, rates in server.rates.items():
            ratios = [mine / other for mine, other in zip(ours.rates[kind], rates, strict=True)]
            print(f"   {kind}: {told(rates, '6.0f')}/s", end="")
            print(
                f"  ours x {statistics.median(ratios):.2f}" if server is not ours else " " * 13,
                end="",
            )
        print()


def main() -> None:
    """Say what is missing, or measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--items", type=int, default=40)
    parser.add_argument("--install", action="store_true")
    options = parser.parse_args()
    if lacking := missing(install=options.install):
        raise SystemExit(
            f"not measured: {', '.join(lacking)} not installed (--install installs it, as root)"
        )
    measure(options)


if __name__ == "__main__":
    main()
