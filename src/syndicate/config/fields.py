"""The values that feeds.yaml may hold, and the shape an editor is told of each. Addresses are read in addresses. Pure.

A validator's message never quotes the value: it can be a secret.
"""

from __future__ import annotations

import re
from datetime import time, timedelta, tzinfo
from typing import Annotated, Any, cast
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    InstanceOf,
    StringConstraints,
    WithJsonSchema,
)

from syndicate.config.addresses import (
    CONTROL,
    former_address,
    host,
    network,
    proxy_address,
    public_address,
    store_address,
    web_address,
)
from syndicate.config.languages import is_language
from syndicate.errors import QueryError
from syndicate.model import Dial, is_of_the_client
from syndicate.query import MOST_CHARACTERS, SLUG, parse

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_DURATION = re.compile(r"([0-9]{1,8})([smhd])")
_LONGEST = timedelta(days=366)
_DAYS = re.compile(r"([0-9]{1,5})d")
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_ID = re.compile(r"[ist][a-z0-9]{1,63}")
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")


def one_line(text: str) -> str:
    """Return text with single spaces only; line breaks of folded YAML text are spaces too."""
    text = " ".join(text.split())
    if not text:
        raise ValueError("must not be empty")
    if CONTROL.search(text):
        raise ValueError("must not hold control characters")
    return text


def told(text: str) -> str:
    """Return a text that holds something to look for; signs are passed over when texts are read."""
    if not any(map(str.isalnum, text)):
        raise ValueError("must have a letter or a digit")
    return text


def duration(value: object) -> timedelta | None:
    """Return how long `15m` is; None is `auto`."""
    if value == "auto":
        return None
    length = _length(value)
    if length is None:
        raise ValueError("must be auto, or a whole number and one letter: 90s, 15m, 2h or 1d")
    if not timedelta(seconds=1) <= length <= _LONGEST:
        raise ValueError("must lie between 1s and 366d")
    return length


def keep(value: object) -> timedelta | None:
    """Return how long `90d` is; None is `forever`."""
    if value == "forever":
        return None
    found = _DAYS.fullmatch(value) if isinstance(value, str) else None
    length = timedelta(days=int(found[1])) if found else timedelta()
    if not length:
        raise ValueError("must be forever, or a number of days such as 90d or 3650d")
    return length


def age(value: object) -> timedelta | None:
    """Return how long `7d` is; None is `any`."""
    if value == "any":
        return None
    length = _length(value)
    if not length:
        raise ValueError("must be any, or a whole number and one letter: 12h or 30d")
    return length


def _length(value: object) -> timedelta | None:
    found = _DURATION.fullmatch(value) if isinstance(value, str) else None
    return timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else None


def query(text: str) -> str:
    """Return a query that can be understood."""
    try:
        parse(text)
    except QueryError as error:
        hint = f"; {error.hint}" if error.hint else ""
        raise ValueError(f"{error.reason}, at column {error.column} of the text{hint}") from None
    return text


def dial(value: object) -> Dial:
    """Return a word, or how many times the usual bar must be reached."""
    if value in ("loose", "normal", "strict"):
        return cast("Dial", value)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0.5 <= cast("float", value) <= 2:
        raise ValueError("must be loose, normal or strict, or a number from 0.5 to 2")
    return float(cast("float", value))


def local_time(value: object) -> time:
    """Return the time of day that `07:30` is."""
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError("must be a time of day from 00:00 to 23:59, such as 07:30")
    return time(int(found[1]), int(found[2]))


def zone(value: object) -> tzinfo:
    """Return the time zone of this name."""
    try:
        return ZoneInfo(cast("str", value))
    except (LookupError, ValueError, OSError, TypeError):  # unknown; a path; a folder; no text
        reason = "must be the name of a time zone, such as Europe/Berlin or UTC"
        raise ValueError(reason) from None


def listed(value: object) -> object:
    """Return one text as a list of it."""
    return [value] if isinstance(value, str) else value


def header_name(text: str) -> str:
    """Return the name of a request header that is not ours to set."""
    if not _HEADER_NAME.fullmatch(text):
        raise ValueError("must be the name of an HTTP header")
    if is_of_the_client(text):
        raise ValueError("is set by Syndicate itself")
    return text


def header_value(text: str) -> str:
    """Return a value that cannot smuggle a second header into the request."""
    if re.search(r"[^\t\x20-\x7e\x80-\xff]", text):
        raise ValueError("must not hold line breaks or other characters that a header cannot carry")
    return text.strip()


def thread_id(text: str) -> str:
    """Return the id of a thread."""
    return _known(text, "t", "a thread, such as t2kd7f3mzq4xw5ab")


def placed_id(text: str) -> str:
    """Return the id of what stands in a thread."""
    return _known(text, "is", "an item (i...) or a story (s...)")


