"""Decisions -> what is said twice among them, and what cannot hold together, each with its place. Pure.

Of two lines on one item the later counts; but no line takes back what a merge makes of another, so that is a fault:
stories that are one cannot stand in two threads, and threads that are one cannot be apart, or hold and bar one item.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from syndicate.config.faults import Fault, Tree, Where
from syndicate.model import Correction, CorrectionKind, groups

_Group = frozenset[str]  # names that are one
_AGAINST: Final[dict[str, CorrectionKind]] = {
    "merge": "apart",
    "apart": "merge",
    "pin": "exclude",
    "exclude": "pin",
}
_HINT: Final = "remove one of them"


def contradictions(found: Sequence[Correction], tree: Tree) -> Iterator[Fault]:
    """Tell every one, in the order of the lines."""
    told: dict[int, tuple[str, str]] = {}
    lines = [tree.mark(("corrections", index))[0] for index in range(len(found))]
    for index, reason, hint in (*_of_two(found, lines), *_of_merges(found, lines)):
        told.setdefault(index, (reason, hint))
    for index, (reason, hint) in sorted(told.items()):
        where: Where = ("corrections", index)
        yield Fault(where, tree.mark(where), f"cannot hold: {reason}", hint)


def _of_two(found: Sequence[Correction], lines: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    """Lines that say the same, or the very opposite."""
    first: dict[str, int] = {}
    for index, one in enumerate(found):
        for other, reason, hint in (
            (one.name, "stands here already", "keep one of them"),
            (_opposite(one), "says the opposite", _HINT),
            (_named(one), "names this thread, too", "keep one of them"),
        ):
            if other in first:
                yield index, f"line {lines[first[other]]} {reason}", hint
                break
        first.setdefault(one.name, index)
        first.setdefault(_named(one) or one.name, index)


def _opposite(one: Correction) -> str | None:
    kind = _AGAINST.get(one.kind)
    return None if kind is None else replace(one, kind=kind).name


def _named(one: Correction) -> str | None:
    return f"rename {one.thread}" if one.kind == "rename" else None


@dataclass(frozen=True, slots=True)
class _Merged:
    """What is one by way of merges, and the last of them that makes it so."""

    of: Mapping[str, _Group]
    by: Mapping[_Group, int]

    def group(self, name: str) -> _Group:
        return self.of.get(name, frozenset({name}))

    def merge_of(self, *names: str) -> set[int]:
        """The last merge of each group among these."""
        return {self.by[group] for group in map(self.group, names) if group in self.by}


def _merged(found: Sequence[Correction]) -> _Merged:
    merges = [(index, one.ids) for index, one in enumerate(found) if one.kind == "merge"]
    of = groups(ids for _, ids in merges)
    return _Merged(of, {of[ids[0]]: index for index, ids in merges})


@dataclass(frozen=True, slots=True)
class _Held:
    """An item or a story that a line puts into a thread. A split is a thread of its own."""

    index: int
    name: str
    thread: str


_HeldBy = dict[_Group, dict[str, _Held]]  # a group of what is one -> where each of it must stand


def _of_merges(found: Sequence[Correction], lines: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    """Lines that contradict each other only because merges make one of what they name."""
    merged = _merged(found)
    held: _HeldBy = {}
    for each in _held(found):
        held.setdefault(merged.group(each.name), {})[each.name] = each  # the later line counts
    for index, one in enumerate(found):
        if one.kind == "apart" and merged.group(one.ids[0]) == merged.group(one.ids[1]):
            yield _fault(merged.merge_of(*one.ids) | {index}, lines, "what is one cannot be apart")
        elif one.kind == "exclude":
            for involved in _let_in(merged, held, one, index):
                yield _fault(involved, lines, "what stands in a thread cannot be kept out of it")
    for involved in _in_two_places(merged, held):
        yield _fault(involved, lines, "one story cannot stand in two threads")


def _let_in(merged: _Merged, held: _HeldBy, one: Correction, index: int) -> Iterator[set[int]]:
    """The lines that, taken together, put what is excluded into the thread all the same."""
    for each in held.get(merged.group(one.ids[0]), {}).values():
        same = merged.group(each.thread) == merged.group(one.thread)
        if same and (each.name, each.thread) != (one.ids[0], one.thread):
            yield merged.merge_of(each.name, each.thread) | {index, each.index}


def _in_two_places(merged: _Merged, held: _HeldBy) -> Iterator[set[int]]:
    for group, several in held.items():
        first, *rest = sorted(several.values(), key=lambda each: each.index)
        for each in rest:
            if merged.group(each.thread) != merged.group(first.thread):
                yield {merged.by[group], first.index, each.index}


def _held(found: Sequence[Correction]) -> Iterator[_Held]:
    for index, one in enumerate(found):
        if one.kind == "pin":
            yield _Held(index, one.ids[0], one.thread)
        elif one.kind == "split":
            for name in one.ids:
                yield _Held(index, name, f"out of {one.name}")


def _fault(involved: Iterable[int], lines: Sequence[int], why: str) -> tuple[int, str, str]:
    """Tell it at the last line, which names the others."""
    *others, last = sorted(involved)
    places = [str(lines[index]) for index in others]
    named = f"line {places[0]}" if len(places) == 1 else f"lines {' and '.join(places)}"
    return last, f"not with {named}: {why}", _HINT
