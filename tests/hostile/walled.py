"""Syndicate in a network of its own, where public addresses are ours: the policy works as it does for everyone.

Run by root as: unshare --net --mount python -m tests.hostile.walled FOLDER. Prints what came of it as JSON.
Nothing can leave: the namespace has a loopback device and nothing else.
"""

from __future__ import annotations

import itertools
import json
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path

import yaml

from tests.e2e.daemon import syndicate_cli
from tests.origins import Exchange, Report, rss

PUBLIC = "93.184.216.34"
ALSO_PUBLIC = "93.184.216.35"
PORT = 8000
# Each of them listens, and none may ever be asked.
TRIPWIRES = (
    "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254",
    "192.0.0.192", "198.18.0.1", "224.0.0.1", "240.0.0.1", "::1", "fd00:ec2::254", "2002:7f00:1::", "64:ff9b::a00:1",
)  # fmt: skip
NAMES = {
    "good.test": [[PUBLIC]],
    "inner.test": [["127.0.0.1"]],
    "mixed.test": [[PUBLIC, "10.0.0.1"]],
    "rebind.test": [[PUBLIC], ["169.254.169.254"], ["127.0.0.1"], [PUBLIC, "127.0.0.1"]],
}
HOSTS = (
    "127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0", "①②⑦.⓪.⓪.①", "127。0。0。1", "10.0.0.1",
    "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "192.0.0.192", "198.18.0.1", "240.0.0.1", "[::1]",
    "[::]", "[::ffff:127.0.0.1]", "[::ffff:169.254.169.254]", "[fd00:ec2::254]", "[2002:7f00:1::]", "[64:ff9b::a00:1]",
    "[fe80::1%25lo]", "localhost", "inner.test", "mixed.test", f"{PUBLIC}@127.0.0.1",
)  # fmt: skip


REBINDING = f"http://rebind.test:{PORT}/good"
POLLS = 6  # of the name that changes its answer, each by a process of its own: none remembers the last one


def wall(folder: Path) -> None:
    """Give the namespace its addresses, and a name server of ours."""
    _ip("link", "set", "lo", "up")
    for address in (PUBLIC, ALSO_PUBLIC, *TRIPWIRES):
        if ":" in address:
            _ip("-6", "addr", "add", f"{address}/128", "dev", "lo", "nodad")
        else:
            _ip("addr", "add", f"{address}/32", "dev", "lo")
    for name, text in (
        ("resolv.conf", "nameserver 127.0.0.1\noptions timeout:1 attempts:2\n"),
        ("hosts", "127.0.0.1 localhost\n::1 localhost\n"),
        ("nsswitch.conf", "hosts: files dns\n"),
    ):
        (folder / name).write_text(text)
        if Path("/etc", name).exists():
            subprocess.run(["mount", "--bind", folder / name, f"/etc/{name}"], check=True)


def _ip(*words: str) -> None:
    # An address the kernel refuses to take (multicast, say) can be no tripwire.
    subprocess.run(["ip", *words], check=False, capture_output=True)


@contextmanager
def name_server() -> Iterator[Counter[str]]:
    """Answer questions for A; each name goes through its answers one after the other (RFC 1035)."""
    turns = {name: itertools.cycle(answers) for name, answers in NAMES.items()}
    asked: Counter[str] = Counter()
    door = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    door.bind(("127.0.0.1", 53))

    def serve() -> None:
        while True:
            try:
                question, who = door.recvfrom(512)
            except OSError:
                return
            door.sendto(_answer(question, turns, asked), who)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield asked
    door.close()


def _answer(
    question: bytes, turns: dict[str, itertools.cycle[list[str]]], asked: Counter[str]
) -> bytes:
    end = question.index(b"\0", 12) + 5
    labels, at = [], 12
    while question[at]:
        labels.append(question[at + 1 : at + 1 + question[at]].decode())
        at += 1 + question[at]
    name, kind = ".".join(labels).lower(), question[end - 3]
    found = next(turns[name]) if kind == 1 and name in turns else []
    asked[name] += kind == 1
    head = question[:2] + b"\x81\x80\0\1" + len(found).to_bytes(2, "big") + b"\0\0\0\0"
    records = [b"\xc0\x0c\0\1\0\1\0\0\0\0\0\4" + socket.inet_aton(address) for address in found]
    return head + question[12:end] + b"".join(records)


@contextmanager
def tripwires() -> Iterator[Counter[str]]:
    """Listen at every forbidden address, and count who comes."""
    came: Counter[str] = Counter()

    def count(door: socket.socket, address: str) -> None:
        while True:
            try:
                door.accept()[0].close()
            except OSError:
                return
            came[address] += 1

    with ExitStack() as stack:
        for address in TRIPWIRES:
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            for port in (PORT, 80):
                try:
                    door = stack.enter_context(socket.create_server((address, port), family=family))
                except OSError:
                    continue
                came[address] += 0
                threading.Thread(target=count, args=(door, address), daemon=True).start()
        yield came


def public_origin(stack: ExitStack) -> Counter[str]:
    """A server that looks public: a good feed, and redirects to wherever its path says."""
    seen: Counter[str] = Counter()

    class Answering(Exchange):
        def do_GET(self) -> None:  # noqa: N802 - the name is the library's
            seen[self.path] += 1
            if self.path.startswith("/to/"):
                _, _, code, hops, number = self.path.split("/")
                hop = f"http://{ALSO_PUBLIC}:{PORT}/to/{code}/0/{number}"
                target = hop if int(hops) else f"http://{HOSTS[int(number)]}:{PORT}/"
                self.send_response(int(code))
                self.send_header("Location", target.encode().decode("latin-1"))
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                rss("Good", [Report(1, "The bridge is open again")])(self)

    for address in (PUBLIC, ALSO_PUBLIC):
        server = stack.enter_context(ThreadingHTTPServer((address, PORT), Answering))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        stack.callback(server.shutdown)
    return seen


def feeds_yaml(folder: Path) -> tuple[Path, list[str]]:
    """The default policy: nothing is allowed."""
    bad = [f"http://{host}:{PORT}/" for host in HOSTS if "@" not in host]
    bad += [
        f"http://{PUBLIC}:{PORT}/to/{code}/{hops}/{number}"
        for number in range(len(HOSTS))
        for code in (302, 308)
        for hops in (0, 1)
    ]
    good = [f"http://{host}:{PORT}/good" for host in (PUBLIC, "good.test")]
    path = folder / "feeds.yaml"
    document = {
        "title": "Walled",
        "store": f"sqlite:///{folder / 'walled.db'}",
        "sources": [*bad, *good, REBINDING],
    }
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    return path, bad


def main() -> None:
    folder = Path(sys.argv[1])
    wall(folder)
    config, bad = feeds_yaml(folder)
    with ExitStack() as stack:
        seen = public_origin(stack)
        asked = stack.enter_context(name_server())
        came = stack.enter_context(tripwires())
        said = [syndicate_cli("poll", "--log-json", "--config", config).stderr]
        said += [
            syndicate_cli("poll", REBINDING, "--log-json", "--config", config).stderr
            for _ in range(POLLS - 1)
        ]
        events = [json.loads(line) for text in said for line in text.splitlines()]
        failed = {event["source"]: event["reason"] for event in events if "reason" in event}
        hops = sum(count for path, count in seen.items() if path.startswith("/to/"))
        report = {
            "bad": len(bad),
            "asked": asked["rebind.test"],
            "failed": failed,
            "came": came,
            "good": seen["/good"],
            "redirects": hops,
        }
    print(json.dumps(report))  # noqa: T201


if __name__ == "__main__":
    main()
