"""Does a headline tell of a count that grows as more becomes known of one event: a death toll, cases? Pure."""

from __future__ import annotations

import re

from syndicate.cluster.texts import fingerprint
from syndicate.cluster.vocabulary.every import EVERY, phrases

_ABROAD = "|".join(" ".join(told) for one in EVERY.values() for told in phrases(one.tolls))
# A toll is paid on roads, and a bilan is of a year, too.
_TOLL = re.compile(
    r"\b(?:toll(?! (?:roads?|bridges?|booths?|gates?|lanes?|plazas?)\b)"
    r"|(?:dead|deaths?|died|killed|casualties|injured|wounded|missing|cases|infections|victims) "
    r"(?:rises?|rose|climbs?|climbed|jumps?|jumped|grows?|grew|mounts?|reach(?:es|ed)?|pass(?:es|ed)?|tops?|topped"
    r"|nears?|hits?|exceeds?|surpass(?:es|ed)?|up|now)"
    rf"|(?:dodental|dödstal|{_ABROAD})(?! (?:19|20)\d\d))\b"
)


def tells(title: str, language: str) -> bool:
    """Tell whether the number in a headline may be another one of the same event."""
    told = fingerprint.normal(title)
    if _TOLL.search(told):
        return True
    known, words = EVERY.get(language), told.split()
    return known is not None and all(
        not set(field.split()).isdisjoint(words) for field in (known.victims, known.rises)
    )
