"""What templates write around a text is cut where it stands alone below it, and never in the middle."""

from __future__ import annotations

import pytest

from tests.unit.normalize.furniture.test_boilerplate import BODY, parted


@pytest.mark.parametrize(
    "line",
    [
        "Last edited by ann; 17-02-2026 at 07:41 PM. Reason: spelling",
        "You may not post new threads",
        "All times are GMT. The time now is 09:02 PM.",
        "(You must log in or sign up to reply here.)",
        "You must be logged in to post a comment.",
        "More information about the Harbour mailing list",
        "Previous Entry | Share | Next Entry",
        "3.2K views edited 11:11",
        "👍 41 🔥 12 ❤ 5",
        "Bookmark/Search this post with: Delicious Digg StumbleUpon",
        "Notify me of follow-up comments",
        "Was this page helpful? Yes No",
        "By clicking Sign Up you agree to our Terms of Service.",
        "Found a mistake in the text? Select it and press Ctrl + Enter",
        "When using materials of this site, a hyperlink to the source is required.",
        "Toute reproduction interdite sans l'accord de la rédaction.",
        "İlk yorum yapan siz olun.",
        "جميع الحقوق محفوظة © 2026",
        "Previous articlePier soldNext articleBoat found",
        "Bookmark and Share",
        "Powered by Blogger.",
        "Item Reviewed: Harbour news Description: The harbour is open. Rating: 5 Reviewed By: Ann",
        "Loading comments...",
        "Read 123 times",
        "Template Created by Creating Website Published by Mas Template",
        "Proudly powered by Blogger",
        "(Visited 61 times, 1 visits today)",
        "Please enter your comment! Please enter your name here",
        "Last modified on Tuesday, 03 March 2026",
        "Like us on Facebook",
    ],
)
def test_what_templates_write_below_a_text_is_cut(line: str) -> None:
    assert parted(f"<p>{BODY}</p><p>{line}</p>")[0] == [BODY]
    assert parted(f"<p>{BODY}</p><p>{line}</p><p>{BODY}</p>")[1].cut == frozenset()


@pytest.mark.parametrize(
    "line",
    [
        "You are here: Harbours > News",
        "Sei in: Porti » Notizie",
        "Viewed: 112",
        "Listen Share Save",
    ],
)
def test_what_templates_write_above_a_text_is_cut(line: str) -> None:
    assert parted(f"<p>{line}</p><p>{BODY}</p>")[0] == [BODY]


def test_a_path_may_have_no_marks_between_home_and_the_headline() -> None:
    assert parted(f"<p>Home Weather Harbour news</p><p>{BODY}</p>")[0] == [BODY]
    line = "Home is where the harbour is"
    assert parted(f"<p>{line}</p><p>{BODY}</p>")[0] == [line, BODY]
