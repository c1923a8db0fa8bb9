"""`syndicate thread` tells at once that a decision has nothing to change, whoever is at work on the store."""

from __future__ import annotations

import asyncio
import json
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from click.testing import CliRunner

from syndicate import house
from syndicate.cli import apply
from syndicate.cli.main import main
from syndicate.config import Settings
from syndicate.model import StoredItem
from syndicate.store.engines.locks import FileLock
from tests.integration.pipeline.desk import KESTREL, SHIP, Desk, a_source, declared, fill

NOW = declared([a_source("port"), a_source("mail"), a_source("copy")])


async def _filled(url: str) -> tuple[StoredItem, StoredItem]:
    desk = await Desk.open(url)
    try:
        await fill(desk, NOW)
        return await desk.item("port", SHIP), await desk.item("mail", KESTREL)
    finally:
        await desk.store.close()


def test_a_decision_that_holds_already_is_told_so_and_nobody_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    ship, kestrel = asyncio.run(_filled(url))
    config = tmp_path / "feeds.yaml"
    config.write_text(f"store: {url}\nsources: [https://port.example/feed]\n", encoding="utf-8")

    def told(*words: str | None) -> str:
        named = [word or "" for word in words]
        answer = CliRunner().invoke(main, ["thread", *named, "--config", str(config)])
        assert answer.exit_code == 0, answer.output
        return answer.output

    moving = told("rename", ship.thread_id, "The Maria Stella")
    assert "nothing had to change" not in moving

    def at_work(*_: object) -> None:
        raise AssertionError("there is nothing to carry out, or to wait for")

    monkeypatch.setattr(house, "open_house", at_work)
    for words in (
        ("rename", ship.thread_id, "The Maria Stella"),
        ("exclude", kestrel.item.id, ship.thread_id),
        ("pin", ship.item.id, ship.thread_id),
    ):
        assert "nothing had to change: all stands so already" in told(*words)
    *_, pin = json.loads(told("corrections", "--json"))
    done = json.loads(told("undo", pin["id"], "--json"))
    assert done == {"corrections": [pin["id"]], "applied": True, "changed": False}


@pytest.fixture
def thread_id(tmp_path: Path) -> str:
    """The thread of the ship, in a store with a feeds.yaml beside it."""
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    ship, _ = asyncio.run(_filled(url))
    text = f"store: {url}\nsources: [https://port.example/feed]\n"
    (tmp_path / "feeds.yaml").write_text(text, encoding="utf-8")
    return ship.thread_id or ""


@pytest.mark.parametrize(
    "command", [("rename", "The Maria Stella"), ("promote", "ship")], ids=lambda one: one[0]
)
def test_a_decision_is_carried_out_as_soon_as_another_command_lets_go_of_the_store(
    tmp_path: Path, thread_id: str, command: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    other, tries, real = FileLock(tmp_path / "desk.db", "daemon"), [], house.open_house
    other.take()

    def open_house(settings: Settings) -> AbstractAsyncContextManager[house.House]:
        tries.append(settings)
        if len(tries) == 2:
            other.release()
        return real(settings)

    monkeypatch.setattr(house, "open_house", open_house)
    kind, word = command
    config = str(tmp_path / "feeds.yaml")
    answer = CliRunner().invoke(
        main, ["thread", kind, thread_id, word, "--json", "--config", config]
    )
    assert answer.exit_code == 0, answer.output
    assert json.loads(answer.stdout)["applied"]
    assert len(tries) == 2


def test_a_decision_that_nobody_carries_out_is_told_as_written_and_no_more(
    tmp_path: Path, thread_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = FileLock(tmp_path / "desk.db", "daemon")
    other.take()
    monkeypatch.setattr(apply, "PATIENCE_S", 0.0)
    words = ["thread", "rename", thread_id, "The Maria Stella"]
    answer = CliRunner().invoke(main, [*words, "--config", str(tmp_path / "feeds.yaml")])
    other.release()
    assert answer.exit_code == 0, answer.output
    assert "written; another Syndicate is at work on this store and has not" in answer.output
    assert "takes it over soon" not in answer.output
