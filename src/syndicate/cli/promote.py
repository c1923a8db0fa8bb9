"""`syndicate thread promote`: a thread that was discovered becomes a topic in feeds.yaml."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from syndicate.cli import options, show
from syndicate.cli.apply import NOT_YET, carried_out
from syndicate.errors import SyndicateError

if TYPE_CHECKING:  # --help needs neither pydantic nor a database driver
    from syndicate.config.edit import Followed
    from syndicate.config.faults import Plain
    from syndicate.store import Store

_LOOKED_AT: Final = 300


@click.command(short_help="Make a topic SLUG of THREAD.")
@click.argument("name", metavar="THREAD")
@click.argument("slug")
@options.config
@options.as_json
@click.option("--title", help="What to call the topic, if not by the thread's own title.")
def promote(name: str, slug: str, path: Path, *, title: str | None, as_json: bool) -> None:
    """Make a topic SLUG of THREAD, with its central headlines as examples and its names. Both keep their addresses."""
    asyncio.run(_promote(path, name, slug, title, as_json=as_json))


async def _promote(path: Path, name: str, slug: str, title: str | None, *, as_json: bool) -> None:
    from syndicate.cli.lookup import open_existing
    from syndicate.config.edit import add_topic, followed
    from syndicate.query import SLUG

    if not SLUG.fullmatch(slug):
        raise click.UsageError("SLUG must be 1 to 80 of the characters a-z, 0-9 and -")
    before = followed(path, os.environ)
    async with open_existing(path) as (_, store):
        topic = await _topic(store, before, name, slug, title)
    add_topic(before, slug, topic, os.environ)
    applied = await carried_out(path, partial(_stands, slug, there=True))
    if as_json:
        show.document({"slug": slug, "topic": topic, "applied": applied})
        return
    click.echo(f"{path}: the topic {slug} was added; make it yours: words, names, examples")
    if not applied:
        click.echo(NOT_YET)


async def _topic(
    store: Store, before: Followed, name: str, slug: str, title: str | None
) -> Mapping[str, Plain]:
    """What feeds.yaml shall say of the topic."""
    from syndicate.cli import meant
    from syndicate.cluster.about import examples
    from syndicate.publish.entries import allowed
    from syndicate.telling import tell

    thread = await meant.thread(store, name)
    for topic in before.settings.topics:
        if topic.slug == slug or topic.thread == thread.id:
            raise SyndicateError(f"the topic {topic.slug} is there already; nothing was written")
    known = await store.sources.cards()
    items = await store.running.glance(thread.id, _LOOKED_AT)
    texts = [each.item for each in allowed(items, known) if each.copy_of is None]
    like = examples.central(thread, texts)
    if not like:
        raise SyndicateError(f"{thread.id} has no headline that may be shown; nothing was written")
    names = examples.common(tell(thread, items, known).names, texts)
    words: dict[str, Plain] = {"all": [*names]} if len(names) == examples.NAMES else {}
    return {"title": title or thread.title, "thread": thread.id, **words, "like": [*like]}


async def take_back(path: Path, slug: str, *, as_json: bool) -> None:
    """Take a topic out of feeds.yaml, so that its thread is one as before."""
    from syndicate.config.edit import followed, remove_topic

    before = followed(path, os.environ)
    if slug not in {topic.slug for topic in before.settings.topics}:
        raise SyndicateError(f"the topic {slug} is not in {path} any more")
    remove_topic(before, slug, os.environ)
    applied = await carried_out(path, partial(_stands, slug, there=False))
    if as_json:
        show.document({"slug": slug, "applied": applied})
        return
    click.echo(
        f"{path}: the topic {slug} was taken out; its thread stands at its own address again"
    )
    if not applied:
        click.echo(NOT_YET)


async def _stands(slug: str, store: Store, *, there: bool) -> bool:
    return there == (slug in {one.slug for one in await store.topics.overview()})
