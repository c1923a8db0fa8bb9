"""What is said of the episode of a podcast, in Atom and RSS alike. Pure.

Each element declares its namespace itself: an entry that is written may come into a feed whose head is older.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from syndicate.model import Companion, Entry, is_heard
from syndicate.publish.tags import known, told

_ITUNES: Final = {"xmlns:itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd"}
_PODCAST: Final = {"xmlns:podcast": "https://podcastindex.org/namespace/1.0"}
# What podcasts say where a file is called by its kind alone (podcastindex.org/namespace/1.0).
_USUAL: Final = {"chapters": "application/json+chapters", "transcript": "text/plain"}


def elements(entry: Entry) -> Iterator[str]:
    """Write how long an entry that is heard or seen lasts, its picture, its number, its chapters and transcripts."""
    files = [link for link in entry.links if link.rel == "enclosure"]
    if files and files[0].duration_s:
        yield _itunes("duration", files[0].duration_s)
    if entry.image_url and any(is_heard(file.media_type) for file in files):
        yield f"<itunes:image{known(_ITUNES | {'href': entry.image_url})}/>"
    if entry.episode is None:
        return
    if entry.episode.season:
        yield _itunes("season", entry.episode.season)
    if entry.episode.number:
        yield _itunes("episode", entry.episode.number)
    yield from map(_companion, entry.episode.companions)


def media_type(companion: Companion) -> str:
    """Say of what kind chapters or a transcript are: whoever reads them asks for it."""
    return companion.media_type or _USUAL[companion.kind]


def _itunes(name: str, value: int) -> str:
    return f"<itunes:{name}{known(_ITUNES)}>{told(str(value))}</itunes:{name}>"


def _companion(each: Companion) -> str:
    said = {"url": each.url, "type": media_type(each), "language": each.language}
    return f"<podcast:{each.kind}{known(_PODCAST | said)}/>"
