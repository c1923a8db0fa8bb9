"""`syndicate add` as people and scripts type it, against sites on loopback."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys

import pytest
import yaml

from tests.e2e.daemon import MODULE, Daemon, environment, syndicate_cli
from tests.e2e.desk import Desk
from tests.origins import Answer, Exchange, Origin, Report, body, closed_port, endless, rss

FEED = rss("Example News", [Report(n, f"Report number {n}") for n in range(5)])
OTHER = rss("Example Sport", [Report(9, "A match")])


def html(*hrefs: str) -> Answer:
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="T" href="{href}">'
        for href in hrefs
    )
    text = f"<!DOCTYPE html><html><head>{links}</head><body>Hello</body></html>"
    return body(text.encode(), "text/html")


@pytest.fixture
def site(origin: Origin) -> Origin:
    origin.put("/news.xml", FEED)
    origin.put("/sport.xml", OTHER)
    origin.put("/", html("/news.xml", "/sport.xml"))
    origin.put("/one", html("/news.xml"))
    return origin


def urls(desk: Desk) -> list[str]:
    sources = yaml.safe_load(desk.config.read_text())["sources"]
    return [one if isinstance(one, str) else one["url"] for one in sources]


def test_a_feed_is_added_as_it_is_with_what_was_said_about_it(site: Origin, desk: Desk) -> None:
    desk.sources = ["https://a.example/feed"]
    before = desk.save().read_text()
    done = syndicate_cli(
        *("add", f"{site.url}/news.xml", "--tag", "news", "--tag", "x", "--every", "1h"),
        *("--title", "My: News", "--config", desk.config),
    )
    assert done.returncode == 0, done.stderr
    assert "Example News  (rss, 5 items, 2026-03-01 to 2026-03-01)" in done.stdout
    assert "- Report number 0" in done.stdout
    assert yaml.safe_load(desk.config.read_text())["sources"][-1] == {
        "url": f"{site.url}/news.xml",
        "title": "My: News",
        "tags": ["news", "x"],
        "every": "1h",
    }
    new = desk.config.read_text().splitlines()
    assert [line for line in new if line in before.splitlines()] == before.splitlines()


def test_of_several_feeds_a_script_has_to_pick(site: Origin, desk: Desk) -> None:
    before = desk.save().read_bytes()
    told = syndicate_cli("add", site.url, "--config", desk.config)
    assert told.returncode == 2
    assert "--pick N" in told.stderr
    assert "1  Example News" in told.stdout
    assert "2  Example Sport" in told.stdout
    assert desk.config.read_bytes() == before
    assert syndicate_cli("add", site.url, "--pick", "3", "--config", desk.config).returncode == 2
    done = syndicate_cli("add", site.url, "--pick", "2", "--config", desk.config)
    assert done.returncode == 0, done.stderr
    assert urls(desk) == [f"{site.url}/sport.xml"]
    assert (
        syndicate_cli("add", f"{site.url}/one", "--pick", "2", "--config", desk.config).returncode
        == 2
    )
    again = syndicate_cli("add", site.url, "--yes", "--json", "--config", desk.config)
    assert again.returncode == 0, again.stderr
    found = json.loads(again.stdout)
    assert found["added"] == 1
    assert [one["followed"] is not None for one in found["feeds"]] == [False, True]
    assert urls(desk) == [f"{site.url}/sport.xml", f"{site.url}/news.xml"]


def test_feeds_that_a_page_declares_beyond_what_a_host_is_asked_are_named(
    site: Origin, desk: Desk
) -> None:
    paths = [f"/feed-{number}.xml" for number in range(11)]
    for number, path in enumerate(paths):
        site.put(path, rss(f"Part {number}", [Report(number, "A match")]))
    site.put("/many", html(*paths))
    desk.save()
    told = syndicate_cli("add", f"{site.url}/many", "--config", desk.config)
    assert "9  Part 8" in told.stdout
    assert f"not looked at: {site.url}/feed-9.xml" in told.stdout
    assert f"not looked at: {site.url}/feed-10.xml" in told.stdout
    listed = syndicate_cli("add", f"{site.url}/many", "--json", "--config", desk.config)
    assert json.loads(listed.stdout)["not_looked_at"] == [f"{site.url}{one}" for one in paths[9:]]


def test_a_person_is_asked_which_one(site: Origin, desk: Desk) -> None:
    desk.save()
    shown, code = on_a_terminal("2\n", "add", site.url, "--config", str(desk.config))
    assert code == 0, shown
    assert "Which one" in shown
    assert urls(desk) == [f"{site.url}/sport.xml"]
    shown, code = on_a_terminal("0\n", "add", site.url, "--config", str(desk.config))
    assert code == 0, shown
    assert urls(desk) == [f"{site.url}/sport.xml"]


def on_a_terminal(answer: str, *words: str) -> tuple[str, int]:
    """Run a command on a terminal of its own, at which somebody types."""
    ours, theirs = pty.openpty()
    os.write(ours, answer.encode())
    with subprocess.Popen(
        [sys.executable, *MODULE, *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(),
        start_new_session=True,
    ) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # the other end is closed (Linux)
                break
            if not piece:
                break
            shown += piece
    os.close(ours)
    return shown.decode(), process.returncode


def test_what_is_followed_is_not_added_twice(site: Origin, desk: Desk) -> None:
    desk.sources = [f"{site.url}/news.xml/"]
    before = desk.save().read_bytes()
    line = next(n for n, text in enumerate(before.decode().splitlines(), 1) if "news.xml" in text)
    for address in (f"{site.url}/news.xml", f"{site.url}/one"):
        told = syndicate_cli("add", address, "--config", desk.config)
        assert told.returncode == 1
        assert f"is followed already: {desk.config}:{line}" in told.stderr
    assert desk.config.read_bytes() == before


def test_a_page_without_a_feed_says_so(site: Origin, desk: Desk) -> None:
    site.put("/none", html())
    told = syndicate_cli("add", f"{site.url}/none", "--config", desk.save())
    assert told.returncode == 1
    assert "no feed was found" in told.stderr
    assert sum(site.asked.values()) <= 10


def test_a_page_that_moved_is_looked_at_where_it_is(site: Origin, desk: Desk) -> None:
    def moved(exchange: Exchange) -> None:
        exchange.send_response(301)
        exchange.send_header("Location", "/one")
        exchange.send_header("Content-Length", "0")
        exchange.end_headers()

    site.put("/old", moved)
    done = syndicate_cli("add", f"{site.url}/old", "--config", desk.save())
    assert done.returncode == 0, done.stderr
    assert urls(desk) == [f"{site.url}/news.xml"]


def test_a_hostile_page_writes_nothing_to_the_terminal_but_words(site: Origin, desk: Desk) -> None:
    evil = rss("Ev\u202eil\u009b31m \u0007News", [Report(1, "Ti\u009d]0;owned\u0007tle\u2028x")])
    site.put("/evil.xml", evil)
    site.put("/huge.xml", endless(12))
    site.put(
        "/evil",
        html(
            "javascript:alert(1)",
            "file:///etc/passwd",
            "http://10.0.0.1/f",
            "/huge.xml",
            "/evil.xml",
        ),
    )
    done = syndicate_cli("add", f"{site.url}/evil", "--config", desk.save())
    assert done.returncode == 0, done.stderr
    shown = done.stdout.replace("\n", "")
    assert shown.isprintable(), ascii(shown)
    assert urls(desk) == [f"{site.url}/evil.xml"]


def test_private_addresses_are_refused_with_the_way_out(site: Origin, desk: Desk) -> None:
    desk.write("sources: []\n")
    told = syndicate_cli("add", f"{site.url}/news.xml", "--config", desk.config)
    assert told.returncode == 1
    assert "fetch.allow_networks" in told.stderr
    assert not site.asked


def test_a_host_without_a_scheme_is_asked_by_https(desk: Desk) -> None:
    told = syndicate_cli("add", f"127.0.0.1:{closed_port()}", "--config", desk.save())
    assert told.returncode == 1
    assert "https://127.0.0.1:" in told.stderr


@pytest.mark.parametrize("words", [("--tag", "Not A Tag"), ("--every", "often")])
def test_what_feeds_yaml_would_not_take_is_wrong_usage(
    site: Origin, desk: Desk, words: tuple[str, str]
) -> None:
    told = syndicate_cli("add", f"{site.url}/news.xml", *words, "--config", desk.save())
    assert told.returncode == 2
    assert "must be" in told.stderr
    assert not site.asked


def test_a_running_daemon_takes_over_what_is_added(site: Origin, desk: Desk) -> None:
    with Daemon(desk.save()) as daemon:
        done = syndicate_cli("add", f"{site.url}/one", "--config", desk.config)
        assert done.returncode == 0, done.stderr
        daemon.wait_for("polled", source=f"{site.url}/news.xml", new=5)
