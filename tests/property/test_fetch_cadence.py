"""Whatever happens to a source, it is polled again: not too soon, not too late, at an aware instant."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from syndicate.errors import FetchError, Gone, ParseError
from syndicate.fetch.cadence import LONGEST, SHORTEST, failed, held, polled, unreached
from syndicate.model import (
    Document,
    Hints,
    NotModified,
    Outcome,
    ParsedFeed,
    SourceState,
    Validators,
)

durations = st.timedeltas(timedelta(0), timedelta(days=4000))
chosen = st.none() | st.timedeltas(timedelta(seconds=1), timedelta(days=4000))
instants = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
texts = st.text(max_size=5)
hints = st.builds(
    Hints,
    ttl=st.none() | durations,
    skip_hours=st.just(()) | st.frozensets(st.integers(0, 23)).map(tuple),
    skip_days=st.just(()) | st.frozensets(st.integers(0, 6)).map(tuple),
)
documents = st.builds(
    Document,
    url=texts,
    body=st.binary(max_size=9),
    content_type=texts,
    validators=st.just(Validators('"x"')),
    fetched_at=instants,
    fresh_for=st.none() | durations,
    complete=st.booleans(),
)
answers = documents | st.builds(NotModified, fetched_at=instants, fresh_for=st.none() | durations)
feeds = st.none() | st.builds(
    ParsedFeed,
    title=st.none() | texts,
    site_url=st.none(),
    language=st.none(),
    items=st.just(()),
    hints=hints,
    complete=st.booleans(),
)
outcomes = st.builds(
    Outcome, offered=st.integers(0, 99), new=st.integers(0, 10**6), changed=st.integers(0, 99)
)
states = st.builds(
    SourceState,
    source_id=texts,
    url=texts,
    next_poll_at=instants,
    interval=st.none() | durations,
    last_poll_at=st.none() | instants,
    last_success_at=st.none() | instants,
    failures=st.integers(0, 10**9),
    problem=st.none() | texts,
    hints=hints,
    gap=st.none() | durations,
    window=st.integers(0, 2000),
    missed=st.integers(0, 10**6),
    body_at=st.none() | instants,
    push_until=st.none() | instants,
)
errors = (
    st.builds(FetchError, texts, texts, retry_after=st.none() | durations)
    | st.builds(Gone, texts, texts)
    | st.builds(ParseError, texts, texts)
)


@given(states, answers, feeds, outcomes, chosen, instants)
def test_next_poll_stays_in_bounds(
    state: SourceState,
    got: Document | NotModified,
    feed: ParsedFeed | None,
    outcome: Outcome,
    every: timedelta | None,
    now: datetime,
) -> None:
    after = polled(state, got, feed, outcome, every=every, now=now)
    wait = after.next_poll_at - now
    assert after.next_poll_at.tzinfo is UTC
    assert after.failures == 0
    assert after.interval is not None
    if every is None:
        assert SHORTEST <= after.interval <= LONGEST
        # A day at most, and another one where the feed forbids the hour.
        assert SHORTEST <= wait <= LONGEST + (LONGEST if after.hints != Hints() else timedelta())
        floor = min(max(got.fresh_for or timedelta(), after.hints.ttl or timedelta()), LONGEST)
        assert wait >= floor
        assert after.gap is None or timedelta() <= after.gap <= timedelta(days=4000)
        assert state.missed <= after.missed
        at, skipped = after.next_poll_at, after.hints
        is_open = at.hour not in skipped.skip_hours and at.weekday() not in skipped.skip_days
        forbids_all = len(skipped.skip_hours) == 24 or len(skipped.skip_days) == 7
        assert is_open or forbids_all or wait >= LONGEST
    else:
        assert every * 0.899 <= wait <= every * 1.101


@given(states, errors, chosen, instants)
def test_failing_source_waits_but_is_polled_again(
    state: SourceState, error: FetchError | ParseError, every: timedelta | None, now: datetime
) -> None:
    after = failed(state, error, every=every, now=now)
    wait = after.next_poll_at - now
    assert after.next_poll_at.tzinfo is UTC
    assert after.failures == state.failures + 1
    assert after.problem is not None
    assert wait >= (every or SHORTEST)
    assert wait <= max(every or LONGEST, timedelta(days=7.7))
    if type(error) is FetchError and error.retry_after is not None:
        assert wait >= min(error.retry_after, timedelta(days=7))


@given(states, answers, feeds, outcomes, chosen, instants, durations)
def test_later_poll_is_never_followed_by_an_earlier_one(
    state: SourceState,
    got: Document | NotModified,
    feed: ParsedFeed | None,
    outcome: Outcome,
    every: timedelta | None,
    now: datetime,
    delay: timedelta,
) -> None:
    # In a forbidden hour the next open one is chosen, somewhere within it: that need not be in order.
    state = replace(state, hints=Hints(ttl=state.hints.ttl), push_until=None)
    feed = feed and replace(feed, hints=Hints(ttl=feed.hints.ttl))
    at_once = polled(state, got, feed, outcome, every=every, now=now)
    later = polled(state, got, feed, outcome, every=every, now=now + delay)
    assert later.next_poll_at >= at_once.next_poll_at


@given(states, answers, feeds, outcomes, errors, instants)
def test_same_poll_is_settled_the_same_way(
    state: SourceState,
    got: Document | NotModified,
    feed: ParsedFeed | None,
    outcome: Outcome,
    error: FetchError | ParseError,
    now: datetime,
) -> None:
    assert polled(state, got, feed, outcome, every=None, now=now) == polled(
        state, got, feed, outcome, every=None, now=now
    )
    assert failed(state, error, every=None, now=now) == failed(state, error, every=None, now=now)


@given(states, st.integers(0, 30), instants)
def test_most_that_a_failure_may_cost_grows_with_their_number_up_to_a_day(
    state: SourceState, failures: int, now: datetime
) -> None:
    state = replace(state, failures=failures)
    after = failed(state, FetchError("u", "500"), every=None, now=now)
    assert SHORTEST <= after.next_poll_at - now <= min(SHORTEST * 2 ** (failures + 1), LONGEST)


@given(states, instants, durations)
def test_held_source_is_never_polled_before_and_holding_it_again_changes_nothing(
    state: SourceState, now: datetime, hold: timedelta
) -> None:
    until = now + min(hold, timedelta(days=7))
    once = held(state, until)
    assert once.next_poll_at >= max(until, state.next_poll_at)
    assert held(once, until) == once


@given(states, instants)
def test_network_that_is_down_counts_as_no_failure(state: SourceState, now: datetime) -> None:
    after = unreached(state, now)
    assert after.failures == state.failures
    assert SHORTEST <= after.next_poll_at - now <= 2 * SHORTEST
