"""ParsedFeed <-> bytes, for the way out of a worker. Pure.

JSON, because who parses hostile bytes is not to be trusted, and to unpickle is to obey. The decoder takes
nothing but the right kinds of values, and works out itself what it knows better: the source, and when it was seen.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from operator import attrgetter
from typing import Any, Final, TypeVar

from syndicate.model import (
    MICROSECOND,
    Companion,
    Dateline,
    Enclosure,
    Episode,
    Hints,
    Item,
    ParsedFeed,
    Related,
    micros,
    moment,
)
from syndicate.normalize.dates import dates

ANSWER_BYTES = 16 * 1024 * 1024
_ITEMS = 2000
_LIST = 2000
_ID = re.compile("i[a-z2-7]{20}")
_WEB = ("http://", "https://")

T = TypeVar("T")
Kind = Callable[
    [Any], T
]  # makes one of what JSON holds; raises TypeError or ValueError where that is none


def encode(feed: ParsedFeed) -> bytes:
    """Everything that `decode` cannot work out."""
    hints = feed.hints
    said = {
        "title": feed.title,
        "site_url": feed.site_url,
        "language": feed.language,
        "ttl": None if hints.ttl is None else hints.ttl // MICROSECOND,
        "skip_hours": hints.skip_hours,
        "skip_days": hints.skip_days,
        "hubs": feed.hubs,
        "self_url": feed.self_url,
        "problem": feed.problem,
        "complete": feed.complete,
        "marks": None if feed.marks is None else b64encode(feed.marks).decode("ascii"),
        "present": feed.present,
        "format": feed.format,
        "feed_id": feed.feed_id,
        "items": [_values(item) for item in feed.items],
    }
    text = json.dumps(
        said, ensure_ascii=False, separators=(",", ":"), check_circular=False, default=_written
    )
    return text.encode("utf-8", "ignore")


def decode(answer: bytes, *, source_id: str, now: datetime) -> ParsedFeed:
    """The feed as it was. Raises ValueError for anything that `encode` would not write."""
    try:
        return _feed(json.loads(answer), source_id, now)
    except (TypeError, KeyError, OverflowError, RecursionError) as error:
        raise ValueError(f"not the form of a feed: {error}") from error


def _feed(said: dict[str, Any], source_id: str, now: datetime) -> ParsedFeed:
    ttl, marks = _optional(_number)(said["ttl"]), _text_or_none(said["marks"])
    hours, days = _numbers(said["skip_hours"], 23), _numbers(said["skip_days"], 6)
    return ParsedFeed(
        title=_text_or_none(said["title"]),
        site_url=_url_or_none(said["site_url"]),
        language=_text_or_none(said["language"]),
        items=tuple([_item(row, source_id, now) for row in _list(said["items"], _ITEMS)]),
        hints=Hints(None if ttl is None else ttl * MICROSECOND, hours, days),
        hubs=_each(_url)(said["hubs"]),
        self_url=_url_or_none(said["self_url"]),
        problem=_text_or_none(said["problem"]),
        complete=_truth(said["complete"]),
        marks=None if marks is None else b64decode(marks, validate=True),
        present=_texts(said["present"]),
        format=_text(said["format"]),
        feed_id=_text_or_none(said["feed_id"]),
    )


def _item(row: Any, source_id: str, now: datetime) -> Item:
    columns = zip(_ITEM.items(), _list(row), strict=True)
    said: dict[str, Any] = {name: kind(value) for (name, kind), value in columns}
    published_at = dates.published(said["claimed_at"], now)
    return Item(source_id=source_id, seen_at=now, published_at=published_at, **said)


def _written(value: Any) -> Any:
    """What JSON has no form for: an instant in microseconds, a day by its number, a noun as what it is made of."""
    if isinstance(value, datetime):
        return micros(value)
    if isinstance(value, date):
        return value.toordinal()
    return [getattr(value, field.name) for field in fields(value)]


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError("a text was expected")
    return value


def _truth(value: Any) -> bool:
    if type(value) is not bool:
        raise TypeError("a truth value was expected")
    return value


def _url(value: Any) -> str:
    if not _text(value).startswith(_WEB):
        raise TypeError("an address by http or https was expected")
    return str(value)


def _id(value: Any) -> str:
    if not _ID.fullmatch(_text(value)):
        raise TypeError("an id was expected")
    return str(value)


def _number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise TypeError("a natural number was expected")
    return value


def _numbers(value: Any, most: int) -> tuple[int, ...]:
    found = _each(_number)(value)
    if found and max(found) > most:
        raise TypeError(f"numbers up to {most} were expected")
    return found


def _list(value: Any, most: int = _LIST) -> list[Any]:
    if type(value) is not list or len(value) > most:
        raise TypeError(f"a list of up to {most} was expected")
    return value


def _instant(value: Any) -> datetime:
    return moment(_number(value))


def _day(value: Any) -> date:
    return date.fromordinal(_number(value))


def _keys(value: Any) -> tuple[str, ...]:
    keys = _texts(value)
    if not keys:
        raise TypeError("an item without a key")
    return keys


def _pair(value: Any) -> tuple[str, str]:
    one, other = _texts(value)
    return one, other


def _optional(kind: Kind[T]) -> Kind[T | None]:
    return lambda value: None if value is None else kind(value)


def _each(kind: Kind[T]) -> Kind[tuple[T, ...]]:
    return lambda value: tuple(map(kind, _list(value)))


def _noun(noun: Callable[..., T], *kinds: Kind[Any]) -> Kind[T]:
    """One of a noun, of what its fields hold, in their order."""
    return lambda value: noun(*[kind(one) for kind, one in zip(kinds, _list(value), strict=True)])


_texts = _each(_text)
_text_or_none, _url_or_none = _optional(_text), _optional(_url)
_number_or_none, _instant_or_none = _optional(_number), _optional(_instant)
_companion = _noun(Companion, _text, _url, _text_or_none, _text_or_none)
_dateline = _noun(Dateline, _texts, _optional(_day), _text_or_none)

# What is told of an item, in this order.
_ITEM: Final[Mapping[str, Kind[Any]]] = {
    "id": _id,
    "keys": _keys,
    "url": _url_or_none,
    "link_key": _text_or_none,
    "title": _text,
    "summary": _text,
    "content_html": _text,
    "text": _text,
    "digest": _text,
    "claimed_at": _instant_or_none,
    "claimed_updated_at": _instant_or_none,
    "authors": _texts,
    "categories": _texts,
    "language": _text_or_none,
    "enclosures": _each(
        _noun(Enclosure, _url, _text_or_none, _number_or_none, _text_or_none, _number_or_none)
    ),
    "image_url": _url_or_none,
    "dateline": _optional(_dateline),
    "byline": _text_or_none,
    "agency": _text_or_none,
    "publisher": _text_or_none,
    "cited": _texts,
    "related": _each(_noun(Related, _text, _url_or_none, _optional(_dateline))),
    "furniture": _texts,
    "rights": _text_or_none,
    "licence_url": _url_or_none,
    "terms": _each(_pair),
    "contributors": _texts,
    "is_untitled": _truth,
    "episode": _optional(_noun(Episode, _number_or_none, _number_or_none, _each(_companion))),
}
_values = attrgetter(*_ITEM)
