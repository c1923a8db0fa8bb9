"""Claims -> jobs of Procrastinate, as statements of the transaction that claims. Pure.

Procrastinate's own call would need a connection of its own choice; its SQL function is what that call runs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from syndicate.model import Room, SourceState
from syndicate.protocols import Claim, Statement, Transaction

QUEUE: Final = "polls"
TASK: Final = "poll host"
HOST: Final = "host:"  # before the name of the host, in the lock of a job
PER_HOST: Final = 32  # in one job: two abreast, the last begins well before its claim lapses
SOURCES: Final = 500  # taken at once
# Jobs that may wait, for each process that polls: as many as one portion may make.
WAITING_EACH: Final = 500

# Of several schedulers one dispatches at a time; the others have nothing to do meanwhile.
_MINE = Statement(
    "SELECT pg_try_advisory_xact_lock(hashtextextended('syndicate dispatch', 0)) AS mine"
)
_DEFER = """
SELECT procrastinate_defer_jobs_v1(ARRAY(
    SELECT ROW(CAST(:queue AS text), CAST(:task AS text), 0, j.lock, j.lock, j.args, NULL)
        ::procrastinate_job_to_defer_v1
    FROM jsonb_to_recordset(CAST(:jobs AS jsonb)) AS j(lock text, args jsonb)))"""


def handing_over(claim: Claim, stalled_s: float) -> Transaction[Sequence[SourceState]]:
    """Claim as much as there is room for, and make a job for each host of it."""
    if not (yield _MINE)[0]["mine"]:
        return ()
    rows = yield Statement(
        "SELECT lock, status::text AS status FROM procrastinate_jobs "
        "WHERE queue_name = :queue AND status IN ('todo', 'doing') ORDER BY id",
        {"queue": QUEUE},
    )
    alive = yield Statement(
        "SELECT count(*) AS alive FROM procrastinate_workers "
        "WHERE last_heartbeat > now() - make_interval(secs => :stalled)",
        {"stalled": stalled_s},
    )
    waiting = sum(row["status"] == "todo" for row in rows)
    free = WAITING_EACH * max(alive[0]["alive"], 1) - waiting
    if free <= 0:
        return ()
    locks = (row["lock"] or "" for row in rows)
    busy = {lock.removeprefix(HOST) for lock in locks if lock.startswith(HOST)}
    states = yield from claim(Room(min(free, SOURCES), PER_HOST, frozenset(busy)))
    if states:
        yield Statement(_DEFER, {"queue": QUEUE, "task": TASK, "jobs": json.dumps(made_of(states))})
    return states


def ended(job: int, worker: int | None) -> Transaction[None]:
    """Forget a job, unless another worker than this one has it by now."""
    yield Statement(
        "DELETE FROM procrastinate_jobs "
        "WHERE id = :job AND status = 'doing' AND worker_id IS NOT DISTINCT FROM :worker",
        {"job": job, "worker": worker},
    )


def made_of(states: Sequence[SourceState]) -> list[Mapping[str, Any]]:
    """Make a job for each host: its lock, and what it is to do. Sources without a host have a job each."""
    by_lock: dict[str, list[SourceState]] = {}
    for state in states:
        lock = f"{HOST}{state.host}" if state.host else f"source:{state.source_id}"
        by_lock.setdefault(lock, []).append(state)
    return [
        {"lock": lock, "args": {"ids": [one.source_id for one in group], "claim": group[0].claim}}
        for lock, group in by_lock.items()
    ]
