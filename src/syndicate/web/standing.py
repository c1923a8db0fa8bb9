"""The feeds that stand as they were: who asks again is answered before the application is asked."""

from __future__ import annotations

from aiohttp import hdrs, web

from syndicate.model import Address
from syndicate.outputs.bounded import Bounded
from syndicate.web.conditional import names_page
from syndicate.web.desk import Desk
from syndicate.web.headers import headers_of
from syndicate.web.negotiation import coding_for
from syndicate.web.prepared import Prepared, prepared

_KNOWN = 4096
_READY_BYTES = 32 * 2**20
_REQUEST_BYTES = 2000  # about what a request takes, and what holds it

# All that an answer depends on, but for what stands at the address.
_Asked = tuple[object, ...]


class Standing:
    """The feeds that everybody was given at their addresses, as the addresses were written.

    Only what is the same for all belongs in here: nothing that was given for a name, a token or a query.
    """

    def __init__(self) -> None:
        self._addresses: dict[str, Address] = {}
        self._answers: Bounded[_Asked | bytes, Prepared] = Bounded(_READY_BYTES)
        self._state: object = None

    def add(self, request: web.BaseRequest, address: Address) -> None:
        """A feed was given to a request."""
        if "?" not in request.raw_path and hdrs.AUTHORIZATION not in request.headers:
            if len(self._addresses) >= _KNOWN:
                self.forget()
            self._addresses[request.raw_path] = address

    def remove(self, path: str) -> None:
        """Something else was given there, or nothing."""
        if self._addresses.pop(path, None):
            self._answers = Bounded(_READY_BYTES)

    def forget(self) -> None:
        """Know of no feed."""
        self._addresses.clear()
        self._answers = Bounded(_READY_BYTES)

    def known(self, data: bytes, desk: Desk) -> Prepared | None:
        """Give the answer to a request that is known byte for byte, if what it depends on did not change."""
        state = desk.state()
        return self._answers.get(data) if state is not None and state == self._state else None

    def learn(self, data: bytes, answer: Prepared) -> None:
        """Remember a request byte for byte. Its answer was given this moment."""
        self._keep(data, answer)

    def answer(self, request: web.BaseRequest, desk: Desk) -> Prepared | None:
        """Answer if the feed is known to stand as it was, and no more than a feed is asked for."""
        state = desk.state()
        if state is None:
            return None
        if state != self._state:
            self._answers = Bounded(_READY_BYTES)
            self._state = state
        asked = _asked(request)
        return self._answers.get(asked) or self._made(request, asked, desk)

    def _made(self, request: web.BaseRequest, asked: _Asked, desk: Desk) -> Prepared | None:
        address = self._addresses.get(request.raw_path)
        headers = headers_of(request)
        if address is None or request.method not in {"GET", "HEAD"}:
            return None
        if names_page(headers) or hdrs.AUTHORIZATION in headers:
            return None
        coding = coding_for(headers)
        publication = coding and desk.standing(address, coding)
        if not publication or publication.is_private:  # it may have become so since it was added
            return None
        return self._keep(asked, prepared(request, publication))

    def _keep(self, asked: _Asked | bytes, answer: Prepared) -> Prepared:
        # One copy has its head.
        self._answers.keep(asked, answer, _REQUEST_BYTES + 2 * len(answer.body))
        return answer


def _asked(request: web.BaseRequest) -> _Asked:
    asked = headers_of(request).get
    return (
        request.raw_path,
        request.method,
        asked(hdrs.ACCEPT),
        asked(hdrs.ACCEPT_ENCODING),
        asked(hdrs.IF_NONE_MATCH),
        asked(hdrs.IF_MODIFIED_SINCE),
        asked(hdrs.AUTHORIZATION),
        request.keep_alive,
        request.version,
    )


STANDING = web.AppKey("standing", Standing)
