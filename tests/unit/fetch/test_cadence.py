"""When a source is polled next, and what is remembered of the last time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from syndicate.errors import FetchError, Gone, ParseError
from syndicate.fetch.cadence import failed, polled
from syndicate.model import (
    Document,
    Hints,
    NotModified,
    Outcome,
    ParsedFeed,
    SourceState,
    Validators,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
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


def test_first_poll_tells_nothing_about_the_pace_and_keeps_half_an_hour() -> None:
    state = poll(source(None, last_success_at=None, last_poll_at=None), new=50)
    assert state.interval == timedelta(minutes=30)
    assert after(state).total_seconds() == about(timedelta(minutes=30))


def test_new_items_halve_the_interval() -> None:
    assert poll(source(), new=1).interval == HOUR / 2


def test_many_new_items_do_no_more_than_halve_it() -> None:
    assert poll(source(), new=40).interval == HOUR / 2


def test_nothing_new_makes_it_half_as_long_again() -> None:
    assert poll(source()).interval == HOUR * 1.5


def test_edited_items_alone_do_not_hurry() -> None:
    state = polled(source(), DOCUMENT, FEED, Outcome(20, 0, 20), every=None, now=NOW)
    assert state.interval == HOUR * 1.5


def test_few_new_items_after_a_long_outage_do_not_hurry() -> None:
    assert poll(source(last_success_at=NOW - timedelta(days=3)), new=2).interval == HOUR


def test_clock_that_went_back_does_not_matter() -> None:
    assert poll(source(last_success_at=NOW + DAY), new=1).interval == HOUR / 2


def test_interval_stays_between_five_minutes_and_a_day() -> None:
    assert poll(source(timedelta(minutes=6)), new=5).interval == timedelta(minutes=5)
    assert poll(source(timedelta(hours=23))).interval == DAY


@pytest.mark.parametrize("hint", ["fresh_for", "ttl"])
def test_source_is_not_asked_while_its_answer_is_fresh(hint: str) -> None:
    long = timedelta(hours=6)
    feed = replace(FEED, hints=Hints(ttl=long)) if hint == "ttl" else FEED
    document = replace(DOCUMENT, fresh_for=long) if hint == "fresh_for" else DOCUMENT
    state = polled(source(), document, feed, NOTHING, every=None, now=NOW)
    assert long <= after(state) <= long * 1.1


@pytest.mark.parametrize("hint", [timedelta(days=300), timedelta.max])
def test_source_that_calls_itself_fresh_for_years_is_asked_daily(hint: timedelta) -> None:
    state = polled(source(), replace(DOCUMENT, fresh_for=hint), FEED, NOTHING, every=None, now=NOW)
    assert after(state) == DAY


def test_ttl_is_remembered_when_the_next_answers_are_304() -> None:
    feed = replace(FEED, hints=Hints(ttl=timedelta(hours=4)))
    state = polled(source(), DOCUMENT, feed, NOTHING, every=None, now=NOW)
    state = polled(state, NotModified(NOW), None, NOTHING, every=None, now=NOW)
    assert after(state) >= timedelta(hours=4)


def test_not_modified_keeps_what_is_known() -> None:
    before = source(title="World", body_hash="x", problem="two items without a title")
    state = polled(before, NotModified(NOW), None, NOTHING, every=None, now=NOW)
    assert (state.validators, state.body_hash, state.title) == (OLD, "x", "World")
    assert state.problem == "two items without a title"
    assert state.interval == HOUR * 1.5
    assert state.last_success_at == NOW


def test_document_brings_validators_hash_title_and_notice() -> None:
    feed = replace(FEED, problem="not well-formed")
    state = polled(source(), DOCUMENT, feed, NOTHING, every=None, now=NOW)
    assert state.validators == FRESH
    assert state.body_hash == sha256(b"<feed/>").hexdigest()
    assert (state.title, state.site_url, state.language) == ("World", "https://a.example/", "en")
    assert state.problem == "not well-formed"


def test_feed_without_a_title_keeps_the_last_one() -> None:
    feed = replace(FEED, title=None, site_url=None, language=None)
    state = polled(
        source(title="T", site_url="S", language="ar"), DOCUMENT, feed, NOTHING, every=None, now=NOW
    )
    assert (state.title, state.site_url, state.language) == ("T", "S", "ar")


@pytest.mark.parametrize("part", ["document", "feed"])
def test_half_a_document_is_asked_for_again_as_a_whole(part: str) -> None:
    document = replace(DOCUMENT, complete=part != "document")
    feed = replace(FEED, complete=part != "feed")
    state = polled(source(body_hash="x"), document, feed, NOTHING, every=None, now=NOW)
    assert (state.validators, state.body_hash) == (Validators(), None)


def test_success_clears_failures_and_their_problem() -> None:
    ill = source(failures=7, problem="the server says 500")
    assert poll(ill).failures == 0
    assert poll(ill).problem is None
    state = polled(ill, NotModified(NOW), None, NOTHING, every=None, now=NOW)
    assert (state.failures, state.problem) == (0, None)


def test_unparsed_document_keeps_the_notice_of_the_same_feed() -> None:
    before = source(problem="not well-formed", title="World")
    state = polled(before, DOCUMENT, None, NOTHING, every=None, now=NOW)
    assert (state.problem, state.title) == ("not well-formed", "World")


@pytest.mark.parametrize("every", [timedelta(minutes=1), timedelta(hours=2), timedelta(days=30)])
def test_what_people_chose_is_kept_whatever_the_source_says(every: timedelta) -> None:
    document = replace(DOCUMENT, fresh_for=timedelta(hours=9))
    feed = replace(FEED, hints=Hints(ttl=timedelta(hours=9)))
    state = polled(source(), document, feed, Outcome(20, 20, 0), every=every, now=NOW)
    assert state.interval == every
    assert after(state).total_seconds() == about(every)


def test_choice_of_zero_does_not_spin() -> None:
    state = polled(source(), DOCUMENT, FEED, NOTHING, every=timedelta(), now=NOW)
    assert after(state) >= timedelta(seconds=0.9)


def test_failures_back_off_up_to_a_day_and_never_stop() -> None:
    state = source(timedelta(minutes=5))
    for failures in range(1, 60):
        state = failed(state, FetchError("u", "no"), every=None, now=NOW)
        assert state.failures == failures
        assert state.interval == timedelta(minutes=5)
        ceiling = min(timedelta(minutes=5) * 2 ** min(failures, 20), DAY)
        assert timedelta(minutes=5) <= after(state) <= ceiling


def test_failures_of_two_sources_do_not_fall_together() -> None:
    waits = {
        after(
            failed(
                source(source_id=f"s{n}", failures=9), FetchError("u", "no"), every=None, now=NOW
            )
        )
        for n in range(50)
    }
    assert len(waits) == 50
    assert max(waits) - min(waits) > timedelta(hours=12)


def test_failure_keeps_what_was_good() -> None:
    before = source(title="World", body_hash="x")
    state = failed(before, ParseError("u", "no feed in it"), every=None, now=NOW)
    assert (state.validators, state.body_hash, state.title) == (OLD, "x", "World")
    assert state.last_success_at == before.last_success_at
    assert (state.last_poll_at, state.problem) == (NOW, "no feed in it")


def test_wish_of_the_server_is_obeyed() -> None:
    error = FetchError("u", "slow down", retry_after=timedelta(days=3))
    for every in (None, timedelta(minutes=1)):
        wait = after(failed(source(), error, every=every, now=NOW))
        assert timedelta(days=3) <= wait <= timedelta(days=3.3)


def test_short_wish_never_makes_polls_quicker_than_the_interval() -> None:
    error = FetchError("u", "slow down", retry_after=timedelta(minutes=1))
    assert after(failed(source(failures=9), error, every=None, now=NOW)) == HOUR


def test_endless_wish_ends_after_about_a_week() -> None:
    error = FetchError("u", "slow down", retry_after=timedelta.max)
    assert after(failed(source(), error, every=None, now=NOW)) <= timedelta(days=7.7)


def test_chosen_interval_backs_off_too() -> None:
    every = timedelta(minutes=1)
    state = failed(source(failures=30), FetchError("u", "no"), every=every, now=NOW)
    assert every < after(state) <= DAY
    assert after(
        failed(source(), FetchError("u", "no"), every=timedelta(days=30), now=NOW)
    ) == timedelta(days=30)


def test_gone_source_is_looked_at_weekly_and_says_so() -> None:
    state = failed(source(), Gone("u", "410 Gone", status=410), every=None, now=NOW)
    assert after(state).total_seconds() == about(timedelta(days=7))
    assert state.problem == "410 Gone; it is still looked at once a week"


def test_moved_source_keeps_its_address_for_now() -> None:
    assert poll(source(), moved_to="https://b.example/feed").url == "https://a.example/feed"


def test_interval_settles_near_half_the_gap_between_items() -> None:
    gap, now, last_item = timedelta(hours=4), NOW, NOW
    state, waits = source(None, last_success_at=NOW), []
    for _ in range(400):
        now = state.next_poll_at + timedelta(seconds=1)
        new = (now - last_item) // gap
        last_item += gap * new
        state = polled(state, DOCUMENT, FEED, Outcome(20, new, 0), every=None, now=now)
        waits.append(state.next_poll_at - now)
    mean = sum(waits[50:], timedelta()) / len(waits[50:])
    assert gap / 4 < mean < gap
