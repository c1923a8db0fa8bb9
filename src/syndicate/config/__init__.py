"""feeds.yaml and the environment -> frozen Settings."""

from __future__ import annotations

from syndicate.config.edit import Followed, add, faults, followed, twin
from syndicate.config.load import load, parse
from syndicate.config.schema import schema
from syndicate.config.settings import Settings, source_id
from syndicate.config.splice import Addition
from syndicate.config.watch import changes

__all__ = [
    "Addition",
    "Followed",
    "Settings",
    "add",
    "changes",
    "faults",
    "followed",
    "load",
    "parse",
    "schema",
    "source_id",
    "twin",
]
