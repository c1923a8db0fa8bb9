"""What RFC 4287 asks of a feed beyond its grammar, and what validators and readers ask besides."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from benchmarks.rules import forms, markup

A = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
THREAD = "{http://purl.org/syndication/thread/1.0}"
MEDIA = "{http://search.yahoo.com/mrss/}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def faults(body: bytes, at: str, grammar: etree.RelaxNG | None = None) -> Iterator[str]:
    """Tell every fault of a feed that stands at an address, by the grammar (RFC 4287, appendix B) first."""
    root = etree.fromstring(body)
    if grammar is not None and not grammar.validate(root):
        yield from (f"grammar: {error.message}" for error in grammar.error_log)
    if root.tag != f"{A}feed":
        yield f"the root is {root.tag!r}"
        return
    entries = root.findall(f"{A}entry")
    yield from _head(root, at)
    for gone in root.iterfind(TOMBSTONE):
        yield from forms.identifier(gone.get("ref"), "ref of a tombstone")
        yield from forms.instant(gone.get("when"), "when of a tombstone")
    for name in ("id", "title", "updated"):
        if len(root.findall(A + name)) != 1:
            yield f"feed: there is not one {name}"
    if root.find(f"{A}author") is None and not all(_has_author(entry) for entry in entries):
        yield "feed: neither it nor each of its entries has an author"
    yield from forms.once([entry.findtext(f"{A}id") for entry in entries], "entry id")
    newest = max((entry.findtext(f"{A}updated") or "" for entry in entries), default="")
    if newest[:19] > (root.findtext(f"{A}updated") or "")[:19]:
        yield "feed: an entry was updated after it"
    for entry in entries:
        name = f"entry {entry.findtext(f'{A}id')}"
        yield from (f"{name}: {fault}" for fault in _entry(entry))


def _head(root: etree._Element, at: str) -> Iterator[str]:
    here = [link.get("href") for link in root.iterfind(f"{A}link[@rel='self']")]
    if here != [at]:
        yield f"feed: its self link is {here}, not {at}"
    yield from forms.identifier(root.findtext(f"{A}id"), "feed: id")
    yield from forms.instant(root.findtext(f"{A}updated"), "feed: updated")
    yield from markup.plain(root.findtext(f"{A}title"), "feed: title")
    yield from forms.language(root.get(_LANG), "feed: xml:lang")
    yield from (f"feed: {fault}" for fault in _links(root))


def _has_author(entry: etree._Element) -> bool:
    return any(entry.find(path) is not None for path in (f"{A}author", f"{A}source/{A}author"))


def _entry(entry: etree._Element) -> Iterator[str]:
    for name in ("id", "title", "updated", "published", "content"):
        if len(entry.findall(A + name)) != 1:
            yield f"there is not one {name}"
    yield from forms.identifier(entry.findtext(f"{A}id"), "id")
    yield from markup.plain(entry.findtext(f"{A}title"), "title")
    yield from forms.language(entry.get(_LANG), "xml:lang")
    for name in ("updated", "published"):
        yield from forms.instant(entry.findtext(A + name), name)
    for author in entry.iterfind(f"{A}author/{A}name"):
        if not (author.text or "").strip():
            yield "an author has no name"
    yield from _links(entry)
    yield from _categories(entry)
    content = entry.find(f"{A}content")
    if content is not None:
        if content.get("type") != "html" or not (content.text or "").strip():
            yield f"content is {content.get('type')} and may be empty"
        yield from markup.html(content.text or "", "content")
    for picture in entry.iterfind(f"{MEDIA}thumbnail"):
        yield from forms.address(picture.get("url"), "media:thumbnail")
    for answered in entry.iterfind(f"{THREAD}in-reply-to"):
        yield from forms.identifier(answered.get("ref"), "ref of thr:in-reply-to")
    yield from _source(entry)


def _links(parent: etree._Element) -> Iterator[str]:
    links = parent.findall(f"{A}link")
    for link in links:
        name = f"link rel={link.get('rel')}"
        yield from forms.address(link.get("href"), name)
        yield from forms.media_type(link.get("type"), f"{name}: type")
        yield from forms.language(link.get("hreflang"), f"{name}: hreflang")
        yield from forms.size(link.get("length"), f"{name}: length")
    kinds = [
        f"{link.get('type')} {link.get('hreflang')}"
        for link in links
        if link.get("rel") in {None, "alternate"}
    ]
    yield from forms.once([*kinds], "an alternate of one type and language")
    whole = [str(sorted(link.attrib.items())) for link in links]
    yield from forms.once([*whole], "a link")


def _categories(entry: etree._Element) -> Iterator[str]:
    for each in entry.iterfind(f"{A}category"):
        if not (each.get("term") or "").strip():
            yield "a category has no term"
        if each.get("scheme") is not None:
            yield from forms.identifier(each.get("scheme"), "scheme of a category")
    pairs = [f"{e.get('scheme')} {e.get('term')}" for e in entry.iterfind(f"{A}category")]
    yield from forms.once([*pairs], "a category")


def _source(entry: etree._Element) -> Iterator[str]:
    source = entry.find(f"{A}source")
    if source is None:
        return
    if entry[-1] is not source:
        yield "its source does not stand last"
    for name in ("id", "title", "updated"):
        if len(source.findall(A + name)) != 1:
            yield f"its source has not one {name}"
    yield from forms.identifier(source.findtext(f"{A}id"), "id of its source")
    yield from forms.instant(source.findtext(f"{A}updated"), "updated of its source")
    yield from (f"its source: {fault}" for fault in _links(source))
