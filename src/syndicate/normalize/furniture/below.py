"""What stands below a text in several lines, or below an agency's report only -> which lines are that. Pure.

The foot that a mailing list sets below each mail; initials, addresses and codes of the desk that sent a report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from syndicate.agencies import agency, signed_by
from syndicate.normalize.furniture import credited, posting
from syndicate.normalize.markup.blocks import Line
from syndicate.normalize.text import ends_sentence

_LIST_FOOT = 8  # lines
_DRAWN = re.compile(r"_{20,}|-{20,}|={20,}")
_OF_LIST = re.compile(r"(?i)mailing[- ]?list|/listinfo|@lists?\.|\bunsubscribe\b|/options/|mailman")
_MAILED = re.compile(r"(?i)our (?:mailing|postal) address is ?:?")
_SIGNATURE = 80  # characters
_AGENCY = 4  # words
_AROUND = " -–—=*/()[]（）【】<>"
_PARTS = re.compile(r"\s?[/,|;()（）]\s?|\s[-–—]\s")
_SHORT = re.compile(r"[^\W\d_]{1,4}|\d{3,4}")  # as initials are, and the hour
_DESK = re.compile(
    r"(?i)(?:editor|translator|reporter|writer|pewarta|penerjemah|edição|redaktor|autor|author|producer|photo|foto"
    r"|责任编辑|编辑|責任編輯|編輯|校对|source|quelle|fuente|fonte|bron|källa|źródło|zdroj|sursa|πηγή|izvor|извор|sumber|nguồn|lähde|מקור|источник|джерело)s?\s?[:：]\s?.{2,40}"
)
# "sr/ab/vm", "FPV/JCL/", "hs.rk", "abc/ def/": who wrote, edited and sent it.
_INITIALS = re.compile(
    r"(?:\((?:Schluss|Ende|End|END|end)\)\s)?[-–—(\s]*"
    r"(?:(?:bur-)?(?:[^\W\d_]{2,4}\s?//?\s?){1,5}(?:[^\W\d_]{2,5})?|[a-z]{2,3}\.[a-z]{2,3})"
    r"(?:\s\d{3,4}(?:\s?(?:hrs|GMT|IST))?)?[)\s/]*"
)
_BY_NAMES = re.compile(
    r"(?P<agency>[A-Z]{2,8})(?:/[A-Z][^/.!?\d]{1,30}){1,3}"
)  # "WAM/Ann Roe/Ben Poe"
_ADDRESS = re.compile(r"[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{2,20}){1,3}")
_CONTACT = re.compile(r"(?i)(?:media|press) contacts?\s?:.{2,200}|published by [\w.-]{2,30}")
_PRINTED = re.compile(r"(?i)published in (?:the )?\w[^,.]{1,40}, (?P<day>.{6,30})")
_UNDER = re.compile(r"_{15,20}")  # phpBB draws it above what a member writes below each post
_MEMBER = 3  # lines of that
_LIST_OF_TAGS = re.compile(
    r"(?i)tag(?:s|ged)?\s?:\s?(?:#\w{1,50}[\s,]{0,2}){1,30}|tag(?:s|ged)?\s?:\s?(?:[^\s,.]{2,30}(?:\s[^\s,.]{1,30})?,\s?){2,30}[^\s,.]{2,30}(?:\s[^\s,.]{1,30})?"
)
_HASHTAGS = re.compile(r"(?:#[\w-]{1,50}\s?){1,30}")
_TAG = 40  # characters
_TAGS = frozenset(
    """
    tags tag tagged labels schlagwörter schlagworte mots-clés étiquettes etiquetas etichette trefwoorden archivado
    теги метки
    """.split()  # noqa: SIM905 - a table of words reads best as words
) | {"read more on"}
_DRUPAL = re.compile(
    r"(?P<name>.{1,200}?)\s(?:[^\W\d_]{2,5}\.?,?\s)?\d\d[/.]\d\d[/.]\d{4} - \d\d:\d\d"
)
_WORDS = re.compile(r"[^\W_]+")
_CODE = re.compile(
    r"\d{5,9}|[A-Z]{3,5} \d{6} [A-Z][a-z]{2} \d\dN{4}"  # "KUNA 031205 Mar 26NNNN"
    r"|\d{2,6}\*{1,3}\d{1,6}(?:\*{1,3}\d{1,6})?|\d{1,2}[./]\d{1,2}[./]\d{4},?\s\d{1,2}:\d\d(?::\d\d)?"
)


def of_list(lines: Sequence[Line]) -> int:
    """The line from which on a mailing list speaks; else how many there are.

    It does below a drawn line, and from its postal address on.
    """
    end = len(lines)
    for at in range(max(1, end - _LIST_FOOT), end - 1):
        if _MAILED.fullmatch(lines[at].text) and _tells_of_list(lines[at + 1 :]):
            return at
    for at in range(end - 2, max(0, end - 1 - _LIST_FOOT), -1):
        if _DRAWN.fullmatch(lines[at].text):
            return at if _tells_of_list(lines[at + 1 :]) else end
    return end


def _tells_of_list(lines: Sequence[Line]) -> bool:
    return any(_OF_LIST.search(line.text) for line in lines)


def signs(line: Line) -> bool:
    """Whether it tells who wrote, edited or sold a text, or its topics: "Editor: Jane Roe", "© 2014 AFP", "#boats"."""
    text = line.text
    if text.startswith("#") and _HASHTAGS.fullmatch(text):
        return True
    if _CONTACT.fullmatch(text):
        return True
    if len(text) > _SIGNATURE or line.is_link:
        return False
    if ends_sentence(text) and not credited.in_rights(text):
        return False
    if _DESK.fullmatch(text.strip("【】[]")) or credited.in_line(text):
        return True
    return len(text.split()) <= _AGENCY and signed_by(text.strip(_AROUND)) is not None


def is_of_member(lines: Sequence[Line], at: int) -> bool:
    """Whether it stands where forums set what a member writes below each post, under a drawn line."""
    return len(lines[at].text) <= _SIGNATURE and any(
        _UNDER.fullmatch(line.text) for line in lines[max(0, at - _MEMBER) : at]
    )


def is_agency(text: str) -> bool:
    """Whether it credits an agency and no person: "--IANS", "Source: Xinhua", "(Hina) xab ygru"."""
    if len(text) > _SIGNATURE:
        return False
    text = text.removesuffix(".") if text.endswith(").") else text
    if credited.in_source(text) or ends_sentence(text):
        return credited.in_source(text) is not None
    parts = [part for part in _PARTS.split(text.strip(_AROUND)) if part]
    named = [agency(part) is not None for part in parts]
    words = [
        word
        for part, is_name in zip(parts, named, strict=True)
        if not is_name
        for word in part.split()
    ]
    signs = [agency(word) is not None for word in words]
    return any((*named, *signs)) and all(
        is_name or (_SHORT.fullmatch(word) and not word.istitle())
        for word, is_name in zip(words, signs, strict=True)
    )


def is_desk(text: str) -> bool:
    """Whether it is a source or who edited a text: "Source: Xinhua", "Editor: roe"."""
    return _DESK.fullmatch(text) is not None


def is_printed_note(text: str, near: date) -> bool:
    """Whether it is when a newspaper printed it: "Published in The Lantern, December 17th, 2014", the entry's day."""
    note = _PRINTED.fullmatch(text)
    return note is not None and posting.is_day(note["day"], near)


