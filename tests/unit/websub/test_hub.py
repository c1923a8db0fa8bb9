from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from syndicate.model import Follower, FollowRequest
from syndicate.websub import hub
from syndicate.websub.signature import is_signed

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TOPIC = "https://desk.example/outputs/all.atom"
FORM = {
    "hub.mode": "subscribe",
    "hub.topic": TOPIC,
    "hub.callback": "https://reader.example/1?key=2",
    "hub.secret": "s" * 199,
    "hub.lease_seconds": "86400",
}
FOLLOWER = Follower(topic=TOPIC, callback=FORM["hub.callback"], has="v1", due_at=NOW, secret="key")


def a_request(**more: Any) -> FollowRequest:
    one = FollowRequest(
        topic=TOPIC,
        callback=FORM["hub.callback"],
        mode="subscribe",
        challenge="c" * 43,
        secret=None,
        lease=DAY,
        has="v1",
        due_at=NOW,
    )
    return replace(one, **more)


def test_a_form_is_read_as_it_was_sent() -> None:
    assert hub.wish(FORM) == hub.Wish(
        "subscribe", TOPIC, FORM["hub.callback"], FORM["hub.secret"], DAY
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"hub.mode": "publish"},
        {"hub.mode": ""},
        {"hub.callback": "ftp://reader.example/"},
        {"hub.callback": "https://name:word@reader.example/"},
        {"hub.callback": "https://reader.example/#part"},
        {"hub.callback": "https://reader.example/\n"},
        {"hub.callback": "https://reader.example/" + "a" * 2048},
        {"hub.secret": "s" * 200},
        {"hub.secret": "é" * 100},
    ],
)
def test_what_cannot_be_done_is_said(wrong: dict[str, str]) -> None:
    assert isinstance(hub.wish(FORM | wrong), str)


@pytest.mark.parametrize(
    ("asked", "given"),
    [("1", HOUR), ("", 10 * DAY), ("-5", 10 * DAY), ("soon", 10 * DAY), ("9" * 9, 30 * DAY)],
)
def test_a_lease_lies_between_an_hour_and_thirty_days(asked: str, given: timedelta) -> None:
    found = hub.wish(FORM | {"hub.lease_seconds": asked})
    assert isinstance(found, hub.Wish)
    assert found.lease == given


def test_the_callback_is_asked_with_a_challenge_and_the_lease_that_it_gets() -> None:
    assert hub.question(a_request()) == {
        "hub.mode": "subscribe",
        "hub.topic": TOPIC,
        "hub.challenge": "c" * 43,
        "hub.lease_seconds": "86400",
    }
    assert "hub.lease_seconds" not in hub.question(a_request(mode="unsubscribe"))


@pytest.mark.parametrize(
    ("answer", "is_meant"),
    [(b"c" * 43, True), (b"c" * 43 + b"\n", True), (b"c" * 42, False), (b"", False)],
)
def test_only_who_gives_the_challenge_back_means_it(answer: bytes, *, is_meant: bool) -> None:
    assert hub.is_meant(a_request(), answer) is is_meant


def test_who_says_no_is_not_asked_again_and_who_has_trouble_twice_more() -> None:
    assert hub.verified_later(a_request(), 404, NOW) is None
    again = hub.verified_later(a_request(), None, NOW)
    assert again is not None
    assert (again.tries, again.due_at) == (1, NOW + timedelta(minutes=1))
    third = hub.verified_later(again, 503, NOW)
    assert third is not None
    assert hub.verified_later(third, 503, NOW) is None


def test_a_delivery_is_signed_where_there_is_a_secret() -> None:
    told = hub.headers(FOLLOWER, b"body", "application/atom+xml", "<x>")
    assert is_signed("key", b"body", told.pop("X-Hub-Signature"))
    assert told == {"Content-Type": "application/atom+xml", "Link": "<x>"}
    unsigned = hub.headers(replace(FOLLOWER, secret=None), b"body", "text/xml", "<x>")
    assert "X-Hub-Signature" not in unsigned


def test_failures_are_tried_again_ever_more_slowly_and_given_up_after_a_day() -> None:
    one, at = FOLLOWER, NOW
    while (later := hub.missed(one, None, at)) is not None:
        one, at = later, later.due_at
    assert DAY < at - NOW < 2 * DAY
    pinged = hub.missed(replace(one, pings=True), None, at)
    assert pinged is not None
    assert pinged.due_at == at + timedelta(hours=6)


def test_a_follower_is_left_alone_for_as_long_as_it_wants_up_to_a_day() -> None:
    for wish, due_at in ((2 * HOUR, NOW + 2 * HOUR), (90 * DAY, NOW + DAY)):
        later = hub.missed(FOLLOWER, wish, NOW)
        assert later is not None
        assert later.due_at == due_at


def test_what_is_our_own_fault_counts_for_no_more_than_one_failure() -> None:
    one = FOLLOWER
    for _ in range(99):
        later = hub.missed(one, None, NOW, is_ours=True)
        assert later is not None
        one = later
    assert (one.failures, one.due_at) == (1, NOW + timedelta(minutes=4))
    late = hub.missed(replace(one, failures=9), None, NOW, is_ours=True)
    assert late is not None
    assert (late.failures, late.due_at) == (9, NOW + timedelta(minutes=16))
