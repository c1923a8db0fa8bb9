"""What the tests of the whole program may ask for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from syndicate.demo.newsroom import CLOSES_AT, outlets, published
from syndicate.demo.settings import demo_config
from tests.e2e.daemon import Daemon
from tests.e2e.desk import Desk
from tests.e2e.newsroom import BEGAN, SECONDS, replay_clock, running_newsroom
from tests.origins import Origin, eventually, running_origin


@pytest.fixture
def origin() -> Iterator[Origin]:
    with running_origin() as server:
        yield server


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    """The demo, nine days later: all is read and placed."""
    folder = tmp_path_factory.mktemp("demo")
    began, config = time.time() - 60, folder / "feeds.yaml"
    clock = replay_clock(began, 60)
    expected = sum(len(published(outlet, CLOSES_AT)) for outlet in outlets())
    extra = {BEGAN: str(began), SECONDS: "60"}
    program = [str(Path(__file__).with_name("newsroom.py"))]
    with running_newsroom(clock) as newsroom:
        config.write_text(demo_config(newsroom.base_url, folder / "demo.db", 0), encoding="utf-8")
        with Daemon(config, program=program, extra=extra) as daemon:

            def all_is_placed() -> bool:
                placed: int = sum(event["items"] for event in daemon.found("clustered"))
                return placed >= expected

            eventually("all is read and placed", all_is_placed, 240)
            yield daemon
