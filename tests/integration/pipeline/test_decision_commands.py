"""`syndicate thread` tells at once that a decision has nothing to change, whoever is at work on the store."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from syndicate import house
from syndicate.cli.main import main
from syndicate.model import StoredItem
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
