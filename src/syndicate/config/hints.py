"""A word that is not known -> the one that was probably meant. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Collection

# What the same thing is called elsewhere.
_ELSEWHERE = {
    "feeds": "sources",
    "feed": "url",
    "link": "url",
    "href": "url",
    "base_url": "url",
    "name": "title",
    "formerly": "was",
    "previously": "was",
    "moved_from": "was",
    "old_url": "was",
    "id": "was",
    "interval": "every",
    "fulltext": "full_text",
    "copyright": "rights",
    "license": "licence",
    "refresh": "every",
    "categories": "tags",
    "folders": "tags",
    "email": "contact",
    "http_proxy": "proxy",
    "https_proxy": "proxy",
    "listen": "server",
    "database": "store",
    "keywords": "any",
    "exclude": "none",
    "not": "none",
    "without": "none",
    "examples": "like",
    "aliases": "names",
    "entities": "names",
    "synonyms": "names",
    "phrases": "phrase",
    "exact": "phrase",
    "not_like": "unlike",
    "agency": "agencies",
    "lang": "languages",
    "language": "languages",
    "granularity": "breadth",
    "count": "limit",
    "kind": "mode",
}


def did_you_mean(word: object, known: Collection[str], nearness: float = 0.6) -> str | None:
    """Return a question that names the known word next to this one, if any is so near."""
    if not isinstance(word, str) or len(word) > 60:
        return None
    plain = word.strip().lower().replace("-", "_")
    elsewhere = _ELSEWHERE.get(plain, "")
    if elsewhere in known:
        return f'did you mean "{elsewhere}"?'
    by_lower = {candidate.lower(): candidate for candidate in known}
    near = difflib.get_close_matches(word.strip().lower(), by_lower, n=1, cutoff=nearness)
    return f'did you mean "{by_lower[near[0]]}"?' if near else None
