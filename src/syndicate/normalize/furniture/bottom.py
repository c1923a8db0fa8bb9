"""The bottom of a page, read upwards -> what is no text there. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from syndicate.model import Related
from syndicate.normalize.datelines import dateline
from syndicate.normalize.furniture import below, credited, fragments, pointers, strips, systems
from syndicate.normalize.markup.blocks import Line
from syndicate.normalize.text import ends_sentence

_SIGNATURES = 4  # lines
_OF_REPORT = 3  # labels for each line that is known, below a report
_OPENING = 16  # lines of a report that are looked at
_SAID = re.compile(
    r".{1,60}\s(?:said|says|wrote|dijo|dice|sagt|sagte|schrieb|a dit|dit|disse|ha detto|пишет)\s?(?:\.\.\.|…|:)"
)


@dataclass(slots=True)
class _Foot:
    """What is known of a page from its last line upwards.

    Buttons and labels wait: they are of the foot if a line above them surely is, of labels as many as such lines.
    """

    lines: Sequence[Line]
    top: set[int]
    headline: str
    near: date
    cut: set[int]
    sure: set[int] = field(default_factory=set)
    buttons: set[int] = field(default_factory=set)
    labels: set[int] = field(default_factory=set)
    known: int = 0
    guessed: int = 0
    signatures: int = 0
    is_report: bool = False
    opens: dict[int, bool] = field(default_factory=dict)
    text: list[int] = field(init=False)  # lines that are none of the top

    def __post_init__(self) -> None:
        self.text = [at for at in range(len(self.lines)) if at not in self.top]

    def surely(self, at: int) -> Collection[int]:
        """The lines that are furniture together with this one, wherever it stands below; none where it may be text."""
        line = self.lines[at]
        if (
            systems.heads_related(line.text)
            or systems.is_foot(line, self.headline)
            or _is_told_below(line, self.headline, self.near)
            or (
                (
                    _is_for_desks(line.text, self.near)
                    or fragments.is_menu(line.text)
                    or fragments.is_rights(line.text)
                )
                and self._ends_report(at)
            )
        ):
            return (at,)
        tagged = below.tags(self.lines, at)
        return () if tagged is None else range(tagged, at + 1)

    def know(self, places: Collection[int]) -> bool:
        """Take lines that are surely furniture, and what waits below, unless too much of that would be a guess.

        Then they wait with it. Tell whether to read on: above the beginning of the text nothing is a label.
        """
        if self.labels and places and not self._is_below_text(min(places)):
            return False
        self.known += len(places)
        self.sure.update(places)
        guessed = self.guessed + len(self.labels)
        most = self.known * (_OF_REPORT if self.is_report else 1)
        if guessed <= most and (places or not self.labels):
            self.guessed = guessed
            self.cut |= self.sure | self.buttons | self.labels
            self.sure, self.buttons, self.labels = set(), set(), set()
        return True

    def wait(self, at: int) -> bool:
        """Pass over a line that does not hide what is above: a button, who signed, a label."""
        line = self.lines[at]
        if systems.is_button(line):
            self.buttons.add(at)
            return True
        if self.signatures < _SIGNATURES and (
            below.signs(line) or below.is_of_member(self.lines, at)
        ):
            self.signatures += 1
            return True
        if fragments.is_rights(line.text):
            self.buttons.add(at)
            return True
        too_many = self.guessed + len(self.labels) == fragments.MOST
        if too_many or not fragments.is_fragment(line) or self._is_listed(at):
            return False
        self.labels.add(at)
        return True

    def _is_below_text(self, at: int) -> bool:
        """Whether a sentence is above that is none of the top: asked seldom, for labels are few."""
        above = self.text[: bisect_left(self.text, at)]
        return any(ends_sentence(self.lines[n].text) for n in above)

    def _is_listed(self, at: int) -> bool:
        """Whether the line above announces a list: of the text, or of the headlines of other stories."""
        text = self.lines[at - 1].text if at else ""
        if systems.heads_related(text) or systems.heads_popular(text):
            return True
        return text.endswith((":", "：")) and not self.surely(at - 1)

    def _ends_report(self, at: int) -> bool:
        """Whether the lines above are a report that an agency signs, in its dateline or in brackets at the end."""
        if self.is_report:
            return True
        above = bisect_left(self.text, at)
        last = self.lines[self.text[above - 1]].text if above else ""
        self.is_report = self._opens_report(min(above, _OPENING)) or (
            credited.behind(last) is not None
        )
        return self.is_report

    def _opens_report(self, count: int) -> bool:
        """Whether so many lines open with a dateline that names an agency: asked once of each number."""
        if count not in self.opens:
            texts = [self.lines[at].text for at in self.text[:count]]
            told = dateline.opening(texts, self.near)
            self.opens[count] = told is not None and told.agency is not None
        return self.opens[count]

    def told_by_links(self) -> set[int]:
        """Buttons in a row with no furniture above, and those just above some."""
        buttons = {at for at in self.buttons if not self.labels or at > max(self.labels)}
        linked = {at for at in buttons if self.lines[at].is_link}
        if len(linked) > 1:
            return buttons
        return {
            at for at in linked if at + 1 in self.cut and not systems.is_service(self.lines[at])
        }


def read(
    lines: Sequence[Line], top: set[int], headline: str, pointed: dict[int, Related], near: date
) -> set[int]:
    """Comments, buttons and pointers, from the last line upwards until the text begins.

    Who signed stays, unless the report says it above, and so does not hide what is above. A headline that is no link
    is added to `pointed`.
    """
    cut = {*_comments(lines, headline), *range(below.of_list(lines), len(lines))}
    foot = _Foot(lines, top, headline, near, cut)
    for at in range(min(cut, default=len(lines)) - 1, -1, -1):
        if at in top:
            break
        if at not in pointed and (story := pointers.announced(lines[at])):
            pointed[at] = story
        if at in pointed:
            foot.know(())
        elif places := foot.surely(at):
            if not foot.know(places):
                break
        elif not foot.wait(at):
            break
    return foot.cut | foot.told_by_links()


def _is_told_below(line: Line, headline: str, near: date) -> bool:
    strip = strips.told(line, headline, near)
    return (
        (strip is not None and strip[1] and credited.in_source(line.text) is None)
        or below.is_of_drupal(line.text, headline)
        or below.is_list_of_tags(line.text)
        or below.is_printed_note(line.text, near)
    )


def _is_for_desks(text: str, near: date) -> bool:
    """Whether it is furniture below a report of an agency: it names the agency again, or speaks to desks."""
    return below.is_agency(text) or below.is_of_desk(text, near)


def _comments(lines: Sequence[Line], headline: str) -> range:
    """The lines from "3 comments:" on, where "Ann said..." is below it, or "Post a comment" at the end."""
    for at in range(1, len(lines) - 1):
        if systems.heads_comments(lines[at], headline) and (
            _SAID.fullmatch(lines[at + 1].text) or systems.asks_for_comments(lines[-1])
        ):
            return range(at, len(lines))
    return range(0)
