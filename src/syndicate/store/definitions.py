"""What decides which items belong to a topic, as the store has it, and the topic that this is of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from functools import lru_cache
from typing import Any, Final

from syndicate.model import Topic
from syndicate.protocols import Statement, Transaction
from syndicate.store.rows import dumps, grouped

# How a topic is shown; all else decides which items belong.
_SHOWING: Final = frozenset(
    (
        "slug",
        "title",
        "fold_copies",
        "mode",
        "editions",
        "limit",
        "max_age",
        "share",
        "access",
        "was",
    )
)
_DECIDING: Final = frozenset(one.name for one in fields(Topic)) - _SHOWING


@lru_cache(maxsize=2048)  # asked with every step, and much the same
def definition(topic: Topic, carriers: tuple[str, ...]) -> str:
    """Write what decides which items belong; the title does not, nor how they are shown.

    `carriers` are the ids of the sources that have one of its tags.
    """
    told = {name: value for name, value in asdict(topic).items() if name not in _SHOWING}
    return dumps(told | {"sources": sorted(set(carriers))} if topic.tags else told)


def definitions(topics: Sequence[Topic]) -> Transaction[dict[str, str]]:
    """Tell, as part of a transaction, how topics are defined now, by slug."""
    if not any(topic.tags for topic in topics):
        return {topic.slug: definition(topic, ()) for topic in topics}
    rows = yield Statement("SELECT source_id, tag FROM source_tags")
    carriers = grouped((row["tag"], row["source_id"]) for row in rows)
    return {
        topic.slug: definition(
            topic, tuple(each for tag in topic.tags for each in carriers.get(tag, ()))
        )
        for topic in topics
    }


def in_force(known: Sequence[Topic]) -> Transaction[tuple[Topic, ...]]:
    """Give, as part of a transaction, the topics that are filled, as they stand there."""
    rows = yield Statement(
        "SELECT slug, title, definition FROM topics WHERE filled = 1 ORDER BY slug"
    )
    defined = yield from definitions(known)
    stored = {row["slug"]: (row["title"], row["definition"]) for row in rows}
    ours = {
        one.slug: one
        for one in known
        if one.slug in stored and stored[one.slug][1] == defined[one.slug]
    }
    others = (_defined(slug, *told) for slug, told in stored.items() if slug not in ours)
    return (*ours.values(), *filter(None, others))


@lru_cache(maxsize=2048)
def _defined(slug: str, title: str, told: str) -> Topic | None:
    """Give the topic that a definition is of; None where another version defined it by other means."""
    deciding = {name: value for name, value in json.loads(told).items() if name != "sources"}
    if deciding.keys() != _DECIDING:
        return None
    return Topic(slug, title, **{name: _plain(value) for name, value in deciding.items()})


def _plain(value: object) -> Any:
    return tuple(map(_plain, value)) if isinstance(value, list) else value
