"""The items of a story as people read them: the text first, its copies beneath. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from syndicate.model import StoredItem
from syndicate.publish import origins, prose
from syndicate.publish.entries import Sources, allowed, from_item, licence_of, policy, related
from syndicate.publish.why import NONE, Reasons, short


@dataclass(frozen=True, slots=True)
class Report:
    """One text about an event, and the copies of it that others carry."""

    text: StoredItem
    copies: tuple[StoredItem, ...] = ()

    @property
    def everything(self) -> tuple[StoredItem, ...]:
        """The text and its copies."""
        return (self.text, *self.copies)


def fold(members: Iterable[StoredItem], sources: Sources) -> tuple[Report, ...]:
    """Fold copies into the texts they repeat, earliest first; a copy whose text is gone stands for it."""
    items = sorted(allowed(members, sources), key=lambda each: (each.item.seen_at, each.item.id))
    texts: dict[tuple[bool, str], list[StoredItem]] = {}
    for each in sorted(items, key=lambda each: each.copy_of is not None):
        card = sources.get(each.item.source_id)
        alone = card is not None and not card.fold_copies
        key = each.item.id if alone else each.copy_of or each.item.id
        texts.setdefault((alone, key), []).append(each)
    reports = [Report(first, tuple(rest)) for first, *rest in texts.values()]
    return tuple(sorted(reports, key=lambda each: (each.text.item.seen_at, each.text.item.id)))


def origin(report: Report, sources: Sources) -> str:
    """Name who wrote a text first: the agency that one of its carriers credits, else its publisher."""
    by = _credited(report)
    return f"agency:{by.casefold()}" if by else origins.publisher(report.text, sources)


def independent(reports: Iterable[Report], sources: Sources) -> int:
    """Count who wrote: twenty reprints of one agency are one origin."""
    return origins.distinct({origin(report, sources) for report in reports})


def original_first(report: Report, sources: Sources) -> Report:
    """Name the agency's own text before the one that came first, where we have it."""
    by = _credited(report)
    own = (each for each in report.everything if by and origins.is_its_own(by, each, sources))
    text = next(own, report.text)
    return Report(text, tuple(each for each in report.everything if each is not text))


def _credited(report: Report) -> str | None:
    return next(filter(None, (prose.agency(each.item) for each in report.everything)), None)


def told(report: Report, sources: Sources, reasons: Reasons = NONE) -> str:
    """Write a report in HTML: its title, who has it, when, on what terms, where else it stands, and why it is here."""
    first = report.text.item
    quote = policy(report.text, sources) != "link"
    why = short(first, reasons.get(first.id, ()), quote=quote)
    report = original_first(report, sources)
    entry = from_item(report.text, (), sources)
    name = entry.source.title if entry.source else prose.host(entry.url)
    terms = prose.terms(entry.rights, licence_of(entry))
    about = "; ".join(
        filter(None, (f"{prose.link(None, name)}, {prose.when(entry.published_at)}", terms))
    )
    line = f"{prose.link(entry.url, entry.title)} ({about})"
    places = [prose.link(link.href, link.title or "") for link in related(report.copies, sources)]
    also = f"; also at {', '.join(places)}" if places else ""
    return f"{line}{also}" + (f"<br><small>Why here: {why}.</small>" if why else "")


def reprints(reports: Iterable[Report]) -> str:
    """Say how many copies stand beside reports, if there are any: "and 2 copies"."""
    copies = sum(len(report.copies) for report in reports)
    return f"and {many(copies, 'copy', 'copies')}" if copies else ""


def many(count: int, one: str, several: str) -> str:
    """Write a number with its noun: 1 report, 3 reports."""
    return f"{count} {one if count == 1 else several}"
