"""A loopback origin for benchmarks: N sources of 20 items (about 34 KB), with ETag and 304.

    python benchmarks/origin.py --sources 1000        prints its port, then serves until killed

GET /change?every=20 gives two new items to every twentieth source (5 %).
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import random
from functools import lru_cache

from aiohttp import web

ITEMS = 20
WORDS_PER_ITEM = 190
SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "je",
    "ki",
    "lo",
    "mu",
    "na",
    "pe",
    "ri",
    "so",
    "tu",
    "va",
    "we",
    "xi",
    "yo",
    "zu",
]


@lru_cache(maxsize=1)
def vocabulary() -> tuple[str, ...]:
    """Return 8,000 words that no language has, the same in every run."""
    dice = random.Random(2014)
    return tuple("".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))) for _ in range(8000))


def item(source: int, number: int) -> str:
    """Return one item of a source: the same words for the same numbers."""
    dice = random.Random(source * 100_003 + number)
    # Word ranks fall as in a language: a few are everywhere, most are rare.
    words = [vocabulary()[int(8000 ** dice.random()) - 1] for _ in range(WORDS_PER_ITEM)]
    names = " ".join(word.capitalize() for word in dice.choices(vocabulary(), k=6))
    body = "".join(
        f"&lt;p&gt;{' '.join(words[at : at + 40])}.&lt;/p&gt;"
        for at in range(0, WORDS_PER_ITEM, 40)
    )
    day, second = divmod(number * 911 + source, 86_400)
    when = f"{1 + day % 27:02} Nov 2014 {second // 3600:02}:{second // 60 % 60:02}:{second % 60:02} GMT"
    link = f"http://127.0.0.1/{source}/{number}"
    return (
        f"<item><title>{names} {' '.join(words[:4])}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>{when}</pubDate><description>{body}</description></item>"
    )


class Origin:
    """Every source has a version; the items of a version are a window over an endless row."""

    def __init__(self, sources: int) -> None:
        self._new = [0] * sources

    def app(self) -> web.Application:
        """Return the application."""
        app = web.Application()
        app.router.add_get("/feed/{number}", self.feed)
        app.router.add_get("/change", self.change)
        return app

    async def change(self, request: web.Request) -> web.Response:
        """Give two new items to every n-th source."""
        for number in range(0, len(self._new), int(request.query["every"])):
            self._new[number] += 2
        return web.Response(text="changed\n")

    async def feed(self, request: web.Request) -> web.Response:
        """Answer with the feed, or 304."""
        number = int(request.match_info["number"])
        body, etag = self.body(number, self._new[number])
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(body=body, content_type="application/rss+xml", headers={"ETag": etag})

    @staticmethod
    @lru_cache(maxsize=20_000)
    def body(number: int, new: int) -> tuple[bytes, str]:
        """Return a source's document at a version, and its tag."""
        items = "".join(item(number, at) for at in range(ITEMS + new - 1, new - 1, -1))
        text = (
            f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Source {number}</title>'
            f"<link>http://127.0.0.1/{number}</link><description>benchmark</description>{items}</channel></rss>"
        )
        body = text.encode()
        return body, f'"{hashlib.sha256(body).hexdigest()[:16]}"'


async def serve(sources: int) -> None:
    """Serve on a free port of loopback until killed."""
    origin = Origin(sources)
    for number in range(sources):
        origin.body(number, 0)
    runner = web.AppRunner(origin.app(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sources", type=int, default=1000)
    asyncio.run(serve(parser.parse_args().sources))
