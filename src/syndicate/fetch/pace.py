"""What polls bring -> how often to poll. Pure. The formula, and why: docs/decisions/0012-when-to-poll.md.

Learnt from polls alone: dates of items lie, and are asked once, for where to start. `gap` is the time between
new items, smoothed over a day, so that neither a night nor a burst is taken for the rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp

from syndicate.model import Item, Outcome, SourceState

START = timedelta(minutes=30)
SLOWEST_START = timedelta(hours=6)
SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(hours=24)
AFTER_LOSS = timedelta(minutes=30)
MEMORY = timedelta(days=1)
# So much silence is taken to lie before the first item that is seen to come.
DOUBT = timedelta(hours=2)
LONGEST_GAP = timedelta(days=365)
LATE = 3  # times the interval: we were away, which says nothing about the source
MOST_LOST = 100_000  # in one gap: nobody counts further than that
FEW = 5  # items: a window so small turns over without any hurry


@dataclass(frozen=True, slots=True)
class Seen:
    """One poll as it bears on the pace. `whole`: a document was read to its end, so its items were counted."""

    outcome: Outcome
    elapsed: timedelta  # since the poll before; none at the first one
    whole: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Pace:
    """What is known after a poll. `lost` is about how many items came and went unseen."""

    interval: timedelta
    gap: timedelta | None
    lost: int = 0


def seen(state: SourceState, outcome: Outcome, now: datetime, *, whole: bool) -> Seen:
    """Set a poll in relation to the one before. A clock that went back makes no time go by."""
    last = state.last_success_at or now
    elapsed = max(now - last, timedelta())
    late = state.failures > 0 or elapsed > LATE * bounded(state.interval or START)
    return Seen(outcome, elapsed, whole, late)


def start(items: Sequence[Item], now: datetime) -> timedelta:
    """Choose the first interval: half the gap between the dates of the items, where those are sane."""
    dates = sorted({item.claimed_at for item in items if item.claimed_at is not None})
    if len(dates) < FEW or dates[-1] > now + SHORTEST or 2 * len(dates) < len(items):
        return START
    return min(bounded((now - dates[0]) / (2 * len(dates))), SLOWEST_START)


def after(state: SourceState, poll: Seen) -> Pace:
    """Learn from a poll that is not the first one."""
    interval = bounded(state.interval or START)
    new = poll.outcome.new
    lost = _lost(state, poll)
    gap = _gap(state.gap, new, poll.elapsed)
    if gap is not None and _is_all_new(poll):
        # What was seen is the least that there was.
        gap = min(gap, state.gap or gap, poll.elapsed / new)
    if _is_all_new(poll) and not poll.late:
        interval = min(interval / 4, AFTER_LOSS)
    elif new:
        interval = _nearer(interval, state.window, poll, gap)
    else:
        interval *= 1.5
        if gap is not None:
            interval = min(interval, gap * _patience(state.window))
    return Pace(bounded(interval), gap, lost)


def bounded(interval: timedelta) -> timedelta:
    """Between five minutes and a day."""
    return min(max(interval, SHORTEST), LONGEST)


def _nearer(interval: timedelta, window: int, poll: Seen, gap: timedelta | None) -> timedelta:
    """Move towards half the gap, by half at once; and so that what a body holds lasts for two polls."""
    wish = interval if gap is None else gap / 2
    if poll.late:
        return max(interval, min(wish, interval * 1.5))
    wish = min(max(wish, interval / 2), interval * 1.5)
    held = max(window, poll.outcome.offered)
    if poll.whole and held >= FEW:
        wish = min(wish, max(poll.elapsed, interval) * held / (2 * poll.outcome.new))
    return wish


def _patience(window: int) -> float:
    """How many gaps a silence may stretch the interval to: never beyond half of what a body holds."""
    return min(2.0, window / 2) if window else 2.0


def _gap(gap: timedelta | None, new: int, elapsed: timedelta) -> timedelta | None:
    """Smooth the rate of new items, by time and not by polls; its inverse is what is remembered."""
    if not elapsed:
        return gap
    if gap is None:
        return min((elapsed + DOUBT) / new, LONGEST_GAP) if new else None
    weight = 1 - exp(-elapsed / MEMORY)
    rate = (1 - weight) / max(gap / MEMORY, 1e-9) + weight * new / (elapsed / MEMORY)
    return min(MEMORY / max(rate, MEMORY / LONGEST_GAP), LONGEST_GAP)


def _is_all_new(poll: Seen) -> bool:
    """No overlap with the poll before: what lies between the two is not known."""
    return poll.whole and poll.outcome.new == poll.outcome.offered >= FEW


def _lost(state: SourceState, poll: Seen) -> int:
    """Estimate how many items came and went; where the body was not full before, perhaps none.

    What a source said while it was not followed is not missed: nobody wanted it.
    """
    if state.good_at != state.last_success_at:
        return 0
    new = poll.outcome.new
    if not _is_all_new(poll) or state.window < FEW or 4 * new < 3 * state.window:
        return 0
    expected = poll.elapsed / state.gap if state.gap else 0
    return min(max(1, round(expected) - new), MOST_LOST)
