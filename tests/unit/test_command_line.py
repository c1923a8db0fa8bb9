"""What is typed is understood, or refused with a word about what would be right."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from syndicate.cli import main


@pytest.mark.parametrize("group", ["", "opml", "subscribers", "thread"])
def test_the_list_of_commands_is_cut_off_nowhere(group: str) -> None:
    answer = CliRunner().invoke(main, [*group.split(), "--help"], terminal_width=80)
    _, _, listed = answer.output.partition("Commands:\n")
    assert len(listed.splitlines()) >= 2
    assert not [line for line in listed.splitlines() if line.endswith("...")]


@pytest.mark.parametrize(
    "words",
    [
        ["demo", "--seconds", "0"],
        ["demo", "--port", "99999"],
        ["threads", "--limit", "0"],
        ["thread", "log", "--limit", "-1"],
        ["opml", "export", "."],
        ["export", "topic", "floods", "--out", "."],
        ["restore", "."],
    ],
    ids=" ".join,
)
def test_an_argument_that_makes_no_sense_is_wrong_usage(words: list[str]) -> None:
    answer = CliRunner().invoke(main, words)
    assert answer.exit_code == click.UsageError.exit_code
    assert "Error: Invalid value for" in answer.stderr


def test_the_file_to_check_may_be_named_alone(tmp_path: Path) -> None:
    file = tmp_path / "new.yaml"
    file.write_text("sources: [https://a.example/feed]\n")
    answer = CliRunner().invoke(main, ["check", str(file)])
    assert (answer.exit_code, answer.stdout) == (
        0,
        f"{file}: good (1 source, 0 topics, 0 outputs)\n",
    )


@pytest.mark.parametrize(
    "words", [["check"], ["check", "feeds.yaml"], ["status"], ["opml", "export"]], ids=" ".join
)
def test_a_file_that_may_not_be_read_is_a_bad_configuration(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def refuse(path: Path, *words: Any, **more: Any) -> Any:
        if path.name == "feeds.yaml":
            raise PermissionError(13, "Permission denied")
        return opened(path, *words, **more)

    (tmp_path / "feeds.yaml").write_text("sources: []\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("os.access", lambda *_: False)
    monkeypatch.setattr(Path, "open", refuse)
    answer = CliRunner().invoke(main, words)
    assert answer.exit_code == 78
    assert "feeds.yaml:1:1: cannot be read: Permission denied" in answer.stderr


def test_an_example_that_is_not_there_yet_is_named_by_a_command_that_keeps_no_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = "https://a.example/floods"
    file = tmp_path / "feeds.yaml"
    file.write_text(
        "sources: [https://a.example/feed]\nclustering: {vectors: off}\n"
        f"topics:\n  floods: {{like: ['{example}']}}\n"
    )
    (tmp_path / "syndicate.db").touch()
    monkeypatch.setattr(logging.getLogger(), "handlers", [])  # as it is outside of a test
    answer = CliRunner().invoke(main, ["diff", str(file), "--config", str(file)])
    assert answer.exit_code == 0, answer.output
    told = f"syndicate: an example is not among the items yet topic=floods link={example}\n"
    assert told in answer.stderr


@pytest.mark.parametrize("letters", ["latin-1", "utf-8"])
def test_letters_that_a_terminal_does_not_know_are_told_by_their_numbers(
    tmp_path: Path, letters: str
) -> None:
    file = tmp_path / "feeds.yaml"
    file.write_text(f"url: https://desk.example/\nstore: sqlite:///{tmp_path}/日🗞/s.db\n", "utf-8")
    words = ["doctor", "--config", str(file)]
    told = CliRunner(charset=letters).invoke(main, words)
    assert told.exit_code == 1, told.exception
    assert (
        told.stdout_bytes.decode(letters).count("🗞" if letters == "utf-8" else "\\U0001f5de") == 1
    )
    as_json = CliRunner(charset=letters).invoke(main, [*words, "--json"])
    assert "日🗞" in str(json.loads(as_json.stdout_bytes.decode(letters)))
