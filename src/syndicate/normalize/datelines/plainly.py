"""An opening as it could be written more plainly: of several days the last, of two calendars ours. Pure.

"Nov. 17-18", "20 جمادى الآخرة 1442 هـ الموافق 02 فبراير 2021 م", "Paris, France | AFP | Thursday 1/8/2015",
"ХАРКІВ. Укрінформ.", "اللاذقية-سانا".
"""

from __future__ import annotations

import re

from syndicate.agencies import agency
from syndicate.normalize.dates import months

OPENING = 90  # letters, as long as one may be
_DAYS = 31  # of the longest month
# The first day of several, with its month where it has one, and what stands before the last.
_TO = r"\.?(?:\s?[-–/]|\s[-–—]\s|\s(?:and|to|und|bis|et|au|y|al|e|и|по)\s)"
_MONTH = r"[^\W\d_]{3,10}"
_SPANS = (
    re.compile(rf"(?<![\d.,:/–-])(?P<first>\d{{1,2}}){_TO}\s?(?=(?P<last>\d{{1,2}})(?![\d:]|[.,/-]\d))"),
    re.compile(rf"(?P<first>{_MONTH})\.?\s\d{{1,2}}{_TO}\s?(?=(?P<last>{_MONTH})\.?\s\d)"),
    re.compile(rf"(?<![\d.,:/–-])\d{{1,2}}\.?\s(?P<first>{_MONTH}){_TO}\s?(?=\d{{1,2}}\.?\s(?P<last>{_MONTH}))"),
)  # fmt: skip
_WORD = re.compile(rf"\.?\s?(?:de\s)?(?P<word>{_MONTH})")
# The Saudi agency gives the lunar day first, and both with a sign of their calendar.
_LUNAR = re.compile(
    r"\s\d{1,2}\s[^\d()]{3,30}\s\d{4}\s?هـ?\s?(?:الموافق|المُوافق)\s(?P<day>[^()]{4,30}?\d{4})(?:\s?م(?=\s|$))?"
)
# As AFP's own site opens.
_COLUMNS = re.compile(
    r"(?P<place>[^|]{2,60}?)\s\|\sAFP\s\|\s(?P<weekday>[A-Z][a-z]{5,8})\s(?P<one>\d{1,2})/(?P<other>\d{1,2})/(?P<year>\d{4})(?=\s|$)"
    r"(?:\s-\s\d\d:\d\d\s\S{3,9})?(?:\s\|\s\d+\swords)?"
)
# As PAP opens: "26.03.2013 Tuchola (PAP) -".
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2}\.\d{1,2}\.\d{4}),?\s(?P<place>[^\W\d_][^\d()]{1,40}?)\s(?=\([A-Z]{2,8}\))"
)
# PTI's Hindi service writes the first nine days as words.
_COUNTS = ("एक", "दो", "तीन", "चार", "पांच", "छह", "सात", "आठ", "नौ")
_COUNTED = re.compile(rf"(?<=[,\s])(?:{'|'.join(_COUNTS)})(?=\s\S+\s\(भाषा\))")
# As Kyiv's agencies do.
_STOPS = re.compile(
    r"(?P<place>[^\W\d_a-zа-я][^\d.()]{2,30})\.\s(?P<day>\d{1,2}\s[^\W\d_]{3,10}\.\s)?(?P<agency>[^\W\d_]{3,12})\.\s(?=[^\W\d_])"
)
# As Damascus and Tehran open: "اللاذقية-سانا تجاوز", "چابهار - ایرنا - مدیرکل". The short names are words, too.
_HYPHENED = re.compile(
    r"(?P<place>[\u0620-\u06d3]{2,14}(?:\s[\u0620-\u06d3]{2,14}){0,2})\s?[-–ـ]\s?(?P<agency>[\u0620-\u06d3]{4,8})(?:\s?[-–ـ]\s?|\s)"
)
_WITHIN = re.compile(
    r"(?<=[^\s([,])\s?(?:\([^()\[\]\d]{2,40}\)|\[[^()\[\]\d]{2,40}\]|/[^/()\[\]\d]{2,40}/(?=,|$))"
)


def opening(head: str) -> str:
    """The same beginning of a text, more plainly; as it is where it is plain."""
    if "(भाषा)" in head:
        head = _COUNTED.sub(lambda word: str(_COUNTS.index(word[0]) + 1), head, count=1)
    if months.DIGIT.search(head):
        head = _last_day(head)
        head = _DAY_FIRST.sub(r"\g<place>, \g<day> ", head, count=1) if head[0].isdigit() else head
        if "|" in head:
            head = _COLUMNS.sub(_in_brackets, head, count=1)
        elif "الموافق" in head:
            head = _LUNAR.sub(r" \g<day>", head, count=1)
    stops = _STOPS.match(head) if not head.isascii() and ". " in head[:OPENING] else None
    if stops and stops["place"].isupper() and agency(stops["agency"]):
        day = f", {stops['day'].rstrip('. ')}" if stops["day"] else ""
        return f"{stops['place']}{day} ({stops['agency']}) - {head[stops.end() :]}"
    hyphened = _HYPHENED.match(head) if "\u0620" <= head[:1] <= "\u06d3" else None
    if hyphened and agency(hyphened["agency"]):
        return f"{hyphened['place']} ({hyphened['agency']}) - {head[hyphened.end() :]}"
    return head


def outermost(left: str) -> str:
    """A place without where it lies: "Bhopal (Madhya Pradesh) [India], January 26"."""
    return _WITHIN.sub("", left)


def _last_day(head: str) -> str:
    """The same opening without the first day of several."""
    for span in _SPANS:
        match = span.search(head, 0, OPENING)
        if match and _is_later(match):
            return head[: match.start()] + head[match.end() :]
    return head


def _is_later(match: re.Match[str]) -> bool:
    """Whether one day comes after the other, in its month or the next: "Nov 6 - 7 people" begins a sentence."""
    first, last = match["first"], match["last"]
    if first.isdecimal():
        behind = _WORD.match(match.string, match.end("last"))
        is_day = behind is None or months.month(behind["word"]) is not None
        return is_day and int(first) < int(last) <= _DAYS
    month = months.month(first)
    return month is not None and months.month(last) == month % 12 + 1


def _in_brackets(columns: re.Match[str]) -> str:
    """The day that falls on this weekday, in whichever order it is written; without one, the opening as it is."""
    one, other, year = (int(columns[name]) for name in ("one", "other", "year"))
    days = (months.day(year, one, other), months.day(year, other, one))
    weekday = columns["weekday"].lower()
    told = next((day for day in days if day and months.DAYS[day.weekday()] == weekday), None)
    return f"{columns['place']}, {told.isoformat()} (AFP) -" if told else columns[0]
