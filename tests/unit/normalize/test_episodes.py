"""What a podcast says of an episode, whichever parser reads it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from syndicate.model import Companion, Document, Episode, Item, Validators
from syndicate.normalize import document
from syndicate.normalize.formats import feed, swift
from syndicate.normalize.formats.dialects import PODCASTS

NOW = datetime(2026, 3, 10, tzinfo=UTC)
SITE = "https://pod.example/"


def rss(item: str, space: str = "https://podcastindex.org/namespace/1.0") -> bytes:
    return (
        '<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
        f'xmlns:p="{space}"><channel><title>Harbour talk</title><link>{SITE}</link>'
        f"<item><title>The ferry</title><guid>1</guid>{item}</item></channel></rss>"
    ).encode()


def read(body: bytes) -> Item:
    given = Document(SITE, body, "application/rss+xml", Validators(), NOW)
    (item,) = document.read(given, source_id="s").items
    return item


SAID = (
    '<p:chapters url="/1/chapters.json" type="application/json+chapters"/>'
    '<p:chapters url="/2/chapters.json" type="application/json+chapters"/>'
    '<p:transcript url="https://pod.example/1.vtt" type="text/vtt" language="EN" rel="captions"/>'
    '<p:transcript url="https://pod.example/1.html" type="text/html"/>'
    '<p:transcript url="javascript:alert(1)" type="text/html"/>'
    "<itunes:season>2</itunes:season><itunes:episode>07</itunes:episode>"
)


def test_season_episode_chapters_and_every_transcript_are_kept() -> None:
    assert read(rss(SAID)).episode == Episode(
        2,
        7,
        (
            Companion("chapters", f"{SITE}1/chapters.json", "application/json+chapters"),
            Companion("transcript", f"{SITE}1.vtt", "text/vtt", "en"),
            Companion("transcript", f"{SITE}1.html", "text/html"),
        ),
    )


@pytest.mark.parametrize("space", [*PODCASTS, PODCASTS[0].upper()])
def test_both_ways_to_a_feed_find_the_same_under_any_name_of_the_namespace(space: str) -> None:
    body = rss(SAID, space)
    short = swift.parse(body)
    assert short is not None
    assert short == feed.parse(body, SITE)
    assert len(short.entries[0].companions) == 4


@pytest.mark.parametrize(
    "item", ["", "<itunes:season>one</itunes:season><itunes:episode>0</itunes:episode>"]
)
def test_what_says_nothing_of_an_episode_is_none(item: str) -> None:
    assert read(rss(item)).episode is None


def test_a_transcript_that_comes_later_is_seen() -> None:
    assert read(rss(SAID)).digest != read(rss("")).digest
