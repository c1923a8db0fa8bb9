"""What was claimed and not polled when the daemon ended is polled at the next start, not when its lease ends."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.e2e.daemon import Daemon
from tests.e2e.desk import Desk
from tests.origins import Report, eventually, hanging, rss, running_origin


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM])
def test_a_poll_under_way_at_the_end_is_made_again_at_the_start(
    tmp_path: Path, sign: signal.Signals
) -> None:
    with running_origin() as origin:
        desk = Desk(tmp_path)
        desk.follow(origin.put("/a", hanging))
        with Daemon(desk.save()) as daemon:
            eventually("asked", lambda: origin.asked["/a"] == 1)
            daemon.send(sign)
            daemon.wait()
        origin.put("/a", rss("Alpha", [Report(1, "One")]))
        with Daemon(desk.config) as daemon:
            daemon.wait_for("polled")
