"""CPU seconds and peak memory of a command with all of its descendants, read from /proc."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
SAMPLE_S = 0.02


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: CPU (user and system) of all its processes, and the most memory they held together."""

    cpu_s: float
    peak_bytes: int
    output: str


def measure(command: Sequence[str], *, ok: tuple[int, ...] = (0,)) -> Cost:
    """Run a command to its end in a session of its own and add up all processes of the session."""
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    seen: dict[int, float] = {}
    peak = 0
    ended = threading.Event()

    def sample() -> None:
        nonlocal peak
        while not ended.wait(SAMPLE_S):
            peak = max(peak, _look(process.pid, seen))

    sampler = threading.Thread(target=sample)
    sampler.start()
    output, errors = process.communicate()
    ended.set()
    sampler.join()
    if process.returncode not in ok:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{errors[-3000:]}")
    return Cost(sum(seen.values()), peak, output)


def _look(session: int, seen: dict[int, float]) -> int:
    held = 0
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                seen[int(folder.name)] = (int(fields[11]) + int(fields[12])) / TICKS
                held += int((folder / "statm").read_text().split()[1]) * PAGE
        except (FileNotFoundError, ProcessLookupError):
            continue
    return held
