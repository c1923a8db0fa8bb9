"""ParsedFeed <-> bytes, for the way out of a worker. Pure.

JSON, because who parses hostile bytes is not to be trusted, and to unpickle is to obey. The decoder takes
nothing but the right kinds of values, and works out itself what it knows better: the source, and when it was seen.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import astuple
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from syndicate.model import (
    Companion,
    Dateline,
    Enclosure,
    Episode,
    Hints,
    Item,
    ParsedFeed,
    Related,
)
from syndicate.normalize.dates import dates

ANSWER_BYTES = 16 * 1024 * 1024
_ITEMS = 2000
_LIST = 2000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_ID = re.compile("i[a-z2-7]{20}")
_WEB = ("http://", "https://")

T = TypeVar("T")


def encode(feed: ParsedFeed) -> bytes:
    """Everything that `decode` cannot work out."""
    hints = feed.hints
    said = {
        "title": feed.title,
        "site_url": feed.site_url,
        "language": feed.language,
        "ttl": None if hints.ttl is None else hints.ttl // _MICROSECOND,
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
        "items": [_listed(item) for item in feed.items],
    }
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"), check_circular=False)
    return text.encode("utf-8", "ignore")


def decode(answer: bytes, *, source_id: str, now: datetime) -> ParsedFeed:
    """The feed as it was. Raises ValueError for anything that `encode` would not write."""
    try:
        return _feed(json.loads(answer), source_id, now)
    except (TypeError, KeyError, OverflowError, RecursionError) as error:
        raise ValueError(f"not the form of a feed: {error}") from error


def _feed(said: dict[str, Any], source_id: str, now: datetime) -> ParsedFeed:
    ttl = _optional(_number, said["ttl"])
    marks = _optional(_text, said["marks"])
    hours, days = _numbers(said["skip_hours"], 23), _numbers(said["skip_days"], 6)
    return ParsedFeed(
        title=_optional(_text, said["title"]),
        site_url=_optional(_url, said["site_url"]),
        language=_optional(_text, said["language"]),
        items=tuple([_item(row, source_id, now) for row in _list(said["items"], _ITEMS)]),
        hints=Hints(None if ttl is None else ttl * _MICROSECOND, hours, days),
        hubs=tuple(map(_url, _list(said["hubs"]))),
        self_url=_optional(_url, said["self_url"]),
        problem=_optional(_text, said["problem"]),
        complete=_truth(said["complete"]),
        marks=None if marks is None else b64decode(marks, validate=True),
        present=_texts(said["present"]),
        format=_text(said["format"]),
        feed_id=_optional(_text, said["feed_id"]),
    )


def _listed(item: Item) -> list[Any]:
    return [
        item.id,
        item.keys,
        item.url,
        item.link_key,
        item.title,
        item.summary,
        item.content_html,
        item.text,
        item.digest,
        _micros(item.claimed_at),
        _micros(item.claimed_updated_at),
        item.authors,
        item.categories,
        item.language,
        [astuple(file) for file in item.enclosures],
        item.image_url,
        _listed_dateline(item.dateline),
        item.byline,
        item.agency,
        item.publisher,
        item.cited,
        [(one.text, one.url, _listed_dateline(one.dateline)) for one in item.related],
        item.furniture,
        item.rights,
        item.licence_url,
        item.terms,
        item.contributors,
        item.is_untitled,
        item.episode and astuple(item.episode),
    ]


def _item(row: Any, source_id: str, now: datetime) -> Item:
    name, names, url, link_key, title, summary, content_html, text, digest, *others = _list(row)
    claimed, updated, authors, categories, language, files, image_url, *last = others
    opening, byline, agency, publisher, cited, related, *last = last
    cut, rights, licence, terms, contributors, is_untitled, episode = last
    keys = _texts(names)
    if not keys:
        raise TypeError("an item without a key")
    claimed_at = _optional(_instant, claimed)
    return Item(
        id=_id(name),
        source_id=source_id,
        keys=keys,
        url=_optional(_url, url),
        link_key=_optional(_text, link_key),
        title=_text(title),
        summary=_text(summary),
        content_html=_text(content_html),
        text=_text(text),
        seen_at=now,
        published_at=dates.published(claimed_at, now),
        digest=_text(digest),
        claimed_at=claimed_at,
        claimed_updated_at=_optional(_instant, updated),
        authors=_texts(authors),
        contributors=_texts(contributors),
        categories=_texts(categories),
        terms=tuple([_term(*_list(pair)) for pair in _list(terms)]),
        language=_optional(_text, language),
        enclosures=tuple([_enclosure(*_list(file)) for file in _list(files)]),
        image_url=_optional(_url, image_url),
        episode=_optional(_episode, episode),
        dateline=_optional(_dateline, opening),
        byline=_optional(_text, byline),
        agency=_optional(_text, agency),
        publisher=_optional(_text, publisher),
        cited=_texts(cited),
        related=tuple([_related(*_list(one)) for one in _list(related)]),
        furniture=_texts(cut),
        rights=_optional(_text, rights),
        licence_url=_optional(_url, licence),
        is_untitled=_truth(is_untitled),
    )


def _listed_dateline(opening: Dateline | None) -> list[Any] | None:
    if opening is None:
        return None
    return [opening.places, opening.on and opening.on.toordinal(), opening.agency]


def _dateline(row: Any) -> Dateline:
    places, on, agency = _list(row)
    day = None if on is None else date.fromordinal(_number(on))
    return Dateline(_texts(places), day, _optional(_text, agency))


def _enclosure(url: Any, media_type: Any, length: Any, title: Any, duration: Any) -> Enclosure:
    return Enclosure(
        _url(url),
        _optional(_text, media_type),
        _optional(_number, length),
        _optional(_text, title),
        _optional(_number, duration),
    )


def _episode(row: Any) -> Episode:
    season, number, companions = _list(row)
    return Episode(
        _optional(_number, season),
        _optional(_number, number),
        tuple([_companion(*_list(one)) for one in _list(companions)]),
    )


def _companion(kind: Any, url: Any, media_type: Any, language: Any) -> Companion:
    return Companion(
        _text(kind), _url(url), _optional(_text, media_type), _optional(_text, language)
    )


def _term(label: Any, term: Any) -> tuple[str, str]:
    return _text(label), _text(term)


def _related(text: Any, url: Any, opening: Any) -> Related:
    return Related(_text(text), _optional(_url, url), _optional(_dateline, opening))


def _micros(instant: datetime | None) -> int | None:
    return None if instant is None else (instant - _EPOCH) // _MICROSECOND


def _instant(value: Any) -> datetime:
    return _EPOCH + timedelta(microseconds=_number(value))


def _optional(kind: Callable[[Any], T], value: Any) -> T | None:
    return None if value is None else kind(value)


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
    found = tuple(map(_number, _list(value)))
    if found and max(found) > most:
        raise TypeError(f"numbers up to {most} were expected")
    return found


def _list(value: Any, most: int = _LIST) -> list[Any]:
    if type(value) is not list or len(value) > most:
        raise TypeError(f"a list of up to {most} was expected")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    found = _list(value)
    for one in found:
        _text(one)
    return tuple(found)
