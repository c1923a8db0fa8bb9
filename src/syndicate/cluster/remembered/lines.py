"""Terms -> the slots that hold them, in little room: a log for each term. Pure; what changes is Memory's.

A line says of a slot how many steps of the term it holds more or less; what it holds is the sum of its lines.
"""

import struct
from array import array
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from syndicate.cluster.words.lexicon import Ints, Numbers, Places

LONG: Final = 1024  # bytes of a log that is copied when it grows
SPARE: Final = 4  # lines of a log that are not worth settling

_LINE: Final = struct.Struct("ii")

State = Sequence[Any]  # what is held as bytes, lists and numbers


class Lines:
    """Who holds each term. Most are held by one: their only line stands in arrays that all such terms share."""

    def __init__(self) -> None:
        self.holders = array("i")  # by number of the term, like the next two
        self._slots = array("i")
        self._steps = array("i")
        # None where there is one line; bytes, which take least, as long as it does not hurt to copy them.
        self._logs: list[bytes | bytearray | None] = []

    def read(self, numbers: Numbers) -> tuple[Places, Places, list[int]]:
        """Give the slots and changes in the lines of some terms, one term after the other; and how many each has."""
        logs = [self._log(number) for number in numbers.tolist()]
        lines = np.frombuffer(b"".join(logs), np.int32)
        return lines[0::2], lines[1::2], [len(log) // _LINE.size for log in logs]

    def state(self) -> State:
        """Give all lines, as `restore` takes them."""
        return self.holders, self._slots, self._steps, self._logs

    def restore(
        self, holders: bytes, slots: bytes, steps: bytes, logs: list[bytes | bytearray | None]
    ) -> None:
        """Take over the lines of another."""
        self.holders, self._slots, self._steps = (
            array("i", one) for one in (holders, slots, steps)
        )
        self._logs = logs

    def reach(self, count: int) -> None:
        """Make room for so many terms."""
        missing = count - len(self.holders)
        if missing > 0:
            for rows in (self.holders, self._slots, self._steps):
                rows.frombytes(bytes(missing * rows.itemsize))
            self._logs.extend([None] * missing)

    def write(self, number: int, slot: int, change: int, more: int) -> None:
        """Write a line: a slot holds so many steps more, and the term has one holder more, or less, or neither."""
        holders = self.holders[number] = self.holders[number] + more
        log = self._logs[number]
        if not holders:
            self._logs[number] = None
        elif log is None and holders == 1 and (more or self._slots[number] == slot):
            self._steps[number] = change if more else self._steps[number] + change
            self._slots[number] = slot
        else:
            self._append(number, self._log(number) if log is None else log, slot, change)

    def begin(self, slot: int, numbers: Sequence[int], changes: Sequence[int]) -> None:
        """Write the first lines of a slot: it held none of these terms before."""
        holders, logs = self.holders, self._logs
        for number, change in zip(numbers, changes, strict=True):
            count = holders[number] = holders[number] + 1
            if count == 1:
                self._slots[number], self._steps[number] = slot, change
                continue
            log = logs[number]
            if log is None:
                log = _LINE.pack(self._slots[number], self._steps[number])
            log += _LINE.pack(slot, change)
            if len(log) > LONG and isinstance(log, bytes):
                log = bytearray(log)
            logs[number] = log

    def add(self, numbers: Numbers, slots: Ints, changes: Ints) -> None:
        """Write many lines at once, each of a slot that did not hold the term before."""
        order = np.argsort(numbers, kind="stable")
        lines = np.column_stack((slots[order], changes[order])).astype(np.int32)
        terms, starts, counts = np.unique(numbers[order], return_index=True, return_counts=True)
        holders = np.frombuffer(self.holders, np.int32)  # a view: what is written to it is kept
        lone = (counts == 1) & (holders[terms] == 0)
        np.frombuffer(self._slots, np.int32)[terms[lone]] = lines[starts[lone], 0]
        np.frombuffer(self._steps, np.int32)[terms[lone]] = lines[starts[lone], 1]
        more = zip(
            terms[~lone].tolist(), starts[~lone].tolist(), counts[~lone].tolist(), strict=True
        )
        for number, start, count in more:
            log = self._log(number) if self.holders[number] else b""
            log += lines[start : start + count].tobytes()
            self._logs[number] = bytearray(log) if len(log) > LONG else log
        holders[terms] += counts.astype(np.int32)

    def _log(self, number: int) -> bytes | bytearray:
        log = self._logs[number]
        return _LINE.pack(self._slots[number], self._steps[number]) if log is None else log

    def _append(self, number: int, log: bytes | bytearray, slot: int, change: int) -> None:
        log += _LINE.pack(slot, change)
        if len(log) > _LINE.size * (2 * self.holders[number] + SPARE):
            log = _settled(log)
        if self.holders[number] == 1 and len(log) == _LINE.size:
            self._slots[number], self._steps[number] = _LINE.unpack(log)
            self._logs[number] = None
        elif len(log) > LONG and isinstance(log, bytes):
            self._logs[number] = bytearray(log)
        else:
            self._logs[number] = log


def _settled(log: bytes | bytearray) -> bytes:
    """Write a log anew, one line for each slot that holds anything."""
    lines = np.frombuffer(log, np.int32)
    slots, places = np.unique(lines[0::2], return_inverse=True)
    sums = np.bincount(places, lines[1::2]).astype(np.int32)
    kept = sums != 0
    return np.column_stack((slots[kept].astype(np.int32), sums[kept])).tobytes()
