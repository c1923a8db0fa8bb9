"""The commands people and scripts type. Each imports what it needs when it runs: `--help` must be instant."""

from __future__ import annotations

from syndicate.cli.main import main

__all__ = ["main"]
