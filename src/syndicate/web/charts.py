"""Instants -> the bars of a small chart. Pure; the template draws them as SVG."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from syndicate.publish.reports import many

HEIGHT = 28
STEP = 6  # width of a bar and the gap behind it


@dataclass(frozen=True, slots=True)
class Bar:
    """One day: where its bar stands, how high it is, and how many items it had."""

    x: int
    y: int
    height: int
    count: int
    day: date


def bars(instants: Iterable[datetime], until: datetime, days: int = 21) -> tuple[Bar, ...]:
    """Count the items of each of the last days; the busiest one reaches the top."""
    last = until.astimezone(UTC).date()
    counts = Counter(instant.astimezone(UTC).date() for instant in instants)
    span = [last - timedelta(days=days - 1 - place) for place in range(days)]
    most = max((counts[day] for day in span), default=0) or 1
    return tuple(_bar(place, day, counts[day], most) for place, day in enumerate(span))


def told(chart: Sequence[Bar]) -> str:
    """Say in words what a chart shows."""
    total = sum(bar.count for bar in chart)
    busiest = max(chart, key=lambda bar: bar.count)
    if not total:
        return f"no items in {len(chart)} days"
    return (
        f"{many(total, 'item', 'items')} in {len(chart)} days, most on {busiest.day.day} {busiest.day:%b}"
        f" ({busiest.count})"
    )


def _bar(place: int, day: date, count: int, most: int) -> Bar:
    height = max(round(count / most * HEIGHT), 3) if count else 1
    return Bar(place * STEP, HEIGHT - height, height, count, day)
