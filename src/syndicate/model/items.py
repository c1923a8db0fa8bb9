"""What a source published, in our clean form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from syndicate.model.arrived import Hints


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A media file that belongs to an item."""

    url: str
    media_type: str | None = None
    length_bytes: int | None = None
    title: str | None = None
    duration_s: int | None = None


def is_heard(media_type: str | None) -> bool:
    """Tell whether a file of this kind is sound or film."""
    return (media_type or "").startswith(("audio/", "video/"))


@dataclass(frozen=True, slots=True)
class Companion:
    """What goes with the file of an episode: "chapters" of it, or a "transcript" (podcastindex.org/namespace/1.0)."""

    kind: str
    url: str
    media_type: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Episode:
    """Where an item stands in its podcast, and what goes with its file."""

    season: int | None = None
    number: int | None = None
    companions: tuple[Companion, ...] = ()


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a report opens with: "WASHINGTON, Nov. 6 (Xinhua) --"."""

    places: tuple[str, ...] = ()
    on: date | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """Another story that an item's page points to; never part of the item's text."""

    text: str
    url: str | None = None
    dateline: Dateline | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a source published, in our clean form.

    `keys` are its identities, strongest first ("guid:...", "url:..."); all of them lead to one stored row.
    `id` is made from the source and the strongest key; the store keeps the id that was minted first.
    `claimed_at` is what the source says; `seen_at` when we first saw it; `published_at` is the sane one of them:
    never later than `seen_at`, and `seen_at` itself where nothing is claimed.
    `text` is plain and free of furniture (what was cut is kept in `furniture`); `content_html` is sanitised.
    `publisher` is the site that the entry was taken from, where that is not the feed itself; `agency` wrote the
    text, `cited` are those whom the text names as the origin of its news.
    `categories` are words for people; `terms` are pairs of those that its source has another word for, and that word
    (atom:category's label and term).
    `digest` covers what a reader would call the item, so that a trivial edit leaves it alone. It is always that of
    what the feed said: a text that was taken from the page does not make the item another one.
    `rights` and `licence_url` are its own, else those of its whole feed.
    `is_untitled` where `title` is no words of its own, but only points at it: an address, a file, a category, its day.
    `page_note` tells what came of asking its page for the full text; None where nobody asked.
    """

    id: str
    source_id: str
    keys: tuple[str, ...]
    url: str | None
    link_key: str | None
    title: str
    summary: str
    content_html: str
    text: str
    seen_at: datetime
    published_at: datetime
    digest: str
    claimed_at: datetime | None = None
    claimed_updated_at: datetime | None = None
    authors: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    language: str | None = None
    enclosures: tuple[Enclosure, ...] = ()
    image_url: str | None = None
    episode: Episode | None = None
    dateline: Dateline | None = None
    byline: str | None = None
    agency: str | None = None
    publisher: str | None = None
    cited: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    furniture: tuple[str, ...] = ()
    rights: str | None = None
    licence_url: str | None = None
    is_untitled: bool = False
    page_note: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What a document says, cleaned. `problem` tells what was wrong with a feed that could still be read.

    Items that the last body held word for word may be left out: `present` are their strongest keys, and
    `marks` is what the next body is compared with.
    """

    title: str | None
    site_url: str | None
    language: str | None
    items: tuple[Item, ...]
    hints: Hints = Hints()  # noqa: RUF009 - frozen
    hubs: tuple[str, ...] = ()
    self_url: str | None = None
    problem: str | None = None
    complete: bool = True
    marks: bytes | None = None
    present: tuple[str, ...] = ()
    format: str = ""  # atom, rss or json
    feed_id: str | None = None  # its atom:id


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An item with what only the store knows. `entry_id` is an IRI, minted once, published for ever."""

    item: Item
    entry_id: str
    changed_at: datetime  # when we saw its last change of substance; `item.seen_at` at first
    story_id: str | None = None
    thread_id: str | None = None
    copy_of: str | None = None
