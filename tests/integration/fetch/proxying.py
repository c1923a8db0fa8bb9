"""What tests of the way through a proxy share: names that lead away, and what an error shows of itself."""

from __future__ import annotations

import socket
import traceback

from aiohttp.abc import ResolveResult

from tests.integration.fetch.conftest import PUBLIC
from tests.integration.fetch.test_policy import Names

AWAY = Names(PUBLIC)


class Nobody(Names):
    """Knows no name, as behind a proxy that alone sees the world."""

    async def resolve(self, host: str, *_: object, **__: object) -> list[ResolveResult]:
        self.asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "no such name")


def shown(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))
