"""A disk that can only be read, as after a fault of it: what is stored can be looked up, and saved elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.daemon import MODULE, PATIENCE, Daemon, environment, syndicate_cli
from tests.e2e.desk import Desk
from tests.origins import Origin, Report, rss

# Root may write where permissions forbid it, but not below a mount that can only be read.
MOUNTED = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
WALL = ("unshare", "--mount", "sh", "-c")
LOOKS_UP = (
    ("status",),
    ("sources",),
    ("threads",),
    ("topics", "bridges"),
    ("why", "https://good.example/1"),
    ("held",),
    ("subscribers",),
    ("diff", "feeds.yaml"),
    ("export", "topic", "bridges"),
)
WRITES = (("subscribers", "add", "anna"), ("held", "--discard", "SOURCE"), ("poll",), ("run",))


@contextmanager
def frozen(folder: Path) -> Iterator[Sequence[str | Path]]:
    """Give what stands before a command that may not write in this folder."""
    if os.geteuid() == 0:
        for tool in ("unshare", "mount"):
            if shutil.which(tool) is None:
                pytest.skip(f"no mount for reading without the command {tool}")
        if subprocess.run([*WALL, MOUNTED, folder, "true"], check=False).returncode:
            pytest.skip("no mount for reading here")
        yield [*WALL, MOUNTED, folder]
        return
    writable = [each for each in (folder, *folder.iterdir()) if each.stat().st_mode & 0o200]
    for each in writable:
        each.chmod(each.stat().st_mode & ~0o222)
    try:
        yield []
    finally:
        for each in writable:
            each.chmod(each.stat().st_mode | 0o200)


class Apart(Desk):
    """A desk whose store stands on a disk of its own."""

    @property
    def store(self) -> Path:
        return self.folder / "disk" / "desk.db"


@pytest.fixture
def filled(tmp_path: Path, origin: Origin) -> Desk:
    desk = Apart(tmp_path)
    desk.follow(origin.put("/good", rss("Good", [Report(1, "The bridge is open again")])))
    desk.topics["bridges"] = {"any": ["bridge"]}
    desk.store.parent.mkdir()
    desk.save()
    assert syndicate_cli("poll", "--config", desk.config).returncode == 0
    return desk


def ask(
    desk: Desk, before: Sequence[str | Path], words: Sequence[str | Path]
) -> subprocess.CompletedProcess[str]:
    command = [*before, sys.executable, "-W", "error", *MODULE, *words, "--config", desk.config]
    return subprocess.run(
        command,
        cwd=desk.folder, env=environment(), capture_output=True, text=True, timeout=PATIENCE,
        check=False,
    )  # fmt: skip


def is_served(
    desk: Desk, before: Sequence[str | Path], commands: Sequence[Sequence[str]] = LOOKS_UP
) -> None:
    """All that only looks something up works, and so does a copy to another disk."""
    for words in commands:
        answer = ask(desk, before, words)
        assert (answer.returncode, answer.stderr) == (0, ""), words
    doctor = ask(desk, before, ("doctor",))
    assert doctor.returncode == 1
    assert "bad  store: it can only be read: nothing new is saved" in doctor.stdout
    copy = desk.folder / "copy.db"
    assert ask(desk, before, ("backup", copy)).returncode == 0
    copy.replace(desk.folder / "saved.db")


def test_a_store_that_can_only_be_read_is_looked_up_and_copied(filled: Desk) -> None:
    with frozen(filled.store.parent) as before:
        is_served(filled, before)
    copied = filled.folder / "saved.db"
    assert syndicate_cli("restore", copied, "--config", filled.config).returncode == 0
    assert ask(filled, (), ("why", "https://good.example/1")).returncode == 0


def test_who_would_write_is_told_that_it_can_only_be_read(filled: Desk) -> None:
    (source,) = filled.document()["sources"]
    with frozen(filled.store.parent) as before:
        for words in WRITES:
            answer = ask(
                filled, before, [source["url"] if one == "SOURCE" else one for one in words]
            )
            assert answer.returncode == 1, words
            assert len(answer.stderr.splitlines()) == 1, answer.stderr
            assert str(filled.store) in answer.stderr
            assert "cannot be written" in answer.stderr or "cannot be opened" in answer.stderr


def test_what_a_daemon_is_at_work_on_is_read_where_it_can_only_be_read(filled: Desk) -> None:
    with Daemon(filled.config) as daemon, frozen(filled.store.parent) as before:
        is_served(filled, before, LOOKS_UP[:1])
        daemon.kill()
    with frozen(filled.store.parent) as before:
        is_served(filled, before, LOOKS_UP[:1])
