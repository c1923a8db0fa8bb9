"""Where an item stands in the order of feeds, as a part of addresses: when it was first seen, and its id. Pure."""

from __future__ import annotations

from typing import Final

from syndicate.model import EPOCH, Position, micros, moment

BEGINNING: Final[Position] = (EPOCH, "0")  # older than all that can be stored


def encoded(position: Position) -> str:
    """Write a position: 1415282700000000~i2kd7f."""
    at, item_id = position
    return f"{micros(at)}~{item_id}"


def decoded(text: str) -> Position | None:
    """Read a position; None where it makes no sense."""
    count, _, item_id = text.partition("~")
    if not (count.isascii() and count.isdigit() and len(count) <= 17 and 0 < len(item_id) <= 64):
        return None
    return (moment(int(count)), item_id) if item_id.isalnum() else None


def behind(position: Position) -> Position:
    """Give the least position above this one."""
    return position[0], f"{position[1]} "
