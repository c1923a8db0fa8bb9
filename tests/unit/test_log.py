from __future__ import annotations

import ast
import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate import log
from tests.paths import SOURCE


def record(name: str, error: BaseException | None = None, **fields: object) -> logging.LogRecord:
    exc_info = (type(error), error, None) if error else None
    made = logging.LogRecord("syndicate", logging.INFO, "", 0, name, (), exc_info)
    made.fields = fields
    return made


def test_no_field_takes_the_place_of_what_every_line_says() -> None:
    told = {"event", "problem", "failure"}
    calls = (
        (path, node)
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in told
    )
    for path, call in calls:
        fields = {keyword.arg for keyword in call.keywords}
        assert not fields & {"at", "event", "traceback"}, f"{path.name}:{call.lineno}"


def test_an_event_is_one_readable_line() -> None:
    line = log.PlainLines().format(record("polled", source="a.example", new=3, reason="two words"))
    assert line.endswith('info    polled source=a.example new=3 reason="two words"')


def test_json_carries_the_same_fields() -> None:
    told = json.loads(log.JsonLines().format(record("polled", new=3, source="a.example")))
    assert (told["event"], told["level"], told["new"], told["source"]) == (
        "polled",
        "info",
        3,
        "a.example",
    )


def test_trouble_that_goes_on_is_told_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    seldom = log.Seldom(lambda: now[0])
    for second in range(int(2 * log.TELL_EVERY_S)):
        now[0] = float(second)
        seldom.problem("not saved", task="announce", reason="the disk is full")
    assert len(caplog.records) == 2
    seldom.problem("not saved", task="cluster", reason="the disk is full")
    seldom.problem("not saved", task="announce", reason="the file is gone")
    assert len(caplog.records) == 4, "another task, or another reason, is news"


@given(st.text())
def test_nothing_a_feed_says_can_forge_a_line(text: str) -> None:
    line = log.PlainLines().format(record("poll failed", reason=text))
    assert len(line.splitlines()) == 1
    assert "\x1b" not in line
    assert (
        len(json.loads(log.JsonLines().format(record(text, reason=text)))["reason"])
        <= log.LINE_LIMIT_CHARS
    )


def test_credentials_in_an_address_are_masked() -> None:
    line = log.PlainLines().format(record("x", url="https://user:secret@example.org/feed"))
    assert "secret" not in line
    assert "https://***@example.org/feed" in line


def test_an_unexpected_error_keeps_its_traceback() -> None:
    error = ValueError("why")
    assert "ValueError: why" in log.PlainLines().format(record("task failed", error))
    assert (
        "ValueError: why"
        in json.loads(log.JsonLines().format(record("task failed", error)))["traceback"]
    )


def test_configuring_sends_events_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure()
    log.event("hello", number=1)
    log.problem("careful")
    log.configure(as_json=True)
    log.failure("broken", ValueError("why"), task="poll")
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].endswith("hello number=1")
    assert "warning careful" in lines[1]
    assert json.loads(lines[2])["task"] == "poll"
