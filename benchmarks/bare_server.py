"""The least that aiohttp can do: one handler that gives bytes which are ready, or 304.

    python benchmarks/bare_server.py PORT FILE

FILE is a feed, packed by gzip.
"""

from __future__ import annotations

import sys
from pathlib import Path

from aiohttp import web

BODY = Path(sys.argv[2]).read_bytes()
HEADERS = {
    "ETag": '"a-tag-of-sixty-four-letters-as-that-of-a-sum-would-be-gz"',
    "Last-Modified": "Thu, 06 Nov 2014 12:00:00 GMT",
    "Cache-Control": "public, max-age=60",
    "Vary": "Accept, Sec-Fetch-Dest, Accept-Encoding",
}
FULL = {
    **HEADERS,
    "Content-Type": "application/atom+xml; charset=utf-8",
    "Content-Encoding": "gzip",
}


async def feed(request: web.Request) -> web.Response:
    """Answer."""
    if request.headers.get("If-None-Match") == HEADERS["ETag"]:
        return web.Response(status=304, headers=HEADERS)
    return web.Response(body=BODY, headers=FULL)


if __name__ == "__main__":
    app = web.Application()
    app.router.add_get("/outputs/all.atom", feed)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
