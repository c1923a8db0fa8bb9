"""What `syndicate doctor` finds of a real daemon, its store and its sources."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.e2e.daemon import PATIENCE, Daemon, environment, syndicate_cli
from tests.e2e.desk import Desk
from tests.origins import Report, closed_port, rss, running_origin, status

REPORT = Report(1, "Tugs free the ship that blocked the strait", "The tugs pulled at high water.")
Findings = Mapping[str, Mapping[str, str]]


def examined(desk: Desk, code: int, *words: str) -> Findings:
    """What is told of each thing: the worst, where several things are."""
    answer = syndicate_cli("doctor", "--json", "--config", desk.config, *words)
    assert answer.returncode == code, (answer.stdout, answer.stderr)
    order = ["good", "note", "bad"]
    told = sorted(json.loads(answer.stdout), key=lambda one: order.index(one["state"]))
    return {one["about"]: one for one in told}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path, port=closed_port())
    desk.save()
    return desk


def test_before_the_first_start_nothing_is_bad_and_nothing_is_made(desk: Desk) -> None:
    found = examined(desk, 0)
    assert found["store"]["state"] == "note"
    assert found["feeds.yaml"]["advice"] == "syndicate add URL finds feeds"
    assert not desk.store.exists()


@pytest.mark.parametrize("folder", ["none", "x" * 300], ids=["missing", "one that nobody may see"])
def test_a_store_that_no_start_can_make_is_bad(desk: Desk, folder: str) -> None:
    text = desk.config.read_text().replace(str(desk.store), str(desk.folder / folder / "desk.db"))
    desk.config.write_text(text)
    told = examined(desk, 1)["store"]["told"]
    assert told.startswith(f"{desk.folder / folder / 'desk.db'} cannot be made")


def test_a_daemon_at_work_is_asked_how_it_is(desk: Desk) -> None:
    with running_origin() as origin:
        desk.follow(origin.put("/alpha", rss("Alpha", [REPORT])))
        desk.save()
        with Daemon(desk.config) as daemon:
            daemon.wait_for("polled")
            found = examined(desk, 0)
    assert {each["state"] for each in found.values()} <= {"good", "note"}
    assert found["daemon"]["told"] == f"process {daemon.process.pid} is at work, and ready"
    assert found["sources"]["told"] == "1 of 1 were read when last tried"
    assert f"{desk.store} is whole" in found["store"]["told"]
    assert examined(desk, 0)["daemon"]["advice"] == "syndicate run", "it has ended"


def test_a_daemon_that_listens_at_another_port_is_found_there(desk: Desk) -> None:
    with running_origin() as origin:
        desk.follow(origin.put("/alpha", rss("Alpha", [REPORT])))
        desk.save()
        port = str(closed_port())
        with Daemon(desk.config, words=("--port", port)) as daemon:
            daemon.wait_for("polled")
            lost, found = examined(desk, 1)["daemon"], examined(desk, 0, "--port", port)["daemon"]
    assert "does not answer" in lost["told"]
    assert "`syndicate doctor --port N`" in lost["advice"]
    assert found["told"] == f"process {daemon.process.pid} is at work, and ready"


def test_the_daemon_of_another_store_at_the_same_port_is_not_taken_for_ours(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = Desk(tmp_path_factory.mktemp("other"), port=desk.port)
    with running_origin() as origin:
        address = origin.put("/alpha", rss("Alpha", [REPORT]))
        for each in (desk, other):
            each.follow(address)
            each.save()
        assert syndicate_cli("poll", "--config", desk.config).returncode == 0
        with Daemon(other.config) as daemon:
            daemon.wait_for("polled")
            found = examined(desk, 0)["daemon"]
    assert found["state"] == "note"
    assert found["told"] == (
        f"nobody is at work (the Syndicate at port {desk.port} has another store)"
    )


def test_nothing_is_bad_of_a_demo_that_plays_in_november_2014(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "syndicate", "demo", "--port", "0", "--seconds", "60"]
    log = tmp_path / "log"
    with log.open("w") as out, subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdout=out, stderr=subprocess.STDOUT
    ) as process:  # fmt: skip
        try:
            deadline = time.monotonic() + PATIENCE
            while "clustered" not in (said := log.read_text()):
                assert time.monotonic() < deadline, said
                time.sleep(0.1)
            config = said.partition("What the daemon reads: ")[2].partition("\n")[0]
            answer = syndicate_cli("doctor", "--json", "--config", config)
        finally:
            process.send_signal(signal.SIGINT)
    told = {one["about"]: one for one in json.loads(answer.stdout)}
    assert [one for one in told.values() if one["state"] == "bad"] == []
    assert (answer.returncode, told["clock"]["state"]) == (0, "note")
    assert "2014-11-" in told["clock"]["told"]


def test_a_decision_on_a_thread_that_is_not_stored_is_told(desk: Desk) -> None:
    with running_origin() as origin:
        desk.follow(origin.put("/alpha", rss("Alpha", [REPORT])))
        assert syndicate_cli("poll", "--config", desk.save()).returncode == 0
    (thread,) = json.loads(
        syndicate_cli("threads", "--all", "--json", "--config", desk.config).stdout
    )
    file = desk.folder / "corrections.yaml"
    file.write_text(f"corrections:\n  - rename: {thread['id']}\n    title: Ours\n")
    assert "corrections.yaml" not in examined(desk, 0)
    file.write_text("corrections:\n  - rename: tzzzzzzzzzzzzzzzz\n    title: Ours\n")
    assert "tzzzzzzzzzzzzzzzz" in examined(desk, 0)["corrections.yaml"]["told"]


def test_a_source_that_fails_and_a_store_that_others_can_read_are_bad(desk: Desk) -> None:
    with running_origin() as origin:
        desk.follow(origin.put("/gone", status(500)))
        assert syndicate_cli("poll", "--config", desk.save()).returncode == 1
        desk.store.chmod(0o644)
        found = examined(desk, 1)
    told = found[f"{origin.url}/gone"]
    assert (told["state"], found["store"]["state"]) == ("bad", "bad")
    assert told["told"].startswith("failed 1 × (never read): ")
    assert "500" in told["told"]
    assert found["store"]["advice"] == f"chmod 600 {desk.store}"


def test_a_damaged_store_is_bad_and_left_as_it_is(desk: Desk) -> None:
    desk.store.write_bytes(b"no database at all, and of more bytes than a header has " * 9)
    body = desk.store.read_bytes()
    found = examined(desk, 1)
    assert "it is not a SQLite database" in found["store"]["told"]
    assert desk.store.read_bytes() == body


@pytest.mark.parametrize("form", [0, 1])
def test_a_store_of_an_older_form_is_told_and_left_as_it_is(desk: Desk, form: int) -> None:
    with sqlite3.connect(desk.store) as older:
        older.execute("PRAGMA journal_mode = WAL")
        if form:
            older.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)")
        older.execute(f"PRAGMA user_version = {form}")
    older.close()
    desk.store.chmod(0o600)
    body = desk.store.read_bytes()
    found = examined(desk, 0)["store"]
    assert (found["state"], "the next start" in found["told"]) == ("note", True)
    assert desk.store.read_bytes() == body
    assert not [*desk.folder.glob("*.backup")]


def test_a_bad_feeds_yaml_is_told_as_check_tells_it(desk: Desk) -> None:
    desk.write("titel: A\n")
    answer = syndicate_cli("doctor", "--config", desk.config)
    assert answer.returncode == 78
    assert f"{desk.config}:1:1: titel: " in answer.stderr
