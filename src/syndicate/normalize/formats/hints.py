"""What a feed says about how seldom to poll it -> Hints. Pure.

RSS 2.0's ttl, skipHours and skipDays; updatePeriod and updateFrequency of the syndication module
(web.resource.org/rss/1.0/modules/syndication). Its updateBase is not honoured: no publisher keeps to the minute.
Read from the text before the first item: feedparser keeps only the last <hour> of many.
"""

from __future__ import annotations

import re
from datetime import timedelta

from syndicate.model import Hints
from syndicate.normalize.dates import months

_HEAD = 64 * 1024
_ITEM = re.compile(r"<(?:\w{1,40}:)?(?:item|entry)[\s>/]")
_ELEMENT = re.compile(
    r"<(?:\w{1,40}:)?(ttl|updatePeriod|updateFrequency|hour|day)(?:\s[^<>]{0,300})?>\s{0,99}"
    r"(?:<!\[CDATA\[)?\s{0,99}([\w.+-]{1,40})"
)
_MINUTES = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}
_NUMBER = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,12})?")
_SHORTEST = timedelta(minutes=1)
_LONGEST = timedelta(days=31)


def read(text: str) -> Hints:
    """Read the hints of a feed; what makes no sense is not there."""
    said: dict[str, list[str]] = {}
    for name, value in _ELEMENT.findall(_head(text)):
        said.setdefault(name, []).append(value)
    hours = {int(value) % 24 for value in said.get("hour", ()) if _is_hour(value)}
    days = {value.lower() for value in said.get("day", ())}
    return Hints(
        ttl=_ttl(said),
        skip_hours=tuple(sorted(hours)),
        skip_days=tuple(number for number, name in enumerate(months.DAYS) if name in days),
    )


def _head(text: str) -> str:
    """What stands before the first item, without comments."""
    first = _ITEM.search(text, 0, _HEAD)
    head = text[: first.start() if first else _HEAD]
    kept, *commented = head.split("<!--")
    return kept + "".join(part.partition("-->")[2] for part in commented)


def _is_hour(value: str) -> bool:
    """0 to 23, and 24, which early versions call the last one."""
    return value.isdecimal() and len(value) <= 2 and int(value) <= 24


def _ttl(said: dict[str, list[str]]) -> timedelta | None:
    """The longest of what is said."""
    minutes = [_number(value) for value in said.get("ttl", ())]
    if "updatePeriod" in said or "updateFrequency" in said:
        period = _MINUTES.get(said.get("updatePeriod", ["daily"])[0].lower(), 0)
        frequency = _number(said.get("updateFrequency", ["1"])[0])
        minutes.append(period / max(1.0, frequency))
    longest = max(minutes, default=0.0)
    if not longest:
        return None
    return max(_SHORTEST, timedelta(minutes=min(longest, _LONGEST / timedelta(minutes=1))))


def _number(value: str) -> float:
    return float(value) if _NUMBER.fullmatch(value) else 0.0
