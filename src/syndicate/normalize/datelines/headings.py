"""What may stand above the dateline of a report: headings, captions, days, the names and buttons of a page. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from syndicate.agencies import agency
from syndicate.normalize.furniture import posting

MOST = 12  # lines
_FEW = 4  # lines of at most so many letters, in which a page may say what it is about
_HEADING = 120
_BUTTON = 60  # as long as a line may be below those
_CAPTION = re.compile(  # of a picture, however long: "... (AP Photo/Jane Roe, File)", "... REUTERS/Jane Roe"
    r"\((?:AP|AFP|EPA|Getty|Reuters|Xinhua|[^()]{2,24}\s)[^()]{0,40}(?i:photo|foto|image|/)[^()]{0,60}\)$"
    r"|\b(?:REUTERS|AFP|AP|EPA|Getty Images)/[^.!?()]{2,60}$"
)
STOP = re.compile(r"[.!?…:;,。！？：][\"'”’»」)]*$")
_NAME = re.compile(r"\S+\s?:")  # of who is quoted: "quaypages:"
_BRIEF = 400  # letters in which a line of news in brief has several reports
_REPORTS = 3
_SIGN = re.compile(r"\(([^()]{2,40})\)\s?(?:--+|[—–-])\s")
_COUNT = re.compile(r"#?\d[\d.,]*")  # of comments, say


def may_be_above(lines: Sequence[str]) -> bool:
    """Whether the last of these lines is no text, as those above it. A list of headings is a text from the fifth on.

    A page has a day or a number above its report.
    """
    line = lines[-1]
    if _CAPTION.search(line):
        return True
    if len(line) > (_HEADING if len(lines) <= _FEW else _BUTTON):
        return False
    if STOP.search(line) and not _NAME.fullmatch(line):
        return False
    return len(lines) <= _FEW or any(map(_is_counted, lines))


def is_brief(line: str) -> bool:
    """Whether several agencies sign in one line: "PARIS (AFP) - rain. LONDON (Reuters) - rain. ROME (ANSA) - sun."."""
    signs = _SIGN.findall(line[:_BRIEF])
    return len(signs) >= _REPORTS and sum(agency(name) is not None for name in signs) >= _REPORTS


def _is_counted(line: str) -> bool:
    return _COUNT.fullmatch(line) is not None or posting.day(line) is not None
