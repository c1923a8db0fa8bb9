"""What a poll brought, or how it failed -> where the source stands, and when it is polled next. Pure.

`pace` chooses the interval, `floors` what the feed asks for, `backoff` the wait after a failure.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from syndicate.errors import FetchError, Gone, ParseError, Poison
from syndicate.fetch import backoff, floors, pace
from syndicate.fetch.jitter import share, spread
from syndicate.model import (
    CUT_OFF,
    Document,
    NotModified,
    Outcome,
    ParsedFeed,
    SourceState,
    Validators,
)

SHORTEST = pace.SHORTEST
LONGEST = pace.LONGEST
SHORTEST_CHOICE = timedelta(seconds=1)  # of people, who may poll their own server as they like
BODY_EVERY = timedelta(days=7)
PUSHED_SLOWER = 4
PUSHED_SHORTEST = timedelta(hours=1)
HOLD_SPREAD = timedelta(minutes=5)

# Fields of a SourceState; to make one costs more than to reckon any of them.
Changes = dict[str, Any]


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
    pushed = _is_pushed(state, now)
    changes = {
        "last_poll_at": now,
        "last_success_at": now,
        "failures": 0,
        "problem": _notice(state, feed),
        # A hub that let news pass is not to be trusted: they were found by asking.
        "push_until": None if pushed and outcome.new else state.push_until,
        **_learnt(state, got, feed, outcome, now),
        **_described(state, got, feed, outcome),
        **_remembered(state, got, feed, now),
    }
    if every is not None:
        changes["interval"] = max(every, SHORTEST_CHOICE)
    state = replace(state, **changes)
    return replace(state, next_poll_at=_due(state, got.fresh_for, every, now))


def failed(
    state: SourceState,
    error: FetchError | ParseError,
    *,
    every: timedelta | None,
    now: datetime,
) -> SourceState:
    """Settle a poll that failed: back off, never stop. What was good before stays good."""
    failures = state.failures + 1
    interval = pace.bounded(state.interval or pace.START)
    if every is not None:
        interval = max(every, SHORTEST_CHOICE)
        state = replace(state, interval=interval)
    part = share(state.source_id, failures)
    wait = backoff.wait_after(error, failures, interval=interval, every=every, part=part)
    weekly = "; it is still looked at once a week" if isinstance(error, Gone) else ""
    return replace(
        state,
        next_poll_at=now + wait,
        last_poll_at=now,
        failures=failures,
        problem=error.reason + weekly,
        poison=error.body_hash if isinstance(error, Poison) else state.poison,
    )


def unreached(state: SourceState, now: datetime, why: str | None = None) -> SourceState:
    """Settle a poll that failed for no fault of the source: the network is down, or our way out is shut (`why`)."""
    wait = backoff.wait_for_network(share(state.source_id, state.failures))
    problem = state.problem if why is None else f"{CUT_OFF}{why}"
    return replace(state, next_poll_at=now + wait, last_poll_at=now, problem=problem)


def held(state: SourceState, until: datetime) -> SourceState:
    """Put off the next poll until its host may be asked again; not all of them at one instant."""
    if state.next_poll_at >= until:
        return state
    return replace(state, next_poll_at=until + HOLD_SPREAD * share(state.source_id))


def conditions(state: SourceState, now: datetime) -> Validators:
    """Tell what makes the next request conditional; nothing, once a week: some servers say 304 for ever."""
    if state.body_at is not None and now - state.body_at >= BODY_EVERY:
        return Validators()
    return state.validators


def _due(
    state: SourceState, fresh_for: timedelta | None, every: timedelta | None, now: datetime
) -> datetime:
    """When to poll next, in the order of who has a say: people, the feed, what polls bring."""
    part = share(state.source_id)
    interval = state.interval or pace.START
    if every is not None:
        return now + spread(interval, part)
    if _is_pushed(state, now):
        interval = max(interval * PUSHED_SLOWER, PUSHED_SHORTEST)
    wished = floors.floor(state.hints, fresh_for) * (1 + part / 10)
    return floors.admitted(
        now + pace.bounded(max(spread(interval, part), wished)), state.hints, part
    )


def _learnt(
    state: SourceState,
    got: Document | NotModified,
    feed: ParsedFeed | None,
    outcome: Outcome,
    now: datetime,
) -> Changes:
    """Adapt the pace, and count what was missed."""
    if state.last_success_at is None:  # the back catalogue says nothing about the pace
        return {"interval": pace.start(feed.items if feed else (), now)}
    if _is_pushed(state, now) and not outcome.new:
        # What was new came by push: that polls bring nothing says nothing.
        return {"interval": pace.bounded(state.interval or pace.START)}
    poll = pace.seen(state, outcome, now, whole=feed is not None and _is_whole(got, feed))
    found = pace.after(state, poll)
    lost = {"missed": state.missed + found.lost, "missed_at": now} if found.lost else {}
    return {"interval": found.interval, "gap": found.gap, **lost}


def _described(
    state: SourceState, got: Document | NotModified, feed: ParsedFeed | None, outcome: Outcome
) -> Changes:
    """Note what the feed says of itself."""
    if feed is None:
        return {}
    return {
        "title": feed.title or state.title,
        "site_url": feed.site_url or state.site_url,
        # The first one stays: some feeds make a new one each time, and every entry's bytes would change with it.
        "feed_id": state.feed_id or feed.feed_id,
        "language": feed.language or state.language,
        "hints": feed.hints,
        "window": outcome.offered if _is_whole(got, feed) else state.window,
    }


def _remembered(
    state: SourceState, got: Document | NotModified, feed: ParsedFeed | None, now: datetime
) -> Changes:
    """Note what makes the next request conditional. Half a document must be sent again as a whole."""
    if isinstance(got, NotModified):
        return {} if state.body_at else {"body_at": now}
    if not _is_whole(got, feed):
        return {"validators": Validators(), "body_hash": None, "marks": None, "body_at": now}
    return {
        "validators": got.validators,
        "body_hash": got.body_hash,
        "marks": feed.marks if feed is not None else state.marks,
        "poison": None,
        "body_at": now,
    }


def _is_whole(got: Document | NotModified, feed: ParsedFeed | None) -> bool:
    return isinstance(got, Document) and got.complete and (feed is None or feed.complete)


def _is_pushed(state: SourceState, now: datetime) -> bool:
    return state.push_until is not None and now < state.push_until


def _notice(state: SourceState, feed: ParsedFeed | None) -> str | None:
    """Tell what is wrong with a feed that can be read; the old notice stands while nothing changed."""
    if feed is not None:
        return feed.problem
    return None if state.failures or state.is_cut_off else state.problem
