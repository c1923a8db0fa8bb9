"""`syndicate thread` against the real program: beside a daemon that runs, without one, by hand, and after kill -9."""

from __future__ import annotations

import json
import signal
from typing import Any

from tests.e2e.daemon import Daemon, syndicate_cli
from tests.e2e.desk import Desk
from tests.origins import Origin, Report, eventually, rss

FLOOD = Report(1, "Flood in Valencia", "The flood in Valencia has closed every road to the coast.")
CHESS = Report(2, "A draw in the chess final", "After fifty moves both players agreed on a draw.")
TRAMS = Report(3, "Trams run again in Zagreb", "After a week of strikes the trams of Zagreb run.")


def asked(desk: Desk, *words: str) -> Any:
    answer = syndicate_cli(*words, "--json", "--config", desk.config)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def thread(desk: Desk, *words: str) -> Any:
    return asked(desk, "thread", *words)


def threads(desk: Desk) -> dict[str, str]:
    """The id of each thread by its title."""
    return {one["title"]: one["id"] for one in asked(desk, "threads", "--all")}


def test_decisions_hold_while_the_daemon_runs_and_after_it_was_killed(
    desk: Desk, origin: Origin
) -> None:
    desk.follow(origin.put("/a", rss("Alpha", [FLOOD, CHESS])))
    with Daemon(desk.save()) as daemon:
        daemon.wait_for("clustered", items=2)
        ids = threads(desk)
        old, young = sorted(ids.values(), key=lambda one: (one != ids[CHESS.title], one))
        done = thread(desk, "merge", young, old)
        assert done["applied"]
        feed = daemon.get(f"/threads/{young}.atom")
        assert FLOOD.title in feed.text
        assert CHESS.title in feed.text
        assert len(threads(desk)) == 1
        (survivor,) = threads(desk).values()
        away = ({*ids.values()} - {survivor}).pop()
        assert f"/threads/{away}" in feed.text, "the feed says what it took in"
        page = daemon.get(f"/threads/{away}", Accept="text/html").text
        assert f"With what stood at <bdi>/threads/{away}</bdi>" in page, "so does the page"
        assert asked(desk, "threads", survivor)["merged_into_it"] == [away]
        thread(desk, "rename", survivor, "Floods and games")
        eventually(
            "renamed", lambda: "Floods and games" in daemon.get(f"/threads/{away}.json").text
        )
        assert "Floods and games" in daemon.get(f"/threads/{survivor}").text
        daemon.send(signal.SIGKILL)
    with Daemon(desk.config) as daemon:
        assert [*threads(desk)] == ["Floods and games"]
        assert [one["kind"] for one in thread(desk, "corrections")] == ["merge", "rename"]
        (merge,) = done["corrections"]
        assert thread(desk, "undo", merge)["applied"]
        eventually("apart", lambda: len(threads(desk)) == 2)
        assert {*threads(desk).values()} == {*ids.values()}
        alone = daemon.get(f"/threads/{away}.atom")
        assert (FLOOD.title in alone.text) != (CHESS.title in alone.text)
        told = thread(desk, "log")
        assert [(one["kind"], bool(one["undone_at"])) for one in told] == [
            ("rename", False),
            ("merge", True),
        ]
        went, into = told[1]["titles"].split(" → ")
        assert (went in {FLOOD.title, CHESS.title}, into) == (True, "Floods and games")
        assert daemon.stop() == 0


def test_a_line_by_hand_is_as_good_and_a_wrong_one_changes_nothing(
    desk: Desk, origin: Origin
) -> None:
    desk.follow(origin.put("/a", rss("Alpha", [FLOOD, CHESS])))
    file = desk.folder / "corrections.yaml"
    with Daemon(desk.save()) as daemon:
        daemon.wait_for("clustered", items=2)
        one, other = threads(desk).values()
        file.write_text(f"corrections:\n  - merge: [{one}, {other}]\n", encoding="utf-8")
        daemon.wait_for("corrections.yaml taken over", corrections=1)
        assert len(threads(desk)) == 1
        file.write_text(f"corrections:\n  - murge: [{one}, {other}]\n", encoding="utf-8")
        told = daemon.wait_for("corrections.yaml refused, the old one stays in force")
        assert f"{file}:2:5: " in told["fault"]
        assert "merge" in told["fault"]
        assert len(threads(desk)) == 1
        answer = syndicate_cli("check", "--config", desk.config)
        assert answer.returncode == 78
        assert f"{file}:2:5: " in answer.stderr
        file.write_text("corrections: []\n", encoding="utf-8")
        daemon.wait_for("corrections.yaml taken over", corrections=0)
        assert {*threads(desk).values()} == {one, other}
        assert daemon.stop() == 0


