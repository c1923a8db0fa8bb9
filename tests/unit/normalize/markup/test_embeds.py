from __future__ import annotations

import pytest

from syndicate.normalize.markup.embeds import page
from syndicate.normalize.markup.html import sanitize


@pytest.mark.parametrize(
    ("frame", "shown"),
    [
        ("https://www.youtube.com/embed/abcdefghijk?rel=0", "https://www.youtube.com/watch?v=abcdefghijk"),
        ("//www.youtube-nocookie.com/embed/abcdefghijk", "https://www.youtube.com/watch?v=abcdefghijk"),
        ("https://www.youtube.com/embed/videoseries?list=PLabcdefghij", "https://www.youtube.com/playlist?list=PLabcdefghij"),
        ("https://player.vimeo.com/video/123456?h=9f", "https://vimeo.com/123456"),
        ("https://www.dailymotion.com/embed/video/x8abcd", "https://www.dailymotion.com/video/x8abcd"),
        ("https://player.twitch.tv/?channel=harbour&parent=x", "https://www.twitch.tv/harbour"),
        ("https://embed.ted.com/talks/ina_rell_ferries", "https://www.ted.com/talks/ina_rell_ferries"),
        ("https://open.spotify.com/embed/episode/4abc?utm_source=x", "https://open.spotify.com/episode/4abc"),
        ("https://embed.podcasts.apple.com/us/podcast/harbour/id12", "https://podcasts.apple.com/us/podcast/harbour/id12"),
        ("https://archive.org/embed/harbour-1912", "https://archive.org/details/harbour-1912"),
        ("https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/harbour/fog&auto_play=false", "https://soundcloud.com/harbour/fog"),
        ("https://films.example/videos/embed/9a1b2c3d-1111-2222-3333-444455556666", "https://films.example/w/9a1b2c3d-1111-2222-3333-444455556666"),
        ("https://player.bilibili.com/player.html?bvid=BV1xx411c7mD&page=1", "https://www.bilibili.com/video/BV1xx411c7mD"),
    ],
)  # fmt: skip
def test_frame_of_a_known_place_leads_to_its_page(frame: str, shown: str) -> None:
    assert page(frame) == shown


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "javascript:alert(1)",
        "https://ads.example/frame?id=1",
        "https://www.youtube.com.evil.example/embed/abcdefghijk",
        "https://me@www.youtube.com/embed/abcdefghijk",
        "https://www.youtube.com/embed/short",
        "http://[",
    ],
)
def test_any_other_frame_leads_nowhere(frame: str) -> None:
    assert page(frame) is None


def test_film_within_a_text_becomes_a_link_with_its_title() -> None:
    clean = sanitize(
        '<p>See:</p><IFRAME title="Fog in &lt;port&gt;" src="https://www.youtube.com/embed/abcdefghijk"></IFRAME><p>End.</p>',
        None,
    )
    assert clean == (
        '<p>See:</p><p><a href="https://www.youtube.com/watch?v=abcdefghijk" rel="noopener noreferrer nofollow">'
        "Fog in &lt;port&gt;</a></p><p>End.</p>"
    )


def test_frame_without_a_title_is_called_by_its_place() -> None:
    clean = sanitize("<iframe data-src='//player.vimeo.com/video/77'></iframe>", None)
    assert ">vimeo.com</a>" in clean
