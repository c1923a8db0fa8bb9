from __future__ import annotations

import pytest

from syndicate.normalize.furniture.unfolding import lines

TITLE = "Harbour opens: mayor"
PATH = f"Home » World » {TITLE}"
SIGNED = "Written By ann on Tuesday, March 3, 2026 | 7:00 PM"
REPORT = "OSLO, March 3 (Xinhua) -- The harbour opened. Ships came in."
STORIES = ["BERGEN, March 2 (Xinhua) -- A ship sank. Full story", "LIMA, March 1 (Xinhua) -- Rain fell."]  # fmt: skip
PAGE = [PATH, TITLE, SIGNED, REPORT, "Related:", *STORIES, "0 comments:", "Post a Comment"]


def test_a_flattened_page_is_parted_into_its_lines() -> None:
    assert lines(" ".join(PAGE), TITLE) == PAGE


@pytest.mark.parametrize(
    "page",
    [
        [PATH, TITLE, SIGNED, "The harbour opened ..."],
        [TITLE, REPORT],
        [TITLE, TITLE, REPORT],
        [SIGNED, REPORT],
        [TITLE, "Publié par Rédaction le mardi 3 mars 2026 à 10h30", "OSLO (AFP) - Le port."],
        [TITLE, "Автор: Вера 3 марта 2026", REPORT, "Комментариев нет:", "Отправить комментарий"],
    ],
)
def test_two_of_headline_signature_and_dateline_make_a_page(page: list[str]) -> None:
    assert lines(" ".join(page), TITLE) == page


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE} said so on Friday.",
        f"{TITLE} {TITLE} is what they sing.",
        f"In the end the {TITLE} {REPORT}",
        REPORT,
        "Written by ann on March 3, 2026 the play is short.",
        "They had no comments. Read more",
        "",
    ],
)
def test_a_text_that_was_no_page_stays_one_line(text: str) -> None:
    assert lines(text, TITLE) == [text]


def test_a_sentence_keeps_its_end_that_reads_like_one_line_of_a_foot() -> None:
    page = [TITLE, "OSLO, March 3 (Xinhua) -- The mayor made no comments"]
    assert lines(" ".join(page), TITLE) == page


def test_a_word_before_a_colon_parts_nothing_where_no_report_follows() -> None:
    page = [
        TITLE,
        "OSLO, March 3 (Xinhua) -- There are three related: the port, the ferry, the rail.",
    ]
    assert lines(" ".join(page), TITLE) == page
