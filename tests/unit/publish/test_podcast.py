"""An episode of a podcast, republished: what its readers look for survives."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from lxml import etree

from syndicate.model import Companion, Document, Enclosure, Episode, Validators
from syndicate.normalize import document
from syndicate.protocols import Encoder
from syndicate.publish.atom import AtomEncoder
from syndicate.publish.entries import from_items
from syndicate.publish.jsonfeed import JsonFeedEncoder
from syndicate.publish.press import well_formed
from syndicate.publish.rss import RssEncoder
from tests.unit.publish.samples import NOON, SITE, SOURCES, feed, stored, whole

PICTURE = "https://s1.example/cover.png"
SOUND = Enclosure("https://s1.example/1.mp3", "audio/mpeg", 1234, None, 3723)
EPISODE = Episode(
    2,
    7,
    (
        Companion("chapters", "https://s1.example/1.json"),
        Companion("transcript", "https://s1.example/1.vtt", "text/vtt", "en"),
        Companion("transcript", "https://s1.example/1.srt", "application/x-subrip"),
    ),
)
MADE = stored(1, enclosures=(SOUND,), image_url=PICTURE, episode=EPISODE)
(ENTRY,) = from_items([MADE], {}, SOURCES)


@pytest.mark.parametrize("encoder", [AtomEncoder(), RssEncoder()], ids=lambda each: each.suffix)
def test_an_episode_that_is_followed_again_comes_back_as_it_went_out(encoder: Encoder) -> None:
    body = whole(encoder, feed(ENTRY))
    well_formed(body, encoder.suffix)
    given = Document(SITE, body, encoder.content_type, Validators(), NOON)
    (item,) = document.read(given, source_id="s").items
    assert item.enclosures == (SOUND,)
    assert item.image_url == PICTURE
    first, *others = EPISODE.companions
    told = (replace(first, media_type="application/json+chapters"), *others)
    assert item.episode == replace(EPISODE, companions=told)


@pytest.mark.parametrize("encoder", [AtomEncoder(), RssEncoder()], ids=lambda each: each.suffix)
def test_podcast_players_find_the_picture_where_they_look_for_it(encoder: Encoder) -> None:
    root = etree.fromstring(whole(encoder, feed(ENTRY)))
    (image,) = root.iter("{http://www.itunes.com/dtds/podcast-1.0.dtd}image")
    assert image.get("href") == PICTURE
    (mute,) = from_items([stored(1, image_url=PICTURE)], {}, SOURCES)
    assert b"itunes:image" not in whole(encoder, feed(mute))


def test_json_feed_tells_an_episode_in_our_extension() -> None:
    (item,) = json.loads(whole(JsonFeedEncoder(), feed(ENTRY)))["items"]
    assert item["_syndicate"]["episode"] == {
        "season": 2,
        "number": 7,
        "chapters": [
            {"url": "https://s1.example/1.json", "mime_type": "application/json+chapters"}
        ],
        "transcripts": [
            {"url": "https://s1.example/1.vtt", "mime_type": "text/vtt", "language": "en"},
            {"url": "https://s1.example/1.srt", "mime_type": "application/x-subrip"},
        ],
    }


def test_where_only_links_may_be_published_nothing_of_the_episode_is() -> None:
    card = {"s1": replace(SOURCES["s1"], republish="link")}
    (entry,) = from_items([MADE], {}, card)
    assert entry.episode is None
