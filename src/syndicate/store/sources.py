"""Sources: what is followed, where each stands, and which is due."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from syndicate.model import Republish, Source, SourceCard, SourceState, micros
from syndicate.protocols import Database, Row, Statement, Transaction, Values
from syndicate.store import claims, due
from syndicate.store.cards import CHANGED, Cards
from syndicate.store.floors import leave_from, leave_to
from syndicate.store.meta import GROW
from syndicate.store.rows import among, dumps, grouped, loads, maybe_moment
from syndicate.store.standing import state_of
from syndicate.store.succession import Succession, first_due, go_on, succession


@dataclass(frozen=True, slots=True)
class SourceOverview:
    """A source as people see it. `title` is the configured one, else the feed's own."""

    state: SourceState
    url_subscribed: str
    title: str | None
    tags: tuple[str, ...]
    republish: Republish
    item_count: int
    newest_at: datetime | None
    retired_at: datetime | None = None
    held: int = 0  # items that came in a flood, and wait for a word
    rights: str | None = None
    licence: str | None = None
    fold_copies: bool = True

    @property
    def standing(self) -> Literal["good", "failing", "new"]:
        """Whether it was read when last tried; new, where it was never tried."""
        if self.state.failures:
            return "failing"
        return "good" if self.state.last_success_at else "new"

    @property
    def called(self) -> str:
        """What to call it: its title, or its address where it has none."""
        return self.title or self.url_subscribed

    @property
    def card(self) -> SourceCard:
        """What entries and pages tell of it."""
        return SourceCard(
            id=self.state.source_id,
            title=self.called,
            feed_url=self.url_subscribed,
            site_url=self.state.site_url,
            tags=self.tags,
            republish=self.republish,
            fold_copies=self.fold_copies,
            rights=self.rights,
            licence=self.licence,
            feed_id=self.state.feed_id,
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """How the sources that are followed are, taken together."""

    followed: int
    failing: int  # of which the last poll failed
    newest_at: datetime | None


def newest_at(sources: Iterable[SourceOverview]) -> datetime | None:
    """Tell when the newest item of any of these was seen."""
    return max((each.newest_at for each in sources if each.newest_at), default=None)


@dataclass(frozen=True, slots=True)
class Sources:
    """Remembers every source that was ever followed."""

    database: Database
    known: Cards

    async def sync(self, sources: Sequence[Source], now: datetime) -> Succession:
        """Follow these and no others. Who left is retired: its items stay, it is not polled.

        Who has another address than before goes on there. Tell who did, and who is new where another one left.
        """
        return await self.database.write(_sync(self.database.engine, sources, now))

    def claiming_due(
        self,
        now: datetime,
        *,
        limit: int,
        lease: timedelta,
        per_host: int | None = None,
        busy: Collection[str] = (),
    ) -> Transaction[tuple[SourceState, ...]]:
        """Take what is due, by id, as a transaction or a part of one.

        What is taken falls due again after the lease, unless its poll is recorded. No more than `per_host`
        sources of one host are taken, and none of `busy` hosts: one slow host must not fill the queue.
        The others stay due.
        """
        engine = self.database.engine
        return claims.due_ones(engine, now, limit, now + lease, per_host or limit, busy)

    async def take_up(
        self, ids: Sequence[str], claim: int, now: datetime, *, lease: timedelta
    ) -> tuple[SourceState, ...]:
        """Begin the polls of a claim that was handed over: it is renewed, and its token is another.

        What lapsed and was claimed again is left out; so is all of it when it is taken up a second time.
        """
        return await self.database.write(
            claims.take_up(self.database.engine, ids, claim, now + lease)
        )

    async def give_back(self, states: Sequence[SourceState], now: datetime) -> None:
        """Make due again what was claimed and is not going to be polled."""
        await self.database.write(claims.give_back(states, now))

    async def claim(
        self, ids: Sequence[str] | None, now: datetime, *, lease: timedelta
    ) -> tuple[SourceState, ...]:
        """Take these, or every one, whether due or not. Unknown and retired ones are left out."""
        return await self.database.write(claims.these(self.database.engine, ids, now + lease))

    async def hasten(self, source_id: str, now: datetime) -> None:
        """Make a source due, as news is said to be there. One that fails, or is being polled, is left alone."""
        await self.database.write(_hasten(source_id, now))

    async def release(self, now: datetime) -> None:
        """Make every claimed source due. For who alone is at work on the store: claims are of the dead."""
        await self.database.write(claims.release(now))

    async def hold_host(self, host: str, until: datetime, source_id: str) -> int:
        """Poll no source of a host before `until`, one after the other then; tell how many were put off.

        What is claimed is not put off, and nothing is polled sooner than it would have been. `source_id` was told
        so, perhaps by a redirect; its state, and that of every source of the host, tells it.
        """
        return await self.database.write(due.hold_host(host, until, source_id))

    async def clamp(self, now: datetime, *, set_back: timedelta = timedelta()) -> None:
        """Mend due times at the start, and after the clock jumped; `set_back` is by how much it went back.

        What is due later than any wait leads is impossible, and falls due within its interval. What fell due
        while nobody was at work is spread, so that a start is no stampede.
        """
        await self.database.write(due.clamp(now, set_back))

    async def reconnect(self, now: datetime) -> None:
        """Make due every source that could not be asked from here, as there may be a way now."""
        await self.database.write(due.reconnect(now))

    async def state(self, source_id: str) -> SourceState | None:
        """Tell where a source stands."""
        return await self.database.read(_state(source_id))

    async def tags(self) -> Mapping[str, tuple[str, ...]]:
        """Tell the tags of every source that has any, those too that are followed no more."""
        return await self.database.read(_tags())

    async def overview(self, *, include_retired: bool = False) -> tuple[SourceOverview, ...]:
        """Tell of every source, by title."""
        return await self.database.read(_overview(include_retired=include_retired))

    async def one(self, source_id: str) -> SourceOverview | None:
        """Tell of one source, followed or not; None where it never was."""
        return await self.database.read(_one(source_id))

    async def tally(self) -> Tally:
        """Tell of all that are followed at once, however many there are."""
        return await self.database.read(_tally())

    async def followed(self) -> tuple[SourceCard, ...]:
        """Give the cards of those that are followed, by id."""
        ids = await self.database.read(_followed())
        cards = await self.known.all()
        return tuple(cards[one] for one in ids if one in cards)

    async def cards(self) -> Mapping[str, SourceCard]:
        """Give what entries tell of their sources, by source id; those that were given up too."""
        return await self.known.all()

    async def next_due_at(self) -> datetime | None:
        """Tell when the next source falls due; None when nothing is followed."""
        return await self.database.read(_next_due_at())


def _sync(engine: str, sources: Sequence[Source], now: datetime) -> Transaction[Succession]:
    rows = yield Statement(
        "SELECT id, url_subscribed, url, title, tags, republish, rights, licence, fold_copies, retired_at, host "
        "FROM sources ORDER BY id"
    )
    known = {row["id"]: row for row in rows}
    wanted = {source.id: source for source in sorted(sources, key=lambda source: source.id)}
    new = [source for key, source in wanted.items() if key not in known]
    back = [key for key in wanted if key in known and known[key]["retired_at"] is not None]
    gone = [key for key, row in known.items() if key not in wanted and row["retired_at"] is None]
    changed = [
        source for key, source in wanted.items() if key in known and _differs(source, known[key])
    ]
    places = {key: (row["url_subscribed"], row["url"]) for key, row in known.items()}
    found = succession(places, wanted)
    before = {one.id: _shown(known[one.id]) for one in changed}
    yield from leave_from(engine, [one.id for one in changed if one.shows_less(before[one.id])])
    yield from leave_to(engine, [one.id for one in changed if one.takes_places(before[one.id])])
    yield Statement(_INSERT, many=[_new_values(source, now, len(new)) for source in new])
    yield Statement(_UPDATE, many=[_settings(source) for source in changed])
    yield Statement(
        "UPDATE sources SET retired_at = NULL, resumed_at = :now, next_poll_at = :due WHERE id = :id",
        many=[
            {"id": key, "now": micros(now), "due": first_due(key, now, len(back))} for key in back
        ],
    )
    yield Statement(
        "UPDATE sources SET retired_at = :now WHERE id = :id",
        many=[{"id": key, "now": micros(now)} for key in gone],
    )
    yield from go_on(found.moved, places, now)
    retagged = new + [one for one in changed if dumps(one.tags) != known[one.id]["tags"]]
    yield from _tag(engine, retagged)
    if new or changed or found.moved:
        yield CHANGED
    if new or changed or found.moved or back or gone:
        yield GROW
    return found


_INSERT = """
INSERT INTO sources
    (id, url_subscribed, url, host, title, tags, republish, rights, licence, fold_copies, next_poll_at)
VALUES (:id, :url, :url, :host, :title, :tags, :republish, :rights, :licence, :fold_copies, :next_poll_at)
ON CONFLICT (id) DO NOTHING"""
_UPDATE = """
UPDATE sources SET title = :title, tags = :tags, republish = :republish,
    rights = :rights, licence = :licence, fold_copies = :fold_copies,
    host = CASE WHEN host = '' THEN :host ELSE host END
WHERE id = :id"""


def _settings(source: Source) -> dict[str, int | float | str | bytes | None]:
    """What is remembered of the configuration. Never the headers: they hold secrets."""
    return {
        "id": source.id,
        "title": source.title,
        "tags": dumps(source.tags),
        "republish": source.republish,
        "rights": source.rights,
        "licence": source.licence,
        "fold_copies": int(source.fold_copies),
        "host": source.host,
    }


def _new_values(source: Source, now: datetime, crowd: int) -> Values:
    at = first_due(source.id, now, crowd)
    return _settings(source) | {"url": source.shown_url, "next_poll_at": at}


def _differs(source: Source, row: Row) -> bool:
    settings = _settings(source)
    if not row["host"]:  # it was followed before hosts were remembered
        return True
    told = ("title", "tags", "republish", "rights", "licence", "fold_copies")
    return any(settings[name] != row[name] for name in told)


def _shown(row: Row) -> SourceCard:
    """Give what decided until now what is shown of a source."""
    return SourceCard(
        id=row["id"],
        title="",
        feed_url=row["url_subscribed"],
        tags=tuple(loads(row["tags"])),
        republish=row["republish"],
        fold_copies=bool(row["fold_copies"]),
    )


def _tag(engine: str, sources: Sequence[Source]) -> Transaction[None]:
    """Write the tags of sources, and of the items that they already have."""
    if not sources:
        return
    ids: Mapping[str, str] = {"ids": dumps([source.id for source in sources])}
    chosen = among(engine, "ids")
    yield Statement(f"DELETE FROM source_tags WHERE source_id IN ({chosen})", ids)
    yield Statement(
        "DELETE FROM item_tags WHERE item_id IN "
        f"(SELECT id FROM items WHERE source_id IN ({chosen}))",
        ids,
    )
    yield Statement(
        "INSERT INTO source_tags (source_id, tag) VALUES (:source_id, :tag)",
        many=[
            {"source_id": source.id, "tag": tag}
            for source in sources
            for tag in dict.fromkeys(source.tags)
        ],
    )
    yield Statement(
        "INSERT INTO item_tags (tag, seen_at, item_id) SELECT t.tag, i.seen_at, i.id "
        "FROM source_tags t JOIN items i ON i.source_id = t.source_id "
        f"WHERE t.source_id IN ({chosen})",
        ids,
    )


def _hasten(source_id: str, now: datetime) -> Transaction[None]:
    yield Statement(
        "UPDATE sources SET next_poll_at = :now WHERE id = :id AND retired_at IS NULL "
        "AND claimed = 0 AND failures = 0 AND next_poll_at > :now",
        {"id": source_id, "now": micros(now)},
    )


def _state(source_id: str) -> Transaction[SourceState | None]:
    rows = yield Statement("SELECT * FROM sources WHERE id = :id", {"id": source_id})
    return state_of(rows[0]) if rows else None


def _tags() -> Transaction[Mapping[str, tuple[str, ...]]]:
    rows = yield Statement("SELECT source_id, tag FROM source_tags ORDER BY source_id, tag")
    return grouped((row["source_id"], row["tag"]) for row in rows)


def _overview(*, include_retired: bool) -> Transaction[tuple[SourceOverview, ...]]:
    where = "" if include_retired else "WHERE retired_at IS NULL"
    rows = yield Statement(f"SELECT * FROM sources {where}")
    counts = yield Statement(
        "SELECT source_id, count(*) AS held FROM held_items GROUP BY source_id"
    )
    held = {row["source_id"]: row["held"] for row in counts}
    found = [_overview_of(row, held.get(row["id"], 0)) for row in rows]
    found.sort(key=lambda one: (one.called.casefold(), one.state.source_id))
    return tuple(found)


def _one(source_id: str) -> Transaction[SourceOverview | None]:
    asked = {"id": source_id}
    rows = yield Statement("SELECT * FROM sources WHERE id = :id", asked)
    held = yield Statement("SELECT count(*) AS held FROM held_items WHERE source_id = :id", asked)
    return _overview_of(rows[0], held[0]["held"]) if rows else None


def _tally() -> Transaction[Tally]:
    rows = yield Statement(
        "SELECT count(*) AS followed, count(nullif(failures, 0)) AS failing, "
        "max(newest_at) AS newest_at FROM sources WHERE retired_at IS NULL"
    )
    row = rows[0]
    return Tally(row["followed"], row["failing"], maybe_moment(row["newest_at"]))


def _followed() -> Transaction[tuple[str, ...]]:
    rows = yield Statement("SELECT id FROM sources WHERE retired_at IS NULL ORDER BY id")
    return tuple(row["id"] for row in rows)


def _overview_of(row: Row, held: int) -> SourceOverview:
    return SourceOverview(
        state=state_of(row),
        url_subscribed=row["url_subscribed"],
        title=row["title"] or row["feed_title"],
        tags=tuple(loads(row["tags"])),
        republish=row["republish"],
        item_count=row["item_count"],
        newest_at=maybe_moment(row["newest_at"]),
        retired_at=maybe_moment(row["retired_at"]),
        held=held,
        rights=row["rights"],
        licence=row["licence"],
        fold_copies=bool(row["fold_copies"]),
    )


def _next_due_at() -> Transaction[datetime | None]:
    rows = yield Statement("SELECT min(next_poll_at) AS at FROM sources WHERE retired_at IS NULL")
    return maybe_moment(rows[0]["at"])
