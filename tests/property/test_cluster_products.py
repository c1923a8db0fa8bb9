"""What is compared all at once, by the numbers of words, is what a comparison word by word would give."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.cluster.words import products
from syndicate.cluster.words.lexicon import Lexicon
from syndicate.cluster.words.vectors import Vector, unit

four_places = st.integers(0, 99_999).map(lambda steps: steps / 10_000)
LETTERS, SOME = "abcdefghij", "acegi"
Words = dict[str, float]
vectors = st.dictionaries(st.sampled_from(LETTERS), four_places, max_size=8)


Compared = tuple[Words, list[Words], Vector, list[Vector]]


@st.composite
def compared(draw: st.DrawFn) -> Compared:
    """A vector and others, as they are and in the words of one lexicon; the one may be in none."""
    one, others, words = draw(vectors), draw(st.lists(vectors, max_size=6)), Lexicon()
    mine = words.packed(one) if draw(st.booleans()) else one
    return one, others, mine, [words.packed(other) for other in others]


@given(compared())
def test_all_at_once_is_as_one_by_one(case: Compared) -> None:
    one, others, mine, theirs = case
    assert products.cosines(mine, theirs) == pytest.approx(
        [sum(weight * other.get(word, 0.0) for word, weight in one.items()) for other in others]
    )


@given(compared())
def test_what_is_shared_of_all_words_and_of_some_is_as_one_by_one(case: Compared) -> None:
    one, others, mine, theirs = case
    told = products.overlaps(mine, theirs, some=SOME.__contains__)
    assert [of.words for of in told] == pytest.approx(
        [shared(one, other) for other in others], abs=0.01
    )
    assert [of.some for of in told] == pytest.approx(
        [shared(one, other, SOME) for other in others], abs=0.01
    )
    assert all(of.some <= of.words <= 1.01 for of in told)


def shared(one: dict[str, float], other: dict[str, float], some: str = LETTERS) -> float:
    """Bhattacharyya's coefficient, of what both weigh in all."""
    whole = math.sqrt(sum(one.values()) * sum(other.values()))
    both = [word for word in one.keys() & other.keys() if word in some]
    return sum(math.sqrt(one[word] * other[word]) for word in both) / whole if whole else 0.0


@given(vectors, st.integers(1, 10))
def test_a_packed_vector_is_made_length_one_as_a_plain_one_is(
    vector: dict[str, float], count: int
) -> None:
    packed = Lexicon().packed(vector).unit(count)
    plain = unit(vector, count)
    assert packed.keys() == plain.keys()
    assert all(abs(packed[word] - plain[word]) < 0.00011 for word in plain)
