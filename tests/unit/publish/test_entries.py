from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from syndicate.model import Category, Dateline, Enclosure, Republish, SourceCard, Topic
from syndicate.publish.entries import from_items, newest_change, sayable
from tests.unit.publish.samples import NOON, SOURCES, stored


def test_an_entry_keeps_the_id_and_the_times_that_the_store_minted() -> None:
    changed = replace(stored(1), changed_at=NOON + timedelta(days=2))
    (entry,) = from_items([changed], {}, SOURCES)
    assert (entry.id, entry.url) == (changed.entry_id, changed.item.url)
    assert (entry.published_at, entry.updated_at) == (changed.item.published_at, changed.changed_at)


def test_copies_become_links_and_a_line_with_the_agency() -> None:
    line = Dateline(("BAGHDAD",), date(2014, 11, 6), "Xinhua")
    copies = {"i1": [stored(2, "s2", "i1"), stored(3, "s3", "i1")]}
    (entry,) = from_items([stored(1, dateline=line)], copies, SOURCES)
    assert [(link.rel, link.href, link.title) for link in entry.links] == [
        ("related", "https://s2.example/2", "The Daily Copy"),
        ("related", "https://s3.example/3", "Own Voice"),
        ("via", "https://xinhua.example/world.rss", "Xinhua World"),
    ]
    assert entry.content_html.endswith(
        '<p>Text: Xinhua. Also at <a href="https://s2.example/2">The Daily Copy</a>, '
        '<a href="https://s3.example/3">Own Voice</a>.</p>'
    )


@pytest.mark.parametrize(
    ("republish", "html", "media"),
    [
        ("full", "<p>What report 1 says at length.</p>", 1),
        ("excerpt", "<p>What report 1 says in short.</p>", 1),
        ("link", "", 0),
    ],
)
def test_a_source_decides_how_much_of_it_is_published(
    republish: Republish, html: str, media: int
) -> None:
    card = {"s1": replace(SOURCES["s1"], republish=republish)}
    sound = Enclosure("https://s1.example/a.mp3", "audio/mpeg", 5)
    made = stored(1, enclosures=(sound,), image_url="https://s1.example/a.png")
    (entry,) = from_items([made], {}, card)
    assert entry.content_html == html
    assert [link.rel for link in entry.links] == ["enclosure"] * media + ["via"]
    assert bool(entry.image_url) == bool(media)
    assert bool(entry.summary) == (republish != "link")


def test_what_may_not_be_published_is_neither_an_entry_nor_named_as_a_copy() -> None:
    sources = SOURCES | {"s2": replace(SOURCES["s2"], republish="none")}
    entries = from_items([stored(1), stored(2, "s2")], {"i1": [stored(3, "s2", "i1")]}, sources)
    assert [entry.title for entry in entries] == ["Report number 1"]
    assert [link.rel for link in entries[0].links] == ["via"]


class _Unasked(dict[str, SourceCard]):
    def values(self) -> Any:
        raise AssertionError("thousands of sources were looked through for one name")


def test_a_name_that_stands_among_the_headlines_is_kept_without_a_look_at_every_source() -> None:
    assert sayable("Iraq asks", ["More news", "Iraq asks for help"], _Unasked()) == "Iraq asks"


def test_a_name_that_no_headline_bears_is_kept_where_every_source_may_be_told() -> None:
    silent = SOURCES | {"s2": replace(SOURCES["s2"], republish="none")}
    assert sayable("Iraq asks", ["More news"], SOURCES) == "Iraq asks"
    assert sayable("Iraq asks", ["More news"], silent) == "More news"
    assert sayable("Iraq asks", [], silent) == "Untitled"


@pytest.mark.parametrize("url", [None, "http://a host.example/", f"http://{'x' * 64}ü.example/"])
def test_an_item_without_an_address_leads_to_its_page_here(url: str | None) -> None:
    bare, whole = stored(1, url=url), stored(2)
    entries = from_items([bare, whole], {}, SOURCES, site="https://news.example.org")
    assert [entry.url for entry in entries] == [
        "https://news.example.org/items/i1",
        "https://s1.example/2",
    ]


