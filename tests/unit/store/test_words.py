from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.store.words import LONGEST_TEXT, LONGEST_WORD, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Siege of MOSUL!", ["siege", "of", "mosul"]),
        ("don't e-mail snake_case", ["don", "t", "e", "mail", "snake", "case"]),
        ("Café ÜBER Straße İstanbul ﬁne", ["cafe", "uber", "strasse", "istanbul", "fine"]),
        ("𝐁𝐫𝐞𝐚𝐤𝐢𝐧𝐠 𝚨𝛉𝛈𝛎𝛂 ℝ Ⓝews 🄰", ["breaking", "αθηνα", "r", "news", "a"]),
        ("CNN新闻2026", ["cnn", "新", "闻", "2026"]),
        ("서울에서 뉴스", ["서울에서", "뉴스"]),
        ("x" * 100, ["x" * LONGEST_WORD]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text())
def test_words_are_letters_and_digits_and_stay_themselves(text: str) -> None:
    for word in words(text):
        assert word
        assert len(word) <= LONGEST_WORD
        assert not set(word) & set("'\"\\:&|!()<>*^ _")


@given(st.text())
def test_words_of_a_text_that_was_folded_are_the_same(text: str) -> None:
    assert words(" ".join(words(text))) == words(text)


def test_endless_text_is_cut() -> None:
    assert len(words("ab " * LONGEST_TEXT)) <= LONGEST_TEXT // 3 + 1
