"""The language of searches and filters: text -> Query, and back. Pure.

    siege "western front" tag:iraq,syria -source:example.com agency:"Associated Press" after:2014-11-01

Everything that is written must hold; values with commas between them are alternatives; a minus means none of these.
docs/searching.md is the same in sentences. An error never quotes what was written: it may come from feeds.yaml.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from typing import Final, cast, get_args

from syndicate.agencies import agency
from syndicate.errors import QueryError
from syndicate.model import Condition, Key, Query

MOST_CHARACTERS: Final = 400
MOST_TERMS: Final = 16
MOST_VALUES: Final = 32
# A shorter beginning begins too many words, unless its letters are syllables.
_LEAST_GROWING: Final = 4

_KEYS = tuple(key for key in get_args(Key) if key != "text")
_DATES = ("after", "before")
_SPACE = re.compile(r"\s*")
_KEY = re.compile(r"([A-Za-z]+):(?=[^\s/])")
_VALUE = re.compile(r'"([^"]*)"|([^\s",]+)')
_WORD = re.compile(r'"([^"]*)"(\*?)|([^\s"]+)')
_LETTERS = re.compile(r"[^\W_]+")
_HANGUL = re.compile("[\uac00-\ud7a3]{2}")
SLUG = re.compile(r"[a-z0-9-]{1,80}")  # the name of a tag, a topic, an output
_ID = re.compile(r"[a-z0-9]{1,64}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_BARE = re.compile(r'[^\s",*-][^\s",*]*')


def parse(text: str) -> Query:
    """Read a query. Raises QueryError with the column, from 1, at which it cannot be understood."""
    if len(text) > MOST_CHARACTERS:
        raise QueryError(MOST_CHARACTERS + 1, f"is longer than {MOST_CHARACTERS} characters")
    found: dict[Condition, None] = {}
    dates: dict[str, datetime] = {}
    place = _behind_space(text, 0)
    while place < len(text):
        start = place
        negated = text[place] == "-" and not text[place + 1 : place + 2].isspace()
        place += negated
        key = _KEY.match(text, place)
        if key and key[1].lower() in _DATES:
            place = _date(text, key, dates, negated=negated)
        else:
            one, place = _condition(text, place, key, negated=negated)
            if one:
                found[one] = None
                _bounded(found, start)
        place = _behind_space(text, place)
    return _sound(Query(tuple(found), dates.get("after"), dates.get("before")))


def written(query: Query) -> str:
    """Write a query so that it reads as the same one: its name, whoever typed it and however."""
    parts = [_written(one) for one in query.conditions]
    for key, instant in (("after", query.after), ("before", query.before)):
        if instant is not None:
            day = instant.time() == time()
            told = instant.date() if day else f"{instant.replace(tzinfo=None).isoformat()}Z"
            parts.append(f"{key}:{told}")
    return " ".join(parts)


def _behind_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _condition(
    text: str, place: int, key: re.Match[str] | None, *, negated: bool
) -> tuple[Condition | None, int]:
    """Read one condition; None where nothing of it can be looked for: a dash, a smiley."""
    if key is None:
        return _text(text, place, negated=negated)
    name = key[1].lower()
    if name == "language":
        name = "lang"
    if name not in _KEYS:
        near = get_close_matches(name, (*_KEYS, *_DATES), n=1)
        hint = f'did you mean "{near[0]}:"?' if near else "put it in quotes to look for the words"
        raise QueryError(place + 1, "is not a key that can be searched by", hint)
    values, place = _values(text, key.end())
    read = tuple(dict.fromkeys(_value(cast("Key", name), *each) for each in values))
    return Condition(cast("Key", name), read, negated), place


def _text(text: str, place: int, *, negated: bool) -> tuple[Condition | None, int]:
    found = _WORD.match(text, place)
    if found is None:
        if text[place : place + 1] == '"':
            raise QueryError(place + 1, "has a quotation mark that is not closed")
        return None, place + 1  # a minus with nothing behind it
    bare = found[3] or ""
    if bare.endswith(":") and bare[:-1].lower() in (*_KEYS, *_DATES):
        raise QueryError(found.end() + 1, "needs a value")
    grows = bare.endswith("*") or found[2] == "*"
    phrase = " ".join((found[1] or bare.rstrip("*")).split())
    words = _LETTERS.findall(phrase)
    if not words:
        return None, found.end()
    if grows and len(words[-1]) < _LEAST_GROWING and not _HANGUL.match(words[-1]):
        reason = f"is too short to be the beginning of words: {_LEAST_GROWING} letters are needed"
        raise QueryError(place + 1, reason)
    return Condition("text", (phrase,), negated, grows), found.end()


def _values(text: str, place: int) -> tuple[list[tuple[str, int]], int]:
    """Read values with commas between them, and the columns at which they stand."""
    values: list[tuple[str, int]] = []
    while True:
        found = _VALUE.match(text, place)
        value = " ".join((found[1] or found[2] or "").split()) if found else ""
        if found is None or not value:
            is_open = text[place : place + 1] == '"' and found is None
            reason = "has a quotation mark that is not closed" if is_open else "needs a value"
            raise QueryError(place + 1, reason)
        values.append((value, place + 1))
        place = found.end()
        if text[place : place + 1] != ",":
            return values, place
        place += 1


def _value(key: Key, value: str, column: int) -> str:
    """Bring a value into the form in which the store has it."""
    match key:
        case "agency":
            return agency(value) or value
        case "lang":
            value = value.replace("_", "-").partition("-")[0].lower()
            return _formed(_LANGUAGE, value, column, "must be the code of a language: en, ar, zh")
        case "tag" | "topic":
            reason = "must be a name of a-z, 0-9 and -"
            return _formed(SLUG, value.lower(), column, reason)
        case "thread":
            return _formed(_ID, value.lower(), column, "must be the id of a thread")
        case _:
            return value.casefold()


def _formed(form: re.Pattern[str], value: str, column: int, reason: str) -> str:
    if not form.fullmatch(value):
        raise QueryError(column, reason)
    return value


def _date(text: str, key: re.Match[str], dates: dict[str, datetime], *, negated: bool) -> int:
    name, other = key[1].lower(), {"after": "before", "before": "after"}
    column = key.start() + 1
    if negated:
        hint = f"write {other[name]}: instead"
        raise QueryError(column, "takes no minus", hint)
    if name in dates:
        raise QueryError(column, "stands twice", "keep one of them")
    ((value, at), *more), place = _values(text, key.end())
    if more:
        raise QueryError(more[0][1], "takes one date only")
    dates[name] = instant(value, at)
    return place


def instant(value: str, column: int = 1) -> datetime:
    """Read a day (its beginning, in UTC) or an instant (in UTC where no other zone is told)."""
    try:
        if len(value) == len("2014-11-06"):
            return datetime.combine(date.fromisoformat(value), time(), UTC)
        read = datetime.fromisoformat(value)
        read = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        reason = "must be a day such as 2014-11-06, or an instant such as 2014-11-06T14:05Z"
        raise QueryError(column, reason) from None
    return read.replace(microsecond=0)


def _bounded(found: dict[Condition, None], start: int) -> None:
    if len(found) > MOST_TERMS:
        raise QueryError(start + 1, f"asks for more than {MOST_TERMS} things")
    if sum(len(one.values) for one in found) > MOST_VALUES:
        raise QueryError(start + 1, f"names more than {MOST_VALUES} values")


def _sound(query: Query) -> Query:
    """Refuse what can never hold, so that nobody waits for news that cannot come."""
    if query.after and query.before and query.after >= query.before:
        raise QueryError(1, "asks for a time that ends before it begins")
    for key in ("source", "agency", "lang"):
        if sum(one.key == key and not one.negated for one in query.conditions) > 1:
            reason = f"asks for {key}: twice, and an item has only one"
            raise QueryError(1, reason, f"write alternatives with a comma: {key}:one,other")
    return query


def _written(one: Condition) -> str:
    sign = "-" if one.negated else ""
    if one.key == "text":
        (phrase,) = one.values
        star = "*" if one.grows else ""
        is_bare = _BARE.fullmatch(phrase) and not _KEY.match(phrase) and phrase[-1] != ":"
        return f"{sign}{phrase}{star}" if is_bare else f'{sign}"{phrase}"{star}'
    values = ",".join(value if _BARE.fullmatch(value) else f'"{value}"' for value in one.values)
    return f"{sign}{one.key}:{values}"
