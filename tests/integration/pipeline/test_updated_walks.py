"""Whatever is said, edited, decided, declared, forgotten or dated anew, and whenever the process dies: no feed that
somebody read looks older than it did.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from syndicate.model import Address, Correction, Declared, Output, Source, Topic
from tests.integration.pipeline.desk import (
    CHICKPEAS,
    DAY,
    HOUR,
    KESTREL,
    SHIP,
    TOW,
    TUGS,
    Desk,
    Told,
    a_source,
    declared,
)
from tests.written import holds_together

UPDATED = "{http://www.w3.org/2005/Atom}updated"
SOURCES = (a_source("port", "sea"), a_source("mail", "town"), a_source("blog", "sea"))
TEXTS = (SHIP, TUGS, TOW, KESTREL, CHICKPEAS, replace(SHIP, guid="again"))
MODES = ("items", "stories", "developments", "digest")
KEPT = 20 * DAY

number = st.integers(0, 9)
reports = st.tuples(st.sampled_from(["say", "say", "edit", "edit", "drop"]), number, number)
steps = st.one_of(
    reports,
    reports,
    st.tuples(st.sampled_from(["cluster", "cluster", "die"]), st.just(0), st.just(0)),
    st.tuples(st.sampled_from(["merge", "part", "pin", "undo"]), number, number),
    st.tuples(st.sampled_from(["output", "topic", "source"]), number, number),
    st.tuples(st.sampled_from(["forget", "skew", "wait"]), number, number),
)


@dataclass
class Life:
    """A desk that lives on, and what its readers were told last of each feed."""

    desk: Desk
    now: Declared
    said: dict[str, dict[int, Told]] = field(default_factory=dict)
    decided: list[Correction] = field(default_factory=list)
    told: dict[str, datetime] = field(default_factory=dict)
    threads: set[str] = field(default_factory=set)

    async def do(self, what: str, one: int, other: int) -> None:
        """Let something happen."""
        match what:
            case "say" | "edit" | "drop":
                await self._report(what, SOURCES[one % 3].id, other % len(TEXTS))
            case "cluster":
                await self.desk.pipeline.cluster()
            case "die":
                await self.desk.reopen()
                await self.desk.declare(self.now)
            case "merge" | "part" | "pin" | "undo":
                await self._decide(what, one, other)
            case "output" | "topic" | "source":
                self.now = CHANGES[what](self.now, one, other)
                await self.desk.declare(self.now)
            case "forget":
                self.desk.clock.forward((one + 1) * KEPT / 4)
                await self.desk.pipeline.prune()
            case "skew":
                await self._be_ahead(one, other)
            case _:
                self.desk.clock.forward(one * HOUR)

    async def _report(self, what: str, name: str, which: int) -> None:
        standing = self.said.setdefault(name, {})
        if what == "drop":
            standing.pop(which, None)
        elif what == "edit" and which in standing:
            text = standing[which].text
            standing[which] = replace(standing[which], text=f"{text} {len(text)} were counted.")
        else:
            standing.setdefault(which, TEXTS[which])
        if name in self.now.sources:
            await self.desk.poll(name, *standing.values())

    async def _be_ahead(self, one: int, other: int) -> None:
        """For one poll the clock is ahead; the feed tells when that was in truth."""
        now = self.desk.clock()
        self.desk.clock.at, self.desk.feeds.claims = now + (one + 1) * DAY, now
        await self._report("say", SOURCES[one % 3].id, other % len(TEXTS))
        self.desk.clock.at, self.desk.feeds.claims = now + HOUR, None
        await self.desk.pipeline.redate()

    async def _decide(self, what: str, one: int, other: int) -> None:
        placed = [each for each in await self.desk.items() if each.thread_id]
        if what == "undo":
            del self.decided[one:]
        elif placed:
            item, thread = placed[one % len(placed)], placed[other % len(placed)].thread_id or ""
            new = {
                "merge": Correction("merge", (item.thread_id or "", thread)),
                "part": Correction("exclude", (item.item.id,), item.thread_id or ""),
                "pin": Correction("pin", (item.item.id,), thread),
            }[what]
            if not holds_together([*self.decided, new]):
                return
            self.decided.append(new)
        await self.desk.pipeline.correct(self.decided)

    async def look(self) -> None:
        """Read every feed, as its readers do; those of threads lead on where they were merged."""
        self.threads |= {each.thread_id for each in await self.desk.items() if each.thread_id}
        addresses = [
            *(Address("outputs", name) for name in self.now.outputs),
            *(Address("topics", slug) for slug in self.now.topics),
            *(Address("sources", name) for name in self.now.sources),
            *(Address("tags", tag) for tag in ("sea", "town")),
            *(Address("threads", thread) for thread in sorted(self.threads)),
        ]
        for address in addresses:
            found = await self.desk.pipeline.publish(address)
            if found is None:
                continue
            at = datetime.fromisoformat(etree.fromstring(found.body).findtext(UPDATED) or "")
            assert at >= self.told.get(str(address), at), address
            self.told[str(address)] = at


def _of_output(now: Declared, one: int, other: int) -> Declared:
    mode: Any = MODES[one % 4]
    changed = [
        Output(mode, mode, mode=mode, limit=other + 1),
        Output(mode, mode, mode=mode, limit=1, tags=("sea",)),
        Output(mode, mode, mode=mode, limit=2, max_age=other * HOUR + HOUR),
        Output(mode, mode, mode=MODES[other % 4], limit=1),  # type: ignore[arg-type]
    ][other % 4]
    return replace(now, outputs={**now.outputs, mode: changed})


def _of_topic(now: Declared, one: int, other: int) -> Declared:
    mode: Any = MODES[one % 4]
    if other == 0:
        return replace(now, topics={k: v for k, v in now.topics.items() if k != mode})
    terms = ("Varna",) if other % 2 else ("Varna", "Kestrel")
    return replace(
        now, topics={**now.topics, mode: Topic(mode, mode, any=terms, mode=mode, limit=1)}
    )


def _of_source(now: Declared, one: int, other: int) -> Declared:
    source = SOURCES[one % 3]
    changes: list[Source] = [
        replace(source, republish="none"),
        replace(source, tags=("town",)),
        replace(source, fold_copies=False),
        source,
    ]
    return replace(now, sources={**now.sources, source.id: changes[other % 4]})


CHANGES: dict[str, Callable[[Declared, int, int], Declared]] = {
    "output": _of_output,
    "topic": _of_topic,
    "source": _of_source,
}


def at_first() -> Declared:
    """Every mode as an output of one entry and as a topic of one, and the news of one tag."""
    outputs = [Output(mode, mode, mode=mode, limit=1) for mode in MODES]  # type: ignore[arg-type]
    topics = [Topic(mode, mode, any=("Varna",), mode=mode, limit=1) for mode in MODES]  # type: ignore[arg-type]
    return replace(
        declared(SOURCES, topics, [*outputs, Output("sea", "Sea", tags=("sea",), limit=2)]),
        keep=KEPT,
    )


async def _live(folder: Path, walk: list[tuple[str, int, int]]) -> None:
    life = Life(await Desk.open(f"sqlite:///{folder / 'store.db'}"), at_first())
    try:
        await life.desk.declare(life.now)
        for step in walk:
            await life.do(*step)
            await life.look()
    finally:
        await life.desk.store.close()


# The ship is edited while the match waits for its place; a copy of the ship comes after the match.
EDITED = [("say", 0, 0), ("cluster", 0, 0), ("say", 1, 3), ("edit", 0, 0), ("cluster", 0, 0)]
COPIED = [
    ("say", 0, 0), ("cluster", 0, 0), ("say", 1, 3), ("cluster", 0, 0), ("say", 2, 5), ("cluster", 0, 0),
]  # fmt: skip


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, min_size=4, max_size=16))
@example(EDITED)
@example(COPIED)
def test_no_feed_that_was_read_looks_older_whatever_happens_next(
    walk: list[tuple[str, int, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_live(Path(folder), walk))
