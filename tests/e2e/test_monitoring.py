"""deploy/monitoring: a real Prometheus over the real daemon. Skipped where Prometheus is not installed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import yaml

from syndicate.metrics import Metrics
from tests.e2e.daemon import PATIENCE, Daemon
from tests.e2e.desk import Desk
from tests.origins import Origin, Report, closed_port, eventually, rss
from tests.paths import ROOT

FOLDER = ROOT / "deploy" / "monitoring"
EXPRESSIONS = [
    target["expr"]
    for panel in json.loads((FOLDER / "dashboard.json").read_text())["panels"]
    for target in panel["targets"]
]


def program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path=ROOT / ".tools" / "bin")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def ask(port: int, path: str, **query: str) -> Any:
    url = f"http://127.0.0.1:{port}/api/v1/{path}?{urlencode(query)}"
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            return json.load(answer)["data"]
    except urllib.error.HTTPError as error:
        if error.code == 503:  # it has not read its own log yet
            raise
        pytest.fail(f"{query}: {error.read().decode()}")


@contextmanager
def prometheus(target: str, folder: Path) -> Iterator[int]:
    """Run it over one daemon, as `prometheus.yaml` says but for the pace, and give its port."""
    command = program("prometheus")
    port = closed_port()
    settings = yaml.safe_load((FOLDER / "prometheus.yaml").read_text())
    settings["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
    settings["rule_files"] = [str(FOLDER / "alerts.yaml")]
    settings["scrape_configs"][0]["static_configs"] = [{"targets": [target]}]
    (folder / "prometheus.yaml").write_text(yaml.safe_dump(settings))
    process = subprocess.Popen(
        [
            command,
            f"--config.file={folder / 'prometheus.yaml'}",
            f"--storage.tsdb.path={folder / 'data'}",
            f"--web.listen-address=127.0.0.1:{port}",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield port
    finally:
        process.kill()
        process.wait()


def is_up(port: int) -> bool:
    try:
        found = ask(port, "query", query='up{job="syndicate"}')["result"]
    except OSError:
        return False  # it has not begun
    return [each["value"][1] for each in found] == ["1"]


def has_been_evaluated(port: int) -> bool:
    groups = ask(port, "rules")["groups"]
    return all(rule["health"] == "ok" for group in groups for rule in group["rules"])


def test_a_real_prometheus_has_an_answer_to_every_line_of_the_dashboard(
    desk: Desk, origin: Origin, tmp_path: Path
) -> None:
    desk.follow(origin.put("/feed", rss("Quay Gazette", [Report(1, "Lighthouse lit again")])))
    with Daemon(desk.save()) as daemon, prometheus(urlsplit(daemon.url).netloc, tmp_path) as port:
        eventually("Prometheus has asked the daemon", lambda: is_up(port), PATIENCE)
        eventually("every rule can be evaluated", lambda: has_been_evaluated(port), PATIENCE)
        for expression in EXPRESSIONS:
            asked = expression.replace("$__rate_interval", "1m")
            eventually(asked, lambda: bool(ask(port, "query", query=asked)["result"]), PATIENCE)  # noqa: B023
        firing = ask(port, "query", query='ALERTS{alertstate="firing"}')["result"]
        assert firing == []


def test_the_rules_tell_of_each_fault_and_are_silent_otherwise() -> None:
    result = subprocess.run(
        [program("promtool"), "test", "rules", str(FOLDER / "alerts.test.yaml")],
        capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr


def test_rules_and_dashboard_ask_for_what_is_counted() -> None:
    told = re.findall(r"^# TYPE (\w+) ", Metrics().exposition()[0].decode(), re.MULTILINE)
    counted = {*told, "syndicate_poll_seconds_bucket"}
    for name in ("alerts.yaml", "dashboard.json"):
        asked = set(re.findall(r"\b(?:syndicate|process)_\w+", (FOLDER / name).read_text()))
        assert asked <= counted, name
        assert len(asked) > 5
