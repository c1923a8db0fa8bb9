"""The bottom of a page, read upwards -> what is no text there. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from syndicate.model import Related
from syndicate.normalize.datelines import dateline
from syndicate.normalize.furniture import below, credited, pointers, strips, systems
from syndicate.normalize.markup.blocks import Line

_SIGNATURES = 4  # lines
_SAID = re.compile(
    r".{1,60}\s(?:said|says|wrote|dijo|dice|sagt|sagte|schrieb|a dit|dit|disse|ha detto|пишет)\s?(?:\.\.\.|…|:)"
)


def read(
    lines: Sequence[Line], top: set[int], headline: str, pointed: dict[int, Related], near: date
) -> set[int]:
    """Comments, buttons and pointers, from the last line upwards until the text begins.

    Who signed stays, unless the report says it above, and so does not hide what is above. A headline that is no link
    is added to `pointed`.
    """
    cut = set(_comments(lines, headline))
    cut |= set(range(below.of_list(lines), len(lines)))
    buttons: set[int] = set()
    signatures = 0
    is_report = False
    for at in range(min(cut, default=len(lines)) - 1, -1, -1):
        if at in top:
            break
        if at in cut:
            continue
        line = lines[at]
        if at not in pointed and (story := pointers.announced(line)):
            pointed[at] = story
        is_foot = at in pointed or systems.heads_related(line.text)
        if is_foot or systems.is_foot(line, headline) or _is_told_below(line, headline, near):
            cut |= buttons if at in pointed else {at, *buttons}
            buttons = set()
        elif systems.is_button(line):
            buttons.add(at)
        elif _is_for_desks(line.text, near) and (is_report or _ends_report(lines, at, top, near)):
            is_report = True  # what is above it is, too: asked once, for it reads all lines
            cut |= {at, *buttons}
            buttons = set()
        elif (tagged := below.tags(lines, at)) is not None:
            cut |= {*range(tagged, at + 1), *buttons}
            buttons = set()
        elif signatures < _SIGNATURES and (below.signs(line) or below.is_of_member(lines, at)):
            signatures += 1
        else:
            break
    linked = {at for at in buttons if lines[at].is_link}
    return cut | (
        buttons
        if len(linked) > 1
        else {at for at in linked if at + 1 in cut and not systems.is_service(lines[at])}
    )


def _is_told_below(line: Line, headline: str, near: date) -> bool:
    strip = strips.told(line, headline, near)
    return (
        (strip is not None and strip[1] and credited.in_source(line.text) is None)
        or below.is_of_drupal(line.text, headline)
        or below.is_list_of_tags(line.text)
    )


def _is_for_desks(text: str, near: date) -> bool:
    """Whether it is furniture below a report of an agency: it names the agency again, or speaks to desks."""
    return below.is_agency(text) or below.is_of_desk(text, near)


def _ends_report(lines: Sequence[Line], at: int, top: set[int], near: date) -> bool:
    """Whether the lines above are a report that an agency signs, in its dateline or in brackets at the end."""
    texts = [line.text for n, line in enumerate(lines[:at]) if n not in top]
    told = dateline.opening(texts, near)
    if told is None or told.agency is None:
        return bool(texts) and credited.behind(texts[-1]) is not None
    return True


def _comments(lines: Sequence[Line], headline: str) -> range:
    """The lines from "3 comments:" on, where "Ann said..." is below it, or "Post a comment" at the end."""
    for at in range(1, len(lines) - 1):
        if systems.heads_comments(lines[at], headline) and (
            _SAID.fullmatch(lines[at + 1].text) or systems.asks_for_comments(lines[-1])
        ):
            return range(at, len(lines))
    return range(0)
