"""The demo has the port that it names from before it names it."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from syndicate import daemon
from syndicate.cli.demo import demo


def test_nobody_else_can_take_the_port_before_the_daemon_listens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    refused = []

    def try_to_take(config: Path) -> None:
        named = re.search(r"port: (\d+)", config.read_text(encoding="utf-8"))
        assert named is not None
        try:
            socket.create_server(("127.0.0.1", int(named[1]))).close()
        except OSError as error:
            refused.append(error)

    async def run(path: Path, *_: object, **__: object) -> None:
        try_to_take(path)

    monkeypatch.setattr(daemon, "run", run)
    answer = CliRunner().invoke(demo, ["--port", "0"])
    assert answer.exit_code == 0, answer.output
    assert len(refused) == 1


def test_a_port_that_is_taken_is_told_before_anything_begins() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        answer = CliRunner().invoke(demo, ["--port", str(port)])
    assert "another program uses it" in str(answer.exception)
    assert "Open http" not in answer.output
