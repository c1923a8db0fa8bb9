"""Sources with another address in feeds.yaml: who goes on there, and who may have lost its past by that edit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from syndicate.model import MICROSECOND, Source, micros, twin
from syndicate.protocols import Statement, Transaction, Values
from syndicate.store.due import CROWD, within

SPREAD: Final = timedelta(seconds=60)

Places = tuple[str, str]  # the address in feeds.yaml, and where it was read last


@dataclass(frozen=True, slots=True)
class Heir:
    """A source, and who was followed before at an address that it has or had: its id and its address."""

    source: Source
    id: str
    address: str


@dataclass(frozen=True, slots=True)
class Succession:
    """What another feeds.yaml makes of sources: who goes on at another address, and who might have, but is new."""

    moved: tuple[Heir, ...] = ()
    strange: tuple[Heir, ...] = ()


def succession(known: Mapping[str, Places], wanted: Mapping[str, Source]) -> Succession:
    """Compare what was ever followed with what is to be followed, both by source id. Pure."""
    moved = [
        Heir(source, key, known[key][0])
        for key, source in wanted.items()
        if key in known and known[key][0] != source.shown_url
    ]
    new = [source for key, source in wanted.items() if key not in known]
    left = [key for key in known if key not in wanted] if new else []
    stood = {twin(url): key for key in left for url in known[key]}
    return Succession(tuple(moved), tuple(_strange(new, stood, known)))


def _strange(
    new: Sequence[Source], stood: Mapping[str, str], known: Mapping[str, Places]
) -> Iterable[Heir]:
    for source in new if stood else ():
        for url in (*source.was, source.shown_url):
            if key := stood.get(twin(url)):
                yield Heir(source, key, known[key][0])
                break


def go_on(moved: Collection[Heir], known: Mapping[str, Places], now: datetime) -> Transaction[None]:
    """Let sources go on at their new addresses.

    What is known of the publication stays: items, their names, its pace and its own name. What is known of the address
    does not: what made requests conditional, failures, redirects, hubs. Whoever polls the old one is overtaken.
    """
    if not moved:
        return
    rows = yield Statement(
        "SELECT host, max(held_until) AS until FROM sources WHERE held_until IS NOT NULL GROUP BY host"
    )
    held = {row["host"]: row["until"] for row in rows}
    values = {each.id: _values(each, now, len(moved)) for each in moved}
    arrived = {key for key in values if known[key][1] == values[key]["url"]}
    yield Statement(_HERE, many=[values[key] for key in values if key in arrived])
    yield Statement(
        _ELSEWHERE,
        many=[
            {**each, "held": held.get(each["host"])}
            for key, each in values.items()
            if key not in arrived
        ],
    )


def _values(heir: Heir, now: datetime, crowd: int) -> Values:
    return {
        "id": heir.id,
        "url": heir.source.shown_url,
        "host": heir.source.host,
        "due": first_due(heir.id, now, crowd),
    }


def first_due(source_id: str, now: datetime, crowd: int) -> int:
    """Tell when a source is polled at its address for the first time: a crowd of them is no stampede."""
    return micros(now) + (within(source_id, SPREAD // MICROSECOND) if crowd > CROWD else 0)


# A token that grows: what was claimed by the one before is nobody's.
_DUE = "next_poll_at = :due, claimed = CASE WHEN claimed = 0 THEN 0 ELSE claimed + 1 END"
# By a permanent redirect it was read there already: all that is known is of that address.
_HERE = f"UPDATE sources SET url_subscribed = :url, move = NULL, {_DUE} WHERE id = :id"  # noqa: S608
_ELSEWHERE = f"""
UPDATE sources SET url_subscribed = :url, url = :url, host = :host, etag = NULL, last_modified = NULL,
    body_hash = NULL, marks = NULL, move = NULL, failures = 0, problem = NULL, push_until = NULL,
    held_until = :held, {_DUE}
WHERE id = :id"""  # noqa: S608
