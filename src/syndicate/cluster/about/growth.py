"""A thread's moves -> how it goes, against its own past: growing, steady, fading, asleep, awake again. Pure.

Its usual day is the median of the days on which it moved, of the last four weeks without the last 24 hours: one
wild day does not make the next one look quiet, and a topic that sleeps at weekends is not measured by them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt
from statistics import median
from typing import Final, Literal

from syndicate.model import Moves

State = Literal["new", "growing", "steady", "fading", "asleep", "woke"]

COUNTED: Final = timedelta(days=28)  # of which hours are counted
YOUNG: Final = timedelta(days=3)  # until then a thread has no usual day
ASLEEP: Final = timedelta(days=7)
SILENCE: Final = timedelta(days=14)  # so long without an item, and the next one wakes it
DAY, WEEK = 24, 168  # in hours
LEAST: Final = 4  # fewer items are no burst, whatever was usual
TIMES: Final = 2.0  # a burst is so many times what is usual ...
SIGMAS: Final = 3.0  # ... and so far above it as chance seldom goes
GROWS: Final = 1.5


@dataclass(frozen=True, slots=True)
class Growth:
    """How a thread goes. `times` is its last day (or hour, where that bursts) over what is usual for it."""

    state: State
    hour: int  # items of the last hour
    day: int  # items of the last 24 hours
    usual_day: float | None = None
    times: float | None = None
    bursts: bool = False
    silent: timedelta | None = None  # asleep: until now; woke: before it woke
    told: str = ""


def growth(moves: Moves, now: datetime) -> Growth:
    """Say how a thread goes as of an instant."""
    hours: dict[int, int] = {}
    for ago, count in moves.hours.items():
        hours[max(0, ago)] = hours.get(max(0, ago), 0) + count
    silent = now - _newest(moves, hours, now)
    if silent >= ASLEEP:
        return Growth("asleep", 0, 0, silent=silent, told=f"silent for {_long(silent)}")
    hour, day = hours.get(0, 0), _within(hours, 0, DAY)
    slept = _slept(moves, hours, now)
    if slept is not None:
        told = f"woke after {_long(slept)} of silence, {_many(_within(hours, 0, WEEK))} since"
        return Growth("woke", hour, day, silent=slept, told=told)
    if now - moves.first_at < YOUNG:
        return _young(moves, hours, now)
    return _grown(moves, hours, now)


def _young(moves: Moves, hours: Mapping[int, int], now: datetime) -> Growth:
    """A thread without a usual day is measured by its own hours."""
    hour, day = hours.get(0, 0), _within(hours, 0, DAY)
    known = int((now - moves.first_at) / timedelta(hours=1))
    usual = (sum(hours.values()) - hour) / known if known >= 3 else None
    if usual and _bursts(hour, usual):
        return Growth("new", hour, day, None, hour / usual, bursts=True, told=_hourly(hour, usual))
    return Growth("new", hour, day, told=f"{_many(sum(hours.values()))} since it opened")


def _grown(moves: Moves, hours: Mapping[int, int], now: datetime) -> Growth:
    hour, day = hours.get(0, 0), _within(hours, 0, DAY)
    known = min(28, (now - moves.first_at) // timedelta(days=1) + 1)
    by_day: Counter[int] = Counter()
    for ago, count in hours.items():
        by_day[ago // DAY] += count
    days = [by_day[ago] for ago in range(1, known)]
    moving = [count for count in days if count]
    if not moving:
        return Growth("steady", hour, day, told=f"{_many(day)} in 24 h")
    usual = float(median(moving))
    times = day / usual
    told = f"{_many(day)} in 24 h, usually {usual:g}"
    if day:
        told = f"{_times(times)} its usual day: {told}"
    if _bursts(day, usual):
        return Growth("growing", hour, day, usual, times, bursts=True, told=told)
    if _bursts(hour, usual / DAY):
        told = _hourly(hour, usual / DAY)
        return Growth("growing", hour, day, usual, hour * DAY / usual, bursts=True, told=told)
    if times >= GROWS and day >= usual + 2:
        return Growth("growing", hour, day, usual, times, told=told)
    lately, expected = _within(hours, 0, 3 * DAY), 3 * sum(days) / len(days)
    if expected >= 2 and lately < expected / 2:
        told = f"{_many(lately)} in 3 days, usually {expected:.2g}"
        return Growth("fading", hour, day, usual, times, told=told)
    return Growth("steady", hour, day, usual, times, told=told)


def _bursts(count: int, usual: float) -> bool:
    # Counts of rare things vary by the root of what is usual.
    return count >= LEAST and count >= TIMES * usual and count - usual >= SIGMAS * sqrt(usual)


def _newest(moves: Moves, hours: Mapping[int, int], now: datetime) -> datetime:
    if hours:
        return now - timedelta(hours=min(hours))
    return moves.before_at or moves.first_at


def _slept(moves: Moves, hours: Mapping[int, int], now: datetime) -> timedelta | None:
    """How long it was silent before the items of the last week; None where that was no sleep."""
    recent = [ago for ago in hours if ago < WEEK]
    earlier = [ago for ago in hours if ago >= WEEK]
    woke_at = now - timedelta(hours=max(recent, default=0))
    last_at = now - timedelta(hours=min(earlier)) if earlier else moves.before_at
    if last_at is None or woke_at - last_at < SILENCE:
        return None
    return woke_at - last_at


def _within(hours: Mapping[int, int], begin: int, end: int) -> int:
    return sum(count for ago, count in hours.items() if begin <= ago < end)


def _hourly(count: int, usual: float) -> str:
    return f"{_times(count / usual)} its usual hour: {_many(count)} in the last hour"


def _times(ratio: float) -> str:
    return f"{ratio:.1f} ×" if ratio < 10 else f"{ratio:.0f} ×"


def _many(count: int) -> str:
    return f"{count or 'no'} item" if count <= 1 else f"{count} items"


def _long(span: timedelta) -> str:
    if span.days >= 2 * 365:
        return f"{span.days // 365} years"
    return f"{span.days // 7} weeks" if span.days >= 14 else f"{span.days} days"
