"""The protocol as a hub sees it (WebSub, 5 to 7): what is asked of us, what we ask back, what we deliver. Pure."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, cast

from syndicate.model import Follower, FollowMode, FollowRequest
from syndicate.websub.callback import is_named
from syndicate.websub.signature import sign
from syndicate.websub.subscriber import lease

SECRET_BYTES: Final = 200
VERIFICATIONS: Final = 3
VERIFIED_AGAIN: Final = timedelta(minutes=1)
FIRST_WAIT: Final = timedelta(minutes=1)
LONGEST_WAIT: Final = timedelta(hours=6)
OURS_LONGEST: Final = timedelta(minutes=16)
WISH_LONGEST: Final = timedelta(hours=24)
GIVEN_UP_AT: Final = 10  # failures in a row: after about a day


@dataclass(frozen=True, slots=True)
class Wish:
    """What a form asks of a hub (5.1)."""

    mode: FollowMode
    topic: str
    callback: str = field(repr=False)
    secret: str | None = field(repr=False)
    lease: timedelta


def wish(form: Mapping[str, str]) -> Wish | str:
    """Read a form; or say what is wrong with it."""
    mode, callback = form.get("hub.mode", ""), form.get("hub.callback", "")
    secret = form.get("hub.secret") or None
    if mode not in {"subscribe", "unsubscribe"}:
        return "hub.mode is subscribe or unsubscribe here."
    if not is_named(callback) or "#" in callback or not callback.isprintable():
        return "hub.callback is no http or https address."
    if secret is not None and len(secret.encode("utf-8", "surrogatepass")) >= SECRET_BYTES:
        return f"hub.secret has to be shorter than {SECRET_BYTES} bytes."
    return Wish(
        mode=cast("FollowMode", mode),
        topic=form.get("hub.topic", ""),
        callback=callback,
        secret=secret,
        lease=lease(form.get("hub.lease_seconds", "")),
    )


def question(request: FollowRequest) -> dict[str, str]:
    """Return what is asked at the callback (5.3), as a query."""
    query = {
        "hub.mode": request.mode,
        "hub.topic": request.topic,
        "hub.challenge": request.challenge,
    }
    if request.mode == "subscribe":
        query["hub.lease_seconds"] = str(request.lease // timedelta(seconds=1))
    return query


def is_meant(request: FollowRequest, answer: bytes) -> bool:
    """Tell whether the callback gave the challenge back, and nothing else."""
    return hmac.compare_digest(answer.strip(), request.challenge.encode())


def verified_later(
    request: FollowRequest, status: int | None, now: datetime
) -> FollowRequest | None:
    """Make the request as it is asked again, where a callback did not answer or has trouble; None: it said no."""
    if (status is not None and status < 500) or request.tries + 1 >= VERIFICATIONS:
        return None
    return replace(request, tries=request.tries + 1, due_at=now + VERIFIED_AGAIN)


def headers(follower: Follower, body: bytes, content_type: str, links: str) -> dict[str, str]:
    """Return what goes along with the feed (7, 7.1)."""
    told = {"Content-Type": content_type, "Link": links}
    if follower.secret:
        told["X-Hub-Signature"] = sign(follower.secret, body)
    return told


def ping(topic: str) -> dict[str, str]:
    """Return what a hub of others is told, as a form. The Recommendation leaves it open; hubs read one or the other."""
    return {"hub.mode": "publish", "hub.url": topic, "hub.topic": topic}


def missed(
    follower: Follower, told: timedelta | None, now: datetime, *, is_ours: bool = False
) -> Follower | None:
    """Make a follower who did not take a delivery as it is tried again; None: it is given up.

    `told` is how long it wants to be left alone. A hub that feeds.yaml names is never given up, nor is anybody for a
    failure that is ours (`is_ours`): it does not count, and news are brought soon after it is over.
    """
    wait = min(FIRST_WAIT * (1 << 2 * min(follower.failures, 9)), LONGEST_WAIT)
    if is_ours:
        wait, failures = min(wait, OURS_LONGEST), max(follower.failures, 1)
    else:
        failures = follower.failures + 1
        if failures >= GIVEN_UP_AT and not follower.pings:
            return None
    wait = max(wait, min(told or timedelta(), WISH_LONGEST))
    return replace(follower, failures=failures, due_at=now + wait)
