"""What decisions did, and which of these hold -> what is to be taken back, and what of that cannot be yet. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from syndicate.model import Correction, Event, PastEvent

Standing = Mapping[PastEvent, Correction]  # what was done, by which decision


def unwanted(standing: Sequence[PastEvent], decisions: Mapping[str, Correction]) -> list[PastEvent]:
    """Tell which events none of these decisions wants any more, by their names; oldest first.

    Where a merge that holds has put back what an event moved, that is left until the merge goes, too: else what is put
    back then would stand where nobody wants it.
    """
    back = {
        (past.event.into_id, past.event.from_id): past.id
        for past in standing
        if past.event.kind == "merge" and past.event.correction in decisions
    }
    gone = [
        past
        for past in standing
        if past.event.correction not in decisions
        and past.id > back.get((past.event.from_id, past.event.into_id), -1)
    ]
    merges = [past for past in gone if past.event.kind == "merge"]
    made = {past for merge in merges for past in _made_by(merge, standing)}
    return sorted({*gone, *made}, key=lambda one: one.id)


def upheld(
    standing: Sequence[PastEvent],
    withdrawn: Collection[PastEvent],
    decisions: Mapping[str, Correction],
) -> Standing:
    """Give the events that stay while these are taken back, each with the decision that wants it."""
    return {
        past: decisions[past.event.correction]
        for past in standing
        if past.event.correction in decisions and past not in withdrawn
    }


def went_home(
    standing: Sequence[PastEvent], undone: Iterable[PastEvent]
) -> Mapping[int, frozenset[str]]:
    """Tell what merges that stand have no claim on any more: by number, with what went home from where they took it.

    What an event had put where a later merge found it goes home when that event is taken back, though the merge holds.
    It stays there when the merge goes, too, even if what was merged leads there by then because nothing was left of it.
    """
    gone: dict[int, frozenset[str]] = {}
    merges = sorted((one for one in standing if one.event.kind == "merge"), key=lambda one: one.id)
    for past in undone:
        there = {past.event.into_id}
        for merge in merges:
            held = past.id < merge.id and past.undone_at is not None and merge.at < past.undone_at
            if held and merge.event.from_id in there:
                there.add(merge.event.into_id)
                gone[merge.id] = gone.get(merge.id, frozenset()).union(past.event.moved)
    return gone


def _made_by(merge: PastEvent, standing: Sequence[PastEvent]) -> Iterator[PastEvent]:
    """Give what other decisions did in the very step of a merge because it brought things where these may not stand.

    They were decided before it. So all stood as they want it before the merge, under the ids that it had there.
    """
    return (
        past
        for past in standing
        if past.id > merge.id
        and past.at == merge.at
        and past.event.kind in ("move", "split")
        and _comes_of(merge.event, past.event)
    )


def _comes_of(merge: Event, then: Event) -> bool:
    """Whether something left what a merge had made one."""
    return merge.into_id in (then.from_id, then.thread_id) or _goes_on(merge, then)


def not_yet(
    withdrawn: Sequence[PastEvent], holding: Iterable[PastEvent]
) -> Mapping[int, frozenset[str]]:
    """Tell of which events not all can be taken back yet: by number, with what later decisions have put elsewhere.

    What a later one took away from where an event put it has to come by there when that is withdrawn, too.
    """
    wanted = {past.id for past in holding}
    held: dict[int, frozenset[str]] = {}
    chain: list[PastEvent] = []  # what holds, and what led there, the last first
    merged: set[str] = set()  # stories that come back when what merged them goes
    for past in sorted((*withdrawn, *holding), key=lambda one: -one.id):
        goes_on = any(_goes_on(past.event, one.event) for one in chain)
        goes_on = goes_on or not merged.isdisjoint(past.event.moved)
        if past.id not in wanted and goes_on:
            held[past.id] = frozenset(name for one in chain for name in one.event.moved)
        if goes_on or (past.id in wanted and past.event.kind in ("move", "split")):
            chain.append(past)
        if (goes_on or past.id in wanted) and past.event.kind == "merge":
            merged.add(past.event.from_id)
    return held


def _goes_on(first: Event, then: Event) -> bool:
    """Whether an event took away what another had put there: some of it, items of it, or the story that it had made."""
    some = then.from_id == first.into_id and not {*then.moved}.isdisjoint(first.moved)
    return some or then.from_id in first.moved or first.into_id in then.moved
