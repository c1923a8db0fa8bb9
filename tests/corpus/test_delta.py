"""What a document's predecessor held is cut out before the parser, and nothing comes out otherwise than from the whole.

Every sample that qualifies is read after predecessors that lacked some of its items: the last one, two, or nearly all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.corpora import samples
from syndicate.errors import ParseError
from syndicate.model import Document, ParsedFeed, Validators
from syndicate.normalize.document import read
from syndicate.normalize.formats import charset, delta, prolog
from tests.corpus.test_corpora import GROUPS

NOW = datetime(2026, 11, 1, tzinfo=UTC)
OURS = Path(__file__).parent
QUALIFY = {
    "feedvalidator": 600,
    "news-series-2020-04": 50,
    "feedparser": 40,
    "gofeed": 20,
}  # at least


def parsed(body: bytes, marks: bytes | None = None) -> ParsedFeed:
    url = "https://samples.example/feeds/feed.xml"
    return read(Document(url, body, "", Validators(), NOW), source_id="sample", marks=marks)


def predecessors(text: str) -> Iterator[tuple[int, bytes]]:
    """The document without its first item, its first two, and all but its last one."""
    cut = delta.find(text)
    assert cut is not None
    for count in sorted({1, 2, len(cut.places) - 1} & set(range(1, len(cut.places)))):
        start, end = cut.places[0][0], cut.places[count - 1][1]
        yield count, (text[:start] + text[end:]).encode()


def after_all_predecessors(path: Path) -> int:
    """Compare; give back how often something was cut out."""
    body = path.read_bytes()
    try:
        whole = parsed(body)
    except ParseError:
        return 0
    if whole.marks is None:
        return 0
    nothing_new = parsed(body, whole.marks)
    assert same(nothing_new, whole)
    text = prolog.gate(charset.decode(body, ""), "").text
    found = parsed(text.encode())
    times = 0
    for _, before in predecessors(text):
        marks = parsed(before).marks
        after = parsed(text.encode(), marks)
        times += bool(after.present)
        assert same(after, found)
    return times or bool(nothing_new.present)


def same(after: ParsedFeed, whole: ParsedFeed) -> bool:
    """Item for item: what was left out is present, all else is equal."""
    left = set(after.present)
    assert len(left) == len(after.present)
    assert after.items == tuple(item for item in whole.items if item.keys[0] not in left)
    assert left <= {item.keys[0] for item in whole.items}
    alike = {"items": (), "present": (), "marks": None}
    assert replace(after, **alike) == replace(whole, **alike)  # type: ignore[arg-type]
    return True


@pytest.mark.parametrize("group", GROUPS)
def test_every_sample_gives_the_same_items_whatever_was_known_before(
    corpora: Path, group: str
) -> None:
    folder = corpora / group
    if not folder.exists():
        pytest.skip(f"{folder} is not here")
    qualified = sum(bool(after_all_predecessors(path)) for path in samples(folder))
    assert qualified >= QUALIFY.get(group, 0)


def test_our_own_samples_give_the_same_items_whatever_was_known_before() -> None:
    qualified = sum(bool(after_all_predecessors(path)) for path in sorted(OURS.glob("*.xml")))
    assert qualified >= 5
