"""What makes an entry the same entry tomorrow. Pure.

Keys are identities, strongest first; all of an item's keys lead to one stored row. So a key may stand with one
entry of a document only: a GUID or a link that several share tells none of them from the others.
The last ones, `day:` (headline and day) and `words:` (all that it says), are doubtful: two entries may well agree
in one of them. The store believes them together, or when a whole document came under new names (store/matching.py).
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from syndicate.normalize.links.urls import canonical_key, first_key, fragment

_GUID_BYTES = 512
_FORM = 3  # of the digest: a digest of another form says nothing about an edit
# Letters that editors and their programs swap, and that readers read alike.
_TYPOGRAPHY = str.maketrans(
    {**dict.fromkeys("‘’‚‛′", "'"), **dict.fromkeys("“”„‟″«»", '"'), **dict.fromkeys("‐‑‒–—―", "-")}
    | {"…": "...", "\u00ad": None, "\u200b": None, "\u200c": None, "\ufeff": None}
)
# "1,204 views", "Comments: 12", "Points: 3": how often something was read or liked is no news.
_COUNTED = (
    r"(?:page ?)?views?|reads?|likes?|shares?|claps?|upvotes?|votes?|points?|stars?|retweets?|comments?|replies"
    r"|responses?|reactions?|downloads?|plays?|listens?|followers?|aufrufe|kommentare|vues|commentaires|visitas"
    r"|comentarios|visualizzazioni|commenti|просмотр(?:ов|а)?|комментари(?:ев|я|й)"
)
_COUNTER = re.compile(
    rf"(?i)\W{{0,3}}(?:\d[\d.,\s]{{0,12}}[kmb]?\s?(?:{_COUNTED})|(?:{_COUNTED})\s?:?\s?\(?\d[\d.,\s]{{0,12}}[kmb]?\)?)\W{{0,3}}"
)


@dataclass(frozen=True, slots=True)
class Marks:
    """All that an entry may be known by; `url` as the feed gives it."""

    guid: str | None
    url: str | None
    title: str
    text: str
    day: date | None = None
    digest: str = ""

    @property
    def link(self) -> str | None:
        """The key of the link as stores know it: the stronger one, so that ids stay (ADR 17)."""
        return first_key(self.url)

    @property
    def page(self) -> str | None:
        """The key of the page, whatever form of it the link leads to."""
        return canonical_key(self.url)

    @property
    def words(self) -> str:
        """A hash of all of its words."""
        return _hash(self.title, self.text)


def item_id(source_id: str, key: str) -> str:
    """The id of the item that a source's strongest key stands for."""
    digest = hashlib.sha256(f"{source_id}\n{key}".encode("utf-8", "ignore")).digest()
    return "i" + base64.b32encode(digest[:15]).decode("ascii").lower()[:20]


def digest(title: str, text: str, enclosures: Iterable[str] = ()) -> str:
    """A hash of what a reader would call the item: an equal one says that nothing of substance was edited.

    White space, typography, counters, markup, dates, the address and signatures in those of files leave it alone.
    """
    lines = (line for line in text.split("\n") if not _is_counter(line))
    files = map(_file, enclosures)
    return f"{_FORM}-{_summed(_plainly(title), _plainly(' '.join(lines)), *files)}"


def _file(url: str) -> str:
    """The address of a file without what hosts sign, count or let expire anew with every request."""
    key = canonical_key(url) or url
    path, _, _ = key.partition("?")
    return path if "." in path.rpartition("/")[2] else key


def _is_counter(line: str) -> bool:
    return len(line) < 60 and any(map(str.isdigit, line)) and _COUNTER.fullmatch(line) is not None


def _plainly(text: str) -> str:
    return " ".join((text if text.isascii() else text.translate(_TYPOGRAPHY)).split())


def keys(entries: Sequence[Marks], site_url: str | None = None) -> list[tuple[str, ...] | None]:
    """The keys of each entry of a document; None for an entry that repeats another word for word."""
    home = first_key(site_url), canonical_key(site_url)
    places = [(marks.guid, marks.link, fragment(marks.url or "")) for marks in entries]
    alike = Counter(places)
    first: dict[tuple[str | None, ...], int] = {}
    for at, (marks, place) in enumerate(zip(entries, places, strict=True)):
        first.setdefault((*place, marks.words if alike[place] > 1 else None), at)
    apart = set(first.values())
    count = _Count([entries[at] for at in sorted(apart)])
    used: set[str] = set()
    found: list[tuple[str, ...] | None] = []
    for at, marks in enumerate(entries):
        own = _keys(marks, count, home) if at in apart else ("",)
        found.append(None if own[0] in used or at not in apart else own)
        used.add(own[0])
    return found


class _Count:
    """How many entries of a document share a mark."""

    def __init__(self, entries: Sequence[Marks]) -> None:
        self.guid = Counter(marks.guid for marks in entries)
        self.link = Counter(marks.link for marks in entries)
        self.page = Counter(place for marks in entries for place in {marks.link, marks.page})
        self.both = Counter((marks.guid, marks.link) for marks in entries)
        self.day = Counter((marks.title, marks.day) for marks in entries)


def _keys(marks: Marks, count: _Count, home: tuple[str | None, str | None]) -> tuple[str, ...]:
    found = []
    if marks.guid:
        found.append(_guid_key(marks.guid, marks, count))
    link, page = marks.link, marks.page
    if link and count.link[link] == 1 and link not in home and _is_below_home(link):
        found.append(f"url:{link}")
    for place in dict.fromkeys((page, _permalink(marks, count))):
        is_apart = place and place != link and place not in home and _is_below_home(place)
        if place and is_apart and count.page[place] == (place == page):
            found.append(f"url:{place}")
    return (*(found or [_text_key(marks, count)]), *_doubtful(marks))


def _permalink(marks: Marks, count: _Count) -> str | None:
    """The key of a GUID that is an address, however its scheme and host are spelled."""
    guid = marks.guid
    if not guid or not guid.startswith(("http://", "https://")) or count.guid[guid] > 1:
        return None
    return canonical_key(guid)


def _doubtful(marks: Marks) -> Iterator[str]:
    """What two entries rarely have in common."""
    title = " ".join(marks.title.casefold().split())
    if title and marks.day:
        yield f"day:{_hash(title, marks.day.isoformat())[:20]}"
    if marks.digest:
        yield f"words:{marks.digest[:22]}"


def _is_below_home(place: str) -> bool:
    return "/" in place or "?" in place


def _guid_key(guid: str, marks: Marks, count: _Count) -> str:
    short = guid if len(guid.encode("utf-8", "ignore")) <= _GUID_BYTES else _hash(guid)
    if count.guid[guid] == 1:
        return f"guid:{short}"
    told_by_link = marks.link and count.both[guid, marks.link] == 1
    return f"guid:{short}|{marks.link if told_by_link else marks.words}"


def _text_key(marks: Marks, count: _Count) -> str:
    """Title and day, so that an edited text stays the same entry; its text where they do not suffice."""
    if marks.title and marks.day and count.day[marks.title, marks.day] == 1:
        return f"text:{_hash(marks.title, marks.day.isoformat())}"
    return f"text:{marks.words}"


def _summed(*parts: str) -> str:
    """Equal for equal parts only: nothing that was cleaned holds a NUL."""
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _hash(*parts: str) -> str:
    """Equal for equal parts only: JSON keeps them apart."""
    return hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()[:32]
