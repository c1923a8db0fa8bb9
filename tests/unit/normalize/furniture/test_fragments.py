from __future__ import annotations

from datetime import date

import pytest

from syndicate.normalize.furniture.boilerplate import part
from syndicate.normalize.furniture.fragments import is_fragment
from syndicate.normalize.markup.blocks import Line

NEAR = date(2026, 3, 3)
BODY = "A long enough sentence about the harbour that nobody would take for a button of the page."


def kept(*lines: Line | str) -> list[str]:
    read = [line if isinstance(line, Line) else Line(line) for line in lines]
    cut = part(read, "Harbour news", NEAR).cut
    return [line.text for at, line in enumerate(read) if at not in cut]


def link(text: str) -> Line:
    return Line(text, "https://g.example/", len(text))


def test_a_label_that_nobody_knows_goes_with_the_furniture_around_it() -> None:
    assert kept(BODY, "Share this:", "Harbour corner", "0 comments:") == [BODY]
    assert kept(BODY, "Share this:", link("Harbour corner"), "0 comments:") == [BODY]
    assert kept(BODY, "0 comments:", "Post a Comment", "Our other boats", "Crew wanted") == [BODY]


def test_a_label_with_no_furniture_above_it_stays() -> None:
    assert kept(BODY, "Harbour corner", "0 comments:") == [BODY, "Harbour corner"]
    assert kept(BODY, "Harbour corner") == [BODY, "Harbour corner"]


def test_no_more_labels_go_than_there_are_lines_that_are_known() -> None:
    labels = ["Oysters", "Butter", "Salt"]
    assert kept(BODY, "Share this:", *labels, "0 comments:") == [BODY, "Share this:", *labels]


@pytest.mark.parametrize(
    "line",
    [
        "2 eggs",
        "gone with the tide",
        "“Gone with the tide”",
        "Gone with the tide.",
        "What you will need:",
        "Gone with the tide of last year",
        "- Gone",
    ],
)
def test_what_may_be_of_the_text_stays_below_a_share_bar(line: str) -> None:
    assert kept(BODY, "Share this:", line, "0 comments:") == [BODY, "Share this:", line]


def test_a_text_of_short_lines_is_left_as_it_is() -> None:
    lines = ["The gulls", "Share this:", "The grey gulls", "The harbour"]
    assert kept(*lines, "0 comments:") == lines


def test_below_an_agency_s_report_more_labels_go() -> None:
    report = "OSLO, March 3 (AFP) - The harbour is open again, its master said on Tuesday."
    labels = ["Harbour corner", "Crew wanted"]
    assert kept(report, "Share this:", *labels, "Print | Back to list") == [report]
    assert kept(BODY, "Harbours | Ships") == [BODY, "Harbours | Ships"]
    assert kept(report, "The winners:", "Ann Roe", "Ben Poe", "0 comments:") == [
        report,
        "The winners:",
        "Ann Roe",
        "Ben Poe",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "AFP | Oslo | Updated: 18:12",
        "Oslo / Harbours",
        "Staff writer, 3rd March 2026, 10:04",
        "World > Norway",
    ],
)
def test_a_strip_above_an_agency_s_report_goes(line: str) -> None:
    report = "OSLO, March 3 (AFP) - The harbour is open again, its master said on Tuesday."
    assert kept(line, report) == [report]
    assert kept("Talks on harbour go on despite strike", report)[1:] == [report]


def test_what_stands_below_related_is_a_headline() -> None:
    found = part(
        [Line(BODY), Line("Related:"), link("Harbour shut"), link("Pier sold")],
        "Harbour news",
        NEAR,
    )
    assert [story.text for story in found.related] == ["Harbour shut", "Pier sold"]


def test_a_label_of_a_script_that_does_not_part_words_is_short() -> None:
    assert is_fragment(Line("港の広場"))
    assert not is_fragment(Line("港の広場で昨日行われた祭りの写真"))


@pytest.mark.parametrize("line", ["© 2014 Harbour Blog", "(c) 2026 Ann Roe", "Copyright 2026 Ann"])
def test_a_note_of_copyright_hides_nothing_and_goes_with_furniture_above_it(line: str) -> None:
    assert kept(BODY, "0 comments:", line) == [BODY]
    assert kept(BODY, line) == [BODY, line]
