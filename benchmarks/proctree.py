"""CPU seconds and peak memory of a command with all of its descendants (Linux).

CPU is what the kernel tells when a process is reaped: of itself and of all children it waited for. Orphans (workers
that outlive their parent by a moment) come to us, since we are their "subreaper", and are reaped
too. Samples of /proc alone would miss whatever lives for less than a sample, as every curl of sfeed does; where they
nevertheless saw more (a program that lets its children be forgotten), the larger figure counts.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
SAMPLE_S = 0.05
ORPHANS_S = 20.0
SET_CHILD_SUBREAPER = 36  # prctl(2)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: CPU (user and system) of all its processes, and the most memory they held together."""

    cpu_s: float
    peak_bytes: int
    output: str


@dataclass(frozen=True, slots=True)
class Process:
    """One line of /proc/PID/stat. `reaped_s` is the CPU of the children that it waited for."""

    pid: int
    parent: int
    session: int
    cpu_s: float
    reaped_s: float


def measure(
    command: Sequence[str], *, env: Mapping[str, str] | None = None, ok: tuple[int, ...] = (0,)
) -> Cost:
    """Run a command to its end in a session of its own and add up all processes of the session."""
    ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, env=env,
            start_new_session=True,
        )  # fmt: skip
        seen: dict[int, float] = {}
        reaped, status, peak = 0.0, None, 0
        while status is None:
            time.sleep(SAMPLE_S)
            held = [_look(one, seen) for one in session(process.pid)]
            peak = max(peak, sum(held))
            pid, how, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                status, reaped = os.waitstatus_to_exitcode(how), usage.ru_utime + usage.ru_stime
        process.returncode = status
        reaped += _orphans(process.pid)
        texts = [_text(file) for file in (output, errors)]
    if status not in ok:
        raise SystemExit(f"{' '.join(command)} ended with {status}:\n{texts[1][-3000:]}")
    return Cost(max(reaped, sum(seen.values())), peak, texts[0])


def session(leader: int) -> list[Process]:
    """Tell the processes that live in a session."""
    return [one for one in processes() if one.session == leader]


def family() -> list[Process]:
    """Tell this process and its descendants, but for those that were given a session of their own."""
    children: dict[int, list[Process]] = {}
    for one in processes():
        if one.session == os.getsid(0):
            children.setdefault(one.pid if one.pid == os.getpid() else one.parent, []).append(one)
    found = [one for one in children.get(os.getpid(), ()) if one.pid == os.getpid()]
    for one in found:
        found += [child for child in children.get(one.pid, ()) if child not in found]
    return found


def spent_by_children() -> float:
    """CPU seconds of this process's descendants so far, those that have ended included; to a hundredth."""
    return sum(one.reaped_s + (one.cpu_s if one.pid != os.getpid() else 0.0) for one in family())


def processes() -> Iterator[Process]:
    """Tell every process that can be seen."""
    for name in os.listdir("/proc"):  # noqa: PTH208 - twenty times a second, beside what is measured
        if not name.isdecimal():
            continue
        try:
            text = Path(f"/proc/{name}/stat").read_text(encoding="utf-8", errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            continue
        fields = text.rpartition(")")[2].split()
        cpu_s, reaped_s = (sum(map(int, fields[at : at + 2])) / TICKS for at in (11, 13))
        yield Process(int(name), int(fields[1]), int(fields[3]), cpu_s, reaped_s)


def memory(pid: int) -> int:
    """Bytes that a process holds: its share of what is shared (PSS) where the system tells, else all (RSS)."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        return (
            next(int(line.split()[1]) for line in rollup.splitlines() if line[:4] == "Pss:") * 1024
        )
    except (OSError, StopIteration):
        try:
            return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * PAGE
        except OSError:
            return 0


def kind_of_memory() -> str:
    """Tell which of the two `memory` gives here."""
    return "PSS" if os.access("/proc/self/smaps_rollup", os.R_OK) else "RSS"


def _look(process: Process, seen: dict[int, float]) -> int:
    seen[process.pid] = process.cpu_s
    return memory(process.pid)


def _orphans(leader: int) -> float:
    """CPU seconds of the session's processes that outlived their parents. Waits for their end."""
    spent, until = 0.0, time.monotonic() + ORPHANS_S
    while orphans := [one for one in session(leader) if one.parent == os.getpid()]:
        for orphan in orphans:
            if time.monotonic() > until:
                raise SystemExit(f"process {orphan.pid} does not end after its parent has")
            pid, _, usage = os.wait4(orphan.pid, os.WNOHANG)
            spent += usage.ru_utime + usage.ru_stime if pid else 0.0
        time.sleep(SAMPLE_S)
    return spent


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")
