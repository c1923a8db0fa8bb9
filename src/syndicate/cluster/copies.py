"""Item -> the earlier item whose text it repeats. Pure."""

from dataclasses import dataclass

from syndicate.cluster import fingerprint
from syndicate.cluster.fingerprint import Fingerprint
from syndicate.cluster.memory import COMMON_MARK, Memory, names
from syndicate.cluster.sketch import Note

CONTAINED = 0.8  # of the shorter text's runs of four words
SHORT = 8  # a text of fewer words proves nothing
LONG = 25  # a text of so many words is a copy under any title
TITLE_WORDS = 5  # with no text to compare, a shorter title may be a column's name
SAME_DAYS = 3 * 86400


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy was recognised: of which item, how surely, by what."""

    of: str
    score: float
    note: str


def find(memory: Memory, note: Note) -> Copy | None:
    """Find the item that this one repeats: the surest; of equals the earliest."""
    alike: set[str] = set()
    for name in names(note):
        holders = memory.names.get(name, ())
        if len(holders) <= COMMON_MARK:
            alike.update(holders)
    for mark in fingerprint.marks(note.print.shingles):
        holders = memory.marks.get(mark, ())
        if len(holders) <= COMMON_MARK:
            alike.update(holders)
    found = [
        (-copy.score, memory.notes[key].at, key, copy)
        for key in alike
        if (copy := compare(note, memory.notes[key])) is not None
    ]
    return min(found)[3] if found else None


def compare(new: Note, old: Note) -> Copy | None:
    """Tell whether two items carry the same text. Other numbers or names make it another text."""
    title, old_title = fingerprint.normal(new.title), fingerprint.normal(old.title)
    titles = _overlap(title, old_title)
    if _numbers(title) != _numbers(old_title) and titles >= 0.5:
        return None
    if min(new.print.words, old.print.words) < SHORT:
        return _by_title(new, old, title, old_title)
    if new.print.whole == old.print.whole:
        if titles >= 0.5 or (new.print.words >= LONG and new.source_id != old.source_id):
            return Copy(old.id, 1.0, "the same text")
        return None
    return _by_text(new, old, titles)


def _by_title(new: Note, old: Note, title: str, old_title: str) -> Copy | None:
    """Items with hardly any text: the same title, and the same address or a telling title."""
    if title != old_title or not title:
        return None
    if new.link and new.link == old.link:
        return Copy(old.id, 1.0, "the same title and address")
    if new.print.whole != old.print.whole or new.source_id == old.source_id:
        return None
    if len(title.split()) < TITLE_WORDS or abs(new.at - old.at) > SAME_DAYS:
        return None
    return Copy(old.id, 1.0, "the same title")


def _by_text(new: Note, old: Note, titles: float) -> Copy | None:
    """Nearly the same text, or an excerpt of it."""
    share = containment(new.print, old.print)
    if share < CONTAINED or _differ(new.print, old.print):
        return None
    shorter, longer = sorted((new.print.words, old.print.words))
    if titles < 0.5 and (new.source_id == old.source_id or shorter < LONG or 2 * shorter < longer):
        return None
    if 2 * shorter < longer:
        return Copy(old.id, share, "an excerpt of the same text")
    return Copy(old.id, share, f"{share:.0%} of the text is the same")


def containment(one: Fingerprint, other: Fingerprint) -> float:
    """How much of the shorter text stands in the longer."""
    few, many = sorted((set(one.shingles), set(other.shingles)), key=len)
    return len(few & many) / len(few) if few else 0.0


def _differ(one: Fingerprint, other: Fingerprint) -> bool:
    """The shorter text has a number, or more than one name, that the longer does not know."""
    short, long = sorted((one, other), key=lambda fingerprint: fingerprint.words)
    if short.words == long.words and one.numbers != other.numbers:
        return True
    if short.numbers - long.numbers:
        return True
    return len(short.names - long.names) > len(short.names) // 8


def _overlap(title: str, other: str) -> float:
    """Share of the shorter title's words that the longer has."""
    few, many = sorted((set(title.split()), set(other.split())), key=len)
    return len(few & many) / len(few) if few else 0.0


def _numbers(title: str) -> list[str]:
    return [word for word in title.split() if word[0].isdigit()]
