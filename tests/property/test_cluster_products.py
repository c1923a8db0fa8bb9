"""What is compared all at once, by the numbers of words, is what a comparison word by word would give."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.cluster import products
from syndicate.cluster.lexicon import Lexicon
from syndicate.cluster.vectors import unit

four_places = st.integers(0, 99_999).map(lambda steps: steps / 10_000)
vectors = st.dictionaries(st.sampled_from("abcdefghij"), four_places, max_size=8)


@given(vectors, st.lists(vectors, max_size=6), st.booleans())
def test_all_at_once_is_as_one_by_one(
    one: dict[str, float],
    others: list[dict[str, float]],
    packed: bool,
) -> None:
    words = Lexicon()
    met = products.meet(
        words.packed(one) if packed else one, [words.packed(other) for other in others]
    )
    assert met.products == pytest.approx(
        [sum(weight * other.get(word, 0.0) for word, weight in one.items()) for other in others]
    )
    assert met.shared.tolist() == [[word in other for word in one] for other in others]


@given(vectors, st.integers(1, 10))
def test_a_packed_vector_is_made_length_one_as_a_plain_one_is(
    vector: dict[str, float], count: int
) -> None:
    packed = Lexicon().packed(vector).unit(count)
    plain = unit(vector, count)
    assert packed.keys() == plain.keys()
    assert all(abs(packed[word] - plain[word]) < 0.00011 for word in plain)
