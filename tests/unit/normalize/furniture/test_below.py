from __future__ import annotations

from datetime import date

import pytest

from syndicate.normalize.furniture.boilerplate import part
from syndicate.normalize.markup.blocks import Line

NEAR = date(2026, 3, 3)
REPORT = "OSLO, March 3 (AFP) - The harbour is open again, its master said on Tuesday."
STORY = "The harbour is open again, its master said on Tuesday, and nobody was surprised."
END = "Ships may enter from noon."


def kept(*lines: str) -> list[str]:
    found = part([Line(line) for line in lines], "Harbour news", NEAR)
    return [line for at, line in enumerate(lines) if at not in found.cut]


@pytest.mark.parametrize(
    "sign",
    [
        "--AFP",
        "==Kyodo",
        "AFP",
        "(AFP) xab ygru",
        "//AFP// AF",
        "AFP/SM/ARS 1820 hrs",
        "© 2026 AFP",
        "Copyright 2026 by Agence France-Presse",
        "Source: AFP",
        "Source: AFP | 2026-03-03 21:14 | Editor: roe",
        "Izvor: AFP",
        "Door: AFP",
        "（法新社）",
        "str/jm/bp",
        "abc/ def/",
        "ABC // MCL",
        "hs.rk",
        "(Schluss) abc/def",
        "bur-abc/de/fgh",
        "AFP/Ann Roe/Ben Poe",
        "(AFP).",
        "KUNA 031205 Mar 26NNNN",
        "jroe@news.example",
        "1424**1424",
        "03/03/2026 18:05:12",
        "March 3, 2026",
    ],
)
def test_what_a_desk_writes_below_a_report_of_an_agency_says_nothing_new(sign: str) -> None:
    assert kept(REPORT, END, sign) == [REPORT, END]
    assert kept(STORY, END, sign) == [STORY, END, sign]


@pytest.mark.parametrize(
    "line",
    [
        "Szlak zamknięto. (PAP)",
        "Gone.",
        "Not so.",
        "He was on CNN.",
        "Ann Roe, AFP",  # a person signs
        "Editor: Ann Roe",
        "(Reporting by Ann Roe; Editing by Ben Poe)",
        "Ask at the gate",
        "March 9, 2026",
    ],
)
def test_people_and_sentences_below_a_report_stay(line: str) -> None:
    assert kept(REPORT, END, line) == [REPORT, END, line]


def test_the_foot_of_a_mailing_list_is_cut_with_the_line_above_it() -> None:
    foot = ["_" * 47, "harbour mailing list", "harbour@lists.example.org"]
    assert kept(STORY, END, *foot) == [STORY, END]
    assert kept(STORY, "_" * 47, "What the master wrote below is another matter.") == [
        STORY,
        "_" * 47,
        "What the master wrote below is another matter.",
    ]


def test_links_below_tags_are_cut_with_them_and_others_stay() -> None:
    links = [Line("Harbours", "/h", 8), Line("Ships", "/s", 5)]
    for head, rest in (("Tags", {1, 2, 3}), ("Ports", set())):
        lines = [Line(STORY), Line(head), *links]
        assert part(lines, "Harbour news", NEAR).cut == rest


def test_tags_without_links_are_three_words_at_least() -> None:
    assert kept(STORY, "Tags: Wales, sheep, drones") == [STORY]
    for line in ("Tags: none, she would say", "Tags: red, blue", "Tags: red, blue, as it was then"):
        assert kept(STORY, line) == [STORY, line]


def test_when_a_newspaper_printed_a_text_is_cut_below_it_on_the_day_of_the_entry() -> None:
    assert kept(STORY, "Published in The Lantern, March 3rd, 2026") == [STORY]
    for line in ("Published in The Lantern, March 3rd, 1926", "Published in The Lantern, a daily"):
        assert kept(STORY, line) == [STORY, line]


def test_what_drupal_says_of_a_post_is_cut_above_and_below() -> None:
    told = "Harbour news webmaster Tue, 03/03/2026 - 09:00"
    assert kept(told, STORY) == [STORY]
    assert kept(STORY, "Ann Roe mar, 03.03.2026 - 09:00") == [STORY]
    log = "The bridge was shut for repairs from 03/03/2026 - 09:00"
    assert kept(log, STORY) == [log, STORY]
