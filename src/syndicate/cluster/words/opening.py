"""Text -> the text without the dateline that it opens with: one paper prints it, the next does not. Pure.

What is cut is only not compared; nobody reads the rest. "WASHINGTON, Nov. 6 (Xinhua) --", "(Reuters) -",
"BAGHDAD/ERBIL, 5 November --", "PARIS, 17-18 novembre (AFP) -", "МОСКВА, 6 ноября. /ТАСС/.", "新华社北京11月6日电".
"""

import re
from collections.abc import Iterator

# With a capital, where a day is told.
DATES = frozenset(
    """
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    jan feb mar apr jun jul aug sep sept oct nov dec
    januar februar märz mai juni juli oktober dezember
    """.split()  # noqa: SIM905 - a table of words reads best as words
)
_HEAD = 140
_BEFORE = r"(?P<before>[^()/\n]{0,80}(?:/[^()/\n]{1,40})?)"
_DASH = r"(?:--+|[—–-])"
_SIGNED = re.compile(
    rf"\s*{_BEFORE}(?:\([^()]{{2,48}}\)|(?<=[\s.])/[^/()]{{2,30}}/)\s?(?P<after>{_DASH}|[:.])?\s*"
)
_DASHED = re.compile(rf"\s*{_BEFORE}\s{_DASH}\s")
_WIRED = re.compile(
    r"\s*\S{2,12}社\S{0,20}?[电電](?:[（(][^（()）]{2,30}[）)])?\s*|\s*[（【][^）】]{2,30}[）】]\s*"
)
_MARKS = "-—–(/电電（【"  # one of them is in every dateline
_PART = re.compile(r"[^\s,.;:/]+")


def cut(text: str) -> str:
    """Cut a dateline off. Where it may be none, the text stays as it is."""
    head = text[:_HEAD]
    if not any(mark in head for mark in _MARKS):
        return text
    if wired := _WIRED.match(head):
        return text[wired.end() :]
    written = _written(head)
    return text[written.end() :] if written else text


def placed(text: str) -> str:
    """Leave of a dateline its places alone: the day and the agency are those of other news, too."""
    head = text[:_HEAD]
    written = _written(head)
    if written is None:
        return text
    places = list(_places(written["before"]))
    agency = head[written.end("before") : written.end()]
    # Some pages begin with when they were changed: "Updated 05 / 02 / 2013 8:00 PM", "16 August (Tue, 16 Aug)".
    if any(map(str.isdigit, agency)) or not all(map(_is_word, places or [agency])):
        return text
    if places and places[0].lower() in {"a", "an"}:
        return text  # a sentence that begins in capitals
    told = f"{' '.join(places).rstrip('.')}. " if places else ""
    return told + text[written.end() :]


def _written(head: str) -> re.Match[str] | None:
    """The dateline of a script that writes spaces, if a text begins with one."""
    if not any(mark in head for mark in _MARKS):
        return None
    signed = _SIGNED.match(head)
    if signed and _placed(signed["before"]) and (signed["after"] or _told(signed["before"])):
        return signed
    dashed = _DASHED.match(head)
    if dashed and _placed(dashed["before"]) and _told(dashed["before"]):
        return dashed
    return None


def _places(before: str) -> Iterator[str]:
    """What stands before the agency without the day: "LONDON Nov 6", "BAGHDAD/ERBIL, 5 November"."""
    for word in before.replace(",", " ").split():
        bare = word.strip(".")
        if bare and not bare[0].islower() and not bare[0].isdigit() and bare.lower() not in DATES:
            yield word


def _is_word(text: str) -> bool:
    return any(map(str.isalpha, text))


def _placed(before: str) -> bool:
    """Places, days and names: no word in small letters, but for the month after a day."""
    parts = _PART.findall(before)
    return len(parts) <= 10 and all(
        not part[0].islower() or (number > 0 and parts[number - 1][-1].isdigit())
        for number, part in enumerate(parts)
    )


def _told(before: str) -> bool:
    """A place in capitals, or a day."""
    parts = _PART.findall(before)
    return any(part.isdigit() or (part.isupper() and len(part) > 2) for part in parts)
