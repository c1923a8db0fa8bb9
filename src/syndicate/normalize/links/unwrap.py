"""Addresses of redirectors -> the address they lead to, where that can be read from the address itself. Pure.

What only its own server can tell (t.co, bit.ly, FeedBurner's `~r`, new Google News links) stays as it is.
"""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import parse_qsl, unquote, urlsplit

_NESTED = 5  # one redirector within another

# Host (a pattern, without www., m. and amp.) and path (a pattern) of a redirector -> the parameters
# that may hold the target.
_TABLE = r"""
    google\.[a-z.]{2,6}             /url                    q url
    news\.google\.[a-z.]{2,6}       /news/url               url
    (?:lm?\.)?facebook\.com         /l\.php                 u
    l\.instagram\.com               /?                      u
    [\w-]+\.safelinks\.protection\.outlook\.com     /(?:GetUrlReputation)?      url
    out\.reddit\.com                /.*                     url
    youtube\.com                    /redirect               q
    linkedin\.com                   /(?:redir/redirect|safety/go/?)     url
    bing\.com                       /news/apiclick\.aspx    url
    duckduckgo\.com                 /l/?                    uddg
    t\.umblr\.com                   /redirect               z
    vk\.com                         /away\.php              to
    slack-redir\.net                /link                   url
    steamcommunity\.com             /linkfilter/?           u url
    getpocket\.com                  /redirect               url
    medium\.com                     /r/?                    url
    disq\.us                        /url                    url
"""
_BY_PARAMETER = tuple(
    (re.compile(host), re.compile(path), tuple(names))
    for host, path, *names in map(str.split, _TABLE.strip().splitlines())
)
# The target stands in the path: https where there is an "s/" before it.
_AMP_CACHE = re.compile(
    r"(?:(?:[\w-]+\.)?cdn\.ampproject\.org/[cvir]|google\.[a-z.]{2,6}/amp|bing-amp\.com/c)/(s/)?"
    r"((?:[\w-]+\.)+[a-z][\w-]+(?:[/?].*)?)"
)
_YAHOO = re.compile(r"(?:[\w-]+\.)?rd\.yahoo\.com/.*?/\*-?(https?(?::|%3[Aa])//?.*)")
_GOOGLE_NEWS = re.compile(r"news\.google\.[a-z.]{2,6}/(?:__i/)?(?:rss/)?articles/([\w-]{20,})=*")
# Fields 1 and 4 of a message: a kind, then an address by its length.
_GOOGLE_TOKEN = b"\x08\x13\x22"
# One look that most links do not survive.
_MAY_BE = re.compile(
    r"//(?:www\.|m\.|amp\.)*(?:(?:news\.)?google\.|(?:lm?\.)?facebook\.|l\.instagram\.|out\.reddit\.|youtube\.com/red"
    r"|linkedin\.com/(?:redir|safety)|bing\.com/news|duckduckgo\.com/l|t\.umblr\.|vk\.com/away"
    r"|slack-redir\.|steamcommunity\.com/linkf|getpocket\.com/red|medium\.com/r/|medium\.com/r\?|disq\.us"
    r"|bing-amp\.|[\w.-]+\.safelinks\.|(?:[\w-]+\.)?cdn\.ampproject\.|(?:[\w-]+\.)?rd\.yahoo\.)",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"(?:(?:www|m|amp)\.)+")


def unwrapped(url: str) -> str:
    """The address that a redirector's address names; any other address as it is. The target may be of any kind."""
    for _ in range(_NESTED):
        if not _MAY_BE.match(url, url.find("//")):
            break
        target = _target(url)
        if target is None:
            break
        url = target
    return url


def _target(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        host = _PREFIX.sub("", (parts.hostname or "").rstrip("."), count=1)
    except ValueError:
        return None
    named = _by_parameter(host, parts.path, parts.query)
    if named:
        return named
    place = host + parts.path + (f"?{parts.query}" if parts.query else "")
    if found := _AMP_CACHE.fullmatch(place):
        return f"http{'s' if found[1] else ''}://{found[2]}"
    if found := _YAHOO.fullmatch(place):
        return unquote(found[1]) if "%3" in found[1][:8] else found[1]
    if found := _GOOGLE_NEWS.match(place):
        return _from_token(found[1])
    return None


def _by_parameter(host: str, path: str, query: str) -> str | None:
    """The one parameter of the query that holds an address."""
    for hosts, paths, names in _BY_PARAMETER:
        if hosts.fullmatch(host) and paths.fullmatch(path):
            given = parse_qsl(query)
            for name in names:
                values = [value for key, value in given if key == name]
                if len(values) == 1 and values[0].startswith(("http://", "https://")):
                    return values[0]
    return None


def _from_token(token: str) -> str | None:
    """The address in an article's name, as Google News gave them until 2024."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return None
    if not raw.startswith(_GOOGLE_TOKEN) or len(raw) < len(_GOOGLE_TOKEN) + 2:
        return None
    size, start = raw[3], 4
    if size > 0x7F:
        size, start = (size & 0x7F) | raw[4] << 7, 5
    found = raw[start : start + size].decode("ascii", "ignore")
    return found if len(found) == size and found.startswith(("http://", "https://")) else None
