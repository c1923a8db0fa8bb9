"""Rows of numbers times weights that never change, quick for few rows. Pure.

A BLAS copies both matrices into an order of its own before it multiplies, which takes longer than multiplying where
there are few rows. OpenBLAS has kernels that copy nothing, for up to a million multiplications at a time; so weights
lie in blocks narrow enough for these. Any other BLAS gives the same within rounding.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
WIDTH: Final = 32  # columns of a block
AT_ONCE: Final = 1_000_000  # multiplications


def blocked(weights: Floats) -> Floats:
    """Lay weights (height, width; width in whole blocks) out as (blocks, height, WIDTH)."""
    height, width = weights.shape
    return np.ascontiguousarray(weights.reshape(height, width // WIDTH, WIDTH).transpose(1, 0, 2))


def side_by_side(*weights: Floats) -> list[Floats]:
    """Copy weights into one stretch of memory: numpy asks the system for large pages for 4 MB and more at a time."""
    room = np.empty(sum(each.size for each in weights), np.float32)
    laid, start = [], 0
    for each in weights:
        place = room[start : start + each.size].reshape(each.shape)
        place[:] = each
        laid.append(place)
        start += each.size
    return laid


def product(rows: Floats, blocks: Floats) -> Floats:
    """Multiply rows (count, height) by blocked weights: (count, width). The same rows give the same bytes."""
    count, height = rows.shape
    groups = -(-count * height * WIDTH // AT_ONCE)
    each = -(-count // groups)
    if count < groups * each:
        filled = np.zeros((groups * each, height), np.float32)
        filled[:count] = rows
        rows = filled
    parts: Floats = np.matmul(rows.reshape(groups, 1, each, height), blocks)
    return parts.transpose(0, 2, 1, 3).reshape(groups * each, -1)[:count]
