"""When a source is polled next, and what is remembered of the last time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from syndicate.fetch.cadence import conditions, polled
from syndicate.model import Hints, NotModified, Outcome, Validators
from tests.contract.store.builders import an_item
from tests.unit.fetch.polls import (
    DAY,
    DOCUMENT,
    FEED,
    FRESH,
    HOUR,
    NOTHING,
    NOW,
    OLD,
    about,
    after,
    poll,
    source,
)


def test_first_poll_tells_nothing_about_the_pace_and_keeps_half_an_hour() -> None:
    state = poll(source(None, last_success_at=None, last_poll_at=None), new=50)
    assert state.interval == timedelta(minutes=30)
    assert after(state).total_seconds() == about(timedelta(minutes=30))


def test_new_items_move_the_interval_towards_half_the_gap_by_half_at_most() -> None:
    assert poll(source(gap=HOUR), new=2).interval == HOUR / 2
    slow = poll(source(gap=timedelta(hours=30)), new=1)
    assert slow.interval == HOUR * 1.5
    assert slow.gap is not None
    assert timedelta(hours=12) < slow.gap < timedelta(hours=30)


def test_silence_stretches_the_interval_to_two_gaps_at_most_and_to_what_half_a_body_lasts() -> None:
    for window, most in ((20, HOUR * 1.3), (2, HOUR * 0.7)):
        stretched = poll(source(gap=HOUR * 0.6, window=window)).interval
        assert stretched is not None
        assert stretched < most


def test_burst_shortens_the_interval_so_that_a_body_lasts_for_two_polls() -> None:
    state = poll(source(gap=DAY, window=20), new=18)
    assert state.interval == HOUR * 20 / 36


def test_first_interval_follows_the_dates_of_the_items_where_they_are_sane() -> None:
    def first(*hours_ago: float) -> timedelta | None:
        items = tuple(an_item(str(n), claimed_at=NOW - n * HOUR) for n in hours_ago)
        new = source(None, last_success_at=None, last_poll_at=None)
        got = replace(FEED, items=items)
        return polled(new, DOCUMENT, got, Outcome(9, 9, 0), every=None, now=NOW).interval

    half_an_hour = timedelta(minutes=30)
    assert first(*(n / 10 for n in range(10))) == timedelta(minutes=5)
    assert first(2, 4, 6, 8, 10) == HOUR
    assert first(*range(1000, 9000, 100)) == timedelta(hours=6)
    assert first(1, 2) == half_an_hour  # too few to say anything
    assert first(-40, 1, 2, 3, 4, 5) == half_an_hour  # written tomorrow
    assert first(*[1] * 50) == half_an_hour  # made when the feed was asked for


def test_many_new_items_do_no_more_than_halve_it() -> None:
    assert poll(source(gap=HOUR, window=20), new=15).interval == HOUR / 2


def test_nothing_new_makes_it_half_as_long_again() -> None:
    assert poll(source()).interval == HOUR * 1.5


def test_edited_items_alone_do_not_hurry() -> None:
    state = polled(source(), DOCUMENT, FEED, Outcome(20, 0, 20), every=None, now=NOW)
    assert state.interval == HOUR * 1.5


@pytest.mark.parametrize("new", [2, 20])
def test_new_items_after_a_long_outage_do_not_hurry(new: int) -> None:
    for failures in (0, 3):
        away = source(
            last_success_at=NOW - timedelta(days=3), gap=HOUR, window=20, failures=failures
        )
        state = poll(away, new=new)
        assert state.interval is not None
        assert HOUR <= state.interval <= HOUR * 1.5


def test_clock_that_went_back_does_not_matter() -> None:
    state = poll(source(last_success_at=NOW + DAY, gap=HOUR, window=20, body_at=NOW + DAY), new=1)
    assert (state.interval, state.gap) == (HOUR / 2, HOUR)


def test_interval_stays_between_five_minutes_and_a_day() -> None:
    quick = source(timedelta(minutes=6), gap=timedelta(minutes=2))
    assert poll(quick, new=5).interval == timedelta(minutes=5)
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


def test_the_first_id_of_a_feed_stays_whatever_it_says_later() -> None:
    feed = replace(FEED, feed_id="urn:x:feed")
    state = polled(source(), DOCUMENT, feed, NOTHING, every=None, now=NOW)
    assert state.feed_id == "urn:x:feed"
    for later in ("urn:x:another", None):
        again = replace(FEED, feed_id=later)
        state = polled(state, DOCUMENT, again, NOTHING, every=None, now=NOW)
        assert state.feed_id == "urn:x:feed"


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


def test_no_overlap_with_the_last_poll_counts_what_was_missed_and_hurries_at_once() -> None:
    state = poll(source(gap=timedelta(minutes=2), window=20), new=20)
    assert (state.missed, state.missed_at) == (10, NOW)  # thirty were to be expected
    assert state.interval == timedelta(minutes=15)
    again = poll(replace(state, last_success_at=NOW - HOUR / 4), new=20)
    assert again.missed == 11  # at least one
    assert again.interval == timedelta(minutes=5)


@pytest.mark.parametrize(
    ("window", "offered", "new"),
    [
        (20, 20, 19),  # they overlap
        (4, 4, 4),  # so little turns over without any hurry
        (0, 20, 20),  # it was empty, or never counted
        (40, 20, 20),  # it was not full
    ],
)
def test_nothing_is_said_to_be_missed_where_that_is_not_sure(
    window: int, offered: int, new: int
) -> None:
    before = source(gap=timedelta(minutes=2), window=window)
    state = polled(before, DOCUMENT, FEED, Outcome(offered, new, 0), every=None, now=NOW)
    assert (state.missed, state.missed_at, state.window) == (0, None, offered)


def test_half_a_document_and_a_first_poll_miss_nothing() -> None:
    state = source(gap=timedelta(minutes=2), window=20)
    assert poll(state, new=20, complete=False).missed == 0
    assert poll(replace(state, last_success_at=None), new=20).missed == 0
    assert poll(state, new=20, complete=False).window == 20


def test_what_a_source_said_while_it_was_not_followed_is_not_missed() -> None:
    state = source(
        gap=timedelta(minutes=2), window=20, last_success_at=NOW - 300 * DAY, resumed_at=NOW - HOUR
    )
    back = poll(state, new=20)
    assert (back.missed, back.missed_at) == (0, None)
    later = poll(replace(back, last_success_at=NOW - HOUR), new=20)
    assert later.missed, "what is lost from now on is"


def test_hour_and_day_that_the_feed_forbids_are_passed_over() -> None:
    hints = Hints(skip_hours=tuple(range(12, 20)))
    state = polled(source(), DOCUMENT, replace(FEED, hints=hints), NOTHING, every=None, now=NOW)
    assert state.next_poll_at.hour == 20
    state = polled(state, NotModified(NOW), None, NOTHING, every=None, now=NOW)
    assert state.next_poll_at.hour == 20
    hints = Hints(skip_days=(6,))
    state = polled(source(), DOCUMENT, replace(FEED, hints=hints), NOTHING, every=None, now=NOW)
    assert (state.next_poll_at.weekday(), state.next_poll_at.hour) == (0, 0)


@pytest.mark.parametrize(
    "hints", [Hints(skip_hours=tuple(range(24))), Hints(skip_days=tuple(range(7)))]
)
def test_feed_that_forbids_everything_is_not_taken_at_its_word(hints: Hints) -> None:
    state = polled(source(), DOCUMENT, replace(FEED, hints=hints), NOTHING, every=None, now=NOW)
    assert after(state) < 2 * HOUR


def test_fresh_304_is_not_asked_again_either() -> None:
    got = NotModified(NOW, fresh_for=timedelta(hours=6))
    state = polled(source(), got, None, NOTHING, every=None, now=NOW)
    assert after(state) >= timedelta(hours=6)


def test_after_a_week_of_304_the_whole_body_is_asked_for() -> None:
    state = poll(source())
    assert conditions(state, NOW + timedelta(days=6)) == FRESH
    state = polled(state, NotModified(NOW), None, NOTHING, every=None, now=NOW + timedelta(days=6))
    assert conditions(state, NOW + timedelta(days=7)) == Validators()
    state = polled(state, DOCUMENT, None, NOTHING, every=None, now=NOW + timedelta(days=7))
    assert conditions(state, NOW + timedelta(days=8)) == FRESH


def test_polls_go_on_slower_while_a_hub_tells_what_is_new() -> None:
    told = source(timedelta(minutes=10), push_until=NOW + DAY, gap=HOUR)
    quiet = poll(told)
    assert after(quiet).total_seconds() == about(HOUR)
    assert (quiet.interval, quiet.gap) == (told.interval, HOUR)
    assert quiet.push_until == NOW + DAY
    assert after(poll(replace(told, interval=DAY))) <= DAY
    assert after(poll(replace(told, push_until=NOW))) < HOUR / 2


def test_hub_that_let_news_pass_is_not_trusted_any_more() -> None:
    state = poll(source(timedelta(minutes=10), push_until=NOW + DAY), new=1)
    assert state.push_until is None
    assert after(state) < HOUR / 2


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
