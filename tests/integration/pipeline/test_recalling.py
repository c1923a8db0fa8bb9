"""A start goes on from the images that a stop left, where they are true; all it finds is what else would be found."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from syndicate.corridors import clustering, recalling
from syndicate.holding import LASTING
from syndicate.model import Correction, Event
from syndicate.store.engines.backups import back_up, restore
from syndicate.store.threads import Threads
from tests.integration.pipeline.desk import (
    SHIP,
    TUGS,
    Clock,
    Desk,
    Found,
    a_source,
    declared,
    found,
)
from tests.integration.pipeline.nodes import LANGUAGES, Node, a_node, deliver, news, outcome

NEWS = news()
PORTIONS = [NEWS[start : start + 20] for start in range(0, len(NEWS), 20)]
KEPT, GONE_ON, OF_NO_USE = (
    "image kept",
    "gone on from an image",
    "the image is of no use, the store is read",
)
Outcome = tuple[Found, list[Event]]


@pytest.fixture(autouse=True)
def _worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few are remembered."""
    monkeypatch.setattr(recalling, "FEW", 0)


class Told:
    """What the log says of images."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        self._caplog = caplog
        caplog.set_level(logging.INFO, "syndicate")

    def of(self, name: str) -> list[dict[str, Any]]:
        return [vars(record)["fields"] for record in self._caplog.records if record.message == name]


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Told:
    return Told(caplog)


async def stop(node: Node) -> None:
    """Stop in order."""
    await node.clusterer.lay_down()
    await node.holding.lay_down()


async def killed(node: Node) -> None:
    """Stop without a word."""


async def in_parts(
    folder: Path, ending: Callable[[Node], Awaitable[None]], *, name: str = "parts"
) -> Outcome:
    """Place a portion in each life of a process."""
    url, clock, found_so_far = f"sqlite:///{folder / f'{name}.db'}", Clock(), list[Outcome]()
    for portion in PORTIONS:
        async with a_node(url, clock, "") as node:
            await deliver(node.store, portion)
            assert await node.place() == len(portion)
            await ending(node)
            found_so_far.append(await outcome(node.store))
    return found_so_far[-1]


async def never_stopped(folder: Path) -> Outcome:
    async with a_node(f"sqlite:///{folder / 'whole.db'}", Clock(), "") as node:
        for portion in PORTIONS:
            await deliver(node.store, portion)
            await node.place()
        return await outcome(node.store)


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("parts.db.memory*"))


async def test_from_images_from_the_store_and_without_a_stop_the_same_is_found(
    tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = await never_stopped(tmp_path)
    with monkeypatch.context() as never:
        never.setattr(recalling, "FEW", 1000)
        assert await in_parts(tmp_path, killed, name="stored") == whole
    assert told.of(GONE_ON) == told.of(OF_NO_USE) == []
    assert await in_parts(tmp_path, stop) == whole
    used = [fields["languages"] for fields in told.of(GONE_ON)]
    assert sorted(used) == sorted(LANGUAGES * (len(PORTIONS) - 1))
    assert len(files(tmp_path)) == len(LANGUAGES)


async def test_who_is_killed_went_on_from_an_image_of_its_first_batch(
    tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clustering, "CLUSTER_BATCH", 2)
    assert await in_parts(tmp_path, killed) == await never_stopped(tmp_path)
    assert len(told.of(GONE_ON)) == len(LANGUAGES) * (len(PORTIONS) - 1)
    assert max(fields["changed"] for fields in told.of(GONE_ON)) > 0
    assert told.of(OF_NO_USE) == []


async def test_while_at_work_no_image_is_written_for_little_or_soon_again(
    tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clustering, "CLUSTER_BATCH", 2)
    await in_parts(tmp_path, killed, name="seldom")
    seldom = len(told.of(KEPT))
    assert seldom == len(LANGUAGES) * len(PORTIONS)  # the first batch of each life
    monkeypatch.setattr(recalling, "EVERY_S", 0.0)
    await in_parts(tmp_path, killed, name="often")
    often = len(told.of(KEPT)) - seldom
    assert often > seldom
    monkeypatch.setattr(recalling, "SHARE", 0.01)
    await in_parts(tmp_path, killed, name="little")
    assert len(told.of(KEPT)) - seldom - often == len(LANGUAGES)


async def test_with_an_image_nothing_is_read_from_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = Threads.remembered
    calls = 0

    def counted(*args: Any) -> Any:
        nonlocal calls
        calls += 1
        return reading(*args)

    monkeypatch.setattr(Threads, "remembered", counted)
    await in_parts(tmp_path, stop)
    assert calls == len(LANGUAGES)


async def test_what_was_placed_after_a_stop_and_before_a_crash_is_not_forgotten(
    tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recalling, "SHARE", 0.01)
    lives = iter([stop, killed, stop])

    async def ending(node: Node) -> None:
        await next(lives)(node)

    assert await in_parts(tmp_path, ending) == await never_stopped(tmp_path)
    changed = [fields["changed"] for fields in told.of(GONE_ON)]
    assert changed[: len(LANGUAGES)] == [0] * len(LANGUAGES)
    assert min(changed[len(LANGUAGES) :]) > 0
    assert len(changed) == 2 * len(LANGUAGES)
    assert told.of(OF_NO_USE) == []


def torn(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


@pytest.mark.parametrize(("harm", "lines"), [(torn, 1), (Path.unlink, 0)])
async def test_a_file_that_is_torn_costs_a_line_and_like_one_that_is_gone_the_reading_of_the_store(
    tmp_path: Path, told: Told, harm: Callable[[Path], None], lines: int
) -> None:
    async def harmed(node: Node) -> None:
        await stop(node)
        for each in files(tmp_path):
            harm(each)

    assert await in_parts(tmp_path, harmed) == await never_stopped(tmp_path)
    assert told.of(GONE_ON) == []
    assert len(told.of(OF_NO_USE)) == lines * len(LANGUAGES) * (len(PORTIONS) - 1)
    assert all("not as it was written" in str(each["reason"]) for each in told.of(OF_NO_USE))


async def test_an_image_that_another_version_wrote_is_not_read(
    tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = iter(map(str, range(1000)))
    monkeypatch.setattr(recalling, "form", lambda: next(versions))
    assert await in_parts(tmp_path, stop) == await never_stopped(tmp_path)
    assert told.of(GONE_ON) == []
    assert {str(fields["reason"]) for fields in told.of(OF_NO_USE)} == {
        "another version of Syndicate or of Python wrote it"
    }


async def test_a_stop_ends_in_order_where_no_image_can_be_written(
    tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recalling, "LONGEST_S", -1.0)
    found_so_far = await in_parts(tmp_path, stop)
    assert files(tmp_path) == []
    refused = told.of("no image is kept")
    both = 2  # after the first batch, and at the end
    assert len(refused) == both * len(LANGUAGES) * len(PORTIONS)
    assert found_so_far == await never_stopped(tmp_path)


async def test_how_far_a_lexicon_may_grow_is_told_from_when_the_store_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words: list[list[int]] = []
    lives = iter([killed, stop, stop])
    monkeypatch.setattr(recalling, "FEW", 1000)

    async def noted(node: Node) -> None:
        words.append([known.words for _, known in sorted(node.clusterer._known.items())])
        monkeypatch.setattr(recalling, "FEW", 0)
        await next(lives)(node)

    await in_parts(tmp_path, noted)
    nothing, read, from_image = words
    assert nothing == [0] * len(LANGUAGES)
    assert from_image == read
    assert min(read) > 0


async def test_few_stories_are_not_worth_an_image(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recalling, "FEW", 1000)
    await in_parts(tmp_path, stop)
    assert files(tmp_path) == []


async def decided(
    folder: Path, *decisions: Callable[[Found], Correction], name: str = "parts"
) -> Outcome:
    """Several lives; in each but the first, something else is decided first."""
    url, clock, told = f"sqlite:///{folder / f'{name}.db'}", Clock(), list[list[Correction]]()
    found_so_far = list[Outcome]()
    for number, portion in enumerate(PORTIONS):
        async with a_node(url, clock, "") as node:
            if number == 1:
                there = await found(node.store)
                told = [[], *([decision(there)] for decision in decisions)]
            await node.clusterer.correct(told[number] if number < len(told) else [])
            await deliver(node.store, portion)
            assert await node.place() == len(portion)
            await stop(node)
            found_so_far.append(await outcome(node.store))
    return found_so_far[-1]


def merge(found: Found) -> Correction:
    homes = {story.thread_id or "" for story in found.stories if story.language == "en"}
    return Correction("merge", tuple(sorted(homes)[:2]))


def apart(found: Found) -> Correction:
    return replace(merge(found), kind="apart")


@pytest.mark.parametrize(("decision", "moved"), [(merge, True), (apart, False)])
async def test_what_people_decide_meanwhile_is_known_to_who_goes_on_from_an_image(
    tmp_path: Path,
    told: Told,
    monkeypatch: pytest.MonkeyPatch,
    decision: Callable[[Found], Correction],
    *,
    moved: bool,
) -> None:
    with monkeypatch.context() as never:
        never.setattr(recalling, "FEW", 1000)
        whole = await decided(tmp_path, decision, decision, name="stored")
    assert any(event.by == "person" for event in whole[1]) == moved
    assert await decided(tmp_path, decision, decision) == whole
    assert len(told.of(GONE_ON)) == len(LANGUAGES) * (len(PORTIONS) - 1)
    assert told.of(OF_NO_USE) == []


async def test_an_image_from_before_a_decision_was_taken_back_is_not_read(
    tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as never:
        never.setattr(recalling, "FEW", 1000)
        whole = await decided(tmp_path, merge, name="stored")
    assert await decided(tmp_path, merge) == whole
    assert {str(fields["reason"]) for fields in told.of(OF_NO_USE)} == {
        "it is of other languages, or people took back a decision since"
    }


async def test_an_image_from_before_all_was_held_outlasts_it_where_nothing_was_saved(
    tmp_path: Path, told: Told
) -> None:
    async def settled(node: Node) -> None:
        await stop(node)
        async with node.holding.settling() as claim:
            assert claim

    assert await in_parts(tmp_path, settled) == await never_stopped(tmp_path)
    assert len(told.of(GONE_ON)) == len(LANGUAGES) * (len(PORTIONS) - 1)
    assert told.of(OF_NO_USE) == []


async def test_a_desk_that_was_stopped_goes_on_from_its_image(desk: Desk, told: Told) -> None:
    await desk.declare(declared([a_source("port"), a_source("mail")]))
    await desk.walk("port", SHIP)
    await desk.pipeline.lay_down()
    await desk.reopen()
    await desk.declare(desk.now)
    await desk.walk("mail", TUGS)
    assert [fields["stories"] for fields in told.of(GONE_ON)] == [1]
    ship, tugs = await desk.items()
    assert ship.story_id == tugs.story_id


async def test_a_copy_that_is_restored_goes_on_from_no_image_of_later(
    desk: Desk, tmp_path: Path, told: Told
) -> None:
    await desk.declare(declared([a_source("port"), a_source("mail")]))
    await desk.walk("port", SHIP)
    await desk.pipeline.lay_down()
    copy = tmp_path / "copy.db"
    await back_up(desk.store.database, copy)
    await desk.reopen()
    await desk.walk("mail", TUGS)
    later = await found(desk.store)
    await desk.pipeline.lay_down()
    await desk.store.close()
    await restore(copy, tmp_path / "store.db")
    await desk.reopen()
    await desk.walk("mail", TUGS)
    assert len(told.of(GONE_ON)) == 1
    assert told.of(OF_NO_USE) == []
    assert [one[0:4] for one in (await found(desk.store)).items] == [
        one[0:4] for one in later.items
    ]


@pytest.mark.parametrize("has_folder", [True, False])
async def test_languages_that_go_to_another_machine_and_back_are_remembered_with_all_it_saved(
    tmp_path: Path, postgres_database: str, told: Told, *, has_folder: bool
) -> None:
    """The other reads the store, and what it saves is told beside the image of the first, until it has its own."""
    folders = tmp_path / "one", tmp_path / "other"
    for folder in folders:
        folder.mkdir()
    clock, whole = Clock(), await never_stopped(tmp_path)
    gone_on, found_so_far = [], list[Outcome]()
    for number, portion in enumerate(PORTIONS):
        cache = folders[number % 2] if has_folder or number % 2 == 0 else None
        async with a_node(postgres_database, clock, f"{number}", cache) as node:
            await deliver(node.store, portion)
            assert await node.place() == len(portion)
            found_so_far.append(await outcome(node.store))
        clock.forward(2 * LASTING)  # it died, and its leases lapse
        gone_on.append(len(told.of(GONE_ON)))
    assert found_so_far[-1] == whole
    assert gone_on == ([0, 0, 0] if has_folder else [0, 0, len(LANGUAGES)])
    assert told.of(OF_NO_USE) == []
    if not has_folder:
        assert max(fields["changed"] for fields in told.of(GONE_ON)) > 0


async def test_who_dies_beside_a_server_goes_on_from_the_image_of_its_machine(
    tmp_path: Path, postgres_database: str, told: Told
) -> None:
    clock, found_so_far = Clock(), list[Outcome]()
    for number, portion in enumerate(PORTIONS):
        async with a_node(postgres_database, clock, f"{number}", tmp_path) as node:
            await deliver(node.store, portion)
            assert await node.place() == len(portion)
            found_so_far.append(await outcome(node.store))
        clock.forward(2 * LASTING)
    assert found_so_far[-1] == await never_stopped(tmp_path)
    assert len(told.of(GONE_ON)) == len(LANGUAGES) * (len(PORTIONS) - 1)
    assert told.of(OF_NO_USE) == []
