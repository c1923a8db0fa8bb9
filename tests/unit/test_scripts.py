from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.scripts import pairs, words


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
