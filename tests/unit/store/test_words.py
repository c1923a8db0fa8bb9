from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.store.words import LONGEST_TEXT, LONGEST_WORD, open_ended, phrases, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Siege of MOSUL!", ["siege", "of", "mosul"]),
        ("don't e-mail snake_case", ["don", "t", "e", "mail", "snake", "case"]),
        ("Café ÜBER Straße İstanbul ﬁne", ["cafe", "uber", "strasse", "istanbul", "fine"]),
        ("CNN新闻2026", ["cnn", "新", "闻", "2026"]),
        ("서울에서 뉴스", ["서울에서", "뉴스"]),
        ("x" * 100, ["x" * LONGEST_WORD]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", []),
        ('one "two three" four', [["one"], ["two", "three"], ["four"]]),
        ('one "two three', [["one"], ["two", "three"]]),
        ('""" " -', []),
        ("c++ e-mail", [["c"], ["e", "mail"]]),
    ],
)
def test_phrases(query: str, expected: list[list[str]]) -> None:
    assert phrases(query) == expected


def test_endless_query_is_cut() -> None:
    assert sum(map(len, phrases("ab " * 10_000))) == 32


@pytest.mark.parametrize(
    ("query", "expected"),
    [("sieg", True), ("sieg ", False), ('"sieg"', False), ("sie", False), ("c++", False)],
)
def test_last_word_may_grow_only_while_it_is_typed(query: str, expected: bool) -> None:
    assert open_ended(query, phrases(query)[-1]) is expected


@given(st.text())
def test_words_are_letters_and_digits_and_stay_themselves(text: str) -> None:
    for word in words(text):
        assert word
        assert len(word) <= LONGEST_WORD
        assert not set(word) & set("'\"\\:&|!()<>*^ _")


def test_endless_text_is_cut() -> None:
    assert len(words("ab " * LONGEST_TEXT)) <= LONGEST_TEXT // 3 + 1
