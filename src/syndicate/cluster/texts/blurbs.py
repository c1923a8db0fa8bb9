"""Does a source put the same few words under several headlines? "Here is what you need to know." Pure.

They say nothing of any of its items then, and would draw them together: each is read by its headline alone. The
first of them is known by its words still; so is a long text, which no source repeats for nothing.
"""

from typing import Final

from syndicate.cluster import copies
from syndicate.cluster.remembered.memory import Memory
from syndicate.cluster.remembered.sketch import Note
from syndicate.cluster.texts import marks

LONG: Final = 40  # words: a text of so many tells something
TOLD: Final = "; by its headline alone: the same text stands under others, too"


def stands_under_others(memory: Memory, note: Note) -> bool:
    """Whether the text of an item stands under another headline of its source, too, among what is remembered.

    Or under so many, whoever's, that they are not compared.
    """
    mark = marks.text(note)
    if mark is None or len(note.print.words) >= LONG:
        return False
    held = memory.held.few(mark, copies.COMMON)
    return held is None or any(_is_other(note, memory.notes[key]) for key in held)


def _is_other(note: Note, other: Note) -> bool:
    return (
        other.source_id == note.source_id
        and other.print.whole == note.print.whole
        and copies.likeness(note.title, other.title) < copies.ALIKE
    )
