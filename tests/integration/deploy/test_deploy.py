"""deploy/ is held to what the machine at hand can check."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml

from syndicate.outputs.press import ENCODERS
from syndicate.web.feeds import KINDS
from tests.paths import ROOT

DEPLOY = ROOT / "deploy"
UNIT = DEPLOY / "syndicate.service"
PORT = "8420"
PROGRAMS = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])


def checked_by(program: str) -> str:
    found = shutil.which(program, path=PROGRAMS)
    if found is None:
        pytest.skip(f"{program} is not on this machine")
    return found


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return loaded


def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    analyze = checked_by("systemd-analyze")
    here = tmp_path / UNIT.name
    here.write_text(re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", UNIT.read_text()))
    result = run(analyze, "verify", here)
    assert (result.returncode, result.stderr.strip()) == (0, "")


def test_the_unit_is_exposed_to_little() -> None:
    analyze = checked_by("systemd-analyze")
    result = run(analyze, "security", "--offline=true", "--threshold=20", UNIT)
    assert result.returncode == 0, result.stdout


def test_the_unit_does_not_restart_on_a_bad_config_and_outlasts_the_drain() -> None:
    unit = UNIT.read_text()
    assert "RestartPreventExitStatus=78" in unit
    stop = re.search(r"TimeoutStopSec=(\d+)s", unit)
    assert stop is not None
    assert int(stop.group(1)) > 10


def test_a_start_that_changes_a_large_store_is_given_an_hour() -> None:
    assert "TimeoutStartSec=1h" in UNIT.read_text().splitlines()
    node = yaml.safe_load((DEPLOY / "kubernetes" / "node.yaml").read_text())
    (container,) = node["spec"]["template"]["spec"]["containers"]
    probe = container["startupProbe"]
    assert probe["periodSeconds"] * probe["failureThreshold"] == 3600


def test_the_dockerfile_passes_its_linter() -> None:
    hadolint = checked_by("hadolint")
    result = run(hadolint, DEPLOY / "Dockerfile")
    assert result.returncode == 0, result.stdout


def test_the_image_runs_as_a_user_without_rights_and_says_how_it_is() -> None:
    last_stage = (DEPLOY / "Dockerfile").read_text().rsplit("FROM ", 1)[1]
    assert re.search(r"^USER 10001:10001$", last_stage, re.MULTILINE)
    assert "HEALTHCHECK" in last_stage
    assert "/healthz" in last_stage


def test_compose_keeps_the_root_read_only_and_the_rights_few() -> None:
    service = compose()["services"]["syndicate"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["ports"] == [f"127.0.0.1:{PORT}:{PORT}"]
    assert {
        volume.split(":")[0] for volume in service["volumes"] if not volume.startswith(".")
    } == set(compose()["volumes"])


def test_compose_reads_its_file() -> None:
    program = shutil.which("docker-compose")
    command = [program] if program else [checked_by("docker"), "compose"]
    if run(*command, "version").returncode:
        pytest.skip("docker compose is not on this machine")
    result = run(*command, "-f", DEPLOY / "compose.yaml", "config", "--quiet")
    assert result.returncode == 0, result.stderr


def test_the_proxy_and_the_image_speak_to_the_default_port() -> None:
    assert f"127.0.0.1:{PORT}" in (DEPLOY / "Caddyfile").read_text()
    assert f"EXPOSE {PORT}" in (DEPLOY / "Dockerfile").read_text()


def test_the_proxy_packs_pages_and_lists_and_no_feed() -> None:
    packed = re.findall(r"header Content-Type (\S+)\*", (DEPLOY / "Caddyfile").read_text())
    assert packed == ["text/html", "text/css", "text/x-opml"]
    feeds = [encoder.content_type for encoder in ENCODERS.values()]
    assert not [each for each in feeds if each.startswith(tuple(packed))]


@pytest.mark.parametrize(
    ("address", "is_feed"),
    [
        ("/search.atom", True),
        *((f"/{kind}/some-name.v2.json", True) for kind in KINDS),
        ("/sources.atom", False),
        ("/private/search.atom", False),
        ("/private/token/outputs/desk.atom", False),
        ("/outputs/desk", False),
        ("/opml", False),
    ],
)
def test_the_proxy_opens_feeds_alone_to_pages_of_other_sites(address: str, is_feed: bool) -> None:
    feeds = re.search(r"# @feeds path_regexp (\S+)", (DEPLOY / "Caddyfile").read_text())
    assert feeds is not None
    assert bool(re.search(feeds[1], address)) is is_feed


def test_every_file_is_explained_in_the_operations_page() -> None:
    page = (ROOT / "docs" / "operations.md").read_text()
    missing = [file.name for file in DEPLOY.iterdir() if f"deploy/{file.name}" not in page]
    assert missing == []
