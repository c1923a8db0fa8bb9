"""A loopback origin for benchmarks: N feeds of 20 items (about 34 KB), with ETag, Last-Modified and 304.

    python benchmarks/origin.py --sources 1000                        prints its ports, then serves until killed
    python benchmarks/origin.py --sources 400 --ports 200 --tls PEM   a TLS server on each of 200 ports

GET /feed/7    a feed; made when it is first asked for, then kept
GET /warm      makes all feeds now, so that nobody waits for them later
GET /change?every=20    gives two new items to every twentieth source (5 %)
GET /touch     lets every feed say that it was built anew, with nothing new in it
GET /deaf      from now on it pays no heed to validators: every answer is 200
GET /bomb/0    a small document that keeps a careless parser busy
GET /asked     how often it answered with each status since last asked
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import argparse
import asyncio
import hashlib
import json
import ssl
from collections import Counter
from datetime import timedelta
from email.utils import format_datetime
from functools import lru_cache

from aiohttp import web

from benchmarks.documents import EPOCH, ITEMS, bomb, document


class Origin:
    """Every source has a version; the items of a version are a window over an endless row."""

    def __init__(self, sources: int, items: int) -> None:
        self._items = items
        self._new = [0] * sources
        self._touched = 0
        self._deaf = False
        self._asked: Counter[int] = Counter()

    def app(self) -> web.Application:
        """Return the application."""
        app = web.Application()
        app.router.add_get("/feed/{number}", self.feed)
        app.router.add_get("/bomb/{number}", self.bomb)
        app.router.add_get("/warm", self.warm)
        app.router.add_get("/change", self.change)
        app.router.add_get("/touch", self.touch)
        app.router.add_get("/deaf", self.deaf)
        app.router.add_get("/asked", self.asked)
        return app

    async def warm(self, request: web.Request) -> web.Response:  # noqa: ARG002
        """Make all feeds."""
        for number, new in enumerate(self._new):
            _body(number, new, self._touched, self._items)
        return web.Response(text="warm\n")

    async def change(self, request: web.Request) -> web.Response:
        """Give two new items to every n-th source."""
        for number in range(0, len(self._new), int(request.query["every"])):
            self._new[number] += 2
        return web.Response(text="changed\n")

    async def touch(self, request: web.Request) -> web.Response:  # noqa: ARG002
        """Let every feed say that it was built anew."""
        self._touched += 1
        return web.Response(text="touched\n")

    async def deaf(self, request: web.Request) -> web.Response:  # noqa: ARG002
        """Pay no heed to validators."""
        self._deaf = True
        return web.Response(text="deaf\n")

    async def asked(self, request: web.Request) -> web.Response:  # noqa: ARG002
        """Tell what was answered, and forget it."""
        asked, self._asked = self._asked, Counter()
        return web.json_response(asked)

    async def feed(self, request: web.Request) -> web.Response:
        """Answer with the feed, or 304 where either validator says so (RFC 9110, 13.2.2)."""
        number = int(request.match_info["number"])
        new = self._new[number]
        body, kind, etag = _body(number, new, self._touched, self._items)
        modified = format_datetime(EPOCH + timedelta(hours=new, seconds=self._touched), usegmt=True)
        validators = {"ETag": etag, "Last-Modified": modified}
        given = request.headers.get("If-None-Match")
        known = etag in given if given else request.headers.get("If-Modified-Since") == modified
        known = known and not self._deaf
        self._asked[304 if known else 200] += 1
        if known:
            return web.Response(status=304, headers=validators)
        return web.Response(body=body, headers={**validators, "Content-Type": kind})

    async def bomb(self, request: web.Request) -> web.Response:
        """Answer with a bomb."""
        body, kind = bomb(int(request.match_info["number"]))
        return web.Response(body=body, headers={"Content-Type": kind})


@lru_cache(maxsize=6000)
def _body(number: int, new: int, touched: int, items: int) -> tuple[bytes, str, str]:
    body, kind = document(number, new, touched, items)
    return body, kind, f'"{hashlib.sha256(body).hexdigest()[:16]}"'


async def serve(sources: int, items: int, ports: int, pem: Path | None) -> None:
    """Serve on free ports of loopback until killed."""
    context = None
    if pem is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(pem)
    # Kept alive for longer than a round takes: who closes a connection, and when, is the client's matter.
    runner = web.AppRunner(Origin(sources, items).app(), access_log=None, keepalive_timeout=75)
    await runner.setup()
    for _ in range(ports):
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context, backlog=1024).start()
    print(json.dumps([address[1] for address in runner.addresses]), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument("--items", type=int, default=ITEMS)
    parser.add_argument("--ports", type=int, default=1)
    parser.add_argument("--tls", type=Path, help="a file with a key and its certificate")
    options = parser.parse_args()
    asyncio.run(serve(options.sources, options.items, options.ports, options.tls))
