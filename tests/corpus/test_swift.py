"""The short way to a feed gives what feedparser gives, or nothing: over all sample feeds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import corpora as script
from syndicate.errors import ParseError
from syndicate.normalize.formats import charset, feed, jsonfeed, prolog, swift
from syndicate.normalize.formats.raw import RawFeed
from tests.corpus.test_corpora import GROUPS

OURS = Path(__file__).parent
# Feeds as the web has them, of which nearly all must take the short way; the others are of odd cases.
COMMON = ("news-series-2020-04", "selfoss-youtube", "simplepie")


def both(path: Path) -> tuple[RawFeed | None, RawFeed] | None:
    """What either makes of a file; None for one that never comes so far."""
    try:
        text = charset.decode(path.read_bytes(), "application/xml")
        if jsonfeed.is_json(text):
            return None
        body = prolog.gate(text, "https://feeds.example.org/").body
        return swift.parse(body), feed.parse(body, "https://feeds.example.org/")
    except ParseError:
        return None


@pytest.mark.parametrize("group", GROUPS)
def test_whatever_takes_the_short_way_is_what_feedparser_finds(
    corpora: Path, group: str, record_property: Callable[[str, object], None]
) -> None:
    folder = corpora / group
    if not folder.exists():
        pytest.skip(f"{folder} is not here")
    pairs = [(path, pair) for path in script.samples(folder) if (pair := both(path))]
    for path, (short, long) in pairs:
        assert short in (None, long), path
    taken = [short for _, (short, _) in pairs if short]
    record_property("share", f"{len(taken)} of {len(pairs)}")
    assert group not in COMMON or len(taken) * 10 >= len(pairs) * 9


@pytest.mark.parametrize("path", sorted(OURS.glob("*.xml")), ids=lambda path: path.stem)
def test_our_own_samples_are_the_same_by_either_way(path: Path) -> None:
    pair = both(path)
    assert pair is None or pair[0] in (None, pair[1])
