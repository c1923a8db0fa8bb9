"""feeds.yaml and the environment -> frozen Settings."""

from __future__ import annotations

from syndicate.config.load import load, parse
from syndicate.config.schema import schema
from syndicate.config.settings import Settings
from syndicate.config.store_url import store_url, unsecret

__all__ = ["Settings", "load", "parse", "schema", "store_url", "unsecret"]
