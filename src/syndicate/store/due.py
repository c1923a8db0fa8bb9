"""Due times that are put off or mended, many at once: a host asks for peace, a clock jumped, a restart."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from syndicate.model import CUT_OFF, MICROSECOND, micros
from syndicate.protocols import Row, Statement, Transaction

CROWD = 50  # more sources than this are not asked all at once
START = timedelta(minutes=30)  # of a source without an interval yet
# The longest Retry-After or the week of a source that is gone, with its jitter.
LONGEST_WAIT = timedelta(days=7.7)
SECOND = timedelta(seconds=1) // MICROSECOND
HELD_EACH = 2 * SECOND  # so many of one host begin after its rest, one each
DUE_EACH = SECOND // 20  # after a restart, twenty a second


def within(source_id: str, span: int) -> int:
    """Give a place in `span` microseconds: always the same one, and another for each source."""
    return int.from_bytes(hashlib.sha256(source_id.encode()).digest()[:8]) % max(span, 1)


def hold_host(host: str, until: datetime, source_id: str) -> Transaction[int]:
    """Note the wish of a host, with who was told it; put off what its sources are due for before `until`."""
    yield Statement(
        "UPDATE sources SET held_until = :until WHERE (host = :host OR id = :id) "
        "AND coalesce(held_until, 0) < :until",
        {"host": host, "id": source_id, "until": micros(until)},
    )
    rows = yield Statement(
        "SELECT id FROM sources WHERE host = :host AND retired_at IS NULL AND claimed = 0 "
        "AND next_poll_at < :until ORDER BY id",
        {"host": host, "until": micros(until)},
    )
    span = max(len(rows) * HELD_EACH, 60 * SECOND)
    yield Statement(
        "UPDATE sources SET next_poll_at = :due WHERE id = :id AND claimed = 0 AND next_poll_at < :due",
        many=[{"id": row["id"], "due": micros(until) + within(row["id"], span)} for row in rows],
    )
    return len(rows)


def clamp(now: datetime, set_back: timedelta) -> Transaction[None]:
    """Move what is due by a clock that was wrong, then what cannot be, then the crowd that is overdue."""
    if set_back > timedelta():
        yield Statement(
            "UPDATE sources SET next_poll_at = CASE WHEN next_poll_at - :back < :now THEN :now "
            "ELSE next_poll_at - :back END WHERE next_poll_at > :now",
            {"now": micros(now), "back": set_back // MICROSECOND},
        )
    yield from _impossible(now)
    yield from _overdue(now)


def reconnect(now: datetime) -> Transaction[None]:
    """Make due who was cut off, then spread the crowd that this is."""
    yield Statement(
        "UPDATE sources SET next_poll_at = :now WHERE retired_at IS NULL AND claimed = 0 "
        "AND next_poll_at > :now AND substr(problem, 1, :length) = :cut_off",
        {"now": micros(now), "length": len(CUT_OFF), "cut_off": CUT_OFF},
    )
    yield from _overdue(now)


def _impossible(now: datetime) -> Transaction[None]:
    """People may choose an interval of months: what lies within one of those is possible."""
    rows = yield Statement(
        "SELECT id, next_poll_at, poll_interval FROM sources WHERE retired_at IS NULL "
        "AND next_poll_at > :now + CASE WHEN poll_interval > :longest THEN poll_interval / 10 * 12 "
        "ELSE :longest END ORDER BY id",
        {"now": micros(now), "longest": LONGEST_WAIT // MICROSECOND},
    )
    yield _put([(row, row["poll_interval"] or START // MICROSECOND) for row in rows], now)


def _overdue(now: datetime) -> Transaction[None]:
    rows = yield Statement(
        "SELECT id, next_poll_at FROM sources "
        "WHERE retired_at IS NULL AND claimed = 0 AND next_poll_at <= :now ORDER BY id",
        {"now": micros(now)},
    )
    if len(rows) > CROWD:
        yield _put([(row, len(rows) * DUE_EACH) for row in rows], now)


def _put(spans: Sequence[tuple[Row, int]], now: datetime) -> Statement:
    """Put off what is still due as it was read: of what was claimed since, that is when the claim lapses."""
    return Statement(
        "UPDATE sources SET next_poll_at = :due WHERE id = :id AND next_poll_at = :was",
        many=[
            {
                "id": row["id"],
                "was": row["next_poll_at"],
                "due": micros(now) + within(row["id"], span),
            }
            for row, span in spans
        ],
    )
