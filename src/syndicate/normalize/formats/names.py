"""What an element and an attribute are to feedparser: its namespaces, folded into names. Pure.

feedparser knows some sixty namespaces, by any prefix, and takes all others by the prefix that is declared: so
"dc:creator" is `dc_creator` whatever its prefix, and "x:mood" is `x_mood`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from syndicate.normalize.formats.dialects import NAMESPACES

_DECLARED = re.compile(r"""xmlns:([^\s=<>"'/]{1,60})\s*=\s*["']([^"'<>]{0,300})["']""")
_ATOM = "{http://www.w3.org/2005/Atom}feed"
# feedparser writes declarations of the first, and takes what declares the second for RSS.
_NOT_INLINE = ("http://www.w3.org/1999/xlink", "http://my.netscape.com/")
_USERLAND = "backend.userland.com/rss"
_RDF_SITE = "http://purl.org/rss/1.0/"
_PREFIXES = frozenset(prefix.lower() for prefix in NAMESPACES.values())
# feedparser files an unknown element under "prefix_name": with these it would hit what it found itself.
_FILED = frozenset(
    "title summary subtitle author published updated created date issued modified description".split()  # noqa: SIM905
)
# Attributes that count. In a namespace that feedparser does not know it would take them for plain ones.
_COUNTED = frozenset(
    """
    base domain duration filesize href ispermalink label lang language lastmod length medium mode rel scheme src term
    text title type uri url version
    """.split()  # noqa: SIM905 - a table of words reads best as words
)
IN_LOWER_CASE = ("rel", "type")


class Unsure(Exception):
    """What feedparser would make of this is not certain."""


class Names(dict[str, str]):
    """ElementTree's tag -> feedparser's name, for one document.

    `inline` tells whether XHTML within it comes out as it stands: it does in Atom, where XLink is not declared.
    """

    def __init__(self, text: str, root: str = "") -> None:
        super().__init__()
        self.inline = root == _ATOM and not any(space in text for space in _NOT_INLINE)
        self._prefixes: dict[str, str] = {}
        self._declare(text)

    def __missing__(self, tag: str) -> str:
        namespace, local = _split(tag)
        known = _known(namespace)
        prefix = self._prefixes.get(namespace, "") if known is None else known.lower()
        if known is None and not prefix:
            raise Unsure  # a default namespace that feedparser does not know
        if not prefix and "_" in local:
            raise Unsure  # it would pass for one with a prefix
        name = self[tag] = f"{prefix}_{local}" if prefix else local
        return name

    def _declare(self, text: str) -> None:
        """Know the prefixes of unknown namespaces. A prefix must mean one thing, and no other's."""
        meant: dict[str, str] = {}
        for prefix, namespace in set(_DECLARED.findall(text)) if "xmlns:" in text else ():
            short = prefix.lower()
            known = _known(namespace)
            if namespace == _RDF_SITE:  # it makes RSS of Atom
                raise Unsure
            if meant.setdefault(short, namespace) != namespace or "&" in namespace:
                raise Unsure
            if known is None and self._prefixes.setdefault(namespace, short) != short:
                raise Unsure
            if short in (_PREFIXES if known is None else _PREFIXES - {known.lower()}):
                raise Unsure
            if known is None and short in _FILED:
                raise Unsure


def attributes(element: Element) -> Mapping[str, str]:
    """The attributes of an element as feedparser sees them: {"xml:lang": "en", "rel": "alternate"}."""
    given = element.attrib
    if not given:
        return given
    found: dict[str, str] = {}
    for name, value in given.items():
        namespace, local = _split(name)
        known = _known(namespace)
        if known is None:
            if local in _COUNTED:
                raise Unsure
            continue
        key = f"{known}:{local}" if known else local
        if key in found or key in ("base", "xml:base"):
            raise Unsure
        found[key] = value.lower() if key in IN_LOWER_CASE else value
    return found


def language(given: Mapping[str, str], inherited: str | None) -> str | None:
    """The language of what stands in an element; xml:lang="" ends that of its parent."""
    return given.get("xml:lang", given.get("lang", inherited)) or None


def _known(namespace: str) -> str | None:
    """The prefix that feedparser gives to a namespace: "" for those of Atom and RSS; None where it knows none."""
    lower = namespace.lower()
    return "" if _USERLAND in lower else NAMESPACES.get(lower)


def _split(tag: str) -> tuple[str, str]:
    """A name as ElementTree writes it, "{namespace}local"; the local part in lower case."""
    if tag[:1] != "{":
        return "", tag.lower()
    namespace, _, local = tag[1:].rpartition("}")
    return namespace, local.lower()
