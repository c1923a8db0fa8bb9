"""How much of the world one fetch may take."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on one fetch. Sizes are those of the body as read (decoded) and as sent (wire)."""

    body_bytes: int = 10 * MIB
    wire_bytes: int = 5 * MIB
    total_s: float = 30
    connect_s: float = 10
    read_s: float = 10
    redirects: int = 5
