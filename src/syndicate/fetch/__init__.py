"""Bytes from the network, within every limit and the address policy."""

from __future__ import annotations

from typing import Protocol

from syndicate.model import Document, NotModified, Validators


class Fetch(Protocol):
    """Brings what stands at an address, if it changed; raises FetchError."""

    async def __call__(
        self, url: str, *, validators: Validators, headers: tuple[tuple[str, str], ...] = ()
    ) -> Document | NotModified:
        """Fetch it."""
        ...
