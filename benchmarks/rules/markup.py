"""What may stand in the HTML of an entry, and in a text that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from benchmarks.rules.forms import address

_ACTIVE = (
    "script,style,iframe,frame,frameset,object,embed,applet,form,input,button,link,meta,base,svg,math,noscript,"
    "template,title,head,html,body"
)
_ADDRESSES = ("href", "src", "poster", "cite", "longdesc", "background", "data", "action")
_OTHER_SCHEMES = ("mailto:", "tel:")
_TAG = re.compile(
    r"</?(?:a|b|i|u|p|br|em|div|img|span|strong|font|h[1-6]|sup|sub|small)\b[^<>]*>", re.IGNORECASE
)


def html(markup: str, what: str) -> Iterator[str]:
    """HTML whose addresses are all absolute and in which nothing is active."""
    # A fragment: html, head and body are the parser's own and do not count.
    tree = LexborHTMLParser(f"<div>{markup}</div>")
    root = tree.body
    if root is None:
        return
    for found in root.css(_ACTIVE):
        if found.tag != "body":
            yield f"{what} holds <{found.tag}>"
    for node in root.traverse(include_text=False):
        for name, value in node.attributes.items():
            if name.startswith("on") or name in {"style", "id", "srcdoc"}:
                yield f"{what} has an attribute {name}"
            elif name in _ADDRESSES and not (value or "").startswith(_OTHER_SCHEMES):
                yield from address(value, f"{what}: {name} of <{node.tag}>", iri=True)
            elif name == "srcset":
                for candidate in (value or "").split(", "):
                    yield from address(
                        candidate.split(" ")[0], f"{what}: srcset of <{node.tag}>", iri=True
                    )


def plain(text: str | None, what: str) -> Iterator[str]:
    """A text of one line that says something. Its format says that it is no HTML, so that it may speak of tags."""
    if not (text or "").strip():
        yield f"{what} is empty"
    elif text != " ".join((text or "").split()):
        yield f"{what} is not one line: {text!r}"


def untagged(text: str | None, what: str) -> Iterator[str]:
    """A text of which its format does not say whether it is HTML: no reader may find tags in it."""
    yield from plain(text, what)
    if found := _TAG.search(text or ""):
        yield f"{what} holds HTML: {found[0]!r} in {text!r}"
