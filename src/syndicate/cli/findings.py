"""What was looked at -> what is good, worth knowing or bad of it, and what to do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal

from syndicate.fetch.notices import former
from syndicate.model import CUT_OFF
from syndicate.publish.reports import many

if TYPE_CHECKING:
    from pathlib import Path

    from syndicate.config import Settings
    from syndicate.model import Correction, Follower
    from syndicate.store import SourceOverview
    from syndicate.store.engines.condition import Condition
    from syndicate.store.waiting import Backlog

State = Literal["good", "note", "bad"]

LATE: Final = timedelta(minutes=15)  # a poll that is so far behind is not on its way any more
BEHIND: Final = "it has more to do than it can: docs/scaling.md; or its log says what it waits for"
MEBIBYTE: Final = 2**20
ROOM: Final = 256 * MEBIBYTE  # with less, a store is full before anybody looks again
# SQLite writes back what stands beside, unless somebody reads for hours.
ASIDE: Final = 512 * MEBIBYTE
SHOWN: Final = 10
LONG: Final = 5  # failures in a row: a bad hour is over by then


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it stands, and what to do, where anything is to be done."""

    state: State
    about: str
    told: str
    advice: str = ""


def of_settings(settings: Settings) -> Iterator[Finding]:
    """What feeds.yaml says that looks like an oversight. That it can be read is known by now."""
    count = len(settings.sources)
    if not count:
        yield Finding(
            "note", "feeds.yaml", "no source is followed", "syndicate add URL finds feeds"
        )
    else:
        told = f"{many(count, 'source', 'sources')}, and every line is understood"
        yield Finding("good", "feeds.yaml", told)
    for each in settings.notes:
        yield Finding("note", "feeds.yaml", str(each))


def of_extras(missing: Mapping[str, str]) -> Iterator[Finding]:
    """What would be better with an extra: its name, and what is missed without it."""
    for extra, missed in missing.items():
        yield Finding(
            "note", "extras", f"{extra} is not installed: {missed}", "docs/operations.md, Extras"
        )


def of_first_start(place: Path, *, may_be_made: bool) -> Finding:
    """Whether the store that is not there yet can be made."""
    if may_be_made:
        return Finding("note", "store", "there is none yet; the first start makes it")
    told = f"{place} cannot be made: its folder is missing, or not this user's to write in"
    return Finding("bad", "store", told, "make the folder, or name another place as `store:`")


def of_store(found: Condition | None, name: str) -> Iterator[Finding]:
    """Whether the store is whole, private, and has room. A server's is looked after by its own means."""
    if found is None:
        yield Finding("good", "store", f"{name} answers, in the newest form")
        return
    told = f"{found.place} is whole: {_size(found.size)}, and {_size(found.free)} are free"
    yield Finding("good", "store", told)
    if found.is_frozen:
        advice = "free some space, let this user write there, or mount it for writing: the system's log may say more"
        yield Finding("bad", "store", "it can only be read: nothing new is saved", advice)
    if found.free < max(ROOM, found.size // 10):
        advice = (
            "free some space, or move the store; with keep: in feeds.yaml it grows no further "
            "(docs/operations.md, The store, tells how it shrinks)"
        )
        yield Finding("bad", "store", f"only {_size(found.free)} are free beside it", advice)
    if not found.is_private:
        yield Finding(
            "bad", "store", "others on this machine can read it", f"chmod 600 {found.place}"
        )
    if found.aside > ASIDE:
        told = f"{_size(found.aside)} stand beside it and are not written back"
        yield Finding("note", "store", told, "end what has been reading it for hours")
    if found.former:
        names = ", ".join(name for name, _ in found.former)
        told = f"updates and restores left {_size(sum(size for _, size in found.former))} beside it: {names}"
        yield Finding("note", "store", told, "delete them once you trust the store as it is")


def of_daemon(holder: str, answer: Mapping[str, object] | str) -> Iterator[Finding]:
    """Whether somebody is at work on the store, and of use: what /readyz says, or why nobody said anything."""
    name = f"process {holder}" if holder else "the daemon"
    if isinstance(answer, str) and not holder:
        yield Finding("note", "daemon", f"nobody is at work ({answer})", "syndicate run")
    elif isinstance(answer, str):
        advice = (
            "a round of polls answers nobody; one that was started with --port is found by "
            "`syndicate doctor --port N`; of any other daemon, look into its log"
        )
        yield Finding("bad", "daemon", f"{name} is at work, and does not answer ({answer})", advice)
    elif answer.get("status") != "ok":
        told = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in answer.items())
        yield Finding("bad", "daemon", f"{name} is not ready ({told})", "look into its log")
    else:
        yield Finding("good", "daemon", f"{name} is at work, and ready")
    if isinstance(answer, Mapping) and (failing := answer.get("feeds_not_rendered")):
        told = f"feeds that cannot be rendered: {failing}; their old bytes stand"
        yield Finding("bad", "daemon", told, "look into its log")


