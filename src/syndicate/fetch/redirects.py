"""Where a redirect leads, and what may go along. No network: the client walks, this module decides."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from yarl import URL

from syndicate.errors import FetchError, Refused
from syndicate.fetch.proxy import Proxy
from syndicate.fetch.public_url import public_url
from syndicate.fetch.request import holds_secrets, private_headers
from syndicate.model import authority

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
URL_LENGTH = 2048
_BYTE = re.compile("[\udc80-\udcff]")  # as Python keeps one of a header that it cannot decode


@dataclass(frozen=True, slots=True)
class Way:
    """How far a fetch has come from the address that people gave. `url` has no userinfo, no fragment.

    `cookie` goes along to `url`, and `passed` are the steps before, each with its own.

    `proxy` is whom its next step goes through, once it was led; it may change with each.
    """

    address: str
    url: URL
    private: dict[str, str]
    cookie: str = ""
    passed: tuple[tuple[URL, str], ...] = ()
    permanent: bool = True
    proxy: Proxy | None = None

    @property
    def moved_to(self) -> str | None:
        """The new address of the source, when every redirect on the way was permanent."""
        return str(self.url) if self.passed and self.permanent else None

    def error(
        self,
        reason: str,
        kind: type[FetchError] = FetchError,
        *,
        status: int | None = None,
        retry_after: timedelta | None = None,
        reached: bool = True,
        cut_off: bool = False,
    ) -> FetchError:
        """Make the error of this fetch; it tells how far the redirects led, and which host failed."""
        if self.passed:
            reason = f"after a redirect to {public_url(self.url)}: {reason}"
        return kind(
            public_url(self.address),
            reason,
            status=status,
            retry_after=retry_after,
            host=authority(str(self.url)),
            reached=reached,
            cut_off=cut_off,
        )


def begin(address: str, headers: tuple[tuple[str, str], ...]) -> Way:
    """Start at an address that people gave."""
    try:
        url = URL(address.strip())
    except ValueError:
        url = URL()
    if len(address) > URL_LENGTH or not _is_web(url):
        reason = "this is not an http or https address: check its spelling"
        raise Refused(public_url(address), reason)
    return Way(address, _bare(url), private_headers(url, headers))


def follow(
    way: Way,
    status: int,
    location: str | None,
    most: int,
    cookie_for: Callable[[URL], str] = lambda _: "",
) -> Way:
    """Take one redirect (RFC 9110, 15.4), or raise why it is not taken. With another cookie, an address is another."""
    target = _target(way.url, location or "")
    if target is None:
        raise way.error("the server redirects to what is no address", status=status)
    if not _is_web(target):
        raise way.error("the server redirects away from http and https", Refused, status=status)
    cookie, passed = cookie_for(target), (*way.passed, (way.url, way.cookie))
    if (target, cookie) in passed:
        raise way.error("the server redirects in a circle", status=status)
    if len(passed) > most:
        raise way.error(f"more than {most} redirects in a row", Refused, status=status)
    if way.url.scheme == "https" and target.scheme == "http" and holds_secrets(way.private):
        reason = "the server redirects from https to http, where the login could be read on the way"
        raise way.error(reason, Refused, status=status)
    return replace(
        way,
        url=target,
        private=way.private if _is_same_site(way.url, target) else {},
        cookie=cookie,
        passed=passed,
        permanent=way.permanent and status in PERMANENT and not cookie,
        proxy=None,  # nobody was asked yet: what forbids this step is no fault of who led the one before
    )


def _target(page: URL, location: str) -> URL | None:
    # Bytes that are no UTF-8 go back as they came, as browsers send them.
    location = _BYTE.sub(lambda byte: f"%{ord(byte[0]) - 0xDC00:02X}", location.strip())
    if not location or len(location) > URL_LENGTH:
        return None
    try:
        target = page.join(URL(location))
        return _bare(target) if target.host else target
    except ValueError:
        return None


def _is_web(url: URL) -> bool:
    return url.scheme in {"http", "https"} and bool(url.host)


def _bare(url: URL) -> URL:
    """Without fragment, and without a login: only people may give one, and it travels as a header."""
    if not url.raw_fragment and url.raw_user is None and url.raw_password is None:
        return url
    return url.with_fragment(None).with_user(None)


def _is_same_site(here: URL, there: URL) -> bool:
    """Same origin; or the usual step from http to https on one host, which only adds protection."""
    if here.host != there.host:
        return False
    before, after = (here.scheme, here.port), (there.scheme, there.port)
    return before == after or (before, after) == (("http", 80), ("https", 443))
