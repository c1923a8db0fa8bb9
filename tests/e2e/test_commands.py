"""What people and scripts type: exit codes, tables, JSON."""

from __future__ import annotations

import contextlib
import fcntl
import io
import json
import os
import sqlite3
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.e2e.daemon import MODULE, PATIENCE, environment, syndicate_cli
from tests.e2e.desk import Desk
from tests.origins import Origin, Report, rss, running_origin, status

TEXT = (
    "The government in Baghdad has asked its allies for training and equipment, because the army "
    "needs both before it can march on Mosul, the prime minister told reporters in the evening."
)
FIRST = Report(1, "Iraq asks for training and equipment against Islamic State", TEXT)
SECOND = Report(2, "Iraq again asks allies for training and equipment", TEXT + " Mosul waits.")


@pytest.fixture(scope="module")
def polled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Origin]]:
    """A desk with one good source and one that fails, after one round."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    with running_origin() as origin:
        desk.follow(origin.put("/alpha", rss("Alpha", [SECOND, FIRST])))
        desk.follow(origin.put("/beta", rss("Beta", [FIRST])))
        desk.follow(origin.put("/gone", status(500)))
        done = syndicate_cli("poll", "--log-json", "--config", desk.save())
        assert done.returncode == 1, done.stderr
        told = [json.loads(line)["event"] for line in done.stderr.splitlines()]
        assert sorted(told) == ["clustered", "poll failed", "polled", "polled"]
        yield desk, origin


def lookup(desk: Desk, *words: str) -> Any:
    answer = syndicate_cli(*words, "--json", "--config", desk.config)
    assert answer.returncode == 0, answer.stderr
    assert not answer.stderr
    return json.loads(answer.stdout)


def test_poll_stores_what_it_can_and_says_that_one_failed(polled: tuple[Desk, Origin]) -> None:
    desk, origin = polled
    listed = {one["url"]: one for one in lookup(desk, "sources")}
    assert listed[f"{origin.url}/alpha"]["items"] == 2
    assert listed[f"{origin.url}/alpha"]["state"] == "good"
    assert listed[f"{origin.url}/gone"]["state"] == "failing"
    assert "500" in listed[f"{origin.url}/gone"]["problem"]


@pytest.mark.parametrize("width", [80, 50])
def test_a_listing_is_no_wider_than_its_terminal_and_tells_what_is_wrong_in_words(
    polled: tuple[Desk, Origin], width: int
) -> None:
    desk, origin = polled
    line = [sys.executable, "-W", "error", *MODULE, "sources", "--config", str(desk.config)]
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    with os.fdopen(ours, "rb", buffering=0) as screen:
        child = subprocess.Popen(line, env=environment(TERM="xterm"), stdout=theirs)
        os.close(theirs)
        shown = _all_of(screen)
        assert child.wait(PATIENCE) == 0
    assert max(map(len, shown)) <= width
    assert f"    url: {origin.url}/gone" in shown
    assert "the server says 500 Internal Server Error" in " ".join(" ".join(shown).split())


def _all_of(screen: io.FileIO) -> list[str]:
    """The lines of a terminal, until nobody is left who shows any."""
    told = b""
    with contextlib.suppress(OSError):  # so it says that nobody is left
        while part := screen.read(65536):
            told += part
    return told.decode().splitlines()


def test_poll_of_good_sources_by_address_and_id_is_a_success(polled: tuple[Desk, Origin]) -> None:
    desk, origin = polled
    asked = origin.asked["/gone"]
    source_id = next(one["id"] for one in lookup(desk, "sources") if one["url"].endswith("/beta"))
    done = syndicate_cli("poll", f"{origin.url}/alpha", source_id, "--config", desk.config)
    assert done.returncode == 0, done.stderr
    assert origin.asked["/gone"] == asked


def test_poll_of_a_misspelt_source_asks_whether_another_is_meant(
    polled: tuple[Desk, Origin],
) -> None:
    desk, origin = polled
    answer = syndicate_cli("poll", f"{origin.url}/alhpa", "--config", desk.config)
    assert answer.returncode == 1
    assert f"did you mean {origin.url}/alpha?" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_rounds_from_cron_keep_what_feeds_dropped_no_longer_than_they_are_told(
    desk: Desk, origin: Origin
) -> None:
    desk.follow(origin.put("/alpha", rss("Alpha", [FIRST])))
    assert syndicate_cli("poll", "--config", desk.save({"keep": "30d"})).returncode == 0
    with closing(sqlite3.connect(desk.store)) as store, store:
        store.execute("UPDATE items SET last_seen_at = last_seen_at - 31 * 86400 * 1000000")
    origin.put("/alpha", rss("Alpha", [SECOND]))
    assert syndicate_cli("poll", "--config", desk.config).returncode == 0
    with closing(sqlite3.connect(desk.store)) as store:
        assert store.execute("SELECT title FROM items").fetchall() == [(SECOND.title,)]


def test_status_counts(polled: tuple[Desk, Origin]) -> None:
    desk, _ = polled
    found = lookup(desk, "status")
    counted = {
        name: found[name] for name in ("sources", "sources_good", "sources_failing", "items")
    }
    assert counted == {"sources": 3, "sources_good": 2, "sources_failing": 1, "items": 3}
    table = syndicate_cli("status", "--config", desk.config).stdout
    assert "sources failing  1" in table


def test_threads_are_listed(polled: tuple[Desk, Origin]) -> None:
    desk, _ = polled
    threads = lookup(desk, "threads")
    assert sum(thread["items"] for thread in lookup(desk, "threads", "--all")) == 3
    assert threads
    assert threads[0]["items"] >= 2


def test_one_thread_is_told_whole_by_the_start_of_its_id_or_its_page(
    polled: tuple[Desk, Origin],
) -> None:
    desk, _ = polled
    listed = lookup(desk, "threads")[0]
    assert (listed["state"], listed["how"]) == (
        "new",
        f"{listed['items']} items since it opened",
    )
    told = lookup(desk, "threads", listed["id"][:8])
    assert lookup(desk, "threads", f"http://127.0.0.1/threads/{listed['id']}?before=x") == told
    assert {name: told[name] for name in listed} == listed
    assert told["first"]["source"]
    assert sum(story["items"] for story in told["in_stories"]) == listed["items"]
    table = syndicate_cli("threads", listed["id"], "--config", desk.config).stdout
    assert told["first"]["source"] in table
    assert told["title"] in table


def test_thread_that_is_not_there_is_asked_for_in_vain(polled: tuple[Desk, Origin]) -> None:
    desk, _ = polled
    answer = syndicate_cli("threads", "tnothing", "--config", desk.config)
    assert answer.returncode == 1
    assert "no thread is known as tnothing" in answer.stderr


def test_a_table_that_nobody_watches_keeps_every_word_whole(polled: tuple[Desk, Origin]) -> None:
    desk, origin = polled
    thread = lookup(desk, "threads")[0]
    table = syndicate_cli("threads", "--config", desk.config).stdout
    assert thread["id"] in table
    assert thread["title"] in table
    listed = syndicate_cli("sources", "--config", desk.config).stdout
    assert f"{origin.url}/alpha" in listed
    assert "\x1b" not in table + listed


def test_why_answers_by_id_by_its_beginning_by_address_and_by_its_page(
    polled: tuple[Desk, Origin],
) -> None:
    desk, _ = polled
    by_address = lookup(desk, "why", "https://alpha.example/1")
    assert by_address["title"] == FIRST.title
    assert by_address["reasons"]
    assert lookup(desk, "why", by_address["id"][:8]) == by_address
    assert lookup(desk, "why", f"http://127.0.0.1/items/{by_address['id']}") == by_address
    assert lookup(desk, "why", by_address["entry_id"]) == by_address
    table = syndicate_cli("why", by_address["id"], "--config", desk.config).stdout
    assert FIRST.title in table
    assert "Reasons" in table


def test_why_shows_what_was_cut_and_which_other_stories_the_page_told(tmp_path: Path) -> None:
    page = f"<p>{TEXT}</p><p>See also:</p><p><a href='https://alpha.example/9'>Mosul waits</a></p><p>3 comments:</p>"
    desk = Desk(tmp_path)
    with running_origin() as origin:
        desk.follow(origin.put("/alpha", rss("Alpha", [Report(1, FIRST.title, page)])))
        assert syndicate_cli("poll", "--config", desk.save()).returncode == 0
    found = lookup(desk, "why", "https://alpha.example/1")
    assert found["furniture"] == ["See also:", "3 comments:"]
    assert [(one["text"], one["url"]) for one in found["related"]] == [
        ("Mosul waits", "https://alpha.example/9")
    ]
    table = syndicate_cli("why", found["id"], "--config", desk.config).stdout
    assert "cut  3 comments:" in table
    assert "related  Mosul waits (https://alpha.example/9)" in table


def test_why_tells_another_story_of_several_lines_in_one(tmp_path: Path) -> None:
    other = (
        "ANKARA, Nov. 6 (Xinhua) -- Iraq wants weapons from abroad, its minister said in Ankara."
    )
    page = f"<p>{TEXT}</p><p>Related:</p><p>{other}</p><p>He left at night.</p>"
    desk = Desk(tmp_path)
    with running_origin() as origin:
        desk.follow(origin.put("/alpha", rss("Alpha", [Report(1, FIRST.title, page)])))
        assert syndicate_cli("poll", "--config", desk.save()).returncode == 0
    table = syndicate_cli("why", "https://alpha.example/1", "--config", desk.config).stdout
    assert f"related  {other} He left at night. (Ankara" in table


def test_why_tells_of_topics_too(tmp_path: Path) -> None:
    serious = {"any": ["Iraq"], "none": ["training"]}
    desk = Desk(tmp_path, topics={"iraq": {"any": ["Iraq"]}, "serious": serious})
    with running_origin() as origin:
        desk.follow(origin.put("/alpha", rss("Alpha", [FIRST])))
        assert syndicate_cli("poll", "--config", desk.save()).returncode == 0
    found = lookup(desk, "why", "https://alpha.example/1")
    assert {("story", None), ("topic", "iraq")} <= {
        (reason["relation"], reason["topic"]) for reason in found["reasons"]
    }
    done = syndicate_cli("why", found["id"], "--config", desk.config)
    assert (done.returncode, done.stderr) == (0, "")
    assert "iraq: speaks of Iraq in the title" in done.stdout
    assert found["kept_out_of"] == ["serious"]
    assert "kept out  of serious, by a word of its `none`" in done.stdout


def test_why_of_something_unknown_says_what_can_be_given(polled: tuple[Desk, Origin]) -> None:
    desk, _ = polled
    answer = syndicate_cli("why", "nothing-like-it", "--config", desk.config)
    assert answer.returncode == 1
    assert "no item is known as nothing-like-it; give its id, or its address" in answer.stderr


def test_why_of_a_thread_says_who_tells_of_threads(polled: tuple[Desk, Origin]) -> None:
    desk, _ = polled
    thread = lookup(desk, "threads", "--all")[0]["id"]
    answer = syndicate_cli("why", thread, "--config", desk.config)
    assert answer.returncode == 1
    assert f"is a thread, not an item; `syndicate threads {thread}` tells of it" in answer.stderr


def test_a_store_goes_back_to_its_backup_and_says_what_became_of_the_other(tmp_path: Path) -> None:
    desk, copy = Desk(tmp_path), tmp_path / "copy.db"
    with running_origin() as origin:
        desk.follow(origin.put("/alpha", rss("Alpha", [FIRST])))
        config = desk.save()
        assert syndicate_cli("poll", "--config", config).returncode == 0
        made = syndicate_cli("backup", str(copy), "--config", config)
        assert made.returncode == 0, made.stderr
        origin.put("/alpha", rss("Alpha", [SECOND, FIRST]))
        assert syndicate_cli("poll", "--config", config).returncode == 0
        assert lookup(desk, "status")["items"] == 2
    done = syndicate_cli("restore", str(copy), "--config", config)
    assert done.returncode == 0, done.stderr
    assert f"as it was in {copy} (1 item, the newest of " in done.stdout
    assert ".replaced: what was there before" in done.stdout
    assert lookup(desk, "status")["items"] == 1
    again = syndicate_cli("restore", str(tmp_path / "nowhere.db"), "--config", config)
    assert again.returncode == 1
    assert f"{tmp_path / 'nowhere.db'}: No such file or directory" in again.stderr


def test_check_tells_every_fault_at_once(desk: Desk) -> None:
    desk.write("titel: A\nserver: {port: http}\nsources: [not an address]\n")
    answer = syndicate_cli("check", "--config", desk.config)
    assert answer.returncode == 78
    places = [
        line.removeprefix(f"{desk.config}:").split(": ")[0] for line in answer.stderr.splitlines()
    ]
    assert places == ["1:1", "2:16", "3:11"]
    assert "title" in answer.stderr.splitlines()[0], "did you mean"


def test_check_shows_what_looks_like_an_oversight(desk: Desk) -> None:
    desk.sources = ["https://a.example/feed"]
    desk.outputs = {"desk": {"tags": ["world"]}}
    answer = syndicate_cli("check", "--config", desk.save())
    assert answer.returncode == 0
    assert "outputs.desk.tags[0]: no source carries" in answer.stdout


def test_check_of_a_good_file_counts(desk: Desk) -> None:
    desk.sources = ["https://a.example/feed"]
    answer = syndicate_cli("check", "--config", desk.save())
    assert answer.returncode == 0
    assert answer.stdout == f"{desk.config}: good (1 source, 0 topics, 1 output)\n"
    assert not desk.store.exists()


def test_the_schema_is_one_and_knows_good_from_bad(desk: Desk) -> None:
    described = json.loads(syndicate_cli("schema").stdout)
    jsonschema.Draft202012Validator.check_schema(described)
    examine = jsonschema.Draft202012Validator(described)
    desk.sources = ["https://a.example/feed", {"url": "https://b.example/feed", "every": "15m"}]
    desk.topics = {"flood": {"any": ["flood"]}}
    assert examine.is_valid(desk.document())
    assert not examine.is_valid({**desk.document(), "titel": "A"})


@pytest.mark.parametrize("words", [["rnu"], ["why"], ["threads", "--limit", "x"]])
def test_wrong_usage_is_2(words: list[str]) -> None:
    answer = syndicate_cli(*words)
    assert answer.returncode == 2
    assert "Usage: " in answer.stderr


def test_a_misspelt_command_is_told_which_one_is_meant() -> None:
    answer = syndicate_cli("schem")
    assert answer.returncode == 2
    assert "Did you mean 'schema'?" in answer.stderr


@pytest.mark.parametrize("words", [["--help"], ["threads", "--help"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    heavy = {"aiohttp", "feedgen", "feedparser", "numpy", "pydantic", "rich", "sqlite3", "lxml"}
    program = (
        "import sys, json\n"
        "from syndicate.cli import main\n"
        f"try: main({words!r})\n"
        f"finally: print(json.dumps(sorted({heavy!r} & set(sys.modules))), file=sys.stderr)\n"
    )
    # A measurement of coverage brings modules of its own.
    unmeasured = {key: value for key, value in environment().items() if "COV" not in key}
    answer = subprocess.run(
        [sys.executable, "-c", program],
        env=unmeasured,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    assert json.loads(answer.stderr) == []
    assert answer.stdout


@pytest.mark.parametrize(
    "words", [("status",), ("sources",), ("threads",), ("topics",), ("why", "x"), ("thread", "log")]
)
def test_a_question_in_the_wrong_folder_is_told_so_and_makes_no_store(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    config = tmp_path / "feeds.yaml"
    config.write_text("sources: [https://example.org/feed]\n", "utf-8")

    answer = syndicate_cli(*words, "--config", config)

    assert answer.returncode == 1
    assert f"{tmp_path / 'syndicate.db'}: there is no store yet" in answer.stderr
    assert list(tmp_path.iterdir()) == [config]


def test_a_subscriber_may_be_added_before_the_first_start(tmp_path: Path) -> None:
    config = tmp_path / "feeds.yaml"
    config.write_text("sources: [https://example.org/feed]\n", "utf-8")

    assert syndicate_cli("subscribers", "add", "ana", "--config", config).returncode == 0
    assert "ana" in syndicate_cli("subscribers", "--config", config).stdout
