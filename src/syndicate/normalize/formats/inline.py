"""Inline XHTML (RFC 4287, 3.1.1.3) as feedparser writes it: every tag closed, no prefixes, no comments. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element

from syndicate.normalize.formats.dialects import ELEMENTS
from syndicate.normalize.formats.names import IN_LOWER_CASE, Names, Unsure

_PREFIX = "xhtml_"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_FOREIGN = frozenset(("svg", "math"))  # of which feedparser writes the namespaces
_BASES = frozenset(("base", "xml:base"))


def markup(element: Element, names: Names) -> str:
    """What stands in an element of XHTML; where one div holds all of it, what stands in the div."""
    if not names.inline:
        raise Unsure
    pieces = list(_pieces(element, names))
    if _is_wrapped(element, names):
        pieces = pieces[2:-2]  # text and tag, tag and text
    return "".join(pieces).strip()


def _is_wrapped(element: Element, names: Names) -> bool:
    if len(element) != 1 or _name(element[0], names) != "div":
        return False
    return not any(text and text.strip() for text in (element.text, element[0].tail))


def _pieces(element: Element, names: Names) -> Iterator[str]:
    """Text, tag, text, tag, text; by a list of what is open, for that may be deeper than calls can go."""
    yield escape(element.text or "", quote=False)
    within = [(element, iter(element))]
    while within:
        parent, children = within[-1]
        child = next(children, None)
        if child is not None:
            yield f"<{_name(child, names)}{_attributes(child)}>"
            yield escape(child.text or "", quote=False)
            within.append((child, iter(child)))
            continue
        within.pop()
        if within:
            yield f"</{_name(parent, names)}>"
            yield escape(parent.tail or "", quote=False)


def _name(element: Element, names: Names) -> str:
    """The name of an element of XHTML. One that feedparser acts upon, or of another namespace, is not certain."""
    name = names[element.tag]
    local = name.removeprefix(_PREFIX)
    if local is name or local in _FOREIGN or name in ELEMENTS:
        raise Unsure
    return local


def _attributes(element: Element) -> str:
    if not element.attrib:
        return ""
    given = {_key(name): value for name, value in element.attrib.items()}
    if len(given) < len(element.attrib) or not _BASES.isdisjoint(given):
        raise Unsure
    return "".join(
        f' {key}="{_quoted(value.lower() if key in IN_LOWER_CASE else value)}"'
        for key, value in given.items()
    )


def _key(name: str) -> str:
    """An attribute as feedparser writes it: those of XML with their prefix, those of no namespace."""
    if name.startswith(_XML):
        return f"xml:{name.removeprefix(_XML).lower()}"
    if name.startswith("{"):
        raise Unsure
    return name.lower()


def _quoted(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;")
