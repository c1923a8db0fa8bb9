"""Locks by name among all processes on one database of PostgreSQL."""

from __future__ import annotations

from typing import Literal

from syndicate.protocols import Statement, Transaction

# Until its connection ends, alone or with others; or until its transaction ends.
Way = Literal["pg_try_advisory_lock", "pg_try_advisory_lock_shared", "pg_try_advisory_xact_lock"]

_HOLDER = (
    "SELECT a.application_name, l.pid FROM pg_locks l "
    "LEFT JOIN pg_stat_activity a ON a.pid = l.pid WHERE l.locktype = 'advisory' AND l.granted "
    "AND l.objsubid = 1 AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    "AND (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended(:name, 0)"
)


def take(name: str, way: Way) -> Transaction[str | None]:
    """Take a lock at once and give None, or tell who has it."""
    key = {"name": f"syndicate {name}"}
    rows = yield Statement(f"SELECT {way}(hashtextextended(:name, 0)) AS taken", key)
    if rows[0]["taken"]:
        return None
    rows = yield Statement(_HOLDER, key)
    if not rows:
        return "a process that has just gone"
    return (
        f"{rows[0]['application_name'] or 'a process'} (connection {rows[0]['pid']} of the server)"
    )
