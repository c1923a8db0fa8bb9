"""What may stand in a feed: legal characters, web addresses, well-formed names. Pure.

Every encoder passes its feed through here, so that one hostile item never breaks a whole feed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from html import escape, unescape
from urllib.parse import quote, urlsplit, urlunsplit

from syndicate.model import (
    Category,
    Companion,
    Entry,
    EntrySource,
    Episode,
    Link,
    OutputFeed,
    Reply,
)

_ILLEGAL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\Z")
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+\Z")
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+\Z")
_HOST = re.compile(r"[\w.-]+\Z|\[[0-9A-Fa-f:.]+\]\Z")
# In HTML, tags and their attributes; and what may be an address that holds what RFC 3986 does not let stand.
_OPENING = re.compile(r'<[a-z][a-z0-9]*(?: (?:[^<>"]++|"[^"]*+")*+)>')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_RAW = re.compile(r'[\s"<>\\^`{|}]')
_ADDRESSES = frozenset({"href", "src", "cite", "poster"})
_LOOSE = re.compile(r' (?:href|src|cite|poster)="(?:[^"\s<>\\^`{|}&]++|&(?!quot;|lt;|gt;))*+[^"]')
# What turns a text, and what ends that: embeddings and overrides, isolates.
_POP, _POP_ISOLATE = "\u202c", "\u2069"
_ENDS = dict.fromkeys("\u202a\u202b\u202d\u202e", _POP) | dict.fromkeys(
    "\u2066\u2067\u2068", _POP_ISOLATE
)
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_KEEP = "%/:?#[]@!$&'()*+,;=~"  # what RFC 3986 lets stand in a path, a query or a fragment


def legal(text: str) -> str:
    """Drop what XML 1.0 forbids or discourages, lone surrogates among it."""
    return text if text.isprintable() else _ILLEGAL.sub("", text)


def line(text: str) -> str:
    """Make one line of a text that may hold anything."""
    return " ".join(legal(text).split())


def turned_back(text: str) -> str:
    """End what turns the direction of a text and is not ended in it: it would turn what is behind (UAX #9, X1-X7)."""
    if text.isprintable():  # as nearly all are
        return text
    ends: list[str] = []  # of what is begun, the outermost first
    isolates = 0
    for mark in _TURNS.findall(text):
        if mark in _ENDS:
            ends.append(_ENDS[mark])
            isolates += ends[-1] == _POP_ISOLATE
        elif mark == _POP_ISOLATE and isolates:
            isolates -= 1
            while ends.pop() != mark:  # what is begun within it ends with it
                pass
        elif ends and ends[-1] == mark:
            ends.pop()
    return text + "".join(reversed(ends))


def said(text: str) -> str:
    """Make one line of a text that may hold anything, and that moves nothing beside it."""
    return turned_back(line(text))


@lru_cache(maxsize=4096)  # what entries of one source say of it, they all say
def web_url(url: str | None) -> str | None:
    """Return an absolute http(s) address in ASCII and without credentials, or None."""
    if not url:
        return None
    try:
        parts = urlsplit(legal(url).strip())
        host, port = parts.hostname or "", parts.port
        host = f"[{host}]" if ":" in host else host
        if parts.scheme not in {"http", "https"} or not _HOST.match(host):
            return None
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError:
        return None
    netloc = host if port is None else f"{host}:{port}"
    path, query, fragment = (
        quote(part, safe=_KEEP.replace("#", "").replace("[", "").replace("]", ""))
        for part in (parts.path, parts.query, parts.fragment)
    )
    return urlunsplit((parts.scheme, netloc, path, query, fragment))


def as_uri(iri: str) -> str:
    """Return an address of ours as headers and every reader can carry it (RFC 3987, 3.1); one in ASCII as it is."""
    return iri if iri.isascii() else web_url(iri) or iri


def markup(html: str) -> str:
    """Return clean HTML with addresses that every reader can follow: nothing in them is left to be guessed."""
    html = legal(html)
    return _OPENING.sub(_tightened, html) if _LOOSE.search(html) else html


def _tightened(tag: re.Match[str]) -> str:
    return _ATTRIBUTE.sub(_strict, tag[0])


def _strict(attribute: re.Match[str]) -> str:
    """Escape what may not stand in an address (RFC 3986, 2.1); letters of all scripts may, in HTML."""
    name, value = attribute.groups()
    if name not in _ADDRESSES:
        return attribute[0]
    given = unescape(value).strip()
    return f' {name}="{escape(_RAW.sub(lambda char: quote(char[0]), given))}"'


def language(tag: str | None) -> str | None:
    """Return a language tag if it has the form of one (BCP 47)."""
    return tag if tag and _LANGUAGE.match(tag) else None


def media_type(text: str | None) -> str | None:
    """Return a media type without its parameters, if it has the form of one."""
    bare = (text or "").partition(";")[0].strip()
    return bare if _MEDIA_TYPE.match(bare) else None


def identifier(text: str) -> str:
    """Return an id as it was minted; one that is no IRI is made one, always the same way."""
    return text if _IDENTIFIER.match(text) else "urn:x-syndicate:" + quote(legal(text), safe="")


def clean_entry(entry: Entry) -> Entry:
    """Return the entry with nothing in it that could break a feed or a reader."""
    return Entry(  # all of it: `replace` takes as long as all the cleaning
        id=identifier(entry.id),
        title=said(entry.title) or "Untitled",
        url=web_url(entry.url),
        published_at=entry.published_at,
        updated_at=entry.updated_at,
        content_html=markup(entry.content_html),
        summary=said(entry.summary),
        authors=_names(entry.authors),
        contributors=_names(entry.contributors),
        categories=tuple(dict.fromkeys(filter(None, map(_clean_category, entry.categories)))),
        language=language(entry.language),
        links=tuple(dict.fromkeys(filter(None, map(_clean_link, entry.links)))),
        source=_clean_source(entry.source) if entry.source else None,
        rights=said(entry.rights),
        image_url=web_url(entry.image_url),
        episode=entry.episode and _clean_episode(entry.episode),
        reply=entry.reply and Reply(identifier(entry.reply.ref), web_url(entry.reply.href)),
    )


def clean_head(feed: OutputFeed) -> OutputFeed:
    """Return what stands above the entries, clean; the entries are left as they are."""
    return replace(
        feed,
        id=identifier(feed.id),
        title=said(feed.title) or "Untitled",
        subtitle=said(feed.subtitle),
        self_url=as_uri(feed.self_url),
        html_url=as_uri(feed.html_url),
        hubs=tuple(map(as_uri, feed.hubs)),
        pages=tuple(replace(link, href=as_uri(link.href)) for link in feed.pages),
        author=said(feed.author) or "Syndicate",
        language=language(feed.language),
        rights=said(feed.rights),
        licence_url=web_url(feed.licence_url),
        categories=_names(feed.categories),
        links=tuple(filter(None, map(_clean_link, feed.links))),
    )


def _names(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(said, texts))))


