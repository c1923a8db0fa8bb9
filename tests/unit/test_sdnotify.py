from __future__ import annotations

import os
import socket
from datetime import timedelta
from pathlib import Path

import pytest

from syndicate.sdnotify import notify, watchdog_interval


def test_nobody_is_told_where_nobody_listens() -> None:
    assert notify("READY=1", environ={}) is False


@pytest.mark.parametrize("abstract", [False, True])
def test_a_service_manager_hears_every_state_in_one_datagram(
    tmp_path: Path, abstract: bool
) -> None:
    name = f"@syndicate-test-{os.getpid()}" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind("\0" + name[1:] if abstract else name)
        manager.settimeout(5)
        assert notify("READY=1", "STATUS=fine", environ={"NOTIFY_SOCKET": name})
        assert manager.recv(100) == b"READY=1\nSTATUS=fine"


def test_a_manager_that_went_away_does_no_harm(tmp_path: Path) -> None:
    assert notify("WATCHDOG=1", environ={"NOTIFY_SOCKET": str(tmp_path / "gone")}) is False


@pytest.mark.parametrize(
    ("environ", "interval"),
    [
        ({}, None),
        ({"WATCHDOG_USEC": "0"}, None),
        ({"WATCHDOG_USEC": "soon"}, None),
        ({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "1"}, None),
        ({"WATCHDOG_USEC": "60000000"}, timedelta(seconds=20)),
        ({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": str(os.getpid())}, timedelta(seconds=20)),
    ],
)
def test_the_watchdog_is_fed_three_times_as_often_as_asked(
    environ: dict[str, str], interval: timedelta | None
) -> None:
    assert watchdog_interval(environ) == interval
