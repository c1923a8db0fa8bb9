"""Who asked for what, as lines of a file in the Combined Log Format, which every log reader knows.

Nothing secret is written and nobody is followed: no query, no referrer, of an address its network alone, and of a path
that is not for everybody no more than where it begins. Lines are gathered and written once a second.
"""

from __future__ import annotations

import asyncio
from functools import lru_cache
from ipaddress import IPv4Address, ip_address, ip_network
from pathlib import Path
from time import gmtime, strftime, time
from typing import Final

from aiohttp import hdrs, web

from syndicate.log import clean, problem

EVERY_S: Final = 1.0
_MOST: Final = 20_000  # lines that wait for the disk
_PUBLIC: Final = frozenset(
    {"outputs", "topics", "threads", "sources", "tags", "items", "search", "opml", "static"}
    | {"healthz", "readyz", "metrics", "robots.txt", "favicon.ico"}
)


class AccessLog:
    """Notes requests. The file is opened for each writing, so it may be moved away at any time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines: list[str] = []
        self._failed = False
        self._writing: asyncio.TimerHandle | None = None

    def note(self, request: web.BaseRequest, status: int, sent: int) -> None:
        """Note what aiohttp was asked."""
        said = _said(request.method, request.raw_path, request.headers.get(hdrs.USER_AGENT, ""))
        self._add(request.remote or "", said, status, sent)

    def note_known(self, peer: str, data: bytes, status: int, sent: int) -> None:
        """Note a request that was answered without reading it."""
        self._add(peer, _read(data), status, sent)

    def _add(self, peer: str, said: tuple[str, str], status: int, sent: int) -> None:
        if len(self._lines) < _MOST:
            asked, agent = said
            at = _at(int(time()))
            self._lines.append(
                f'{network(peer)} - - [{at}] "{asked}" {status} {sent} "-" "{agent}"\n'
            )
        if self._writing is None:
            self._writing = asyncio.get_running_loop().call_later(EVERY_S, self._write_soon)

    def _write_soon(self) -> None:
        self._writing = None
        lines, self._lines = self._lines, []
        asyncio.get_running_loop().run_in_executor(None, self._write, lines)

    def close(self) -> None:
        """Write what waits."""
        if self._writing is not None:
            self._writing.cancel()
            self._writing = None
        self._write(self._lines)
        self._lines = []

    def _write(self, lines: list[str]) -> None:
        try:
            with self._path.open("a", encoding="utf-8", errors="replace") as file:
                file.writelines(lines)
            self._failed = False
        except OSError as error:
            if not self._failed:
                problem("the access log cannot be written", path=self._path, reason=error.strerror)
            self._failed = True


@lru_cache(maxsize=1024)
def network(address: str) -> str:
    """Name the network that an address is in: what is left of it tells no household from its neighbours."""
    try:
        found = ip_address(address)
    except ValueError:
        return "-"
    mapped = getattr(found, "ipv4_mapped", None)
    found = mapped or found
    bits = 24 if isinstance(found, IPv4Address) else 48
    return str(ip_network((found, bits), strict=False).network_address)


@lru_cache(maxsize=1024)
def _read(data: bytes) -> tuple[str, str]:
    """Read what was asked, and by what program, from a whole request."""
    first, *lines = data.decode("latin-1").split("\r\n")
    method, _, rest = first.partition(" ")
    fields = (line.partition(":") for line in lines)
    agent = next((value for name, _, value in fields if name.lower() == "user-agent"), "")
    return _said(method, rest.partition(" ")[0], agent.strip())


def _said(method: str, target: str, agent: str) -> tuple[str, str]:
    return f"{_word(method, 16)} {shown(target)} HTTP/1.1", _word(agent, 200) or "-"


def shown(target: str) -> str:
    """Give a path as it may be written down."""
    path = target.partition("?")[0].partition("#")[0]
    if not path.startswith("/"):
        return "-"
    if path == "/":
        return path
    first, slash, _ = path[1:].partition("/")
    if first.partition(".")[0] in _PUBLIC or first in _PUBLIC:
        return _word(path, 300)
    return f"/{_word(first, 40)}/…" if slash else "/…"


def _word(text: str, most: int) -> str:
    return clean(text).replace('"', "'").replace("\\", "/")[:most]


@lru_cache(maxsize=1)
def _at(second: int) -> str:
    return strftime("%d/%b/%Y:%H:%M:%S +0000", gmtime(second))
