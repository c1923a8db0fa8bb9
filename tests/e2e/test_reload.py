"""feeds.yaml is taken over while the daemon runs: on a save, on SIGHUP, as a whole or not at all."""

from __future__ import annotations

import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from tests.e2e.daemon import Daemon, kept
from tests.e2e.desk import Desk
from tests.origins import Origin, Report, eventually, rss

FLOOD = Report(1, "Flood in Valencia", "The flood in Valencia has closed every road to the coast.")
CHESS = Report(2, "A draw in the chess final", "After fifty moves both players agreed on a draw.")


def has_open(daemon: Daemon, file: Path) -> bool:
    """Tell whether the process has this file open."""
    return any(
        file.samefile(one)
        for one in Path(f"/proc/{daemon.process.pid}/fd").iterdir()
        if one.exists()
    )


def test_a_save_is_taken_over_and_the_past_with_it(desk: Desk, origin: Origin) -> None:
    desk.follow(origin.put("/a", rss("Alpha", [FLOOD, CHESS])))
    with Daemon(desk.save()) as daemon:
        daemon.wait_for("clustered", items=2)
        assert daemon.get("/outputs/coast.atom").status == 404
        assert daemon.get("/topics/flood.atom").status == 404

        desk.follow(origin.put("/b", rss("Beta", [Report(1, "Trams run again")])), tags=["coast"])
        desk.topics = {"flood": {"title": "The flood", "any": ["flood"]}}
        desk.outputs["coast"] = {"title": "The coast", "tags": ["coast"]}
        saved_at = time.monotonic()
        desk.save()
        told = daemon.wait_for("feeds.yaml reloaded")
        assert time.monotonic() - saved_at < 5, "within a second or two, on a machine at leisure"
        assert (told["sources"], told["topics"], told["outputs"]) == (2, 1, 2)

        daemon.wait_for("topic filled", topic="flood")
        topic = daemon.get("/topics/flood.atom").text
        assert "Flood in Valencia" in topic
        assert "chess" not in topic
        daemon.wait_for("polled", source=f"{origin.url}/b")
        eventually("served", lambda: "Trams" in daemon.get("/outputs/coast.atom").text)
        assert "Valencia" not in daemon.get("/outputs/coast.atom").text

        del desk.outputs["coast"]
        desk.save()
        daemon.wait_for("feeds.yaml reloaded", count=2)
        assert daemon.get("/outputs/coast.atom").status == 404
        assert daemon.stop() == 0


def test_a_topic_and_an_output_with_other_names_stay_the_feeds_that_readers_follow(
    desk: Desk, origin: Origin
) -> None:
    desk.follow(origin.put("/a", rss("Alpha", [FLOOD, CHESS])))
    desk.topics = {"flood": {"any": ["flood"], "title": "The flood"}}
    with Daemon(desk.save()) as daemon:
        daemon.wait_for("clustered", items=2)
        old = ("/topics/flood.atom", "/outputs/desk.atom")
        eventually("served", lambda: all("Valencia" in daemon.get(each).text for each in old))
        before = [kept(daemon, each) for each in old]
        fills = daemon.found("topics are filled from the past")

        desk.topics = {"valencia": {**desk.topics["flood"], "was": "flood"}}
        desk.outputs = {"all": {**desk.outputs["desk"], "was": ["desk"]}}
        desk.save()
        daemon.wait_for("feeds.yaml reloaded")
        assert [kept(daemon, each) for each in old] == before, "where the old addresses lead"
        assert [
            kept(daemon, each) for each in ("/topics/valencia.atom", "/outputs/all.atom")
        ] == before
        assert daemon.found("topics are filled from the past") == fills, (
            "nothing is looked for anew"
        )
        assert daemon.stop() == 0


