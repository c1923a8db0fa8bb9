"""Source and validators -> the headers of a request."""

from __future__ import annotations

import re
from base64 import b64encode

from yarl import URL

from syndicate.errors import Refused
from syndicate.fetch.headers import is_plain
from syndicate.fetch.public_url import public_url
from syndicate.model import Validators, is_of_the_client

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"
)

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, 5.6.2
_NO_SECRET = frozenset({"Accept", "Accept-Language", "User-Agent"})


def private_headers(url: URL, headers: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """What only the origin of `url` may see: the headers that people set, and the login in the URL."""
    private = {}
    for given, value in headers:
        name = given.title()  # two spellings of one name are one header
        if not _TOKEN.fullmatch(name) or not value.isprintable():
            reason = "one of this source's headers cannot be sent: see its name and its characters"
            raise Refused(public_url(url), reason)
        if is_of_the_client(name):
            reason = f"the header {name[:40]} is not for people to set: remove it from this source"
            raise Refused(public_url(url), reason)
        private[name] = value
    if "Authorization" not in private and (url.user or url.password):
        login = f"{url.user or ''}:{url.password or ''}".encode()
        private["Authorization"] = f"Basic {b64encode(login).decode()}"
    return private


def holds_secrets(private: dict[str, str]) -> bool:
    """Tell whether these headers must not be read on the way."""
    return not private.keys() <= _NO_SECRET


def conditional_headers(validators: Validators) -> dict[str, str]:
    """Ask for the body only if it changed; both go back exactly as they came, and only if a header can hold them."""
    conditions = {}
    if validators.etag is not None and is_plain(validators.etag):
        conditions["If-None-Match"] = validators.etag
    if validators.last_modified is not None and is_plain(validators.last_modified):
        conditions["If-Modified-Since"] = validators.last_modified
    return conditions
