"""Who is credited with a text, outside of its dateline: signatures, "Source: ...", notes of copyright. Pure.

A credit stands by itself: a whole line, a byline, a field of the entry. A sentence that mentions an agency, a
picture's credit ("Photo: AFP") and help ("With inputs from PTI") are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from syndicate.agencies import agency, signed_by

_LINE = 100  # as long as a credit may be
_SOURCE = re.compile(
    r"\W{0,2}(?:source|quelle|fuente|fonte|kaynak|bron|källa|kilde|źródło|zdroj|forrás|sursa|πηγή|источник|джерело"
    r"|izvor|извор|sumber|nguồn|lähde|šaltinis|avots|allikas|מקור|स्रोत|来源|來源|出典|출처|المصدر|منبع|door|von|par|por|di|by|auteur|author|autor)\s?[:：]\s?(?P<name>[^.!?]{2,60}?)\W{0,2}",
    re.IGNORECASE,
)
_END = re.compile(r"[.!…。！？\])\"'”’»]$")
# Behind the last sentence of a report; the longer names need no brackets, nor does what a dash is before.
_LAST = re.compile(
    r"[.!?…。！？\"”»]\s?(?:[(（](?P<name>[^()（）]{2,30})[)）]\.?|(?P<bare>[A-Z]{3,8})"
    r"|(?:--?|[–—])\s?(?P<dashed>[^\W\d_][^.!?:()]{1,24}))$"
)
_QUOTED = re.compile(r"[\"“„«'‘][^\"”“»]{0,600}[\"”“»'’]\s?(?:--?|[–—])\s?\S[^.!?]{0,30}")
_TAIL = 40  # characters
_WORDS = frozenset("aa app cna cns cp ep irin map pa pl sid spa tap tt".split())  # noqa: SIM905 - or initials
_BYLINE = re.compile(
    r"(?:By|BY|Por|Par|Von|Di|Door|Av)\s[^.!?:]{2,60}?(?:,|\s[|/–—-])\s(?P<name>[^.!?:]{2,40})"
)
_BY_AGENCY = re.compile(r"(?:By|BY|Por|Par|Von|Di|Da|Door)\s(?P<name>[^,|–—.!?:]{2,40})")
# Notes that an agency writes below its own reports.
_OWN = (
    ("Our Standards: The Thomson Reuters Trust Principles", "Reuters"),
    ("Anadolu Agency website contains only a portion of the news stories", "Anadolu Agency"),
)
_REPORTER = re.compile(
    r"(?!(?:By|Por|Par|Von|Di|Da)\s)(?P<name>[^\W\d_]\S+(?:\s\S+){1,3})\s[-–—|]\s"
    r"(?P<desk>(?:Repórter|Correspondente|Enviad[oa] especial)\sd[ao]\s.{2,40})"
)
_NOTE = re.compile(
    r"(?i)this (?:report|story|article) by (?P<name>[^.!?]{2,40}?) was first published\s.{4,40}"
)
_REPRINT = re.compile(
    r"(?i)[\[(*]{0,2}(?:editor['’]s note\s?[:.–—-]\s?)?this (?:story|article|report|piece|post) (?:was |has been )?"
    r"(?:originally |first )*(?:published|appeared|distributed|reported|reprinted|republished|produced) "
    r"(?:by|in|on|from|at) "
    r"(?P<name>[^.,;]{2,40}?)(?:,? (?:and|with|under|on)\b[^.]{0,80})?[.\])*]*"
)
_RIGHTS = re.compile(
    r"(?:copyright|©|\(c\)|ⓒ)[\s,:©]*(?:\(c\)|©|by)?[\s,]*(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?)?[\s,]*(?:by\s)?"
    r"(?P<name>[^.!?]{2,60})",
    re.IGNORECASE,
)  # fmt: skip
_PICTURE = re.compile(r"(?i)photo|foto|image|bild|imagen|immagine|фото")
_YEAR = re.compile(r"\s(?:19|20)\d\d\W*$")


def in_lines(lines: Sequence[str], cut: Iterable[str]) -> str | None:
    """The agency that a line by itself credits: near the beginning, near the end, or cut as furniture."""
    for line in (*cut, *lines[:2], *lines[-3:]):
        found = in_line(line) if len(line) <= _LINE else in_rights(line[:_LINE])
        found = found or next((name for note, name in _OWN if line.startswith(note)), None)
        if found:
            return found
    if len(lines) < 2:
        return None
    behind = _LAST.search(lines[-1][-_TAIL:])
    if _QUOTED.fullmatch(lines[-1]):  # who said that
        return None
    if behind:
        name = behind["name"] or behind["bare"] or behind["dashed"]
        if name.casefold() in _WORDS:
            return None
        return agency(name) if name.isupper() else signed_by(name)
    is_apart = len(lines[-1]) <= _LINE and _END.search(lines[-2])  # in no list
    last = lines[-1].strip(" -–—()[]/*") if is_apart else ""
    return signed_by(last) if last and not last.endswith((".", "!", "?")) else None


def in_line(line: str) -> str | None:
    """The agency that "Source: Xinhua", "By Jane Roe, Associated Press" or "© 2014 AFP" credits.

    So does "This report by The Canadian Press was first published Jan. 15, 2020."
    """
    for form in (_BYLINE, _NOTE):
        match = form.fullmatch(line)
        if match:
            return agency(match["name"])
    written = reporter(line)
    by = None if written else _BY_AGENCY.fullmatch(line)
    named = written[1] if written else agency(by["name"]) if by else None
    return named or in_reprint(line) or in_source(line)


def reporter(line: str) -> tuple[str, str] | None:
    """Who wrote it for which agency, without a word before: "Ana Lima – Repórter da Agência Brasil"."""
    match = _REPORTER.fullmatch(line) if len(line) <= _LINE else None
    writer = agency(match["desk"]) if match else None
    return (match["name"], writer) if match and writer else None


def behind(line: str) -> str | None:
    """The agency that stands in brackets behind the last sentence of a paragraph: "... in the fields. (PTI)"."""
    match = _LAST.search(line[-_TAIL:])
    return signed_by(match["name"]) if match and match["name"] else None


def in_reprint(line: str) -> str | None:
    """The agency in "Editor's note: This story was originally published by The Associated Press"."""
    match = _REPRINT.fullmatch(line)
    return agency(match["name"]) if match else None


def in_source(line: str) -> str | None:
    """The agency that "2020-10-05 | Source: Xinhua | Editor: ..." or "© 2014 AFP" credits, and no person."""
    parts = line.split("|")
    if len(parts) > 1 and _PICTURE.search(line):  # it is the picture's
        parts = parts[:1]
    matches = (_SOURCE.fullmatch(part.strip()) for part in parts)
    named = next(filter(None, matches), None)
    return agency(named["name"]) if named else in_rights(line)


def in_rights(rights: str) -> str | None:
    """The agency that holds the copyright: "Copyright 2014 Xinhua"."""
    match = _RIGHTS.match(rights.strip().removeprefix("(" if rights.startswith("(©") else ""))
    return agency(_YEAR.sub("", match["name"])) if match else None