def test_a_thread_that_is_promoted_keeps_its_id_and_leads_to_its_topic(
    desk: Desk, origin: Origin
) -> None:
    desk.follow(origin.put("/a", rss("Alpha", [FLOOD, CHESS])))
    with Daemon(desk.save()) as daemon:
        daemon.wait_for("clustered", items=2)
        flood = threads(desk)[FLOOD.title]
        before = daemon.get(f"/threads/{flood}.json").json()
        done = thread(desk, "promote", flood, "flood", "--title", "The flood")
        assert done["topic"]["thread"] == flood
        assert done["topic"]["like"] == [FLOOD.title]
        eventually("declared", lambda: daemon.get("/topics/flood.json").status == 200)
        topic = daemon.get("/topics/flood.json").json()
        assert topic["title"] == "The flood"
        assert [one["id"] for one in topic["items"]] == [one["id"] for one in before["items"]]
        assert daemon.get(f"/threads/{flood}.json").json()["title"] == "The flood", "it leads there"
        atom = daemon.get("/topics/flood.atom").text
        assert f"<id>http://127.0.0.1:8420/threads/{flood}</id>" in atom
        assert "/topics/flood" in daemon.get(f"/threads/{flood}").text
        assert f"/threads/{flood}" in daemon.get("/topics/flood").text
        again = syndicate_cli("thread", "promote", flood, "again", "--config", desk.config)
        assert again.returncode == 1
        (told,) = thread(desk, "log", flood)
        assert (told["kind"], told["by"], told["into"]) == ("promote", "person", "flood")
        assert thread(desk, "undo", str(told["id"]))["applied"]
        eventually("dropped", lambda: daemon.get("/topics/flood.json").status == 404)
        assert daemon.get(f"/threads/{flood}.json").json() == before
        (told,) = thread(desk, "log", flood)
        assert told["undone_at"]
        assert daemon.stop() == 0


def test_without_a_daemon_the_command_itself_does_it(desk: Desk, origin: Origin) -> None:
    desk.follow(origin.put("/a", rss("Alpha", [FLOOD, CHESS, TRAMS])))
    assert syndicate_cli("poll", "--config", desk.save()).returncode == 0
    ids = threads(desk)
    flood, chess = ids[FLOOD.title], ids[CHESS.title]
    stored = {
        one: asked(desk, "why", f"https://alpha.example/{one.number}") for one in (FLOOD, CHESS)
    }
    assert thread(desk, "pin", stored[FLOOD]["id"], chess[:8])["applied"]
    assert chess in asked(desk, "why", stored[FLOOD]["id"])["thread"]
    assert thread(desk, "exclude", stored[FLOOD]["id"])["applied"], "a new decision on the same"
    assert chess not in asked(desk, "why", stored[FLOOD]["id"])["thread"]
    (left,) = thread(desk, "corrections")
    assert left["kind"] == "exclude"
    thread(desk, "undo", left["id"])
    assert flood in asked(desk, "why", stored[FLOOD]["id"])["thread"]
    assert thread(desk, "corrections") == []
    assert asked(desk, "status")["share_moved_by_repair"] == 0
    merged = thread(desk, "merge", *ids.values())
    assert len(merged["corrections"]) == 2
    (survivor,) = threads(desk).values()
    split = thread(desk, "split", survivor, stored[FLOOD]["id"], stored[CHESS]["id"])
    assert split["applied"]
    assert len(threads(desk)) == 2
    assert survivor in asked(desk, "why", stored[FLOOD]["id"])["thread"], "the larger part stays"
    answer = syndicate_cli("thread", "pin", "nobody", survivor, "--config", desk.config)
    assert (answer.returncode, "no item is known as nobody" in answer.stderr) == (1, True)
    assert thread(desk, "log", f"http://127.0.0.1/threads/{survivor}") == thread(
        desk, "log", survivor
    )
    answer = syndicate_cli("thread", "log", "tnobody", "--config", desk.config)
    assert (answer.returncode, "no thread is known as tnobody" in answer.stderr) == (1, True)
    answer = syndicate_cli("thread", "log", "t", "--config", desk.config)
    assert (answer.returncode, "more than one" in answer.stderr) == (1, True)
    assert {flood, chess} <= set(answer.stderr.split()), "those that may be meant are named"
    answer = syndicate_cli("why", "i", "--config", desk.config)
    assert (answer.returncode, "more than one" in answer.stderr) == (1, True)
    assert answer.stderr.count("“") > 1, "by their headlines"
    (desk.folder / "corrections.yaml").unlink()
    answer = syndicate_cli("thread", "rename", survivor, "Anew", "--config", desk.config)
    assert (answer.returncode, "corrections.yaml is missing" in answer.stderr) == (1, True)
    assert not (desk.folder / "corrections.yaml").exists(), "a new one would take all else back"
    assert len(threads(desk)) == 2
