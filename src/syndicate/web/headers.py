"""The headers of a request, as what they say and not as they were put on lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from aiohttp import hdrs, web

LISTS: Final = (hdrs.ACCEPT, hdrs.ACCEPT_ENCODING, hdrs.IF_NONE_MATCH)


def headers_of(request: web.BaseRequest) -> Mapping[str, str]:
    """Give the headers; a list that stands on several lines is one (RFC 9110, 5.3)."""
    headers = request.headers
    several = [name for name in LISTS if len(headers.getall(name, ())) > 1]
    if not several:
        return headers
    joined = headers.copy()
    for name in several:
        joined[name] = ", ".join(headers.getall(name))
    return joined
