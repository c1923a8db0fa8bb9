"""What the network gives, and what is known of a source between two polls."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from syndicate.model.volatile import stable_hash

CUT_OFF: Final = "not asked, and no fault of its own: "  # so begins the problem of who could not be reached from here
LASTING: Final = timedelta(days=1)  # a source that fails for so long is in trouble
FAR: Final = timedelta(days=2)  # so is one that is not asked again for so long


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes the next request conditional (RFC 9110, 8.8), verbatim as received."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A body that arrived. `moved_to` is set when every redirect on the way was permanent."""

    url: str
    body: bytes
    content_type: str
    validators: Validators
    fetched_at: datetime
    moved_to: str | None = None
    fresh_for: timedelta | None = None
    complete: bool = True
    links: tuple[tuple[str, str], ...] = ()  # (rel, href) of the Link header (RFC 8288)
    body_hash: str = field(init=False)

    def __post_init__(self) -> None:
        """Hash what tells this body from another in substance: what is volatile in a feed does not count."""
        object.__setattr__(self, "body_hash", stable_hash(self.body))


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that nothing changed (RFC 9110, 15.4.5). `moved_to` is as that of a Document."""

    fetched_at: datetime
    fresh_for: timedelta | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Hints:
    """How seldom a feed itself asks to be polled: RSS 2.0's ttl, skipHours and skipDays, and sy:update*.

    `ttl` is the longest of what it says; hours are 0 to 23 UTC, days 0 (Monday) to 6.
    """

    ttl: timedelta | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """A permanent redirect: where it leads, since when, and in how many polls on end it was met.

    It is believed once `url` is that of the source's state, too. `further` was met there since, and not believed yet.
    """

    url: str
    since_at: datetime
    times: int = 1
    further: Move | None = None


@dataclass(frozen=True, slots=True)
class SourceState:
    """Where a source stands. `next_poll_at` is the only truth about when it is polled again.

    `url` is what is shown and, once a permanent redirect is believed, what is dialled; `host` is its authority.
    `subscribed` is the address in feeds.yaml, as whoever keeps the store read it last; "" where that is not known.
    `body_hash` is that of the last body that was read, `body_at` when a body last came, `poison` the hash of
    one that a worker did not survive, `marks` what tells the items of that body from new ones without parsing.
    `gap` is the time between new items as polls show it, `window` how many items the last body held.
    `missed` counts, roughly, the items that came and went between two polls; `missed_at` is when that last happened.
    `resumed_at` is when it was last taken up again, after feeds.yaml had not had it: nobody asked it before.
    Until `push_until` a hub is trusted to tell what is new; until `held_until` the host wants to be left alone.
    """

    source_id: str
    url: str
    next_poll_at: datetime
    host: str = ""
    validators: Validators = Validators()
    body_hash: str | None = None
    interval: timedelta | None = None
    last_poll_at: datetime | None = None
    last_success_at: datetime | None = None
    failures: int = 0
    problem: str | None = None
    title: str | None = None
    site_url: str | None = None
    language: str | None = None
    hints: Hints = Hints()
    move: Move | None = None
    marks: bytes | None = None
    poison: str | None = None
    body_at: datetime | None = None
    gap: timedelta | None = None
    window: int = 0
    missed: int = 0
    missed_at: datetime | None = None
    push_until: datetime | None = None
    feed_id: str | None = None  # the first atom:id that the feed said of itself
    held_until: datetime | None = None
    claim: int = 0  # the token of whoever took it to poll it; 0 where nobody did
    subscribed: str = ""
    resumed_at: datetime | None = None

    @property
    def good_at(self) -> datetime | None:
        """When it was last read, or taken up again since; None where it was never read."""
        last, resumed = self.last_success_at, self.resumed_at
        return last if last is None or resumed is None else max(last, resumed)

    @property
    def is_in_trouble(self) -> bool:
        """Whether people should know that it fails: for a day, thrice from the start, or until a day that is far."""
        if not self.failures or self.last_poll_at is None:
            return False
        if self.next_poll_at - self.last_poll_at >= FAR:  # it is gone, or its host wants peace
            return True
        if self.good_at is None:
            return self.failures >= 3
        return self.failures > 1 and self.last_poll_at - self.good_at >= LASTING

    @property
    def is_cut_off(self) -> bool:
        """Whether it could not be asked when last tried, for no fault of its own."""
        return self.problem is not None and self.problem.startswith(CUT_OFF)

    @property
    def has_moved(self) -> bool:
        """Whether a permanent redirect is believed."""
        return self.move is not None and self.move.url == self.url


@dataclass(frozen=True, slots=True)
class Admission:
    """Which of the new items of a poll are news, and which wait for a person's word, by their places.

    What is neither is remembered, so that it is never taken for news, and passed over.
    """

    taken: frozenset[int]
    held: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one poll brought, told by the store while it records it. Of what was `offered`, all but `new` was known.

    `held` came besides: too many at once to be news. Where the poll was `overtaken`, nothing was recorded:
    its claim had lapsed, and somebody else polls the source.
    """

    offered: int
    new: int
    changed: int
    held: int = 0
    overtaken: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """A time in which a source could not be read. Before `began_at` it could; None: it never could.

    `told_at` is when that had lasted long enough to be told, `ended_at` when it was read again.
    """

    source_id: str
    told_at: datetime
    began_at: datetime | None
    problem: str
    ended_at: datetime | None = None
