"""A desk whose network reaches the world only through a proxy: one that others wrote, with a login."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import urlsplit

from tests.e2e.daemon import Daemon, syndicate_cli
from tests.e2e.desk import Desk
from tests.foreign_proxy import foreign_proxy
from tests.origins import Origin, Report, eventually, rss

PASSWORD = "pa55word-pa55"
AWAY = "93.184.216.34"  # public; only a proxy of these tests finds the origin there


def through(port: int, password: str = "${PROXY_PASSWORD}") -> dict[str, object]:
    return {"fetch": {"proxy": f"http://desk:{password}@127.0.0.1:{port}"}}


def served(daemon: Daemon, title: str) -> Callable[[], bool]:
    return lambda: title in daemon.get("/outputs/desk.atom").text


def test_sources_are_polled_through_the_proxy_that_feeds_yaml_names_now(
    desk: Desk, origin: Origin, tmp_path: Path
) -> None:
    path, extra = "/feed", {"PROXY_PASSWORD": PASSWORD}
    reports = [Report(1, "The bridge is open again")]
    port = urlsplit(origin.put(path, rss("Quay", reports))).port
    desk.follow(f"http://{AWAY}:{port}{path}")
    login = f"desk:{PASSWORD}"
    with (
        ExitStack() as stack,
        foreign_proxy(tmp_path / "first", login) as first,
        foreign_proxy(tmp_path / "second", login) as second,
        Daemon(desk.save(through(first.port)), extra=extra) as daemon,
    ):
        eventually("read through the first", served(daemon, "The bridge is open again"))

        desk.save(through(second.port))
        daemon.wait_for("feeds.yaml reloaded")
        first.stop()
        reports.append(Report(2, "The ferry is laid up"))
        origin.put(path, rss("Quay", reports))
        eventually("read through the second", served(daemon, "The ferry is laid up"))
        assert not daemon.found("this change needs a restart")

        eventually("nothing is under way", lambda: is_between_polls(desk))
        second.stop()
        refused = f"the proxy 127.0.0.1:{second.port} refuses the connection"
        eventually("told", lambda: bool(reasons(daemon, refused)))
        told = reasons(daemon, refused)[0]
        problem = f"not asked, and no fault of its own: {told}"
        eventually("told of the source", lambda: rows(desk, extra)[0]["problem"] == problem)
        (row,) = rows(desk, extra)
        assert row["state"] == "good"
        doctor = syndicate_cli("doctor", "--config", desk.config, **extra).stdout
        assert f"1 is cut off: {told}" in " ".join(doctor.split())
        pages = [daemon.get(page).text for page in ("/sources", "/", "/metrics", "/readyz")]
        said = [*daemon.lines, json.dumps(row), doctor, *pages]
        assert PASSWORD not in "\n".join(said)

        third = stack.enter_context(foreign_proxy(tmp_path / "third", login))
        reports.append(Report(3, "The ferry sails again"))
        origin.put(path, rss("Quay", reports))
        desk.save(through(third.port))
        eventually(
            "asked at once by a way that may lead on", served(daemon, "The ferry sails again")
        )
        assert rows(desk, extra)[0]["problem"] is None
        assert daemon.stop() == 0


def reasons(daemon: Daemon, beginning: str) -> list[str]:
    """Why polls failed, where it begins so: one that was under way when a proxy ended may fail otherwise."""
    told = [str(event["reason"]) for event in daemon.found("poll failed")]
    return [each for each in told if each.startswith(beginning)]


def is_between_polls(desk: Desk) -> bool:
    """Tell whether nobody polls, nor will for a moment."""
    with closing(sqlite3.connect(desk.store)) as store:
        ((claimed, next_poll_at),) = store.execute("SELECT claimed, next_poll_at FROM sources")
    return not claimed and next_poll_at > (time.time() + 0.5) * 1_000_000


def rows(desk: Desk, extra: dict[str, str]) -> list[dict[str, str]]:
    answer = syndicate_cli("sources", "--json", "--config", desk.config, **extra)
    found: list[dict[str, str]] = json.loads(answer.stdout)
    return found


def test_a_wrong_login_is_told_as_the_proxys(desk: Desk, origin: Origin, tmp_path: Path) -> None:
    port = urlsplit(origin.put("/feed", rss("Quay", []))).port
    desk.follow(f"http://{AWAY}:{port}/feed", f"https://{AWAY}:{port}/feed")
    with (
        foreign_proxy(tmp_path / "proxy", f"desk:{PASSWORD}") as proxy,
        Daemon(desk.save(through(proxy.port, "wr0ng-wr0ng"))) as daemon,
    ):
        for count in (1, 2):
            reason = daemon.wait_for("poll failed", count=count)["reason"]
            assert reason == (
                f"the proxy 127.0.0.1:{proxy.port} says 407 Proxy Authentication Required; "
                "it does not take our login: check fetch.proxy in feeds.yaml"
            )
        assert "wr0ng" not in "\n".join(daemon.lines)
    assert origin.asked == {}


def test_a_command_that_looks_for_feeds_goes_through_it_too(
    desk: Desk, origin: Origin, tmp_path: Path
) -> None:
    reports = [Report(1, "The bridge is open again")]
    port = urlsplit(origin.put("/feed", rss("Quay", reports))).port
    with foreign_proxy(tmp_path / "proxy", f"desk:{PASSWORD}") as proxy:
        desk.save(through(proxy.port, PASSWORD))
        url = f"http://{AWAY}:{port}/feed"
        answer = syndicate_cli("add", url, "--yes", "--config", desk.config)
        assert answer.returncode == 0, answer.stderr
        assert "Quay" in answer.stdout
