"""Names of time zones as feeds write them -> offsets from UTC. Pure.

Of a name that several places use, the reading is that of most feeds that write it: IST is India's, CST and AST are
North America's. Who means another had better write an offset; none of them means UTC. Places are those of the IANA
time zone database, as this machine has it: Europe/London.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

# In any case.
_USUAL = {
    "GMT": 0, "UTC": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2,
    "EEST": 3, "MSK": 3, "МСК": 3, "JST": 9, "KST": 9, "HKT": 8, "SGT": 8, "AEST": 10, "AEDT": 11, "NZST": 12,
    "NZDT": 13, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7, "BRT": -3, "ART": -3,
}  # fmt: skip
# In capitals alone: many are words.
_CAPITALS = {
    "BST": 1, "SAST": 2, "CAT": 2, "EAT": 3, "WAT": 1, "MSD": 4, "YEKT": 5, "TRT": 3, "IDT": 3, "IRST": 3.5, "GST": 4,
    "AFT": 4.5, "UZT": 5, "PKT": 5, "IST": 5.5, "NPT": 5.75, "BDT": 6, "MMT": 6.5, "ICT": 7, "WIB": 7, "WITA": 8,
    "WIT": 9, "MYT": 8, "PHT": 8, "AWST": 8, "ACST": 9.5, "ACDT": 10.5, "NST": -3.5, "NDT": -2.5, "AST": -4, "ADT": -3,
    "HNE": -5, "HAE": -4, "AKST": -9, "AKDT": -8, "HST": -10, "COT": -5, "PET": -5, "VET": -4, "BOT": -4, "CLT": -4,
    "CLST": -3, "UYT": -3, "BRST": -2,
}  # fmt: skip
# What Americans write all the year round, by its winter.
_SEASONAL = {"ET": -5, "CT": -6, "MT": -7, "PT": -8}
OFFSETS: Final = {name: timedelta(hours=hours) for name, hours in (_USUAL | _CAPITALS).items()}


def _any(names: Iterable[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


NAMED: Final = re.compile(
    rf"(?<![^\W\d])((?i:{_any(_USUAL)})|{_any(_CAPITALS)}|{_any(_SEASONAL)})(?![^\W\d])"
)


# Also within brackets, as Java and RFC 9557 write it behind an offset.
PLACED: Final = re.compile(
    r"[\[(]?\b((?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian"
    r"|Mexico|Pacific|US)(?:/[A-Za-z][A-Za-z_]*(?:-[A-Za-z_]+)*(?:[+-]\d{1,2})?){1,2})(?![\w/])[\])]?"
)


def offset_at(place: str, clock: datetime) -> timedelta | None:
    """The offset of a place that PLACED found when its clocks show this; None where nobody knows the place.

    What they show twice, as summer ends, is the first of both.
    """
    zone = _zone(place)
    return clock.replace(tzinfo=zone).utcoffset() if zone else None


@lru_cache(maxsize=64)
def _zone(place: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(place)
    except (LookupError, OSError, ValueError):  # unknown; a folder; a file of something else
        return None


def offset(name: str, on: date | None) -> timedelta:
    """The offset of a name that NAMED found, on a day."""
    hours = _SEASONAL.get(name)
    if hours is None:
        return OFFSETS[name.upper()]
    return timedelta(hours=hours + (on is not None and _is_american_summer(on)))


def _is_american_summer(on: date) -> bool:
    """From the second Sunday of March to the first of November (15 U.S.C. 260a, since 2007), to the day."""
    return _sunday(on.year, 3) + timedelta(weeks=1) <= on < _sunday(on.year, 11)


def _sunday(year: int, month: int) -> date:
    """The first Sunday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=6 - first.weekday())
