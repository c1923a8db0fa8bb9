"""Topics under other names: all that belongs to one goes on belonging to it."""

from __future__ import annotations

from collections.abc import Mapping

from syndicate.model import Topic
from syndicate.protocols import Statement, Transaction, Values
from syndicate.store.leases import VOID
from syndicate.store.partitions import UNSETTLE


def renamed(
    known: Mapping[str, str], wanted: Mapping[str, Topic], defined: Mapping[str, str]
) -> dict[str, str]:
    """Give the name now of each known topic that has another one, by the name that it had last. Pure.

    `known` and `defined` are definitions by names, before and now. feeds.yaml goes on saying that two topics changed
    names: by what they ask for it is told that they did already. Where that changes in the same edit, they begin anew.
    """
    found: dict[str, str] = {}
    for slug, topic in wanted.items():
        is_another = known.get(slug) != defined[slug]
        before = [
            each
            for each in topic.was
            if each in known
            and ((each not in wanted and slug not in known) or known[each] == defined[slug])
        ]
        if before and is_another:
            found[before[-1]] = slug
    while stuck := [old for old, new in found.items() if new in known and new not in found]:
        for old in stuck:  # the name is one that another keeps
            del found[old]
    return found


def rename(engine: str, now_is: Mapping[str, str]) -> Transaction[None]:
    """Write the new names wherever the old ones stand. What clusterers remember of the old ones is void."""
    if not now_is:
        return
    yield VOID
    yield UNSETTLE  # both first, as whoever saves what was placed does: else each could wait for the other
    waiting = {old: f"{new}{_WAITS}" for old, new in now_is.items() if new in now_is}
    yield from _written(engine, {**now_is, **waiting})
    yield from _written(engine, {name: name.removesuffix(_WAITS) for name in waiting.values()})


def _written(engine: str, now_is: Mapping[str, str]) -> Transaction[None]:
    names: list[Values] = [
        {"old": old, "new": new, "here": f"topics/{old}", "there": f"topics/{new}"}
        for old, new in now_is.items()
    ]
    # Other processes place by the old names until they have read feeds.yaml, too: what they place so is looked for.
    filled = "0" if engine == "postgresql" else "filled"
    for text in (_COPY.format(filled=filled), *_REFERRING, _DROP) if names else ():
        yield Statement(text, many=names)


_WAITS = "/"  # in no name: of a topic whose name is not free yet
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
