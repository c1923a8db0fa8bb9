"""Headlines of what comes every day or week under one name: "Market wrap: ...", "Weather: ...". Pure.

Each number of a column tells of another day, in much the same words. Where a label names the subject ("Karsk flood:
...") it may be an event, so only names of columns that we know count, and roundups (roundups.py): the English ones
here, those of other languages in vocabulary/. Weather that kills is an event.
"""

from __future__ import annotations

import re
from functools import lru_cache

from syndicate.cluster.headlines import roundups
from syndicate.cluster.headlines.labels import label, names
from syndicate.cluster.vocabulary.every import EVERY, WORD

_COLUMN = re.compile(
    r"((?:(?:stock|share|bond|money|oil|crypto|world|global|us|asian|european)\s)?"
    r"markets?\s(?:wrap|close|report|snapshot|update|summary|watch|live|today|news)"
    r"|(?!.*\b(?:dead|dies?|died|deaths?|kill(?:s|ed|ing)?)\b)"
    r"(?:(?:today['’]s|the|local|weekend)\s)?weather(?:\s(?:forecast|report|outlook|update))?"
    r"|(?:(?:your|daily|weekly)\s)?horoscopes?(?:\sfor\s(?:today|tomorrow|the\sweek))?"
    r"|(?:what|stocks|shares)\sto\swatch(?:\s(?:today|tonight|this\sweek(?:end)?))?"
    r"|on\sthis\sday|this\sday\sin\shistory|today\sin\shistory"
    r"|(?:photos?|pictures?|images?|quote|word|song|deals?|chart)\sof\sthe\s(?:day|week)"
    r"|letters(?:\sto\sthe\seditor)?|crossword|cartoon|sudoku|quiz|tv\s(?:tonight|guide))"
    r"\s*(?:$|[:|–—(\[]|\s-\s)",
    re.IGNORECASE,
)
_ABROAD = names(lambda one: one.columns)
_MARK = re.compile(r"[:|–—(\[]|\s-\s")
_VICTIMS = frozenset(word for one in EVERY.values() for word in one.victims.split())


@lru_cache(maxsize=8192)
def name(title: str) -> str:
    """Give the name of the column that a headline begins with, as it is written; nothing if it names none."""
    found = _COLUMN.match(title)
    return found[1] if found else roundups.name(title) or _abroad(title)


def _abroad(title: str) -> str:
    told = label(_ABROAD, title, _MARK)
    return told if told and _VICTIMS.isdisjoint(WORD.findall(title.casefold())) else ""
