"""What no single key can tell: a source named twice, an output whose tags nobody carries, an extra that is missing.

It looks at plain data, so that it has its say even where other things are wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from urllib.parse import urlsplit

from syndicate.config.addresses import USUAL_ADDRESS
from syndicate.config.faults import Fault, Plain, Tree, Where, as_dict, as_list
from syndicate.config.hints import did_you_mean
from syndicate.config.identities import former
from syndicate.errors import QueryError, how_to_install
from syndicate.model import twin
from syndicate.query import SLUG, parse

_READS_PAGES = ("trafilatura", "protego")
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_NO_OPERATORS = (
    "words side by side must all occur, a comma between values is or, a minus none of these"
)
_NOBODY = {"topic": "is not declared here", "tag": "no source carries"}
_KEEP_ONE = "keep one of them"
_LOOKED_AT = 50  # comparing every tag to every other takes minutes in a file made for that


def twice(tree: Tree) -> Iterator[Fault]:
    """Tell each source whose address stands in the file before."""
    for where, other in _repeated(tree, _same):
        yield Fault(where, tree.mark(where), f"is the same source as {other}", _KEEP_ONE)


def likely_twice(tree: Tree) -> Iterator[Fault]:
    """Note each source that most likely is one that stands before, by another spelling: people may mean it."""
    for where, other in _repeated(tree, twin):
        reason = f"seems to be the feed of {other}, and is polled as well"
        yield Fault(where, tree.mark(where), reason, _KEEP_ONE)


def _repeated(tree: Tree, form: Callable[[str], str]) -> Iterator[tuple[Where, str]]:
    """Where an address has the form of one before, and which that is."""
    first: dict[str, Where] = {}
    for where, address in _followed(tree):
        before = first.setdefault(form(address), where)
        if before != where:
            yield where, f"sources[{before[1]}] on line {tree.mark(before)[0]}"


def _followed(tree: Tree) -> Iterator[tuple[Where, str]]:
    """The address of each source, and where it stands."""
    for index, source in enumerate(as_list(tree.data.get("sources"))):
        where: Where = ("sources", index)
        address = source
        if isinstance(source, dict):
            address = source.get("url")
            where = (*where, "url")
        if isinstance(address, str) and "://" in address and not tree.is_broken(where):
            yield where, address


def _same(address: str) -> str:
    """Return what two spellings of one address have in common."""
    if usual := USUAL_ADDRESS.fullmatch(address):
        scheme, name, digits, path, query = usual.groups()
        return _one_form(scheme, "", name.lower(), int(digits) if digits else None, path, query)
    try:
        parts = urlsplit(address.strip())
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return address
    user = parts.netloc.rpartition("@")[0]
    return _one_form(parts.scheme, user, host, port, parts.path, parts.query)


def _one_form(
    scheme: str, user: str, host: str, port: int | None, path: str | None, query: str | None
) -> str:
    port = None if port == {"http": 80, "https": 443}.get(scheme) else port
    return repr((scheme, user, host, port, path or "/", query or ""))


def tags_of_nobody(tree: Tree) -> Iterator[tuple[Fault, bool]]:
    """Tell each tag of a topic or an output that no source carries, and whether it is surely a slip.

    A slip is a tag that nearly is another one. Any other may be meant for a source still to come.
    """
    carried = _carried(tree)
    if not as_list(tree.data.get("sources")):
        return  # people may start empty
    known = list(carried)[: 20 * _LOOKED_AT]
    some, missed = ", ".join(known[:10]) + (", …" if len(known) > 10 else ""), 0
    for where, tag in _asked_of_sources(tree):
        if tag in carried or tree.is_broken(where):
            continue
        near = did_you_mean(tag, known) if missed < _LOOKED_AT else None
        missed += 1
        hint = near or (f"sources carry: {some}" if known else "no source has tags")
        fault = Fault(where, tree.mark(where), "no source carries this tag", hint)
        yield fault, near is not None


def topics_of_nobody(tree: Tree) -> Iterator[Fault]:
    """Tell each topic of an output that is not declared, and what one is called now that was renamed."""
    topics = as_dict(tree.data.get("topics"))
    declared = list(topics)
    now = {old: slug for slug, topic in topics.items() for old in former(topic)}
    for name, part in as_dict(tree.data.get("outputs")).items():
        for index, slug in enumerate(as_list(as_dict(part).get("topics"))):
            where: Where = ("outputs", name, "topics", index)
            if slug not in declared and not tree.is_broken(where):
                named = now.get(slug) if isinstance(slug, str) else None
                hint = did_you_mean(named or slug, [named] if named else declared[:_LOOKED_AT])
                yield Fault(where, tree.mark(where), "is no topic that is declared here", hint)


def queries_of_nobody(tree: Tree) -> Iterator[Fault]:
    """Note what a query names and nobody has, so that nothing is found or nothing left out; it may be still to come."""
    topics = as_dict(tree.data.get("topics"))
    known = {
        "topic": {*topics, *(old for topic in topics.values() for old in former(topic))},
        "tag": set(_carried(tree)),
    }
    for name, part in as_dict(tree.data.get("outputs")).items():
        where: Where = ("outputs", name, "query")
        for reason, hint in _missed(as_dict(part).get("query"), known):
            yield Fault(where, tree.mark(where), reason, hint)


def _missed(text: Plain, known: Mapping[str, set[str]]) -> Iterator[tuple[str, str | None]]:
    """What is wrong with a query that can be understood, and what may be meant."""
    try:
        conditions = parse(text).conditions if isinstance(text, str) else ()
    except QueryError:
        return  # told elsewhere
    for one in conditions:
        if one.key == "text" and one.values[0] in _OPERATORS:
            yield f"looks for {one.values[0]} as a word", _NO_OPERATORS
        for value in one.values if one.key in known else ():
            if value not in known[one.key]:
                reason = f"names a {one.key} that {_NOBODY[one.key]}"
                yield reason, did_you_mean(value, sorted(known[one.key])[:_LOOKED_AT])


def _asked_of_sources(tree: Tree) -> Iterator[tuple[Where, str]]:
    for section in ("topics", "outputs"):
        for name, part in as_dict(tree.data.get(section)).items():
            for index, tag in enumerate(as_list(as_dict(part).get("tags"))):
                if isinstance(tag, str):
                    yield (section, name, "tags", index), tag


def full_text_without_extra(tree: Tree) -> Iterator[Fault]:
    """Tell where the text of pages is asked for, and what reads them is not installed."""
    asked: list[Where] = [("defaults",)] if _asks(tree.data.get("defaults")) else []
    sources = enumerate(as_list(tree.data.get("sources")))
    asked += [("sources", index) for index, source in sources if _asks(source)]
    if asked and not all(map(find_spec, _READS_PAGES)):
        where = (*asked[0], "full_text")
        reason = "needs what reads web pages, and that is not installed"
        yield Fault(where, tree.mark(where), reason, how_to_install("fulltext"))


def _asks(part: Plain) -> bool:
    return isinstance(part, dict) and part.get("full_text") is True


def _carried(tree: Tree) -> dict[str, None]:
    general = as_list(as_dict(tree.data.get("defaults")).get("tags"))
    found: dict[str, None] = {}
    for source in as_list(tree.data.get("sources")):
        own = as_dict(source).get("tags")
        tags = general if own is None else as_list(own)
        found.update((tag, None) for tag in tags if isinstance(tag, str) and SLUG.fullmatch(tag))
    return found
