"""However many examples are compared at once, an item is as near to them as one by one."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.cluster.declared.examples import (
    ACROSS,
    CENTRE,
    MEANING,
    NEAREST,
    WORDS,
    Bar,
    Bars,
    Example,
    Examples,
    Heard,
    Likeness,
)  # fmt: skip
from syndicate.cluster.meaning.senses import DIMENSIONS
from syndicate.cluster.meaning.sentences import Sentence
from syndicate.cluster.words.rarity import PLAIN, Frequencies
from syndicate.cluster.words.terms import Words
from syndicate.cluster.words.vectors import length, product

START = datetime(2026, 1, 1, tzinfo=UTC)
BARS = Bars(Bar(0.31, 0.40), Bar(0.175, 0.23))
HARDLY = 2e-4  # two roundings

told = st.dictionaries(
    st.sampled_from("abcdefghijkl"), st.sampled_from([1.0, 2.0, 3.0]), max_size=6
)
words = st.builds(Words, st.sampled_from(["en", "de"]), told, st.integers(1, 60))
sides = st.lists(st.lists(words, min_size=1, max_size=4), min_size=1, max_size=6)
days = st.integers(0, 150)
# What was read before: which words, in which language, on which day.
past = st.lists(
    st.tuples(st.sampled_from(["en", "de"]), st.sets(st.sampled_from("abcdefmn")), days)
)


def meaning(said: Words) -> Sentence:
    dice = np.random.default_rng(zlib.crc32(f"{said.language} {sorted(said.counts)}".encode()))
    vector = dice.normal(size=DIMENSIONS) + 1.0
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def example(number: int, said: Words, *, sensed: bool) -> Example:
    return Example(f"{number}", said, meaning(said) if sensed else None)


def one_by_one(heard: Heard, examples: Sequence[Example]) -> tuple[float, list[float]]:
    """How near an item is to some examples, and to each of them."""
    size = length(heard.vector) or 1.0
    weighed = [
        heard.known.weigh(heard.language, one.words.counts, heard.at, PLAIN)
        if one.words.language == heard.language else {}
        for one in examples
    ]  # fmt: skip
    total: dict[str, float] = {}
    for one in weighed:
        for term, weight in one.items():
            total[term] = total.get(term, 0.0) + weight
    each = [product(heard.vector, one) / size for one in weighed]
    centre = product(heard.vector, total) / (size * (length(total) or 1.0))
    by_words = CENTRE * centre + NEAREST * max(each)
    senses = [one.sense for one in examples if one.sense is not None]
    if heard.meant is None or not senses:
        return by_words, each
    meant = [float(sense @ heard.meant) for sense in senses]
    middle = np.sum(senses, axis=0)
    along = float(middle @ heard.meant) / float(np.linalg.norm(middle))
    by_meaning = max(0.0, CENTRE * along + NEAREST * max(meant))
    both = [WORDS * one + MEANING * other for one, other in zip(each, meant, strict=True)]
    if not any(weighed):
        return ACROSS * by_meaning, both
    return WORDS * by_words + MEANING * by_meaning, both


@given(sides, words, past, days, st.booleans(), st.booleans(), st.floats(0.0, 1.0))
def test_all_examples_at_once_are_as_near_as_one_by_one(
    asked: list[list[Words]], said: Words, read: list[tuple[str, set[str], int]], day: int,
    sensed: bool, hears: bool, bar: float,
) -> None:  # fmt: skip
    known, examples = Frequencies(), Examples()
    for language, texts, when in read:
        known.count(language, texts, START + timedelta(days=when))
    for topic, side in enumerate(asked):
        examples.add(
            topic, [example(n, one, sensed=sensed) for n, one in enumerate(side)], wanted=True, bars=BARS
        )  # fmt: skip
    at = START + timedelta(days=day)
    vector = known.weigh(said.language, said.counts, at, PLAIN)
    heard = examples.heard(said.language, vector, meaning(said) if hears else None, known, at)
    every = np.arange(len(asked))
    found = examples.compare(heard, every, np.full(len(asked), -1.0))
    assert list(found) == every.tolist()
    for number, likeness in found.items():
        total, each = one_by_one(heard, examples.sides[number].examples)
        assert likeness.total == pytest.approx(total, abs=HARDLY)
        assert sum(part for _, part in likeness.parts) == pytest.approx(total, abs=0.002)
        assert each[int(likeness.nearest)] == pytest.approx(max(each), abs=HARDLY)
    reached = examples.compare(heard, every, np.full(len(asked), bar))
    assert reached == {number: one for number, one in found.items() if one.total >= bar}
    some = every[::2]
    assert examples.compare(heard, some, np.full(len(some), bar)) == {
        number: one for number, one in reached.items() if number in some
    }


@given(sides, words)
def test_several_memories_may_ask_the_same_topics_in_turn(
    asked: list[list[Words]], said: Words
) -> None:
    every = np.arange(len(asked))

    def declared() -> Examples:
        examples = Examples()
        for topic, side in enumerate(asked):
            told = [example(number, one, sensed=False) for number, one in enumerate(side)]
            examples.add(topic, told, wanted=True, bars=BARS)
        return examples

    def compared(examples: Examples, known: Frequencies) -> dict[int, Likeness]:
        vector = known.weigh(said.language, said.counts, START, PLAIN)
        heard = examples.heard(said.language, vector, None, known, START)
        return examples.compare(heard, every, np.full(len(asked), -1.0))

    one, other, both = Frequencies(), Frequencies(), declared()
    one.count(said.language, "abc", START)
    other.count(said.language, "lkjihg", START)
    for known in (one, other, one):
        assert compared(both, known) == compared(declared(), known)
        known.count(said.language, "defg", START)
