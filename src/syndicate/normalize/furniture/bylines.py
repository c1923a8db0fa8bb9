"""Who wrote a text, as the line above it says: "Written By X on Thursday, November 6, 2014 | 7:00 PM". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from syndicate.agencies import agency, signed_by
from syndicate.normalize.datelines import dateline
from syndicate.normalize.dates import months
from syndicate.normalize.furniture import credited, posting
from syndicate.normalize.markup.blocks import Line
from syndicate.normalize.text import ends_sentence

_WRITTEN = re.compile(
    r"(?i)(?:written|posted|published|authored|submitted)\s+by[:\s]+(?P<name>[^|]{1,60}?)"
    r"(?:\s+to\s+[^\s|]{1,40})?(?:\s+(?:on|at)\s+(?P<when>[^|]{1,60}))?(?:\s*\|.{0,60})?"
)
_NAME = 5  # words; "Posted by the gate was a note that nobody read"
_SMALL = re.compile(  # as Xinhua signs above its features: "by Jane Roe", "by Xinhua writers Jane Roe, Ann Poe"
    r"by\s(?P<name>(?:[A-Z][\w.'’-]+\s(?:(?:writer|reporter|correspondent)s?\s)?)?[A-Z][\w.'’-]*(?:,?\s(?:and\s)?[A-Z][\w.'’-]*){1,6})"
)
_NUMBER = re.compile(r"\b\d+\b")
_PRINTED = re.compile(r"(?i)published\s")  # by a press, a book is
_WRITTEN_BY = re.compile(  # only before a day: in other languages, too, these words begin sentences
    r"(?i)(?:(?:written|posted|published|authored|submitted)\s+by|(?:geschrieben|verfasst|veröffentlicht)\s+von|(?:écrit|publié|rédigé|posté)\s+par"
    r"|(?:escrito|publicado|postado)\s+por|(?:scritto|pubblicato)\s+da|(?:geschreven|geplaatst)\s+door|автор)"
    r"[:\s]+(?P<name>[^|]{1,100})"
)
_AT = re.compile(
    r"(?:\s*\||\s(?:at|um|à|a las|às|alle|om))*\s*\d{1,2}[:.h]\d\d(?:\s?[AaPp]\.?[Mm]\b\.?|\sUhr\b)?"
)
_BEFORE_DAYS = months.WEEKDAYS | frozenset("am le el em il op на".split())  # noqa: SIM905
_BY = re.compile(
    r"By:?\s+(?P<name>[A-Z][\w.'’-]*(?:\s(?:[A-Z][\w.'’-]*|and|de|van|von|al|of|the|&|,)){0,7})"
    r"(?:,\s[^.]{1,50}|\s*\|.{1,60})?"
)
_SIGNED = re.compile(  # as a line of its own only: these words begin sentences
    r"(?:Von|Par|Por|Di|Da|Door|Автор:?)\s(?P<name>[^\W\d_a-zа-я][\w'’-]+(?:\s[^\W\d_a-zа-я][\w'’-]+){1,2})"
    r"(?:(?:,\s|\s[-–—|]\s)(?P<desk>[^.!?:]{2,60}))?"
)
_AGENCY = re.compile(  # alone, or before a day: "AFP Published February 10, 2016 Updated ..."
    r"(?:(?:By|BY|Von|Par|Por|Di|Da|Door|Redazione)\s(?P<alone>[^,|–—]{2,30})"
    r"|(?P<name>\S{2,12})\s(?P<day>(?:[·•|–—-]|Published|Updated|Posted|Publié|Veröffentlicht)\s.{6,60}))"
)
_SHORT = re.compile(
    r"(?i)(?:by|von|par|por|di|da|door|av|af|автор:?)\s(?P<name>[^\s.,:!?]{2,24}(?:\s[^\s.,:!?]{2,24}){0,2})"
)
_AGO = re.compile(
    r"(?i)(?:written|posted|published|submitted)\sby:?\s(?P<name>\S+(?:\s\S+){0,3}?)(?:\sin\s.{2,40})?"
    r"\s\d{1,2}\s(?:minute|hour|day|week)s?\sago"
)
_PICTURED = re.compile(r"(?P<name>\S.{0,60}?)\sposted\sa\s(?:photo|video):")  # as Flickr does
_POSTED_AT = re.compile(  # in any language, only above the text
    r"(?i)(?:posted by|eingestellt von|publié par|publicado por|pubblicato da|postado por|gepost door|автор:?)"
    r"\s(?P<name>[^|:]{1,60}?)\s(?:at|um|à|en|a|alle|às|op|на)\s\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?"
)


def short(text: str) -> str | None:
    """The name in "par Admin", where it is sure that no text is above."""
    match = _SHORT.fullmatch(text)
    return match["name"] if match else None


def signature(text: str, *, is_first: bool) -> tuple[str, date | None] | None:
    """The name in "Written By X on Thursday, November 6, 2014", and the day; without any, only above the text."""
    if len(text) > 160 or ends_sentence(text):
        return None
    desk = _AGENCY.fullmatch(text) if is_first else None
    if desk and signed_by(desk["alone"] or desk["name"]):
        told = posting.day(desk["day"]) if desk["day"] else None
        if desk["alone"] or told:
            return desk["alone"] or desk["name"], told
    forms = (_POSTED_AT, _AGO, _PICTURED, _SMALL) if is_first else ()
    posted = next(filter(None, (form.fullmatch(text) for form in forms)), None)
    if posted:
        return posted["name"], None
    reporter = credited.reporter(text) if is_first else None
    if reporter:
        return reporter[0], None
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return _signed_on(text)
    name = match["name"].strip(" ,")
    sure = match["when"] or "|" in text or (is_first and not _PRINTED.match(text))
    if not sure or len(name.split()) > _NAME or _NUMBER.search(name):
        return _signed_on(text)
    return name, dateline.written_day(text)


def bylines(lines: Sequence[Line]) -> dict[int, tuple[str, date | None]]:
    """The names in "By Jane Roe"; not "By Train" and "By Bus", which are headings, nor what a colon announces."""
    texts = [line.text for line in lines]
    found = {
        at: (match["name"].strip(" ,"), dateline.written_day(text))
        for at, (before, text) in enumerate(pairwise(("", *texts)))
        if len(text) <= 160 and not before.endswith(":") and not ends_sentence(text)
        if (match := _BY.fullmatch(text) or _signed(text))
    }
    return found if len({name for name, _ in found.values()}) < 2 else {}


def _signed(text: str) -> re.Match[str] | None:
    """A name alone, or one that an agency stands behind: "Por Ana Lima - Repórter da Agência Brasil"."""
    match = _SIGNED.fullmatch(text)
    return match if match and (match["desk"] is None or agency(match["desk"])) else None


def _signed_on(text: str) -> tuple[str, date | None] | None:
    """The name and the day in "Publié par X le jeudi 6 novembre 2014 à 10h30": words, a day, a time at most."""
    begun = _WRITTEN_BY.match(text)
    day = next(months.find(text), None) if begun else None
    if begun is None or day is None or not day.year or len(text[day.end :].split()) > 4:
        return None
    words = text[begun.start("name") : day.start].split()
    while words and words[-1].strip(",").partition("-")[0].casefold() in _BEFORE_DAYS:
        words.pop()
    name = " ".join(words).strip(" ,|")
    return (name, months.day(day.year, day.month, day.day)) if name else None


def signature_end(text: str) -> int:
    """Where "Written By X on Thursday, November 6, 2014 | 7:00 PM" ends that a text begins with; else 0."""
    begun = _WRITTEN_BY.match(text)
    days = [day for day in months.find(text[: begun.end()]) if day.year] if begun else []
    end = min((day.end for day in days), default=0)
    time = _AT.match(text, end) if end else None
    return time.end() if time else end
