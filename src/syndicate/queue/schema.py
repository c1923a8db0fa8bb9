"""Procrastinate's tables, brought to the form that the installed Procrastinate knows. Pure.

It ships its migrations and leaves it to others to remember which of them were made: we do, beside its tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from syndicate.errors import SchemaTooNew
from syndicate.protocols import Statement, Transaction

_LOCK: Final = 0x53594E51  # any number that is always the same


def prepare(whole: str, steps: Mapping[str, str]) -> Transaction[None]:
    """Make the tables by the `whole` SQL, or take the `steps` that came since, by their names and in their order.

    Another process may be doing the same. Raises SchemaTooNew where a newer Procrastinate made the tables.
    """
    yield Statement(f"SELECT pg_advisory_xact_lock({_LOCK})")
    yield Statement("CREATE TABLE IF NOT EXISTS queue_steps (name text PRIMARY KEY)")
    rows = yield Statement("SELECT name FROM queue_steps")
    taken = {row["name"] for row in rows}
    if unknown := sorted(taken - steps.keys()):
        raise SchemaTooNew(
            f"the queue's tables were made by a newer Procrastinate (it took the step {unknown[-1]}); "
            "install the newer one here, too"
        )
    missing = [name for name in steps if name not in taken]
    for sql in [steps[name] for name in missing] if taken else [whole]:
        yield Statement(sql)
    yield Statement(
        "INSERT INTO queue_steps (name) VALUES (:name)", many=[{"name": name} for name in missing]
    )
