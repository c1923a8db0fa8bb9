"""Settings as feeds.yaml of a small desk would give them, for tests that open the house themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from syndicate.config import Settings


def settings_of(folder: Path, **more: Any) -> Settings:
    """A desk on loopback whose file and store lie in `folder`; `more` says what is otherwise."""
    port = more.get("port", 0)
    usual = {
        "title": "Desk",
        "url": f"http://127.0.0.1:{port or 8420}",
        "contact": None,
        "host": "127.0.0.1",
        "port": port,
        "store": f"sqlite:///{folder / 'store.db'}",
        "allow_networks": (),
    }
    return Settings(path=folder / "feeds.yaml", **usual | more)
