"""Partitions: languages that are clustered together, by whom, and what stands above all of them.

Whoever clusters a partition has its lease. What moves threads of any language (decisions of people, a topic that is
filled) has the lease `settling`, whose token every partition knows: once that grew, what they remember is not true.
It grows, too, where a topic has another name now.
"""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from syndicate.errors import Overtaken, Tied
from syndicate.model import Clustering, micros
from syndicate.protocols import Database, Row, Statement, Transaction
from syndicate.store import waiting
from syndicate.store.leases import UNDRAFT, VOID, Fence, fenced, given_back, taken
from syndicate.store.rows import among, dumps, sharing

SETTLING: Final = "settling"
PARTITION: Final = "cluster "
CLUSTERER: Final = "clusterer "
# Part of a transaction that changes what clusterers remember of every language, and is of no process that settles.
UNSETTLE: Final = Statement(
    "UPDATE leases SET token = token + 1 WHERE name = :name", {"name": SETTLING}
)


@dataclass(frozen=True, slots=True)
class Partition:
    """Some languages, the right to cluster them, and the token of `settling` when they were read."""

    languages: frozenset[str]
    fence: Fence
    settled: int


Claim = Partition | Fence | None  # by what right something is recorded; None: nobody else is there


@dataclass(frozen=True, slots=True)
class Prospect:
    """What there is to do, and who is at it."""

    waiting: tuple[str, ...]  # the first language of each partition in which items wait
    ties: tuple[frozenset[str], ...]  # languages that are one partition
    settled: int
    settler: str | None  # who has all of them now
    lapsed: bool  # he was not heard of for too long
    held: dict[str, str]  # first language of a partition -> who has it
    clusterers: frozenset[str]  # who takes part

    def of(self, language: str) -> frozenset[str]:
        """All languages of the partition that has this one."""
        return next((one for one in self.ties if language in one), frozenset((language,)))


@dataclass(frozen=True, slots=True)
class Partitions:
    """Tells what waits and who has what."""

    database: Database

    async def prospect(self, now: datetime) -> Prospect:
        """Look about, once."""
        seen = await self.database.read(_prospect(now))
        if "" not in seen.waiting:
            return seen
        while await self.database.write(waiting.tell()):
            pass
        return await self.database.read(_prospect(now))

    async def keep(
        self, holder: str, firsts: Collection[str], now: datetime, lasting: timedelta
    ) -> dict[str, Fence | None]:
        """Take part, and renew partitions, which are named by their first language; None: another has it."""
        return await self.database.write(_keep(holder, sorted(firsts), now, lasting))

    async def leave(self, holder: str, fences: Collection[Fence]) -> None:
        """Take part no more, and let others have these at once."""
        await self.database.write(_leave(holder, fences))

    async def tie(self, languages: Collection[str], claim: Fence) -> None:
        """Let languages be one partition from now on. Raises Overtaken."""
        await self.database.write(_tie(sorted(languages), claim))


def claimed(engine: str, claim: Claim, *, tells: bool = False) -> Transaction[None]:
    """Make sure, as part of a transaction, that a claim still holds; raise Overtaken where it does not.

    What reaches any language leaves no image true, unless it `tells` what it changes beside all of them, as what is
    saved by the claim of a partition does beside its own (`store.since`).
    """
    if not isinstance(claim, Partition):
        # First of all: who saves a partition has its lease when it waits for who settles, so that one must not wait.
        yield UNDRAFT if tells and claim is not None else VOID
    if isinstance(claim, Fence):
        yield from fenced(claim)
    elif claim is not None:
        yield from fenced(claim.fence)
        # Partitions save side by side; who settles waits for them, and they for him.
        rows = yield Statement(
            f"SELECT token FROM leases WHERE name = :name{sharing(engine)}", {"name": SETTLING}
        )
        if rows[0]["token"] != claim.settled:
            raise Overtaken(
                f"threads of every language were put in order since {claim.fence.name!r} was read"
            )


def alone(engine: str, claim: Claim, clustering: Clustering) -> Transaction[None]:
    """Make sure that a partition saved no thread of a language that it does not have; raise Tied where it did.

    After decisions of people, note which languages share a thread.
    """
    if isinstance(claim, Partition):
        rows = yield Statement(
            f"SELECT DISTINCT language FROM threads WHERE id IN ({among(engine, 'ids')})",
            {"ids": dumps([one.id for one in clustering.threads])},
        )
        others = {row["language"] for row in rows} - claim.languages
        if others:
            raise Tied(frozenset(claim.languages | others))
    elif clustering.events or clustering.undone:
        yield Statement(
            "INSERT INTO tied_languages (language, other) SELECT DISTINCT s.language, t.language "
            "FROM stories s JOIN threads t ON t.id = s.thread_id WHERE s.merged_into IS NULL "
            f"AND s.language <> t.language AND s.id IN ({among(engine, 'ids')}) "
            "ON CONFLICT (language, other) DO NOTHING",
            {"ids": dumps([one.id for one in clustering.stories])},
        )


def _keep(
    holder: str, firsts: Sequence[str], now: datetime, lasting: timedelta
) -> Transaction[dict[str, Fence | None]]:
    found = {}
    for language in firsts:
        found[language] = yield from taken(PARTITION + language, holder, now, now + lasting)
    yield from taken(CLUSTERER + holder, holder, now, now + lasting)
    yield Statement(
        "DELETE FROM leases WHERE name >= :first AND name < :end AND until < :before",
        {"first": CLUSTERER, "end": CLUSTERER[:-1] + "!", "before": micros(now - 60 * lasting)},
    )
    return found


def _leave(holder: str, fences: Collection[Fence]) -> Transaction[None]:
    for fence in sorted(fences, key=lambda one: one.name):
        yield from given_back(fence)
    yield Statement("DELETE FROM leases WHERE name = :name", {"name": CLUSTERER + holder})


def _tie(languages: Sequence[str], claim: Fence) -> Transaction[None]:
    yield from fenced(claim)
    yield Statement(
        "INSERT INTO tied_languages (language, other) VALUES (:language, :other) "
        "ON CONFLICT (language, other) DO NOTHING",
        many=[{"language": languages[0], "other": other} for other in languages[1:]],
    )


def _prospect(now: datetime) -> Transaction[Prospect]:
    languages = yield from waiting.spoken_in()
    rows = yield Statement("SELECT language, other FROM tied_languages")
    ties = _joined(rows)
    leases = yield Statement("SELECT name, holder, token, until FROM leases ORDER BY name")
    settling = next(row for row in leases if row["name"] == SETTLING)
    live = [row for row in leases if row["holder"] and row["until"] > micros(now)]
    firsts = {language: min(one) for one in ties for language in one}
    return Prospect(
        tuple(dict.fromkeys(firsts.get(language, language) for language in languages)),
        ties,
        settling["token"],
        settling["holder"] or None,
        settling["until"] <= micros(now),
        {
            row["name"].removeprefix(PARTITION): row["holder"]
            for row in live
            if row["name"].startswith(PARTITION)
        },
        frozenset(row["holder"] for row in live if row["name"].startswith(CLUSTERER)),
    )


def _joined(pairs: Sequence[Row]) -> tuple[frozenset[str], ...]:
    """Pairs -> groups of all that are tied, by way of others too."""
    groups: list[frozenset[str]] = []
    for pair in pairs:
        told = frozenset((pair["language"], pair["other"]))
        apart = [one for one in groups if one.isdisjoint(told)]
        groups = [*apart, told.union(*(one for one in groups if not one.isdisjoint(told)))]
    return tuple(sorted(groups, key=min))
