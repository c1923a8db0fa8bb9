"""proxy.py, a proxy that others wrote, as a child process that leads wherever it is asked to loopback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.paths import ROOT

PATIENCE_S = 40.0


@dataclass
class ForeignProxy:
    """Where it listens, and what it logs."""

    port: int
    log: Path
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """Stop it with its children, all of which were started here."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@contextmanager
def foreign_proxy(folder: Path, login: str) -> Iterator[ForeignProxy]:
    """Run it until the end of the block; `folder` is its own."""
    folder.mkdir()
    port, log = folder / "port", folder / "log"
    words = ["--hostname", "127.0.0.1", "--port", "0", "--port-file", port, "--data-dir", folder]
    words += ["--num-acceptors", "1", "--num-workers", "1", "--plugins", "tests.away.Away"]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "proxy", *map(str, words), "--basic-auth", login],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)])},
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    running = ForeignProxy(0, log, process)
    try:
        running.port = _listening(port, running)
        yield running
    finally:
        running.stop()


def _listening(port: Path, running: ForeignProxy) -> int:
    deadline = time.monotonic() + PATIENCE_S
    while not (port.exists() and port.read_text().strip()):
        assert running.process.poll() is None, running.log.read_text()
        assert time.monotonic() < deadline, "the proxy does not come up"
        time.sleep(0.05)
    return int(port.read_text())
