"""`syndicate diff`: what another feeds.yaml would change, before it is applied."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import click

from syndicate.cli import options, show
from syndicate.cli.diff_settings import Row, changed_settings

if TYPE_CHECKING:  # --help needs neither the nouns nor a database driver
    from syndicate.cluster.comparison import FeedChange
    from syndicate.corridors.rehearsal import Findings, Plan
    from syndicate.model import Address

SHOWN: Final = 50  # rows of a table; JSON tells all
NAMED: Final = 3  # titles in a cell


def _days(_: click.Context, __: click.Parameter, value: str) -> timedelta | None:
    """How long so many days are; None is all."""
    if value == "all":
        return None
    if not value.isascii() or not value.isdecimal() or not 1 <= int(value[:6]) <= 36500:
        raise click.BadParameter("must be all, or a number of days")
    return timedelta(days=int(value))


@click.command(short_help="Tell what another feeds.yaml would change; change nothing.")
@click.argument("new", metavar="NEW.yaml", type=click.Path(path_type=Path, readable=False))
@options.config
@options.as_json
@click.option(
    "--since",
    callback=_days,
    default="30",
    show_default=True,
    metavar="DAYS|all",
    help="How many days of what is stored to replay, counted back from the newest item; or all.",
)
def diff(new: Path, path: Path, *, as_json: bool, since: timedelta | None) -> None:
    """Tell what NEW.yaml would change: replay stored items under it and under the present configuration.

    Sources, topics, outputs and clustering count, and the corrections.yaml beside it.
    Nothing is changed.
    """
    plans = _plans(path, new)
    outright = changed_settings(*(plan.declared for plan in plans))
    found = asyncio.run(_rehearsed(path, plans, since))
    if as_json:
        days = since and since.days
        show.document(
            {
                "config": str(path),
                "new": str(new),
                "days": days,
                "settings": outright,
                **_whole(found),
            }
        )
        return
    _tell(found, outright, path, new, since)


def _plans(path: Path, new: Path) -> tuple[Plan, Plan]:
    """Read both files, with the corrections beside each; without any beside the new one, those of today hold."""
    from syndicate.config import load
    from syndicate.config.corrections import load_corrections
    from syndicate.corridors.rehearsal import Plan
    from syndicate.house import declared

    present, wanted = load(path, os.environ), load(new, os.environ)
    decided, others = load_corrections(path) or (), load_corrections(new)
    return (
        Plan(declared(present), decided),
        Plan(declared(wanted), decided if others is None else others),
    )


async def _rehearsed(path: Path, plans: tuple[Plan, Plan], since: timedelta | None) -> Findings:
    from syndicate.cli.lookup import open_existing
    from syndicate.cluster.meaning.sentences import encoder
    from syndicate.corridors.rehearsal import rehearse

    with TemporaryDirectory(prefix="syndicate-diff-") as folder:
        async with open_existing(path) as (_, store):
            return await rehearse(
                store, plans, Path(folder), since=since, encode=encoder(), told=_progress()
            )


def _progress() -> Callable[[int], None]:
    """Tell a person who waits how far it is."""
    if not sys.stderr.isatty():
        return lambda _: None
    return lambda items: click.echo(f"\r{items:,} items replayed \x1b[K", err=True, nl=False)


def _tell(
    found: Findings, outright: list[Row], path: Path, new: Path, since: timedelta | None
) -> None:
    if sys.stderr.isatty():
        click.echo(err=True)  # behind the progress
    history = "all that is stored" if since is None else f"the last {since.days} days of the store"
    click.echo(f"Replayed {len(found.titles):,} items, {history}, under {path} and under {new}.")
    same = found.agreement
    if same.items:
        click.echo(
            f"Replayed under {path}, {same.same_story / same.items:.1%} of them stand in the story, and "
            f"{same.same_thread / same.items:.1%} in the thread, where the store has them."
        )
        click.echo(f"What follows compares the two replays, so it is due to {new} alone.")
    tables: dict[str, Sequence[Mapping[str, object]]] = {"Settings": outright, **_tables(found)}
    if not any(tables.values()):
        click.echo("Nothing would change.")
    for title, rows in tables.items():
        if rows:
            click.echo()
            show.rows(f"{title} ({len(rows):,})", rows[:SHOWN], as_json=False)
        if len(rows) > SHOWN:
            click.echo(f"{len(rows) - SHOWN:,} more; --json tells all")


def _tables(found: Findings) -> dict[str, list[Mapping[str, object]]]:
    """What differs, for people."""
    differs, titles = found.comparison, found.titles
    return {
        "Sources": _sources(found),
        "Topics": [
            {
                "topic": one.slug,
                "items": _from_to(one.before, one.after),
                "comes_in": _named([titles[item] for item in one.entered]),
                "leaves": _named([titles[item] for item in one.left]),
            }
            for one in differs.topics
        ],
        "Items that move": [
            {
                "id": one.item,
                "title": titles[one.item],
                "story": _from_to(one.before.story, one.after.story),
                "thread": _from_to(one.before.thread, one.after.thread),
            }
            for one in differs.moved
        ],
        "Threads": [
            {
                "id": one.id,
                "what": "appears" if not one.before else "changes" if one.after else "vanishes",
                "items": _from_to(one.before, one.after),
                "most_goes_to": one.heir,
            }
            for one in differs.threads
        ],
        "What subscribers see": [
            {
                "feed": _path(one.address),
                "what": _what(one),
                "comes_new": _named([title for _, title in one.come]),
                "vanishes": _named([title for _, title in one.gone]),
            }
            for one in differs.feeds
        ],
    }


def _what(one: FeedChange) -> str:
    if one.was is not None:
        return f"stays the feed that {_path(one.was)} was"
    return "appears" if one.is_new else "vanishes" if one.is_gone else "changes"


def _sources(found: Findings) -> list[Mapping[str, object]]:
    from syndicate.fetch.notices import former

    told = {one: f"stays the source that {one.address} was" for one in found.succession.moved}
    for one in found.succession.strange:
        was = former(one.id, *one.source.was, one.address)
        told[one] = (
            f"is new; if it is what stood at {one.address}, write `was: {was}` beside its url"
        )
    return [{"source": one.source.shown_url, "what": what} for one, what in told.items()]


def _path(address: Address) -> str:
    return f"/{address.kind}/{address.name}"


def _from_to(before: object, after: object) -> str:
    if before == after:
        return str(before)
    told = ["none" if one in (None, "") else str(one) for one in (before, after)]
    return " → ".join(told)


def _named(titles: list[str]) -> str:
    shown = [show.printable(title) or "untitled" for title in titles[:NAMED]]
    more = [f"and {len(titles) - NAMED:,} more"] if len(titles) > NAMED else []
    count = f"{len(titles):,}: " if titles else ""
    return count + "; ".join([*shown, *more])


def _whole(found: Findings) -> dict[str, Any]:
    """All that is known, for scripts."""
    differs, titles = found.comparison, found.titles

    def told(items: tuple[str, ...]) -> list[dict[str, str]]:
        return [{"id": item, "title": titles[item]} for item in items]

    return {
        "items": len(titles),
        "baseline": found.agreement,
        "sources": [
            {"source": one.source.id, "url": one.source.shown_url, "id": one.id, "before": one.address}
            for one in (*found.succession.moved, *found.succession.strange)
        ],
        "topics": [
            {"topic": one.slug, "before": one.before, "after": one.after,
             "comes_in": told(one.entered), "leaves": told(one.left)}
            for one in differs.topics
        ],
        "moved": [
            {"id": one.item, "title": titles[one.item], "before": one.before, "after": one.after}
            for one in differs.moved
        ],
        "threads": [
            {"id": one.id, "before": one.before, "after": one.after, "heir": one.heir or None,
             "comes_in": one.entered, "leaves": one.left}
            for one in differs.threads
        ],
        "feeds": [
            {"feed": _path(one.address), "is_new": one.is_new,
             "is_gone": one.is_gone, "was": _path(one.was) if one.was else None,
             "comes_new": _entries(one.come), "vanishes": _entries(one.gone)}
            for one in differs.feeds
        ],
    }  # fmt: skip


def _entries(pairs: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    return [{"id": key, "title": title} for key, title in pairs]
