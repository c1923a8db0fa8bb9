"""What is multiplied in blocks is what is multiplied at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.cluster.meaning.blocked import WIDTH, blocked, product


@given(
    count=st.integers(1, 80),
    height=st.sampled_from([1, 7, 256, 512, 1280]),
    blocks=st.integers(1, 4),
    seed=st.integers(0, 2**32 - 1),
)
def test_rows_times_blocked_weights_is_rows_times_weights(
    count: int, height: int, blocks: int, seed: int
) -> None:
    dice = np.random.default_rng(seed)
    rows = dice.normal(size=(count, height)).astype(np.float32)
    weights = dice.normal(size=(height, blocks * WIDTH)).astype(np.float32)

    told = product(rows, blocked(weights))

    assert told.shape == (count, blocks * WIDTH)
    assert told == pytest.approx(rows.astype(float) @ weights.astype(float), abs=1e-3)
