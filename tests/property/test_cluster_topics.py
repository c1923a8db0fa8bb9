"""Whatever is declared: no word is found inside of another, and order changes nothing."""

from __future__ import annotations

import random

from hypothesis import assume, given
from hypothesis import strategies as st

from syndicate.cluster.topics import declared, note_of
from syndicate.cluster.words import terms
from syndicate.cluster.words.rarity import Frequencies
from syndicate.model import Topic
from tests.unit.cluster.news import REWRITE, WIRE, item
from tests.unit.cluster.topical import match

LETTERS = st.text("bcdfghklmnprtvw", min_size=4, max_size=8)
WORDS = st.lists(
    st.sampled_from(["Varna", "tug", "grain", "harbour", "gale", "Stella", "film", "diver", "wall", "leva"]),
    min_size=1, max_size=4, unique=True,
)  # fmt: skip
KATAKANA = st.text("アイウエオカキクケコサシスセソタチツテトナニヌネノ", min_size=2, max_size=5)


@given(LETTERS, LETTERS, st.booleans(), st.booleans())
def test_no_word_is_found_inside_of_another(
    word: str, more: str, before: bool, is_name: bool
) -> None:
    asked = word.title() if is_name else word
    inside = more + word if before else word + more + "x"
    assume(word not in inside.replace(word, "", 1))
    topic = Topic("t", "T", any=(asked,))
    assert match(topic, item(f"Something about {inside} here")) is None
    assert match(topic, item(f"Something about {asked} here")) is not None


@given(KATAKANA, KATAKANA)
def test_a_run_of_katakana_is_one_word(word: str, more: str) -> None:
    topic = Topic("t", "T", any=(word,))
    assume(word not in more)
    assert match(topic, item(f"今日の{word}{more}と", language="ja")) is None
    assert match(topic, item(f"今日の{word}と{more}", language="ja")) is not None


@given(WORDS, WORDS, WORDS, st.randoms(use_true_random=False))
def test_the_order_in_which_a_topic_is_written_decides_nothing(
    some: list[str], every: list[str], no: list[str], dice: random.Random
) -> None:
    report = item("Grain ship adrift off Varna", WIRE)
    one = Topic("t", "T", any=tuple(some), all=tuple(every), none=tuple(no), like=(REWRITE, WIRE))
    dice.shuffle(some)
    dice.shuffle(every)
    dice.shuffle(no)
    other = Topic("t", "T", any=tuple(some), all=tuple(every), none=tuple(no), like=(WIRE, REWRITE))
    first, second = match(one, report), match(other, report)
    assert (first is None) == (second is None)
    if first is not None and second is not None:
        assert first.reason.score == second.reason.score
        assert set(first.reason.shared) == set(second.reason.shared)


@given(st.permutations(range(5)))
def test_the_order_of_topics_decides_nothing(order: list[int]) -> None:
    topics = [
        Topic("a", "A", any=("Varna",)),
        Topic("b", "B", like=("Grain carrier adrift off a breakwater", REWRITE)),
        Topic("c", "C", like=("Two tugs hold a ship",), unlike=("Grain ship adrift off Varna",)),
        Topic("d", "D", all=("tug", "gale"), none=("diver",)),
        Topic("e", "E", languages=("en",)),
    ]
    report = item("Grain ship adrift off Varna", WIRE)
    words = terms.read(report)
    told = declared(tuple(topics[number] for number in order)).judge(
        report, note_of(report, words), words, Frequencies()
    )
    whole = declared(tuple(topics)).judge(report, note_of(report, words), words, Frequencies())
    assert {one.slug: one.reason for one in told.matches} == {
        one.slug: one.reason for one in whole.matches
    }
    assert set(told.barred) == set(whole.barred)
