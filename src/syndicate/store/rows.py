"""Row <-> model. Instants and durations are integer microseconds, structures JSON text."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple
from datetime import date, datetime
from typing import Any, TypeVar

from syndicate.model import (
    Companion,
    Dateline,
    Enclosure,
    Episode,
    Item,
    Reason,
    Related,
    StoredItem,
    Story,
    Thread,
    micros,
    moment,
)
from syndicate.protocols import Row, Statement, Transaction
from syndicate.store.engines.storable import whole

T = TypeVar("T")

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_read = json.JSONDecoder().raw_decode

# What makes a StoredItem, of items `i` and assignments `a`.
STORED = """i.id, i.source_id, i.entry_id, i.url, i.link_key, i.language, i.keys, i.title, i.is_untitled, i.summary,
    i.details, i.text, i.content_html, i.digest, i.seen_at, i.published_at, i.changed_at,
    a.story_id, a.thread_id, a.copy_of"""
_LETTERS = 1200
# The same of those of which only a line or two is told: of their texts the beginnings.
BRIEF = STORED.replace(
    "i.text, i.content_html", f"substr(i.text, 1, {_LETTERS}) AS text, '' AS content_html"
)


def maybe_micros(at: datetime | None) -> int | None:
    """Instant -> integer, where there is one."""
    return None if at is None else micros(at)


def maybe_moment(number: int | None) -> datetime | None:
    """Integer -> instant, where there is one."""
    return None if number is None else moment(number)


def dumps(value: object) -> str:
    """Structure -> JSON text, the same for the same structure."""
    text = _JSON.encode(value)
    return _JSON.encode(whole(value)) if "\\u0000" in text else text


def loads(text: str) -> Any:
    """JSON text that `dumps` wrote -> structure. Nothing stands around it, which to see takes longer than to read."""
    return _read(text)[0]


def among(engine: str, name: str) -> str:
    """SQL for the texts of a JSON array that is handed over as `:name`."""
    if engine == "postgresql":
        return f"SELECT json_array_elements_text(CAST(:{name} AS json))"
    return f"SELECT value FROM json_each(:{name})"  # noqa: S608 - our own name


def keys_of(engine: str, name: str, table: str, key: str, *columns: str) -> str:
    """SQL for the keys of the rows that have, in one of these columns, a text of the JSON array `:name`.

    Each column is looked up by its own index: of an OR of such questions PostgreSQL asks every row there is.
    """
    chosen = among(engine, name)
    return " UNION ".join(f"SELECT {key} FROM {table} WHERE {one} IN ({chosen})" for one in columns)  # noqa: S608


def of_languages(
    engine: str, column: str, languages: Collection[str] | None
) -> tuple[str, dict[str, int | str]]:
    """SQL for a column that names one of these languages, or any, and its values."""
    if languages is None:
        return "1 = 1", {}
    if len(languages) == 1:  # one range of an index
        return f"{column} = :language", {"language": next(iter(languages))}
    return f"{column} IN ({among(engine, 'languages')})", {"languages": dumps(sorted(languages))}


def sharing(engine: str) -> str:
    """SQL after a SELECT: nobody changes these rows before the transaction ends."""
    return " FOR SHARE" if engine == "postgresql" else ""


def skipping(engine: str) -> str:
    """SQL after a SELECT: rows that somebody else is about to change are passed over."""
    return " FOR UPDATE SKIP LOCKED" if engine == "postgresql" else ""


def languages_in(table: str) -> Transaction[tuple[str, ...]]:
    """Name the languages of the rows of a table, in one step each of an index that begins with them."""
    rows = yield Statement(
        f"WITH RECURSIVE w (language) AS (SELECT min(language) FROM {table} UNION ALL "  # noqa: S608 - our own name
        f"SELECT (SELECT min(t.language) FROM {table} t WHERE t.language > w.language) "
        "FROM w WHERE w.language IS NOT NULL) "
        "SELECT language FROM w WHERE language IS NOT NULL ORDER BY language"
    )
    return tuple(row["language"] for row in rows)


def grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    """Gather what stands under one key, in the order given."""
    found: dict[str, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


# Items


def item_values(item: Item) -> dict[str, int | str | None]:
    """What an edit may change."""
    return {
        "url": item.url,
        "link_key": item.link_key,
        "language": item.language,
        "title": item.title,
        "is_untitled": int(item.is_untitled),
        "summary": item.summary,
        "details": dumps(_details(item)),
        "text": item.text,
        "content_html": item.content_html,
        "digest": item.digest,
    }


def item_of(row: Row) -> Item:
    """Row -> item."""
    details = loads(row["details"])
    return Item(
        id=row["id"],
        source_id=row["source_id"],
        keys=tuple(loads(row["keys"])),
        url=row["url"],
        link_key=row["link_key"],
        title=row["title"],
        summary=row["summary"],
        content_html=row["content_html"],
        text=row["text"],
        seen_at=moment(row["seen_at"]),
        published_at=moment(row["published_at"]),
        digest=row["digest"],
        language=row["language"],
        claimed_at=maybe_moment(details.get("claimed_at")),
        claimed_updated_at=maybe_moment(details.get("claimed_updated_at")),
        authors=tuple(details.get("authors", ())),
        contributors=tuple(details.get("contributors", ())),
        categories=tuple(details.get("categories", ())),
        terms=tuple((label, term) for label, term in details.get("terms", ())),
        enclosures=tuple(Enclosure(*one) for one in details.get("enclosures", ())),
        image_url=details.get("image_url"),
        episode=_episode(details.get("episode")),
        dateline=_dateline(details.get("dateline")),
        byline=details.get("byline"),
        agency=details.get("agency"),
        publisher=details.get("publisher"),
        cited=tuple(details.get("cited", ())),
        related=tuple(
            Related(text, url, _dateline(dateline))
            for text, url, dateline in details.get("related", ())
        ),
        furniture=tuple(details.get("furniture", ())),
        rights=details.get("rights"),
        licence_url=details.get("licence_url"),
        is_untitled=bool(row["is_untitled"]),
        page_note=details.get("page_note"),
    )


def stored_of(row: Row) -> StoredItem:
    """Row -> item with what only the store knows."""
    return StoredItem(
        item=item_of(row),
        entry_id=row["entry_id"],
        changed_at=moment(row["changed_at"]),
        story_id=row["story_id"],
        thread_id=row["thread_id"],
        copy_of=row["copy_of"],
    )


def _details(item: Item) -> dict[str, object]:
    """What is only read together with the rest; what is empty is left out."""
    details: dict[str, object] = {
        "claimed_at": maybe_micros(item.claimed_at),
        "claimed_updated_at": maybe_micros(item.claimed_updated_at),
        "authors": item.authors,
        "contributors": item.contributors,
        "categories": item.categories,
        "terms": item.terms,
        "enclosures": [astuple(one) for one in item.enclosures],
        "image_url": item.image_url,
        "episode": item.episode and astuple(item.episode),
        "dateline": _dateline_values(item.dateline),
        "byline": item.byline,
        "agency": item.agency,
        "publisher": item.publisher,
        "cited": item.cited,
        "related": [[one.text, one.url, _dateline_values(one.dateline)] for one in item.related],
        "furniture": item.furniture,
        "rights": item.rights,
        "licence_url": item.licence_url,
        "page_note": item.page_note,
    }
    return {name: value for name, value in details.items() if value not in (None, (), [])}


def _episode(values: Sequence[Any] | None) -> Episode | None:
    if values is None:
        return None
    season, number, companions = values
    return Episode(season, number, tuple(Companion(*one) for one in companions))


def _dateline_values(dateline: Dateline | None) -> list[object] | None:
    if dateline is None:
        return None
    on = None if dateline.on is None else dateline.on.isoformat()
    return [dateline.places, on, dateline.agency]


def _dateline(values: Sequence[Any] | None) -> Dateline | None:
    if values is None:
        return None
    places, on, agency = values
    return Dateline(tuple(places), None if on is None else date.fromisoformat(on), agency)


# Stories, threads, reasons


def story_of(row: Row) -> Story:
    """Row -> story."""
    return Story(
        id=row["id"],
        language=row["language"],
        title=row["title"],
        opened_at=moment(row["opened_at"]),
        updated_at=moment(row["updated_at"]),
        item_count=row["item_count"],
        thread_id=row["thread_id"],
        merged_into=row["merged_into"],
        sketch=row["sketch"],
    )


def thread_of(row: Row) -> Thread:
    """Row -> thread."""
    return Thread(
        id=row["id"],
        language=row["language"],
        title=row["title"],
        opened_at=moment(row["opened_at"]),
        updated_at=moment(row["updated_at"]),
        story_count=row["story_count"],
        item_count=row["item_count"],
        merged_into=row["merged_into"],
        sketch=row["sketch"],
        is_titled=bool(row["is_titled"]),
    )


def reason_values(reason: Reason) -> dict[str, object]:
    """Why, as a structure for JSON; what only some reasons tell stands where it is told."""
    told: dict[str, object] = {
        "relation": reason.relation,
        "score": reason.score,
        "shared": reason.shared,
        "parts": reason.parts,
        "nearest": reason.nearest,
        "note": reason.note,
    }
    if reason.gap is not None:
        told["gap"] = reason.gap
    if reason.almost:
        told["almost"] = reason.almost
    return told


def reason_of(values: Mapping[str, Any]) -> Reason:
    """Structure from JSON -> why."""
    return Reason(
        relation=values["relation"],
        score=values["score"],
        shared=tuple(values["shared"]),
        parts=tuple((name, score) for name, score in values["parts"]),
        nearest=values["nearest"],
        note=values["note"],
        gap=values.get("gap"),
        almost=values.get("almost", ""),
    )
