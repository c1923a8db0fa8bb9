"""What a topic's names and agencies cannot tell one by one: a name of two things, or of none. Pure.

It looks at plain data, so that it has its say even where other things are wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.agencies import NAMES, agency
from syndicate.config.faults import Fault, Plain, Tree, Where, as_dict, as_list
from syndicate.config.hints import did_you_mean

_TERMS = ("any", "all", "none")


def names_twice(tree: Tree) -> Iterator[Fault]:
    """Tell each name that stands under two others, and each in a topic that does not ask for it."""
    yield from _twice(tree, ("names",), tree.data.get("names"))
    for slug, topic in as_dict(tree.data.get("topics")).items():
        own = as_dict(topic).get("names")
        where: Where = ("topics", slug, "names")
        yield from _twice(tree, where, own)
        asked = {t.casefold() for key in _TERMS for t in _texts(as_dict(topic).get(key))}
        for name, others in as_dict(own).items():
            if asked.isdisjoint(text.casefold() for text in (name, *_texts(others))):
                mark = tree.mark((*where, name), at_key=True)
                reason = "is not asked for by this topic"
                yield Fault((*where, name), mark, reason, "write it under any, all or none, too")


def _twice(tree: Tree, where: Where, names: Plain) -> Iterator[Fault]:
    first: dict[str, tuple[str, int]] = {}
    for name, others in as_dict(names).items():
        group: list[tuple[Where, str]] = [((*where, name), name)]
        for at, text in enumerate(as_list(others)):
            group += [((*where, name, at), text)] if isinstance(text, str) else []
        for place, text in group:
            mark = tree.mark(place, at_key=len(place) == len(where) + 1)
            known, line = first.setdefault(text.strip().casefold(), (name, mark[0]))
            if known != name:
                reason = f"stands under another name, too, on line {line}"
                yield Fault(place, mark, reason, "put all names of one thing under one")


_A_SLIP = 0.82  # nearer than Sky News is to Kyodo News, as far as Xinhau is from Xinhua


def unknown_agencies(tree: Tree) -> Iterator[tuple[Fault, bool]]:
    """Tell each agency of a topic or an output that we do not know, and whether it is surely a slip."""
    for where, name in _agencies(tree):
        if not isinstance(name, str) or agency(name) or tree.is_broken(where):
            continue
        near = did_you_mean(name, NAMES, _A_SLIP)
        hint = near or "only items whose feed or text credits this very name will match"
        fault = Fault(where, tree.mark(where), "is no agency that we know", hint)
        yield fault, near is not None


def _agencies(tree: Tree) -> Iterator[tuple[Where, Plain]]:
    for section in ("topics", "outputs"):
        for name, part in as_dict(tree.data.get(section)).items():
            for at, each in enumerate(as_list(as_dict(part).get("agencies"))):
                yield (section, name, "agencies", at), each


def _texts(value: Plain) -> list[str]:
    return [text for text in as_list(value) if isinstance(text, str)]
