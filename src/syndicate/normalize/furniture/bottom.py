"""The bottom of a page, read upwards -> what is no text there. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from syndicate.model import Related
from syndicate.normalize.datelines import dateline
from syndicate.normalize.furniture import below, credited, fragments, pointers, strips, systems
from syndicate.normalize.markup.blocks import Line
from syndicate.normalize.text import ends_sentence

_SIGNATURES = 4  # lines
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

    def surely(self, at: int) -> Collection[int]:
        """The lines that are furniture together with this one, wherever it stands below; none where it may be text."""
        line = self.lines[at]
        if (
            systems.heads_related(line.text)
            or systems.is_foot(line, self.headline)
            or _is_told_below(line, self.headline, self.near)
            or (_is_for_desks(line.text, self.near) and self._ends_report(at))
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
        if guessed <= self.known and (places or not self.labels):
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
        # Below "Related" it may be the headline of another story.
        heads = at > 0 and _heads_others(self.lines[at - 1].text)
        too_many = self.guessed + len(self.labels) == fragments.MOST
        if heads or too_many or not fragments.is_fragment(line):
            return False
        self.labels.add(at)
        return True

    def _is_below_text(self, at: int) -> bool:
        """Whether a sentence is above that is none of the top: asked seldom, for labels are few."""
        return any(
            n not in self.top and ends_sentence(line.text) for n, line in enumerate(self.lines[:at])
        )

    def _ends_report(self, at: int) -> bool:
        """Whether the lines above are a report that an agency signs, in its dateline or in brackets at the end.

        Asked once, for that reads all lines.
        """
        if not self.is_report:
            texts = [line.text for n, line in enumerate(self.lines[:at]) if n not in self.top]
            told = dateline.opening(texts, self.near)
            signs = told is not None and told.agency is not None
            self.is_report = signs or (bool(texts) and credited.behind(texts[-1]) is not None)
        return self.is_report

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


def _heads_others(text: str) -> bool:
    return systems.heads_related(text) or systems.heads_popular(text)


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
