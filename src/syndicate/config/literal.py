"""What is taken as it is written and was probably meant otherwise: a reference, or a letter that nobody sees. Pure.

These are notes: such a value may be meant. They are looked for before references are replaced, so never in a secret.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.config.faults import Fault, Plain, Tree, Where

# What a shell replaces: the whole of a value, or what follows `Bearer`.
_OF_A_SHELL = re.compile(r"(?:\w+ )?\$[A-Za-z_]\w*", re.ASCII)
# No width, or a hyphen that shows only at the end of a line: pasted along with an address.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def taken_literally(tree: Tree) -> Iterator[Fault]:
    """Note each value that stands for itself although it does not look like that."""
    for where, text in _texts(tree.data, ()):
        if told := _slip(where, text):
            yield Fault(where, tree.mark(where), *told)


def _slip(where: Where, text: str) -> tuple[str, str] | None:
    match where:
        case ("sources", _, "headers", _):
            if _OF_A_SHELL.fullmatch(text):
                return "is sent as it stands, for a name needs braces", "write ${NAME}"
        case ("sources", _) | ("sources", _, "url"):
            if found := _UNSEEN.search(text):
                return f"holds U+{ord(found[0]):04X}, which nobody sees", "remove it"
        case ("store",) | ("fetch", "proxy") | ("sources", _, "was", *_):
            pass
        case _ if "${" in text:
            hint = "write the text itself; `store`, `proxy`, and `url` and `headers` of sources may hold references"
            return "holds ${, which nothing replaces here", hint
    return None


def _texts(value: Plain, where: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*where, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _texts(inner, (*where, at))