def is_list_of_tags(text: str) -> bool:
    """Whether it is "Tags: Wales, sheep, drones", without links: three at least, of a word or two."""
    return _LIST_OF_TAGS.fullmatch(text) is not None


def tags(lines: Sequence[Line], at: int) -> int | None:
    """Where "Tags" stands above a list of short links that ends there; None where none does."""
    while at >= 0 and lines[at].is_link and len(lines[at].text) <= _TAG:
        at -= 1
    head = lines[at].text.rstrip(": ：").casefold() if at >= 0 else ""
    is_head = head.removesuffix(" under").removesuffix(" with").removesuffix(" en") in _TAGS
    return at if is_head and at + 1 < len(lines) else None


def is_of_drupal(text: str, headline: str) -> bool:
    """Whether it is what Drupal's feeds say of a post, the headline, who posted it and when, in one line."""
    told = _DRUPAL.fullmatch(text) if text[-3:-2] == ":" else None
    if told is None:
        return False
    words = " ".join(_WORDS.findall(told["name"].casefold())).removeprefix(headline)
    return len(words.split()) <= _AGENCY


def is_of_desk(text: str, near: date) -> bool:
    """Whether, below a report of an agency, it is for those who print it: initials, an address, a code, the day."""
    if len(text) > _SIGNATURE:
        return False
    if any(form.fullmatch(text) for form in (_INITIALS, _ADDRESS, _CODE)):
        return True
    by = _BY_NAMES.fullmatch(text)
    if by and agency(by["agency"]):
        return True
    return posting.is_day(text, near)
