"""What tests of the application share."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.integration.web.served import Client, client_of, shelf


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with client_of(shelf()) as opened:
        yield opened
