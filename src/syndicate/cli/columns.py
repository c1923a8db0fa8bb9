"""Rows that are wider than a terminal: what is short stands in columns, the rest beneath its row. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rich.cells import cell_len, set_cell_size

Told = Sequence[Mapping[str, str]]
_GAP: Final = 2
_SHORT: Final = (
    24  # cells: what is longer is prose or an address, and would leave the others no room
)
_NOTHING: Final = {"", "0"}


def wide(rows: Told) -> int:
    """Tell how many cells a table of these rows takes, with three between its columns."""
    return sum(width + 3 for width in _widths(rows).values()) + 1


def folded(rows: Told, width: int) -> Iterator[str]:
    """Give the lines of a header and rows, none longer than `width` cells but for words that are.

    Columns are taken from the left while they fit. Those of which no row says anything are left out.
    """
    widths = _widths(rows)
    beside: dict[str, int] = {}
    for name, cells in widths.items():
        if cells <= _SHORT and sum(beside.values()) + _GAP * (len(beside) + 1) + cells <= width:
            beside[name] = cells
    yield _line({name: name for name in beside}, beside)
    for row in rows:
        yield _line(row, beside)
        for name in widths:
            if name not in beside and row[name] not in _NOTHING:
                yield from _beneath(f"{name}: {row[name]}", width)


def _widths(rows: Told) -> dict[str, int]:
    told = [name for name in rows[0] if any(row[name] not in _NOTHING for row in rows)]
    return {
        name: max(cell_len(text) for text in (name, *(row[name] for row in rows))) for name in told
    }


def _line(row: Mapping[str, str], beside: Mapping[str, int]) -> str:
    cells = (set_cell_size(row[name], width + _GAP) for name, width in beside.items())
    return (" " * _GAP + "".join(cells)).rstrip()


def _beneath(text: str, width: int) -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=" " * 2 * _GAP,
        subsequent_indent=" " * 3 * _GAP,
        break_long_words=False,  # an address is copied as a whole
        break_on_hyphens=False,
    )
