"""The default policy, in a network where public addresses are ours: no private address is ever asked."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.daemon import environment
from tests.paths import ROOT

WALL = ("unshare", "--net", "--mount")


@pytest.fixture
def walls() -> None:
    """Skip where no network namespace can be made: that takes root, util-linux and iproute2."""
    for tool in ("unshare", "ip", "mount"):
        if shutil.which(tool) is None:
            pytest.skip(f"no network namespace without the command {tool}")
    tried = subprocess.run([*WALL, "ip", "link"], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip(f"no network namespace here: {tried.stderr.decode().strip()}")


def test_no_way_leads_from_the_public_network_to_a_private_address(
    walls: None, tmp_path: Path
) -> None:
    ran = subprocess.run(
        [*WALL, sys.executable, "-m", "tests.hostile.walled", tmp_path],
        env=environment() | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        capture_output=True,
        text=True,
        timeout=800,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    report = json.loads(ran.stdout)
    assert len(report["came"]) >= 10, "too few tripwires could be laid"
    assert set(report["came"].values()) == {0}, report["came"]
    assert len(report["failed"]) >= report["bad"] > 100
    for source, reason in report["failed"].items():
        assert "policy" in reason or "cannot be used" in reason, (source, reason)
    assert report["redirects"] >= 28 * 2 * 3
    assert report["asked"] >= 6
    assert report["good"] >= 2 + 2, "who is public was asked, by number and by name"
