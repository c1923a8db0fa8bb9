"""`syndicate opml import` and `export` as people type them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from syndicate.config import load
from tests.e2e.daemon import MODULE, PATIENCE, environment, syndicate_cli
from tests.e2e.desk import Desk

LIST = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="World News">
  <outline text="Alpha" xmlUrl="https://alpha.example/feed"/>
  <outline text="Beta" xmlUrl="http://beta.example/feed/" category="wire"/>
  <outline text="Beta again" xmlUrl="https://beta.example/feed"/>
</outline>
<outline text="Known" xmlUrl="http://known.example/feed"/>
<outline text="Inside" xmlUrl="http://192.168.0.1/feed"/>
<outline text="Passwords" xmlUrl="file:///etc/passwd"/>
<outline text="Script" xmlUrl="javascript:alert(1)"/>
</body></opml>
"""


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    file = tmp_path / "list.opml"
    file.write_text(LIST)
    return file


def piped(text: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *MODULE, *map(str, words)],
        input=text,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def test_a_list_is_taken_over_in_one_edit_and_what_is_not_is_told(desk: Desk, listed: Path) -> None:
    desk.sources = ["https://known.example/feed"]
    desk.save()
    done = syndicate_cli("opml", "import", listed, "--tag", "mine", "--config", desk.config)
    assert done.returncode == 0, done.stderr
    assert yaml.safe_load(desk.config.read_text())["sources"] == [
        "https://known.example/feed",
        {"url": "https://alpha.example/feed", "title": "Alpha", "tags": ["world-news", "mine"]},
        {
            "url": "http://beta.example/feed/",
            "title": "Beta",
            "tags": ["wire", "world-news", "mine"],
        },
        {"url": "http://192.168.0.1/feed", "title": "Inside", "tags": ["mine"]},
    ]
    lines = done.stdout.splitlines()
    assert {"3 added", "2 merged", "2 refused"} <= set(lines)
    assert "  file:///etc/passwd: file: is not an address of the web" in lines
    assert any("known.example/feed: is followed already" in line for line in lines)
    assert any(line.startswith("! http://192.168.0.1/feed") for line in lines)


def test_a_second_import_brings_nothing_and_changes_nothing(desk: Desk, listed: Path) -> None:
    desk.save()
    assert syndicate_cli("opml", "import", listed, "--config", desk.config).returncode == 0
    before = desk.config.read_bytes()
    again = syndicate_cli("opml", "import", listed, "--config", desk.config)
    assert again.returncode == 0
    assert "0 added" in again.stdout
    assert desk.config.read_bytes() == before


def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    done = piped(LIST, "opml", "import", "-", "--dry-run", "--config", desk.config)
    assert done.returncode == 0, done.stderr
    assert "5 would be added" not in done.stdout
    assert "4 would be added" in done.stdout
    assert not desk.config.exists()


@pytest.mark.parametrize(
    "text", ["", "hello", "<html></html>", "<opml>" + "x" * (10 * 1024 * 1024)]
)
def test_what_is_no_list_is_wrong_usage_and_changes_nothing(desk: Desk, text: str) -> None:
    before = desk.save().read_bytes()
    told = piped(text, "opml", "import", "-", "--config", desk.config)
    assert told.returncode == 2
    assert "Error: " in told.stderr
    assert "Traceback" not in told.stderr
    assert desk.config.read_bytes() == before


def test_what_is_exported_is_imported_as_the_same_sources(desk: Desk, tmp_path: Path) -> None:
    desk.sources = [
        "https://a.example/feed?x=1&y=2",
        {"url": "https://b.example/feed", "title": "B & <C>", "tags": ["one", "two-2"]},
    ]
    exported = tmp_path / "out.opml"
    done = syndicate_cli("opml", "export", exported, "--config", desk.save())
    assert done.returncode == 0, done.stderr
    fresh = tmp_path / "fresh.yaml"
    assert syndicate_cli("opml", "import", exported, "--config", fresh).returncode == 0
    before, after = load(desk.config, {}), load(fresh, {})
    assert after.sources == before.sources


def test_a_source_without_a_title_comes_back_without_one(desk: Desk, tmp_path: Path) -> None:
    """However long its address is, and in whichever form it is written."""
    desk.sources = [f"https://a.example/{'x' * 300}", "https://bücher.example/feed"]
    exported = tmp_path / "out.opml"
    assert syndicate_cli("opml", "export", exported, "--config", desk.save()).returncode == 0
    fresh = tmp_path / "fresh.yaml"
    assert syndicate_cli("opml", "import", exported, "--config", fresh).returncode == 0
    assert [source.title for source in load(fresh, {}).sources] == [None, None]


def test_an_address_with_a_secret_is_left_out_and_told_without_it(desk: Desk) -> None:
    desk.sources = [
        "https://user:pa55word@a.example/feed",
        "https://b.example/feed?token=quer7",
        "https://c.example/${KEY}/feed",
        "https://d.example/feed",
    ]
    done = syndicate_cli("opml", "export", "--config", desk.save(), KEY="k3y")
    assert done.returncode == 0
    assert done.stdout.count("xmlUrl=") == 1
    assert "https://d.example/feed" in done.stdout
    assert done.stderr.count("left out") == 3
    for secret in ("pa55word", "quer7", "k3y"):
        assert secret not in done.stdout + done.stderr
