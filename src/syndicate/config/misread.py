"""Words of topics that ask for what they cannot: a pattern, an operator, what the topic itself forbids. Pure.

These are notes: such a word is taken as it stands, and so mostly finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from syndicate.config.faults import Fault, Plain, Tree, Where, as_dict, as_list

_ASKED = ("any", "all", "none", "phrase")
_LONGEST = 200  # what is longer was pasted, and not meant as a pattern
_APART = "write each as an entry of its own: [one, two]"
_EVERY_FORM = (
    "leave it out: a word is found in every form; list other words as entries of their own"
)
# What people write who know it from elsewhere. A * within a word (M*A*S*H) is a name's own.
_READ_ELSEWHERE: Sequence[tuple[re.Pattern[str], str, str]] = (
    (re.compile(r"\w\*(?!\w)|(?<!\w)\*\w"), "holds a *, which stands for no letters here", _EVERY_FORM),
    (re.compile(r"\S\s+OR\s+\S"), "looks for OR as a word", _APART),
    (re.compile(r"\S\s+AND\s+\S"), "looks for AND as a word", "write each as an entry of `all`"),
    (re.compile(r"(?:^|\s)NOT\s+\S"), "looks for NOT as a word", "write what may not occur under `none`"),
    (re.compile(r"\w\s*\|\s*\w"), "holds a |, which is no or here", _APART),
    (re.compile(r"^-\w"), "begins with a -, which forbids nothing here", "write it under `none`, without the -"),
    (re.compile(r"^/.+/[a-z]*$"), "looks like a pattern, and is read as words", "list the words themselves"),
)  # fmt: skip


def misread_words(tree: Tree) -> Iterator[Fault]:
    """Note each word of a topic, or name, that is read otherwise than it was probably meant."""
    for where, text in _texts(tree):
        shouted = text.isupper()  # TRUTH OR DARE
        for pattern, reason, hint in _READ_ELSEWHERE if len(text) <= _LONGEST else ():
            if pattern.search(text) and not (shouted and " as a word" in reason):
                yield Fault(where, tree.mark(where), reason, hint)
                break
    yield from _forbidden(tree)


def _forbidden(tree: Tree) -> Iterator[Fault]:
    """Note each word that the same topic forbids."""
    for slug, topic in as_dict(tree.data.get("topics")).items():
        none = {
            _plain(text) for text in as_list(as_dict(topic).get("none")) if isinstance(text, str)
        }
        for key in _ASKED if none else ():
            for at, text in enumerate(as_list(as_dict(topic).get(key))):
                if key != "none" and isinstance(text, str) and _plain(text) in none:
                    where: Where = ("topics", slug, key, at)
                    reason = "stands under none, too, so that nothing with it belongs"
                    yield Fault(where, tree.mark(where), reason, "keep it in one of the two")


def _plain(text: str) -> str:
    return text.strip().casefold()


def _texts(tree: Tree) -> Iterator[tuple[Where, str]]:
    """What topics ask for, and its other names."""
    for where, value in _lists(tree):
        for at, text in enumerate(as_list(value)):
            if isinstance(text, str):
                yield (*where, at), text


def _lists(tree: Tree) -> Iterator[tuple[Where, Plain]]:
    for name, others in as_dict(tree.data.get("names")).items():
        yield ("names", name), others
    for slug, topic in as_dict(tree.data.get("topics")).items():
        for key in _ASKED:
            yield ("topics", slug, key), as_dict(topic).get(key)
        for name, others in as_dict(as_dict(topic).get("names")).items():
            yield ("topics", slug, "names", name), others
