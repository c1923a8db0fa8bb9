"""`syndicate diff` with the real program on a store that the real program made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from syndicate.model import source_id
from tests.e2e.daemon import Daemon, syndicate_cli
from tests.e2e.desk import Desk, Plain
from tests.origins import Origin, Report, rss

FIRST = Report(
    1,
    "Grain ship drifts against the Varna breakwater",
    "The grain ship Maria Stella lost power off Varna and drifted against the outer breakwater. Two tugs held it.",
)
SECOND = Report(
    2,
    "Varna port shut after night of gales",
    "The Maria Stella met the gale at night. Divers now look for damage and tugs stand by, the port authority said.",
)
GAME = Report(
    3,
    "A video game about tugs",
    "In the new video game the player pulls ships with tugs through a harbour of the future.",
)
TOPIC = {"tugs": {"title": "Tugs", "any": ["tugs"]}}


@pytest.fixture
def polled(desk: Desk, origin: Origin) -> Desk:
    """A desk whose store holds two reports of one event, and a game."""
    desk.topics, desk.vectors = dict(TOPIC), "auto"  # by words alone, too little is read to tell
    desk.follow(origin.put("/a", rss("Alpha", [FIRST, GAME])))
    desk.follow(origin.put("/b", rss("Beta", [SECOND])))
    answer = syndicate_cli("poll", "--config", desk.save())
    assert answer.returncode == 0, answer.stderr
    return desk


def other(desk: Desk, changes: Plain) -> Path:
    """Another file beside the present one."""
    path = desk.folder / "new.yaml"
    path.write_text(yaml.safe_dump({**desk.document(), **changes}), encoding="utf-8")
    return path


def differs(desk: Desk, new: Path, *options: str) -> Any:
    answer = syndicate_cli("diff", new, "--json", "--config", desk.config, *options)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_the_same_file_changes_nothing_and_the_replay_is_what_happened(polled: Desk) -> None:
    before = polled.store.read_bytes()
    answer = syndicate_cli("diff", polled.config, "--config", polled.config)
    assert answer.returncode == 0, answer.stderr
    assert "Replayed 3 items" in answer.stdout
    assert "100.0% of them stand in the story" in answer.stdout
    assert "Nothing would change." in answer.stdout
    assert polled.store.read_bytes() == before
    found = differs(polled, polled.config, "--since", "all")
    assert found["baseline"] == {"items": 3, "same_story": 3, "same_thread": 3}
    assert [found[name] for name in ("topics", "moved", "threads", "feeds")] == [[], [], [], []]


def test_a_word_that_must_not_occur_takes_an_item_out_of_a_topic_and_its_feed(polled: Desk) -> None:
    new = other(polled, {"topics": {"tugs": {**TOPIC["tugs"], "none": ["video game"]}}})
    found = differs(polled, new)
    (topic,) = found["topics"]
    assert (topic["topic"], topic["before"], topic["after"]) == ("tugs", 3, 2)
    assert [one["title"] for one in topic["leaves"]] == [GAME.title]
    (feed,) = found["feeds"]
    assert (feed["feed"], [one["title"] for one in feed["vanishes"]]) == (
        "/topics/tugs",
        [GAME.title],
    )
    assert found["moved"] == found["threads"] == []
    told = syndicate_cli("diff", new, "--config", polled.config).stdout
    assert "/topics/tugs" in told
    assert GAME.title in told


def test_a_strict_dial_splits_a_story_and_changes_nothing_that_is_stored(polled: Desk) -> None:
    before = polled.store.read_bytes()
    new = other(polled, {"clustering": {"stories": 2.0, "threads": 2.0}})
    found = differs(polled, new)
    (moved,) = found["moved"]
    assert moved["before"]["story"] != moved["after"]["story"]
    assert {one["id"] for one in found["threads"]} == {
        moved["before"]["thread"],
        moved["after"]["thread"],
    }
    threads = [one["feed"] for one in found["feeds"] if one["feed"].startswith("/threads/")]
    assert threads == [f"/threads/{moved['before']['thread']}"], "nobody follows one that is new"
    assert found["baseline"]["same_story"] == 3
    assert polled.store.read_bytes() == before


def test_an_output_that_is_new_and_one_that_goes_are_told(polled: Desk) -> None:
    new = other(polled, {"outputs": {"stories": {"mode": "stories"}}})
    found = {one["feed"]: one for one in differs(polled, new)["feeds"]}
    assert found["/outputs/desk"]["is_gone"]
    assert found["/outputs/stories"]["is_new"]
    assert len(found["/outputs/stories"]["comes_new"]) == 2


def test_a_source_that_is_published_no_more_leaves_the_threads_of_its_items(polled: Desk) -> None:
    *others, beta = polled.document()["sources"]
    new = other(polled, {"sources": [*others, {**beta, "republish": "none"}]})
    found = {
        one["feed"]: [entry["title"] for entry in one["vanishes"]]
        for one in differs(polled, new)["feeds"]
    }
    (thread,) = (feed for feed in found if feed.startswith("/threads/"))
    assert found == {
        thread: [SECOND.title],
        "/outputs/desk": [SECOND.title],
        "/topics/tugs": [SECOND.title],
    }


def test_what_no_replay_shows_is_told_as_well(polled: Desk) -> None:
    topics = {"tugs": {**TOPIC["tugs"], "access": "private"}}
    new = other(polled, {"url": "https://news.example.org/", "keep": "90d", "topics": topics})
    told = {
        one["setting"]: (one["before"], one["after"]) for one in differs(polled, new)["settings"]
    }
    assert told == {
        "url": (polled.document()["url"].rstrip("/"), "https://news.example.org"),
        "topics.tugs.access": ("public", "private"),
        "keep": ("forever", "90d"),
    }
    answer = syndicate_cli("diff", new, "--config", polled.config)
    assert "another atom:id" in answer.stdout
    assert "Nothing would change" not in answer.stdout


def test_sources_with_another_address_are_told_and_what_seems_to_lack_its_past(
    polled: Desk,
) -> None:
    first, second = [source["url"] for source in polled.sources if isinstance(source, dict)]
    moved, slip = f"{first}?new", f"{second}/"
    new = other(polled, {"sources": [{"url": moved, "was": first, "every": "1s"}, slip]})
    told = differs(polled, new)
    assert told["sources"] == [
        {"source": source_id(first), "url": moved, "id": source_id(first), "before": first},
        {"source": source_id(slip), "url": slip, "id": source_id(second), "before": second},
    ]
    table = syndicate_cli("diff", new, "--config", polled.config).stdout
    assert "stays the source that" in table
    assert f"write `was: {second}`" in " ".join(table.split())


def test_corrections_beside_the_new_file_count(polled: Desk) -> None:
    item = differs(polled, other(polled, {"clustering": {"stories": 2}}))["moved"][0]
    folder = polled.folder / "try"
    folder.mkdir()
    new = other(polled, {}).rename(folder / "feeds.yaml")
    thread = item["before"]["thread"]
    (folder / "corrections.yaml").write_text(
        f"corrections:\n  - exclude: {item['id']}\n    thread: {thread}\n", encoding="utf-8"
    )
    (moved,) = differs(polled, new)["moved"]
    assert (moved["id"], moved["before"]["thread"]) == (item["id"], thread)
    assert moved["after"]["thread"] != thread


def test_a_wrong_file_is_told_as_check_tells_it(polled: Desk) -> None:
    new = other(polled, {"clustering": {"stories": "stern"}})
    wrong = syndicate_cli("diff", new, "--config", polled.config)
    checked = syndicate_cli("check", "--config", new)
    assert wrong.returncode == checked.returncode == 78
    assert wrong.stderr == checked.stderr
    assert "clustering.stories: must be loose, normal or strict" in wrong.stderr


def test_a_store_on_postgresql_is_rehearsed_alike(
    desk: Desk, origin: Origin, postgres_database: str
) -> None:
    desk.topics, desk.vectors = dict(TOPIC), "auto"  # by words alone, too little is read to tell
    desk.follow(origin.put("/a", rss("Alpha", [FIRST, GAME])))
    assert (
        syndicate_cli("poll", "--config", desk.save({"store": postgres_database})).returncode == 0
    )
    found = differs(desk, other(desk, {"store": postgres_database, "topics": {}}))
    assert found["baseline"] == {"items": 2, "same_story": 2, "same_thread": 2}
    assert [(one["topic"], one["before"], one["after"]) for one in found["topics"]] == [
        ("tugs", 2, None)
    ]


def test_it_runs_beside_a_daemon(desk: Desk, origin: Origin) -> None:
    desk.topics, desk.vectors = dict(TOPIC), "auto"  # by words alone, too little is read to tell
    desk.follow(origin.put("/a", rss("Alpha", [FIRST, GAME])))
    with Daemon(desk.save()) as daemon:
        daemon.wait_for("clustered", items=2)
        assert differs(desk, other(desk, {"topics": {}}))["topics"][0]["after"] is None
        assert daemon.get("/topics/tugs.json").status == 200
        assert daemon.stop() == 0
