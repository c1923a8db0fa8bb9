"""Chance without dice: a number that is another one for each source, and the same one tomorrow. Pure."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256


def share(source_id: str, turn: int = 0) -> float:
    """Give a number in [0, 1) that is always the same here, and another one for each source and turn."""
    return int.from_bytes(sha256(f"{source_id} {turn}".encode()).digest()[:6]) / 2**48


def spread(wait: timedelta, part: float) -> timedelta:
    """Vary by a tenth either way, so that what once fell together does not stay together."""
    return wait * (0.9 + part / 5)
