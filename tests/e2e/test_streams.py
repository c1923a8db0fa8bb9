"""Commands whose reader left, and commands that were started without one, end quietly; a full disk is told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.daemon import MODULE, PATIENCE, environment

COMMANDS = ("sources", "sources --json", "opml export")
READER_LEFT = 141  # as a shell tells of what SIGPIPE ended


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "feeds.yaml"
    listed = "".join(f"  - https://a.example/feeds/{number}\n" for number in range(300))
    file.write_text(f"store: sqlite:///{tmp_path}/store.db\nsources:\n{listed}")
    (tmp_path / "store.db").touch()  # an empty file is a store that nothing was put into
    return file


def started(config: Path, words: str, *, closed: str = "") -> list[str]:
    """A command line by a shell that closes standard streams before."""
    line = [sys.executable, "-W", "error", *MODULE, *words.split(), "--config", str(config)]
    return ["sh", "-c", f'exec "$@" {closed}', "sh", *line]


@pytest.mark.parametrize("words", COMMANDS)
def test_command_without_standard_streams_does_its_work(config: Path, words: str) -> None:
    done = subprocess.run(
        started(config, words, closed="<&- >&-"),
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("words", COMMANDS)
def test_command_whose_reader_left_ends_as_other_tools_do(config: Path, words: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            started(config, words),
            env=environment(),
            stdout=writer,
            stderr=subprocess.PIPE,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (READER_LEFT, "")


@pytest.mark.parametrize(
    "words", [*COMMANDS, "schema", "doctor", "thread --help", "--help", "--version"]
)
def test_a_full_disk_behind_standard_output_is_told_in_a_line(config: Path, words: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-W", "error", *MODULE, *words.split()],
            env=environment(SYNDICATE_CONFIG=str(config)),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    told = "syndicate: standard output: No space left on device; free some space\n"
    assert (done.returncode, done.stderr) == (1, told)


def test_the_exit_code_tells_what_is_wrong_where_nothing_can_be_written(tmp_path: Path) -> None:
    wrong = tmp_path / "feeds.yaml"
    wrong.write_text("titel: A\n", encoding="utf-8")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-W", "error", *MODULE, "check", "--config", str(wrong)],
            env=environment(),
            stdout=full,
            stderr=full,
            timeout=PATIENCE,
            check=False,
        )
    assert done.returncode == 78
