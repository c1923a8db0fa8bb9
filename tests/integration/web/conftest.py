"""What tests of the application share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from syndicate.model import Address, Coding, Publication
from syndicate.web.app import make_app
from syndicate.web.connections import Listener, make_runner
from tests.integration.web.door import Site
from tests.integration.web.served import Client, client_of, shelf
from tests.unit.web.fakes import desk_with


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with client_of(shelf()) as opened:
        yield opened


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    desk = desk_with(shelf())

    async def publish(address: Address, coding: Coding) -> Publication | None:
        made.asked.append((address, coding))
        found = await desk.publish(address, coding)
        if found:
            made.stands[address, coding] = found
        return found

    full = replace(
        desk,
        publish=publish,
        standing=lambda *what: made.stands.get(what),
        state=lambda: made.state,
    )
    app = make_app(full)
    runner = make_runner(app)
    await runner.setup()
    listener = Listener(runner, app)
    assert runner.server
    made = Site(await listener.listen("127.0.0.1", 0), app, full, listener, runner.server)
    yield made
    listener.close()
    await runner.cleanup()
