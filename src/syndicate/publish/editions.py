"""An instant -> the edition of a digest that tells of it, by the clock of a place. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from syndicate.model import Editions


@dataclass(frozen=True, slots=True, order=True)
class Edition:
    """What was first seen from `begins_at` on, until `ends_at`. It is known by the day on which it begins."""

    begins_at: datetime
    ends_at: datetime
    day: date


def edition_of(instant: datetime, editions: Editions) -> Edition:
    """Return the edition that an instant belongs to: exactly one, whatever clocks are put to on the way."""
    days = timedelta(days=7 if editions.every == "week" else 1)
    day = instant.astimezone(editions.zone).date()
    if editions.every == "week":
        day -= timedelta(days=(day.weekday() - editions.weekday) % 7)
    while instant < _boundary(day, editions):  # twice where the place skipped the day before
        day -= days
    return Edition(_boundary(day, editions), _boundary(day + days, editions), day)


_TURN = timedelta(hours=3)  # before and after a boundary, where clocks may be put


class Calendar:
    """Tells the same of many instants: what lies well within an edition that was told is of that one, too."""

    def __init__(self, editions: Editions) -> None:
        self._editions = editions
        self._last: Edition | None = None

    def edition(self, instant: datetime) -> Edition:
        """Return the edition that an instant belongs to."""
        last = self._last
        if last is None or not last.begins_at + _TURN <= instant < last.ends_at - _TURN:
            last = self._last = edition_of(instant, self._editions)
        return last


def _boundary(day: date, editions: Editions) -> datetime:
    """When an edition begins: at the first of two such times, and an hour later where the clock leaves it out."""
    return datetime.combine(day, editions.at, editions.zone).astimezone(UTC)


def names(edition: Edition, editions: Editions) -> tuple[str, ...]:
    """Return what the id of an edition is made of."""
    day = edition.day.isoformat()
    return ("week", day) if editions.every == "week" else (day,)


def title(edition: Edition, editions: Editions) -> str:
    """Name an edition by its last day, or by when it ends where that is not midnight."""
    if editions.at == time():
        last = edition.ends_at - timedelta(microseconds=1)
        ended = _written(last.astimezone(editions.zone))
    else:
        ended = f"{_written(edition.ends_at.astimezone(editions.zone))}, {editions.at:%H:%M}"
    return f"Week to {ended}" if editions.every == "week" else ended


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
