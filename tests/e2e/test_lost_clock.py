"""What a clock that was wrong left in the store is mended when the daemon starts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.e2e.daemon import Daemon
from tests.e2e.desk import Desk
from tests.origins import Origin, Report, eventually, rss, running_origin

YEAR_2100 = 4_102_444_800_000_000  # microseconds


@contextmanager
def polled(folder: Path) -> Iterator[tuple[Origin, Desk]]:
    """Have followed a source, and read it once."""
    with running_origin() as origin:
        desk = Desk(folder)
        desk.follow(origin.put("/a", rss("Alpha", [Report(1, "One")])))
        with Daemon(desk.save()) as daemon:
            daemon.wait_for("polled")
            assert daemon.stop() == 0
        yield origin, desk


def test_source_that_is_due_in_another_century_is_asked_after_the_start(tmp_path: Path) -> None:
    with polled(tmp_path) as (origin, desk):
        with closing(sqlite3.connect(desk.store)) as store, store:
            store.execute("UPDATE sources SET next_poll_at = ?", (YEAR_2100,))
        before = origin.asked["/a"]
        with Daemon(desk.config) as daemon:
            eventually("asked", lambda: origin.asked["/a"] > before)
            assert daemon.stop() == 0


def test_item_that_was_seen_in_another_century_hides_nothing_after_the_start(
    tmp_path: Path,
) -> None:
    with polled(tmp_path) as (_, desk):
        with closing(sqlite3.connect(desk.store)) as store, store:
            store.execute("UPDATE items SET seen_at = ?, changed_at = ?", (YEAR_2100, YEAR_2100))
        with Daemon(desk.config) as daemon:
            daemon.wait_for("the clock was ahead: what it had seen is dated anew")
            assert daemon.stop() == 0
        with closing(sqlite3.connect(desk.store)) as store:
            ((seen_at,),) = store.execute("SELECT seen_at FROM items")
        assert seen_at < YEAR_2100
