"""Anybody's HTML -> HTML that may be shown anywhere. Pure. Only home of nh3.

An allow-list: no script, style, form, frame, SVG or MathML; links are http, https or mailto, and absolute.
The result is regular: lower-case tags, quoted attributes without < and >, everything closed; blocks.py relies on that.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Literal

import nh3

from syndicate.normalize.links.urls import for_people
from syndicate.normalize.markup import embeds, pictures
from syndicate.normalize.text import xml_legal

LIMIT = 256 * 1024  # characters of one body
_DEPTH = 200  # open elements; the parser's time grows with the square of them
_REFERENCES = 20_000  # as it does with these
_ATTRIBUTES_LENGTH = 16 * 1024
_FORMULAS = 200

_TAG_NAMES = """
    a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite code
    col colgroup dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr
    i img ins kbd li main mark nav ol p picture pre q rp rt ruby s samp section small source span
    strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var video wbr
"""
_TAGS = frozenset(_TAG_NAMES.split())
_GONE = frozenset(
    (
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "object",
        "svg",
        "math",
        "title",
        "select",
    )
)
_ATTRIBUTES = {
    "*": frozenset(("dir", "lang", "title")),
    "a": frozenset(("href", "hreflang")),
    "audio": frozenset(("src", "controls")),
    "col": frozenset(("span",)),
    "colgroup": frozenset(("span",)),
    "del": frozenset(("datetime",)),
    "img": frozenset(("src", "srcset", "sizes", "alt", "width", "height")),
    "ins": frozenset(("datetime",)),
    "li": frozenset(("value",)),
    "ol": frozenset(("start", "reversed", "type")),
    "source": frozenset(("src", "srcset", "sizes", "media", "type")),
    "td": frozenset(("colspan", "rowspan")),
    "th": frozenset(("colspan", "rowspan", "scope")),
    "time": frozenset(("datetime",)),
    "video": frozenset(("src", "poster", "controls", "width", "height")),
}
_SCHEMES = frozenset(("http", "https", "mailto"))

_ANY_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})")
_MARKUP = re.compile(r"<[A-Za-z/!?]")
_BARE = re.compile(r"&(?![A-Za-z#])")
_DATA_URL = re.compile(r"""(?i)(\ssrc\s{0,3}=\s{0,3}["']?)data:[^"'<>\s]*+""")
_FORMULA = re.compile(r"(?is)<math\b[^<>]{0,1000}>(.{0,8192}?)</math\s{0,3}>")
_ANNOTATION = re.compile(  # the innermost
    r"(?is)<annotation(?:-xml)?\b(?:(?!<annotation).){0,8192}?</annotation(?:-xml)?\s{0,3}>"
)
_EMPTY_SOURCE = re.compile(r"""(?i)\ssrc\s{0,3}=\s{0,3}(?:""|'')""")
_QUERY = re.compile(r' href="(https?://[^"?]*+\?[^"]*+)"')  # no text holds such a quotation mark
# Empty elements of the result that HTML does not close.
VOID = frozenset(("br", "col", "hr", "img", "source", "wbr"))


def from_plain(text: str) -> str:
    """Plain text as HTML: an empty line parts paragraphs, any other line end stays one."""
    paragraphs = re.split(r"\n[ \t]*\n\s*", xml_legal(text).replace("\r\n", "\n").strip())
    inner = (html.escape(part.strip(), quote=False) for part in paragraphs)
    return "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in inner if part)


def is_markup(value: str) -> bool:
    """Whether there is a tag in it."""
    return _MARKUP.search(value) is not None


def sanitize(markup: str, base: str | None) -> str:
    """Safe, XML-legal HTML with absolute links."""
    given = embeds.linked(pictures.hastened(xml_legal(_without_data(markup))[:LIMIT]))
    if "</math" in given and given.count("<math") <= _FORMULAS:
        given = _FORMULA.sub(_readable, given)
    if "&" in given:
        given = _BARE.sub("&amp;", "&".join(given.split("&", _REFERENCES)[:_REFERENCES]))
    if _is_bomb(given):
        given = from_plain(_stripped(given))
    clean = cleaner(base).clean(given)
    if "&#" in given and (legal := xml_legal(clean)) != clean:
        clean = xml_legal(cleaner(base).clean(legal))  # what a number stood for is gone: look again
    return pictures.checked(_direct(clean), base).strip()


def _direct(markup: str) -> str:
    """Regular HTML with links as people get them, past redirectors and without what tracks."""
    return _QUERY.sub(_for_people, markup) if "?" in markup else markup


def _for_people(link: re.Match[str]) -> str:
    given = html.unescape(link[1])
    target = for_people(given, None)
    return link[0] if target in (None, given) else f' href="{html.escape(target or given)}"'


@lru_cache(maxsize=32)
def cleaner(base: str | None) -> nh3.Cleaner:
    """nh3 with our allow-list; relative links are led on from `base`."""
    try:
        return _relative_to(("rewrite_with_base", base or ""))
    except ValueError:  # no usable base: a relative link leads nowhere
        return _relative_to("deny")


def _relative_to(rule: Literal["deny"] | tuple[Literal["rewrite_with_base"], str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags=_GONE,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
        url_relative=rule,
        set_tag_attribute_values={"img": {"loading": "lazy"}},
    )


def _without_data(markup: str) -> str:
    """Pictures inside of the text are dropped anyway; they must not use up its limit."""
    markup = _DATA_URL.sub(r"\1about:", markup) if "data:" in markup else markup
    return _EMPTY_SOURCE.sub(" ", markup) if '""' in markup or "''" in markup else markup


def _readable(formula: re.Match[str]) -> str:
    """A formula as its signs, once: the sanitiser takes no MathML, and annotations say the same again."""
    return re.sub(r"<[^<>]{0,4096}>", "", _ANNOTATION.sub("", formula[1]))


def _is_bomb(markup: str) -> bool:
    """Whether the nesting, or a single tag, is beyond what people write."""
    if markup.count("<") <= _DEPTH and len(markup) <= _ATTRIBUTES_LENGTH:
        return False  # there is no room for it
    depth = 0
    for tag in _ANY_TAG.finditer(markup):
        name = tag[2].lower()
        if name not in VOID and name not in ("p", "li", "input", "meta", "link", "param"):
            depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > _DEPTH:
            return True
        limit = tag.end() + _ATTRIBUTES_LENGTH
        if markup.find(">", tag.end(), limit) < 0 and len(markup) > limit:
            return True
    return False


def _stripped(markup: str) -> str:
    return html.unescape(re.sub(r"<[^<>]{0,4096}>?", " ", markup))
