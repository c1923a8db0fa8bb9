"""The protocol as a subscriber sees it (WebSub, 5): what we ask, what we believe, where that leads. Pure.

Each step takes a subscription and gives the one that stands in its place; None where nothing is left of it.
A request counts as failed from the moment it is made until the hub verifies it: so a hub that never answers,
one that refuses, and a crash of ours are all tried again by the same rule.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from syndicate.model import Subscription, authority

LEASE = timedelta(days=10)
LEASE_SHORTEST = timedelta(hours=1)
LEASE_LONGEST = timedelta(days=30)
RENEWED_AT = 0.8
FIRST_WAIT = timedelta(minutes=10)
LONGEST_WAIT = timedelta(hours=24)
WISH_LONGEST = timedelta(days=7)
WHEN_DENIED = timedelta(days=7)
WHEN_DISTRUSTED = timedelta(days=7)
FAREWELLS = 3  # requests to leave; a hub that verifies none of them forgets us when the lease ends
CHALLENGE_CHARS = 512
REASON_CHARS = 200

_CHALLENGE = re.compile(rf"[\x21-\x7e]{{1,{CHALLENGE_CHARS}}}")


@dataclass(frozen=True, slots=True)
class Question:
    """What a hub asks at a callback: do you mean it (5.3), or what it tells there: you are denied (5.2)."""

    mode: str
    topic: str
    challenge: str = ""
    lease: timedelta = LEASE
    reason: str = ""


def form(subscription: Subscription) -> dict[str, str]:
    """Return what is sent to the hub (5.1): what is `pending`, as a form."""
    fields = {
        "hub.mode": subscription.pending or "subscribe",
        "hub.topic": subscription.topic,
        "hub.callback": subscription.callback,
    }
    if fields["hub.mode"] == "subscribe":
        fields["hub.lease_seconds"] = str(LEASE // timedelta(seconds=1))
        if subscription.secret:
            fields["hub.secret"] = subscription.secret
    return fields


def question(query: Mapping[str, str]) -> Question | None:
    """Read what a hub asks; None when it is no question of WebSub."""
    mode, topic = query.get("hub.mode", ""), query.get("hub.topic", "")
    if mode == "denied":
        reason = "".join(char for char in query.get("hub.reason", "") if char.isprintable())
        return Question(mode, topic, reason=reason[:REASON_CHARS].strip())
    challenge = query.get("hub.challenge", "")
    if mode not in {"subscribe", "unsubscribe"} or not _CHALLENGE.fullmatch(challenge):
        return None
    return Question(mode, topic, challenge, lease(query.get("hub.lease_seconds", "")))


def is_expected(subscription: Subscription, asked: Question) -> bool:
    """Tell whether this is what we asked the hub for, or the hub's refusal of it."""
    return asked.topic == subscription.topic and asked.mode in {"denied", subscription.pending}


def takes_pushes(subscription: Subscription) -> bool:
    """Tell whether the hub may push: it verified us once, and we have not left since."""
    return subscription.standing in {"wanted", "active"} and subscription.verified_at is not None


def asking(subscription: Subscription, now: datetime) -> Subscription | None:
    """Make the next request of a subscription that is due."""
    failures = subscription.failures
    wait = min(FIRST_WAIT * (1 << min(failures, 10)), LONGEST_WAIT)
    if subscription.standing == "leaving":
        if failures >= FAREWELLS:
            return None
        return replace(
            subscription, pending="unsubscribe", due_at=now + wait, failures=failures + 1
        )
    lease = subscription.lease_until
    goes_on = subscription.standing == "active" and lease is not None and lease > now
    return replace(
        subscription,
        standing="active" if goes_on else "wanted",
        pending="subscribe",
        due_at=now + wait,
        failures=failures + 1,
    )


def refused(
    subscription: Subscription, reason: str, wish: timedelta | None, now: datetime
) -> Subscription:
    """Settle a request that the hub did not take; `wish` is how long it wants to be left alone."""
    if subscription.pending is None:  # it verified before it answered, and then answered badly
        return subscription
    earliest = now + min(wish or timedelta(), WISH_LONGEST)
    return replace(subscription, problem=reason, due_at=max(subscription.due_at, earliest))


def answered(subscription: Subscription, asked: Question, now: datetime) -> Subscription | None:
    """Settle what the hub verified or denied. What is no longer expected changes nothing."""
    if not is_expected(subscription, asked):
        return subscription
    if asked.mode == "unsubscribe" or (
        asked.mode == "denied" and subscription.standing == "leaving"
    ):
        return None
    if asked.mode == "denied":
        return replace(
            subscription,
            standing="denied",
            pending=None,
            due_at=now + WHEN_DENIED,
            lease_until=None,
            verified_at=None,
            problem=f"the hub denies it: {asked.reason or 'without a reason'}",
        )
    return replace(
        subscription,
        standing="active",
        pending=None,
        verified_at=now,
        lease_until=now + asked.lease,
        due_at=now + asked.lease * RENEWED_AT,
        failures=0,
        problem=None,
    )


def left(subscription: Subscription, now: datetime) -> Subscription | None:
    """Leave: at once where the hub never verified anything, else by telling it."""
    if subscription.verified_at is None:
        return None
    if subscription.standing == "leaving":
        return subscription
    return replace(subscription, standing="leaving", pending=None, due_at=now, failures=0)


def distrusted(fresh: Subscription, now: datetime) -> Subscription:
    """Stand in for a subscription whose hub was slower than our polls: it gets another chance, later."""
    return replace(
        fresh,
        standing="distrusted",
        due_at=now + WHEN_DISTRUSTED,
        problem="a poll found news that the hub had not told",
    )


def lease(text: str) -> timedelta:
    """Read how long a hub is to remember somebody, within reason; what is not said is ten days."""
    if not re.fullmatch(r"[0-9]{1,10}", text):
        return LEASE
    return min(max(timedelta(seconds=int(text)), LEASE_SHORTEST), LEASE_LONGEST)


def told(subscription: Subscription) -> str:
    """Say in a few words how it stands with push; the hub by its host, as addresses may hold secrets."""
    hub, until = authority(subscription.hub), subscription.lease_until
    if subscription.standing == "active" and until is not None:
        how = "" if subscription.secret else ", unsigned: it only says when to poll"
        return f"on, by {hub} until {until:%Y-%m-%d %H:%M}{how}"
    words = f"{subscription.standing}, {hub}"
    return f"{words}: {subscription.problem}" if subscription.problem else words
