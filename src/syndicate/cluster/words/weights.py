"""Weights of terms <-> bytes, exactly and the same on every machine. Pure."""

from array import array
from collections.abc import Iterable
from sys import byteorder
from typing import Final

import numpy as np

STEPS: Final = 10_000  # weights have four places: whole steps of this are exact
WIDTHS: Final = {"H": 2, "I": 4, "d": 8}


def pack(weights: Iterable[float]) -> bytes:
    """Write weights in steps where these are exact; a letter in front tells how."""
    told = np.fromiter(weights, np.float64)
    counts = np.rint(told * STEPS)
    least, most = counts.min(initial=0.0), counts.max(initial=0.0)
    if least < 0 or most >= 1 << 32 or not np.array_equal(counts / STEPS, told):
        return b"d" + told.astype("<f8").tobytes()
    return (
        b"H" + counts.astype("<u2").tobytes()
        if most < 1 << 16
        else b"I" + counts.astype("<u4").tobytes()
    )


def unpack(packed: bytes, count: int) -> tuple[list[float], int]:
    """Read so many weights, and tell how many bytes they took."""
    kind = chr(packed[0])
    size = 1 + count * WIDTHS[kind]
    held = read(kind, packed[1:size])
    return [step / STEPS for step in held] if kind != "d" else list(held), size


def little(numbers: "array[int] | array[float]") -> bytes:
    """The bytes of numbers, the least of each first."""
    if byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()


def read(kind: str, written: bytes) -> "array[int]":
    """Read numbers that were written so."""
    numbers = array(kind, written)
    if byteorder == "big":
        numbers.byteswap()
    return numbers
