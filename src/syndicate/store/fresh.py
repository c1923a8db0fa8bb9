"""Items of a document -> those that recording it would write: the new ones, and those that say something else."""

from __future__ import annotations

from collections.abc import Sequence

from syndicate.model import EPOCH, Item
from syndicate.protocols import Transaction
from syndicate.store.edits import is_written
from syndicate.store.matching import distinct, match
from syndicate.store.polls import Recording, known_keys, stored_rows


def fresh(engine: str, source_id: str, items: Sequence[Item]) -> Transaction[tuple[Item, ...]]:
    """Give those of one source's document that are new or changed, in its order."""
    document = distinct(items)
    poll = Recording(source_id, items, None, EPOCH)
    known = yield from known_keys(engine, poll, document)
    rows = yield from stored_rows(engine, known)
    return tuple(
        one.item
        for one in match(document, known, stored=rows)
        if one.stored_id is None or ((row := rows.get(one.stored_id)) and is_written(one, row))
    )
