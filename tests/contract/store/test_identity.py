"""Whatever a source does to its names: no two rows for one key, and a name once minted stays."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syndicate.model import Item, Outcome, SourceState
from syndicate.protocols import Statement, Transaction
from syndicate.store import Store
from syndicate.store.edits import NAMES
from syndicate.store.rows import loads
from tests.contract.store.builders import MINUTE, NOW, a_source, a_state, an_item, follow

GUIDS = st.sampled_from(["guid:1", "guid:2", "guid:3", "guid:4"])
URLS = st.sampled_from(["url:1", "url:2", "url:3"])
TEXTS = st.sampled_from(["text:1", "text:2"])


@st.composite
def offered(draw: st.DrawFn) -> tuple[tuple[str, ...], str]:
    """The keys of an item, strongest first, and its text."""
    keys = [draw(strategy) for strategy in (GUIDS, URLS, TEXTS) if draw(st.booleans())]
    return tuple(keys or [draw(GUIDS)]), draw(st.sampled_from(["old", "new"]))


@dataclass(frozen=True)
class Step:
    source: str
    document: list[tuple[tuple[str, ...], str]]
    crash: bool


STEPS = st.lists(
    st.builds(
        Step,
        source=st.sampled_from(["s1", "s2"]),
        document=st.lists(offered(), max_size=5),
        crash=st.sampled_from([False, False, False, True]),
    ),
    max_size=8,
)


@dataclass
class Seen:
    """What was true after each poll so far."""

    entries: dict[str, str] = field(default_factory=dict)
    instants: dict[str, int] = field(default_factory=dict)


def items_of(step: Step, number: int) -> list[Item]:
    return [
        an_item(
            f"{number}-{place}",
            step.source,
            id=f"i{step.source}{keys[0]}",
            keys=keys,
            text=text,
            digest=text,
            at=NOW + number * MINUTE,
        )
        for place, (keys, text) in enumerate(step.document)
    ]


def look() -> Transaction[tuple[list[dict[str, object]], list[dict[str, object]]]]:
    items = yield Statement("SELECT id, entry_id, source_id, seen_at FROM items ORDER BY sequence")
    keys = yield Statement("SELECT source_id, key, item_id FROM item_keys")
    return list(map(dict, items)), list(map(dict, keys))


async def take(store: Store, step: Step, number: int, seen: Seen) -> None:
    items = items_of(step, number)

    def settle(_: object) -> SourceState:
        if step.crash:
            raise RuntimeError("crash")
        return a_state(step.source)

    before = await store.database.read(look())
    try:
        outcome = await store.polls.record(step.source, items, settle, NOW + number * MINUTE)
    except RuntimeError:
        assert await store.database.read(look()) == before
        return
    rows, keys = await store.database.read(look())
    assert outcome.new == len(rows) - len(before[0])
    check(step, seen, rows, keys)
    again = await store.polls.record(step.source, items, settle, NOW + number * MINUTE)
    assert (again.new, again.changed) == (0, 0)
    assert (await store.database.read(look()))[0] == rows


def check(
    step: Step, seen: Seen, rows: list[dict[str, object]], keys: list[dict[str, object]]
) -> None:
    """Compare with what was true before, and remember what is true now."""
    entries = {str(row["id"]): str(row["entry_id"]) for row in rows}
    instants = {str(row["id"]): int(str(row["seen_at"])) for row in rows}
    assert len(set(entries.values())) == len(rows)
    assert seen.entries.items() <= entries.items()
    assert seen.instants.items() <= instants.items()
    seen.entries, seen.instants = entries, instants
    owner = {row["id"]: row["source_id"] for row in rows}
    leads = {(row["source_id"], row["key"]): row["item_id"] for row in keys}
    assert all(found is None or owner[found] == source for (source, _), found in leads.items())
    strongest = {offered_keys[0] for offered_keys, _ in step.document}
    targets = [leads[step.source, key] for key in strongest]
    assert None not in targets
    assert len(set(targets)) == len(strongest)


async def test_no_two_rows_for_one_key_and_no_name_changes(store: Store) -> None:
    loop = asyncio.get_running_loop()
    examples: list[list[Step]] = []
    few = 40 if store.database.engine == "postgresql" else 150

    @settings(max_examples=few, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def run(steps: list[Step]) -> None:
        future = asyncio.run_coroutine_threadsafe(walk(store, steps), loop)
        future.result(60)
        examples.append(steps)

    await loop.run_in_executor(None, run)
    assert len(examples) >= few


def empty() -> Transaction[None]:
    for table in ("item_keys", "unclustered", "items", "sources"):
        yield Statement(f"DELETE FROM {table}")


async def walk(store: Store, steps: list[Step]) -> None:
    await store.database.write(empty())
    await follow(store, a_source("s1"), a_source("s2"))
    seen = Seen()
    for number, step in enumerate(steps):
        await take(store, step, number, seen)


async def test_name_that_is_reused_again_and_again_gives_a_new_item_each_time(store: Store) -> None:
    documents: list[list[tuple[tuple[str, ...], str]]] = [
        [(("guid:1",), "old"), (("guid:2", "text:2"), "old")],
        [(("guid:1",), "old"), (("text:2",), "old"), (("guid:2", "url:1"), "old")],
        [(("guid:1",), "old"), (("url:1",), "old"), (("guid:2",), "old")],
    ]
    await walk(store, [Step("s1", document, crash=False) for document in documents])


async def test_of_names_that_change_with_every_poll_the_newest_are_kept(store: Store) -> None:
    await follow(store)
    for number in range(2 * NAMES):
        item = an_item("a", keys=(f"guid:{'long' * 100}{number}", "url:a", "words:a"))
        assert (await _recorded(store, item, number)).new == (number == 0)
    (names,) = await store.database.read(_names_of_items())
    known = await store.database.read(_known_names())
    assert len(names) == NAMES == len(known)
    assert {"url:a", "words:a"} < {*names}
    newest = an_item("a", keys=(f"guid:{'long' * 100}{2 * NAMES - 1}",))
    assert (await _recorded(store, newest, 2 * NAMES)).new == 0


async def _recorded(store: Store, item: Item, minutes: int) -> Outcome:
    at = NOW + minutes * MINUTE
    return await store.polls.record("s1", [item], lambda _: a_state(at=at), at)


def _names_of_items() -> Transaction[list[list[str]]]:
    rows = yield Statement("SELECT keys FROM items")
    return [loads(row["keys"]) for row in rows]


def _known_names() -> Transaction[list[str]]:
    rows = yield Statement("SELECT key FROM item_keys WHERE item_id IS NOT NULL")
    return [row["key"] for row in rows]