def test_a_copy_names_the_text_that_it_repeats_before_the_feed_it_came_from() -> None:
    others = {"i2": [stored(1), stored(3, "s3", "i1")]}
    (entry,) = from_items([stored(2, "s2", "i1")], others, SOURCES)
    assert [(link.rel, link.href, link.media_type) for link in entry.links] == [
        ("via", "https://s1.example/1", "text/html"),
        ("related", "https://s3.example/3", None),
        ("via", "https://copy.example/feed", None),
    ]


def test_an_entry_is_filed_under_the_words_of_its_source_and_under_ours_which_have_a_scheme() -> (
    None
):
    sources = {"s1": replace(SOURCES["s1"], tags=("wire",))}
    made = stored(1, categories=("Iraq", "World"), agency="Xinhua")
    (entry,) = from_items([made], {}, sources, topics={"i1": [Topic("iraq", "Iraq today")]})
    assert entry.categories == (
        Category("Iraq"),
        Category("World"),
        Category("wire", "urn:x-syndicate:tag"),
        Category("iraq", "urn:x-syndicate:topic", "Iraq today"),
        Category("Xinhua", "urn:x-syndicate:agency"),
    )


@pytest.mark.parametrize(
    ("named", "author"),
    [
        ({"authors": ("Jo Roe",), "byline": "By Ann", "publisher": "The Post"}, "Jo Roe"),
        ({"byline": "By Ann", "publisher": "The Post"}, "By Ann"),
        ({"publisher": "The Post"}, "The Post"),
        ({}, "Xinhua World"),
    ],
)
def test_the_nearest_that_is_named_stands_for_an_author(named: dict[str, Any], author: str) -> None:
    (entry,) = from_items([stored(1, **named)], {}, SOURCES)
    assert entry.authors == (author,)


def test_of_an_unknown_source_nothing_but_the_link_is_published() -> None:
    (entry,) = from_items([stored(1, "gone")], {}, SOURCES)
    assert (entry.content_html, entry.source) == ("", None)


def test_the_address_of_a_source_is_published_without_its_credentials() -> None:
    card = SourceCard("s1", "Secret", "https://user:hunter2@x.example:8443/feed?a=1")
    (entry,) = from_items([stored(1)], {}, {"s1": card})
    assert entry.source is not None
    assert entry.source.feed_url == "https://x.example:8443/feed?a=1"
    assert entry.source.updated_at == stored(1).changed_at


def test_a_source_bears_the_id_that_its_feed_has_and_one_of_ours_where_it_has_none() -> None:
    known = replace(SOURCES["s1"], feed_id="tag:xinhua.example,2014:world")
    (named,) = from_items([stored(1)], {}, {"s1": known})
    (bare,) = from_items([stored(1)], {}, SOURCES)
    assert named.source is not None
    assert bare.source is not None
    assert named.source.id == "tag:xinhua.example,2014:world"
    assert bare.source.id.startswith("urn:")
    assert named.id == bare.id


@pytest.mark.parametrize("title", ["", " \x00 "])
def test_an_untitled_note_is_called_by_how_it_begins(title: str) -> None:
    (entry,) = from_items([stored(1, title=title, text="word " * 40)], {}, SOURCES)
    assert entry.title == "word " * 15 + "word…"


def test_a_feed_is_as_old_as_its_newest_change() -> None:
    entries = from_items([stored(1), stored(9), stored(2)], {}, SOURCES)
    assert newest_change(entries, NOON) == stored(9).changed_at
    assert newest_change((), NOON) == NOON


def test_our_own_words_are_escaped() -> None:
    sources = SOURCES | {"s2": replace(SOURCES["s2"], title="<script>alert(1)</script>")}
    bad = stored(2, "s2", "i1", url="javascript:alert(1)")
    (entry,) = from_items([stored(1, agency="<img src=x>")], {"i1": [bad]}, sources)
    assert "<script" not in entry.content_html
    assert "<img" not in entry.content_html
    assert "javascript:" not in entry.content_html
