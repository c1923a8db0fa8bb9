"""What a poll brought, or how it failed -> where the source stands, and when it is polled next. Pure.

The interval follows what polls bring: new items halve it, down to half the gap between items, and a poll
without any makes it half as long again. It finds its place where about four polls in ten bring something.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from syndicate.errors import FetchError, Gone, ParseError, Poison
from syndicate.model import Document, NotModified, Outcome, ParsedFeed, SourceState, Validators

START = timedelta(minutes=30)
SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(hours=24)
WHEN_GONE = timedelta(days=7)
LONGEST_WISH = timedelta(days=7)
SHORTEST_CHOICE = timedelta(seconds=1)  # of people, who may poll their own server as they like


def polled(
    state: SourceState,
    got: Document | NotModified,
    feed: ParsedFeed | None,
    outcome: Outcome,
    *,
    every: timedelta | None,
    now: datetime,
) -> SourceState:
    """Settle a poll that worked. `feed` is None when nothing was parsed, for nothing had changed."""
    share = _share(state.source_id, 0)
    if every is None:
        interval = _adapted(state, feed, outcome, now)
        fresh = max(got.fresh_for or timedelta(), (feed and feed.hints.ttl) or timedelta())
        wait = _bounded(max(_spread(interval, share), min(fresh, LONGEST) * (1 + share / 10)))
    else:
        interval = max(every, SHORTEST_CHOICE)
        wait = _spread(interval, share)
    state = replace(
        state,
        next_poll_at=now + wait,
        interval=interval,
        last_poll_at=now,
        last_success_at=now,
        failures=0,
        problem=_notice(state, feed),
    )
    if feed is not None:
        state = replace(
            state,
            title=feed.title or state.title,
            site_url=feed.site_url or state.site_url,
            language=feed.language or state.language,
        )
    return _remembered(state, got, feed) if isinstance(got, Document) else state


def failed(
    state: SourceState,
    error: FetchError | ParseError,
    *,
    every: timedelta | None,
    now: datetime,
) -> SourceState:
    """Settle a poll that failed: back off, never stop. What was good before stays good."""
    failures = state.failures + 1
    share = _share(state.source_id, failures)
    interval = _bounded(state.interval or START) if every is None else max(every, SHORTEST_CHOICE)
    problem = error.reason
    if isinstance(error, Gone):
        wait = max(_spread(WHEN_GONE, share), interval)
        problem = f"{problem}; it is still looked at once a week"
    elif isinstance(error, FetchError) and error.retry_after is not None:
        wait = max(interval, min(error.retry_after, LONGEST_WISH) * (1 + share / 10))
    else:
        # Not from an adapted interval: a network that was down for a moment must not cost hours.
        wait = _back_off(SHORTEST if every is None else interval, failures, share)
    return replace(
        state,
        next_poll_at=now + wait,
        last_poll_at=now,
        failures=failures,
        problem=problem,
        poison=error.body_hash if isinstance(error, Poison) else state.poison,
    )


def _adapted(
    state: SourceState, feed: ParsedFeed | None, outcome: Outcome, now: datetime
) -> timedelta:
    """Move the interval towards half the gap between new items."""
    interval = _bounded(state.interval or START)
    if state.last_success_at is None:
        pass  # a first poll brings the back catalogue, which says nothing
    elif outcome.new:
        # After an outage many hours bring a few items: that is no reason to hurry.
        half_gap = max(now - state.last_success_at, timedelta()) / (2 * outcome.new)
        interval = min(interval, max(interval / 2, half_gap))
    else:
        interval *= 1.5
    ttl = (feed and feed.hints.ttl) or SHORTEST
    return _bounded(max(interval, ttl))


def _back_off(least: timedelta, failures: int, share: float) -> timedelta:
    """Wait between `least` and twice as much for each failure, up to a day."""
    if least >= LONGEST:
        return least
    ceiling = min(least * (1 << min(failures, 20)), LONGEST)
    return least + (ceiling - least) * share


def _remembered(state: SourceState, got: Document, feed: ParsedFeed | None) -> SourceState:
    """Note what makes the next request conditional. Half a document must be sent again as a whole."""
    if not got.complete or (feed is not None and not feed.complete):
        return replace(state, validators=Validators(), body_hash=None, marks=None)
    return replace(
        state,
        validators=got.validators,
        body_hash=got.body_hash,
        marks=feed.marks if feed is not None else state.marks,
        poison=None,
    )


def _notice(state: SourceState, feed: ParsedFeed | None) -> str | None:
    """Tell what is wrong with a feed that can be read; the old notice stands while nothing changed."""
    if feed is not None:
        return feed.problem
    return state.problem if state.failures == 0 else None


def _bounded(interval: timedelta) -> timedelta:
    return min(max(interval, SHORTEST), LONGEST)


def _spread(wait: timedelta, share: float) -> timedelta:
    """Vary by a tenth either way, so that what once fell together does not stay together."""
    return wait * (0.9 + share / 5)


def _share(source_id: str, failures: int) -> float:
    """A number in [0, 1) that is always the same here, and another one for each source and failure."""
    return int.from_bytes(sha256(f"{source_id} {failures}".encode()).digest()[:6]) / 2**48