def test_a_wrong_save_changes_nothing_and_says_where_it_is_wrong(
    desk: Desk, origin: Origin
) -> None:
    desk.follow(origin.put("/a", rss("Alpha", [FLOOD])))
    with Daemon(desk.save()) as daemon:
        daemon.wait_for("clustered", items=1)
        eventually("served", lambda: "Valencia" in daemon.get("/outputs/desk.atom").text)
        good = desk.config.read_text(encoding="utf-8")

        wrong = good.replace("title: Everything", "titel: Everything")
        desk.write(wrong + "topics:\n  flood: {}\n")
        refused = "feeds.yaml refused, the old one stays in force"
        daemon.wait_for(refused)
        eventually("each place", lambda: len(daemon.found(refused)) >= 2)
        line = 1 + wrong[: wrong.index("titel")].count("\n")
        places = [event["fault"] for event in daemon.found(refused)]
        assert any(f"{desk.config}:{line}:5: " in place for place in places), places
        assert any("title" in place for place in places)
        assert daemon.get("/outputs/desk.atom").status == 200
        origin.put("/a", rss("Alpha", [CHESS, FLOOD]))
        eventually("goes on", lambda: "chess" in daemon.get("/outputs/desk.atom").text)
        assert "syndicate_config_failures_total 1.0" in daemon.get("/metrics").text

        desk.write(good.replace("title: Everything", "title: All of it"))
        daemon.wait_for("feeds.yaml reloaded")
        assert "All of it" in daemon.get("/outputs/desk.atom").text
        desk.config.unlink()  # as some editors do for a moment
        desk.save()
        daemon.wait_for("feeds.yaml reloaded", count=2)
        assert daemon.stop() == 0


def test_sighup_reads_the_file_again(desk: Desk, origin: Origin) -> None:
    desk.follow(origin.put("/a", rss("Alpha", [FLOOD])))
    with Daemon(desk.save()) as daemon:
        daemon.send(signal.SIGHUP)
        daemon.wait_for("feeds.yaml reloaded")
        desk.port = 1  # what needs a restart is said, and not done
        desk.save()
        daemon.wait_for("this change needs a restart", setting="port")
        assert daemon.get("/healthz").status == 200
        desk.port = 0
        desk.save()
        daemon.wait_for("feeds.yaml reloaded", count=3)
        assert len(daemon.found("this change needs a restart")) == 1, "it is as it runs"
        desk.config.unlink()
        daemon.send(signal.SIGHUP)
        daemon.wait_for("feeds.yaml refused, the old one stays in force")
        assert daemon.get("/healthz").status == 200
        assert daemon.stop() == 0


def test_what_is_saved_while_the_daemon_starts_is_taken_over(desk: Desk, origin: Origin) -> None:
    desk.follow(origin.put("/a", rss("Alpha", [FLOOD])))
    desk.save()
    with closing(sqlite3.connect(desk.store)) as store:
        store.execute("BEGIN EXCLUSIVE")
        starting = Daemon(desk.config)
        eventually(
            "it has read the file, and waits for the store", lambda: has_open(starting, desk.store)
        )
        desk.outputs["coast"] = {"title": "The coast"}
        desk.save()
        store.rollback()
    with starting as daemon:
        daemon.wait_for("feeds.yaml reloaded")
        assert daemon.get("/outputs/coast.atom").status == 200
        assert daemon.stop() == 0


def test_a_source_that_left_is_no_longer_asked_but_its_items_stay(
    desk: Desk, origin: Origin
) -> None:
    desk.follow(origin.put("/a", rss("Alpha", [FLOOD])), origin.put("/b", rss("Beta", [CHESS])))
    with Daemon(desk.save()) as daemon:
        daemon.wait_for("polled", source=f"{origin.url}/a")
        daemon.wait_for("polled", source=f"{origin.url}/b")
        desk.sources.pop()
        desk.save()
        daemon.wait_for("feeds.yaml reloaded")
        asked_b, asked_a = origin.asked["/b"], origin.asked["/a"]
        eventually("another round", lambda: origin.asked["/a"] >= asked_a + 2)
        assert origin.asked["/b"] <= asked_b + 1, "one poll may have been under way"
        eventually("stays", lambda: "chess" in daemon.get("/outputs/desk.atom").text)
        assert daemon.stop() == 0


def test_a_source_that_is_ours_since_the_url_is_another_is_no_longer_read(
    desk: Desk, origin: Origin
) -> None:
    desk.follow(origin.put("/outputs/news.atom", rss("Ours", [FLOOD])))
    with Daemon(desk.save()) as daemon:
        daemon.wait_for("polled", source=f"{origin.url}/outputs/news.atom")
        desk.save({"url": origin.url})
        daemon.wait_for("feeds.yaml reloaded")
        assert "it cannot follow itself" in str(daemon.wait_for("poll failed")["reason"])
        assert daemon.stop() == 0
