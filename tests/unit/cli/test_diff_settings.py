from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from syndicate.cli.diff_settings import changed_settings
from syndicate.model import Declared, Output, Source

SOURCE = Source(id="s1", url="http://a.example/f", shown_url="http://a.example/f")
OUTPUT = Output(name="desk", title="Desk")
DESK = Declared(
    title="Desk",
    url="http://d.example",
    sources={"s1": SOURCE},
    topics={},
    outputs={"desk": OUTPUT},
)


def told(after: Declared, before: Declared = DESK) -> list[tuple[str, str]]:
    return [(row["setting"], row["after"]) for row in changed_settings(before, after)]


def test_the_same_settings_announce_nothing() -> None:
    assert changed_settings(DESK, DESK) == []


def test_a_site_that_is_shut_is_told_once_and_not_for_each_of_its_feeds() -> None:
    shut = replace(OUTPUT, access="private")
    assert told(replace(DESK, access="private", outputs={"desk": shut})) == [("access", "private")]
    assert told(replace(DESK, access="private")) == [
        ("access", "private")
    ]  # a feed that stays open is as it was
    assert told(replace(DESK, outputs={"desk": shut})) == [("outputs.desk.access", "private")]


def test_only_a_shorter_keep_is_told_to_forget() -> None:
    short, long = (replace(DESK, keep=timedelta(days=days)) for days in (30, 90))
    (row,) = changed_settings(DESK, short)
    assert (row["after"], "is forgotten" in row["what"]) == ("30d", True)
    for before, after in ((short, long), (short, DESK)):
        (row,) = changed_settings(before, after)
        assert "kept for longer" in row["what"]


def test_how_much_is_carried_is_told_by_how_many_sources() -> None:
    other = replace(SOURCE, id="s2")
    two = replace(DESK, sources={"s1": SOURCE, "s2": other})
    links = {name: replace(one, republish="link") for name, one in two.sources.items()}
    (row,) = changed_settings(two, replace(two, sources=links))
    assert (row["setting"], row["before"], row["after"]) == ("republish", "full", "link")
    assert row["what"].endswith("2 of the sources")
