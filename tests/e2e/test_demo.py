"""The demo is what many see first: it warns of nothing."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

from tests.e2e.daemon import environment


def test_the_demo_has_nothing_to_warn_of(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "syndicate", "demo", "--port", "0", "--seconds", "6"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        told = []
        wanted = {"That was all the news", "clustered"}
        for line in process.stdout:
            told.append(line)
            seen = {words for words in wanted if words in line}
            wanted -= seen
            if seen and not wanted:
                process.send_signal(signal.SIGINT)
    assert process.returncode == 0
    assert [line for line in told if re.search(r" (warning|error) ", line)] == []