@lru_cache(maxsize=1024)
def _clean_category(category: Category) -> Category | None:
    term = line(category.term)
    if not term:
        return None
    scheme = identifier(category.scheme) if category.scheme else None
    label = said(category.label or "")
    return Category(term, scheme, label if label != term else None)


def _clean_link(link: Link) -> Link | None:
    href = web_url(link.href)
    if href is None:
        return None
    size = link.length_bytes
    return Link(
        rel=link.rel,
        href=href,
        media_type=media_type(link.media_type),
        title=said(link.title or "") or None,
        length_bytes=size if size is not None and size >= 0 else None,
        language=language(link.language),
        duration_s=link.duration_s,
    )


def _clean_episode(episode: Episode) -> Episode:
    found = (
        Companion(each.kind, url, media_type(each.media_type), language(each.language))
        for each in episode.companions
        if (url := web_url(each.url))
    )
    return replace(episode, companions=tuple(found))


def _clean_source(source: EntrySource) -> EntrySource | None:
    feed_url = web_url(source.feed_url)
    if feed_url is None:
        return None
    return EntrySource(
        id=identifier(source.id),
        title=said(source.title) or feed_url,
        feed_url=feed_url,
        site_url=web_url(source.site_url),
        updated_at=source.updated_at,
        rights=said(source.rights),
    )
