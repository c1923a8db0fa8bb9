"""What entries are filed under: the topics that their items belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from syndicate.model import Declared, Topic
from syndicate.store import Store


async def filed(
    store: Store, declared: Declared, item_ids: Sequence[str]
) -> Mapping[str, tuple[Topic, ...]]:
    """Return the topics of items that may be named wherever these stand, by item id."""
    found = await store.topics.of(item_ids)
    return {
        item_id: tuple(filter(None, map(declared.names, slugs))) for item_id, slugs in found.items()
    }
