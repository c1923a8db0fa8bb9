"""Which items -> the SQL that finds the newest of them along one index. Pure."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from syndicate.model import Position, Query, micros
from syndicate.store.asking import Asked, asked
from syndicate.store.criteria import ALL, Criterion, Sought, Walk, either, of_threads, those


@dataclass(frozen=True, slots=True)
class Selection:
    """Which items are meant: those for which all that is set holds; of a topic, those of `grown_from` too.

    `tags`: the source has any of them. `published_only` leaves out sources that must not be republished,
    `placed_only` what waits for the clusterer. `originals_only` shows every text once: a copy is left out
    where its original is meant too, or an earlier copy of it; else it stands for the text. A source that
    folds no copies keeps out of this: what is its own stands alone, and hides nothing.
    """

    tags: tuple[str, ...] = ()
    source_id: str | None = None
    story_id: str | None = None
    thread_id: str | None = None
    topic: str | None = None
    grown_from: str | None = None  # the thread that the topic was promoted from
    query: Query = Query()  # noqa: RUF009 - frozen
    passing: tuple[str, ...] = ()  # sources whose items are not given, though they are meant
    originals_only: bool = False
    published_only: bool = False
    placed_only: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the walk: from `start` on, earlier than `before`; the newest first, unless `oldest_first`.

    `starts` are only those with which a page of an archive starts: about one in 64, and always the same.
    """

    start: Position | None = None
    before: Position | None = None
    starts: bool = False
    oldest_first: bool = False


EVERYTHING = Stretch()
# By where an item stands in the store, which nobody outside can choose. The steps are those of the golden ratio,
# so that pages of what came in one go are of nearly one size.
_STARTS = "EXISTS (SELECT 1 FROM items b WHERE b.id = {id} AND (b.sequence * 40494) % 65521 < 1024)"
_SILENT = "SELECT s.id FROM sources s WHERE s.republish = 'none'"
# Where there are none of these, as in most stores, no item needs to be looked at.
_PUBLISHED = (
    f"(NOT EXISTS ({_SILENT}) OR "
    f"(SELECT p.source_id FROM items p WHERE p.id = {{id}}) NOT IN ({_SILENT}))"
)
_PLACED = "EXISTS (SELECT 1 FROM assignments h WHERE h.item_id = {id})"
_COPY_OF = "(SELECT o.copy_of FROM assignments o WHERE o.item_id = {id})"
_FOLDS = (
    "EXISTS (SELECT 1 FROM items e JOIN sources g ON g.id = e.source_id "
    "WHERE e.id = {id} AND g.fold_copies = 1)"
)
# Who else brings the text of a copy: its original, and the copies stored before it.
_RIVALS = (
    "r.item_id = c.copy_of",
    """r.copy_of = c.copy_of AND (SELECT sequence FROM items WHERE id = r.item_id)
        < (SELECT sequence FROM items WHERE id = c.item_id)""",
)


def choose(
    engine: str,
    where: Selection,
    *,
    limit: int | None = None,
    stretch: Stretch = EVERYTHING,
    most: int | None = None,
) -> tuple[str, Sought]:
    """Give SQL for `seen_at` and `item_id` of the newest `limit`, or of all, and the values in it.

    The first criterion decides which index is walked, the others are asked of each item on the way.
    Several tags, or a topic and its thread, are several walks, united. Where words are walked, the newest `most`
    items that hold them are looked at. `stretch` is the part of the walk to go.
    """
    values: Sought = {}
    found = _criteria(engine, where, values, most)
    criteria = _in_order(found)
    first = _walked(found)
    asking = [*(one.question for one in criteria), *found.questions]
    rules = [_PUBLISHED] if where.published_only else []
    questions = [one for one in asking if one != first.question] + rules
    if where.passing:
        names = [f"pass{number}" for number, _ in enumerate(where.passing)]
        values |= dict(zip(names, where.passing, strict=True))
        passed = those("items", *(f"source_id = :{name}" for name in names), item="id")
        questions.append(f"NOT {passed.question}")
    questions += _along(stretch, values)
    if limit is not None:
        values["limit"] = limit
    walks = []
    for walk in first.walks:
        placing = _placing(where, walk, [*asking, *rules])
        conditions = " AND ".join(filter(None, [walk.range, *questions, *placing]))
        way = "ASC" if stretch.oldest_first else "DESC"
        end = f" ORDER BY w.seen_at {way}, w.{walk.item} {way} LIMIT :limit"
        walks.append(
            f"SELECT w.seen_at AS seen_at, w.{walk.item} AS item_id FROM {walk.table} w"
            + (f" WHERE {conditions.format(id=f'w.{walk.item}')}" if conditions else "")
            + (end if limit is not None else "")
        )
    if len(walks) == 1:
        return walks[0], values
    return " UNION ".join(f"SELECT * FROM ({sql}) u{n}" for n, sql in enumerate(walks)), values


