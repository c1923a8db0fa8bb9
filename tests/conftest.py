"""What every test may ask for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import settings

from syndicate.store import open_store
from tests.paths import CORPORA, LABELLED, ROOT, SCHEMAS, require
from tests.postgres import fresh_database, running_server

# How long an example takes says more of what else a machine does than of the code.
settings.register_profile("no deadline", settings.default, deadline=None)
settings.load_profile("no deadline")

LONG = [ROOT / "tests" / folder for folder in ("corpus", "e2e", "property")]


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark the tests of folders that are long."""
    if any(folder in item.path.parents for folder in LONG):
        item.add_marker("long")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with those that may take longest: none is waited for at the end."""
    items.sort(key=_patience, reverse=True)


def _patience(item: pytest.Item) -> tuple[float, bool]:
    marker = item.get_closest_marker("timeout")
    return float(marker.args[0]) if marker else 0.0, "e2e" in item.path.parts


@pytest.fixture(autouse=True)
def _log_as_it_was() -> Iterator[None]:
    """Have each test begin with a log that nobody has configured: `syndicate run` does so for its whole process."""
    loggers = [logging.getLogger(name) for name in ("", "syndicate", "apscheduler")]
    before = [(logger, logger.level, logger.handlers[:]) for logger in loggers]
    yield
    for logger, level, handlers in before:
        logger.setLevel(level)
        logger.handlers[:] = handlers


@pytest.fixture(scope="session")
def corpora() -> Path:
    return require(CORPORA)


@pytest.fixture(scope="session")
def labelled() -> Path:
    return require(LABELLED)


@pytest.fixture(scope="session")
def schemas() -> Path:
    return require(SCHEMAS)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The server, started by the first test that asks. For a database of your own: postgres_database."""
    with running_server() as url:
        yield url


@pytest.fixture(scope="session")
def _postgres_template(postgres_url: str) -> Iterator[str]:
    """Name a database with our tables; copying it takes a sixth of what making them does."""

    async def make() -> None:
        await (await open_store(url)).close()

    with fresh_database(postgres_url) as url:
        with ThreadPoolExecutor(1) as elsewhere:  # who asks first may do so within a running loop
            elsewhere.submit(asyncio.run, make()).result()
        yield urlsplit(url).path.removeprefix("/")


@pytest.fixture
def postgres_database(postgres_url: str, _postgres_template: str) -> Iterator[str]:
    """The URL of a new store that only this test uses."""
    with fresh_database(postgres_url, template=_postgres_template) as url:
        yield url


@pytest.fixture
def empty_postgres(postgres_url: str) -> Iterator[str]:
    """The URL of a database without a table that only this test uses."""
    with fresh_database(postgres_url) as url:
        yield url
