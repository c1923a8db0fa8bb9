"""What a report opens with -> where, when, from whom. Pure.

"WASHINGTON, Nov. 6 (Xinhua) --", "PARIS (AP) -", "(Reuters) -", "BAGHDAD/ERBIL, 5 November --",
"МОСКВА, 6 ноября. /ТАСС/.", "(ANSA) - ROMA, 06 NOV -", "LUSA, Lisboa, 06 nov -", "Reuters/LONDON -"; those of
East Asia are in eastern.py.
A wrong dateline is worse than none. What decides is an agency that we know, in brackets or at an end of the
opening, there with a day or a known city in capitals; without one the place must be in capitals, and a known city or
followed by its country.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from syndicate.agencies import agency, signed_by
from syndicate.model import Dateline
from syndicate.normalize.datelines import eastern, headings, plainly
from syndicate.normalize.datelines.naming import DESKS, LINKS, places
from syndicate.normalize.datelines.places import CITIES
from syndicate.normalize.dates import months, readings

_HEAD = 160
_PARAGRAPH = 50  # letters
_SIGN = re.compile(r"\(([^()]{2,48})\)|(?<![/:])/([^/()]{2,40})/")
# What follows a signature: a dash of any kind, a colon, a full stop.
_AFTER = re.compile(r"\s?(?:[.,:]\s?)?(?:--+|[—–_-])\s*|\s?(?:[:.।](?=\s)|:(?=[\u0600-\u06ff]))\s*")
_NAME = 5  # words
_LONG = 4  # letters; what is shorter may be a state
_DASH = re.compile(r"(?:--+|[—–]|[-:](?=\s))\s?")
_TAILS = tuple(
    re.compile(rf"(?P<rest>.+)(?:[,.]?\s|/)(?P<name>{name})\s*", re.DOTALL)
    for name in (r"[\w.]{2,24}", r"[\w.]{2,24}\s[\w.]{2,12}")
)
_NAMED = re.compile(r"(?P<name>[^,.:–—-]{2,24}?)\s?(?P<stop>[.,:](?=\s|$)|\s--?\s|\s[–—]|-\s)")
_END = re.compile(r"[.!?…\]][\"'”’»)]*$")
_DAY_ALONE = re.compile(r"(?P<place>[^\d]{2,40}), (?P<day>\d{1,2})\.?")
_MARKS = " ,.،ـ۔"  # stand between place, day and agency
# Signs of agencies that we do not know.
_UNKNOWN = re.compile(r"\s?\((?:[A-Z]{2,12}|Agencies|Agencias|Agenturen|Agences)\)[\s.:]*$")
_FIGURES = re.compile(r"(?<![\d./-])(?:\d{4}-\d\d-\d\d|\d{1,2}([./-])\d{1,2}\1\d{4})$")
_AND = re.compile(r"(?<=[A-ZÀ-ÞА-Я]{2})\s(?:and|und|et|y|e|и)\s(?=[A-ZÀ-ÞА-Я]{2})")
_ON = re.compile(r"\sفي$")
_DOTTED = re.compile(r"(?:[A-Z]\.){1,3}[A-Z]\.?")  # a state: "ALBANY, N.Y."
_TOWNS = frozenset(("FARS", "PETRA", "SANA"))  # agencies bear their names, too
_LANDS = frozenset(("PA", "PA.", "PL", "TT"))  # and these stand behind a town for where it lies


@dataclass(frozen=True, slots=True)
class _Left:
    """What stands before the signature or the dash. `known`: the first place is a city we know."""

    places: tuple[str, ...] = ()
    on: date | None = None
    known: bool = False
    capitals: bool = False


def read(text: str, near: date) -> Dateline | None:
    """The dateline that a text opens with. A date without a year is the one nearest to `near`.

    Of "Nov. 17-18", "17 y 18 de noviembre" and "Nov. 30-Dec. 1" it is the last day: then the report was written.
    """
    text = plainly.opening(text[:_HEAD]) + text[_HEAD:]
    head = text[:_HEAD]
    if not head.isascii():
        found = eastern.read(head, near)
        if found:
            return found
    if "(" in head or "/" in head:
        for match in _SIGN.finditer(head, 0, plainly.OPENING + 40):
            if match.start() > plainly.OPENING:
                break
            writer = agency(match[1] or match[2])
            if writer:
                return _signed(text, match, writer, near)
    return _unsigned(text, head, near)


def opening(lines: Sequence[str], near: date, above: int = 0) -> Dateline | None:
    """The dateline of a text, also below headings and captions, where an agency signs and no other report follows.

    `above`: as many lines introduce it, and a signature stands below them.
    """
    writer, over = None, ""
    for at, line in enumerate(lines[: above + headings.MOST + 1]):
        found = _read_line(line, near)
        if found and over and found.agency and not found.places:
            whole = read(f"{over}, {line}", near)
            return whole if whole and whole.places and not _gathers(lines[at:], near) else None
        if found and writer and found.places and not found.agency:
            found = replace(found, agency=writer)
        if found and at in (0, above):
            return None if _gathers(lines[at:], near) else found
        if found and found.agency and found.places:
            return None if any(_read_line(other, near) for other in lines[at + 1 :]) else found
        over = line if at == 0 else ""
        writer = signed_by(line) or writer  # a line by itself
        if at >= above and not headings.may_be_above(lines[above : at + 1]):
            return None
    return None


def _read_line(line: str, near: date) -> Dateline | None:
    """The dateline of a line, also where it is all of it: "ADEN, Yemen, Nov. 8 (Xinhua)"."""
    found = read(line, near)
    if (
        found
        or len(line) > plainly.OPENING
        or headings.STOP.search(line)
        or not months.DIGIT.search(line)
    ):
        return found
    alone = read(f"{line.rstrip(' -–—')} — ", near)
    return alone if alone and alone.places and alone.on and alone.agency else None


def _gathers(lines: Sequence[str], near: date) -> bool:
    """Whether half of the lines are reports that agencies sign: news in brief is of no one place, and of no agency.

    So is a line in which three sign, one after the other.
    """
    if headings.is_brief(lines[0]):
        return True
    reports = alone = 0
    for line in lines:
        found = _read_line(line, near)
        if found and found.agency and found.places:
            reports += 1
            alone += read(line, near) is None  # its text is below
    return reports > 1 and reports * 2 > len(lines) - alone


def _signed(text: str, match: re.Match[str], writer: str, near: date) -> Dateline | None:
    """An opening with an agency in brackets. Without a dash behind it there must be a day, or a known city."""
    head = match.string
    left = _left_of_signature(head[: match.start()].rstrip(" -–—"), near)
    if left is None:
        return None
    after = _AFTER.match(head, match.end())
    if not left.places and left.on is None:
        behind = _behind(text, after.end() if after else match.end(), writer, near)
        is_alone = (after and _goes_on(head[after.end() :])) or (
            match[1] and not match.start() and _begins(text[match.end() :])
        )
        return behind or (Dateline((), None, writer) if is_alone else None)
    if after is None:
        new = head[match.end() :].lstrip()[:1]  # CNN leaves no space
        sure = bool(left.places) and (left.on is not None or left.known)
        return (
            Dateline(left.places, left.on, writer)
            if sure and new and not new.islower() and (left.on or not new.isdigit())
            else None
        )
    return Dateline(left.places, left.on, writer)


def _left_of_signature(written: str, near: date) -> _Left | None:
    """What stands there, also where a place says in brackets where it lies, or a day leaves out its month."""
    left = _left(written, near)
    if left is None and (outer := plainly.outermost(written)) != written:
        left = _left(outer, near)
        return left if left and (left.on or left.known) else None
    alone = _DAY_ALONE.fullmatch(written) if left is None else None
    told = _left(alone["place"], near) if alone else None
    if alone and told and told.places and (told.known or told.capitals):
        return replace(told, on=months.last(int(alone["day"]), near))
    return left


def _behind(text: str, begins: int, writer: str, near: date) -> Dateline | None:
    """The opening of those who sign first: "(ANSA) - ROMA, 06 NOV - ", "Reuters - LONDON - "."""
    dash = _DASH.search(text[:_HEAD], begins, begins + plainly.OPENING)
    told = _left(plainly.outermost(text[begins : dash.start()]), near) if dash else None
    if told and dash and told.places and (told.on or _is_opening(told, text, dash)):
        return Dateline(told.places, told.on, writer)
    return None


def _is_opening(left: _Left, text: str, dash: re.Match[str]) -> bool:
    """Whether it is one without a day, too: a city that we know, in capitals, and a sentence."""
    return left.known and left.capitals and _is_report(text, dash)


def _is_long_sign(left: _Left, name: str, text: str, dash: re.Match[str]) -> bool:
    """Whether an agency whose sign is no shorter than a word stands behind a city: "Damascus, SANA- The ..."."""
    return left.known and name.isupper() and len(name) >= _LONG and _is_report(text, dash)


def _unsigned(text: str, head: str, near: date) -> Dateline | None:
    """An opening without brackets: "BEIRUT, Lebanon —", "Tehran, Nov 6, IRNA --", "БАГДАД, 6 ноя — РИА Новости."."""
    dash = _DASH.search(head, 1, plainly.OPENING)
    if dash is None:
        return None
    written = _UNKNOWN.sub("", head[: dash.start()])
    signed = _signed_at_end(text, dash, near) or _signed_at_start(text, dash, near)
    if not signed and (first := agency(written)):
        signed = _behind(text, dash.end(), first, near)
    if signed:
        return signed
    left = _left(written, near)
    if left is None or not left.places:
        return None
    named = _NAMED.match(head, dash.end())
    writer = agency(named["name"]) if named else None
    if writer and named and (left.on or (left.known and named["stop"] not in ".,:")):
        return Dateline(left.places, left.on, writer)
    sure = left.known or (left.capitals and left.on is not None)
    if not sure or not (left.on or (left.capitals and _is_report(text, dash))):
        return None
    return Dateline(left.places, left.on)


def _signed_at_end(text: str, dash: re.Match[str], near: date) -> Dateline | None:
    """An agency without brackets before the dash: behind a place and a day, or a city, "PARIS/AFP"."""
    for form in _TAILS:
        tail = form.fullmatch(text, 0, dash.start())
        writer = agency(tail["name"]) if tail else None
        left = _left_of_signature(tail["rest"], near) if tail and writer else None
        if not tail or left is None or not left.places:
            continue
        is_opening = _is_opening(left, text, dash) or _is_long_sign(left, tail["name"], text, dash)
        if left.on or (tail["name"] not in _LANDS and is_opening):
            return Dateline(left.places, left.on, writer)
    return None


def _signed_at_start(text: str, dash: re.Match[str], near: date) -> Dateline | None:
    """An agency before a city that we know, "LUSA/Lisboa, 06 nov", "Reuters/LONDON", or before a day."""
    for mark in "/,":
        name, _, rest = text[: dash.start()].partition(mark)
        writer = agency(name)
        left = _left(rest, near) if rest and writer else None
        if left is None:
            continue
        if (left.on and (left.known or _is_agency_alone(left, name))) or _is_opening(
            left, text, dash
        ):
            return Dateline(left.places, left.on, writer)
    return None


def _is_agency_alone(left: _Left, name: str) -> bool:
    """Whether it is no town or person that stands before a day."""
    return not left.places and bool(signed_by(name) or (name.isupper() and name not in _TOWNS))


def _goes_on(rest: str) -> bool:
    """Whether what is behind an agency by itself may begin a report, and not explain letters: "(AP) - the iPhone"."""
    return not "".join(rest.split(maxsplit=1)[:1]).islower()


def _begins(rest: str) -> bool:
    """Whether a paragraph begins, behind nothing but an agency: "(Belga) Les gares sont restées désertes ..."."""
    first = rest.split(maxsplit=1)[0] if rest[:1] == " " else ""
    return len(rest) > _PARAGRAPH and first[:1].isupper() and _END.search(rest) is not None


def _is_report(text: str, dash: re.Match[str]) -> bool:
    """Whether a sentence follows, and not the rest of a headline: "BERLIN - City of cranes"."""
    rest, before = text[dash.end() :].lstrip(), text[: dash.start()]
    if not rest or rest[0].islower() or rest[:40].isupper():
        return False
    first = rest.split(maxsplit=1)[0].strip(",.:")
    if first.isupper() and first.casefold() in CITIES and before.isupper():
        return False  # "NAIROBI - KIGALI, 6 Feb" is a journey
    if dash[0].startswith(":") and before.upper() == before.lower():  # nothing but a word
        return False
    return len(text) > _HEAD or _END.search(rest) is not None


def _left(written: str, near: date) -> _Left | None:
    """The places and the day of "KABUL, Afghanistan, Nov. 6"; None where anything else is among it."""
    rest, on = written.strip(f"{_MARKS}\t\n["), None
    if months.DIGIT.search(rest):
        parted = _dated(rest, near)
        if parted is None:
            return None
        rest, on = parted
    if not rest:
        return _Left(on=on)
    if rest.split()[0].casefold() in DESKS and on:
        return _Left(on=on)
    rest = _AND.sub("/", rest)
    if not all(map(_is_land, rest.split(",")[1:])):
        return None
    named = tuple(places(rest))
    if not all(named) or len(named) > 4 or any(map(_signs, rest.split("/"))):
        return None
    first, _, country = rest.partition(",")
    land = country.strip()
    known = (
        first.split("/")[0].strip().casefold() in CITIES
        or (land[:1].isupper() and not land.isupper())
        or _DOTTED.fullmatch(land) is not None
    )
    capitals = first.isupper() or (known and first.upper() == first)  # many scripts have none
    return _Left(named, on, known, capitals)


def _dated(rest: str, near: date) -> tuple[str, date | None] | None:
    """The places before or behind a day, and the day; None where figures are among them that are none."""
    day = next((one for one in months.find(rest) if _is_end(rest, one)), None)
    if day:
        place = rest[: day.start] if day.start else rest[day.end :]
        return _ON.sub("", place.strip(_MARKS)), _on(day, near)
    figures = _FIGURES.search(rest)
    told = readings.read(figures[0]) if figures else None
    if figures is None or told is None:
        return None
    return rest[: figures.start()].strip(_MARKS), told.at.date() if told.at else None


def _is_land(part: str) -> bool:
    """Whether it may be where a place lies: "Calif.", "Trinidad and Tobago"; no more words of a sentence."""
    words = part.partition("/")[0].split()
    return len(words) <= _NAME and all(
        not word[0].islower() or word in LINKS or word.endswith(".") for word in words
    )


def _signs(part: str) -> bool:
    """Whether an agency stands where a place should."""
    return "," not in part and part not in _TOWNS and agency(part) is not None


def _is_end(rest: str, day: months.Written) -> bool:
    """Whether a day ends the opening, but for a weekday, or begins it."""
    behind = rest[day.end :].strip(_MARKS)
    is_month = months.month(behind) == day.month  # Arabic reports name it in two ways
    return behind.isalpha() or not behind or day.start == 0 or is_month


def written_day(text: str) -> date | None:
    """The first day that is written out with its year: "Thursday, November 6, 2014"."""
    days = (months.day(one.year, one.month, one.day) for one in months.find(text) if one.year)
    return next(filter(None, days), None)


def _on(day: months.Written, near: date) -> date | None:
    if day.year:
        return months.day(day.year, day.month, day.day)
    return months.nearest(day.month, day.day, near)
