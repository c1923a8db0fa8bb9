"""What the clusterer goes on from, a page at a time: a store of millions is never held at once."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from syndicate.model import Remembered, Story, Thread, micros
from syndicate.protocols import Database, Row, Statement, Transaction
from syndicate.store import frequencies
from syndicate.store.rows import among, dumps, of_languages, story_of, thread_of
from syndicate.store.since import Since
from syndicate.store.votes import members_of

PAGE: Final = 1000
TERMS_PAGE: Final = 20_000
_OLDER = "(updated_at, id) < (:at, :id) ORDER BY updated_at DESC, id DESC LIMIT :limit"
_SINGLE, _GROWN = "story_count = 1", "story_count > 1"


@dataclass(frozen=True, slots=True)
class Horizon:
    """Since when something must have been updated, and how many of it at most. Threads may be asked for by id too.

    `languages` are those of the stories, threads and words; None are all. Threads asked for by id may be of any.
    """

    stories: tuple[datetime, int]
    singles: tuple[datetime, int]  # threads of one story
    threads: tuple[datetime, int]  # threads of more
    also: Collection[str] = ()
    languages: Collection[str] | None = None


async def pages(database: Database, horizon: Horizon) -> AsyncIterator[Remembered]:
    """Give first the terms, then stories with their items and the threads of one story that are as new, then threads.

    Of these the newest first.
    """
    spoken, languages = await database.read(frequencies.spoken()), horizon.languages
    usual = await database.read(frequencies.usual())
    yield Remembered(
        usual=tuple(one for one in usual if languages is None or one.language in languages)
    )
    for language in spoken if languages is None else sorted(languages):
        after = ""
        while terms := await database.read(frequencies.terms_after(language, after, TERMS_PAGE)):
            yield Remembered(terms=terms)
            after = terms[-1].text
    left, alone = horizon.stories[1], horizon.singles[1]
    older: Story | None = None
    last: Thread | None = None
    while (
        left > 0
        and (page := await database.read(_stories(database.engine, horizon, older, left))).stories
    ):
        yield page
        older, left = page.stories[-1], left - len(page.stories)
        # A thread of one story was updated with it: while that is at hand, it is read in half the time.
        since = max(horizon.singles[0], older.updated_at)
        async for threads in _threads(database, horizon, _SINGLE, (since, alone), last):
            yield Remembered(threads=threads)
            last, alone = threads[-1], alone - len(threads)
    rest = horizon.singles[0], alone
    for kind, span, newer in (_SINGLE, rest, last), (_GROWN, horizon.threads, None):
        async for threads in _threads(database, horizon, kind, span, newer):
            yield Remembered(threads=threads)
    if horizon.also:
        yield Remembered(threads=await database.read(_named(database.engine, horizon.also)))


async def again(
    database: Database, changed: Since, languages: Collection[str], also: Collection[str] = ()
) -> AsyncIterator[Remembered]:
    """Give terms, stories with their items and threads by what they are called, as far as they still are.

    `also` are threads that are asked for whether they changed or not, of any language, as by a `Horizon`.
    """
    engine = database.engine
    usual = await database.read(frequencies.usual())
    yield Remembered(usual=tuple(one for one in usual if one.language in languages))
    for language, words in changed.words:
        for some in _by(TERMS_PAGE, words):
            terms = await database.read(frequencies.terms_named(engine, language, some))
            yield Remembered(terms=terms)
    for ids in _by(PAGE, changed.stories):
        yield await database.read(_stories_again(engine, ids, languages))
    for ids in _by(PAGE, changed.threads):
        threads = await database.read(_named(engine, ids))
        yield Remembered(threads=tuple(one for one in threads if one.language in languages))
    if also:
        yield Remembered(threads=await database.read(_named(engine, also)))


def _by(size: int, names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[start : start + size] for start in range(0, len(names), size))


def _stories_again(
    engine: str, ids: Sequence[str], languages: Collection[str]
) -> Transaction[Remembered]:
    spoken, values = of_languages(engine, "language", languages)
    stories = yield Statement(
        f"SELECT * FROM stories WHERE merged_into IS NULL AND {spoken} "
        f"AND id IN ({among(engine, 'ids')}) ORDER BY id",
        values | {"ids": dumps(ids)},
    )
    return (yield from _with_items(engine, stories))


def _stories(
    engine: str, horizon: Horizon, older: Story | None, left: int
) -> Transaction[Remembered]:
    spoken, values = of_languages(engine, "language", horizon.languages)
    stories = yield Statement(
        "SELECT * FROM stories WHERE merged_into IS NULL "
        f"AND updated_at >= :since AND {spoken} AND {_OLDER}",
        values | _from(horizon.stories[0], older, left),
    )
    return (yield from _with_items(engine, stories))


def _with_items(engine: str, stories: Sequence[Row]) -> Transaction[Remembered]:
    these = f"s.id IN ({among(engine, 'ids')})", {"ids": dumps([row["id"] for row in stories])}
    members = yield from members_of(*these)
    return Remembered(stories=tuple(map(story_of, stories)), members=members)


async def _threads(
    database: Database,
    horizon: Horizon,
    kind: str,
    span: tuple[datetime, int],
    older: Thread | None,
) -> AsyncIterator[tuple[Thread, ...]]:
    """Give the threads of a kind, a page at a time: since when, so many at most, and older than one."""
    since, left = span
    while left > 0 and (
        threads := await database.read(
            _page_of_threads(database.engine, horizon, kind, _from(since, older, left))
        )
    ):
        yield threads
        older, left = threads[-1], left - len(threads)


def _page_of_threads(
    engine: str, horizon: Horizon, kind: str, span: dict[str, int | str]
) -> Transaction[tuple[Thread, ...]]:
    spoken, values = of_languages(engine, "language", horizon.languages)
    rows = yield Statement(
        f"SELECT * FROM threads WHERE merged_into IS NULL AND {kind} AND updated_at >= :since "
        f"AND {spoken} AND {_OLDER}",
        values | span,
    )
    return tuple(map(thread_of, rows))


def _named(engine: str, ids: Collection[str]) -> Transaction[tuple[Thread, ...]]:
    rows = yield Statement(
        f"SELECT * FROM threads WHERE merged_into IS NULL AND id IN ({among(engine, 'ids')}) ORDER BY id",
        {"ids": dumps(sorted(ids))},
    )
    return tuple(map(thread_of, rows))


def _from(since: datetime, older: Story | Thread | None, left: int) -> dict[str, int | str]:
    at, key = (micros(older.updated_at), older.id) if older else (1 << 62, "")
    return {"since": micros(since), "at": at, "id": key, "limit": min(PAGE, left)}
