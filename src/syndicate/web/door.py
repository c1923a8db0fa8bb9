"""In front of the application: who asks again for a feed that stands as it was is answered here."""

from __future__ import annotations

from aiohttp import web

from syndicate.model import Address
from syndicate.web.conditional import wants_page
from syndicate.web.desk import SEAT, Desk
from syndicate.web.negotiation import coding_for
from syndicate.web.prepared import Prepared, prepared

_KNOWN = 4096


class Standing:
    """The feeds that everybody was given at their addresses, as the addresses were written.

    Only what is the same for all belongs in here: nothing that was given for a name, a token or a query.
    """

    def __init__(self) -> None:
        self._addresses: dict[str, Address] = {}

    def add(self, path: str, address: Address) -> None:
        """A feed was given at a path."""
        if "?" not in path:
            if len(self._addresses) >= _KNOWN:
                self._addresses.clear()
            self._addresses[path] = address

    def remove(self, path: str) -> None:
        """Something else was given there, or nothing."""
        self._addresses.pop(path, None)

    def answer(self, request: web.BaseRequest, desk: Desk) -> Prepared | None:
        """Answer if the feed is known to stand as it was, and no more than a feed is asked for."""
        address = self._addresses.get(request.raw_path)
        if address is None or request.method not in {"GET", "HEAD"}:
            return None
        headers = request.headers
        if wants_page(headers) or "Authorization" in headers:
            return None
        coding = coding_for(headers)
        publication = coding and desk.standing(address, coding)
        return prepared(request, publication) if publication else None


STANDING = web.AppKey("standing", Standing)


def open_door(runner: web.AppRunner, app: web.Application) -> None:
    """Have the server of an application answer at the door what can be answered there.

    Do it when the runner was set up, and before anybody connects.
    """
    server = runner.server
    assert server is not None  # noqa: S101 - the runner was set up
    seat, standing, rest = app[SEAT], app[STANDING], server.request_handler

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        found = standing.answer(request, seat.desk)
        return await rest(request) if found is None else found

    server.request_handler = answer
