from __future__ import annotations

import pytest

from syndicate.normalize.furniture.headline import cleaned, sites

NAMES = sites("Quay Blog - World news", "Reuters")


@pytest.mark.parametrize(
    "title",
    [
        "Pier sold to a brewery - Quay Blog",
        "Pier sold to a brewery | QUAY BLOG",
        "Pier sold to a brewery — Reuters",
        "Pier sold to a brewery « Quay Blog",
        "Pier sold to a brewery - Quay Blog - World News",
        "Quay Blog » Pier sold to a brewery",
        "Home » » Pier sold to a brewery",
        "Home » World » Pier sold to a brewery",
        "Startseite > Welt > Pier sold to a brewery",
        "Pier sold to a brewery Pier sold to a brewery",
        "Pier sold to a brewery | Pier sold to a brewery",
        "Home » Pier sold to a brewery - Quay Blog",
        "Fwd: Pier sold to a brewery",
        "FW: Fwd: Pier sold to a brewery - Quay Blog",
        "Quay Blog: Pier sold to a brewery",
        "Quay Blog | Pier sold to a brewery",
        "[스크랩] Pier sold to a brewery",
    ],
)
def test_a_headline_is_without_its_site_its_path_and_itself_once_more(title: str) -> None:
    assert cleaned(title, NAMES) == "Pier sold to a brewery"


@pytest.mark.parametrize(
    "title",
    [
        "Pier sold - who bought it?",
        "Pier sold - another blog",
        "What the Quay Blog did not say",
        "Quay Blog: ten years",
        "Quay Blog | Episode 12",
        "Quay Blog",
        "Home - Quay Blog »",
        "Home > Away: a season",
        "Home: a novel",
        "News :: what is it?",
        "Bora Bora",
        "New York, New York",
        "Why, why, why, why",
        "Row, row, row your boat",
        "Copper-nickel: up",
        "",
    ],
)
def test_a_title_that_only_looks_so_stays(title: str) -> None:
    assert cleaned(title, NAMES) == title


def test_without_a_name_no_site_is_taken_away() -> None:
    assert cleaned("Pier sold - Quay Blog", sites(None)) == "Pier sold - Quay Blog"
    assert cleaned("- Quay Blog", NAMES) == "- Quay Blog"


def test_what_chinese_sites_write_between_headline_and_site_is_a_mark() -> None:
    for mark in ("_", " - ", "|", "｜"):
        assert cleaned(f"港口罢工{mark}港口新闻网", sites("港口新闻网")) == "港口罢工"


def test_a_title_is_without_the_mailing_list_that_the_feed_is_of() -> None:
    assert cleaned("[rivers-l] Delta farmers dig", frozenset({"rivers l"})) == "Delta farmers dig"
    assert cleaned("[Update] Delta farmers dig", frozenset({"rivers l"})).startswith("[Update]")
