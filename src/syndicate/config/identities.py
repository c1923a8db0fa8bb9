"""What ids are made of -> which sources, and which feeds of ours, would be one. Pure.

It looks at plain data, so that it has its say even where other things are wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from syndicate.config.faults import Fault, Plain, Tree, Where, as_dict, as_list
from syndicate.model import source_id

Name = TypeVar("Name")

_ONE_ID = "two sources cannot share an id: remove this `was`, or one of the two"
_ONE_FEED = "two feeds cannot share their ids: remove this `was`, or one of the two"


def sources_twice(tree: Tree, written: Sequence[str]) -> Iterator[Fault]:
    """Tell each source that says it was what another one is, or what it is itself.

    `written` are the addresses of the sources before secrets were put in: ids are made of these.
    """
    known = [former(each) for each in as_list(tree.data.get("sources"))]
    if not any(known):
        return
    first: dict[str, int] = {}
    for index, was in _last_who_was(enumerate(known)):
        where: Where = ("sources", index, "was")
        if tree.is_broken(where):
            continue
        own, ids = source_id(written[index]), [source_id(text) for text in was]
        if needless := _needless(ids, own, "address"):
            yield Fault(where, tree.mark(where), *needless)
            continue
        before = first.setdefault((*ids, own)[0], index)
        if before != index and was:
            line = tree.mark(("sources", before))[0]
            reason = f"is what sources[{before}] on line {line} is, or was"
            yield Fault(where, tree.mark(where), reason, _ONE_ID)


def feeds_twice(tree: Tree) -> Iterator[Fault]:
    """Tell each topic and output that says it was what another one is or was, or what it is itself."""
    for section in ("topics", "outputs"):
        parts = as_dict(tree.data.get(section))
        known = {name: former(part) for name, part in parts.items()}
        yield from _feeds_twice(tree, section, known)


def _feeds_twice(tree: Tree, section: str, known: Mapping[str, list[str]]) -> Iterator[Fault]:
    taken: dict[str, str] = {}
    for name, was in _last_who_was(known.items()):
        where: Where = (section, name, "was")
        if tree.is_broken(where):
            continue
        if needless := _needless(was, name, "name"):
            yield Fault(where, tree.mark(where), *needless)
            continue
        # By its first name its ids go, by the others only old addresses: those of who has such a name now are its own.
        names = [*was[:1], *(each for each in was[1:] if each not in known)] or [name]
        others = [taken[each] for each in names if taken.setdefault(each, name) != name]
        if others and was:
            line = tree.mark((section, others[0]), at_key=True)[0]
            reason = f"is what the {section[:-1]} {others[0]} on line {line} is, or was"
            yield Fault(where, tree.mark(where), reason, _ONE_FEED)


def former(part: Plain) -> list[str]:
    """Give what a source, topic or output says that it was."""
    was = as_dict(part).get("was")
    return [text for text in (was if isinstance(was, list) else [was]) if isinstance(text, str)]


def _last_who_was(known: Iterable[tuple[Name, list[str]]]) -> list[tuple[Name, list[str]]]:
    """The fault lies with who says that it was another, so who does not goes first."""
    return sorted(known, key=lambda each: bool(each[1]))


def _needless(was: Sequence[str], now: str, noun: str) -> tuple[str, str] | None:
    """Say why something need not say what it was; it may come back to what it was first by way of others."""
    if now in was[1:]:
        return f"names the {noun} that it has now", "leave that one out"
    if [*was] == [now]:
        return f"is the {noun} that it has now", f"remove `was`: it is for the {noun} before"
    return None
