"""Row <-> where a source stands: what each field of a state is in the store, and what a poll changed of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from typing import Any

from syndicate.model import MICROSECOND, Hints, Move, SourceState, Validators, micros, moment
from syndicate.protocols import Row
from syndicate.store.rows import dumps, maybe_micros, maybe_moment

Column = int | float | str | bytes | None


def state_values(state: SourceState) -> dict[str, Column]:
    """What a poll leaves behind, whole."""
    values: dict[str, Column] = {"id": state.source_id}
    for field, written in _WRITTEN.items():
        values.update(written(getattr(state, field)))
    return values


def changes(before: SourceState, after: SourceState) -> dict[str, Column]:
    """What a poll that brought nothing leaves behind: a few columns, for all the others are as they were."""
    values: dict[str, Column] = {}
    for field, written in _WRITTEN.items():
        value = getattr(after, field)
        if value != getattr(before, field):
            values.update(written(value))
    return values


def state_of(row: Row) -> SourceState:
    """Row -> where a source stands."""
    return SourceState(
        source_id=row["id"],
        url=row["url"],
        next_poll_at=moment(row["next_poll_at"]),
        validators=Validators(row["etag"], row["last_modified"]),
        body_hash=row["body_hash"],
        interval=_span(row["poll_interval"]),
        last_poll_at=maybe_moment(row["last_poll_at"]),
        last_success_at=maybe_moment(row["last_success_at"]),
        failures=row["failures"],
        problem=row["problem"],
        title=row["feed_title"],
        site_url=row["site_url"],
        language=row["language"],
        host=row["host"],
        hints=_hints(row["hints"]),
        move=_move(row["move"]),
        marks=row["marks"],
        poison=row["poison"],
        body_at=maybe_moment(row["body_at"]),
        gap=_span(row["gap"]),
        window=row["item_window"],
        missed=row["missed"],
        missed_at=maybe_moment(row["missed_at"]),
        push_until=maybe_moment(row["push_until"]),
        feed_id=row["feed_id"],
        held_until=maybe_moment(row["held_until"]),
        claim=row["claimed"],
        subscribed=row["url_subscribed"],
        resumed_at=maybe_moment(row["resumed_at"]),
    )


def _maybe_span(duration: timedelta | None) -> int | None:
    return None if duration is None else duration // MICROSECOND


def _span(number: int | None) -> timedelta | None:
    return None if number is None else timedelta(microseconds=number)


def _hints_text(hints: Hints) -> str | None:
    if hints == Hints():
        return None
    return dumps([_maybe_span(hints.ttl), hints.skip_hours, hints.skip_days])


# Few say anything, and those mostly the same.
@lru_cache(maxsize=256)
def _hints(text: str | None) -> Hints:
    if text is None:
        return Hints()
    ttl, hours, days = json.loads(text)
    return Hints(_span(ttl), tuple(hours), tuple(days))


def _move_text(move: Move | None) -> str | None:
    return None if move is None else dumps(_parts(move))


def _parts(move: Move) -> list[object]:
    further = [] if move.further is None else [_parts(move.further)]
    return [move.url, micros(move.since_at), move.times, *further]


def _move(text: str | None) -> Move | None:
    return None if text is None else _whole(*json.loads(text))


def _whole(url: str, since: int, times: int, further: list[Any] | None = None) -> Move:
    return Move(url, moment(since), times, _whole(*further) if further else None)


def _as(
    column: str, write: Callable[[Any], Column] = lambda value: value
) -> Callable[[Any], dict[str, Column]]:
    return lambda value: {column: write(value)}


def _validators(validators: Validators) -> dict[str, Column]:
    return {"etag": validators.etag, "last_modified": validators.last_modified}


_WRITTEN: dict[str, Callable[[Any], dict[str, Column]]] = {
    "url": _as("url"),
    "next_poll_at": _as("next_poll_at", maybe_micros),
    "validators": _validators,
    "body_hash": _as("body_hash"),
    "interval": _as("poll_interval", _maybe_span),
    "last_poll_at": _as("last_poll_at", maybe_micros),
    "last_success_at": _as("last_success_at", maybe_micros),
    "failures": _as("failures"),
    "problem": _as("problem"),
    "title": _as("feed_title"),
    "site_url": _as("site_url"),
    "language": _as("language"),
    "host": _as("host"),
    "hints": _as("hints", _hints_text),
    "move": _as("move", _move_text),
    "marks": _as("marks"),
    "poison": _as("poison"),
    "body_at": _as("body_at", maybe_micros),
    "gap": _as("gap", _maybe_span),
    "window": _as("item_window"),
    "missed": _as("missed"),
    "missed_at": _as("missed_at", maybe_micros),
    "push_until": _as("push_until", maybe_micros),
    "feed_id": _as("feed_id"),
}
