"""A feed that exists on paper: items come by chance, its body holds the last few, polls are settled by cadence alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from syndicate.fetch.cadence import polled
from syndicate.model import Document, Outcome, ParsedFeed, SourceState, Validators
from tests.contract.store.builders import an_item

BEGAN = datetime(2026, 3, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ADDRESS = "https://a.example/feed"
Rate = Callable[[datetime], float]  # items per hour


def steady(per_hour: float) -> Rate:
    return lambda _: per_hour


def by_day(per_hour: float) -> Rate:
    """Working hours from six to ten at night; hardly anything at night."""
    return lambda at: per_hour if 6 <= at.hour < 22 else per_hour / 50


def until(per_hour: float, end: timedelta) -> Rate:
    return lambda at: per_hour if at < BEGAN + end else 0.0


def from_then(per_hour: float, begin: timedelta) -> Rate:
    """Asleep, but for what it said before we came."""
    return lambda at: 0.0 if BEGAN <= at < BEGAN + begin else per_hour


def body(items: Sequence[datetime], *, first: bool) -> ParsedFeed:
    """What a parser finds; the dates of items are looked at once."""
    dated = tuple(an_item(str(n), claimed_at=at) for n, at in enumerate(items)) if first else ()
    return ParsedFeed(title="Paper", site_url=None, language="en", items=dated)


def arrivals(rate: Rate, highest: float, span: timedelta, seed: int) -> list[datetime]:
    """Draw a Poisson process by thinning one of the highest rate."""
    dice = Random(seed)
    found, at = [], BEGAN - 2 * DAY
    while (at := at + HOUR * dice.expovariate(highest)) < BEGAN + span:
        if dice.random() * highest < rate(at):
            found.append(at)
    return found


def quickest(items: Sequence[datetime], window: int) -> timedelta:
    """The shortest time in which everything that a body holds was replaced."""
    return min(
        (last - first for first, last in zip(items, items[window:], strict=False)),
        default=timedelta.max,
    )


@dataclass
class Story:
    """What came of it."""

    polls: list[datetime] = field(default_factory=list)
    intervals: list[timedelta] = field(default_factory=list)
    new: int = 0
    losses: list[tuple[datetime, int]] = field(default_factory=list)
    state: SourceState | None = None

    def lost(self, after: timedelta = timedelta()) -> int:
        """How many items came and went unseen, but for those in the beginning."""
        return sum(number for at, number in self.losses if at >= BEGAN + after)

    def when(self, interval: timedelta) -> int | None:
        """How many polls it took until the interval was this long."""
        return next((n for n, each in enumerate(self.intervals, 1) if each >= interval), None)


def follow(items: Sequence[datetime], window: int, span: timedelta, name: str = "s") -> Story:
    story = Story()
    state = SourceState(name, ADDRESS, BEGAN)
    read = max(bisect_right(items, BEGAN) - window, 0)
    while state.next_poll_at < BEGAN + span:
        now = state.next_poll_at
        there = bisect_right(items, now)
        first = max(there - window, 0)
        if first > read:
            story.losses.append((now, first - read))
        new = there - max(first, read)
        read = there
        feed = body(items[first:there], first=not story.polls)
        got = Document(ADDRESS, str(there).encode(), "", Validators(), now)
        outcome = Outcome(there - first, new, 0)
        state = polled(state, got, feed, outcome, every=None, now=now)
        story.polls.append(now)
        story.new += new
        assert state.interval is not None
        story.intervals.append(state.interval)
    story.state = state
    return story
