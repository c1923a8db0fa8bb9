"""URL -> what of it people may see: no password, no token, no control character."""

from __future__ import annotations

import re

from yarl import URL

MASK = "***"
LONGEST = 300

# Names of query parameters whose value opens a door. Whole words: "monkey" and "author" do not.
_SECRET = re.compile(
    r"(?:^|[^a-z])(?:"
    r"(?:access|api|app|auth|feed|private|rss|secret|user)?[-_]?(?:key|token)"
    r"|auth|authorization|credentials?|jwt|pass|passwd|password|pwd"
    r"|secret|session|session_?id|sid|sig|signature"
    r")(?:$|[^a-z])",
    re.IGNORECASE,
)


def public_url(url: str | URL) -> str:
    """Return the URL without userinfo and fragment, with secrets in its query masked."""
    try:
        shown = _masked(URL(url))
    except ValueError:
        # What cannot be read cannot be masked by its parts: show no more than where it may lead.
        shown = re.sub(r"^([a-zA-Z][\w+.-]*:)?//.*@", r"\1//", re.split(r"[?#]", str(url))[0])
    return _printable(shown)


def _masked(url: URL) -> str:
    url = url.with_fragment(None)
    if any(_SECRET.search(name) for name in url.query):
        pairs = url.query.items()
        url = url.with_query(
            [(name, MASK if _SECRET.search(name) else text) for name, text in pairs]
        )
    return str(url.with_user(None)) if url.host else re.sub(r"^[^?#]*@", "", str(url))


def _printable(text: str) -> str:
    text = "".join(char if char.isprintable() else "?" for char in text)
    return text if len(text) <= LONGEST else text[:LONGEST] + "..."
