"""`syndicate status`: how things stand, in numbers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syndicate.cli import options, show

if TYPE_CHECKING:  # --help needs no database driver
    from syndicate.store import Store


@click.command()
@options.config
@options.as_json
def status(path: Path, *, as_json: bool) -> None:
    """Say how things stand: sources, items, threads."""
    from syndicate.cli.lookup import look_up

    found = look_up(path, _status)
    if as_json:
        show.document(found)
    else:
        show.fields(found, 16)


async def _status(store: Store) -> dict[str, object]:
    from syndicate.store.sources import newest_at

    overview = await store.sources.overview()
    states = Counter(source.standing for source in overview)
    churn = await store.journal.churn()
    return {
        "sources": len(overview),
        **{f"sources_{name}": count for name, count in sorted(states.items())},
        "items": sum(source.item_count for source in overview),
        "items_waiting": (await store.items.backlog()).count,
        "threads": await store.threads.count(),
        "merges": churn.merges,
        "splits": churn.splits,
        "share_moved_by_repair": round(churn.share, 4),
        "newest_item_at": newest_at(overview),
        "next_poll_at": await store.sources.next_due_at(),
    }
