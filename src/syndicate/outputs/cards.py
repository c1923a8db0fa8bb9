"""What entries tell of the sources that their items came from, and of the topics that they belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from syndicate.model import Declared, Topic
from syndicate.publish.entries import SourceCard
from syndicate.store import SourceOverview, Store


async def cards(store: Store) -> Mapping[str, SourceCard]:
    """Return what entries tell of their sources, by source id; those that were given up too."""
    overview = await store.sources.overview(include_retired=True)
    return {source.state.source_id: card(source) for source in overview}


async def filed(
    store: Store, declared: Declared, item_ids: Sequence[str]
) -> Mapping[str, tuple[Topic, ...]]:
    """Return the topics of items that may be named wherever these stand, by item id."""
    found = await store.topics.of(item_ids)
    return {
        item_id: tuple(filter(None, map(declared.names, slugs))) for item_id, slugs in found.items()
    }


def card(source: SourceOverview) -> SourceCard:
    """Say of a source what may be published of it; its address is cleaned where it is written."""
    return SourceCard(
        id=source.state.source_id,
        title=source.title or source.url_subscribed,
        feed_url=source.url_subscribed,
        site_url=source.state.site_url,
        tags=source.tags,
        republish=source.republish,
        rights=source.rights,
        licence=source.licence,
        fold_copies=source.fold_copies,
    )
