"""Topics under other names: all that belongs to one goes on belonging to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from syndicate.model import Topic
from syndicate.protocols import Statement, Transaction, Values
from syndicate.store.partitions import UNSETTLE


def renamed(known: Collection[str], wanted: Mapping[str, Topic]) -> dict[str, str]:
    """Give the name now of each known topic that has another one, by the name that it had last. Pure.

    Names that topics take from each other are left out: such topics are filled anew.
    """
    found: dict[str, str] = {}
    for slug, topic in wanted.items():
        before = [each for each in topic.was if each in known and each not in wanted]
        if before and slug not in known:
            found[before[-1]] = slug
    return found


def rename(engine: str, now_is: Mapping[str, str]) -> Transaction[None]:
    """Write the new names wherever the old ones stand. What clusterers remember of the old ones is void."""
    names: list[Values] = [
        {"old": old, "new": new, "here": f"topics/{old}", "there": f"topics/{new}"}
        for old, new in now_is.items()
    ]
    # Other processes place by the old names until they have read feeds.yaml, too: what they place so is looked for.
    filled = "0" if engine == "postgresql" else "filled"
    if names:  # first, as whoever saves what was placed does: else each could wait for the other
        yield UNSETTLE
    for text in (_COPY.format(filled=filled), *_REFERRING, _DROP) if names else ():
        yield Statement(text, many=names)


_COPY = (
    "INSERT INTO topics (slug, title, definition, declared_at, filled) "
    "SELECT :new, title, definition, declared_at, {filled} FROM topics WHERE slug = :old"
)
_REFERRING = (
    "UPDATE topic_items SET slug = :new WHERE slug = :old",
    "UPDATE topic_barred SET slug = :new WHERE slug = :old",
    "UPDATE departures SET place = :there WHERE place = :here",
    "UPDATE journal SET into_id = :new WHERE kind = 'promote' AND into_id = :old AND undone_at IS NULL",
)
_DROP = "DELETE FROM topics WHERE slug = :old"
