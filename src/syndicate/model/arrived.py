"""What the network gives, and what is known of a source between two polls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes the next request conditional (RFC 9110, 8.8), verbatim as received."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A body that arrived. `moved_to` is set when every redirect on the way was permanent."""

    url: str
    body: bytes
    content_type: str
    validators: Validators
    fetched_at: datetime
    moved_to: str | None = None
    fresh_for: timedelta | None = None
    complete: bool = True
    links: tuple[tuple[str, str], ...] = ()  # (rel, href) of the Link header (RFC 8288)

    @property
    def body_hash(self) -> str:
        """What tells this body from another: SHA-256, in hexadecimal."""
        return sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that nothing changed (RFC 9110, 15.4.5)."""

    fetched_at: datetime
    fresh_for: timedelta | None = None


@dataclass(frozen=True, slots=True)
class SourceState:
    """Where a source stands. `next_poll_at` is the only truth about when it is polled again."""

    source_id: str
    url: str
    next_poll_at: datetime
    validators: Validators = Validators()
    body_hash: str | None = None
    interval: timedelta | None = None
    last_poll_at: datetime | None = None
    last_success_at: datetime | None = None
    failures: int = 0
    problem: str | None = None
    title: str | None = None
    site_url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one poll brought, told by the store while it records it."""

    offered: int
    new: int
    changed: int
