"""Item -> the earlier item whose text it repeats. Pure."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from syndicate.cluster.remembered.memory import Memory
from syndicate.cluster.remembered.sketch import Note
from syndicate.cluster.texts import fingerprint, marks
from syndicate.cluster.texts.difference import EDGE, contradicts, other_numbers
from syndicate.cluster.texts.fingerprint import Fingerprint

CANDIDATES = 16  # those that share most are compared
COMMON = 64  # a run of words that so many items hold is furniture
SHORT = 8  # a text of fewer words proves nothing
LONG = 20  # a text of so many words is a copy under any title
TITLE_WORDS = 5  # with no text to compare, a shorter title may be a column's name
ALIKE = 0.5  # of the shorter title's words stand in the other
SAME_DAYS = 3 * 86400
LEAD = 40  # words: an excerpt is taken from no later
# The shorter text has so many words -> so many of its runs of four words stand in the longer.
CONTAINED = ((100, 0.6), (LONG, 0.7), (0, 0.9))
OTHER_TITLE = 0.1  # more, where the titles say nothing


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy was recognised: of which item, how surely, by what."""

    of: str
    score: float
    note: str


def find(memory: Memory, note: Note, *, episode: bool = False) -> Copy | None:
    """Find the item that this one repeats: the surest; of equals the earliest.

    An `episode`, a film or a sound, repeats none of its own source: all news of the hour bear the same words.
    """
    found = [
        (-copy.score, memory.notes[key].at, key, copy)
        for key in candidates(memory, note)
        if not (episode and memory.notes[key].source_id == note.source_id)
        and (copy := _compare(memory, note, key)) is not None
    ]
    return min(found)[3] if found else None


def _compare(memory: Memory, note: Note, key: str) -> Copy | None:
    """Compare with what an item said when it came, else with what it says since it was edited."""
    edition = memory.editions.of(key)
    copy = compare(note, memory.notes[key])
    if copy is not None or edition is None:
        return copy
    copy = compare(note, edition)
    return replace(copy, note=f"{copy.note}, as it was edited") if copy else None


def candidates(memory: Memory, note: Note) -> list[str]:
    """The items that may be repeated: of its language, with a name or most marks in common, no more than a few."""
    shared: Counter[str] = Counter()
    for name in marks.names(note):
        holders = _holding(memory, name)
        if holders and len(holders) <= COMMON:
            shared.update(dict.fromkeys(holders, fingerprint.MOST_WORDS))
    for passage in marks.passages(note):
        holders = _holding(memory, passage)
        if holders and len(holders) <= COMMON:
            shared.update(holders)
    return sorted(shared, key=lambda key: (-shared[key], memory.notes[key].at, key))[:CANDIDATES]


def _holding(memory: Memory, mark: int) -> Collection[str]:
    """Who bears a mark, or does since it was edited; nobody where too many do."""
    holders = memory.held.few(mark, COMMON)
    if holders is None:
        return ()
    now = memory.editions.holding(mark)
    return list(dict.fromkeys((*holders, *now))) if now else holders


def compare(new: Note, old: Note) -> Copy | None:
    """Tell whether two items carry the same text. Other numbers or names make it another text."""
    title, old_title = fingerprint.heading(new.title), fingerprint.heading(old.title)
    titles = _overlap(title, old_title)
    length = min(len(new.print.words), len(old.print.words))
    apart = new.source_id != old.source_id
    if titles >= ALIKE and _other_part(title, old_title, sure=length >= LONG and apart):
        return None
    if length < SHORT:
        return _by_title(new, old)
    if new.print.whole == old.print.whole:
        alike = titles >= ALIKE if apart or length >= 2 * LONG else titles == 1.0
        return Copy(old.id, 1.0, "the same text") if alike or (apart and length >= LONG) else None
    if titles < ALIKE and not (apart and length >= LONG):
        return None
    return _by_text(new, old, titles)


def _by_title(new: Note, old: Note) -> Copy | None:
    """Items with hardly any text: the same title, and the same address or a telling title."""
    title = fingerprint.normal(new.title)
    if title != fingerprint.normal(old.title) or not title:
        return None
    apart, alike = new.source_id != old.source_id, new.print.whole == old.print.whole
    if new.link and new.link == old.link and (apart or alike or not _both_speak(new, old)):
        return Copy(old.id, 1.0, "the same title and address")
    if not alike or not apart:
        return None
    telling = len(fingerprint.heading(new.title)) >= TITLE_WORDS
    if not telling or abs(new.at - old.at) > SAME_DAYS:
        return None
    return Copy(old.id, 1.0, "the same title")


def _both_speak(new: Note, old: Note) -> bool:
    """Two comments of one reader below one page: title and address are the same, and each says something else."""
    return bool(new.print.words and old.print.words)


def _by_text(new: Note, old: Note, titles: float) -> Copy | None:
    """Nearly the same text, or an excerpt of it. Under a title of its own, an excerpt is of the beginning."""
    short, long = sorted((new.print, old.print), key=lambda told: len(told.words))
    needed = next(share for words, share in CONTAINED if len(short.words) >= words)
    share, begins = containment(short, long)
    if share < needed + (OTHER_TITLE if titles < ALIKE else 0.0):
        return None
    excerpt = 2 * len(short.words) < len(long.words)
    if excerpt and titles < ALIKE and begins > LEAD:
        return None
    if contradicts(short.words, long.words):
        return None
    if excerpt:
        return Copy(old.id, share, "an excerpt of the same text")
    return Copy(old.id, share, f"{share:.0%} of the text is the same")


def containment(short: Fingerprint, long: Fingerprint) -> tuple[float, int]:
    """How much of the shorter text stands in the longer, and from which word on.

    A few words before the first that they share, and after the last, are passed over: they are furniture.
    """
    runs = fingerprint.shingles(long.words).tolist()
    known = set(runs)
    mine = fingerprint.shingles(short.words).tolist()
    held = [run in known for run in mine]
    if True not in held:
        return 0.0, 0
    first, last = held.index(True), len(held) - held[::-1].index(True)
    begin, end = min(first, EDGE), max(last, len(held) - EDGE)
    if end - begin < LONG:
        begin, end = 0, len(held)
    return sum(held[begin:end]) / (end - begin), runs.index(mine[first])


def likeness(title: str, other: str) -> float:
    """Share of the shorter headline's words that the longer has."""
    return _overlap(fingerprint.heading(title), fingerprint.heading(other))


def _overlap(title: Sequence[int], other: Sequence[int]) -> float:
    """Share of the shorter title's words that the longer has."""
    few, many = sorted((set(fingerprint.bare(title)), set(fingerprint.bare(other))), key=len)
    return len(few & many) / len(few) if few else 0.0


def _other_part(title: Sequence[int], other: Sequence[int], *, sure: bool) -> bool:
    """One title is of "Day 3", the other of "Day 4"; or, unless long texts speak, of no day."""
    if sure:
        return other_numbers(title, other)
    mine, theirs = fingerprint.numbers(title), fingerprint.numbers(other)
    return fingerprint.bare(mine) != fingerprint.bare(theirs)
