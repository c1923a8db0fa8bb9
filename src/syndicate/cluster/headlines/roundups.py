"""Is a headline that of news of several events in one: "Morning news roundup", "Daily brief: gas, rain, a coup"? Pure.

What it tells of is no one event, though its first words are. Only what names itself so at its beginning counts, or
at its end as the reader's own ("Storms, Oil, Talks: Your Friday Briefing"): a briefing may be an event, and "8 things
to know about ..." is of one subject. What other languages call it stands in vocabulary/.
"""

from __future__ import annotations

import re
from functools import lru_cache

from syndicate.cluster.headlines.labels import label, names

_WHEN = (
    r"(?:morning|midday|noon|afternoon|evening|night(?:ly)?|daily|weekly|weekend|today|this\sweek"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?:['’]s)?"
)
_SURE = r"(?:news\s)?(?:round-?\s?up|digest|wrap-?\s?up|headlines|top\s(?:news\s|\d+\s)?stories)|news\s(?:wrap|briefs?)"
_NEWS = r"news\s(?:in\sbrief|briefs|round-?\s?up|digest|headlines)"
# With another word, these are events: "Pentagon daily briefing".
_BARE = r"(?:news\s)?(?:briefing|brief|bulletin|rundown|newsletter|links|reads)"
_DAY = rf"\s(?:for|of)\s(?:the\s(?:day|week)|{_WHEN}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?\s\d+)"
_ROUNDUP = re.compile(
    rf"((?:(?:the|your|our)\s)?(?:"
    rf"(?:[\w’'&]+\s){{0,2}}?(?:{_WHEN}\s(?:[\w’'&]+\s)?(?:{_SURE})|{_NEWS})"
    rf"|{_WHEN}\s{_BARE}"
    rf"|(?:links|reads|headlines|reading\slist)(?={_DAY})"
    rf"|top\s(?:news\s)?(?:stories|headlines)(?:\sthis\s{_WHEN})?"
    rf"|(?:week|day|month|year)\sin\s(?:review|news|brief|pictures|photos)"
    rf"))(?:{_DAY})?\s*(?:$|[:|–—(\[,]|\s?-\s)",
    re.IGNORECASE,
)
_YOURS = re.compile(rf"[:|–—]\s*(your\s(?:{_WHEN}\s){{1,2}}(?:{_SURE}|{_BARE}))\s*$", re.IGNORECASE)
_ABROAD = names(lambda one: one.roundups)
_MARK = re.compile(r"[:|–—(\[,]|\s-\s")


def is_roundup(title: str) -> bool:
    """Whether a headline says that it gathers the news."""
    return bool(name(title))


@lru_cache(maxsize=8192)
def name(title: str) -> str:
    """Give what a roundup calls itself, without the day or what it tells of; nothing of another headline."""
    found = _ROUNDUP.match(title) or _YOURS.search(title)
    return found[1] if found else label(_ABROAD, title, _MARK)
