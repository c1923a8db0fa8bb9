"""The proxy that people declared: who it is, and the one place that may be dialled whatever network it lies in."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field

from yarl import URL


@dataclass(frozen=True, slots=True)
class Proxy:
    """An HTTP proxy. `url` holds no login; `login` is the value of Proxy-Authorization, "" where there is none."""

    url: URL
    login: str = field(default="", repr=False)

    @property
    def shown(self) -> str:
        """Give host and port, which is all of it that people may see."""
        return f"{self.url.host_subcomponent}:{self.url.port}"


def proxy_at(address: str | None) -> Proxy | None:
    """Read the address in feeds.yaml, which is valid, with its login."""
    if address is None:
        return None
    url = URL(address)
    if not (url.user or url.password):
        return Proxy(url.with_user(None))
    login = b64encode(f"{url.user or ''}:{url.password or ''}".encode()).decode()
    return Proxy(url.with_user(None), f"Basic {login}")


class Hop:
    """Where the proxy stands now. Its address is trusted, for people wrote it down; nobody else's is by this."""

    def __init__(self, proxy: Proxy | None = None) -> None:
        self.proxy = proxy
        # Kept when another takes its place: the connector remembers for a while where names lead, and asks nobody.
        self._found: dict[URL, frozenset[str]] = {}

    def is_named(self, host: str, port: int) -> bool:
        """Tell whether this is the proxy, by the name that people gave."""
        return self.proxy is not None and (host, port) == (
            self.proxy.url.raw_host,
            self.proxy.url.port,
        )

    def found(self, addresses: Iterable[str]) -> None:
        """Take note of where its name leads."""
        if self.proxy is not None:
            self._found[self.proxy.url] = frozenset(addresses)

    def holds(self, address: str, port: int) -> bool:
        """Tell whether to dial this is to dial the proxy."""
        if self.proxy is None or port != self.proxy.url.port:
            return False
        return self.is_named(address, port) or address in self._found.get(self.proxy.url, ())
