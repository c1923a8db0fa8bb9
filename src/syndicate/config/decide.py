"""Decisions into corrections.yaml and out of it, by command: every other byte stays, or nothing is written."""

from __future__ import annotations

import codecs
from collections.abc import Collection, Sequence
from pathlib import Path

from syndicate.config.corrections import FILE, parse_corrections, plain
from syndicate.config.faults import Unreadable, problems
from syndicate.config.gate import text_of
from syndicate.config.load import content_of
from syndicate.config.replacing import replace_content
from syndicate.config.splice import cut, splice
from syndicate.errors import ConfigError, SyndicateError
from syndicate.model import Correction

_KEY = "corrections"
_NEW = b"""\
# What people decided about threads. `syndicate thread` writes here, and a line written by hand counts as much.
# What each decision does is told in docs/clustering.md
corrections:
"""


def decide(beside: Path, *, add: Sequence[Correction] = (), drop: Collection[str] = ()) -> None:
    """Write decisions behind the last one, and remove those that are named; or raise SyndicateError."""
    path = beside.with_name(FILE)
    try:
        before = _content(path)
        old = _NEW if before is None else before
        held = parse_corrections(old, path)
        mark = codecs.BOM_UTF8 if old.startswith(codecs.BOM_UTF8) else b""
        new = mark + _edited(text_of(old), held, add, drop).encode()
        _compare(parse_corrections(new, path), held, add, drop)
        if _content(path) != before:
            raise SyndicateError(f"{path} was changed by someone else meanwhile: try again")
    except Unreadable as error:
        told = ConfigError(problems([error.fault], str(path)))
        raise SyndicateError(f"nothing was written: {told}") from None
    replace_content(path, new)


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
    if [*found] != [*(one for one in held if one.name not in drop), *add]:
        raise Unreadable("the layout is one that no command can change", "edit it by hand")


def _content(path: Path) -> bytes | None:
    return content_of(path) if path.exists() else None
