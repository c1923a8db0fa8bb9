"""Decisions into corrections.yaml and out of it, by command: every other byte stays, or nothing is written."""

from __future__ import annotations

import codecs
from collections.abc import Collection, Sequence
from pathlib import Path

from syndicate.config.corrections import FILE, parse_corrections, plain
from syndicate.config.faults import Unreadable, problems
from syndicate.config.gate import text_of
from syndicate.config.load import standing
from syndicate.config.replacing import replace_content
from syndicate.config.splice import cut, splice
from syndicate.errors import ConfigError, SyndicateError
from syndicate.model import Correction

_KEY = "corrections"
_NEW = b"""\
# What people decided about threads. `syndicate thread` writes here, and a line written by hand counts as much.
# What each decision does is told in docs/corrections.md
corrections:
"""


def decide(beside: Path, *, add: Sequence[Correction] = (), drop: Collection[str] = ()) -> None:
    """Write decisions behind the last one, and remove those that are named; or raise SyndicateError.

    One that stands there is not written again; what a new one contradicts goes.
    """
    path = beside.with_name(FILE)
    try:
        before = standing(path)
        old = _NEW if before is None else before
        held = parse_corrections(old, path)
        add, drop = _change(held, add, drop)
        mark = codecs.BOM_UTF8 if old.startswith(codecs.BOM_UTF8) else b""
        new = mark + _edited(text_of(old), held, add, drop).encode()
        _compare(parse_corrections(new, path), held, add, drop)
        replace_content(path, before, new)
    except Unreadable as error:
        told = ConfigError(problems([error.fault], str(path)))
        raise SyndicateError(f"nothing was written: {told}") from None


def decided(
    held: Sequence[Correction], add: Sequence[Correction], drop: Collection[str]
) -> list[Correction]:
    """Give what the file will say once these were written and removed."""
    new, gone = _change(held, add, drop)
    return [*(one for one in held if one.name not in gone), *new]


def superseded(held: Sequence[Correction], new: Correction) -> set[str]:
    """Name the decisions that a new one on the same item or thread takes the place of."""
    return {one.name for one in held if one.name != new.name and _is_about(one, new)}


def _is_about(old: Correction, new: Correction) -> bool:
    match new.kind:
        case "merge" | "apart":
            return old.kind in ("merge", "apart") and {*old.ids} == {*new.ids}
        case "rename":
            return old.kind == "rename" and old.thread == new.thread
        case "pin" | "exclude":
            same = old.kind in ("pin", "exclude") and old.ids == new.ids
            return same and (old.thread == new.thread or old.kind == new.kind == "pin")
        case _:
            return False


def _change(
    held: Sequence[Correction], add: Sequence[Correction], drop: Collection[str]
) -> tuple[list[Correction], set[str]]:
    """What is to be written and what is to go, of what somebody asks for."""
    new = [one for one in add if one.name not in {each.name for each in held} - {*drop}]
    return new, {*drop}.union(*(superseded(held, one) for one in new))


def _edited(
    text: str, held: Sequence[Correction], add: Sequence[Correction], drop: Collection[str]
) -> str:
    for place in range(len(held) - 1, -1, -1):
        if held[place].name in drop:
            text = cut(text, _KEY, place)
    return splice(text, _KEY, [plain(one) for one in add]) if add else text


def _compare(
    found: Sequence[Correction],
    held: Sequence[Correction],
    add: Sequence[Correction],
    drop: Collection[str],
) -> None:
    """Raise Unreadable unless the new file says what the old one did, and the change."""
    if [*found] != decided(held, add, drop):
        raise Unreadable("the layout is one that no command can change", "edit it by hand")
