"""What the ids of sources are made of -> which of them would be one. Pure.

It looks at plain data, so that it has its say even where other things are wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from syndicate.config.faults import Fault, Plain, Tree, Where
from syndicate.model import source_id

_ONE_ID = "two sources cannot share an id: remove this `was`, or one of the two"


def sources_twice(tree: Tree, written: Sequence[str]) -> Iterator[Fault]:
    """Tell each source that says it was what another one is, or what it is itself.

    `written` are the addresses of the sources before secrets were put in: ids are made of these.
    """
    sources = tree.data.get("sources")
    former = [_former(each) for each in sources] if isinstance(sources, list) else []
    if not any(former):
        return
    first: dict[str, int] = {}
    # The fault lies with who says that it was another, so who does not goes first.
    for index, was in sorted(enumerate(former), key=lambda each: bool(each[1])):
        where: Where = ("sources", index, "was")
        if tree.is_broken(where):
            continue
        if was and (needless := _needless(was, written[index])):
            yield Fault(where, tree.mark(where), *needless)
            continue
        before = first.setdefault(source_id(was[0] if was else written[index]), index)
        if before != index and was:
            line = tree.mark(("sources", before))[0]
            reason = f"is what sources[{before}] on line {line} is, or was"
            yield Fault(where, tree.mark(where), reason, _ONE_ID)


def _former(source: Plain) -> list[str]:
    was = source.get("was") if isinstance(source, dict) else None
    return [text for text in (was if isinstance(was, list) else [was]) if isinstance(text, str)]


def _needless(was: Sequence[str], url: str) -> tuple[str, str] | None:
    """Say why a source need not say what it was; it may come back to its first address by way of others."""
    known = [source_id(text) for text in was]
    if source_id(url) in known[1:]:
        return "names the address that it has now", "leave that one out"
    if known == [source_id(url)]:
        return "is the address that it has now", "remove `was`: it is for the address before"
    return None
