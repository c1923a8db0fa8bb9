"""`syndicate run` from READY to the end: what it logs, what it tells systemd, how it stops."""

from __future__ import annotations

import json
import re
import signal
import socket
import time
from datetime import datetime
from pathlib import Path

from syndicate.daemon import DRAIN
from tests.e2e.daemon import PATIENCE, Daemon, Event
from tests.e2e.desk import Desk
from tests.origins import Origin, Report, deaf_hosts, eventually, rss

PLAIN_LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ (debug|info|warning|error) +\S.*")


def test_a_day_in_the_life_is_told_in_json_lines(desk: Desk, origin: Origin) -> None:
    desk.follow(origin.put("/a", rss("Alpha", [Report(1, "The bridge is open again")])))
    with Daemon(desk.save()) as daemon:
        daemon.wait_for("clustered", items=1)
        assert daemon.stop() == 0
    told = [json.loads(line) for line in daemon.lines]
    assert all({"at", "level", "event"} <= event.keys() for event in told)
    order = [event["event"] for event in told]
    assert order == ["ready", "polled", "clustered", "stopping", "stopped"]
    assert daemon.found("polled", source=f"{origin.url}/a", new=1, changed=0)


def test_a_day_in_the_life_is_told_in_readable_lines(desk: Desk, origin: Origin) -> None:
    desk.follow(origin.put("/a", rss("Alpha", [Report(1, "The bridge is open again")])))
    desk.follow(origin.url + "/nowhere")
    daemon = Daemon(desk.save(), as_json=False)
    eventually("clustered", lambda: any("clustered" in line for line in daemon.lines))
    eventually("failed", lambda: any("poll failed" in line for line in daemon.lines))
    daemon.send(signal.SIGINT)
    assert daemon.wait() == 0
    assert all(PLAIN_LINE.fullmatch(line) for line in daemon.lines), daemon.lines
    assert any(f"polled source={origin.url}/a new=1 changed=0" in line for line in daemon.lines)


def test_systemd_hears_ready_watchdog_and_stopping(
    desk: Desk, origin: Origin, tmp_path: Path
) -> None:
    desk.follow(origin.put("/a", rss("Alpha", [Report(1, "One")])))
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(PATIENCE)
        listened = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "900000"}
        with Daemon(desk.save(), extra=listened) as daemon:
            assert manager.recv(1000).split(b"\n")[0] == b"READY=1"
            assert [manager.recv(1000) for _ in range(3)] == [b"WATCHDOG=1"] * 3
            daemon.send(signal.SIGHUP)
            heard = [manager.recv(1000)]
            while heard[-1] != b"READY=1":
                heard.append(manager.recv(1000))
            assert any(said.startswith(b"RELOADING=1") for said in heard)
            assert daemon.stop() == 0
            while (said := manager.recv(1000)) != b"STOPPING=1":
                assert said == b"WATCHDOG=1"


def test_twenty_hanging_sources_do_not_hold_up_the_end_and_are_asked_again_at_the_start(
    desk: Desk,
) -> None:
    with deaf_hosts(20) as deaf:
        desk.follow(*deaf.urls)
        with Daemon(desk.save()) as daemon:
            deaf.wait_until_all_are_asked()
            assert daemon.stop() == 0
        given_up = daemon.found("some tasks did not end in time and were cancelled")
        (stopping,), (stopped,) = daemon.found("stopping"), daemon.found("stopped")
        assert at(given_up[0] if given_up else stopped) - at(stopping) < 10
        with Daemon(desk.config):
            deaf.wait_until_all_are_asked()


def at(told: Event) -> float:
    """When it was told, in seconds: what a busy machine takes to end a process is not counted."""
    return datetime.fromisoformat(told["at"]).timestamp()


def test_a_second_signal_ends_it_at_once(desk: Desk) -> None:
    with deaf_hosts(20) as deaf:
        desk.follow(*deaf.urls)
        with Daemon(desk.save()) as daemon:
            deaf.wait_until_all_are_asked()
            daemon.send(signal.SIGTERM)
            daemon.wait_for("stopping")
            began = time.monotonic()
            daemon.send(signal.SIGTERM)
            assert daemon.wait() != 0
            assert time.monotonic() - began < DRAIN.total_seconds() - 2, "nothing is waited for"
    assert not any("Traceback" in line for line in daemon.lines), daemon.lines


def test_what_was_stored_is_served_after_a_restart(desk: Desk, origin: Origin) -> None:
    desk.follow(origin.put("/a", rss("Alpha", [Report(1, "One"), Report(2, "Two")])))
    with Daemon(desk.save()) as daemon:
        daemon.wait_for("clustered")
        eventually("both", lambda: daemon.get("/outputs/desk.atom").text.count("<entry") == 2)
        before = daemon.get("/outputs/desk.atom")
        assert daemon.stop() == 0
    with Daemon(desk.config) as daemon:
        after = daemon.get("/outputs/desk.atom")
        assert (after.body, after.headers["ETag"]) == (before.body, before.headers["ETag"])
