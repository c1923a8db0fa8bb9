"""An entry, or the head of a feed, as it grows element by element: what feedparser would make of it. Pure.

feedparser looks at elements in their order and knows no schema, so what one means depends on those before it:
a second description is a content, a GUID is a link until there is one. All that is followed here for elements
whose course is certain; any other raises Unsure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ClassVar
from xml.etree.ElementTree import Element

from syndicate.normalize.dates import dates
from syndicate.normalize.formats.found import TAGS
from syndicate.normalize.formats.inline import markup
from syndicate.normalize.formats.names import Names, Unsure, attributes, language
from syndicate.normalize.formats.silent import ignore
from syndicate.normalize.formats.wording import looks_like_html, repaired, resolved, words, written

_REFERENCE = re.compile(r"&([A-Za-z0-9_]+);")
_XHTML = "application/xhtml+xml"
_TYPES = {
    "text": "text/plain",
    "plain": "text/plain",
    "text/plain": "text/plain",
    "html": "text/html",
    "text/html": "text/html",
    "xhtml": _XHTML,
    _XHTML: _XHTML,
}
_HTML = ("text/html", "html", "application/xhtml+xml", "xhtml")
_MAIL = r"[\w.+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,4}"
_SIGNED = re.compile(rf"(?P<mail>{_MAIL})(?:\s?\((?P<name>[^()@<>&]+)\))?", re.ASCII)
_DEPTH = 8  # of media:group and media:content in each other
_ITUNES = "http://www.itunes.com/"
_MEDIA = "http://search.yahoo.com/mrss/category_schema"

Detail = dict[str, str | None]
Node = dict[str, Any]
_Rule = Callable[..., None]
_DATES = {
    **dict.fromkeys(("published", "issued", "pubdate", "dcterms_issued"), "published"),
    **dict.fromkeys(("updated", "modified", "dc_date", "dcterms_modified"), "updated"),
    **dict.fromkeys(("created", "dcterms_created"), "created"),
}


class Draft:
    """What is known so far. `node` is what feedparser would hold, as far as anybody asks for it."""

    def __init__(self, names: Names, spoken: str | None, *, atom: bool, entry: bool) -> None:
        self.node: Node = {}
        self.links: list[dict[str, str]] = []
        self.authors: list[Detail] = []
        self.contributors: list[Detail] = []
        self.bare_author = False
        self.tags: list[Detail] = []
        self.has_content = False
        self.names = names
        self.language = spoken
        self.atom = atom
        self._entry = entry
        self._title_depth: int | None = None
        self._rules = self._ENTRY if entry else self._ATOM_HEAD if atom else self._HEAD
        self._depths: dict[str, int] = {}

    def take(self, element: Element, depth: int = 1) -> bool:
        """Follow an element that counts; False for any other."""
        name = self.names[element.tag]
        rule = self._rules.get(name)
        if rule is None:
            return False
        if depth > 1 and (name not in self._NESTED or depth > _DEPTH):
            raise Unsure
        rule(self, element, name, depth)
        return True

    def finished(self) -> Node:
        """All of it. What says nothing in the usual places may say it in any other: Unsure."""
        node = self.node
        said = any(content["value"].strip() for content in node.get("content", ()))
        if self._entry and not said and not node.get("title"):
            raise Unsure
        node["links"] = self.links
        node["authors"] = self.authors
        node["contributors"] = self.contributors
        node["tags"] = self.tags
        return node

    def _file(self, key: str, value: object, depth: int) -> None:
        """What stands nearer to the entry goes before what stands deeper in it."""
        if depth <= self._depths.get(key, depth):
            self._depths[key] = depth
            self.node[key] = value

    def _worded(self, element: Element, usual: str) -> tuple[str, Detail]:
        """The words of an element, and what it says of them."""
        given = attributes(element)
        kind = _TYPES.get(given.get("type", usual))
        if kind is None or given.get("mode", "xml") not in ("xml", "escaped"):
            raise Unsure
        value = repaired(markup(element, self.names)) if kind == _XHTML else words(element)
        if kind == "text/plain" and not self.atom and looks_like_html(value):
            kind = "text/html"
        spoken = language(given, self.language)
        spoken = spoken and spoken.replace("_", "-")
        return value, {"value": value, "type": kind, "language": spoken}

    def _title(self, element: Element, name: str, depth: int) -> None:
        value, detail = self._worded(element, "text/plain")
        if not self._entry and "title" in self.node:
            raise Unsure
        if self._title_depth is None or self._title_depth > depth:
            self._file("title", value, depth)
            self.node["title_detail"] = detail
        if value and name != "media_title":
            self._title_depth = depth

    def _description(self, element: Element, name: str, depth: int) -> None:
        """A second one is a content, unless there is one already."""
        if "summary" in self.node and not self.has_content:
            self._content(element, "content", depth)
            return
        plain = name in ("summary", "itunes_summary")
        value, detail = self._worded(element, "text/plain" if plain else "text/html")
        self.node["summary_detail"] = detail
        if plain or self._entry:  # that of a feed is a subtitle
            self._file("summary", value, depth)

    def _caption(self, element: Element, _name: str, depth: int) -> None:
        """What is said of a picture or film, which feed.py has feedparser file likewise."""
        value, self.node["media_description_detail"] = self._worded(element, "text/html")
        self._file("media_description", value, depth)

    def _content(self, element: Element, name: str, _depth: int) -> None:
        """The first content is the summary where there is none."""
        usual = "text/html" if name == "content_encoded" else "text/plain"
        value, detail = self._worded(element, usual)
        self.node.setdefault("content", []).append(detail)
        self.node.setdefault("summary", value)
        self.has_content = True

    def _link(self, element: Element, _name: str, _depth: int) -> None:
        """A link by its href is an alternate only as HTML; a link by its text always is one."""
        given = attributes(element)
        own = "application/atom+xml" if given.get("rel") == "self" else "text/html"
        link = {"rel": "alternate", "type": own, **given}
        text = written(element)
        self.links.append(link)
        if "url" in given or "uri" in given:
            raise Unsure
        if "href" not in given:
            link["href"] = self.node["link"] = self._address(text)
            return
        link["href"] = resolved(given["href"])
        if link["rel"] == "alternate" and link["type"] in _HTML:
            self.node["link"] = link["href"]

    def _address(self, text: str) -> str:
        """A link that is written as text: the & of its query may be escaped once more."""
        value = repaired(resolved(text))
        if "&" not in value:
            return value
        return _REFERENCE.sub(r"&\1", value.replace("&amp;", "&") if self._entry else value)

    def _guid(self, element: Element, _name: str, depth: int) -> None:
        """It is a link as well, where it does not say otherwise and there is none yet."""
        is_link = attributes(element).get("ispermalink", "true") == "true"
        text = written(element)
        value = repaired(resolved(text) if is_link else text)
        self._file("id", value, depth)
        if is_link:
            self.node.setdefault("link", value)

    def _date(self, element: Element, name: str, depth: int) -> None:
        value = words(element)
        key = _DATES[name]
        self._file(key, value, depth)
        self.node[f"{key}_parsed"] = dates.instant(value) if value else None

    def _author(self, element: Element, name: str, _depth: int) -> None:
        if not len(element):
            self.authors.append(_person(words(element)))
            self.bare_author = True
            return
        parts = self._parts(element)
        # feedparser lays the parts of a later author over a bare one.
        if name != "author" or (self.authors and (self.bare_author or not parts.get("name"))):
            raise Unsure
        self.authors.append(parts)

    def _parts(self, element: Element) -> Detail:
        """What is said of a person: name and email, by themselves."""
        parts: Detail = {}
        said = (element.text, *(part.tail for part in element))
        if any(text and text.strip() for text in said):
            raise Unsure
        for part in element:
            kind = self.names[part.tag]
            told = written(part)
            if kind in ("name", "email"):
                parts[kind] = told
            elif kind not in ("uri", "url"):
                if told:  # it may be taken for the author's
                    raise Unsure
                ignore(part, self.names)
        return parts

    def _contributor(self, element: Element, name: str, _depth: int) -> None:
        """In Dublin Core the name stands by itself."""
        bare = name == "dc_contributor"
        self.contributors.append({"name": written(element)} if bare else self._parts(element))

    def _category(self, element: Element, name: str, _depth: int) -> None:
        given = attributes(element)
        scheme = given.get("scheme", given.get("domain"))
        if name == "media_category":
            scheme = given.get("scheme", _MEDIA)
        self._tag(given.get("term"), scheme, given.get("label"))
        value = words(element)
        if value and self.tags and not self.tags[-1]["term"]:
            self.tags[-1]["term"] = value
        elif value:
            self._tag(value, None, None)

    def _keywords(self, element: Element, name: str, _depth: int) -> None:
        if element.attrib:
            raise Unsure
        scheme = _ITUNES if name == "itunes_keywords" else None
        for term in words(element).split(","):
            if term.strip():
                self._tag(term.strip(), scheme, None)

    def _tag(self, term: str | None, scheme: str | None, label: str | None) -> None:
        tag = {"term": term, "scheme": scheme, "label": label}
        if len(self.tags) < TAGS and any(tag.values()) and tag not in self.tags:
            self.tags.append(tag)

    def _enclosure(self, element: Element, _name: str, _depth: int) -> None:
        given = attributes(element)
        written(element)
        href = given.get("url", given.get("uri")) or given.get("href", "")
        self.links.append({**given, "rel": "enclosure", "href": href})

    def _media(self, element: Element, name: str, depth: int) -> None:
        """A file, or a group of them, and what is said of it."""
        if name == "media_content":
            self.node.setdefault(name, []).append(attributes(element))
        elif name == "media_thumbnail":
            if written(element):  # an address, where there is no other
                raise Unsure
            self.node.setdefault(name, []).append(attributes(element))
        for part in element:
            if not self.take(part, depth + 1):
                ignore(part, self.names)

    def _image(self, element: Element, _name: str, _depth: int) -> None:
        given = attributes(element)
        href = given.get("href") or given.get("url")
        written(element)
        if href:
            self.node["image"] = {"href": href}

    def _companion(self, element: Element, name: str, _depth: int) -> None:
        written(element)
        self.node.setdefault(name, []).append(attributes(element))

    def _rights(self, element: Element, _name: str, depth: int) -> None:
        value, self.node["rights_detail"] = self._worded(element, "text/plain")
        self._file("rights", value, depth)

    def _licence(self, element: Element, _name: str, _depth: int) -> None:
        href = words(element)
        self.links.append({"rel": "license", "href": href} if href else {"rel": "license"})

    def _source(self, element: Element, _name: str, _depth: int) -> None:
        """The feed that an entry was taken from; feedparser files other elements within it by rules of its own."""
        title = words(element)
        self._title_depth = None
        self.node["source"] = {"title": title} if title else {}

    def _publisher(self, element: Element, _name: str, depth: int) -> None:
        """Feedparser looks for an address in it, and files the rest by rules of its own."""
        name = words(element)
        if "@" in name:
            raise Unsure
        self._file("publisher", name, depth)

    def file(self, element: Element, name: str, depth: int = 1) -> None:
        """An element that feedparser does not know is filed under its name."""
        if element.attrib:
            raise Unsure
        self._file(name, words(element), depth)

    # Wherever they stand in an entry.
    _NESTED: ClassVar[dict[str, _Rule]] = {
        "media_title": _title,
        "media_description": _caption,
        "media_group": _media,
        "media_content": _media,
        "media_thumbnail": _media,
        "media_category": _category,
        "media_keywords": _keywords,
    }
    _HEAD: ClassVar[dict[str, _Rule]] = {
        "title": _title,
        "link": _link,
        "id": _guid,
        "guid": _guid,
        "description": _description,
        "summary": _description,
        "itunes_summary": _description,
        **dict.fromkeys(("rights", "dc_rights", "copyright"), _rights),
        "creativecommons_license": _licence,
    }
    _ATOM_HEAD: ClassVar[dict[str, _Rule]] = {
        **_HEAD,
        "author": _author,
        "contributor": _contributor,
    }
    _ENTRY: ClassVar[dict[str, _Rule]] = {
        **_HEAD,
        **_NESTED,
        **dict.fromkeys(_DATES, _date),
        "dc_title": _title,
        "dc_description": _description,
        "content": _content,
        "content_encoded": _content,
        "author": _author,
        "dc_creator": _author,
        "itunes_author": _author,
        **dict.fromkeys(("contributor", "dc_contributor"), _contributor),
        "category": _category,
        "dc_subject": _category,
        "itunes_keywords": _keywords,
        "enclosure": _enclosure,
        "itunes_image": _image,
        "source": _source,
        "dc_publisher": _publisher,
        "feedburner_origlink": file,
        **dict.fromkeys(("itunes_duration", "itunes_season", "itunes_episode"), file),
        **dict.fromkeys(("podcast_chapters", "podcast_transcript"), _companion),
    }


def _person(signature: str) -> Detail:
    """The name and the address in "jo@example.org (Jo Roe)"."""
    if "@" not in signature:
        return {"name": signature}
    found = _SIGNED.fullmatch(signature) if len(signature) < 200 else None
    if found is None:
        raise Unsure
    return {"name": (found["name"] or "").strip(), "email": found["mail"]}
