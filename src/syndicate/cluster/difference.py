"""Two texts with most words in common -> whether they tell different things. Pure.

Where one text has other words than the other between two runs that both have, it says something else there.
A number against another number makes another text, and so do names against other names. What only one of
them has, furniture or a paragraph more, contradicts nothing.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from syndicate.cluster.fingerprint import NAME, OPENS, bare, numbers

ANCHOR = 3  # words in a row that tell where both texts are at the same place
EDGE = (
    12  # before the first such place and behind the last, more words are furniture or another part
)
SPARED = 16  # one name in so many may be written another way

Words = Sequence[int]


def contradicts(one: Words, other: Words) -> bool:
    """Tell whether two texts, alike in most words, differ in numbers or names."""
    known, other_known = set(bare(one)), set(bare(other))
    names = 0
    for mine, theirs in gaps(one, other):
        if other_numbers(mine, theirs):
            return True
        single = len(mine) == len(theirs) == 1
        names += min(
            _new_names(mine, other_known, single=single), _new_names(theirs, known, single=single)
        )
    fewer = min(_count_names(one), _count_names(other))
    return names > fewer // SPARED


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


def _new_names(words: Words, known: set[int], *, single: bool) -> int:
    """Names that the other text has nowhere; a word that opens a sentence only where it alone is another."""
    kinds = {NAME, OPENS} if single else {NAME}
    return sum(word & 3 in kinds and word >> 2 not in known for word in words)


def _count_names(words: Words) -> int:
    return sum(word & 3 == NAME for word in words)
