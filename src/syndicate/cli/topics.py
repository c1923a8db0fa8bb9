"""`syndicate topics`: a row for each topic that feeds.yaml declares, or one topic with what it gathered of late."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from syndicate.cli import options, show

if TYPE_CHECKING:  # --help needs neither the nouns nor a database driver
    from collections.abc import Collection

    from syndicate.model import Reason, StoredItem
    from syndicate.store import Store
    from syndicate.store.topics import TopicOverview


@click.command(short_help="List the declared topics, or what one gathered and why.")
@click.argument("topic", required=False)
@options.config
@options.as_json
@options.limit
def topics(topic: str | None, path: Path, *, as_json: bool, limit: int) -> None:
    """List the topics of feeds.yaml; or tell what one TOPIC (a name, or the address of its page) gathered, and why."""
    from syndicate.cli.lookup import look_up

    if topic is None:
        show.rows("Topics", look_up(path, _listed), as_json=as_json)
        return
    found = look_up(path, lambda store: _one(store, topic, limit))
    if as_json:
        show.document(found)
        return
    items = found.pop("newest")
    show.fields(found, 12)
    show.rows("Newest", items, as_json=False)


async def _listed(store: Store) -> list[dict[str, object]]:
    unfilled = await store.topics.unfilled()
    return [_row(each, unfilled) for each in await store.topics.overview()]


async def _one(store: Store, text: str, limit: int) -> dict[str, Any]:
    from syndicate.cli import meant
    from syndicate.store import Selection

    found = await meant.topic(store, text)
    stored = await store.items.newest(Selection(topic=found.slug, published_only=True), limit=limit)
    reasons = await store.topics.reasons_in(found.slug, [each.item.id for each in stored])
    newest = [_item(each, *reasons.get(each.item.id, ())) for each in stored]
    return _row(found, await store.topics.unfilled()) | {"newest": newest}


def _row(topic: TopicOverview, unfilled: Collection[str]) -> dict[str, Any]:
    return {
        "name": topic.slug,
        "title": topic.title,
        "items": topic.item_count,
        "updated_at": topic.updated_at,
        "state": "is being filled" if topic.slug in unfilled else "filled",
    }


def _item(stored: StoredItem, *reasons: Reason) -> dict[str, object]:
    item = stored.item
    return {
        "id": item.id,
        "title": item.title,
        "source": item.source_id,
        "seen_at": item.seen_at,
        "why": "; ".join(each.note for each in reasons),
    }
