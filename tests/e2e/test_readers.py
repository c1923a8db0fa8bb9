"""One topic, three readers that people use: the same entries in each. A reader that is not installed is skipped."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import subprocess
import warnings
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.daemon import PATIENCE, Daemon

TOPIC = "/topics/islamic-state-iraq.atom"
Entries = list[tuple[str, str, str]]  # id, title, link: in the order of the id


def by_feedparser(daemon: Daemon, folder: Path) -> Entries:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import feedparser  # noqa: PLC0415 - it warns of itself

        feed = feedparser.parse(io.BytesIO(daemon.get(TOPIC).body))
    assert not feed.bozo
    return [(entry.id, entry.title, entry.link) for entry in feed.entries]


def by_newsboat(daemon: Daemon, folder: Path) -> Entries:
    (folder / "urls").write_text(f"{daemon.url}{TOPIC}\n")
    (folder / "config").write_text("proxy-type http\nuse-proxy no\n")
    words = ["-u", folder / "urls", "-c", folder / "cache.db", "-C", folder / "config"]
    _run(["newsboat", *map(str, words), "-x", "reload"], folder)
    with closing(sqlite3.connect(folder / "cache.db")) as cache:
        return cache.execute("SELECT guid, title, url FROM rss_item WHERE deleted = 0").fetchall()


def by_sfeed(daemon: Daemon, folder: Path) -> Entries:
    told = _run(["sfeed", f"{daemon.url}/"], folder, daemon.get(TOPIC).body).decode()
    rows = [line.split("\t") for line in told.splitlines()]
    return [(row[5], row[1], row[2]) for row in rows]


READERS: dict[str, Callable[[Daemon, Path], Entries]] = {
    "feedparser": by_feedparser,
    "newsboat": by_newsboat,
    "sfeed": by_sfeed,
}


def _run(command: list[str], folder: Path, stdin: bytes = b"") -> bytes:
    home = {**os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command, input=stdin, env=home, capture_output=True, timeout=PATIENCE, check=True
    )
    return done.stdout


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_has_every_entry_as_it_is(demo: Daemon, reader: str, tmp_path: Path) -> None:
    if reader != "feedparser" and shutil.which(reader) is None:
        pytest.skip(f"{reader} is not installed")
    found = READERS[reader](demo, tmp_path)
    served = demo.get(TOPIC.replace(".atom", ".json"))
    expected = [(item["id"], item["title"], item["url"]) for item in served.json()["items"]]
    assert len(expected) >= 10
    assert sorted(found) == sorted(expected)
    assert len({entry_id for entry_id, _, _ in found}) == len(found)


def test_nobody_is_warned_of_the_demo_that_its_days_are_short(demo: Daemon) -> None:
    assert not demo.found("the clock jumped")


def test_a_reader_that_asks_again_finds_nothing_new(demo: Daemon, tmp_path: Path) -> None:
    if shutil.which("newsboat") is None:
        pytest.skip("newsboat is not installed")
    first = by_newsboat(demo, tmp_path)
    assert by_newsboat(demo, tmp_path) == first
    etag = demo.get(TOPIC).headers["ETag"]
    assert demo.get(TOPIC, If_None_Match=etag).status == 304