def joined_id(text: str) -> str:
    """Return the id of what can be one with another."""
    return _known(text, "st", "a thread (t...) or a story (s...)")


def _known(text: str, letters: str, noun: str) -> str:
    if not _ID.fullmatch(text) or text[0] not in letters:
        raise ValueError(f"must be the id of {noun}")
    return text


def language(text: str) -> str:
    """Return the code of a language, without what is said of its region or script."""
    code = text.replace("_", "-").partition("-")[0].lower()
    if not is_language(code):
        raise ValueError("must be the code of a language, such as en, ar or zh")
    return code


def unique(texts: list[str]) -> list[str]:
    """Return each text once, in the order in which they stand."""
    return list(dict.fromkeys(texts))


def _shown(**keywords: Any) -> Any:
    return Field(json_schema_extra=keywords)


def _or_one(**keywords: Any) -> Any:
    """Let editors take one text for a list of it."""

    def both(shape: dict[str, Any]) -> None:
        many = {key: shape.pop(key) for key in ("items", "maxItems", "type") if key in shape}
        shape["anyOf"] = [{"type": "string", **keywords}, many]

    return Field(json_schema_extra=both)


Text = Annotated[
    str, StringConstraints(max_length=4000), AfterValidator(one_line), _shown(minLength=1)
]
Slug = Annotated[str, StringConstraints(pattern=f"^{SLUG.pattern}$")]
Tags = Annotated[list[Slug], AfterValidator(unique)]
FormerNames = Annotated[
    list[Slug],
    BeforeValidator(listed),
    Field(max_length=100),
    _or_one(pattern=f"^{SLUG.pattern}$"),
]
Told = Annotated[Text, AfterValidator(told)]
Texts = Annotated[list[Told], AfterValidator(unique)]
Examples = Annotated[list[Told], Field(max_length=10), AfterValidator(unique)]
Names = dict[Told, Annotated[list[Told], Field(min_length=1), AfterValidator(unique)]]
Languages = Annotated[list[Annotated[str, AfterValidator(language)]], AfterValidator(unique)]
WebAddress = Annotated[str, StringConstraints(max_length=4000), AfterValidator(web_address)]
FormerAddress = Annotated[str, StringConstraints(max_length=4000), AfterValidator(former_address)]
FormerAddresses = Annotated[
    list[FormerAddress], BeforeValidator(listed), Field(max_length=100), _or_one(maxLength=4000)
]
PublicAddress = Annotated[
    str,
    StringConstraints(max_length=1000),
    AfterValidator(public_address),
    _shown(pattern="^[Hh][Tt][Tt][Pp][Ss]?://"),
]
StoreAddress = Annotated[str, AfterValidator(store_address)]
ProxyAddress = Annotated[
    str,
    StringConstraints(max_length=1000),
    AfterValidator(proxy_address),
    _shown(pattern="^([Hh][Tt][Tt][Pp]://|\\$\\{)"),
]
Host = Annotated[str, StringConstraints(max_length=255), AfterValidator(host), _shown(minLength=1)]
Network = Annotated[str, StringConstraints(max_length=100), AfterValidator(network)]
HeaderName = Annotated[str, AfterValidator(header_name)]
HeaderValue = Annotated[str, StringConstraints(max_length=65536), AfterValidator(header_value)]
Every = Annotated[
    timedelta | None,
    BeforeValidator(duration),
    WithJsonSchema({"type": "string", "pattern": "^(auto|[0-9]{1,8}[smhd])$"}),
]
Keep = Annotated[
    timedelta | None,
    BeforeValidator(keep),
    WithJsonSchema({"type": "string", "pattern": "^(forever|[0-9]{1,5}d)$"}),
]
LocalTime = Annotated[
    time,
    BeforeValidator(local_time),
    WithJsonSchema({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}),
]
Zone = Annotated[
    InstanceOf[tzinfo],
    BeforeValidator(zone),
    WithJsonSchema({"type": "string", "minLength": 1}),
]
Age = Annotated[
    timedelta | None,
    BeforeValidator(age),
    WithJsonSchema({"type": "string", "pattern": "^(any|[0-9]{1,8}[smhd])$"}),
]
Share = Annotated[float, Field(ge=0.01, le=1)]
Limit = Annotated[int, Field(ge=1, le=1000)]
Asked = Annotated[str, AfterValidator(query), _shown(maxLength=MOST_CHARACTERS)]
Strictness = Annotated[
    Dial,
    BeforeValidator(dial),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": ["loose", "normal", "strict"]},
                {"type": "number", "minimum": 0.5, "maximum": 2},
            ]
        }
    ),
]
ThreadId = Annotated[str, AfterValidator(thread_id)]
PlacedId = Annotated[str, AfterValidator(placed_id)]
JoinedId = Annotated[str, AfterValidator(joined_id)]
