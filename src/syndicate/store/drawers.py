"""Rows by id of which most lie in a file without a name: what is seldom asked for takes no memory of the process.

The file is gone with the process, however that ends, and is never read by another: whatever lies in it stands in the
store as well. Where it cannot grow, rows stay in memory.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from shutil import disk_usage
from tempfile import TemporaryFile
from typing import Final

FEW: Final = 4096  # rows that are not worth a file
GRAIN: Final = 64  # bytes: a row takes whole grains, and one of as many can take its place
TAIL: Final = 1 << 18  # bytes that are written together
STRETCH: Final = 1 << 22  # bytes by which the file grows before the disk is asked again
LEFT: Final = 1 << 26  # bytes of the disk that are left to what cannot be made again
_SIZE: Final = 24  # bits of a place that tell the bytes of a row; those above tell its first grain


class Drawer(MutableMapping[str, bytes]):
    """Rows in the order in which their ids came, as a dict has them; a folder for the file, or none: all in memory."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._rows: dict[str, bytes | int] = {}  # a row, or its place
        self._free: dict[int, list[int]] = {}  # grains that were let go, by how many: the first
        self._end = self._allowed = 0  # grains that there are, and how many there may be
        self._file = -1
        self._tail = bytearray()  # what is not in the file yet
        self._written = 0  # bytes that are

    def __getitem__(self, key: str) -> bytes:
        """Give a row. Raises OSError where the disk fails."""
        row = self._rows[key]
        return row if isinstance(row, bytes) else self._read(row >> _SIZE, row % (1 << _SIZE))

    def __setitem__(self, key: str, row: bytes) -> None:
        """Keep a row, new or changed."""
        self._let_go(self._rows.get(key))
        self._rows[key] = row if len(self._rows) < FEW else self._placed(row)

    def __delitem__(self, key: str) -> None:
        """Keep a row no longer."""
        self._let_go(self._rows.pop(key))

    def __iter__(self) -> Iterator[str]:
        """Go through all ids, in the order in which they came."""
        return iter(self._rows)

    def __len__(self) -> int:
        """How many rows are kept."""
        return len(self._rows)

    def __contains__(self, key: object) -> bool:
        """Tell whether there is a row, without reading it."""
        return key in self._rows

    def _placed(self, row: bytes) -> bytes | int:
        """Write a row and give its place; the row itself where there is none."""
        many = _grains(len(row))
        free = self._free.get(many)
        if free:
            start = free.pop()
        elif self._may_grow(many):
            start, self._end = self._end, self._end + many
        else:
            return row
        if self._put(row.ljust(many * GRAIN, b"\0"), start):
            return start << _SIZE | len(row)
        self._free.setdefault(many, []).append(start)
        return row

    def _let_go(self, row: bytes | int | None) -> None:
        if isinstance(row, int):
            self._free.setdefault(_grains(row % (1 << _SIZE)), []).append(row >> _SIZE)

    def _read(self, start: int, size: int) -> bytes:
        at = start * GRAIN - self._written
        if at >= 0:
            return bytes(self._tail[at : at + size])
        return os.pread(self._file, size, start * GRAIN)

    def _put(self, grains: bytes, start: int) -> bool:
        at = start * GRAIN - self._written
        if at < 0:
            return self._wrote(grains, start * GRAIN)
        self._tail[at : at + len(grains)] = grains
        if len(self._tail) >= TAIL and self._wrote(self._tail, self._written):
            self._written += len(self._tail)
            self._tail.clear()
        return True

    def _wrote(self, told: bytes | bytearray, at: int) -> bool:
        try:
            return os.pwrite(self._file, told, at) == len(told)
        except OSError:
            return False

    def _may_grow(self, many: int) -> bool:
        """Tell whether there may be so many grains more; open the file where there is none."""
        if self._end + many <= self._allowed:
            return True
        try:
            if self._folder is None or disk_usage(self._folder).free < LEFT + STRETCH:
                return False
            if self._file < 0:
                with TemporaryFile(dir=self._folder) as file:
                    self._file = os.dup(file.fileno())
                weakref.finalize(self, os.close, self._file)
        except OSError:
            return False
        self._allowed = self._end + STRETCH // GRAIN
        return True


def _grains(size: int) -> int:
    return -(-size // GRAIN)
