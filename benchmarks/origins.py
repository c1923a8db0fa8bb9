"""Runs an origin beside a benchmark, plain or with a certificate of its own, and the feeds.yaml that follows it."""

from __future__ import annotations

import json
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Served:
    """An origin at work. `ca` is the file of certificates that trusts it; None where it speaks plain HTTP."""

    bases: tuple[str, ...]
    sources: int
    ca: Path | None = None

    @property
    def urls(self) -> list[str]:
        """The address of every source; with several ports, spread over them."""
        return [
            f"{self.bases[number % len(self.bases)]}/feed/{number}"
            for number in range(self.sources)
        ]

    def tell(self, path: str) -> str:
        """Ask for one of the addresses that steer it, and give the answer."""
        context = ssl.create_default_context(cafile=self.ca) if self.ca else None
        with urllib.request.urlopen(f"{self.bases[0]}{path}", context=context) as answer:
            return str(answer.read().decode())


@contextmanager
def origin(sources: int, *, items: int = 20, ports: int = 1, tls: bool = False) -> Iterator[Served]:
    """Run an origin until the end of the block."""
    command = [sys.executable, str(HERE / "origin.py"), "--sources", str(sources)]
    command += ["--items", str(items), "--ports", str(ports)]
    with TemporaryDirectory() as name:
        ca = None
        if tls:
            pem, ca = certificate(Path(name))
            command += ["--tls", str(pem)]
        scheme = "https" if tls else "http"
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, start_new_session=True
        ) as process:
            assert process.stdout is not None
            try:
                found: list[int] = json.loads(process.stdout.readline())
                bases = tuple(f"{scheme}://127.0.0.1:{port}" for port in found)
                yield Served(bases, sources, ca)
            finally:
                process.kill()


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a key (P-256) with its certificate for 127.0.0.1, and a file of everything that a system trusts, with it.

    Of the size that systems have: how often a program loads it is part of what TLS costs.
    """
    key, signed, pem, ca = (folder / name for name in ("key", "signed", "pem", "ca"))
    subprocess.run(
        ["openssl", "req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(signed)],
        check=True, capture_output=True,
    )  # fmt: skip
    pem.write_text(key.read_text() + signed.read_text())
    ca.write_text(trusted() + signed.read_text())
    return pem, ca


@cache
def trusted() -> str:
    """The certificates that this system trusts, or those that pip brings."""
    known = ssl.get_default_verify_paths().cafile or ""
    if not known:
        script = "from pip._vendor import certifi; print(certifi.where())"
        run = subprocess.run(
            [sys.executable, "-c", script], check=True, capture_output=True, text=True
        )
        known = run.stdout.strip()
    return Path(known).read_text(encoding="utf-8") + "\n"


def feeds_yaml(folder: Path, urls: Sequence[str]) -> Path:
    """Write a feeds.yaml that follows these, with its store beside it."""
    path = folder / "feeds.yaml"
    head = [
        f"store: sqlite:///{folder / 'bench.db'}",
        "fetch: {allow_networks: [127.0.0.0/8]}",
        "sources:",
    ]
    path.write_text("\n".join([*head, *(f"  - {url}" for url in urls)]) + "\n")
    return path
