"""How much of the world one fetch may take, and how many may run."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024
CONNECTIONS = 50


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on one fetch. Sizes are those of the body as read (decoded) and as sent (wire).

    `connections` is how many may be open at once, to all hosts.
    """

    body_bytes: int = 10 * MIB
    wire_bytes: int = 5 * MIB
    total_s: float = 30
    connect_s: float = 10
    read_s: float = 10
    redirects: int = 5
    connections: int = CONNECTIONS
