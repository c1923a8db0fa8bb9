"""`syndicate why`: where an item stands, what joined it there, and what was cut from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from syndicate.cli import options, show

if TYPE_CHECKING:  # --help needs neither the nouns nor a database driver
    from syndicate.model import Dateline, Reason, StoredItem
    from syndicate.store import Store
    from syndicate.store.running import Called

_FIELDS: Final = (
    "title", "url", "source", "published_at", "seen_at", "agency", "dateline", "publisher", "cited",
    "full_text", "rights", "licence", "copy_of", "story", "thread",
)  # fmt: skip


@click.command(short_help="Say why an item stands where it does.")
@click.argument("item")
@options.config
@options.as_json
def why(item: str, path: Path, *, as_json: bool) -> None:
    """Say why ITEM (an id, the start of one, its address or that of its page) stands where it does."""
    from syndicate.cli.lookup import look_up

    found = look_up(path, lambda store: _explain(store, item))
    if as_json:
        show.document(found)
        return
    found["dateline"] = _opening(found["dateline"])
    show.fields({name: found[name] for name in _FIELDS if found[name]}, 12)
    _tell_reasons(found)
    for slug in found["kept_out_of"]:
        told = f"of {slug}, by a word of its `none` or for likeness to its `unlike`"
        click.echo(f"{'kept out':>12}  {told}")
    for other in found["related"]:
        told = ", ".join(filter(None, (_opening(other.dateline), other.url)))
        text = " ".join(other.text.split())
        click.echo(f"{'related':>12}  {show.words(text)}{f' ({show.words(told)})' if told else ''}")
    for cut in found["furniture"]:
        click.echo(f"{'cut':>12}  {show.words(cut)}")


async def _explain(store: Store, text: str) -> dict[str, Any]:
    from syndicate.cli import meant
    from syndicate.publish.why import BESIDE, standing

    stored = await meant.item(store, text)
    story = await store.threads.story(stored.story_id) if stored.story_id else None
    thread = await store.threads.get(stored.thread_id) if stored.thread_id else None
    placed = [(None, each) for each in standing(await store.threads.reasons(stored.item.id))]
    belongs = [(each.slug, each.reason) for each in await store.topics.reasons(stored.item.id)]
    nearest = [each.nearest for _, each in (*placed, *belongs) if each.nearest]
    called = await store.running.called(nearest)
    reports = await store.items.opening(stored.story_id, limit=BESIDE)
    return {
        **_item(stored),
        "story": f"{story.title} ({story.id})" if story else None,
        "thread": f"{thread.title} ({thread.id})" if thread else None,
        "reasons": [
            _reason(each, stored, called, reports) | {"topic": topic}
            for topic, each in (*placed, *belongs)
        ],
        "kept_out_of": await store.topics.barred_from(stored.item.id),
    }


def _item(stored: StoredItem) -> dict[str, Any]:
    item = stored.item
    return {
        "id": item.id,
        "entry_id": stored.entry_id,
        "title": item.title,
        "url": item.url,
        "source": item.source_id,
        "published_at": item.published_at,
        "claimed_at": item.claimed_at,
        "seen_at": item.seen_at,
        "agency": item.agency,
        "publisher": item.publisher,
        "cited": item.cited,
        "dateline": item.dateline,
        "full_text": item.page_note,
        "rights": item.rights,
        "licence": item.licence_url,
        "copy_of": stored.copy_of,
        "related": item.related,
        "furniture": item.furniture,
    }


def _opening(dateline: Dateline | None) -> str:
    """A dateline as people write it."""
    if dateline is None:
        return ""
    day = [dateline.on.isoformat()] if dateline.on else []
    return ", ".join([*dateline.places, *day])


def _reason(
    reason: Reason, stored: StoredItem, called: Mapping[str, Called], reports: Sequence[StoredItem]
) -> dict[str, object]:
    from syndicate.publish.why import after, as_written

    near = called.get(reason.nearest or "")
    return asdict(reason) | {
        "shared": as_written(reason.shared, stored.item, beside=[each.item for each in reports]),
        "nearest_title": near and near.title,
        "after": after(reason) or None,
    }


def _tell_reasons(found: dict[str, Any]) -> None:
    click.echo("Reasons")
    for reason in found["reasons"]:
        told = ": ".join(filter(None, (reason["topic"], reason["note"])))
        click.echo(
            f"{reason['relation']:>12}  {reason['score']:.2f}{f'  {show.words(told)}' if told else ''}"
        )
        made_of = ", ".join(f"{name} {value:z.2f}" for name, value in reason["parts"])
        nearest = filter(None, (reason["nearest_title"], reason["nearest"], reason["after"]))
        for name, told in (
            ("shares", reason["shared"]),
            ("nearest", "; ".join(nearest)),
            ("made of", made_of),
            ("close call", reason["almost"]),
        ):
            if told:
                click.echo(f"{'':>12}  {name:>10}  {show.words(told)}")
