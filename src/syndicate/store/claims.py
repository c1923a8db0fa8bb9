"""Claims: who polls what. A claim is a lease that lapses by itself, and its token tells who came too late."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from syndicate.model import SourceState, micros
from syndicate.protocols import Row, Statement, Transaction
from syndicate.store.rows import among, dumps, skipping
from syndicate.store.standing import state_of

# When a claim lapses is its token, too: whoever claims later has a higher one.
_TAKEN = (
    "next_poll_at = :until, claimed = CASE WHEN claimed < :until THEN :until ELSE claimed + 1 END"
)

# A condition: nobody else has claimed the source since; a claim of 0 asks for none.
OURS = "id = :id AND (:claim = 0 OR claimed = :claim)"


def due_ones(
    engine: str, now: datetime, limit: int, until: datetime, per_host: int, busy: Collection[str]
) -> Transaction[tuple[SourceState, ...]]:
    """Take what has been due for longest, few of one host."""
    passed = set(busy)
    hosts: Counter[str] = Counter()
    chosen: list[str] = []
    while room := limit - len(chosen):
        rows = yield from _due(engine, now, room, chosen, passed)
        for row in rows:
            if not row["host"] or hosts[row["host"]] < per_host:
                hosts[row["host"]] += 1
                chosen.append(row["id"])
        full = {host for host, count in hosts.items() if host and count >= per_host}
        if len(rows) < room or full <= passed:
            break  # nobody else is due
        passed |= full
    if not chosen:
        return ()
    rows = yield Statement(
        f"UPDATE sources SET {_TAKEN} WHERE id IN ({among(engine, 'ids')}) RETURNING *",
        {"until": micros(until), "ids": dumps(chosen)},
    )
    return _states(rows)


def take_up(
    engine: str, ids: Sequence[str], claim: int, until: datetime
) -> Transaction[tuple[SourceState, ...]]:
    """Take again, under another token, what is still claimed by this one."""
    rows = yield Statement(
        f"UPDATE sources SET {_TAKEN} WHERE id IN ({among(engine, 'ids')}) AND retired_at IS NULL "
        "AND claimed = :claim RETURNING *",
        {"until": micros(until), "ids": dumps(list(ids)), "claim": claim},
    )
    return _states(rows)


def give_back(states: Sequence[SourceState], now: datetime) -> Transaction[None]:
    """Make due what is still claimed by the tokens of these."""
    yield Statement(
        "UPDATE sources SET next_poll_at = :now, claimed = 0 WHERE id = :id AND claimed = :claim",
        many=[
            {"id": one.source_id, "claim": one.claim, "now": micros(now)}
            for one in sorted(states, key=lambda one: one.source_id)
        ],
    )


def _due(
    engine: str, now: datetime, limit: int, chosen: Sequence[str], passed: Collection[str]
) -> Transaction[Sequence[Row]]:
    values: dict[str, int | str] = {"now": micros(now), "limit": limit}
    others = ""
    if chosen:
        others += f" AND id NOT IN ({among(engine, 'chosen')})"
        values["chosen"] = dumps(chosen)
    if passed:
        others += f" AND host NOT IN ({among(engine, 'passed')})"
        values["passed"] = dumps(sorted(passed))
    return (
        yield Statement(
            f"SELECT id, host FROM sources WHERE retired_at IS NULL AND next_poll_at <= :now{others} "
            f"ORDER BY next_poll_at, id LIMIT :limit{skipping(engine)}",
            values,
        )
    )


def _states(rows: Sequence[Row]) -> tuple[SourceState, ...]:
    return tuple(sorted(map(state_of, rows), key=lambda state: state.source_id))


def these(
    engine: str, ids: Sequence[str] | None, until: datetime
) -> Transaction[tuple[SourceState, ...]]:
    """Take these, or every one; who has one of them is overtaken."""
    lock = "ORDER BY id FOR UPDATE" if engine == "postgresql" else ""
    chosen = "" if ids is None else f"AND id IN ({among(engine, 'ids')})"
    values: dict[str, int | str] = {"until": micros(until)}
    if ids is not None:
        values["ids"] = dumps(list(ids))
    rows = yield Statement(
        f"UPDATE sources SET {_TAKEN} WHERE id IN ("
        f"SELECT id FROM sources WHERE retired_at IS NULL {chosen} {lock}) RETURNING *",
        values,
    )
    return _states(rows)


def release(now: datetime) -> Transaction[None]:
    """Make due whatever is claimed."""
    yield Statement(
        "UPDATE sources SET next_poll_at = :now, claimed = 0 WHERE claimed <> 0",
        {"now": micros(now)},
    )
