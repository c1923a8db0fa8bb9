"""The items of a thread -> who tells it, from where, in which languages, and who had it first. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from syndicate.model import StoredItem
from syndicate.publish import prose
from syndicate.publish.entries import Sources, allowed
from syndicate.publish.reports import fold, independent

PLACES: Final = 6
AGENCIES: Final = 6


@dataclass(frozen=True, slots=True)
class First:
    """Who had it first, by the time that the item speaks of."""

    item_id: str
    source: str
    agency: str | None
    at: datetime

    @property
    def by(self) -> str:
        """The agency, to stand behind its source: " (Xinhua)"; nothing where the source is the agency."""
        return f" ({self.agency})" if self.agency and self.agency != self.source else ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is counted, not judged. `looked_at`: of so many items, the newest and the first few."""

    looked_at: int = 0
    sources: int = 0
    origins: int = 0  # independent ones: twenty reprints of one agency are one
    places: tuple[str, ...] = ()  # of datelines, the most frequent first
    agencies: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    first: First | None = None


def facts(items: Iterable[StoredItem], sources: Sources) -> Facts:
    """Gather the facts from what may be shown of these items."""
    shown = allowed(items, sources)
    reports = fold(shown, sources)
    texts = [each.text for each in reports]
    credited = [(prose.agency(each.item),) for each in shown]
    return Facts(
        looked_at=len(shown),
        sources=len({each.item.source_id for each in shown}),
        origins=independent(reports, sources),
        places=_frequent([_places(each) for each in texts])[:PLACES],
        agencies=_frequent(credited)[:AGENCIES],
        languages=_frequent([_language(each) for each in shown]),
        first=_first(shown, sources),
    )


def _places(stored: StoredItem) -> tuple[str, ...]:
    dateline = stored.item.dateline
    return dateline.places if dateline else ()


def _language(stored: StoredItem) -> tuple[str | None, ...]:
    """Without the region: en-GB is en."""
    tag = stored.item.language
    return (tag and tag.partition("-")[0].lower(),)


def _frequent(told: Sequence[tuple[str | None, ...]]) -> tuple[str, ...]:
    """The most frequent first, each in its most frequent spelling; once for each item."""
    counts: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = {}
    for names in told:
        for name in {each for each in names if each}:
            counts[name.casefold()] += 1
            spellings.setdefault(name.casefold(), Counter())[name] += 1
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    return tuple(min(spellings[key].items(), key=lambda kv: (-kv[1], kv[0]))[0] for key in ranked)


def _first(shown: Sequence[StoredItem], sources: Sources) -> First | None:
    if not shown:
        return None
    stored = min(shown, key=lambda each: (each.item.published_at, each.item.seen_at, each.item.id))
    item, card = stored.item, sources.get(stored.item.source_id)
    name = card.title if card else prose.host(item.url)
    return First(item.id, name, prose.agency(item), item.published_at)
