"""When a source is polled again after a poll that failed, and what stays known of it."""

from __future__ import annotations

from datetime import timedelta

from syndicate.errors import FetchError, Gone, ParseError
from syndicate.fetch.cadence import failed, held, polled, unreached
from syndicate.model import NotModified
from tests.unit.fetch.polls import DAY, HOUR, NOTHING, NOW, OLD, about, after, poll, source


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


def test_network_that_is_down_is_no_failure_of_the_source() -> None:
    before = source(failures=2, problem="500")
    state = unreached(before, NOW)
    assert (state.failures, state.problem, state.interval) == (2, "500", HOUR)
    assert timedelta(minutes=5) <= after(state) <= timedelta(minutes=10)


def test_source_that_cannot_be_asked_from_here_says_why_until_it_can_and_is_not_failing() -> None:
    state = unreached(source(), NOW, "the proxy is down")
    assert state.problem == "not asked, and no fault of its own: the proxy is down"
    assert (state.failures, state.is_cut_off) == (0, True)
    unchanged = polled(state, NotModified(NOW), None, NOTHING, every=None, now=NOW)
    assert (unchanged.problem, unchanged.is_cut_off) == (None, False)


def test_held_source_begins_after_the_wish_of_its_host_and_keeps_a_later_date() -> None:
    waits = {after(held(source(source_id=f"s{n}"), NOW + HOUR)) for n in range(20)}
    assert len(waits) == 20
    assert HOUR <= min(waits) < max(waits) < HOUR + timedelta(minutes=5)
    late = source(next_poll_at=NOW + DAY)
    assert held(late, NOW + HOUR) is late


def test_host_that_asks_too_much_of_gets_a_longer_rest() -> None:
    busy = failed(source(), FetchError("u", "429", status=429), every=None, now=NOW)
    assert after(busy) >= 2 * HOUR
    own = failed(source(), FetchError("u", "503", status=503), every=timedelta(seconds=5), now=NOW)
    assert after(own) >= timedelta(seconds=60)


def test_only_who_says_that_it_is_asked_too_much_is_asked_less() -> None:
    down = failed(source(), FetchError("u", "503", status=503), every=None, now=NOW)
    assert after(down) < HOUR, "it may be back in a minute"
    own = failed(source(), FetchError("u", "500", status=500), every=timedelta(seconds=5), now=NOW)
    assert after(own) <= timedelta(seconds=10)
