"""When each end of a connection to a server of PostgreSQL gives up the other, which says nothing any more. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# By itself a connection waits for two hours for what is not coming.
SILENT: Final[Mapping[str, int]] = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}
_OF_SERVER: Final[Mapping[str, str]] = {
    "keepalives_idle": "tcp_keepalives_idle",
    "keepalives_interval": "tcp_keepalives_interval",
    "keepalives_count": "tcp_keepalives_count",
    "tcp_user_timeout": "tcp_user_timeout",
}


def unsaid(said: Mapping[str, object], *, connect_s: int) -> dict[str, int]:
    """Return what the address of a server leaves open of when it is given up, as libpq calls it."""
    ours = {"connect_timeout": connect_s, **SILENT}
    return {name: value for name, value in ours.items() if name not in said}


def greeting(said: Mapping[str, object]) -> str:
    """Return what has a server give up a client as soon as the client would give up the server; "" where never.

    Until then it keeps what a machine that is gone held: its locks, and its connections.
    """
    if str(said.get("keepalives", "1")) == "0":
        return ""
    values = {name: int(str(said.get(name, value))) for name, value in SILENT.items()}
    return "; ".join(f"SET {_OF_SERVER[name]} = {value:d}" for name, value in values.items())
