"""What a benchmark says a command took is all that it took."""

from __future__ import annotations

import subprocess
import sys

import pytest

from benchmarks.proctree import measure

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

BURN_S = 0.3
BURN = f"import time\nwhile time.process_time() < {BURN_S}: pass"


def test_a_child_that_was_waited_for_counts() -> None:
    run = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BURN!r}], check=True)"
    assert measure([sys.executable, "-c", run]).cpu_s >= BURN_S


def test_a_child_that_outlives_its_parent_counts() -> None:
    leave = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {BURN!r}])"
    # Another process does the measuring: it takes in every orphan below it from then on.
    script = (
        "import sys; from benchmarks.proctree import measure\n"
        f"print(measure([sys.executable, '-W', 'ignore', '-c', {leave!r}]).cpu_s)"
    )
    told = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
    assert float(told.stdout) >= BURN_S


def test_a_command_that_fails_gives_no_figure() -> None:
    with pytest.raises(SystemExit, match="ended with 3"):
        measure([sys.executable, "-c", "raise SystemExit(3)"])
