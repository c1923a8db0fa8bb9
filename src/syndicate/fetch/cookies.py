"""Cookies of one fetch: what is set on a redirect goes along on the rest of that way, and is forgotten at its end.

Some sites (publishers of journals above all) send whoever has no cookie in a circle until one comes along. Nobody is
recognised by it the next time: each fetch begins without.
"""

from __future__ import annotations

from typing import Final

from aiohttp import ClientResponse, CookieJar
from yarl import URL

from syndicate.fetch.headers import is_plain

_LONGEST: Final = 4096


class Cookies:
    """What servers set along one way. To whom it goes back is decided by the jar (RFC 6265, 5.4)."""

    def __init__(self) -> None:
        self._jar: CookieJar | None = None

    def take(self, url: URL, response: ClientResponse) -> None:
        """Keep what the server at this address sets."""
        if response.cookies:
            self._jar = self._jar or CookieJar(unsafe=True)  # of hosts without a name, too
            self._jar.update_cookies(response.cookies, url)

    def for_url(self, url: URL) -> str:
        """Give what goes along to this address, as the value of the header Cookie; empty where nothing does."""
        if self._jar is None:
            return ""
        found = self._jar.filter_cookies(url).values()
        text = "; ".join(f"{each.key}={each.coded_value}" for each in found)
        return text if len(text) <= _LONGEST and is_plain(text) else ""
