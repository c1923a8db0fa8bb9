"""Stored items -> entries, each with its copies folded into it. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from syndicate.model import Entry, EntrySource, Item, Link, Republish, SourceCard, StoredItem, Topic
from syndicate.publish import filing, prose
from syndicate.publish.gate import web_url

Sources = Mapping[str, SourceCard]
Copies = Mapping[str, Sequence[StoredItem]]


def minted(*names: str) -> str:
    """Make an id out of names: the same names give the same id, on every machine, for ever."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "syndicate:" + ":".join(names)).urn


def newest_change(entries: Iterable[Entry], otherwise: datetime) -> datetime:
    """Return the instant of the newest change: what a feed gives as its `updated`."""
    return max((entry.updated_at for entry in entries), default=otherwise)


def from_items(
    items: Sequence[StoredItem],
    copies: Copies,
    sources: Sources,
    why: Callable[[StoredItem], str] = lambda _: "",
    topics: filing.Topics = filing.NONE,
    site: str = "",
) -> tuple[Entry, ...]:
    """Make an entry of each item that its source lets us republish, in the order given.

    `why` says in HTML why an item stands here; it is put below the text. `site` is where we are: an item without
    an address leads to its page here, for many readers take an entry without one to the first link that they find.
    """
    return tuple(
        _explained(
            from_item(
                stored,
                allowed(copies.get(stored.item.id, ()), sources),
                sources,
                topics.get(stored.item.id, ()),
                site,
            ),
            why(stored),
        )
        for stored in allowed(items, sources)
    )


def _explained(entry: Entry, why: str) -> Entry:
    return replace(entry, content_html=entry.content_html + why) if why else entry


def allowed(items: Iterable[StoredItem], sources: Sources) -> tuple[StoredItem, ...]:
    """Leave out what its source does not let us republish."""
    return tuple(stored for stored in items if policy(stored, sources) != "none")


def sayable(title: str, shown: Sequence[str], sources: Sources) -> str:
    """Keep the name of a thread or story unless it may be the headline of an item that must not be republished.

    `shown` are the headlines of what may be, the newest first.
    """
    # The headlines first: they are few, the sources may be thousands, and hundreds of names are asked for at once.
    if any(headline.startswith(title) for headline in shown) or all_may_be_told(sources):
        return title
    return shown[-1] if shown else "Untitled"


def all_may_be_told(sources: Sources) -> bool:
    """Tell whether there is no source whose items must not be republished."""
    return all(card.republish != "none" for card in sources.values())


def policy(stored: StoredItem, sources: Sources) -> Republish:
    """Say how much of an item may be published; no more than its link where nothing is known."""
    card = sources.get(stored.item.source_id)
    return card.republish if card else "link"


def from_item(
    stored: StoredItem,
    copies: Sequence[StoredItem],
    sources: Sources,
    topics: Iterable[Topic] = (),
    site: str = "",
) -> Entry:
    """Make the entry of one item; its copies become links and a line below the text."""
    item, card = stored.item, sources.get(stored.item.source_id)
    republish = policy(stored, sources)
    credits_html = prose.credit(stored, [(each, _title(each, sources)) for each in copies])
    return Entry(
        id=stored.entry_id,
        title=prose.title(item),
        url=link_of(item, site),
        published_at=item.published_at,
        updated_at=stored.changed_at,
        content_html=prose.body(item, republish) + credits_html,
        summary="" if republish == "link" else prose.excerpt(item.summary or item.text),
        authors=item.authors or _signed(item, card),
        contributors=item.contributors,
        categories=filing.categories(item, card.tags if card else (), topics),
        language=item.language,
        links=_enclosures(stored, republish)
        + _carriers(stored, copies, sources)
        + _taken_from(card)
        + _licence(item, card),
        rights=(card and card.rights) or item.rights or "",
        source=entry_source(card, stored.changed_at) if card else None,
        image_url=None if republish == "link" else item.image_url,
        episode=None if republish == "link" else item.episode,
    )


def _signed(item: Item, card: SourceCard | None) -> tuple[str, ...]:
    """Who stands for an item that names no author: its byline, the site that it was taken from, or its source."""
    names = (item.byline, item.publisher, card.title if card else None)
    return next(((name,) for name in names if name), ())


def link_of(item: Item, site: str) -> str | None:
    """Give the address of an item, or of its page here where that is none that can be followed."""
    return web_url(item.url) or (f"{site}/items/{item.id}" if site else None)


def _taken_from(card: SourceCard | None) -> tuple[Link, ...]:
    """Link to the feed that an item came from."""
    return (Link("via", card.feed_url, title=card.title),) if card else ()


def _carriers(
    stored: StoredItem, others: Iterable[StoredItem], sources: Sources
) -> tuple[Link, ...]:
    """Link to all who carry the text: to the original as what a copy was taken from."""
    return tuple(
        replace(link, rel="via", media_type="text/html") if each.item.id == stored.copy_of else link
        for each in others
        for link in related([each], sources)
    )


def licence_url(item: Item, card: SourceCard | None) -> str | None:
    """Under what an item may be used: what people say of its source goes before what its feed says."""
    return web_url(card.licence if card and card.licence else item.licence_url)


def _licence(item: Item, card: SourceCard | None) -> tuple[Link, ...]:
    href = licence_url(item, card)
    return (Link("license", href),) if href else ()


def licence_of(entry: Entry) -> str | None:
    """The address of the licence that an entry carries."""
    return next((link.href for link in entry.links if link.rel == "license"), None)


def related(items: Iterable[StoredItem], sources: Sources) -> tuple[Link, ...]:
    """Link to each place where a text can be read as well."""
    return tuple(
        Link("related", each.item.url, title=_title(each, sources))
        for each in items
        if each.item.url
    )


def entry_source(card: SourceCard, changed_at: datetime) -> EntrySource | None:
    """Say which feed an entry came from; its address is published without credentials.

    Its `updated` is that of the entry: the feed was of that age when the item was taken from it, and the entry's bytes
    stay as they are when other items arrive.
    """
    feed_url = web_url(card.feed_url)
    if feed_url is None:
        return None
    return EntrySource(
        id=card.feed_id or minted("source", feed_url),
        title=card.title,
        feed_url=feed_url,
        site_url=card.site_url,
        updated_at=changed_at,
        rights=card.rights or "",
    )


def _title(stored: StoredItem, sources: Sources) -> str:
    card = sources.get(stored.item.source_id)
    return card.title if card else prose.host(stored.item.url)


def _enclosures(stored: StoredItem, republish: Republish) -> tuple[Link, ...]:
    if republish == "link":
        return ()
    return tuple(
        Link(
            "enclosure",
            each.url,
            each.media_type,
            each.title,
            each.length_bytes,
            duration_s=each.duration_s,
        )
        for each in stored.item.enclosures
    )
