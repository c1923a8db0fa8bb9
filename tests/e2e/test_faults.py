"""What goes wrong outside: a clear message for each, and the rest goes on."""

from __future__ import annotations

import socket

import pytest

from tests.e2e.daemon import Daemon, syndicate_cli
from tests.e2e.desk import Desk
from tests.origins import (
    Origin,
    Report,
    body,
    closed_port,
    deaf_hosts,
    endless,
    eventually,
    rss,
    status,
)

GOOD = [Report(1, "The bridge is open again")]


def test_bad_sources_are_told_apart_and_the_good_one_goes_on(desk: Desk, origin: Origin) -> None:
    good = origin.put("/good", rss("Good", GOOD))
    dead = f"http://127.0.0.1:{closed_port()}/feed"
    missing = origin.put("/missing", status(404))
    flood = origin.put("/flood", endless(100))
    page = origin.put("/page", body(b"<!DOCTYPE html><html><title>Hi</title></html>", "text/html"))
    with deaf_hosts(1) as deaf:
        (silent,) = deaf.urls
        desk.follow(dead, missing, flood, page, silent, good)
        with Daemon(desk.save()) as daemon:
            daemon.wait_for("clustered")
            reasons = {
                url: daemon.wait_for("poll failed", source=url)["reason"]
                for url in (dead, missing, flood, page, silent)
            }
            # Meanwhile the good one was not left alone.
            origin.put("/good", rss("Good", [Report(2, "Trams run again"), *GOOD]))
            daemon.wait_for("polled", source=good, count=2)
            eventually("served", lambda: "Trams" in daemon.get("/outputs/desk.atom").text)
            listed = daemon.get("/sources", Accept="text/html").text
            feed = daemon.get("/outputs/desk.atom").text
            assert not any("Traceback" in line for line in daemon.lines), daemon.lines
            assert daemon.stop() == 0
    assert "refuses the connection" in reasons[dead]
    assert "404" in reasons[missing]
    assert "MiB" in reasons[flood]
    assert "web page, not a feed" in reasons[page]
    assert "10 s" in reasons[silent]
    for reason in reasons.values():
        assert reason.split(";")[0][:20] in listed, "the page of sources tells what is wrong"
    assert feed.count("<entry") == 2, "faults are not news"


def test_a_second_daemon_on_one_store_is_turned_away(desk: Desk, origin: Origin) -> None:
    desk.follow(origin.put("/good", rss("Good", GOOD)))
    with Daemon(desk.save()) as daemon:
        for command in ("run", "poll"):
            second = syndicate_cli(command, "--config", desk.config)
            assert second.returncode == 75
            assert str(daemon.process.pid) in second.stderr
            assert "another Syndicate is at work on this store" in second.stderr
            assert len(second.stderr.splitlines()) == 1
        assert daemon.get("/healthz").status == 200
        assert daemon.stop() == 0
    assert syndicate_cli("poll", "--config", desk.config).returncode == 0


def test_a_port_that_is_taken_is_named(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        desk.port = int(other.getsockname()[1])
        turned_away = syndicate_cli("run", "--config", desk.save())
    assert turned_away.returncode == 1
    assert (
        f"cannot listen on 127.0.0.1:{desk.port}: Address already in use; another program"
        in turned_away.stderr
    )
    assert "server.port" in turned_away.stderr
    assert len(turned_away.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("sources:\n  - url: https://a.example/feed\n    evry: 5m\n", "3:5", "every"),
        ("title: [\n", "2:1", ""),
    ],
)
def test_a_wrong_file_stops_the_start_and_names_the_place(
    desk: Desk, text: str, place: str, said: str
) -> None:
    turned_away = syndicate_cli("run", "--config", desk.write(text))
    assert turned_away.returncode == 78
    assert f"{desk.config}:{place}: " in turned_away.stderr
    assert said in turned_away.stderr
    assert "Traceback" not in turned_away.stderr
    assert not desk.store.exists()


def test_a_file_that_is_not_there_is_named(desk: Desk) -> None:
    turned_away = syndicate_cli("run", "--config", desk.config)
    assert turned_away.returncode == 78
    assert str(desk.config) in turned_away.stderr


def test_a_store_that_is_no_database_is_named_and_kept(desk: Desk) -> None:
    desk.store.write_text("These are my notes.\n" * 100)
    turned_away = syndicate_cli("run", "--config", desk.save())
    assert turned_away.returncode == 1
    assert str(desk.store) in turned_away.stderr
    assert "Traceback" not in turned_away.stderr
    assert desk.store.read_text() == "These are my notes.\n" * 100
