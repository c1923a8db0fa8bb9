"""What is usual is taken from a vector, and put back: two compare then as the vectors themselves."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.cluster.meaning.background import SOME, Background
from syndicate.cluster.meaning.senses import DIMENSIONS
from syndicate.cluster.meaning.sentences import Sentence

NOW = datetime(2014, 11, 6, tzinfo=UTC)


def vector(seed: int, common: float) -> Sentence:
    """A vector of length 1 that has something in common with all others."""
    usual = np.random.default_rng(1).normal(size=DIMENSIONS)
    own = np.random.default_rng(2 + seed // 4).normal(size=DIMENSIONS)
    told = common * usual + own + 0.8 * np.random.default_rng(900 + seed).normal(size=DIMENSIONS)
    return np.asarray(told / np.linalg.norm(told), np.float32)


@given(st.integers(0, 40), st.lists(st.integers(0, 40), min_size=1, max_size=5), st.integers(0, 9))
def test_directions_with_what_is_usual_agree_as_the_vectors_do(
    one: int, others: list[int], tenths: int
) -> None:
    background, common = Background(), tenths / 10
    for seed in range(200, 320):
        background.apart("en", vector(seed, common), NOW)
    first, *rest = (background.apart("en", vector(seed, common), NOW)[0] for seed in [one, *others])
    known = np.array([vector(seed, common) for seed in [*range(200, 320), one, *others]])
    mean = known.sum(axis=0) / (len(known) + SOME)
    expected = [float(vector(one, common) @ vector(seed, common) - mean @ mean) for seed in others]
    assert background.beyond("en", first, rest) == pytest.approx(expected, abs=0.06)


def test_what_has_no_direction_agrees_with_nothing() -> None:
    background = Background()
    direction, _ = background.apart("en", vector(1, 1.0), NOW)
    assert background.beyond("en", b"", [direction]) == [0.0]
    assert background.beyond("en", direction, []) == []
    assert background.beyond("de", direction, [direction, b""]) == pytest.approx([1.0, 0.0])
