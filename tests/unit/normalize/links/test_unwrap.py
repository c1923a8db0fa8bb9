from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.normalize.links.unwrap import unwrapped
from syndicate.normalize.links.urls import canonical_key, first_key, for_people

TARGET = "https://g.example/news/1"
QUOTED = "https%3A%2F%2Fg.example%2Fnews%2F1"
WRAPPED = [
    f"https://www.google.com/url?rct=j&sa=t&url={QUOTED}&ct=ga",
    f"https://www.google.co.uk/url?q={QUOTED}",
    f"http://news.google.com/news/url?sa=t&fd=R&url={QUOTED}",
    "https://news.google.com/rss/articles/CBMiGGh0dHBzOi8vZy5leGFtcGxlL25ld3MvMdIBAA?oc=5",
    f"https://l.facebook.com/l.php?u={QUOTED}&h=abc",
    f"https://eur02.safelinks.protection.outlook.com/?url={QUOTED}&data=05",
    f"https://out.reddit.com/t3_abc?url={QUOTED}&token=x",
    f"https://www.youtube.com/redirect?event=video&q={QUOTED}",
    "https://www.google.com/amp/s/g.example/news/1",
    "https://g-example.cdn.ampproject.org/c/s/g.example/news/1",
    f"https://www.bing.com/news/apiclick.aspx?ref=FexRss&url={QUOTED}",
    f"https://www.google.com/url?url=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3D{QUOTED.replace('%', '%25')}",
]


@pytest.mark.parametrize("url", WRAPPED)
def test_redirector_that_names_its_target_is_seen_through(url: str) -> None:
    assert for_people(url, None) == TARGET
    assert canonical_key(url) == canonical_key(TARGET) == "g.example/news/1"


@pytest.mark.parametrize(
    "url",
    [
        "https://t.co/abc",
        "http://feedproxy.google.com/~r/blog/~3/abc/",
        "https://news.google.com/rss/articles/CBMiAAAAAAAAAAAAAAAAAAAAAAAA?oc=5",
        "https://www.google.com/search?q=https%3A%2F%2Fg.example",
        "https://g.example/url?url=https%3A%2F%2Fh.example%2F",
        "https://www.google.com/url?url=javascript%3Aalert(1)",
        "https://www.google.com/url?url=https%3A%2F%2Fa.example&url=https%3A%2F%2Fb.example",
    ],
)
def test_what_only_a_server_can_tell_stays_as_it_is(url: str) -> None:
    assert unwrapped(url) == url


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("https://g.example/a?utm_source=rss&id=7&fbclid=x#top", "https://g.example/a?id=7#top"),
        ("https://g.example/a?utm_source=rss#utm_medium=rss", "https://g.example/a"),
        ("https://g.example/p/a?_bhlid=abc123", "https://g.example/p/a"),
        ("https://g.example/a/S1?dgcid=rss_sd_all", "https://g.example/a/S1"),
        ("https://youtu.be/AbC123xyz_0?si=x&t=7", "https://youtu.be/AbC123xyz_0?t=7"),
        ("https://g.example/a?si=7", "https://g.example/a?si=7"),
        ("https://g.example/a?ref=rss", "https://g.example/a?ref=rss"),
        (
            "https://g.example/a?utm_source=rss&Signature=ab",
            "https://g.example/a?utm_source=rss&Signature=ab",
        ),
        ("https://g.example/a?b=2&a=1", "https://g.example/a?b=2&a=1"),
    ],
)
def test_people_get_the_link_without_what_surely_tracks(given: str, shown: str) -> None:
    assert for_people(given, None) == shown


@pytest.mark.parametrize(
    "spelling",
    [
        "http://g.example/story/7",
        "https://www.g.example/story/7/",
        "https://m.g.example/story/7",
        "https://mobile.g.example/story/7?amp=1",
        "https://amp.g.example/story/7",
        "https://g.example/story/7/amp",
        "https://g.example/amp/story/7",
        "https://g.example/story/7?outputType=amp",
        "https://g.example/story/7/index.html",
        "https://g.example:443/story/7#comments",
        "https://g.example/./story/7?utm_source=rss",
        "https://G.EXAMPLE/story/%37",
    ],
)
def test_forms_of_one_page_have_one_key(spelling: str) -> None:
    assert canonical_key(spelling) == "g.example/story/7"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://g.example/story/7", "https://g.example/story/8"),
        ("https://m.co.uk/a", "https://co.uk/a"),
        ("https://g.example/a?id=1", "https://g.example/a?id=2"),
        ("https://g.example/amplifiers", "https://g.example/lifiers"),
        ("https://g.example/a/index.html?p=1", "https://g.example/a/?p=2"),
        ("https://a.g.example/x", "https://b.g.example/x"),
    ],
)
def test_other_pages_have_other_keys(one: str, other: str) -> None:
    assert canonical_key(one) != canonical_key(other)


_PARTS = st.lists(
    st.sampled_from(
        ["https://", "http://", "www.", "m.", "amp.", "g.example", "google.com", "/amp", "/s/", "/url?", "url=", "q=",
         "https%3A%2F%2F", "index.html", "/", "a", "?", "&", "utm_source=x", "=", "#", "%2F", "amp=1", ".", "co.uk"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(_PARTS)
def test_unwrapping_and_folding_again_change_nothing(url: str) -> None:
    shown = for_people(url, "https://g.example/")
    assert shown is None or for_people(shown, None) == shown
    key = canonical_key(shown)
    assert key is None or canonical_key(f"https://{key}") == key


def test_key_that_stores_hold_is_spelled_as_ever() -> None:
    """Ids are minted from it: it may never change."""
    assert first_key("https://www.g.example/a/?b=2&a=1&utm_source=x#y") == "g.example/a?a=1&b=2"
    assert first_key("https://m.g.example/amp/a/index.html") == "m.g.example/amp/a/index.html"
    assert (
        first_key("https://www.google.com/url?q=https%3A%2F%2Fg.example")
        == "google.com/url?q=https%3A%2F%2Fg.example"
    )