def clock_of(answer: Mapping[str, object] | str) -> datetime | None:
    """Tell what time it is for whoever is at work, as /readyz says; None where nobody says."""
    said = answer.get("clock") if isinstance(answer, Mapping) else None
    try:
        at = datetime.fromisoformat(str(said))
    except ValueError:
        return None
    return at if at.tzinfo else None


def of_clock(now: datetime, newest: datetime | None, theirs: datetime | None) -> Iterator[Finding]:
    """Whether the clock is the daemon's (`theirs`), and did not go back: nothing stored was seen in the future."""
    from syndicate.store.redating import AHEAD  # --help needs no database driver

    if newest is not None and newest > now + AHEAD:
        told = f"it is {now:%Y-%m-%d %H:%M} here, and an item was seen at {newest:%Y-%m-%d %H:%M}"
        advice = "set the clock of this machine (NTP); where it is right, the daemon dates such items anew"
        yield Finding("bad", "clock", told, advice)
    elif theirs is not None and not agree(now, theirs):
        told = f"it is {now:%Y-%m-%d %H:%M} here, and {theirs:%Y-%m-%d %H:%M} for the daemon"
        advice = "in `syndicate demo` that is so; else set both clocks (NTP). Until then no poll is called late"
        yield Finding("note", "clock", told, advice)
    else:
        yield Finding("good", "clock", f"{now:%Y-%m-%d %H:%M} UTC, after all that is stored")


def agree(now: datetime, theirs: datetime | None) -> bool:
    """Whether the daemon goes by the time that it is here, as far as it says."""
    from syndicate.store.redating import AHEAD  # --help needs no database driver

    return theirs is None or abs(theirs - now) <= AHEAD


def of_sources(
    sources: Sequence[SourceOverview],
    notices: Mapping[str, Sequence[str]],
    now: datetime,
    *,
    at_work: bool,
) -> Iterator[Finding]:
    """Which sources fail, which have something to tell, and whether polls come in time."""
    failing = [each for each in sources if each.standing == "failing" and not each.state.is_cut_off]
    cut_off = [each for each in sources if each.state.is_cut_off]
    good = sum(each.standing == "good" and not each.state.is_cut_off for each in sources)
    told = f"{good} of {len(sources)} were read when last tried"
    yield Finding("good" if good or not sources else "note", "sources", told)
    if cut_off:
        why = (cut_off[0].state.problem or "").removeprefix(CUT_OFF)
        told = f"{many(len(cut_off), 'is', 'are')} cut off: {why}"
        yield Finding("bad", "sources", told, "docs/operations.md, Through a proxy")
    for each in failing[:SHOWN]:
        since = each.state.last_success_at
        good_at = f"last good {since:%Y-%m-%d %H:%M}" if since else "never read"
        told = f"failed {each.state.failures} × ({good_at}): {each.state.problem}"
        yield Finding("bad", each.url_subscribed, told, _elsewhere(each))
    if len(failing) > SHOWN:
        yield Finding("bad", "sources", f"{len(failing) - SHOWN} more fail", "syndicate sources")
    for each in sources:
        for notice in notices.get(each.state.source_id, ()):
            yield Finding("note", each.url_subscribed, notice)
    late = [each for each in sources if each.state.next_poll_at < now - LATE]
    if late and at_work:
        told = f"{many(len(late), 'poll is', 'polls are')} overdue"
        yield Finding("bad", "sources", told, BEHIND)


def of_clustering(backlog: Backlog, now: datetime, *, at_work: bool) -> Iterator[Finding]:
    """Whether items come into stories and threads in time."""
    if at_work and backlog.since is not None and backlog.since < now - LATE:
        told = f"{many(backlog.count, 'item waits', 'items wait')} for a story, since {backlog.since:%Y-%m-%d %H:%M}"
        yield Finding("bad", "clustering", told, BEHIND)


def _elsewhere(source: SourceOverview) -> str:
    if source.state.failures < LONG:
        return ""
    was = former(source.state.source_id, source.url_subscribed)
    return f"if it moved, write its new address as its url, and `was: {was}` beside it"


def of_corrections(decisions: Sequence[Correction], known: Collection[str]) -> Iterator[Finding]:
    """What people decided of what the store does not hold: a slip in an id, as a rule, which moves nothing."""
    for each in decisions:
        missed = [name for name in (*each.ids, each.thread) if name and name not in known]
        if missed:
            told = f"{each.kind} ({each.name}) speaks of {', '.join(missed)}, which the store does not hold"
            yield Finding("note", "corrections.yaml", told, "look whether that is what was meant")


def of_followers(followers: Sequence[Follower]) -> Iterator[Finding]:
    """Who follows our feeds by push and does not take what is delivered."""
    for each in [one for one in followers if one.failures][:SHOWN]:
        what = "a hub" if each.pings else "a subscriber"
        deliveries = many(each.failures, "delivery", "deliveries")
        told = f"{what} did not take {deliveries} in a row; it is tried again"
        yield Finding("note", each.topic, told)


def _size(count: int) -> str:
    if count < 1024 * MEBIBYTE:
        return f"{max(min(count, 1), round(count / MEBIBYTE))} MB"
    return f"{count / 1024 / MEBIBYTE:.1f} GB"
