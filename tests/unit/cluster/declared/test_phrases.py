"""Where a word or a phrase begins and ends, whatever signs stand in it."""

import pytest

from syndicate.model import Topic
from tests.unit.cluster.news import item
from tests.unit.cluster.topical import match


def belongs(topic: Topic, title: str, text: str = "", language: str = "en") -> bool:
    return match(topic, item(title, text, language=language)) is not None


@pytest.mark.parametrize(
    ("word", "title"), [("US", "Join us on Sunday"), ("WHO", "Who leads?"), ("Turkey", "roast turkey")]
)  # fmt: skip
def test_a_phrase_that_is_another_word_in_small_letters_must_have_its_capitals(
    word: str, title: str
) -> None:
    topic = Topic("t", "T", phrase=(word,))
    assert not belongs(topic, title)
    assert belongs(topic, f"Aid from {word} arrives")


def test_words_stand_side_by_side_in_one_sentence_only() -> None:
    topic = Topic("t", "T", any=("Islamic State",))
    assert not belongs(topic, "Split", "They call it Islamic. State television does not.")
    assert belongs(topic, "Split", "The Islamic\nState is split.")


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("Dr Martens", "Dr. Martens shares slide"), ("Yahoo! Finance", "Yahoo! Finance is down"),
        ("Star Wars: The Last Jedi", "Star Wars: The Last Jedi is out"), ("Jan. 6", "The Jan. 6 trial"),
        ("Washington, D.C.", "Washington, D.C. votes"),
    ],
)  # fmt: skip
def test_a_sign_within_a_name_ends_no_sentence(word: str, title: str) -> None:
    assert belongs(Topic("t", "T", any=(word,)), title)


@pytest.mark.parametrize(
    ("word", "title", "language"),
    [
        ("Iraq", "Ir\u00adaq opens a bridge", "en"), ("Iraq", "Ira\u200bq opens a bridge", "en"),
        ("Ira\u200bq", "Iraq opens a bridge", "en"), ("U.S.", "The U.\u2060S. votes", "en"),
        ("العراق", "العـــراقُ يفتح معبرا", "ar"), ("עיראק", "עִירָאק פותחת מעבר", "he"),
    ],
)  # fmt: skip
def test_signs_that_are_not_seen_part_no_word(word: str, title: str, language: str) -> None:
    assert belongs(Topic("t", "T", any=(word,)), title, language=language)
