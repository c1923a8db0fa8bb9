"""A round of polls loads nothing that only news, readers or a daemon need."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.e2e.daemon import PATIENCE, Daemon, environment, syndicate_cli
from tests.e2e.desk import Desk
from tests.origins import Report, rss, running_origin

HEAVY = [
    "aiohttp.web",
    "apscheduler",
    "feedgen",
    "feedparser",
    "jinja2",
    "lxml",
    "nh3",
    "numpy",
    "protego",
    "syndicate.normalize.pages.fulltext",
    "syndicate.normalize.worker",
    "trafilatura",
    "prometheus_client",
    "rich",
    "selectolax",
    "syndicate.cluster",
    "syndicate.daemon",
    "syndicate.publish",
    "syndicate.web",
    "watchfiles",
]
PROGRAM = """
import sys
from syndicate.cli import main
try:
    main(["poll", "--config", sys.argv[1]])
except SystemExit as end:
    code = end.code
if __name__ == "__main__":  # the parser's process starts from this file, too
    print(" ".join(sys.modules))
    sys.exit(code)
"""


def loaded(program: Path, config: Path) -> set[str]:
    """Poll once; tell which of the heavy modules the process has loaded."""
    done = subprocess.run(
        [sys.executable, program, config],
        capture_output=True,
        text=True,
        check=True,
        env=environment(),
        timeout=PATIENCE,
    )
    modules = set(done.stdout.split())
    assert "syndicate.pipeline" in modules
    return {name for name in HEAVY if name in modules}


def test_an_unchanged_source_is_polled_without_what_only_news_and_readers_need(
    tmp_path: Path,
) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    desk = Desk(tmp_path)
    with running_origin() as origin:
        desk.follow(origin.put("/alpha", rss("Alpha", [Report(1, "The ship has come in")])))
        config = desk.save()
        first = loaded(program, config)
        again = loaded(program, config)
        assert origin.asked["/alpha"] == 2
    assert {
        "numpy",
        "syndicate.cluster",
        "syndicate.normalize.worker",
    } <= first  # so the test can tell the difference
    assert again == set()


def test_a_daemon_over_sqlite_needs_nothing_of_postgresql(tmp_path: Path) -> None:
    without = tmp_path / "without"
    without.mkdir()
    for name in ("psycopg", "psycopg_pool", "procrastinate"):
        (without / f"{name}.py").write_text("raise ImportError('this is an extra')\n")
    desk = Desk(tmp_path)
    with running_origin() as origin:
        desk.follow(origin.put("/alpha", rss("Alpha", [Report(1, "The ship has come in")])))
        path = f"{without}{os.pathsep}{environment()['PYTHONPATH']}"
        with Daemon(desk.save(), extra={"PYTHONPATH": path}) as daemon:
            daemon.wait_for("clustered", items=1)
            assert "The ship has come in" in daemon.get("/outputs/desk.atom").text
            assert daemon.stop() == 0
    refused = syndicate_cli(
        "poll", "--config", desk.save({"store": "postgresql:///x"}), PYTHONPATH=path
    )
    assert refused.returncode == 1
    assert "install -e '.[postgres]'" in refused.stderr
