from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.scripts import in_form, pairs, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two ships, 15 men.", ["Two", "ships", "15", "men"]),
        ("Les élèves d'hier", ["Les", "élèves", "d", "hier"]),
        ("e\u0301le\u0300ves", ["e\u0301le\u0300ves"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("伊拉克增兵", ["伊拉", "拉克", "克增", "增兵"]),
        ("新iPhone发布", ["新", "iPhone", "发布"]),
        ("ที่ดี", ["ที่ดี"]),
        ("ទៅផ្សារ", ["ទៅផ្សា", "ផ្សារ"]),
        ("می\u200cروم", ["می\u200cروم"]),
        ("", []),
    ],
)
def test_text_is_split_into_words_or_into_pairs_of_signs(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_mark_stays_with_its_letter() -> None:
    assert pairs("กี่ดี") == ["กี่ดี"]


@given(st.text())
def test_no_letter_is_lost(text: str) -> None:
    joined = "".join(words(text))
    assert all(letter in joined for letter in text if letter.isalnum())


@given(st.text())
def test_a_form_of_unicode_is_the_usual_one_where_marks_are_as_many_as_in_any_language(
    text: str,
) -> None:
    if len(text) <= 30:
        assert in_form("NFKC", text) == unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize("mark", ["\u0301", "\u0f73", "\u0315\u0300", "\uff9e\u0300"])
def test_what_stands_beyond_the_thirtieth_mark_on_a_letter_is_left_out(mark: str) -> None:
    few = in_form("NFKD", f"x{(mark * 30)[:30]}y")
    assert in_form("NFKD", f"x{mark * 10_000}y") == few
    assert in_form("NFKD", f"x{mark * 15}y" * 9) == unicodedata.normalize(
        "NFKD", f"x{mark * 15}y" * 9
    )


def test_signs_that_are_no_marks_stay_however_many_they_are() -> None:
    assert in_form("NFC", "—" * 99 + "é") == "—" * 99 + "é"
