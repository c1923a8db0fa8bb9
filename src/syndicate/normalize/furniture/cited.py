"""Whom a text names as the origin of its news: "The Wall Street Journal, citing ...", "told Reuters". Pure.

Only outlets that we know by name (outlets.py, agencies.py), and only where the words around the name say that the
news is from there. What a person says within quotation marks is that person's. "An American newspaper" is nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from syndicate import agencies
from syndicate.normalize.furniture.outlets import OUTLETS

_HEAD = 1000  # the origin is told at the beginning
_MOST = 5
_BEFORE = 48
_AFTER = 60

_NAMES = {name: agencies.agency(name) or name for name in agencies.NAMES} | {
    name.strip(): line.partition("|")[0].strip()
    for line in OUTLETS.strip().splitlines()
    for name in line.split("|")
}
# Short names that mean other things as well, and those that credit but never tell news.
_LEFT_OUT = frozenset(
    """
    AA ABr ANI APA APS ATS CNS CNW CP DHA EP INA IPS MAP NAN OTS PA PAP PL REGNUM RIA SDA SID SPA STT SZ TAP TT UNI
    awp epd ots sda
    """.split()  # noqa: SIM905 - a table of words reads best as words
)
_GENERIC = "newspaper|daily|magazine|network|channel|website|agency|news agency|Zeitung|Zeitschrift|Magazin"


def _either(names: Iterable[str]) -> str:
    """A pattern for any of these, branching letter by letter: one look tells most words that they are none."""
    rest: dict[str, set[str]] = {}
    for name in names:
        rest.setdefault(name[:1], set()).add(name[1:])
    ends = rest.pop("", None) is not None
    ways = "|".join(re.escape(first) + _either(more) for first, more in sorted(rest.items()))
    return f"(?:{ways})" + "?" * ends if ways else ""


_WESTERN = [name for name in _NAMES if name not in _LEFT_OUT and name[0] < "\u0600"]
_EASTERN = [name for name in _NAMES if name[0] >= "\u4e00" and len(name) > 1]
# The first letters stand first, so that a search can skip what begins with no other.
_NAME = re.compile(rf"{_either(_WESTERN)}(?![\w-])")
_EASTERN_NAME = re.compile(rf"{_either(_EASTERN)}(?=报道|報導|援引)")
# What may stand between a cue and the name: "told the newspaper", "laut dem Magazin".
_ARTICLE = (
    r"(?:(?:the|Britain's|America's|der|die|das|dem|des|le|la|el|il|lo|o|a|agenzia|agencia|l['’]|dell['’]"
    r"|агентств[оуа]|газет[аеыу])\s?)?"
    rf"(?:(?:U\.?S\.?|American|British|German|French|Israeli|state|{_GENERIC})\s){{0,3}}[\"“«„‘']?$"
)
_CUE_BEFORE = re.compile(
    r"(?:\b(?i:told|according to|according to a report (?:in|by|from|published in)|reported by|report (?:in|by)|citing"
    r"|interview (?:with|to)|published (?:in|by)|statement to|quoted by|cited by|as told to|obtained by|seen by"
    r"|laut|zufolge|gegenüber|sagte|Bericht|berichtet(?:e|en)?|Informationen|unter Berufung auf"
    r"|selon|d['’]après|rapporte|a déclaré à|rapporté par|cité par"
    r"|según|informó|de acuerdo con|dijo a|declaró a|citado por|segundo|de acordo com|disse à|disse ao"
    r"|secondo|riferisce|ha detto a|scrive)"
    r"|сообща[её]т|сообщил[аои]?|переда[её]т|по данным|ссылкой на|пише?т|повідомля[єе]|за даними"
    rf"|据|據)\s?{_ARTICLE}",
)  # fmt: skip
_CUE_AFTER = re.compile(
    rf"[\"”»“’']?(?:\s(?:{_GENERIC}))?(?:\s(?:on\s)?\w+day)?,?\s(?:(?:has|had|first|also|later|earlier)\s)?"
    r"(?:reported|reports|revealed|disclosed|said in a report|wrote|quoted|cited|citing|quoting"
    r"|berichtet|berichtete|zufolge"
    r"|a rapporté|rapporte|a révélé|informó|publicó|informou|publicou|ha riportato|riporta|yazdı"
    r"|сообщ|писал|пишет|со ссылкой)\b"
    r"|(?:报道|報導|援引)"
)  # fmt: skip
_QUOTES = '"“”«»„'


def outlets(text: str, agency: str | None) -> tuple[str, ...]:
    """The outlets that a text names as the origin of its news, in their order, without the one that wrote it."""
    head = text[:_HEAD]
    found: dict[str, None] = {}
    named = [match for match in _NAME.finditer(head) if _is_whole(head, match.start())]
    if not head.isascii():
        named += _EASTERN_NAME.finditer(head)
    for match in named:
        name = _NAMES[match[0]]
        if name != agency and name not in found and _is_origin(head, match):
            found[name] = None
    return tuple(found)[:_MOST]


def _is_whole(head: str, begins: int) -> bool:
    return begins == 0 or not (head[begins - 1].isalnum() or head[begins - 1] == "_")


def _is_origin(head: str, match: re.Match[str]) -> bool:
    begins, ends = match.span()
    before = head[max(0, begins - _BEFORE) : begins]
    if not _CUE_BEFORE.search(before) and not _CUE_AFTER.match(head, ends, ends + _AFTER):
        return False
    return not _is_within_quotes(head, begins)


def _is_within_quotes(head: str, at: int) -> bool:
    """Whether a quotation was opened in this line and not yet closed; the name's own mark does not count."""
    line = head[head.rfind("\n", 0, at) + 1 : at].rstrip().rstrip(_QUOTES)
    opened = line.count("“") + line.count("«") + line.count("„")
    closed = line.count("”") + line.count("»")
    return line.count('"') % 2 == 1 or opened > max(closed, line.count("“") if "„" in line else 0)
