"""RawEntry -> Item. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain

from syndicate.agencies import signed_by
from syndicate.model import Dateline, Enclosure, Episode, Item
from syndicate.normalize import files, text, unnamed
from syndicate.normalize.datelines import dateline
from syndicate.normalize.dates import dates
from syndicate.normalize.formats.raw import RawEntry, RawText
from syndicate.normalize.furniture import (
    boilerplate,
    cited,
    credited,
    headline,
    learned,
    onward,
    unfolding,
)
from syndicate.normalize.languages import language
from syndicate.normalize.links import identity
from syndicate.normalize.links.urls import absolute, canonical_key, for_people
from syndicate.normalize.markup import blocks, html, pictures

_FRAGMENT = re.compile(r"""(?i)(\shref\s{0,3}=\s{0,3}["']?)#""")
_AUTHORS = 20
_CATEGORIES = 50


@dataclass(frozen=True, slots=True)
class Setting:
    """What an entry takes from the document it stands in."""

    source_id: str
    now: datetime
    base: str
    site_url: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    title: str | None = None
    literal_titles: bool = False  # the format says which titles are HTML
    rights: str | None = None
    licence_url: str | None = None


@dataclass(frozen=True, slots=True)
class _Page:
    """What an entry says of the page that its texts are from."""

    title: str
    sites: frozenset[str]
    near: date
    url: str | None


@dataclass(frozen=True, slots=True)
class _Body:
    """A text without its furniture, as HTML and as lines."""

    read: blocks.Blocks
    parted: boilerplate.Parted
    markup: str
    kept: tuple[blocks.Line, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """What can be seen of them."""
        return tuple(filter(None, [text.visible(line.text).strip() for line in self.kept]))

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def given(self) -> str:
        """The text with its unseen signs, by which an entry without identity is known."""
        return "\n".join([line.text for line in self.kept])


_NO_BODY = _Body(blocks.read(""), boilerplate.Parted(), "", ())


@dataclass(frozen=True, slots=True)
class _Draft:
    """An entry with all but its identity."""

    entry: RawEntry
    given_url: str | None
    url: str | None
    given_title: str  # it is known by, whatever is taken for its headline
    name: unnamed.Name
    body: _Body
    summary: str
    claimed_at: datetime | None
    enclosures: tuple[Enclosure, ...]
    episode: Episode | None
    digest: str

    @property
    def _words(self) -> str:
        """What the entry says, wherever it says it: its pictures tell a silent entry from another."""
        said = self.body.given or self.summary or self.entry.rest
        return said or " ".join((self.body.markup, *self.entry.images))

    @property
    def marks(self) -> identity.Marks:
        day = self.claimed_at.date() if self.claimed_at else None
        guid = text.squeeze(self.entry.guid or "") or None
        return identity.Marks(guid, self.given_url, self.given_title, self._words, day, self.digest)


def items(entries: Iterable[RawEntry], setting: Setting) -> tuple[Item, ...]:
    """Clean every entry that says anything, in the order of the document."""
    return with_evidence(entries, setting)[0]


def with_evidence(
    entries: Iterable[RawEntry], setting: Setting, seen: Iterable[bytes] = ()
) -> tuple[tuple[Item, ...], tuple[bytes, ...]]:
    """Give the items of a document, and the evidence of each for what their source repeats.

    `seen` is the evidence (learned.py) of its other items, which are not parsed again.
    """
    drafts = [_draft(entry, setting) for entry in entries if _says_anything(entry)]
    keys = identity.keys([draft.marks for draft in drafts], setting.site_url)
    told = [learned.evidence(draft.body.kept) for draft in drafts]
    furniture = learned.learn((*seen, *told))
    found = [at for at, own in enumerate(keys) if own]
    made = (_item(drafts[at], keys[at] or (), setting, furniture) for at in found)
    return tuple(made), tuple(told[at] for at in found)


def _says_anything(entry: RawEntry) -> bool:
    """An entry without a word, a link or an identity is not there."""
    words = (entry.title, entry.content, entry.summary)
    return any(word and word.value.strip() for word in words) or any(
        (
            entry.guid,
            entry.link,
            entry.enclosures,
            entry.images,
            entry.authors,
            entry.categories,
            entry.rest,
        )
    )


def _draft(entry: RawEntry, setting: Setting) -> _Draft:
    url = for_people(entry.link, setting.base)
    claimed_at = dates.claimed(entry.published, setting.now) or dates.claimed(
        entry.updated, setting.now
    )
    given = _title(entry.title, literal=setting.literal_titles)
    sites = headline.sites(setting.title, text.name(entry.publisher or ""))
    near = (claimed_at or setting.now).date()
    page = _Page(headline.cleaned(text.visible(given), sites), sites, near, url)
    bodies = [_body(words, page, setting) for words in (entry.content, entry.summary)]
    body = bodies[0] if bodies[0].markup else bodies[1]
    summary = " ".join(bodies[1].lines) if body is bodies[0] else ""
    enclosures = files.enclosures(entry.enclosures, setting.base)
    episode = files.episode(entry, setting.base)
    beside = episode.companions if episode else ()
    known = given or unnamed.known_by(entry, body.given, url, enclosures)
    return _Draft(
        entry=entry,
        given_url=absolute(entry.link, setting.base),
        url=url,
        given_title=known,
        name=unnamed.given(page.title, url)
        if page.title
        else unnamed.shown(entry, known, body.text, body.markup, claimed_at),
        body=body,
        summary=text.clip(summary, text.SUMMARY_BYTES) or text.excerpt(body.text),
        claimed_at=claimed_at,
        enclosures=enclosures,
        episode=episode,
        digest=identity.digest(
            known, body.text, (*(file.url for file in enclosures), *(each.url for each in beside))
        ),
    )


def _title(words: RawText | None, *, literal: bool) -> str:
    if words is None:
        return ""
    return text.title(
        words.value, markup=words.kind == "html", literal=literal and words.kind == "text"
    )


def _body(words: RawText | None, page: _Page, setting: Setting) -> _Body:
    """Sanitise a text, then take away what its page says around it."""
    if words is None or not words.value.strip():
        return _NO_BODY
    value = words.value
    if words.kind == "html" and page.url and not setting.literal_titles:
        value = text.once_more(value)  # an entry without a link may be known by its text
    if words.kind == "text" or ("\n" in value.strip() and not html.is_markup(value)):
        value = html.from_plain(value if words.kind == "text" else text.entities(value))
    elif page.url and "#" in value:
        value = _FRAGMENT.sub(lambda match: f"{match[1]}{page.url}#", value)
    base = absolute(words.base, setting.base) or setting.base
    read = unfolding.unfolded(blocks.read(html.sanitize(value, base)), page.title)
    parted = boilerplate.part(read.lines, page.title, page.near, page.sites)
    return _ended(_part(read, parted))


def _ended(body: _Body) -> _Body:
    """A text without links to its rest; those of related stories are theirs."""
    markup, onwards = onward.parted(body.markup)
    if not onwards:
        return body
    furniture = (*body.parted.furniture, *onwards)[: boilerplate.KEPT]
    parted = replace(body.parted, cut=frozenset(), furniture=furniture)
    return _part(blocks.read(markup), parted)


def _part(read: blocks.Blocks, parted: boilerplate.Parted) -> _Body:
    kept = tuple([line for at, line in enumerate(read.lines) if at not in parted.cut])
    return _Body(read, parted, read.without(parted.cut), kept)


def _without(body: _Body, furniture: frozenset[bytes]) -> _Body:
    """A text without the lines that its source repeats."""
    if not (found := learned.repeated(body.kept, furniture)):
        return body
    places = [at for at in range(len(body.read.lines)) if at not in body.parted.cut]
    told = [text.clip(body.kept[at].text, text.SUMMARY_BYTES) for at in sorted(found)]
    parted = replace(
        body.parted,
        cut=body.parted.cut | {places[at] for at in found},
        furniture=(*body.parted.furniture, *told)[: boilerplate.KEPT],
    )
    return _part(body.read, parted)


def _names(values: Iterable[str], limit: int) -> tuple[str, ...]:
    """Plain text, each once whatever its case."""
    found: dict[str, str] = {}
    for value in values:
        if name := text.name(value):
            found.setdefault(name.casefold(), name)
    return tuple(found.values())[:limit]


def _terms(
    pairs: Iterable[tuple[str, str]], categories: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """What categories are called by their source itself, where that is another word."""
    found: dict[str, str] = {}
    for label, term in pairs:
        name, word = text.name(label), text.name(term)
        if name in categories and word and word != name:
            found.setdefault(name, word)
    return tuple(found.items())


def _item(
    draft: _Draft, keys: tuple[str, ...], setting: Setting, furniture: frozenset[bytes]
) -> Item:
    """The item. Its identity, digest and credits are those of its text with the lines that its source repeats."""
    entry, body = draft.entry, _without(draft.body, furniture)
    parted = body.parted
    near = parted.written_on or (draft.claimed_at or setting.now).date()
    is_quoted = blocks.quotes_first(body.markup)
    opening = None if is_quoted else dateline.opening(body.lines, near, parted.above)
    authors = _names(entry.authors or setting.authors, _AUTHORS)
    categories = _names(entry.categories, _CATEGORIES)
    publisher = _publisher(entry.publisher, draft.given_title, setting)
    own_rights = rights(entry.rights, literal=setting.literal_titles)
    writer = _agency(draft, opening, (*authors, publisher or ""), own_rights)
    return Item(
        id=identity.item_id(setting.source_id, keys[0]),
        source_id=setting.source_id,
        keys=keys,
        url=draft.url,
        link_key=canonical_key(draft.url),
        title=text.visible(draft.name.text),
        summary=_summary(draft, body),
        content_html=body.markup,
        text=body.text,
        seen_at=setting.now,
        published_at=dates.published(draft.claimed_at, setting.now),
        digest=draft.digest,
        claimed_at=draft.claimed_at,
        claimed_updated_at=dates.claimed(entry.updated, setting.now),
        authors=authors,
        contributors=_names(entry.contributors, _AUTHORS),
        categories=categories,
        terms=_terms(entry.terms, categories),
        language=_language(draft, setting),
        enclosures=draft.enclosures,
        image_url=_image(draft, setting.base),
        episode=draft.episode,
        dateline=opening,
        byline=text.clip(parted.byline, text.NAME_BYTES) if parted.byline else None,
        agency=writer,
        publisher=publisher,
        cited=cited.outlets(body.text, writer),
        related=parted.related,
        furniture=parted.furniture,
        rights=own_rights or setting.rights,
        licence_url=absolute(entry.licence, setting.base) or setting.licence_url,
        is_untitled=not draft.name.is_said,
    )


def _summary(draft: _Draft, body: _Body) -> str:
    """What the source says in short; else how its text begins."""
    if body is draft.body or draft.summary != text.excerpt(draft.body.text):
        return draft.summary
    return text.excerpt(body.text)


def rights(words: RawText | None, *, literal: bool) -> str | None:
    """What somebody says of their rights, as one line of plain text."""
    return text.clip(_title(words, literal=literal), text.NAME_BYTES) or None


def _language(draft: _Draft, setting: Setting) -> str | None:
    declared = language.tidy(draft.entry.language) or setting.language
    title = draft.name.text if draft.entry.title else ""  # one of ours is in no language
    return language.settled(declared, f"{title}\n{draft.body.text}")


def _image(draft: _Draft, base: str) -> str | None:
    """The picture that stands for an item: the one it names, one it carries, the first it shows."""
    files = (file.url for file in draft.enclosures if pictures.is_shown(file.media_type))
    named = (absolute(href, base) for href in draft.entry.images)
    found = next(filter(None, chain(named, files)), None)
    return found or absolute(pictures.first(draft.body.markup), base)


def _publisher(named: str | None, title: str, setting: Setting) -> str | None:
    """Who published an entry first, where that is not the feed itself, nor the entry's own feed (of its replies)."""
    name = text.name(named or "")
    own = ((setting.title or "").casefold(), title.casefold())
    return name if name and name.casefold() not in own else None


def _agency(
    draft: _Draft, opening: Dateline | None, names: Sequence[str], own_rights: str | None
) -> str | None:
    """Who wrote it first: as the dateline says, else as it is signed, else by the note of its source or its rights."""
    if opening and opening.agency:
        return opening.agency
    parted = draft.body.parted
    captions = frozenset(map(text.visible, blocks.captions(draft.body.markup)))
    lines = [line for line in draft.body.lines if line not in captions]
    signatures = filter(None, (parted.byline, *names))
    signed = next(filter(None, map(signed_by, signatures)), None)
    return (
        signed
        or credited.in_lines(lines, parted.furniture)
        or (credited.in_rights(own_rights) if own_rights else None)
    )
