from __future__ import annotations

from datetime import UTC, datetime

import listparser

from benchmarks.rules import opml as rules
from syndicate.model import Document, Validators
from syndicate.normalize.formats import opml
from syndicate.publish.opml import Outline, write

OUTLINES = [
    Outline(
        "Desk",
        "https://news.example.org/outputs/desk.atom",
        "https://news.example.org/outputs/desk",
    ),
    Outline(
        "Iraq & <Syria>",
        "https://news.example.org/topics/iraq.atom",
        tags=("a", "b,c"),
        group="Topics",
    ),
    Outline("Secret", "https://u:p@x.example/feed", group="Topics"),
    Outline("Bad", "javascript:alert(1)", group="Topics"),
]


def test_a_reader_finds_every_feed_with_its_folder_and_tags() -> None:
    found = listparser.parse(write("All & more", OUTLINES))
    assert not found.bozo
    assert found.meta.title == "All & more"
    assert [(feed.title, feed.url) for feed in found.feeds] == [
        ("Desk", "https://news.example.org/outputs/desk.atom"),
        ("Iraq & <Syria>", "https://news.example.org/topics/iraq.atom"),
        ("Secret", "https://x.example/feed"),
    ]
    assert found.feeds[1].tags == ["a", "b c", "Topics"]


def test_the_list_keeps_the_rules_of_its_format() -> None:
    assert list(rules.faults(write("All & more", OUTLINES))) == []


def test_we_import_what_we_export() -> None:
    body = write("All & more", OUTLINES)
    now = datetime(2026, 11, 1, tzinfo=UTC)
    listed = opml.read(Document("x.opml", body, "", Validators(), now))
    assert listed.refused == ()
    assert [(feed.title, feed.url, feed.tags) for feed in listed.feeds] == [
        ("Desk", "https://news.example.org/outputs/desk.atom", ()),
        ("Iraq & <Syria>", "https://news.example.org/topics/iraq.atom", ("a", "b-c", "topics")),
        ("Secret", "https://x.example/feed", ("topics",)),
    ]


def test_no_feeds_make_an_empty_list() -> None:
    assert listparser.parse(write("None", [])).feeds == []


def test_no_name_in_a_list_turns_what_stands_beside_it() -> None:
    written = write("\u202egpj", [Outline("\u2067mixed", "https://a.example/feed")]).decode()
    assert "<title>\u202egpj\u202c</title>" in written
    assert 'text="\u2067mixed\u2069" title="\u2067mixed\u2069"' in written
