"""What is answered where nobody was asked: to what is no request that can be read, and after a fault of ours."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from aiohttp import web
from aiohttp.http_exceptions import LineTooLong

from syndicate.web.middleware import SAFE, SERVER, WORDS

# Bytes. They differ, because by its limit the library tells what it found too long.
ADDRESS_BYTES: Final = 8190
FIELD_BYTES: Final = 8192
_TOO_LONG: Final = {
    ADDRESS_BYTES: (
        HTTPStatus.REQUEST_URI_TOO_LONG,
        f"This address is too long: {ADDRESS_BYTES} bytes are read at most.",
    ),
    FIELD_BYTES: (
        HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
        f"A header of this request is too long: {FIELD_BYTES} bytes of each are read at most.",
    ),
}
_NO_REQUEST: Final = "This is no request that can be read (HTTP/1.1, RFC 9112)."


class Protocol(web.RequestHandler):
    """The library's protocol, but for its words: these would tell what it is made of, and repeat what was sent."""

    __slots__ = ()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Log what is to be logged, answer in a line of text, and read no more from this connection."""
        super().handle_error(request, status, exc, message)
        words = WORDS.get(status, _NO_REQUEST)
        if isinstance(exc, LineTooLong):
            status, words = _TOO_LONG.get(exc.args[1], (status, words))
        answer = web.Response(status=status, text=f"{words}\n", headers={**SAFE, **SERVER})
        answer.headers["Cache-Control"] = "no-store"
        answer.force_close()
        return answer
