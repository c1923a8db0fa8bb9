from __future__ import annotations

import listparser

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


def test_no_feeds_make_an_empty_list() -> None:
    assert listparser.parse(write("None", [])).feeds == []
