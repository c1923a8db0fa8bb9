"""A source as it stood an hour ago, and what a poll makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from syndicate.fetch.cadence import polled
from syndicate.model import Document, Outcome, ParsedFeed, SourceState, Validators

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)  # a Sunday
NOTHING = Outcome(offered=20, new=0, changed=0)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
OLD = Validators(etag='"old"')
FRESH = Validators(etag='"fresh"', last_modified="Sun, 01 Mar 2026 11:00:00 GMT")
FEED = ParsedFeed(title="World", site_url="https://a.example/", language="en", items=())
DOCUMENT = Document(
    url="https://a.example/feed",
    body=b"<feed/>",
    content_type="application/atom+xml",
    validators=FRESH,
    fetched_at=NOW,
)


def source(interval: timedelta | None = HOUR, **changes: object) -> SourceState:
    state = SourceState(
        source_id="sabc",
        url="https://a.example/feed",
        next_poll_at=NOW,
        validators=OLD,
        interval=interval,
        last_poll_at=NOW - (interval or HOUR),
        last_success_at=NOW - (interval or HOUR),
    )
    return replace(state, **changes)  # type: ignore[arg-type]


def after(state: SourceState) -> timedelta:
    return state.next_poll_at - NOW


def poll(state: SourceState, new: int = 0, **how: object) -> SourceState:
    document = replace(DOCUMENT, **how)  # type: ignore[arg-type]
    return polled(state, document, FEED, Outcome(20, new, 0), every=None, now=NOW)


def about(wait: timedelta) -> object:
    return pytest.approx(wait.total_seconds(), rel=0.101)
