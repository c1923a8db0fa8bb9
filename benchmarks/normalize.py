"""What it costs to make a clean item of an entry, beside nh3 alone on the same HTML.

    python benchmarks/normalize.py [FOLDER ...]

Sanitising, furniture, dateline, dates, addresses, language, identity: all that stands between the parser and the store.
nh3 runs with our own allow-list over the texts and summaries of the same entries. Of our own feeds, and of the sample
feeds in every FOLDER. Microseconds of CPU per entry, medians of five turns; both in each turn.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from time import process_time
from unittest.mock import patch

from benchmarks.corpora import NOW, samples
from benchmarks.documents import document
from benchmarks.figures import told
from syndicate.errors import ParseError
from syndicate.model import Document, Validators
from syndicate.normalize import document as way
from syndicate.normalize import item
from syndicate.normalize.formats.raw import RawEntry
from syndicate.normalize.markup import html

TURNS = 5
Batch = tuple[Sequence[RawEntry], item.Setting]


def batches(documents: Iterator[Document]) -> list[Batch]:
    """The entries of each document, as the parser hands them over."""
    found: list[Batch] = []
    clean = item.with_evidence

    def kept(entries: Sequence[RawEntry], setting: item.Setting, *more: Iterable[bytes]) -> object:
        found.append((tuple(entries), setting))
        return clean(entries, setting, *more)

    with patch.object(item, "with_evidence", kept):
        for one in documents:
            with suppress(ParseError):
                way.read(one, source_id="s")
    return found


def ours() -> Iterator[Document]:
    """Feeds of 20 items of 160 words, of three kinds."""
    for number in range(60):
        body, kind = document(number, 0)
        yield Document(f"http://127.0.0.1/{number}", body, kind, Validators(), NOW)


def theirs(folder: Path) -> Iterator[Document]:
    """Every sample of a folder."""
    for path in samples(folder):
        url = f"https://samples.example/{path.name}"
        yield Document(url, path.read_bytes(), "", Validators(), NOW)


def sanitised(found: Sequence[Batch]) -> None:
    """nh3 over every text, and nothing else."""
    for value, base in texts(found):
        html.cleaner(base).clean(value)


def made_safe(found: Sequence[Batch]) -> None:
    """nh3 with what we do around it."""
    for value, base in texts(found):
        html.sanitize(value, base)


def texts(found: Sequence[Batch]) -> Iterator[tuple[str, str]]:
    """Every text and summary, with the address that its links are relative to."""
    for entries, setting in found:
        for entry in entries:
            for words in (entry.content, entry.summary):
                if words is not None:
                    yield words.value[: html.LIMIT], setting.base


def cleaned(found: Sequence[Batch]) -> None:
    """All that we do."""
    for entries, setting in found:
        item.items(entries, setting)


def spent(work: Callable[[Sequence[Batch]], None], found: Sequence[Batch]) -> float:
    """CPU microseconds of an entry."""
    began = process_time()
    work(found)
    return 1e6 * (process_time() - began) / sum(len(entries) for entries, _ in found)


def compare(name: str, documents: Iterator[Document]) -> None:
    """Print one line."""
    found = batches(documents)
    turns = [
        tuple(spent(work, found) for work in (sanitised, made_safe, cleaned)) for _ in range(TURNS)
    ]
    alone, safe, whole = zip(*turns, strict=True)
    entries = sum(len(each) for each, _ in found)
    print(
        f"{name:22} {entries:6} entries  nh3 {told(alone, '.0f')}  sanitised {told(safe, '.0f')}: "
        f"{told(mine / one for one, mine, _ in turns)} x  all {told(whole, '.0f')}: "
        f"{told(mine / one for one, _, mine in turns)} x"
    )


def main() -> None:
    """Print the table."""
    compare("own feeds", ours())
    for folder in map(Path, sys.argv[1:]):
        compare(folder.name, theirs(folder))


if __name__ == "__main__":
    main()
