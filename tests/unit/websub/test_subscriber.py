from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.model import Subscription
from syndicate.websub.subscriber import (
    FAREWELLS,
    answered,
    asking,
    form,
    left,
    question,
    refused,
    takes_pushes,
    told,
)

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TOPIC = "https://paper.example/feed"
WANTED = Subscription(
    token="t" * 43,
    source_id="s1",
    hub="https://hub.example/?key=1",
    topic=TOPIC,
    callback="https://desk.example/push/" + "t" * 43,
    secret="s" * 43,
    due_at=NOW,
)


def asked(one: Subscription = WANTED, now: datetime = NOW) -> Subscription:
    after = asking(one, now)
    assert after is not None
    return after


def says(mode: str, topic: str = TOPIC, **more: str) -> dict[str, str]:
    given = {"hub.mode": mode, "hub.topic": topic, "hub.challenge": "abc"}
    return given | {f"hub.{name}": value for name, value in more.items()}


def settled(one: Subscription, query: dict[str, str], now: datetime = NOW) -> Subscription | None:
    read = question(query)
    assert read is not None
    return answered(one, read, now)


def active(**query: str) -> Subscription:
    one = settled(asked(), says("subscribe", **query))
    assert one is not None
    return one


def test_a_request_says_what_the_recommendation_asks_for() -> None:
    assert form(asked()) == {
        "hub.mode": "subscribe",
        "hub.topic": TOPIC,
        "hub.callback": WANTED.callback,
        "hub.lease_seconds": "864000",
        "hub.secret": WANTED.secret,
    }
    assert "hub.secret" not in form(asked(replace(WANTED, secret=None)))
    leaving = left(active(), NOW)
    assert leaving is not None
    assert form(asked(leaving)) == {
        "hub.mode": "unsubscribe",
        "hub.topic": TOPIC,
        "hub.callback": WANTED.callback,
    }


def test_what_the_hub_verifies_is_active_until_its_lease_ends_and_renewed_at_four_fifths() -> None:
    one = active(lease_seconds="36000")
    assert (one.standing, one.pending, one.failures) == ("active", None, 0)
    assert (one.lease_until, one.due_at) == (NOW + 10 * HOUR, NOW + 8 * HOUR)
    assert one.push_until == one.lease_until


@pytest.mark.parametrize(
    ("said", "lease"),
    [
        ("1", HOUR),
        ("0", HOUR),
        ("99999999", 30 * DAY),
        ("99999999999", 10 * DAY),
        ("", 10 * DAY),
        ("-5", 10 * DAY),
        ("٣", 10 * DAY),
    ],
)
def test_a_lease_is_kept_within_reason(said: str, lease: timedelta) -> None:
    assert active(lease_seconds=said).lease_until == NOW + lease


@pytest.mark.parametrize(
    "query",
    [
        says("subscribe", topic="https://other.example/"),
        says("unsubscribe"),
        says("denied", topic="https://other.example/"),
    ],
)
def test_what_was_not_asked_for_changes_nothing(query: dict[str, str]) -> None:
    assert settled(asked(), query) == asked()


def test_what_is_not_pending_any_more_changes_nothing() -> None:
    assert settled(active(), says("subscribe", lease_seconds="7200"), NOW + DAY) == active()


@pytest.mark.parametrize(
    "challenge", ["", "a b", "a\n", "é", "x" * 513, "<b>\0", "a\r\nSet-Cookie: x"]
)
def test_a_challenge_is_short_and_printable_or_none(challenge: str) -> None:
    assert question(says("subscribe", challenge=challenge)) is None


@given(st.dictionaries(st.sampled_from(sorted(says("", reason="", lease_seconds=""))), st.text()))
def test_no_question_is_too_strange(query: dict[str, str]) -> None:
    read = question(query)
    if read is not None:
        after = answered(asked(), read, NOW)
        assert after is None or after.token == WANTED.token


def test_a_hub_that_says_nothing_is_asked_ever_more_slowly_and_never_given_up() -> None:
    one, now, waits = WANTED, NOW, []
    for _ in range(20):
        one = asked(one, now)
        waits.append(one.due_at - now)
        now = one.due_at
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(minutes=10), DAY)


def test_a_failed_renewal_keeps_the_lease_and_after_it_everything_begins_anew() -> None:
    one = active()
    assert one.lease_until is not None
    renewing = asked(one, one.due_at)
    assert (renewing.standing, renewing.pending) == ("active", "subscribe")
    assert takes_pushes(renewing)
    late = asked(renewing, one.lease_until)
    assert (late.standing, late.push_until) == ("wanted", None)


def test_a_refusal_is_told_and_a_wish_to_be_left_alone_obeyed() -> None:
    one = refused(asked(), "the server says 429", 3 * HOUR, NOW)
    assert (one.problem, one.due_at) == ("the server says 429", NOW + 3 * HOUR)
    assert refused(asked(), "no", 900 * DAY, NOW).due_at == NOW + 7 * DAY
    assert refused(asked(), "no", None, NOW).due_at == asked().due_at
    assert refused(active(), "too late", None, NOW) == active()


def test_a_denial_is_believed_for_a_week_and_its_reason_cut() -> None:
    one = settled(active(), says("denied", reason="no\x1b[31m" + "x" * 999))
    assert one is not None
    assert (one.standing, one.due_at, one.push_until) == ("denied", NOW + 7 * DAY, None)
    assert one.problem is not None
    assert len(one.problem) < 300
    assert one.problem.isprintable()
    assert not takes_pushes(one)
    assert asked(one, one.due_at).standing == "wanted"


def test_leaving_ends_when_the_hub_agrees_denies_or_never_answers() -> None:
    leaving = left(active(), NOW)
    assert leaving is not None
    assert not takes_pushes(leaving)
    assert settled(asked(leaving), says("unsubscribe")) is None
    assert settled(asked(leaving), says("denied")) is None
    one: Subscription | None = leaving
    for _ in range(FAREWELLS):
        assert one is not None
        one = asking(one, NOW)
    assert one is not None
    assert asking(one, NOW) is None


def test_leaving_a_hub_that_never_agreed_needs_no_farewell() -> None:
    assert left(asked(), NOW) is None


def test_no_secret_is_told() -> None:
    assert WANTED.secret is not None
    for one in (WANTED, active(), replace(active(), secret=None)):
        assert "key" not in told(one)
        assert WANTED.secret not in told(one) + repr(one)
        assert WANTED.token not in told(one) + repr(one)
    assert told(active()) == "on, by hub.example until 2026-03-12 08:00"
