"""Two texts with most words in common -> whether they tell different things. Pure.

Where one text has other words than the other between two runs that both have, it says something else there.
A number against another number makes another text, and so do names against other names. What only one of
them has, furniture or a paragraph more, contradicts nothing.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from syndicate.cluster.texts.fingerprint import KINDS, NAME, OPENS, bare, numbers

ANCHOR = 3  # words in a row that tell where both texts are at the same place
# Before the first such place and behind the last, more words are furniture or another part.
EDGE = 12
SPARED = 16  # one name in so many may be written another way

Words = Sequence[int]


def contradicts(one: Words, other: Words) -> bool:
    """Tell whether two texts, alike in most words, differ in numbers or names."""
    names = 0
    for mine, theirs in gaps(one, other):
        if other_numbers(mine, theirs):
            return True
        names += min(_other_names(mine, theirs), _other_names(theirs, mine))
        names += _exchanged(mine, theirs)
    return names > min(_spared(one), _spared(other))


def gaps(one: Words, other: Words) -> Iterator[tuple[Words, Words]]:
    """Go through the places where both texts have words, and not the same ones."""
    matcher = SequenceMatcher(None, bare(one), bare(other), autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size >= ANCHOR]
    at, other_at, inside = 0, 0, False
    for block in blocks:
        mine, theirs = one[at : block.a], other[other_at : block.b]
        if mine and theirs and (inside or max(len(mine), len(theirs)) <= EDGE):
            yield mine, theirs
        at, other_at, inside = block.a + block.size, block.b + block.size, True
    mine, theirs = one[at:], other[other_at:]
    if mine and theirs and max(len(mine), len(theirs)) <= EDGE:
        yield mine, theirs


def other_numbers(one: Words, other: Words) -> bool:
    """Both have numbers, and those of neither stand among the other's in their order."""
    few, many = sorted((bare(numbers(one)), bare(numbers(other))), key=len)
    left = iter(many)
    return bool(few) and not all(number in left for number in few)


def _other_names(mine: Words, theirs: Words) -> int:
    """Names that the other text does not have there. One that opens a sentence counts where it alone is another."""
    kinds = {NAME, OPENS} if len(mine) == len(theirs) == 1 else {NAME}
    known = set(bare(theirs))
    return sum(word & 3 in kinds and word >> KINDS not in known for word in mine)


def _exchanged(mine: Words, theirs: Words) -> int:
    """The same names in another order: who beat whom."""
    names, others = (
        [word >> KINDS for word in text if word & 3 in {NAME, OPENS}] for text in (mine, theirs)
    )
    return len(names) if names != others and sorted(names) == sorted(others) else 0


def _spared(text: Words) -> int:
    """How many names may differ; none where letters have no case, since every word may be one."""
    names = sum(word & 3 == NAME for word in text)
    return names // SPARED if 2 * names < len(text) else 0
