"""kill -9 at random moments of a replay: nothing lost, nothing twice, no id changed.

SYNDICATE_KILLS says how often (5), SYNDICATE_SEED at which moments.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import threading
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from syndicate.demo.newsroom import CLOSES_AT, outlets, published
from syndicate.demo.settings import demo_config
from tests.e2e.daemon import Daemon, syndicate_cli
from tests.e2e.newsroom import BEGAN, SECONDS, replay_clock, running_newsroom
from tests.origins import eventually

KILLS = int(os.environ.get("SYNDICATE_KILLS", "5"))
SEED = int(os.environ.get("SYNDICATE_SEED", "2014"))
SECONDS_PER_KILL = 3.0
ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass
class Reader:
    """Subscribes to an output, looks often, and remembers every id that it was ever shown."""

    links: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    fetched: int = 0

    def look(self, url: str) -> None:
        try:
            with urllib.request.urlopen(f"{url}/outputs/desk.atom", timeout=10) as answer:
                feed = ET.fromstring(answer.read())
        except (OSError, urllib.error.URLError):  # the daemon was killed just now
            return
        self.fetched += 1
        entries = feed.findall(f"{ATOM}entry")
        shown = Counter(entry.findtext(f"{ATOM}id") for entry in entries)
        self.complaints += [f"{name} twice in one feed" for name, n in shown.items() if n > 1]
        for entry in entries:
            self.note(entry.findtext(f"{ATOM}id") or "", _link(entry))

    def note(self, entry_id: str, link: str) -> None:
        if self.links.setdefault(entry_id, link) != link:
            self.complaints.append(f"{entry_id} went from {self.links[entry_id]} to {link}")
        if self.ids.setdefault(link, entry_id) != entry_id:
            self.complaints.append(f"{link} went from {self.ids[link]} to {entry_id}")

    @contextmanager
    def looking_at(self, url: str) -> Iterator[None]:
        done = threading.Event()

        def look_again() -> None:
            while not done.wait(0.2):
                self.look(url)

        thread = threading.Thread(target=look_again)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()


def _link(entry: ET.Element) -> str:
    for link in entry.findall(f"{ATOM}link"):
        if link.get("rel", "alternate") == "alternate":
            return link.get("href", "")
    return ""


@dataclass
class Remembered:
    """What the store held when it was last looked at; every later look must find all of it, unchanged."""

    items: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # id -> entry, source, url
    stories: dict[str, str] = field(default_factory=dict)  # item -> story
    threads: dict[str, str] = field(default_factory=dict)  # item -> thread

    def look(self, store: Path, folder: Path) -> None:
        """Open a copy of what the dead daemon left: looking must not do the repair."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for part in ("", "-wal"):
            if (left := store.with_name(store.name + part)).exists():
                shutil.copy(left, folder / left.name)
        if not (folder / store.name).exists():
            return
        with closing(sqlite3.connect(folder / store.name)) as found:
            assert found.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert found.execute("PRAGMA foreign_key_check").fetchall() == []
            if not found.execute(
                "SELECT 1 FROM sqlite_master WHERE name = 'assignments'"
            ).fetchall():
                return
            items = found.execute("SELECT id, entry_id, source_id, url FROM items").fetchall()
            placed = found.execute(
                "SELECT item_id, story_id, thread_id FROM assignments"
            ).fetchall()
            merged = dict(
                found.execute("SELECT id, merged_into FROM threads WHERE merged_into IS NOT NULL")
            )
            waiting = {row[0] for row in found.execute("SELECT item_id FROM unclustered")}
        _hold(self.items, {row[0]: tuple(row[1:]) for row in items})
        _hold(self.stories, {row[0]: row[1] for row in placed})
        followed = {item: _survivor(merged, thread) for item, thread in self.threads.items()}
        _hold(followed, {row[0]: row[2] for row in placed if row[2]})
        self.threads = followed
        assert set(self.items) == set(self.stories) | waiting, (
            "each item is placed, or waits for it"
        )
        twice = Counter((source, _untracked(url)) for _, source, url in self.items.values())
        assert max(twice.values(), default=1) == 1, twice.most_common(3)


def _hold(before: dict[str, Any], now: dict[str, Any]) -> None:
    """Everything that was there before is there now, and the same; from now on what is new counts too."""
    changed = {key: (value, now.get(key)) for key, value in before.items() if now.get(key) != value}
    assert not changed
    before.update(now)


def _untracked(url: str) -> str:
    return url.partition("?")[0]


def _survivor(merged: dict[str, str], thread: str) -> str:
    while thread in merged:
        thread = merged[thread]
    return thread


@pytest.mark.timeout(900 + 24 * KILLS)
def test_nothing_is_lost_nothing_comes_twice_and_no_id_changes(tmp_path: Path) -> None:
    dice = random.Random(SEED)
    began = time.time()
    clock = replay_clock(began, KILLS * SECONDS_PER_KILL)
    extra = {BEGAN: str(began), SECONDS: str(KILLS * SECONDS_PER_KILL)}
    config, store = tmp_path / "feeds.yaml", tmp_path / "desk.db"
    reader, remembered = Reader(), Remembered()
    program = [str(Path(__file__).with_name("newsroom.py"))]
    recoveries: list[float] = []

    with running_newsroom(clock) as newsroom:
        text = demo_config(newsroom.base_url, store, 0)
        config.write_text(f"{text}\nclustering: {{vectors: off}}\n", encoding="utf-8")
        for number in range(KILLS):
            daemon = Daemon(config, program=program, extra=extra)
            started_at = time.monotonic()
            if number % 4 == 3:  # some die while they start
                time.sleep(dice.uniform(0.3, 1.5))
                daemon.kill()
            else:
                with daemon:
                    recoveries.append(time.monotonic() - started_at)
                    with reader.looking_at(daemon.url):
                        time.sleep(dice.uniform(0.2, 2.2))
                        daemon.kill()
            assert not daemon.found("task failed"), daemon.told("a task failed")
            remembered.look(store, tmp_path / "copy")

        eventually("the nine days are over", lambda: clock() >= CLOSES_AT)
        with Daemon(config, program=program, extra=extra) as daemon:
            current = {
                f"{newsroom.base_url}/{outlet.slug}/articles/{article.number}"
                for outlet in outlets()
                for article in published(outlet, CLOSES_AT)
            }
            eventually("all that is out is read", lambda: current <= stored_urls(store))
            eventually("all is placed", lambda: not waiting(store))
            reader.look(daemon.url)
            assert daemon.stop() == 0
    remembered.look(store, tmp_path / "copy")
    assert not reader.complaints
    entry_ids = {entry for entry, _, _ in remembered.items.values()}
    assert reader.links.keys() <= entry_ids, "what a reader was ever shown is still known"
    assert syndicate_cli("threads", "--config", config).returncode == 0
    print(  # noqa: T201
        f"\n{KILLS} kills (seed {SEED}): {len(remembered.items)} items, {len(reader.links)} entries seen in "
        f"{reader.fetched} fetches, {len(set(remembered.threads.values()))} threads; "
        f"start to ready at most {max(recoveries):.1f} s"
    )


def stored_urls(store: Path) -> set[str]:
    with closing(sqlite3.connect(store)) as found:
        return {_untracked(row[0]) for row in found.execute("SELECT url FROM items")}


def waiting(store: Path) -> int:
    with closing(sqlite3.connect(store)) as found:
        return int(found.execute("SELECT count(*) FROM unclustered").fetchone()[0])
