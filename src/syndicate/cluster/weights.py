"""Weights of terms <-> bytes, exactly and the same on every machine. Pure."""

from array import array
from collections.abc import Iterable
from sys import byteorder
from typing import Final

STEPS: Final = 10_000  # weights have four places: whole steps of this are exact
WIDTHS: Final = {"H": 2, "I": 4, "d": 8}


def pack(weights: Iterable[float]) -> bytes:
    """Write weights in steps where these are exact; a letter in front tells how."""
    told = list(weights)
    counts = [round(weight * STEPS) for weight in told]
    most = max(counts, default=0)
    exact = most < 1 << 32 and all(
        count >= 0 and count / STEPS == weight for count, weight in zip(counts, told, strict=True)
    )
    if not exact:
        return b"d" + little(array("d", told))
    kind = "H" if most < 1 << 16 else "I"
    return kind.encode() + little(array(kind, counts))


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
