"""robots.txt -> may this page be fetched, and how fast (RFC 9309). Pure; runs in a worker. Only home of protego.

The standard library's parser knows no wildcards and no longest match.
"""

from __future__ import annotations

from protego import Protego

from syndicate.model import Document

_SLOWEST_S = 3600.0


def told(document: Document, agent: str, url: str) -> bytes:
    """Whether `agent`, a product token, may fetch `url`, and the seconds it shall wait between two pages."""
    written = document.body.decode("utf-8-sig", "replace")
    rules = Protego.parse(written)
    delay = min(rules.crawl_delay(agent) or 0.0, _SLOWEST_S)
    return b"%d %d" % (rules.can_fetch(url, agent), round(delay))
