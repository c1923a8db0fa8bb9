"""A week of real captures whose sources change their names half way: nothing is stored a second time."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from syndicate.model import Document, Item, Outcome, SourceState, Validators
from syndicate.normalize.document import read
from syndicate.store import Selection, Store, open_store
from tests.contract.store.builders import a_source, a_state, follow
from tests.paths import require

_ITEM = re.compile(r"<item\b.*?</item>", re.DOTALL)
_GUID = re.compile(r"<guid\b[^>]*>(.*?)</guid>", re.DOTALL)
_LINK = re.compile(r"<link>(.*?)</link>", re.DOTALL)
_DATE = re.compile(r"<pubDate>.*?</pubDate>", re.DOTALL)
Scar = Callable[[str, datetime], str]


def in_items(change: Callable[[str], str]) -> Scar:
    return lambda text, _: _ITEM.sub(lambda item: change(item[0]), text)


def short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def new_guid(item: str) -> str:
    return _GUID.sub(
        lambda guid: f'<guid isPermaLink="false">tag:cms.example,2020:{short(guid[1])}</guid>', item
    )


def new_link(item: str) -> str:
    return _LINK.sub(
        lambda link: (
            f"<link>https://cms.example/articles/{short(link[1].partition('?')[0])}</link>"
        ),
        item,
    )


def dates_of_the_hour(text: str, at: datetime) -> str:
    return _ITEM.sub(
        lambda item: _DATE.sub(f"<pubDate>{format_datetime(at)}</pubDate>", item[0]), text
    )


def everything_twice(text: str, _: datetime) -> str:
    return _ITEM.sub(lambda item: item[0] + item[0], text)


def one_guid_for_two(text: str, _: datetime) -> str:
    items = _ITEM.findall(text)
    guids = [_GUID.search(item) for item in items[:2]]
    if len(guids) < 2 or not all(guids):
        return text
    first, second = (guid[0] for guid in guids if guid)
    return text.replace(second, first)


def moved(text: str, _: datetime) -> str:
    return _ITEM.sub(lambda item: new_link(new_guid(item[0])), text)


SCARS: dict[str, Scar] = {
    "other guids": in_items(new_guid),
    "no guids": in_items(lambda item: _GUID.sub("", item)),
    "http for https": in_items(lambda item: item.replace("https://", "http://")),
    "www and tracking": in_items(
        lambda item: (
            _LINK.sub(lambda link: f"<link>{link[1].strip()}?utm_source=rss</link>", item)
            if "CDATA" not in item
            else item
        )
    ),
    "dates of the hour": dates_of_the_hour,
    "dates of the hour and other guids": lambda text, at: in_items(new_guid)(
        dates_of_the_hour(text, at), at
    ),
    "everything twice": everything_twice,
    "one guid for two": one_guid_for_two,
    "other software": moved,
}


@dataclass(frozen=True)
class Capture:
    at: datetime
    text: str


def captures(folder: Path) -> list[Capture]:
    return [
        Capture(
            datetime.strptime(path.stem, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC),
            path.read_text("utf-8"),
        )
        for path in sorted(folder.glob("*.xml"))
    ]


async def offered(
    store: Store, source: str, body: str, at: datetime, marks: bytes | None
) -> bytes | None:
    document = Document(f"https://{source}.example/feed", body.encode(), "", Validators(), at)
    feed = read(document, source_id=source, marks=marks)

    def settle(_: Outcome) -> SourceState:
        return a_state(source, at=at)

    await store.polls.record(source, feed.items, settle, at, present=feed.present)
    return feed.marks


async def stored(store: Store) -> list[Item]:
    return [one.item for one in await store.items.newest(Selection(), limit=10_000)]


async def replayed(folder: Path, url: str, scar: Scar | None) -> Counter[str]:
    """How often each headline and text of a week was stored, the second half of the week scarred."""
    week = captures(folder)
    store = await open_store(url)
    try:
        source = folder.name
        await follow(store, a_source(source))
        marks: bytes | None = None
        for number, capture in enumerate(week):
            is_scarred = scar is not None and 2 * number >= len(week)
            text = scar(capture.text, capture.at) if scar and is_scarred else capture.text
            marks = await offered(store, source, text, capture.at, marks)
        return Counter(f"{item.title}\n{item.text}" for item in await stored(store))
    finally:
        await store.close()


OUTLETS = ("bbc", "cnn", "fox", "gmanews", "latimes", "nytimes", "nzherald")


@pytest.mark.parametrize("outlet", OUTLETS)
@pytest.mark.parametrize("scar", SCARS)
async def test_nothing_is_stored_again_under_another_name(
    corpora: Path, tmp_path: Path, outlet: str, scar: str
) -> None:
    folder = require(corpora / "news-series-2020-04" / outlet)
    plain = await replayed(folder, f"sqlite:///{tmp_path / 'plain.db'}", None)
    scarred = await replayed(folder, f"sqlite:///{tmp_path / 'scarred.db'}", SCARS[scar])
    assert sum(plain.values()) > 5
    assert plain - scarred == Counter()
    again = sum((scarred - plain).values())
    # Who gets a new GUID, address, date and headline in the same hour cannot be known again.
    assert again <= (sum(plain.values()) // 50 if scar == "other software" else 0)
