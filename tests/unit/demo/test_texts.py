"""What the newsroom promises to whoever judges the daemon by it."""

import html
import re
from collections import Counter, defaultdict

import pytest

from syndicate.demo.articles import FORMATS, Article, Outlet
from syndicate.demo.formats.markup import plain
from syndicate.demo.newsroom import CLOSES_AT, OPENS_AT, outlets

ALL = [(outlet, article) for outlet in outlets() for article in outlet.articles]
EACH = pytest.mark.parametrize(
    ("outlet", "article"), ALL, ids=[f"{outlet.slug}-{article.number}" for outlet, article in ALL]
)


def by_event() -> dict[str, list[tuple[Outlet, Article]]]:
    found = defaultdict(list)
    for outlet, article in ALL:
        found[article.event].append((outlet, article))
    return dict(found)


def test_there_are_about_fourteen_outlets_and_a_hundred_and_fifty_articles() -> None:
    assert 14 <= len(outlets()) <= 18
    assert 130 <= len(ALL) <= 170


def test_every_format_is_in_use_and_not_all_is_english_or_utf8() -> None:
    assert {outlet.format for outlet in outlets()} == set(FORMATS)
    assert {"windows-1252", "iso-8859-1"} <= {outlet.encoding for outlet in outlets()}
    assert "de-DE" in {outlet.language for outlet in outlets()}


@EACH
def test_an_article_is_a_short_report_of_these_nine_days(outlet: Outlet, article: Article) -> None:
    assert OPENS_AT <= article.published_at < CLOSES_AT
    assert re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+", article.event)
    assert article.title
    assert article.author
    assert article.categories
    ours = re.sub(r"<p><b>Related:.*", "", article.html, flags=re.DOTALL)
    assert 40 <= len(plain(ours).split()) <= 210


@EACH
def test_bodies_hold_no_stray_ampersand(outlet: Outlet, article: Article) -> None:
    assert not re.search(r"&(?!amp;|#\d+;|lt;|gt;)", article.html.replace(" && ", " "))


def test_main_events_are_told_by_several_outlets_in_their_own_words() -> None:
    for event, wires_and_own in {
        "islamic-state-iraq/tribe-killings": 8,
        "islamic-state-iraq/fallon": 6,
        "islamic-state-iraq/jaafari": 4,
        "islamic-state-iraq/troops": 8,
        "islamic-state-iraq/gathering": 5,
        "islamic-state-iraq/baghdadi-hurt": 4,
        "iran-nuclear/letter": 5,
    }.items():
        told = by_event()[event]
        assert len(told) >= wires_and_own, event
        own_words = [article for _, article in told if not article.wires]
        assert own_words, event


def test_each_wire_is_reprinted_under_several_titles() -> None:
    titles = defaultdict(list)
    for _, article in ALL:
        for wire in article.wires:
            titles[wire].append(article.title)
    reprinted = {wire: found for wire, found in titles.items() if len(found) > 1}
    assert len(reprinted) >= 9
    for found in reprinted.values():
        assert len(set(found)) == len(found)


def test_nobody_repeats_a_text_but_the_wires() -> None:
    bodies = Counter(plain(article.html) for _, article in ALL if not article.wires)
    assert max(bodies.values()) == 1


def test_headlines_recur_on_other_days_as_a_trap() -> None:
    titles = Counter(article.title for _, article in ALL)
    assert titles["Morning briefing"] == 5
    assert titles["Markets at the close"] == 5
    assert {f"Flood live: Day {day}" for day in (1, 2, 3, 4)} <= set(titles)


def test_the_video_game_matches_the_topic_but_for_its_exclusion() -> None:
    for _, article in by_event()["games/dust-meridian"]:
        text = f"{article.title} {plain(article.html)}"
        assert "video game" in text
        assert "Iraq" in text
        assert re.search("Islamic State|ISIS", text)


def test_the_oddities_that_real_feeds_have_are_all_there() -> None:
    assert [a.number for _, a in ALL if a.guid is None]
    assert [a.number for _, a in ALL if a.claimed_at is None]
    assert [a.number for _, a in ALL if a.claimed_at and a.claimed_at.year == 2041]
    assert [a.number for _, a in ALL if a.revision]
    assert [a.number for _, a in ALL if "\b" in a.html]
    assert [a.number for _, a in ALL if "<script>" in a.html and "onclick" in a.html]
    assert [a.number for _, a in ALL if 'dir="rtl"' in a.html]
    assert {html.unescape(a.title) != a.title for _, a in ALL if "AT&" in a.title} == {True, False}
    assert [outlet.slug for outlet in outlets() if "utm_" in outlet.tracking]
