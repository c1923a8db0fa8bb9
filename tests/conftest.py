"""What every test may ask for."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.paths import CORPORA, LABELLED, SCHEMAS, require
from tests.postgres import fresh_database, running_server


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


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[str]:
    """The URL of an empty database that only this test uses."""
    with fresh_database(postgres_url) as url:
        yield url
