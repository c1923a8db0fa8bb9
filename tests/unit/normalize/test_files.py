"""The files of an item: what their source says of each."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from syndicate.model import Document, Enclosure, Validators
from syndicate.normalize.document import read

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
MP3, MP4 = "https://cdn.example/1.mp3", "https://cdn.example/2.mp4"


def files(body: str) -> tuple[Enclosure, ...]:
    """The files of the only item of a document."""
    document = Document("https://a.example/feed", body.encode(), "", Validators(), NOW)
    (item,) = read(document, source_id="s1").items
    return item.enclosures


def rss(item: str) -> str:
    return (
        '<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
        'xmlns:media="http://search.yahoo.com/mrss/"><channel><title>A</title>'
        f"<item><title>One</title><guid>1</guid>{item}</item></channel></rss>"
    )


def enclosure(url: str) -> str:
    return f'<enclosure url="{url}" type="audio/mpeg" length="7"/>'


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("3723", 3723),
        ("62:03", 3723),
        (" 1:02:03 ", 3723),
        ("90.7", 90),
        ("0", None),
        ("00:00:00", None),
        ("-5", None),
        ("an hour", None),
        ("1:2:3:4", None),
        ("9" * 40, None),
        ("", None),
    ],
)
def test_how_long_an_episode_lasts_is_read_however_it_is_written(
    written: str, seconds: int | None
) -> None:
    (file,) = files(rss(f"{enclosure(MP3)}<itunes:duration>{written}</itunes:duration>"))
    assert file == Enclosure(MP3, "audio/mpeg", 7, duration_s=seconds)


def test_of_several_files_none_is_said_to_last_as_long_as_the_episode() -> None:
    found = files(rss(enclosure(MP3) + enclosure(MP4) + "<itunes:duration>9</itunes:duration>"))
    assert [file.duration_s for file in found] == [None, None]


def test_what_media_rss_says_of_a_file_that_is_the_enclosure_too_is_kept() -> None:
    media = (
        f'<media:content url="{MP3}" type="audio/mpeg" duration="90"/>'
        f'<media:content url="{MP4}" type="video/mp4" fileSize="8" duration="91"/>'
    )
    assert files(rss(enclosure(MP3) + media)) == (
        Enclosure(MP3, "audio/mpeg", 7, duration_s=90),
        Enclosure(MP4, "video/mp4", 8, duration_s=91),
    )


def test_the_title_of_a_file_is_kept_as_plain_text() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><id>1</id><title>One</title>'
        f'<link rel="enclosure" type="audio/mpeg" href="{MP3}" title=" The  AT&amp;T tapes "/></entry></feed>'
    )
    assert files(atom) == (Enclosure(MP3, "audio/mpeg", title="The AT&T tapes"),)
    attachment = {"url": MP3, "mime_type": "audio/mpeg", "title": "Tape", "duration_in_seconds": 60}
    item = {"id": "1", "title": "One", "attachments": [attachment]}
    document = {"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": [item]}
    assert files(json.dumps(document)) == (Enclosure(MP3, "audio/mpeg", None, "Tape", 60),)