def _along(stretch: Stretch, values: Sought) -> list[str]:
    asked = []
    for name, sign, place in (("start", ">=", stretch.start), ("before", "<", stretch.before)):
        if place is not None:
            asked.append(f"(w.seen_at, {{id}}) {sign} (:{name}_at, :{name}_id)")
            values |= {f"{name}_at": micros(place[0]), f"{name}_id": place[1]}
    return [*asked, _STARTS] if stretch.starts else asked


def is_by_words(where: Selection) -> bool:
    """Whether it is words that lead to the items."""
    found = _criteria("sqlite", where, {}, None)
    return found.words is not None and _walked(found) is found.words


def _in_order(found: Asked) -> list[Criterion]:
    return [*found.narrow, *([found.words] if found.words else []), *found.wide]


def _walked(found: Asked) -> Criterion:
    return next((one for one in _in_order(found) if one.is_walked), ALL)


def questions(engine: str, where: Selection) -> tuple[list[str], Sought]:
    """Give what is asked of an item `w.id` to tell whether it is meant, and the values in it."""
    values: Sought = {}
    found = _criteria(engine, where, values, None)
    asking = [*(one.question for one in _in_order(found)), *found.questions]
    asking += [_PUBLISHED] if where.published_only else []
    asking += [_PLACED] if where.placed_only else []
    return [question.format(id="w.id") for question in asking], values


def _placing(where: Selection, walk: Walk, asking: list[str]) -> Iterator[str]:
    """Ask what is known of items that have found their place: a walk through these has it at hand."""
    is_placed = walk.table == "assignments"
    if where.placed_only and not is_placed:
        yield _PLACED
    if where.originals_only:
        yield _folded(asking, "w.copy_of" if is_placed else _COPY_OF)


def _folded(questions: list[str], copy_of: str) -> str:
    """Ask that nobody who would be shown, too, brings the text of this copy. Most items are none."""
    shown = "".join(f" AND {question}" for question in (*questions, _FOLDS)).format(id="r.item_id")
    folds = _FOLDS.format(id="c.item_id")
    alone = " AND ".join(
        "NOT EXISTS (SELECT 1 FROM assignments c JOIN assignments r "
        f"ON {rival} WHERE c.item_id = {{id}} AND {folds}{shown})"
        for rival in _RIVALS
    )
    return f"({copy_of} IS NULL OR {alone})"


def _criteria(engine: str, where: Selection, values: Sought, most: int | None) -> Asked:
    """Give what was asked for, the narrowest first."""
    found = asked(engine, where.query, values, most=most)
    narrow = []
    if where.story_id is not None:
        values["story_id"] = where.story_id
        narrow.append(those("assignments", "story_id = :story_id"))
    if where.thread_id is not None:
        values["thread_id"] = where.thread_id
        narrow.append(of_threads("thread_id"))
    if where.topic is not None:
        values["topic"] = where.topic
        topic = those("topic_items", "slug = :topic")
        if where.grown_from is not None:
            values["grown_from"] = where.grown_from
            topic = either(topic, of_threads("grown_from"))
        narrow.append(topic)
    if where.source_id is not None:
        values["source_id"] = where.source_id
        narrow.append(those("items", "source_id = :source_id", item="id"))
    wide = []
    if where.tags:
        names = [f"tag{number}" for number, _ in enumerate(where.tags)]
        values |= dict(zip(names, where.tags, strict=True))
        wide.append(those("item_tags", *(f"tag = :{name}" for name in names)))
    return replace(found, narrow=(*narrow, *found.narrow), wide=(*found.wide, *wide))
