"""Text -> the text without the dateline that it opens with: one paper prints it, the next does not. Pure.

What is cut is only not compared; nobody reads the rest. "WASHINGTON, Nov. 6 (Xinhua) --", "(Reuters) -",
"BAGHDAD/ERBIL, 5 November --", "PARIS, 17-18 novembre (AFP) -", "МОСКВА, 6 ноября. /ТАСС/.", "新华社北京11月6日电".
"""

import re

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
    signed = _SIGNED.match(head)
    if signed and _placed(signed["before"]) and (signed["after"] or _told(signed["before"])):
        return text[signed.end() :]
    dashed = _DASHED.match(head)
    if dashed and _placed(dashed["before"]) and _told(dashed["before"]):
        return text[dashed.end() :]
    return text


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
