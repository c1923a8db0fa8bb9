"""The embedding table of the sentence encoder: every number as its weights have it, in half of their room."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.cluster.meaning.piece_table import EMBEDDED, PieceTable
from syndicate.errors import EncoderError

CHUNKS = 3


def weights(rows: int, levels: np.ndarray) -> SimpleNamespace:
    """Weights of so many rows in three chunks, each on a scale of its own."""
    return SimpleNamespace(
        table=np.resize(levels.astype(np.uint8), (rows, EMBEDDED)),
        scale=np.array([0.013, 0.2, 1.7], np.float32),
        lo=np.array([-0.4, -6.3, 0.0], np.float32),
    )


def read(told: SimpleNamespace, piece: int) -> np.ndarray:
    row: np.ndarray = told.table[piece] * told.scale[piece % CHUNKS]
    row += told.lo[piece % CHUNKS]
    return row


@given(
    st.integers(0, 2**32 - 1),
    st.integers(0, 48),
    st.floats(0, 1),
    st.lists(st.integers(0, 599), min_size=1, max_size=40),
)
def test_a_piece_has_the_bytes_that_its_weights_tell_however_far_they_are_from_the_usual(
    seed: int, usual: int, odd: float, pieces: list[int]
) -> None:
    dice = np.random.default_rng(seed)
    near = dice.integers(usual, usual + 16, 600 * EMBEDDED)
    anywhere = dice.integers(0, 64, len(near))
    told = weights(600, np.where(dice.random(len(near)) < odd, anywhere, near))

    found = PieceTable(told).rows(pieces)

    assert found.dtype == np.float32
    for row, piece in zip(found, pieces, strict=True):
        assert row.tobytes() == read(told, piece).tobytes()


@pytest.mark.parametrize("level", [0, 15, 63])
def test_a_table_of_one_level_is_read_as_that(level: int) -> None:
    told = weights(7, np.array([level]))

    assert PieceTable(told).rows([6]).tobytes() == read(told, 6).tobytes()


def test_where_nearly_all_is_usual_half_the_room_is_taken() -> None:
    dice = np.random.default_rng(2014)
    told = weights(3000, dice.normal(32, 2.6, 3000 * EMBEDDED).clip(0, 63).round())

    table = PieceTable(told)

    held = sum(each.nbytes for each in vars(table).values())
    assert held < 0.53 * told.table.nbytes


@pytest.mark.parametrize("form", [np.int8, np.float32])
def test_a_table_of_other_numbers_is_read_as_nothing_else(form: type) -> None:
    told = weights(7, np.array([15]))
    told.table = told.table.astype(form)

    with pytest.raises(EncoderError, match=f"{np.dtype(form)} for each of 7 pieces"):
        PieceTable(told)


def test_a_table_of_narrower_rows_is_read_as_nothing_else() -> None:
    told = weights(7, np.array([15]))
    told.table = told.table[:, :256]

    with pytest.raises(EncoderError, match=r"\[256\] numbers of uint8"):
        PieceTable(told)
