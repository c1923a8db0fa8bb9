"""The least that a poller in Python can cost: aiohttp fetches every address once, conditionally, and does no more.

    python benchmarks/bare.py URLS TAGS

URLS is a file with an address a line; TAGS is where the entity tags are kept from one round to the next.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import aiohttp

AT_ONCE = 50


async def fetch_all(urls: list[str], tags: dict[str, str]) -> None:
    """Fetch all, 50 at a time, over one session."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def fetch(session: aiohttp.ClientSession, url: str) -> None:
        headers = {"If-None-Match": tags[url]} if url in tags else {}
        async with gate, session.get(url, headers=headers) as response:
            await response.read()
            if response.status == 200:
                tags[url] = response.headers["ETag"]
            elif response.status != 304:
                raise SystemExit(f"{url} answered {response.status}")

    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(fetch(session, url) for url in urls))


if __name__ == "__main__":
    memory = Path(sys.argv[2])
    known: dict[str, str] = json.loads(memory.read_text()) if memory.exists() else {}
    asyncio.run(fetch_all(Path(sys.argv[1]).read_text().split(), known))
    memory.write_text(json.dumps(known))
