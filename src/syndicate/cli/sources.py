"""`syndicate sources`: what is followed, when it was polled, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from syndicate.cli import options, show

if TYPE_CHECKING:  # --help needs neither the nouns nor a database driver
    from syndicate.model import Subscription
    from syndicate.store import SourceOverview, Store


@click.command(short_help="List the sources: when polled, and what is wrong.")
@options.config
@options.as_json
def sources(path: Path, *, as_json: bool) -> None:
    """List the sources: when they were polled, what is wrong with them."""
    from syndicate.cli.lookup import look_up

    show.rows("Sources", look_up(path, _sources), as_json=as_json)


async def _sources(store: Store) -> list[dict[str, object]]:
    agreed = await store.subscriptions.current()
    return [
        _row(source, agreed.get(source.state.source_id))
        for source in await store.sources.overview()
    ]


def _row(source: SourceOverview, agreed: Subscription | None) -> dict[str, object]:
    from syndicate.fetch.notices import notices
    from syndicate.websub.subscriber import told

    return {
        "id": source.state.source_id,
        "title": source.title,
        "url": source.url_subscribed,
        "state": source.standing,
        "items": source.item_count,
        "last_poll_at": source.state.last_poll_at,
        "next_poll_at": source.state.next_poll_at,
        "push": told(agreed) if agreed else None,
        "problem": source.state.problem,
        "notices": notices(source.state, source.held),
        "held": source.held,
        "missed": source.state.missed,
        "missed_at": source.state.missed_at,
    }
